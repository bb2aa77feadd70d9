"""Which documents a question names: "what does the blog say", "in Dickens' submission"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.parts import has_content
from ingest.document import Document

_ORGANISATION = re.compile(
    r"\b(?:of|for|the|and|review|centre|center|department|council|office|commission|committee|association|society|institute|university|board|panel|group|trust|agency|authority|organi[sz]ation|foundation|charity|children|services?|bureau|school|college|ministry|government|network|alliance|ofsted|nhs)\b",
    re.I,
)
_UNIVERSITY = re.compile(r"\b(?:university|universities|college|school of)\b", re.I)
_COMMON_KINDS = frozenset({"document", "text", "page", "file"})
_WEAK_KINDS = ("report", "article")
"""Kinds that are said of anything ("what does the report say"): they name a document only beside another that is named outright."""
_SCHOLAR = ("professor", "profs", "prof", "academic")
"""What people call an author who writes from a university."""


_BEFORE_SOURCE = "in|from|by|according to|do|does|did|per|and|or|both|between|of"
_SPEAKS = "say|said|state|argue|claim|suggest|report|find|found|promis|call|propos|describ|give|put"


@dataclass(frozen=True, slots=True)
class SourceCue:
    """The documents that a question names, and the question without their names."""

    doc_ids: tuple[str, ...]
    rest: str


def find_sources(question: str, documents: Mapping[str, Document]) -> SourceCue:
    """Find the documents that ``question`` names by title, by the author's surname or calling, or by a kind that one document alone has."""
    named: dict[str, int] = {}
    rest = question
    asked = _plain(question)
    kinds = Counter(_kind_word(document) for document in documents.values())
    scholars = [doc_id for doc_id, document in documents.items() if _is_scholar(document)]
    for doc_id, document in documents.items():
        for name in (name for name in _names(document, kinds) if _plain(name) in asked):
            if name != _title(document) or _is_source(name, question):
                rest = _take(name, doc_id, question, rest, named)
            elif re.search(rf"\b{_loose(name)}(?!\w)", question, re.I):
                named.setdefault(doc_id, len(question))  # what it is called may be what is asked about, so the words stay
        if scholars == [doc_id]:
            for name in _SCHOLAR:
                rest = _take(name, doc_id, question, rest, named, article="the ")
    if named:
        for kind in _WEAK_KINDS:
            of_kind = [doc_id for doc_id, document in documents.items() if (document.source.kind or "").split(" ")[0].lower() == kind]
            if len(of_kind) == 1 and of_kind[0] not in named:
                rest = _take(kind, of_kind[0], question, rest, named, article="the ")
    order = tuple(sorted(named, key=lambda doc_id: (named[doc_id], doc_id)))
    cleaned = _tidy(rest)
    return SourceCue(order, cleaned if len(cleaned.split()) >= 3 else question)


def wrong_author(question: str, documents: Mapping[str, Document]) -> str | None:
    """Return in one sentence who wrote the document that a question gives to another author ("Dickens, in his blog"), if to any."""
    kinds = Counter(_kind_word(document) for document in documents.values())
    people = {document.source.author for document in documents.values() if document.source.author and is_person(document.source.author)}
    for document in documents.values():
        kind, author = _kind_word(document), document.source.author
        if not kind or kinds[kind] != 1 or not author:
            continue
        for other in sorted(people - {author}):
            name = rf"(?:{_loose(other)}|{_loose(other.split()[-1])})"
            own = any(one.source.author == other and _kind_word(one) is None for one in documents.values())
            word = re.escape(kind)
            claimed = rf"\b{name}(?:['’]s?|,? in (?:his|her|their)(?: own)?) {word}\b|\b{word} by {name}\b"
            if not own and re.search(claimed, question, re.I):
                return f"The {kind} is by {author}, not by {other}."
    return None


def _take(name: str, doc_id: str, question: str, rest: str, named: dict[str, int], article: str = "(?:the )?") -> str:
    """Note where the question names a document, and return the rest of it without the name."""
    pattern = re.compile(rf"\b(?:(?:in|from|by|according to) )?{article}{_loose(name)}(?:['’]s?)?(?!\w)", re.I)
    match = pattern.search(question)
    if match is None:
        return rest
    named.setdefault(doc_id, match.start())
    return pattern.sub(" ", rest)


def _tidy(rest: str) -> str:
    """Mend what taking names out leaves behind: empty brackets, spaces before stops, sentences that say nothing any more."""
    spaced = " ".join(re.sub(r"\(\W*\)|\[\W*\]", " ", rest).split())
    spaced = re.sub(r"^\W+|\s+(?=[,.;?!])", "", spaced)
    sentences = re.split(r"(?<=[.?!;])\s+", spaced)
    telling = [sentence for sentence in sentences if has_content(sentence)]
    return " ".join(telling or sentences)


def is_person(author: str) -> bool:
    """Say whether an author reads like the name of a person rather than of a body."""
    words = author.split()
    return 2 <= len(words) <= 4 and not _ORGANISATION.search(author) and all(word[:1].isupper() for word in words)


def _is_scholar(document: Document) -> bool:
    source = document.source
    return bool(source.author and is_person(source.author) and _UNIVERSITY.search(source.publisher or ""))


def _is_source(title: str, question: str) -> bool:
    """Say whether a question takes a title for something that speaks: "in X", "according to X", "does X say", "X's view"."""
    name = rf"(?:the )?{_loose(title)}"
    return bool(re.search(rf"\b(?:{_BEFORE_SOURCE}) {name}(?!\w)|\b{name}(?:['’]s?\b|:| (?:{_SPEAKS})\w*)", question, re.I))


def _title(document: Document) -> str | None:
    """Return the title as it may be named, without "the"; ``None`` where it is too short or too long to be named."""
    title = document.source.title
    return re.sub(r"^the ", "", title, flags=re.I) if title and 2 <= len(title.split()) <= 8 else None


def _names(document: Document, kinds: Counter[str | None]) -> list[str]:
    source = document.source
    title = _title(document)
    names = [title] if title else []
    if source.author and is_person(source.author):
        names += [source.author, source.author.split()[-1]]
    kind = _kind_word(document)
    if kind and kinds[kind] == 1:
        names += [f"{kind} post", kind] if f"{kind} post" == source.kind else [kind]
    return names


def _kind_word(document: Document) -> str | None:
    """Return the head word of the document's kind: "blog" of "blog post", "submission" of "submission to the committee"."""
    if not document.source.kind:
        return None
    word = document.source.kind.split(" on ")[0].split(" to ")[0]
    head = word.split()[0] if word.endswith(" post") else word
    return None if head.lower() in _COMMON_KINDS | {"report", "article"} else head


def _plain(text: str) -> str:
    """Return a text in lower case with one form of apostrophe; what does not occur so is not looked for by a pattern, which takes long."""
    return text.lower().replace("’", "'")


def _loose(name: str) -> str:
    return re.escape(name).replace("'", "['’]").replace("’", "['’]")
