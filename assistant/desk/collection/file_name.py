"""The name of a file that somebody sent, made into one that is safe to keep and to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from ingest.listing import is_plain

MOST_BYTES = 120
"""Of a name in UTF-8; file systems take 255, and what is put behind it needs room."""
_FORBIDDEN = re.compile(r'[<>:"|?*%]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)
"""Names that stand for devices on Windows, whatever their ending."""
_MOST_ENDING = 16
_UNNAMED = "document"


def safe_name(name: str) -> str:
    """Return the last part of a path as the name of a file, without characters that cannot be shown, steer text or mean something to a system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(character if is_plain(f"a{character}") else " " for character in last)
    tidy = " ".join(_FORBIDDEN.sub("_", plain).split())
    ending = PurePosixPath(tidy).suffix if tidy.strip(".") else ""
    if len(ending.encode()) > _MOST_ENDING:
        ending = ""
    stem = tidy.removesuffix(ending).lstrip(".~$ ").rstrip(". ") or _UNNAMED
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{_cut(stem, MOST_BYTES - len(ending.encode()))}{ending.rstrip()}"


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name whose part before the ending is none of ``taken`` in any case: "report (2).pdf" where "report" is taken."""
    folded = {one.casefold() for one in taken}
    path = PurePosixPath(name)
    number, stem = 1, path.stem
    while stem.casefold() in folded:
        number += 1
        stem = f"{path.stem} ({number})"
    return f"{stem}{path.suffix}"


def _cut(text: str, most_bytes: int) -> str:
    return text.encode("utf-8")[:most_bytes].decode("utf-8", "ignore").rstrip(". ")
