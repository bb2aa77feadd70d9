"""What stands in several documents shown once, from the document that it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.same_fact import says_all
from index.duplicates import Duplicates
from index.search import ScoredSentence


def once(found: Sequence[ScoredSentence], duplicates: Duplicates, named: Collection[str] = ()) -> list[ScoredSentence]:
    """Return what was found with each sentence that stands word for word in several documents only once, with the best score of all.

    It is taken from the documents that the question names, else from the one that it comes from. So the same report in three formats does not take
    three places among the few sentences that are read closely.
    """
    groups: dict[tuple[int, ...], list[ScoredSentence]] = defaultdict(list)
    for one in found:
        groups[duplicates.twins_of(one.row) or (one.row,)].append(one)
    kept: list[ScoredSentence] = []
    for rows, group in groups.items():
        in_named = [one for one in group if one.sentence.doc_id in named]
        first = min(group, key=lambda one: rows.index(one.row))
        sources = dict.fromkeys(one.sentence.doc_id for one in in_named or [first])
        best = max(one.score for one in group)
        for doc_id in sources:
            one = next(one for one in group if one.sentence.doc_id == doc_id)
            kept.append(one if one.score == best else replace(one, score=best))
    return sorted(kept, key=lambda one: (-one.score, one.row))


def originals_first(ranking: Sequence[ScoredSentence], duplicates: Duplicates, named: Collection[str] = ()) -> list[ScoredSentence]:
    """Return a ranking in which no sentence of a document that repeats another stands before the sentence that it repeats.

    The original must say all that the repeat says; then it takes its place and its score. Documents that the question names speak for themselves.
    """
    originals: dict[str, set[str]] = defaultdict(set)
    for repeat in duplicates.repeats:
        originals[repeat.doc_id].add(repeat.original)
    ordered = list(ranking)
    here = 0
    while here < len(ordered):
        copy = ordered[here]
        sources = originals.get(copy.sentence.doc_id)
        if sources and copy.sentence.doc_id not in named:
            behind = (i for i in range(here + 1, len(ordered)) if ordered[i].sentence.doc_id in sources)
            i = next((i for i in behind if says_all(ordered[i].sentence.text, copy.sentence.text)), None)
            if i is not None:
                original = ordered.pop(i)
                ordered.insert(here, replace(original, score=max(original.score, copy.score)))
                here += 1
        here += 1
    return ordered
