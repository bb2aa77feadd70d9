"""Limits on what is read, so that no file, by accident or on purpose, takes the whole computer."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one file may hold and still be read; the defaults are far above what reports have.

    Raises:
        ValueError: if a limit is not positive.
    """

    most_bytes: int = 64 * _MEGABYTE
    """Bytes of the file on the disk."""
    most_unpacked_bytes: int = 512 * _MEGABYTE
    """Bytes of all that a packed file (.docx, .pptx, .xlsx, .epub) holds."""
    most_members: int = 20_000
    """Files that a packed file holds."""
    most_pages: int = 5_000
    """Pages, slides or chapters."""
    most_rows: int = 200_000
    """Rows of a table or spreadsheet."""
    most_characters: int = 64 * _MEGABYTE
    """Characters of the text that comes out."""

    def __post_init__(self) -> None:
        if min(self.most_bytes, self.most_unpacked_bytes, self.most_members, self.most_pages, self.most_rows, self.most_characters) <= 0:
            raise ValueError("a limit is a positive number")


DEFAULT_LIMITS = Limits()


def megabytes(size: int) -> str:
    """Return a number of bytes as it stands in a message."""
    return f"{size / _MEGABYTE:,.0f} MB"
