"""The exact answer inside a quote: the number, share, sum, date, duration, name or place that a question asks for.

Patterns find what could be the answer; what the question asks for, and the words of the question that stand near, choose among them. Nothing is
marked where a question asks for something else (a reason, a view, a list), where nothing of the kind stands in the quote, or where two pieces fit
alike.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import replace

from assistant.answer_candidates import Candidate, find_candidates, value_of
from assistant.asked_for import asked_for
from assistant.reply import Quote
from index.lexical_store import words_of
from ingest.span import Span

_SPLIT = re.compile(r"[,;:()]|\.\s|\s[-–]\s|\b(?:but|while|whereas|although|compared|and)\b")
_FUNCTION_WORDS = frozenset(
    "many much number numbers share percentage proportion often long did does have has had were was been they their them these those who whom"
    " whose what "
    "which where when how get gets got total average please figure figures year years".split()
)
_FITS: dict[str, dict[str, float]] = {
    "count": {"count": 2, "part": 2, "decimal": 1.5, "fraction": 1.5, "percent": 1.5, "rate": 1},
    "share": {"percent": 2, "fraction": 2, "part": 1.5, "rate": 2, "times": 1, "points": 1.5, "count": 0.5},
    "money": {"money": 2},
    "duration": {"duration": 2, "date": 0.5, "period": 0.5, "count": 0.3},
    "age": {"age": 2, "duration": 1, "count": 1},
    "times": {"times": 2, "percent": 1.5, "fraction": 1.5, "points": 1, "rate": 1.5, "count": 0.5},
    "figure": {
        "percent": 1.5,
        "money": 1.5,
        "fraction": 1,
        "points": 1.5,
        "count": 1,
        "times": 1.5,
        "rate": 1.5,
        "part": 1,
        "duration": 1,
        "decimal": 1.5,
    },
    "date": {"date": 2, "period": 1.5, "year": 1.5, "duration": 0.5},
    "name": {"person": 2, "body": 1.5, "role": 0.7, "cited": 0.7},
    "author": {"cited": 2, "person": 1.5, "body": 0.7},
    "place": {"place": 1.5},
}
"""How well each kind of candidate answers each kind of question; a kind that is not named never does."""
WEIGHTS: dict[str, float] = {
    "fit": 2.2,
    "near": 0.2,
    "clause": 0.6,
    "bracket": -0.5,
    "whole": -2.1,
    "further": -1.2,
    "average": 0.5,
    "extreme": 1.2,
    "now": 0.5,
    "compared": -1.5,
    "later": 0.4,
    "first": 0.2,
    "by": 1.1,
    "plain": -0.4,
}
"""What each feature adds to a candidate's score."""
LEAST_SHARE = 0.5
"""Share of the candidates' probability that the best one must have."""
_AVERAGE = r"\b(?:averag\w+|means?|median|typical\w*|usual\w*)\b"
_MOST = r"\b(?:most (?!of|common)\w+|worst|highest|longest|largest|biggest|maximum|max|priciest|costliest|dearest|upper limit)\b"
_LEAST = r"\b(?:least(?! \d)|lowest|shortest|smallest|minimum|cheapest|fewest)\b"


def mark_answer(question: str, quote: Quote) -> Quote:
    """Return the quote with the place of the answer inside it, where ``find_answer`` finds one."""
    found = find_answer(question, quote.text)
    return replace(quote, answer_span=found.shift(quote.span.start)) if found else quote


def find_answer(question: str, text: str) -> Span | None:
    """Return where in the text of a quote the answer to the question stands; ``None`` where the question asks for no such thing, or none stands out.

    The choice is a conditional logit over the candidates (McFadden, 1974), its weights learnt from questions with known answers.
    """
    kinds = asked_for(question)
    text = re.sub(r"\s", " ", text)
    found = [candidate for candidate in find_candidates(question, text, kinds) if _fit(candidate, kinds)]
    if not found:
        return None
    scores = [sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items()) for features in features_of(question, text, kinds, found)]
    best = max(range(len(found)), key=lambda i: (scores[i], -i))
    share = 1.0 / sum(math.exp(score - scores[best]) for score in scores)
    return found[best].span if share >= LEAST_SHARE else None


