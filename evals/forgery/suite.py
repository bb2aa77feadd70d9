"""The suite: forged and good quotes made from a corpus, put to ``assistant.locate``; see ``carecite eval --forgery``."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.locate import locate
from evals.forgery.alterations import ALTERATIONS
from evals.forgery.material import Material, materials
from evals.forgery.renderings import RENDERINGS
from ingest.document import Document

PER_KIND = 60
"""Cases of each kind, where the corpus offers so many."""
SEED = 20261127
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ForgeryCase:
    """One quote to check: its kind, whether it is forged, the claimed words, and the document that they are claimed to stand in."""

    kind: str
    forged: bool
    claim: str
    document: Document


@dataclass(frozen=True, slots=True)
class KindResult:
    """How many quotes of one kind were judged rightly, and the first few that were not."""

    kind: str
    forged: bool
    total: int
    right: int
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForgeryReport:
    """The results of every kind."""

    kinds: tuple[KindResult, ...]

    def share(self, *, forged: bool) -> float:
        """Return the share of forged quotes that were refused, or of good quotes that were accepted."""
        chosen = [kind for kind in self.kinds if kind.forged is forged]
        return sum(kind.right for kind in chosen) / max(1, sum(kind.total for kind in chosen))

    def total(self, *, forged: bool) -> int:
        """Return the number of forged or of good quotes."""
        return sum(kind.total for kind in self.kinds if kind.forged is forged)


def make_cases(documents: Sequence[Document], per_kind: int = PER_KIND, seed: int = SEED) -> list[ForgeryCase]:
    """Make up to ``per_kind`` quotes of every kind; the same documents and seed give the same quotes.

    A forged quote that by chance stands in the document as it is (single spaces apart) is left out, as it is no forgery.
    """
    rng = random.Random(seed)  # noqa: S311 - chance that repeats, not secrets
    pool = materials(documents, rng)
    flat = {document.doc_id: " ".join(document.text.split()) for document in documents}
    cases = []
    for forged, makers in ((True, ALTERATIONS), (False, RENDERINGS)):
        for make in makers:
            cases += _of_kind(make, forged, pool, flat, per_kind, rng)
    return cases


def _of_kind(
    make: Callable[[Material, random.Random], str | None],
    forged: bool,
    pool: list[Material],
    flat: dict[str, str],
    per_kind: int,
    rng: random.Random,
) -> list[ForgeryCase]:
    kind = make.__name__.replace("_", " ")
    cases: list[ForgeryCase] = []
    for material in pool:
        if len(cases) == per_kind:
            break
        claim = make(material, rng)
        if claim is None or (forged and _stands(" ".join(claim.split()), flat[material.document.doc_id])):
            continue
        cases.append(ForgeryCase(kind, forged, claim, material.document))
    rng.shuffle(pool)
    return cases


def _stands(words: str, text: str) -> bool:
    """Say whether words stand in a text as they are, no word being cut at either end."""
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def check(cases: Sequence[ForgeryCase], verify: Callable[[str, str], Sequence[object]] = locate) -> ForgeryReport:
    """Put every quote to ``verify(claim, text)``, which accepts it by giving back at least one place."""
    results = []
    for kind, forged in dict.fromkeys((case.kind, case.forged) for case in cases):
        chosen = [case for case in cases if (case.kind, case.forged) == (kind, forged)]
        wrong = [case.claim for case in chosen if bool(verify(case.claim, case.document.text)) is forged]
        results.append(KindResult(kind, forged, len(chosen), len(chosen) - len(wrong), tuple(wrong[:_SHOWN])))
    return ForgeryReport(tuple(results))
