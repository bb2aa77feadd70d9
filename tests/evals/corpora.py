"""A small folder of documents in three formats, and a valid question set about it."""

from __future__ import annotations

from pathlib import Path

from tests.evals.samples import write_lines

LEAVE = """\
# Leave policy

## Annual leave

Full-time staff have 27 days of annual leave a year, and eight public holidays. Up to five days may be carried over into the next year.

## Sick leave

A certificate from Dr Smith or another doctor is needed from the fourth day on. Full pay is paid for the first six weeks of every illness.
"""
TRAVEL = "Travel\n\nMileage in your own car is paid at 45 pence a mile for the first 10,000 miles. This is taxed. This is taxed.\n"
PAGE = (
    "<html><head><title>Hotels</title></head><body><h1>Hotels</h1><p>The limit for a night in London is 120 pounds for all staff.</p></body></html>"
)


def make_corpus(folder: Path) -> Path:
    """Write the documents into a new folder and return it."""
    folder.mkdir()
    (folder / "leave.md").write_text(LEAVE, encoding="utf-8")
    (folder / "travel 2026.txt").write_text(TRAVEL, encoding="utf-8")
    (folder / "hotels.html").write_text(PAGE, encoding="utf-8")
    return folder


def make_set(path: Path) -> Path:
    """Write a set of four questions: one on each document, and one that no document answers."""
    return write_lines(
        path,
        {"id": "q1", "question": "how many days off?", "facts": [{"quotes": [{"doc_id": "leave", "text": "27 days of annual leave"}]}]},
        {"id": "q2", "question": "what is a mile worth?", "facts": [{"quotes": [{"doc_id": "travel 2026", "text": "45 pence a mile"}]}]},
        {"id": "q 3", "question": "a night in London?", "facts": [{"quotes": [{"doc_id": "hotels", "text": "120 pounds"}]}], "split": "tune"},
        {"id": "q4", "question": "who pays for lunch?", "answerable": False},
    )
