"""A question as a person asked it, turned into what the retriever gets."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import QuestionError
from assistant.follow_up import resolve
from assistant.parts import split_parts
from assistant.source_cue import find_sources
from assistant.vocabulary import Vocabulary
from ingest.document import Document

MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for a question.

    ``text`` is the question resolved, without the names of documents, abbreviations expanded; ``parts`` are its parts where it asks several
    things; ``sources`` are the documents that it names.
    """

    question: str
    resolved: str | None
    text: str
    parts: tuple[str, ...]
    sources: tuple[str, ...]


def check_question(question: str) -> str:
    """Return the question without white space at its ends.

    Raises:
        QuestionError: there is nothing in it, or it is too long to be a question.
    """
    cleaned = "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in question).strip()
    if not any(character.isalnum() for character in cleaned):
        raise QuestionError('the question is empty: type a question in words, such as "what happened to supervision-order placements?"')
    if len(cleaned) > MOST_CHARACTERS:
        raise QuestionError(f"the question has {len(cleaned):,} characters, more than {MOST_CHARACTERS:,}: ask it in a sentence or two")
    return cleaned


def understand(question: str, history: Sequence[str], documents: Mapping[str, Document], vocabulary: Vocabulary) -> Query:
    """Turn a checked question and the questions before it into a query."""
    resolved = resolve(question, history)
    cue = find_sources(resolved or question, documents)
    text = vocabulary.expand(cue.rest)
    return Query(question, resolved, text, split_parts(text), cue.doc_ids)
