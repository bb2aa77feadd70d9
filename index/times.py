"""When each document was last read or embedded.

The times lie in a file of their own without a checksum, so that two builds of one folder give the same bytes but for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from index.layout import TIMES


def now() -> str:
    """Return the time as ISO 8601, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write_times(folder: Path, times: Mapping[str, str]) -> None:
    """Write the time of each document, by doc_id, into an index folder."""
    (folder / TIMES).write_text(json.dumps(dict(sorted(times.items())), indent=1) + "\n", encoding="utf-8", newline="\n")


def read_times(folder: Path) -> dict[str, str]:
    """Return the times that ``write_times`` wrote; what is missing or damaged is not known."""
    try:
        content = json.loads((folder / TIMES).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {doc_id: time for doc_id, time in content.items() if isinstance(time, str)}
