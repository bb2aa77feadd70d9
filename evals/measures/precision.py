"""Word precision within N words: what share of the words on screen belongs to a required fact.

The words that are relevant and shown ÷ the words shown, after the precision of INEX 2007, where what is found may be of any length (Kamps, Pehcevski,
Kazai, Lalmas and Robertson, Focused Access to XML Documents, LNCS 4862, 2008). Counted in quotes, a system that shows one long paragraph would be
held against one that shows six sentences. Only required facts are judged, so what bears on the question without being required counts against it:
read it as a lower bound, and compare systems with it, not with 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case, Fact
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Extract, Response, cut_to_words
from evals.shown import is_shown
from ingest.document import Document


def word_precision_within(words: int) -> Measure:
    """Return the measure for a budget of ``words`` words; an abstention has no quotes, and so no part in it.

    A fact counts once, with the words of the shortest of its gold quotes that is shown.
    """

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        if not case.answerable:
            return NOT_APPLICABLE
        quotes = cut_to_words(response.quotes, words)
        shown = sum(quote.words for quote in quotes)
        return Ratio(min(shown, sum(_words_of(fact, quotes, documents) for fact in case.facts)), shown)

    return Measure(f"word precision within {words} words", f"share of the first {words} words of quotes that belongs to a required fact", score)


def _words_of(fact: Fact, quotes: tuple[Extract, ...], documents: Mapping[str, Document]) -> int:
    """Return the words of the shortest gold quote of the fact that is shown; 0 where none is."""
    lengths = [len(gold.text.split()) for gold in fact.quotes if is_shown(Fact((gold,)), quotes, documents)]
    return min(lengths, default=0)
