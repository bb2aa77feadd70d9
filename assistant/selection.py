"""Choosing quotes: each fact once, kept to a reading budget, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.passage_quote import QuoteMaker
from assistant.reply import Place, Quote
from assistant.same_fact import same_fact
from index.search import ScoredSentence
from ingest.document import BlockKind
from ingest.sentence import Sentence

DEFAULT_WORDS = 150
MOST_QUOTES = 40


@dataclass(slots=True)
class _Choice:
    """A quote that was chosen, with the other places that say the same."""

    quote: Quote
    also_in: list[Place] = field(default_factory=list)


def select(ranking: Sequence[ScoredSentence], maker: QuoteMaker, words: int = DEFAULT_WORDS, *, repeats: bool = False) -> tuple[Quote, ...]:
    """Return quotes from the ranking until the budget of ``words`` is used up: the first always, no fact twice unless ``repeats``.

    A repeat of a fact already quoted becomes another place of that quote. The order does not depend on the budget, so a larger one only adds
    quotes behind.
    """
    choices: list[_Choice] = []
    covered: set[int] = set()
    used, full = 0, False
    for found in ranking:
        if found.row in covered:
            continue
        twin = None if repeats else next((choice for choice in choices if _repeats(found.sentence, choice.quote)), None)
        if twin is not None:
            covered.add(found.row)
            twin.also_in.append(maker.place(found.sentence))
            continue
        if full:
            continue
        quote, rows = maker.make(found, covered)
        if len(rows) == 1 and found.row + 1 in covered and found.sentence.clean.endswith(":"):
            continue  # the list it introduces is quoted already
        if choices and (used + quote.words > words or len(choices) >= MOST_QUOTES):
            full = True
            continue
        covered.update(rows)
        choice = _Choice(quote)
        if not repeats:
            # What stands word for word elsewhere was found with it (``assistant.original``).
            choice.also_in += [maker.place(sentence) for row, sentence in maker.twins(found.row) if row not in covered]
            covered.update(row for own in sorted(rows) for row, _ in maker.twins(own))
        choices.append(choice)
        used += quote.words
    return tuple(maker.with_places(choice.quote, tuple(choice.also_in[:5])) for choice in choices)


def _repeats(sentence: Sentence, quote: Quote) -> bool:
    """Say whether a sentence repeats a quote; definitions of different terms never do, however alike their words."""
    if sentence.kind is BlockKind.GLOSSARY_ENTRY and sentence.doc_id == quote.doc_id and sentence.headings != quote.section:
        return False
    return same_fact(quote.text, sentence.text)
