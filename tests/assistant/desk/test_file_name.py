"""Names that people and programs give to files, made harmless."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.desk.collection.file_name import MOST_BYTES, free_name, safe_name
from ingest.listing import is_plain


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("Jahresbericht für Müller.docx", "Jahresbericht für Müller.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ann\\notes.txt", "notes.txt"),
        ("a\u202etxt.pdf", "a txt.pdf"),
        ("line\nbreak\x00.txt", "line break.txt"),
        (".htaccess.txt", "htaccess.txt"),
        ("~$draft.docx", "draft.docx"),
        ("CON.txt", "_CON.txt"),
        ("lpt1.report.txt", "_lpt1.report.txt"),
        ("what?.txt", "what_.txt"),
        ("", "document"),
        ("...", "document"),
        ("/", "document"),
        (".txt", "txt"),
        ("e\u0301t\u00e9.txt", "\u00e9t\u00e9.txt"),
    ],
)
def test_names(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_long_name_is_cut_between_characters_and_keeps_its_ending() -> None:
    name = safe_name("é" * 300 + ".pdf")
    assert name.endswith("é.pdf")
    assert len(name.encode()) <= MOST_BYTES


@given(st.text(max_size=300))
def test_whatever_comes_can_be_kept_and_shown(name: str) -> None:
    kept = safe_name(name)
    assert is_plain(kept)
    assert kept == PurePosixPath(kept).name
    assert not kept.startswith((".", "~"))
    assert not set(kept) & set('/\\<>:"|?*')
    assert 0 < len(kept.encode()) <= MOST_BYTES
    assert safe_name(kept) == kept


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("Report.pdf", []) == "Report.pdf"
    assert free_name("Report.pdf", ["report"]) == "Report (2).pdf"
    assert free_name("Report.pdf", ["report", "REPORT (2)"]) == "Report (3).pdf"
