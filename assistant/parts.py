"""Questions of several parts, split so that each part gets its own evidence."""

from __future__ import annotations

import re

_CUT = re.compile(
    r"(?<=[?;])\s+|(?<=[a-z]\.)\s+(?=[A-Z])"
    r"|,?\s+and\s+(?=(?:also\s+)?(?:how|what|why|who|when|which|where|whether|does|do|did|is|are|was|were|has|have|can)\b)",
    re.I,
)
_LEAST_WORDS = 4
_MOST_PARTS = 4


def split_parts(question: str) -> tuple[str, ...]:
    """Return the parts of a question that asks several things, in order; the whole question alone where it asks one."""
    pieces = [piece.strip(" ,") for piece in _CUT.split(question) if piece.strip(" ,")]
    parts: list[str] = []
    for piece in pieces:
        if parts and min(len(piece.split()), len(parts[-1].split())) < _LEAST_WORDS:
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    if len(parts) < 2:
        return (question,)
    return (*parts[: _MOST_PARTS - 1], " ".join(parts[_MOST_PARTS - 1 :])) if len(parts) > _MOST_PARTS else tuple(parts)
