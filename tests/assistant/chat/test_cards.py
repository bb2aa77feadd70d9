"""Evidence cards and the source view."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.chat.cards import evidence_card
from assistant.chat.document_pane import document_pane, read_choice
from assistant.chat.source_view import source_view
from assistant.reply import UNRESOLVED, Place, Quote, Reference
from ingest.document import Document, Source
from ingest.footnote import Footnote
from ingest.span import Span

TEXT = "Before it. About a\fquarter broke down. After it."
QUOTE = Quote(
    "d",
    Span(11, 38),
    "About a\fquarter broke down.",
    "A title",
    "A. Author",
    "2021-03-30",
    ("Two", "c. Three"),
    "Author, A. (2021) A title.",
    7.125,
)
DOCUMENTS = {"d": Document("d", TEXT, Source("A title", "A. Author", None, "2021-03-30"))}
HOSTILE = '<script>x()</script><img src=x onerror=\'x()\'>" onclick="x()" [a](javascript:x()) \u202eevil\u2066'
ALLOWED = frozenset(
    "article fieldset input label legend h2 h3 p ol li ul blockquote mark bdi span div details summary button a strong q br section".split(),
)


class _Tags(HTMLParser):
    """Collects tags and text; fails on a tag that is never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.stack: list[str] = []
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        if tag not in ("br", "input"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_card_shows_who_when_where_and_the_quote_in_its_surroundings() -> None:
    """All that a reader needs to judge and to cite; a page break inside the quote shows as a space."""
    html = evidence_card(replace(QUOTE, page=12), DOCUMENTS, 1, 2)
    assert "<bdi>Before it.</bdi> <mark><bdi>About a quarter broke down.</bdi></mark> <bdi>After it.</bdi>" in html
    text = _Tags(html).text
    for part in ("[2]", "A title", "A. Author", "30 March 2021", "Two", "c. Three", "page 12", "Author, A. (2021) A title.", "7.125"):
        assert part in text
    assert 'data-turn="1" data-number="2"' in html


def test_card_marks_the_answer_inside_the_quote() -> None:
    """The answer's own words stand out, in their place."""
    html = evidence_card(replace(QUOTE, answer_span=Span(17, 26)), DOCUMENTS, 1, 1)
    assert "<bdi>About <strong>a quarter</strong> broke down.</bdi>" in html


def test_card_shows_context_references_and_other_places() -> None:
    """Context is named as no part of the quote; an unresolved reference is shown as such."""
    place = Place("e", Span(0, 4), "Same", "Other title", ("Part",))
    references = (
        Reference("Smith 2019", "Smith (2019) Book.", Span(0, 18), "resolved"),
        Reference("Doe 2020"),
        Reference("Roe 2021", status="ambiguous"),
    )
    quote = replace(QUOTE, context="The lead-in:", also_in=(place,), references=references, footnotes=(Footnote("4", "See Doe.", Span(0, 8)),))
    text = _Tags(evidence_card(quote, DOCUMENTS, 1, 1)).text
    assert "Context, not part of the quote: The lead-in:" in text
    assert "Also in:Other title (Part): Same" in text
    assert "Smith 2019: Smith (2019) Book." in text
    assert f"Doe 2020: ({UNRESOLVED['absent']})" in text
    assert f"Roe 2021: ({UNRESOLVED['ambiguous']})" in text
    assert "Footnotes of the quote:4: See Doe." in text


def test_card_of_a_document_that_is_not_at_hand_has_no_button() -> None:
    """The quote is still shown."""
    html = evidence_card(QUOTE, {}, 1, 1)
    assert "<blockquote><mark><bdi>About a quarter broke down.</bdi></mark></blockquote>" in html
    assert "data-number" not in html


def test_source_is_whole_and_the_quote_marked() -> None:
    """The text view holds every character of the source, in order."""
    html = source_view(DOCUMENTS["d"], QUOTE, 3)
    body = html[html.index('<div class="cc-source-text"') :]
    assert _Tags(body.removesuffix("</section>")).text == TEXT
    assert '<mark id="carecite-mark" tabindex="-1"><bdi>About a\fquarter broke down.</bdi></mark>' in html
    assert 'data-opening="3" data-placed="true"' in html


@pytest.mark.parametrize("span", [Span(10, 37), Span(40, 67)])
def test_quote_that_does_not_stand_at_its_span_is_not_highlighted(span: Span) -> None:
    """A wrong highlight is worse than none."""
    html = source_view(DOCUMENTS["d"], replace(QUOTE, span=span), 1)
    assert "<mark" not in html
    assert "could not be placed" in html


def test_hostile_text_stays_text() -> None:
    """Whatever documents hold, the page has no tag or attribute but its own, and every letter is there to read."""
    quote = Quote(HOSTILE, Span(0, len(HOSTILE)), HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, 1.0, context=HOSTILE)
    quote = replace(
        quote,
        also_in=(Place(HOSTILE, quote.span, HOSTILE, HOSTILE, (HOSTILE,)),),
        references=(Reference(HOSTILE, HOSTILE, quote.span, "resolved"), Reference(HOSTILE)),
    )
    quote = replace(quote, footnotes=(Footnote(HOSTILE, HOSTILE, quote.span),))
    document = Document(HOSTILE, HOSTILE, Source(HOSTILE, HOSTILE, None, HOSTILE))
    documents = {HOSTILE: document}
    for html in (evidence_card(quote, documents, 1, 1), source_view(document, quote, 1), document_pane(documents)):
        page = _Tags(html)
        assert set(page.tags) <= ALLOWED
        assert not any(name.startswith("on") for name in page.names)
        assert HOSTILE in page.text
        outside = re.sub(r' data-[a-z]+="[^"]*"| (?:value|href)="[^"]*"', "", html)
        while "<bdi>" in outside:
            start = outside.index("<bdi>")
            outside = outside[:start] + outside[outside.index("</bdi>", start) + len("</bdi>") :]
        assert "\u202e" not in outside


def test_endless_quote_is_cut_for_display_and_not_offered_for_copying() -> None:
    """The card says so; the source has all of it."""
    text = f"The word {'w' * 1_000_000} ends."
    quote = replace(QUOTE, span=Span(0, len(text)), text=text, title="T" * 1_000_000, answer_span=Span(0, 3))
    card = evidence_card(quote, {"d": Document("d", text)}, 1, 1)
    assert len(card) < 20_000
    assert "too long to be shown whole here" in card
    assert "data-copy=" not in card
    assert len(source_view(Document("d", text), quote, 1)) > len(text)


def test_copy_holds_quote_and_citation() -> None:
    """White space is folded, as a person would quote."""
    assert 'data-copy="“About a quarter broke down.” (Author, A. (2021) A title)."' in evidence_card(QUOTE, DOCUMENTS, 1, 1)


def test_documents_are_listed_with_what_is_known_of_them() -> None:
    """Title, author, date, pages, warnings; those chosen are ticked, the visitor's own come first and can be removed."""
    documents = {
        **DOCUMENTS,
        "m": Document("m", "x\fy", Source("Mine <b>"), page_starts=(0, 2), warnings=("Page 2 has no text.",)),
    }
    html = document_pane(documents, {"m"}, {"m"})
    text = _Tags(html).text
    assert text.index("Mine <b>") < text.index("A title")
    for part in ("Your own", "On this server", "2 pages", "1 warning", "Page 2 has no text.", "A. Author, 30 March 2021", "1 of 2 chosen"):
        assert part in text
    assert 'value="m" checked' in html
    assert 'value="d" checked' not in html
    assert 'data-remove="m"' in html
    assert 'data-remove="d"' not in html


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("", None),
        ("[]", ()),
        ('["b", "a"]', ("a", "b")),
        ('["a", "b", "c"]', None),
        ('["x", 1]', ()),
        ("{", None),
        ('{"a": 1}', None),
        ("[" * 9999, None),
    ],
)
def test_choice_of_documents_as_the_page_says_it(text: str, chosen: tuple[str, ...] | None) -> None:
    """What cannot be read means all; unknown documents are left out."""
    assert read_choice(text, ["a", "b", "c"]) == chosen
