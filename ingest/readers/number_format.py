"""Values of cells as the sheet shows them: percent, thousands, decimals, currency and dates (the common part of ECMA-376, part 1, 18.8.31).

What this module does not do: fractions, exponents and conditions; such numbers are shown as they are.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_BRACKETED = re.compile(r"\[\$([^\]\-]*)(?:-[^\]]*)?\]|\[[^\]]*\]")
_PADDING = re.compile(r"[_*].")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"(?:[#0?][#0?,]*(?:\.[#0?]+)?|\.[#0?]+),*")
_DATE_PARTS = re.compile(r"[ymdhs]+", re.I)
_HELD = 0xE000
"""Characters from here on stand for the words of a format while its digits are filled in."""
_MOST_DIGITS = 15
"""Digits of a number that a sheet keeps; what stands behind them is an error of the computer's arithmetic."""


def shown(value: object, form: str = "General") -> str:
    """Return a cell's value as a person sees it; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return shown_date(value, form)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, int | float):
        return shown_number(value, form)
    return str(value)


def shown_date(value: datetime | date | time, form: str) -> str:
    """Return a date in words ("31 March 2021"), with as much of it as the format shows, so that it reads the same everywhere."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    parts = "".join(_DATE_PARTS.findall(_QUOTED.sub("", _BRACKETED.sub("", form)))).lower()
    day = value.day if "d" in parts or not parts else None
    has_time = isinstance(value, datetime) and "h" in parts and (value.hour or value.minute)
    month = f"{value:%B}" if "m" in parts.replace("hm", "").replace("ms", "") or not parts else None
    if "h" in parts and "y" not in parts and "d" not in parts:
        return f"{value:%H:%M}"
    year = str(value.year) if "y" in parts or not parts else None
    words = " ".join(str(part) for part in (day if month else None, month, year) if part is not None)
    return f"{words} {value:%H:%M}" if has_time else words or value.isoformat()


def shown_number(value: int | float, form: str) -> str:
    """Return a number in its format; as it is where the format is none of the common ones."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value or 0:.{_MOST_DIGITS}g}")
    if not number.is_finite():
        return str(value)
    section, size = _section(form, number)
    bare = _PADDING.sub("", _BRACKETED.sub(lambda match: match[1] or "", section))
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match[1] if match[1] is not None else match[2])
        return chr(_HELD + len(literals) - 1)

    pattern = _QUOTED.sub(keep, bare)
    digits = _DIGITS.search(pattern)
    if form.lower() == "general" or _has_more(pattern, digits):
        return _plain(number)
    text = pattern
    if digits is not None:
        text = pattern[: digits.start()] + _in_digits(size * (100 if "%" in pattern else 1), digits[0]) + pattern[digits.end() :]
    for place, literal in enumerate(literals):
        text = text.replace(chr(_HELD + place), literal)
    return text.strip()


def _section(form: str, number: Decimal) -> tuple[str, Decimal]:
    """Return the part of a format for the number's sign, and the number as that part shows it."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form)
    if number == 0 and len(sections) > 2 and sections[2]:
        return sections[2], number
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], -number
    return sections[0], number


def _has_more(pattern: str, digits: re.Match[str] | None) -> bool:
    """Say whether a format has more than one stretch of digits, an exponent, a fraction or a place for text."""
    rest = pattern[: digits.start()] + pattern[digits.end() :] if digits else pattern
    return bool(re.search(r"[#0?/]|[eE][+-]|@|General", rest))


def _in_digits(number: Decimal, digits: str) -> str:
    whole, _, places = digits.rstrip(",").partition(".")
    scaled = number / 1000 ** (len(digits) - len(digits.rstrip(",")))
    try:
        rounded = scaled.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    except InvalidOperation:
        return _plain(number)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    least = sum(character == "0" for character in whole)
    head, point, tail = text.rstrip(".").partition(".")
    sign = "-" if head.startswith("-") and re.search("[1-9]", text) else ""
    return f"{sign}{head.lstrip('-').rjust(least, '0')}{point}{tail}"


def _plain(number: Decimal) -> str:
    """Return a number as a sheet without a format shows it: ten digits behind the point at most, no exponent."""
    text = f"{number.quantize(Decimal('1e-10'), ROUND_HALF_UP):f}" if -20 < number.adjusted() < 15 else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
