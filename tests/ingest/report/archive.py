"""Zip archives that are the same byte for byte each time they are written."""

from __future__ import annotations

import zipfile
from pathlib import Path

_WHEN = (2024, 5, 14, 9, 0, 0)


def steady(path: Path) -> None:
    """Write an archive again with one date for all of its members."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    pack(path, members)


def pack(path: Path, members: list[tuple[str, bytes]]) -> None:
    """Write an archive; a member called ``mimetype`` is stored as it is, as EPUB asks for."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _WHEN), content, kind)
