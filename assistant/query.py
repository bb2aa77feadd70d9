"""A question as a person asked it, turned into what the retriever gets."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import QuestionError
from assistant.follow_up import resolve
from assistant.parts import has_content, split_parts
from assistant.settings import DEFAULT_SETTINGS, Settings
from assistant.source_cue import find_sources
from assistant.vocabulary import Vocabulary
from ingest.document import Document

MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for a question.

    ``text`` is the question resolved, without the names of documents, abbreviations expanded; ``parts`` are its parts where it asks several
    things; ``sources`` are the documents that it names, ``part_sources`` those that each part names.
    """

    question: str
    resolved: str | None
    text: str
    parts: tuple[str, ...]
    sources: tuple[str, ...]
    part_sources: tuple[tuple[str, ...], ...] = ()


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


def understand(
    question: str, history: Sequence[str], documents: Mapping[str, Document], vocabulary: Vocabulary, settings: Settings = DEFAULT_SETTINGS
) -> Query:
    """Turn a checked question and the questions before it into a query."""
    resolved = resolve(question, history) if settings.follow_ups else None
    named = documents if settings.sources else {}
    asked = resolved or question
    cue = find_sources(asked, named)
    expand = vocabulary.expand if settings.vocabulary else str
    text = expand(cue.rest)
    cues = [part for part in (find_sources(part, named) for part in split_parts(asked)) if has_content(part.rest)]
    if len(cues) < 2 or not settings.parts:
        return Query(question, resolved, text, (text,), cue.doc_ids, (cue.doc_ids,))
    parts = tuple(expand(part.rest) for part in cues)
    return Query(question, resolved, text, parts, cue.doc_ids, tuple(part.doc_ids for part in cues))