def _fit(candidate: Candidate, kinds: frozenset[str]) -> float:
    return max((_FITS[kind].get(candidate.kind, 0.0) for kind in kinds), default=0.0)


@functools.cache
def _stem(word: str) -> str:
    stems = words_of(word)
    return stems[0] if stems else ""


def _stems(text: str) -> set[str]:
    return {stem for word in re.findall(r"[\w'’]+", text.lower()) if word not in _FUNCTION_WORDS and len(word) > 1 and (stem := _stem(word))}


def features_of(question: str, text: str, kinds: frozenset[str], found: list[Candidate]) -> list[dict[str, float]]:
    """Return the features of each candidate, by name."""
    asked = _stems(question)
    words = [(match.start(), match.end(), _stem(match[0].lower())) for match in re.finditer(r"[\w'’]+", text)]
    matched = [k for k, (_, _, stem) in enumerate(words) if stem in asked]
    cuts = [match.start() for match in _SPLIT.finditer(text)]
    averages = bool(re.search(_AVERAGE, question, re.I))
    recent = re.search(r"\b(?:now|currently?|latest|today|these days|got back|end up|later|finally|most recent)\b", question, re.I)
    superlative = bool(re.search(_MOST, question, re.I)) - bool(re.search(_LEAST, question, re.I))
    sample = bool(re.search(r"\b(?:sample|cohort|corpus|in total|all told|out of how many|responded|participants)\b", question, re.I))
    values = [value_of(one.span.of(text)) for one in found]
    rows = []
    for order, one in enumerate(found):
        first = next((k for k, (start, end, _) in enumerate(words) if end > one.span.start), len(words))
        last = max((k for k, (start, end, _) in enumerate(words) if start < one.span.end), default=first)
        distances: dict[str, int] = {}
        for k in matched:
            distance = max(first - k, k - last, 0)
            stem = words[k][2]
            distances[stem] = min(distances.get(stem, 99), distance)
        clause = sum(cut <= one.span.start for cut in cuts)
        inside = {words[k][2] for k in matched if sum(cut <= words[k][0] for cut in cuts) == clause and not first <= k <= last}
        before, after = text[: one.span.start].rstrip().lower(), text[one.span.end :].lower()
        near_before = re.split(r"[,;:.]", before)[-1][-60:]
        rows.append(
            {
                "fit": _fit(one, kinds),
                "near": sum(math.exp(-distance / 5) for distance in distances.values()) / max(1, len(distances)),
                "clause": len(inside) / max(1, len(distances)),
                "bracket": float(before.rfind("(") > before.rfind(")")),
                "whole": float(
                    bool(re.search(r"(?:^|\b(?:out |sample |total )?)of(?: the| these| those| all)?$", before)) and one.kind == "count" and not sample
                ),
                "further": float(
                    bool(re.search(r"\b(?:further|another|other|additional|remaining)(?: \w+)?$", before))
                    and not re.search(r"\bfurther|another|other", question)
                ),
                "average": float(bool(averages and re.search(_AVERAGE, near_before))),
                "extreme": float(bool(superlative) and values[order] == (max if superlative > 0 else min)(values)),
                "now": float(bool(recent and re.search(r"\b(?:to|now|since|by then)(?: just| only)?$", before))),
                "compared": float(
                    bool(
                        re.search(
                            r"\b(?:compared (?:with|to)|against|than|versus|while|whereas|rather than|down from|up from|from)\b[^,;]{0,40}$", before
                        )
                    )
                ),
                "later": float(order) / max(1, len(found) - 1) if len(found) > 1 else 0.0,
                "first": float(order == 0),
                "by": float(
                    re.search(r"\b(?:by|(?:increase|rise|growth|reduction|fall|drop|average|mean|median|total) of)(?: about| around| over)?$", before)
                    is not None
                ),
                "plain": float(one.kind == "count" and bool(re.match(r" (?:years?|months?|weeks?|days?|hours?|minutes?)\b", after))),
            }
        )
    return rows
