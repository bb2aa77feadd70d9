"""What each part of the assistant is worth: every part switched off in turn, with the systems to compare with in the same run.

One part is off at a time and nothing is tuned again for its absence, so a row says what is lost when the part is taken away, not what the assistant
would reach had it been made without it. Two parts that do the same work hide each other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.settings import DEFAULT_SETTINGS, Settings
from evals.bootstrap import median_interval, paired_interval
from evals.cases import Case
from evals.errors import PublicSetError
from evals.figures import Figure
from evals.measures import FALSE_DENIAL, PRIMARY, REFUSAL, total
from evals.peers import open_peers
from evals.product import Product, build_product
from evals.public_set import PublicSet
from evals.response import Task
from evals.runner import Failure, Run, Scored, score_case
from index.weights import SearchWeights


@dataclass(frozen=True, slots=True)
class Variant:
    """The assistant with a part switched off; ``adapted`` is false for the packaged model without carecite's adapter."""

    name: str
    settings: Settings = DEFAULT_SETTINGS
    adapted: bool = True


VARIANTS: tuple[Variant, ...] = (
    Variant("everything on"),
    Variant("without late interaction", Settings(weights=SearchWeights(late_own=0.0, late_near=0.0))),
    Variant("without dense", Settings(weights=SearchWeights(dense=0.0))),
    Variant("without BM25", Settings(weights=SearchWeights(lexical=0.0))),
    Variant("without ordering again", Settings(together=0.0)),
    Variant("without the adapter", adapted=False),
    Variant("without vocabulary", Settings(vocabulary=False)),
    Variant("without spelling", Settings(spelling=False)),
    Variant("without follow-ups", Settings(follow_ups=False)),
    Variant("without named sources", Settings(sources=False)),
    Variant("without parts", Settings(parts=False)),
    Variant("without the definition rule", Settings(definitions=False)),
    Variant("without dropping repeats", Settings(repeats=False)),
    Variant("without refusal", Settings(refusal=False)),
    Variant("without premise checks", Settings(premises=False)),
)
"""The first is what the others are compared with; a new switch of the assistant is one line here."""

COMPARED = (PRIMARY.name, "hit@1", "hit@3", REFUSAL.name, FALSE_DENIAL.name)
"""The measures that are reported for each system, primary first."""


Watch = Callable[[str, str, int, int], None]
"""Is told how far the work on a question set has come: its name, the step, what is done and of how much."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A question set, and the assistant on an index of its documents: as users have it, and made with the plain model."""

    name: str
    cases: tuple[Case, ...]
    own: Product
    plain: Product
    left_out: int = 0
    """Questions that could not be marked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One system on a question set, with the difference to everything on for each compared measure that applies.

    ``slower`` is the median over the cases of the seconds by which its reply took longer than with everything on. A case that broke on either is left
    out of both.
    """

    run: Run
    is_peer: bool
    differences: dict[str, Figure]
    slower: Figure | None


@dataclass(frozen=True, slots=True)
class Ablation:
    """All systems on one question set, everything on first."""

    name: str
    documents: int
    cases: int
    left_out: int
    entries: tuple[Entry, ...]

    @property
    def is_broken(self) -> bool:
        """Say whether a case broke on the assistant in any variant."""
        return any(entry.run.failures for entry in self.entries if not entry.is_peer)


def ablate(
    known: tuple[str, Sequence[Case]], index: Path, seeds: Path, own: Product, public: Sequence[tuple[PublicSet, tuple[Case, ...]]], watch: Watch
) -> Iterator[Ablation]:
    """Measure the known questions (their set's name and cases), then each public set with its cases, and yield each as it is done.

    ``own`` is the assistant on ``index``, which was built of the folder ``seeds``; the indexes that are needed besides stand in a temporary folder.

    Raises:
        CareciteError: if an index cannot be built or a system to compare with cannot be opened.
    """
    with tempfile.TemporaryDirectory(prefix="carecite-ablation-") as folder:
        plain_index = Path(folder) / "plain"
        name, cases = known
        plain = build_product(seeds, plain_index, plain=True, watch=_build_watch(watch, name))
        yield measure(Bench(name, tuple(cases), own, plain), watch)
        del plain
        for one, chosen in public:
            with tempfile.TemporaryDirectory(prefix="set-", dir=folder) as place:
                yield measure(_public_bench(one, chosen, Path(place), index, plain_index, watch), watch)


