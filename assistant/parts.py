"""Questions of several parts, split so that each part gets its own evidence."""

from __future__ import annotations

import re

_CUT = re.compile(
    r"(?<=[?;])\s+|(?<=[a-z]\.)\s+(?=[A-Z])|,?\s+and\s+(?=(?:also\s+)?(?:how|what|why|who|when|which|where|whether|does|do|did|is|are|was|were|has|have|can)\b)", re.I
)
_LEAST_WORDS = 4
_MOST_PARTS = 4


def split_parts(question: str) -> tuple[str, ...]:
    """Return the parts of a question that asks several things, in order; the whole question alone where it asks one."""
    parts = [part.strip(" ,") for part in _CUT.split(question)]
    kept = [part for part in parts if len(part.split()) >= _LEAST_WORDS]
    return tuple(kept[:_MOST_PARTS]) if len(kept) > 1 else (question,)
