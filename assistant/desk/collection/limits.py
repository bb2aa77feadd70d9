"""How much a visitor may add."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.limits import Limits, megabytes

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class CollectionLimits:
    """The most that one visitor may keep; text, because every thousand characters take about a tenth of a second to read in and 100 kB to keep.

    Raises:
        ValueError: if a limit is not positive.
    """

    most_files: int = 50
    most_bytes: int = 32 * _MEGABYTE
    """Of one file."""
    most_bytes_in_all: int = 200 * _MEGABYTE
    most_characters: int = 1_500_000
    """Of the text of one document."""
    most_characters_in_all: int = 3_000_000

    def __post_init__(self) -> None:
        if min(self.most_files, self.most_bytes, self.most_bytes_in_all, self.most_characters, self.most_characters_in_all) <= 0:
            raise ValueError("a limit is a positive number")

    def of_reading(self) -> Limits:
        """Return the limits that each file is read under."""
        unpacked = 8 * self.most_bytes
        return Limits(most_bytes=self.most_bytes, most_unpacked_bytes=unpacked, most_part_bytes=unpacked, most_characters=self.most_characters)

    def refusal(self, name: str, size: int, files: int, in_all: int) -> str | None:
        """Return why one more file of ``size`` bytes cannot be kept beside ``files`` of ``in_all`` bytes, in one line; ``None`` where it can."""
        if files >= self.most_files:
            return f"{name} was not added: {self.most_files:,} documents are the most that you can keep here; remove one first"
        if size > self.most_bytes:
            return f"{name} has {megabytes(size)}, more than the {megabytes(self.most_bytes)} that a file may have: split it or save it smaller"
        if in_all + size > self.most_bytes_in_all:
            return f"{name} was not added: your documents may have {megabytes(self.most_bytes_in_all)} together; remove one first"
        if not size:
            return f"{name} is empty: choose another file"
        return None

    def text_refusal(self, name: str, characters: int, in_all: int) -> str | None:
        """Return why a document of so many characters cannot be kept beside others of ``in_all``, in one line; ``None`` where it can."""
        if in_all + characters > self.most_characters_in_all:
            return f"{name} was not added: your documents may have {self.most_characters_in_all:,} characters of text together; remove one first"
        return None
