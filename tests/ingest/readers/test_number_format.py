"""Cells as the sheet shows them; the expected texts are what Excel shows, dates in words."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from ingest.readers.number_format import shown

MARCH = datetime(2021, 3, 31, 14, 30)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.225, "0%", "23%"),
        (0.2255, "0.0%", "22.6%"),
        (31400, "#,##0", "31,400"),
        (1234.5, "£#,##0.00", "£1,234.50"),
        (1234.5, '"£"#,##0', "£1,235"),
        (1234.5, "[$£-809]#,##0.0", "£1,234.5"),
        (1234.5, "#,##0.00\\ [$€-1]", "1,234.50 €"),
        (3.5, '_-"£"* #,##0.00_-', "£3.50"),
        (-1234.5, "#,##0;[Red](#,##0)", "(1,235)"),
        (97_200_000, '"£"0.0,,"m"', "£97.2m"),
        (0, '0.00;-0.00;"-"', "-"),
        (12, '0" beds"', "12 beds"),
        (7, "000", "007"),
        (0.3, ".0", "0.3"),
        (12.0, "0.##", "12"),
        (12.5, "0.##", "12.5"),
        (-0.001, "0.0", "0.0"),
        (1.1 + 2.2, "General", "3.3"),
        (-0.0, "General", "0"),
        (5.0, "@", "5"),
        (0.5, "# ?/?", "0.5"),
        (1e21, "General", "1E+21"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("#REF!", "General", "#REF!"),
        (MARCH, "yyyy\\-mm\\-dd", "31 March 2021"),
        (MARCH, "dd/mm/yyyy hh:mm", "31 March 2021 14:30"),
        (MARCH, "[$-809]mmmm\\ yyyy;@", "March 2021"),
        (MARCH, "yyyy", "2021"),
        (MARCH, "h:mm", "14:30"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    ],
)
def test_values_are_shown(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text
