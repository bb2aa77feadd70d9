"""What a format's reader makes of the report: its sentences beside those of the Markdown file, without any search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ingest.folder import read_folder
from ingest.segment import cut_sentences
from tests.ingest.report.comparison import fold
from tests.ingest.report.files import Format
from tests.ingest.report.source import read_report


def read_sentences(one: Format, folder: Path) -> Counter[str]:
    """Write one format below ``folder`` and return the sentences that may be quoted from it, folded."""
    one.write_into(read_report(), folder / one.name)
    documents = read_folder(folder / one.name).documents
    return Counter(fold(sentence.text) for document in documents for sentence in cut_sentences(document))


def differences(base: Counter[str], found: Counter[str]) -> Iterable[str]:
    """Yield a line for each sentence that is missing, or is there and should not be."""
    yield from (f"  - {sentence}" for sentence in (base - found))
    yield from (f"  + {sentence}" for sentence in (found - base))
