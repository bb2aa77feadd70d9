"""Dates that files state, as ISO 8601."""

from __future__ import annotations

import pytest

from ingest.readers.date import iso_date


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2021-03-30", "2021-03-30"),
        ("2021-03-30T08:00:12+00:00", "2021-03-30"),
        ("2021/3/5", "2021-03-05"),
        ("2021-06", "2021-06"),
        ("2021", "2021"),
        ("20210330", "2021-03-30"),
        ("30 March 2021", "2021-03-30"),
        ("Tuesday, 30th March 2021 at 9am", "2021-03-30"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("May 2020", "2020-05"),
        ("03/04/2021", None),
        ("2021-13-01", None),
        ("31 February 2021", None),
        ("last week", None),
        ("", None),
    ],
)
def test_dates(stated: str, date: str | None) -> None:
    assert iso_date(stated) == date
