"""``python -m tests.ingest.report FOLDER`` writes the report in every format, a folder a format, for people to look at.

With ``--read`` each format is read, and the sentences are listed that it lacks or has too many beside the Markdown file. With ``--compare``
each format is indexed and asked the same questions, and a table says how far the quotes are those of the Markdown file.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from ingest.errors import CareciteError
from tests.ingest.report.comparison import read_questions, table
from tests.ingest.report.files import Format, formats
from tests.ingest.report.reading import differences, read_sentences
from tests.ingest.report.source import read_report
from tests.ingest.report.trial import Tried, try_format


def main() -> None:
    """Write the files, and compare what they give where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.ingest.report", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write: one folder a format is made there")
    parser.add_argument("--compare", action="store_true", help="ask every format the questions")
    parser.add_argument("--read", action="store_true", help="list the sentences that differ from those of the Markdown file")
    parser.add_argument("--formats", nargs="*", help="only these formats, and md")
    parser.add_argument("--encoder", type=Path, help="an index whose encoder is used, which saves exporting one")
    wanted = parser.parse_args()
    chosen = [one for one in formats() if not wanted.formats or one.name in ("md", *wanted.formats)]
    if wanted.read:
        _read(chosen, wanted.folder)
        return
    if not wanted.compare:
        for one in chosen:
            one.write_into(read_report(), wanted.folder)
            print(wanted.folder / one.name)
        return
    tried: dict[str, Tried] = {}
    for one in chosen:
        try:
            tried[one.name] = try_format(one, wanted.folder, wanted.encoder)
        except CareciteError as error:
            print(f"{one.name}: {error}")
            continue
        wanted.encoder = wanted.folder / "md-index"  # with the vectors of windows that read alike
    asked = {name: found.asked for name, found in tried.items()}
    right = {name: len(found.asked) - len(found.wrong_pages) for name, found in tried.items() if found.wrong_pages is not None}
    print("\n".join([*table(asked, right), "", *_differences(tried)]))


def _read(chosen: Iterable[Format], folder: Path) -> None:
    base = Counter[str]()
    for one in chosen:
        try:
            found = read_sentences(one, folder)
        except CareciteError as error:
            print(f"{one.name}: {error}")
            continue
        base = base or found
        print(f"{one.name}: {(base & found).total()} of {base.total()} sentences as in Markdown, {(found - base).total()} others")
        print("\n".join(differences(base, found)))


def _differences(tried: Mapping[str, Tried]) -> list[str]:
    """Return a line for each question whose first quote or whose answer differs from Markdown's, and for each wrong page."""
    lines = []
    for question in read_questions():
        for name, one in tried.items():
            found, base = one.asked.get(question.id), tried["md"].asked[question.id]
            if found is None:
                continue
            faults = [] if found.shown else ["answer not shown"]
            if found.quotes != base.quotes:
                same = next(
                    (i for i, (a, b) in enumerate(zip(found.quotes, base.quotes, strict=False)) if a != b), min(len(found.quotes), len(base.quotes))
                )
                faults.append(f"quote {same + 1} of {len(base.quotes)} differs: {(found.quotes[same : same + 1] or ('none',))[0][:70]!r}")
            faults += [f"page {found.pages} is wrong"] if question.id in (one.wrong_pages or ()) else []
            lines += [f"{question.id:4} {name:12} {'; '.join(faults)}"] if faults else []
    return lines


if __name__ == "__main__":
    main()
