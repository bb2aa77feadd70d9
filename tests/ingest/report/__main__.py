"""``python -m tests.ingest.report FOLDER`` writes the report in every format, a folder a format, for people to look at."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.ingest.report.files import formats
from tests.ingest.report.source import read_report


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.ingest.report", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write: one folder a format is made there")
    folder = parser.parse_args().folder
    report = read_report()
    for one in formats():
        one.write_into(report, folder / one.name)
        print(folder / one.name)


if __name__ == "__main__":
    main()
