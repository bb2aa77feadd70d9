"""How fast files are read, beside the plain text extraction of pypdf and pdfminer.six: ``python -m evals.reading_speed FOLDER_OR_FILE ...``.

carecite's time is that of the whole reading: text, columns, footnotes, tables, running heads, blocks with their headings, and sentences. The peers
only give plain text. All systems read each file in turn, several times over in one process; the quickest round of each counts, so that the ratios
hold on a noisy machine. A page of a format without pages is taken to have 3,000 characters.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.errors import OptionsError
from ingest.document import Document
from ingest.errors import CareciteError
from ingest.folder import read_document
from ingest.readers.reader import READERS
from ingest.segment import cut_sentences

ROUNDS = 3
PAGE_CHARACTERS = 3000
OURS = "carecite"


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """Pages of one file, and the seconds that each system took for it."""

    name: str
    pages: float
    seconds: dict[str, float]

    def pages_per_second(self, system: str) -> float | None:
        """Return the speed of a system; ``None`` where it does not read the format."""
        return self.pages / max(self.seconds[system], 1e-9) if system in self.seconds else None


def measure(paths: Iterable[Path], rounds: int = ROUNDS) -> list[ReadingSpeed]:
    """Read every file with every system that reads its format.

    Raises:
        UnreadableDocument: carecite cannot read a file.
    """
    results = []
    for path in paths:
        document = _read(path)
        systems: dict[str, Callable[[Path], object]] = {OURS: _read, **(_peers() if path.suffix.lower() == ".pdf" else {})}
        best = dict.fromkeys(systems, float("inf"))
        for _ in range(rounds):
            for name, read in systems.items():
                started = time.perf_counter()
                read(path)
                best[name] = min(best[name], time.perf_counter() - started)
        results.append(ReadingSpeed(path.name, _pages(document), best))
    return results


def table_of(results: Sequence[ReadingSpeed]) -> Table:
    """Return the speeds as a table: pages per second, and carecite's as a multiple of each peer's."""
    peers = sorted({name for result in results for name in result.seconds} - {OURS})
    table = Table("file", "pages", f"{OURS}, pages/s", *(title for peer in peers for title in (f"{peer}, pages/s", f"{OURS} / {peer}")))
    for result in results:
        ours = result.pages_per_second(OURS) or 0.0
        cells = []
        for peer in peers:
            theirs = result.pages_per_second(peer)
            cells += [f"{theirs:.0f}", f"{ours / theirs:.2f}"] if theirs else ["", ""]
        table.add_row(result.name, f"{result.pages:.0f}", f"{ours:.0f}", *cells)
    return table


def _read(path: Path) -> Document:
    document = read_document(path)
    cut_sentences(document)
    return document


def _pages(document: Document) -> float:
    return float(len(document.page_starts)) or max(1.0, len(document.text) / PAGE_CHARACTERS)


def _peers() -> dict[str, Callable[[Path], object]]:
    return {
        name: read for name, (package, read) in {"pypdf": ("pypdf", _pypdf), "pdfminer.six": ("pdfminer", _pdfminer)}.items() if find_spec(package)
    }


def _pypdf(path: Path) -> object:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def _pdfminer(path: Path) -> object:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def _files(places: Sequence[Path]) -> list[Path]:
    found = [path for place in places for path in (sorted(place.rglob("*")) if place.is_dir() else [place])]
    chosen = [path for path in found if path.suffix.lower() in READERS and path.is_file()]
    if not chosen:
        raise OptionsError(f"nothing to read in {', '.join(map(str, places))}: name files or folders of documents")
    return chosen


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the command line names and print the table; 2 where a file cannot be read."""
    parser = argparse.ArgumentParser("python -m evals.reading_speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="+", type=Path, metavar="FOLDER_OR_FILE")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="times that each file is read by each system (%(default)s)")
    options = parser.parse_args(argv)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        results = measure(_files(options.places), max(1, options.rounds))
    except CareciteError as error:
        Console(stderr=True, soft_wrap=True).print(str(error), markup=False, highlight=False)
        return 2
    Console(width=None if sys.stdout.isatty() else 150).print(table_of(results))
    if not _peers():
        Console(stderr=True).print("Without peers: `pip install 'carecite[peers]'` brings pypdf and pdfminer.six.", markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
