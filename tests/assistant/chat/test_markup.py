"""Text into HTML."""

from __future__ import annotations

import pytest

from assistant.chat.markup import LONGEST, byline, escaped, isolated, plain_date, source_byline, titled
from ingest.document import Source


def test_markup_becomes_text() -> None:
    """The five special characters are escaped, in content and in attributes."""
    assert escaped("<b a='1' c=\"2\"> & </b>") == "&lt;b a=&#x27;1&#x27; c=&quot;2&quot;&gt; &amp; &lt;/b&gt;"


def test_endless_text_is_cut_for_display() -> None:
    """A title sooner than a sentence; what fits is whole."""
    assert titled("T" * 200) == f"<bdi>{'T' * 200}</bdi>"
    assert titled("T" * 1_000_000) == f"<bdi>{'T' * 198} …</bdi>"
    assert len(isolated("w" * 1_000_000)) == LONGEST + len("<bdi></bdi>")


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    """No web page can carry it; whole pairs stay."""
    assert escaped("a\ud800b \U0001d11e") == "a\ufffdb \U0001d11e"


def test_isolated_folds_white_space_and_keeps_controls_inside() -> None:
    """A page break shows as a space; a bidirectional override stays, shut in."""
    assert isolated(" two\n\fwords\u202e ") == "<bdi>two words\u202e</bdi>"


@pytest.mark.parametrize(
    ("published", "plain"),
    [
        ("2021-03-30", "30 March 2021"),
        ("2021-06", "June 2021"),
        ("2021", "2021"),
        ("2021-13", "2021-13"),
        ("last spring", "last spring"),
        ("2021-1-2-3", "2021-1-2-3"),
        ("", ""),
        (None, None),
    ],
)
def test_plain_date(published: str | None, plain: str | None) -> None:
    """A date is written as people write it; what is no ISO date stays as it is."""
    assert plain_date(published) == plain


def test_byline_says_what_is_not_known() -> None:
    """Nothing is guessed."""
    assert byline(None, None) == "author not given, date not given"
    assert source_byline(Source(publisher="UEA", published="2021-06")) == "<bdi>UEA</bdi>, <bdi>June 2021</bdi>"
