"""Questions to start with and to go on with, drawn from the headings of the documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Protocol

from assistant.reply import Answer, Reply
from ingest.document import Document

SHORTEST_SECTION = 60
"""Words that a section must have for its heading to be worth a question."""
MOST_TRIES = 12
NEIGHBOURS = 8
NUMBERING = re.compile(
    r"^(?:(?:chapter|part|section|annex|appendix)\s+[\w.]+\s*[:.–—-]?\s+|\(?(?:\d+(?:\.\d+)+[.):]?|(?:\d+|[a-z]|[ivxl]+)[.):])\s*)+", re.IGNORECASE
)
SUBJECT = re.compile(r"[^\W\d_][\w'’,&/ -]*", re.UNICODE)
QUESTION = re.compile(r"(?:who|what|when|where|why|how|is|are|does|do|did|can|should)\b", re.IGNORECASE)
LEADING = re.compile(r"^(?:on|about|regarding|concerning)\s+", re.IGNORECASE)
ADDRESSED = re.compile(r"\b(?:you|your|we|our|us|i|my|next|now|this|these|here)\b", re.IGNORECASE)
VERBS = re.compile(r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|can|will|must|should|may|need|needs|not|\w+n['’]t)\b", re.IGNORECASE)
ENDS = re.compile(r"[.,;:)]|\s+(?:and|are|as|at|but|by|can|for|from|has|have|in|is|may|of|on|or|that|to|was|were|when|where|which|will|with)\b")
"""What follows a subject that ends there: "a care order was made", not "a care order application"."""
AMID = re.compile(r"[a-z,] $")
"""What stands before words amid a sentence."""
AMID_TWO = re.compile(r"\b[a-z]+,? [a-z]+,? $")
"""The same, for a single word: two words without capitals."""
LOOK = 40
"""Characters that are looked at before and behind a place."""
GENERIC = frozenset(
    """about abstract acknowledgements acronyms aims annex appendices appendix approach authors background bibliography conclusion conclusions
    contact contents context definitions discussion endnotes executive figures findings footnotes foreword further glossary header index
    information introduction key list method methodology methods notes objectives overview preface purpose questions reading recommendations
    references related report results scope section sources summary tables terms title""".split()
)
"""Words of headings that name a part of a document and no subject."""


class Answering(Protocol):
    """Anything that answers a question."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents, by doc_id."""
        ...

    def ask(self, question: str) -> Reply:
        """Answer a question, or abstain."""
        ...


def starters(assistant: Answering, count: int = 5) -> tuple[str, ...]:
    """Return up to ``count`` questions that the documents answer: drawn from headings, and each tried on the assistant.

    At most ``MOST_TRIES`` are tried, so that a large collection costs no more than a small one; the same documents give the same questions.
    """
    found: list[str] = []
    for question in list(candidates(assistant.documents.values()))[:MOST_TRIES]:
        if len(found) == count:
            break
        reply = assistant.ask(question)
        if isinstance(reply, Answer) and not reply.is_unsure:
            found.append(question)
    return tuple(found)


def candidates(documents: Iterable[Document]) -> Iterator[str]:
    """Yield questions from the headings, one of each document in turn, those with the longest sections first, each once."""
    per_document = [sorted(_questions(document).items(), key=lambda item: (-item[1], item[0])) for document in documents]
    turns = chain.from_iterable(zip_longest(*per_document))
    yield from dict.fromkeys(item[0] for item in turns if item is not None)


def suggested(
    reply: Reply, documents: Mapping[str, Document], asked: Sequence[str], answers: Callable[[str, str], bool], count: int = 3
) -> tuple[str, ...]:
    """Return up to ``count`` questions on what stands beside the evidence of a reply, none of those that were asked before.

    They come from the sections of the quotes, then from the sections next to them in their documents. ``answers`` says of a question and a doc_id
    whether the question is surely answered from that document; no other is returned.
    """
    quotes = reply.quotes if isinstance(reply, Answer) else reply.related
    taken = {one.casefold() for one in asked}
    found: list[str] = []
    for quote in quotes:
        document = documents.get(quote.doc_id)
        if document is not None and len(found) < count:
            fresh = [one for one in _nearest(document, quote.span.start) if one.casefold() not in taken and answers(one, quote.doc_id)]
            found += fresh[:2]
            taken |= {one.casefold() for one in fresh[:2]}
    return tuple(found[:count])


