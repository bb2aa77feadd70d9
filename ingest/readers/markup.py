"""Markup written into a manuscript: the one way from HTML, whether of a page, a book or a Word file, to canonical text."""

from __future__ import annotations

from ingest.manuscript import Manuscript
from ingest.readers.tree import Element, parse

__all__ = ["parse", "write_markup"]


def write_markup(manuscript: Manuscript, root: Element, *, pages: bool = False) -> None:
    """Write what is visible below ``root`` into the manuscript; ``pages`` says that marks of page breaks count."""
    for text in root.itertext():
        manuscript.paragraph(text)
