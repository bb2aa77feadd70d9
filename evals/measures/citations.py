"""Citation recall and precision: do the quotes that an answer cites say what it states?

After ALCE (Gao and others, EMNLP 2023, arXiv:2305.14627) with another judge. There a model says whether passages entail a statement; here they
support it only when its words stand in one of them, as ``assistant.locate`` finds words (white space, quotation marks and hyphens may differ, a
number or a "not" may not; omissions are marked). So prose scores nearly nothing, true or not: a person has to check it. What counts as a statement is
said in ``evals.statement``.

Recall, of an answer: statements that the quotes they cite support / statements. Precision: right citations / citations, where a citation is right
when it supports its statement. There it is right, too, where the others do not support the statement without it; words that stand unbroken in one
passage need no other, so that this cannot happen here. Unlike there, a number that no quote has is a wrong citation, and every citation counts, not
the first three of a statement. Both are means over answers, as there; an answer that cites nothing has precision 0.

A passage is what really stands at the quote's place, as many words as the quote displays, so that neither an invented quote nor a citation of a whole
document supports anything. Replies without a text (``answer``) and abstentions are not measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response, first_words
from evals.statement import Cited, Statement, statements_of
from ingest.document import Document


def _recall(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
    stated, cited = _read(response, documents)
    if not stated:
        return NOT_APPLICABLE
    return Ratio(sum(cited.supports(one.words, one.cited) for one in stated) / len(stated), 1)


def _precision(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
    stated, cited = _read(response, documents)
    if not stated:
        return NOT_APPLICABLE
    citations = sum(len(one.cited) for one in stated)
    right = sum(cited.supports(one.words, [number]) for one in stated for number in one.cited)
    return Ratio(right / citations if citations else 0.0, 1)


def _read(response: Response, documents: Mapping[str, Document]) -> tuple[Sequence[Statement], Cited]:
    if response.abstained or not response.answer:
        return (), Cited(())
    passages = tuple(first_words(quote.source(documents) or "", quote.words) for quote in response.quotes)
    shown = [documents[doc_id] for doc_id in dict.fromkeys(one.doc_id for one in (*response.quotes, *response.others)) if doc_id in documents]
    names = tuple(name for one in shown for name in (one.title, one.source.author, one.file, one.doc_id) if name)
    cited = Cited(passages, tuple(one.text for one in shown), names)
    return statements_of(response.answer, cited), cited


CITATION_RECALL = Measure("citation recall", "mean share of an answer's statements whose words stand in a quote cited for them", _recall)
CITATION_PRECISION = Measure("citation precision", "mean share of an answer's citations whose quote holds the words cited", _precision)
