"""A paired permutation test: could the difference of two runs be chance, had each question's two replies been dealt out to the runs at random?

Where the two runs are alike, it is a coin's toss which of a question's two replies came from which run. All ways to swap them (R. A. Fisher, The
Design of Experiments, 1935, section 21; P. Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 2005) give the differences that chance
alone makes, and the share of them that is at least as large as the one seen is the p-value. Smucker, Allan and Carterette (CIKM 2007) found this test
and the bootstrap to agree on retrieval runs, where the sign and the Wilcoxon test go astray.

What this module does not do: correct for looking at many figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.bootstrap import SEED
from evals.measures.measure import Ratio

DRAWS = 10_000
"""Ways to swap that are drawn where not all can be looked at."""
_EXACT = 13
"""Up to so many cases that differ all ways are looked at: 2 ** 13 are fewer than the draws."""
_BLOCK = 1000
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Permutation:
    """What the test found: p-values for a difference of either sign, for a fall and for a rise, and how many cases differ at all."""

    two_sided: float
    fall: float
    rise: float
    differing: int

    def __post_init__(self) -> None:
        if not all(0.0 < p <= 1.0 for p in (self.two_sided, self.fall, self.rise)):
            raise ValueError("a p-value is above 0 and at most 1")


def permutation_test(changed: Sequence[Ratio], reference: Sequence[Ratio]) -> Permutation:
    """Test the difference of the ratios of sums, ``changed`` minus ``reference``; both are of the same cases in the same order.

    A case's whole may differ between the two (quotes that were checked); then part and whole are swapped together. Exact up to 13 differing cases.
    Above, 10,000 ways are drawn with a fixed seed, and the one that was seen is counted among them, so that p is never 0 (Davison and Hinkley,
    Bootstrap Methods and their Application, 1997, section 4.2).

    Raises:
        ValueError: if there are more ratios of one than of the other.
    """
    pairs = list(zip(changed, reference, strict=True))
    differing = [(one, other) for one, other in pairs if one != other]
    if not differing:
        return Permutation(1.0, 1.0, 1.0, 0)
    new = np.array([[one.part, one.whole] for one, _ in pairs], dtype=np.float64).sum(axis=0)
    old = np.array([[other.part, other.whole] for _, other in pairs], dtype=np.float64).sum(axis=0)
    steps = np.array([[other.part - one.part, other.whole - one.whole] for one, other in differing], dtype=np.float64)
    seen = float(_differences(new[None], old[None])[0])
    counts, ways = np.zeros(3), 0
    for swaps in _swaps(len(differing)):
        moved = swaps @ steps
        found = _differences(new + moved, old - moved)
        # A way in which one side has nothing to divide by says nothing; it counts against a finding.
        unknown = np.isnan(found)
        fell, rose = unknown | (found <= seen + _TIE), unknown | (found >= seen - _TIE)
        counts += [(unknown | (np.abs(found) >= abs(seen) - _TIE)).sum(), fell.sum(), rose.sum()]
        ways += len(swaps)
    if len(differing) > _EXACT:
        counts, ways = counts + 1, ways + 1
    two_sided, fall, rise = (float(count / ways) for count in counts)
    return Permutation(two_sided, fall, rise, len(differing))


def _swaps(cases: int) -> Iterator[NDArray[np.float64]]:
    """Yield which cases are swapped, shape (ways, cases): every way once, or ``DRAWS`` at random, in blocks."""
    if cases <= _EXACT:
        yield ((np.arange(2**cases)[:, None] >> np.arange(cases)) & 1).astype(np.float64)
        return
    chance = np.random.default_rng(SEED)
    for _ in range(DRAWS // _BLOCK):
        yield chance.integers(0, 2, size=(_BLOCK, cases)).astype(np.float64)


def _differences(new: NDArray[np.float64], old: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return part / whole of ``new`` minus that of ``old``, rows of (part, whole); not a number where a whole is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients: NDArray[np.float64] = np.where((new[:, 1] > 0) & (old[:, 1] > 0), new[:, 0] / new[:, 1] - old[:, 0] / old[:, 1], np.nan)
    return quotients
