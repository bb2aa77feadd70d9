"""Which documents a question names: "what does the blog say", "in Dickens' submission"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.document import Document

_ORGANISATION = re.compile(
    r"\b(?:of|for|the|and|review|centre|center|department|council|office|commission|committee|association|society|institute|university|board|panel|group|trust|agency|authority|organi[sz]ation|foundation|charity|children|services?|bureau|school|college|ministry|government|network|alliance|ofsted|nhs)\b",
    re.I,
)
_COMMON_KINDS = frozenset({"document", "text", "page", "file"})


@dataclass(frozen=True, slots=True)
class SourceCue:
    """The documents that a question names, and the question without their names."""

    doc_ids: tuple[str, ...]
    rest: str


def find_sources(question: str, documents: Mapping[str, Document]) -> SourceCue:
    """Find the documents that ``question`` names by title, by the author's surname, or by a kind that one document alone has."""
    named: dict[str, int] = {}
    rest = question
    kinds = [_kind_word(document) for document in documents.values()]
    for doc_id, document in documents.items():
        for name in _names(document, kinds):
            pattern = re.compile(rf"\b(?:(?:in|from|by|according to) )?(?:the )?{_loose(name)}(?:['’]s?)?(?!\w)", re.I)
            match = pattern.search(question)
            if match:
                named.setdefault(doc_id, match.start())
                rest = pattern.sub(" ", rest)
    rest = re.sub(r"^\W+|\s+(?=[,.;?!])", "", " ".join(rest.split()))
    order = tuple(sorted(named, key=lambda doc_id: (named[doc_id], doc_id)))
    return SourceCue(order, rest if len(rest.split()) >= 3 else question)


def is_person(author: str) -> bool:
    """Say whether an author reads like the name of a person rather than of a body."""
    words = author.split()
    return 2 <= len(words) <= 4 and not _ORGANISATION.search(author) and all(word[:1].isupper() for word in words)


def _names(document: Document, kinds: list[str | None]) -> list[str]:
    source = document.source
    names = []
    if source.title and 2 <= len(source.title.split()) <= 8:
        names.append(re.sub(r"^the ", "", source.title, flags=re.I))
    if source.author and is_person(source.author):
        names.append(source.author.split()[-1])
    kind = _kind_word(document)
    if kind and kinds.count(kind) == 1:
        names += [f"{kind} post", kind] if f"{kind} post" == source.kind else [kind]
    return names


def _kind_word(document: Document) -> str | None:
    """Return the head word of the document's kind: "blog" of "blog post", "submission" of "submission to the committee"."""
    if not document.source.kind:
        return None
    word = document.source.kind.split(" on ")[0].split(" to ")[0]
    head = word.split()[0] if word.endswith(" post") else word
    return None if head.lower() in _COMMON_KINDS | {"report", "article"} else head


def _loose(name: str) -> str:
    return re.escape(name).replace("'", "['’]").replace("’", "['’]")
