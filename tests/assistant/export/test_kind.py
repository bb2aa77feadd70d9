"""Kinds in words, read as sorts of work."""

from __future__ import annotations

import pytest

from assistant.export.kind import Kind, read_kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("report", Kind.REPORT),
        ("annual report of the board", Kind.REPORT),
        ("White paper", Kind.REPORT),
        ("article", Kind.ARTICLE),
        ("press article on the report", Kind.ARTICLE),
        ("journal article", Kind.JOURNAL),
        ("blog post", Kind.BLOG),
        ("web page", Kind.WEB),
        ("handbook", Kind.BOOK),
        ("thesis", Kind.THESIS),
        ("submission to the report team", Kind.OTHER),
        ("letter about a blog", Kind.OTHER),
        ("", Kind.OTHER),
        (None, Kind.OTHER),
    ],
)
def test_kinds(words, kind):
    assert read_kind(words) is kind
