"""One text file: the exact characters, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableDocument
from ingest.text_file import read_text


def test_the_text_is_decoded_with_no_newline_translation(tmp_path: Path) -> None:
    """Offsets count what stands in the file, byte order mark and carriage returns included."""
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffOne\r\nTwo\rÉ 😀\f".encode())
    assert read_text(path) == "\ufeffOne\r\nTwo\rÉ 😀\f"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        ("\ufeff".encode(), "is empty"),
        ("\ufeff \u200b\n".encode(), "is empty"),
        (b"\xff\xfea\0b\0", "UTF-16"),
        (b"PK\x03\x04\0\0", "is binary"),
        (b"\x01\x02\x03\x04\x05 text", "is binary"),
        ("Größe\n".encode("latin-1"), r"not UTF-8 text \(line 1"),
        (b"one\ntwo\ncaf\xe9\n", r"not UTF-8 text \(line 3"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, message: str) -> None:
    """Each with its own reason and the file's name, in one line."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument, match=message) as caught:
        read_text(path)
    assert str(caught.value).startswith("a.txt ")
    assert "\n" not in str(caught.value)


def test_too_large_and_missing(tmp_path: Path) -> None:
    """The limit is named in the message."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2_000_000)
    with pytest.raises(UnreadableDocument, match="2 MB, more than the limit of 1 MB"):
        read_text(path, most_bytes=1_000_000)
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        read_text(tmp_path / "b.txt")
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        read_text(tmp_path)


def test_a_few_control_characters_are_no_reason_to_refuse(tmp_path: Path) -> None:
    """Extracted text often holds a stray one."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"A long enough line with one \x02 stray mark in it.")
    assert "\x02" in read_text(path)
