"""Reading: the sentences of the index ordered as evidence for a query."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from assistant.answerability.network import answerability
from assistant.original import once, originals_first
from assistant.query import Query
from assistant.settings import DEFAULT_SETTINGS, Settings
from index.search import Index, ScoredSentence
from ingest.document import BlockKind
from ingest.sentence import Sentence

DEPTH = 80
"""Sentences that are read for each part of a question."""
NAMED_SOURCE = 0.15
"""Added to the score of a sentence whose document the question names."""
WHOLE = 0.75
"""Weight of the whole question beside one of its parts."""
LEANING_WHOLE = 0.85
"""The same for a part that speaks of "it" or "them", which says little alone."""
DEFINITION = 0.3
"""Taken from the score of a glossary's definition where the question asks for an outcome, a number or a reason."""
_ASKS_OUTCOME = re.compile(
    r"\bwhat happen|\bhow (?:many|much|often)\b|\bwhat (?:share|proportion|percentage|number|rate)\b|\bper ?cent|%"
    r"|\b(?:outcomes?|results?)\b|\bdid (?:it|they)\b|\bwhy\b",
    re.I,
)
FAR = 1.35
"""A sentence that scores so much less than the best one is not shown; in a small folder everything else would be."""
TOGETHER = 6
"""Sentences at the top of a reading that are read together with the question, at most."""
TOGETHER_WITHIN = 0.6
"""A sentence that scores so much less than the best one is not read together with the question: it would not come first."""
LEAST_OF_FRAGMENT = -2.0
"""The least logit that a table's row or a footnote answers, set by hand: they lean on what stands elsewhere, and the training had none.

More than nine in ten of the tune half's questions that are answered have a higher one.
"""
_FRAGMENTS = frozenset({BlockKind.TABLE_ROW, BlockKind.FOOTNOTE})
_LEAST_WORDS = 4
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|she|him|her|his|this|that|these|those)\b", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read for a query.

    ``ranking`` holds the sentences in the order in which a person should read them; ``known`` is the share of the question's words that the
    documents know, each weighed by how rare it is; ``elsewhere`` says how close the question is to everyday questions on anything; ``subject`` is
    the mean dense score of all that was found, which is high for a question on the documents' subject; ``answers`` is the logit that one of the best
    sentences answers rather than only speaks of the same things, word by word; ``told`` is the same by the cross-encoder,
    0 where there is none, and ``cross_encoder`` the model that it is made of.
    """

    ranking: tuple[ScoredSentence, ...]
    known: float
    elsewhere: float
    subject: float
    answers: float = 0.0
    told: float = 0.0
    cross_encoder: str = ""


def read(query: Query, index: Index, settings: Settings = DEFAULT_SETTINGS) -> Evidence:
    """Order the sentences of the index as evidence for a query.

    A question of several parts, or one that names several documents, is read once for each, and the readings are dealt out in turn. The best few
    sentences of each reading are read together with the whole question and ordered again.
    """
    named = {*query.sources, *chain.from_iterable(query.part_sources)}
    whole = _found(query.text, index, 4 * DEPTH, settings, named)
    if not whole:
        return Evidence((), 0.0, 0.0, 0.0)
    readings: list[_Reading] = []
    if len(query.parts) > 1:
        for part, sources in zip_longest(query.parts, query.part_sources[: len(query.parts)]):
            readings += _by_source(_read_part(part, whole, index, settings, named), sources or ())
    elif len(query.sources) > 1:
        readings = _by_source(whole, query.sources)
    best = max(found.score for found in whole)
    weighed = [replace(found, score=found.score + NAMED_SOURCE) if found.sentence.doc_id in query.sources else found for found in whole]
    near = [found for found in sorted(weighed, key=_by_score) if found.score >= best - FAR]
    judged = _read_together(query.text, [near, *(reading.first for reading in readings)], index)
    told = round(max(_told(found, judged[found.row]) for found in _top(near)), 3) if judged else 0.0
    if judged and settings.together:
        near = _order_again(near, judged, settings.together)
        readings = [replace(reading, first=_order_again(reading.first, judged, settings.together)) for reading in readings]
    ranking = _deal([*([*reading.first, *reading.behind] for reading in readings), near]) if readings else near
    if settings.repeats:
        ranking = originals_first(ranking, index.duplicates, named)
    subject = sum(found.dense for found in whole) / len(whole)
    answers = answerability(query.text, whole, index)
    return Evidence(
        tuple(ranking), index.known_share(query.text), index.background_closeness(query.text), subject, answers, told, index.encoder.cross_encoder
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Sentences for a part of a question or for a document that it names, best first, and those that stand behind them whatever they score."""

    first: Sequence[ScoredSentence]
    behind: Sequence[ScoredSentence] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the cross-encoder says of a sentence: how well it answers, and the logit that it answers at all."""

    score: float
    answers: float


def _read_together(text: str, readings: Sequence[Sequence[ScoredSentence]], index: Index) -> dict[int, _Judged]:
    """Read the first sentences of each reading together with the whole question; nothing where the index has no cross-encoder."""
    rows = sorted({found.row for reading in readings for found in _top(reading)})
    judged = index.read_together(text, rows)
    if judged is None:
        return {}
    return {row: _Judged(float(score), float(answers)) for row, score, answers in zip(rows, judged.scores, judged.answers, strict=True)}


def _told(found: ScoredSentence, judged: _Judged) -> float:
    return max(judged.answers, LEAST_OF_FRAGMENT) if found.sentence.kind in _FRAGMENTS else judged.answers


def _top(reading: Sequence[ScoredSentence]) -> Sequence[ScoredSentence]:
    """Return the first sentences of a reading, those that are read together with the question."""
    return [found for found in reading[:TOGETHER] if found.score >= reading[0].score - TOGETHER_WITHIN]


def _order_again(reading: Sequence[ScoredSentence], judged: Mapping[int, _Judged], weight: float) -> list[ScoredSentence]:
    """Order the first of a reading again by how well each answers the question when the two are read together.

    The best of them keeps its score and the others lose by how much less they answer; all that follow lose as much as the worst of them.
    """
    first = _top(reading)
    rest = reading[len(first) :]
    best = max((judged[found.row].score for found in first), default=0.0)
    losses = [weight * (best - judged[found.row].score) for found in first]
    ordered = sorted((replace(found, score=round(found.score - loss, 4)) for found, loss in zip(first, losses, strict=True)), key=_by_score)
    return ordered + [replace(found, score=round(found.score - max(losses), 4)) for found in rest]


def _by_score(found: ScoredSentence) -> tuple[float, int]:
    return (-found.score, found.row)


def _by_source(reading: Sequence[ScoredSentence], sources: Sequence[str]) -> list[_Reading]:
    """Divide a reading by the documents that are named; for one document, put its sentences forward."""
    if not sources:
        return [_Reading(reading)]
    named = [[found for found in reading if found.sentence.doc_id == doc_id] for doc_id in sources]
    if len(sources) > 1:
        return [_Reading(first) for first in named]
    return [_Reading(named[0], [found for found in reading if found.sentence.doc_id != sources[0]])]


def is_evidence(sentence: Sentence) -> bool:
    """Say whether a sentence can stand as evidence: a statement of a few words at least, not a question."""
    return sentence.words >= _LEAST_WORDS and not sentence.clean.rstrip("\"'”’) ").endswith("?")


def _found(text: str, index: Index, limit: int, settings: Settings, named: Collection[str]) -> list[ScoredSentence]:
    """Search, and keep what can stand as evidence, once; a definition is put back where the question asks what came of something."""
    found = [sentence for sentence in index.search(text, limit, settings.weights) if is_evidence(sentence.sentence)]
    if settings.repeats:
        found = once(found, index.duplicates, named)
    if not settings.definitions or not _ASKS_OUTCOME.search(text):
        return found
    weighed = [replace(one, score=round(one.score - DEFINITION, 4)) if one.sentence.kind is BlockKind.GLOSSARY_ENTRY else one for one in found]
    return sorted(weighed, key=lambda one: (-one.score, one.row))


def _read_part(part: str, whole: Sequence[ScoredSentence], index: Index, settings: Settings, named: Collection[str]) -> list[ScoredSentence]:
    """Order the sentences found for a part of a question by their score for the part and for the whole."""
    by_whole = {found.row: found.score for found in whole}
    floor = min(by_whole.values())
    weight = LEANING_WHOLE if _PRONOUN.search(part) else WHOLE
    found = _found(part, index, DEPTH, settings, named)
    mixed = [replace(one, score=round((1 - weight) * one.score + weight * by_whole.get(one.row, floor), 4)) for one in found]
    return sorted(mixed, key=_by_score)


def _deal(readings: Sequence[Sequence[ScoredSentence]]) -> list[ScoredSentence]:
    """Deal the readings out in turn, best first, each sentence once; the last reading only fills up behind the others."""
    *first, rest = readings
    ranking: list[ScoredSentence] = []
    seen: set[int] = set()
    for k in range(max((len(reading) for reading in first), default=0)):
        for reading in first:
            if k < len(reading) and reading[k].row not in seen:
                seen.add(reading[k].row)
                ranking.append(reading[k])
    return ranking + [found for found in rest if found.row not in seen]
