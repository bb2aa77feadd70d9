"""The same questions asked of the report in each format: are the quotes the same, the sentences that answer shown, the pages right?"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2

from assistant import Answer, Assistant
from assistant.reply import Quote
from tests.ingest.report.source import Report, unmarked

QUESTIONS = Path(__file__).with_name("questions.jsonl")
_MARKS = re.compile(r"\[\^?\w{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[a-z)”’.,;])(?<!\d[.,])\d{1,2}(?=\s|$)|\u00ad")
_SIGNS = re.compile(r"[^\w%£]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what kind of place its answer stands in, and the sentences or rows that answer it."""

    id: str
    kind: str
    question: str
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one format gave for one question: its quotes, folded, and the pages of those that show an answer; ``None`` where none does."""

    quotes: tuple[str, ...]
    shown: bool
    exact: bool
    pages: tuple[int | None, ...]


def read_questions() -> tuple[Question, ...]:
    """Return the questions in order."""
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return tuple(Question(line["id"], line["kind"], line["question"], tuple(line["gold"])) for line in lines)


def fold(text: str) -> str:
    """Return a text's words as they are compared: without footnote marks, ligatures, quotation marks, hyphens, cell rules and extra white space."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", _MARKS.sub("", text))).strip()


def ask(assistant: Assistant, question: Question) -> Asked:
    """Ask one question of one format."""
    reply = assistant.ask(question.question)
    quotes = reply.quotes if isinstance(reply, Answer) else ()
    folded = [fold(quote.text) for quote in quotes]
    gold = [fold(sentence) for sentence in question.gold]
    holders = [next((quote for quote, text in zip(quotes, folded, strict=True) if sentence in text), None) for sentence in gold]
    exact = all(_exact(quote, assistant) for quote in quotes)
    return Asked(tuple(folded), None not in holders, exact, tuple(_page(quote) for quote in holders))


def _page(quote: Quote | None) -> int | None:
    if quote is None:
        return None
    # A document with pages whose quote has none is wrong, and no page is page 0.
    return quote.page or 0


def _exact(quote: Quote, assistant: Assistant) -> bool:
    return quote.span.of(assistant.documents[quote.doc_id].text) == quote.text


def set_pages(report: Report, words: Sequence[Sequence[int]], sentence: str) -> int:
    """Return the page on which ``sentence`` begins in the PDF that we set; ``words`` holds the page of each word of each block."""
    for part, pages in zip(report.parts, words, strict=True):
        text = " | ".join(part.cells) if part.cells else unmarked(part.text).replace("\u00a0", " ")
        at = text.find(sentence)
        if at >= 0:
            return pages[0] if part.cells else pages[len(unmarked(part.text)[:at].split(" ")) - 1]
    raise ValueError(f"the report does not say {sentence!r}")


def printed_pages(path: Path, sentence: str) -> tuple[int, ...]:
    """Return the pages of a PDF, as another program set it, whose letters hold the beginning of ``sentence``."""
    begin = _letters(sentence)[:24]
    return tuple(number for number, text in enumerate(_page_letters(path), start=1) if begin in text)


@cache
def _page_letters(path: Path) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(path)
    try:
        return tuple(_letters(page.get_textpage().get_text_bounded()) for page in document)
    finally:
        document.close()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def table(results: Mapping[str, Mapping[str, Asked]], right: Mapping[str, int], base: str = "md") -> list[str]:
    """Return the comparison as lines: per format how often the quotes are those of ``base``, the answer is shown, and the page is right."""
    lines = [f"{'format':12} {'questions':>9} {'same quotes':>12} {'same first':>11} {'answer shown':>13} {'exact':>6} {'page right':>11}"]
    for name, asked in results.items():
        same = sum(found.quotes == results[base][key].quotes for key, found in asked.items())
        first = sum(found.quotes[:1] == results[base][key].quotes[:1] for key, found in asked.items())
        shown, exact = sum(found.shown for found in asked.values()), sum(found.exact for found in asked.values())
        page = f"{right[name]}" if name in right else "-"
        lines.append(f"{name:12} {len(asked):>9} {same:>12} {first:>11} {shown:>13} {exact:>6} {page:>11}")
    return lines
