"""``sources.toml``: what it may say, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Source
from ingest.errors import SourcesError
from ingest.sources import read_sources


def write(folder: Path, content: str) -> Path:
    """Write ``content`` as the folder's sources and return the folder."""
    (folder / "sources.toml").write_text(content, encoding="utf-8")
    return folder


def test_no_file_means_nothing_is_known(tmp_path: Path) -> None:
    """Sources are optional."""
    assert read_sources(tmp_path) == {}


def test_values_and_dates(tmp_path: Path) -> None:
    """A TOML date is as good as a string."""
    folder = write(tmp_path, '[a]\ntitle = "T"\npublished = 2021-03-30\n[b]\nurl = "https://example.org"\n')
    assert read_sources(folder) == {"a": Source(title="T", published="2021-03-30"), "b": Source(url="https://example.org")}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[a", "mend it or remove it"),
        ("[a]\ntitel = 'x'", "unknown key 'titel'"),
        ("a = 3", "a is not a table"),
        ("[[a]]\ntitle='x'", "a is not a table"),
    ],
)
def test_what_is_not_understood_is_refused_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    """A wrong key is an error, never silently passed over."""
    with pytest.raises(SourcesError, match=message) as caught:
        read_sources(write(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_sources_in_another_encoding(tmp_path: Path) -> None:
    """Latin-1 is refused as other broken files are."""
    (tmp_path / "sources.toml").write_bytes(b"[a]\ntitle = 'caf\xe9'\n")
    with pytest.raises(SourcesError, match="mend it or remove it"):
        read_sources(tmp_path)


@pytest.mark.parametrize("value", ["['a', 'b']", "{x = 1}", "true", "1.5"])
def test_a_value_that_is_neither_text_nor_date_is_refused(tmp_path: Path, value: str) -> None:
    """A list of authors would otherwise be shown as Python prints it."""
    with pytest.raises(SourcesError, match="author"):
        read_sources(write(tmp_path, f"[a]\nauthor = {value}\n"))
