"""JSON objects written one a line, so that no reader finds a line break inside one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# Some readers take the first three for line breaks; the others are halves of characters, which UTF-8 cannot hold. JSON has an escape for each.
_ESCAPED = re.compile("[\u0085\u2028\u2029\ud800-\udfff]")


def json_line(value: Mapping[str, Any]) -> str:
    """Return ``value`` as JSON on one line that UTF-8 can hold, characters beyond ASCII as they are, with a line feed at the end."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False)) + "\n"
