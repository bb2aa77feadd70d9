"""What a question wanted and what it was shown, as lines of text."""

from __future__ import annotations

from evals.cases import Case
from evals.measures import PRIMARY_WORDS
from evals.response import Extract, cut_to_words
from evals.runner import Scored


def trouble(one: Scored) -> str:
    """Return in a few words what is wrong with a reply; empty where its mark is full."""
    if one.passed:
        return ""
    if not one.case.answerable:
        return "answered, though the documents do not answer"
    if one.response.abstained:
        return "abstained, though the documents answer"
    return f"{_shown(one)} of {len(one.case.facts)} facts shown within {PRIMARY_WORDS} words"


def wanted(case: Case) -> list[str]:
    """Return a line for each fact that must be shown, with its alternatives; for an unanswerable question that it should be refused."""
    if not case.answerable:
        return ["an abstention: the documents do not answer"]
    return [" / or / ".join(f"\u201c{_folded(gold.text)}\u201d ({gold.doc_id})" for gold in fact.quotes) for fact in case.facts]


def shown(one: Scored) -> list[str]:
    """Return a line for each quote of the primary budget with its place, or the reason of an abstention."""
    if one.response.abstained:
        return [f"abstained: {_folded(one.response.reason)}" if one.response.reason else "abstained"]
    return [f"\u201c{_folded(quote.text)}\u201d ({place(quote)})" for quote in cut_to_words(one.response.quotes, PRIMARY_WORDS)]


def place(quote: Extract) -> str:
    """Return where a quote says it stands."""
    return f"{quote.doc_id}, characters {quote.start} to {quote.end}"


def _shown(one: Scored) -> int:
    return sum(found.shown for found in one.facts)


def _folded(text: str) -> str:
    return " ".join(text.split())