def question_of(heading: str, document: Document) -> str | None:
    """Return the question that a heading stands for; ``None`` where it names no subject.

    A heading that is a question is asked as it is, where it does not speak to the reader; the name of a subject is asked about.
    """
    text = NUMBERING.sub("", " ".join(heading.split())).strip()
    text = LEADING.sub("", text)
    words = text.split()
    if text.endswith("?"):
        is_plain = QUESTION.match(text) and 4 <= len(words) <= 16 and "?" not in text[:-1] and not ADDRESSED.search(text)
        return text[:1].upper() + text[1:] if is_plain else None
    if not 1 <= len(words) <= 6 or not SUBJECT.fullmatch(text) or VERBS.search(text) or ADDRESSED.search(text):
        return None
    if all(word.casefold().strip(",") in GENERIC or len(word) < 4 for word in words):
        return None
    return f"What is said about {_inside(text, document)}?"


def _sections(document: Document) -> dict[str, tuple[int, int]]:
    """Return for each innermost heading the words of its section and where it starts."""
    sections: dict[str, tuple[int, int]] = {}
    for block in document.blocks:
        if block.quotable and block.headings and block.headings[-1] != document.title:
            words, start = sections.get(block.headings[-1], (0, block.span.start))
            sections[block.headings[-1]] = (words + len(block.span.of(document.text).split()), start)
    return {heading: found for heading, found in sections.items() if found[0] >= SHORTEST_SECTION}


def _questions(document: Document) -> dict[str, int]:
    """Return the questions of a document's headings, each with the words of its section."""
    questions = {question_of(heading, document): words for heading, (words, _) in _sections(document).items()}
    return {question: words for question, words in questions.items() if question is not None}


def _nearest(document: Document, place: int) -> list[str]:
    """Return the questions of the few sections that begin nearest to a place."""
    sections = sorted((abs(start - place), heading) for heading, (_, start) in _sections(document).items())
    questions = (question_of(heading, document) for _, heading in sections[:NEIGHBOURS])
    return list(dict.fromkeys(question for question in questions if question is not None))


def _inside(text: str, document: Document) -> str:
    """Return a heading as the document writes it amid a sentence: words small where they mostly are, with the article that it has there."""
    words = text.split()
    names = _named(words, document.text)
    inside = " ".join(
        word if k in names or (word.isupper() and len(word) > 1) or _is_name(word, document.text) else word.lower() for k, word in enumerate(words)
    )
    return _article(inside, document.text) + inside


def _named(words: Sequence[str], text: str) -> set[int]:
    """Return the positions of words that are a name together: two or more with capitals, which the text mostly writes so amid its sentences."""
    found: set[int] = set()
    for first in range(len(words)):
        for behind in range(first + 2, len(words) + 1):
            if all(word[:1].isupper() for word in words[first:behind]):
                run = " ".join(words[first:behind])
                amid = sum(AMID.search(before) is not None for before, _ in _places(run, text))
                if amid > text.count(run.lower()):
                    found.update(range(first, behind))
    return found


def _article(subject: str, text: str) -> str:
    """Return the article that stands before a subject in a text at least every second time, with a space behind it; nothing where none does."""
    words = [before.split()[-1].lower() for before, after in _places(subject, text) if ENDS.match(after) and before[-1:].isspace() and before.strip()]
    articles = [article for article in ("a", "an", "the") if words.count(article) and 2 * words.count(article) >= len(words)]
    return f"{articles[0]} " if articles else ""


def _is_name(word: str, text: str) -> bool:
    """Say whether a text mostly writes a word with its capital behind two words without one ("for" alone stands in "Department for Education")."""
    if not word[:1].isupper():
        return False
    amid = sum(AMID_TWO.search(before) is not None for before, _ in _places(word, text))
    return amid > text.count(f" {word.lower()} ")


def _places(words: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind each place of words in a text, some characters of it."""
    # Plain search: a page asks for a dozen headings after each reply, and an expression that looks back takes as long as the reply.
    place = text.find(words)
    while place >= 0:
        behind = place + len(words)
        if not text[behind : behind + 1].isalnum():
            yield text[max(0, place - LOOK) : place], text[behind : behind + LOOK]
        place = text.find(words, behind)