def measure(bench: Bench, watch: Watch) -> Ablation:
    """Put the cases of a bench to every variant and to every system to compare with.

    All systems answer one question before the next is asked, each in turn first, so that a machine that is slow for a while, or memory that is still
    to be read from disk, is nobody's cost in particular.
    """
    peers = open_peers(bench.own.documents, bench.plain.embedder)
    tasks: dict[str, Task] = {
        variant.name: (bench.own if variant.adapted else bench.plain).with_settings(variant.settings) for variant in VARIANTS
    } | peers
    names = list(tasks)
    results: dict[str, list[Scored | Failure]] = {name: [] for name in names}
    for number, case in enumerate(bench.cases):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            results[name].append(score_case(case, tasks[name], bench.own.documents))
        watch(bench.name, f"{len(names)} systems", number + 1, len(bench.cases))
    runs = [_run(name, found) for name, found in results.items()]
    entries = tuple(compare(run, runs[0], is_peer=run.system in peers) for run in runs)
    return Ablation(bench.name, len(bench.own.documents), len(bench.cases), bench.left_out, entries)


def compare(run: Run, reference: Run, *, is_peer: bool = False) -> Entry:
    """Return a run with its paired differences to another run of the same cases."""
    before = {one.case.id: one for one in reference.scored}
    pairs = [(one, before[one.case.id]) for one in run.scored if one.case.id in before]
    differences = {name: figure for name in COMPARED if (figure := _difference(name, pairs)) is not None}
    return Entry(run, is_peer, differences, _slower([one.seconds - other.seconds for one, other in pairs]))


def _difference(measure_name: str, pairs: Sequence[tuple[Scored, Scored]]) -> Figure | None:
    changed = [one.ratios[measure_name] for one, _ in pairs]
    reference = [other.ratios[measure_name] for _, other in pairs]
    after, before, bounds = total(changed).value, total(reference).value, paired_interval(changed, reference)
    if after is None or before is None or bounds is None:
        return None
    return Figure(after - before, *bounds, cases=sum(1 for ratio in changed if ratio.whole))


def _slower(seconds: Sequence[float]) -> Figure | None:
    bounds = median_interval(seconds)
    return Figure(float(np.median(seconds)), *bounds, cases=len(seconds)) if bounds else None


def _public_bench(one: PublicSet, cases: tuple[Case, ...], place: Path, index: Path, plain_index: Path, watch: Watch) -> Bench:
    try:
        one.write(place / "documents")
        own = build_product(place / "documents", place / "index", like=index, watch=_build_watch(watch, one.name))
        plain = build_product(place / "documents", place / "plain", like=plain_index, plain=True, watch=_build_watch(watch, one.name))
    except OSError as error:
        raise PublicSetError(f"{one.name} cannot be written to {place} ({error.strerror or error}); free some space there, or set TMPDIR") from error
    for case in cases:
        for gold in (gold for fact in case.facts for gold in fact.quotes):
            document = own.documents.get(gold.doc_id)
            if document is None or gold.text not in document.text:
                raise PublicSetError(f"{one.name}: the document of question {case.id!r} cannot be read as text; take it out or mend it")
    return Bench(one.name, cases, own, plain, sum(not question.usable for question in one.questions))


def _build_watch(watch: Watch, name: str) -> Callable[[int, int], None]:
    return lambda done, total: watch(name, "sentences embedded", done, total)


def _run(system: str, results: Sequence[Scored | Failure]) -> Run:
    scored = tuple(result for result in results if isinstance(result, Scored))
    return Run(system, scored, tuple(result for result in results if isinstance(result, Failure)))
