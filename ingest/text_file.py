"""Reading one text file: the exact characters, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnreadableDocument

MOST_BYTES = 64 * 1024 * 1024
_INVISIBLE = "\ufeff\u200b\u2060 \t\n\r\f\v\xa0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, most_bytes: int = MOST_BYTES) -> str:
    """Return the text of a UTF-8 file, decoded with no newline translation.

    Raises:
        UnreadableDocument: the file is missing, empty, too large, binary, or in another encoding.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > most_bytes:
            raise UnreadableDocument(
                f"{name} has {size / 2**20:.0f} MB, more than the limit of {most_bytes / 2**20:.0f} MB: split it into smaller files"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"{name} cannot be read ({error.strerror or error}): check that it exists and that you may read it") from error
    if not data.strip():
        raise UnreadableDocument(f"{name} is empty: nothing to read")
    if data.startswith(_UTF16):
        raise UnreadableDocument(f"{name} is UTF-16 text: save it as UTF-8 and build again")
    if b"\0" in data:
        raise UnreadableDocument(f"{name} is binary, not text: save it as UTF-8 text and build again")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableDocument(
            f"{name} is not UTF-8 text (line {line}; it may be Latin-1 or Windows-1252): save it as UTF-8 and build again"
        ) from error
    if not text.strip(_INVISIBLE):
        raise UnreadableDocument(f"{name} is empty: nothing to read")
    controls = sum(character < " " and character not in "\t\n\r\f\v" for character in text[:4096])
    if controls > 0.05 * min(len(text), 4096):
        raise UnreadableDocument(f"{name} is binary, not text: save it as UTF-8 text and build again")
    return text
