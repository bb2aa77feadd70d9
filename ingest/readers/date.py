"""Dates as files state them, as ISO 8601; one that can be read in two ways is none."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else month for month in _MONTHS) + "|sept"
_ISO = re.compile(r"((?:1[5-9]|20)\d\d)(?:[-/](\d\d?)(?:[-/](\d\d?))?)?(?:[T ]\d\d:?\d\d.*|Z)?$")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4,6})?$")
_DAY_FIRST = re.compile(rf"(?:\w+day,? )?(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({_MONTH})\.?,? ((?:1[5-9]|20)\d\d)\b.{{0,40}}$", re.I)
_MONTH_FIRST = re.compile(rf"(?:\w+day,? )?({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:1[5-9]|20)\d\d)\b.{{0,40}}$", re.I)


def iso_date(text: str) -> str | None:
    """Return a date that a file states as ``2021-03-30``, ``2021-06`` or ``2021``; ``None`` where it is no date or an ambiguous one."""
    shown = " ".join(text[:100].split())
    for pattern, order in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        match = pattern.match(shown)
        if match:
            year, month, day = (match[group] for group in order)
            return _checked(int(year), _month(month), int(day) if day else None)
    return None


def _month(text: str | None) -> int | None:
    if text is None or text.isdigit():
        return int(text) if text else None
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(text.lower()[:3]))


def _checked(year: int, month: int | None, day: int | None) -> str | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
