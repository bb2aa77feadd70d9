"""In-text references inside a quote: "(Harwin et al., 2019)", "Masson and Dickens 2019". They are found, not yet resolved to bibliography entries."""

from __future__ import annotations

import re

from assistant.reply import Reference

_YEAR = r"(?:(?:1[89]|20)\d\d[a-z]?|n\.d\.)"
_BRACKET = re.compile(rf"\(([^()]*[A-Z][^()]*?[\s,]{_YEAR}(?:,\s*{_YEAR}|,\s*p\.\s*\d+)*)\)")
_NARRATIVE = re.compile(rf"\b((?:[A-Z][\w'’-]+(?:,? (?:and|&) | et al\.?,? |, | )){{1,4}}\(?{_YEAR})(?![\d/-])")
_SINGLE = re.compile(rf"^[A-Z].*[\s,]{_YEAR}(?:,\s*(?:{_YEAR}|p\.\s*\d+))*$", re.S)


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the in-text references of a quote in order, each once; a month before a year is a date, not a reference."""
    found: dict[int, str] = {}
    for bracket in _BRACKET.finditer(text):
        for piece in re.finditer(r"[^;]+", bracket[1]):
            reference = " ".join(piece[0].split())
            if _SINGLE.match(reference) and not _is_date(reference):
                found[bracket.start(1) + piece.start()] = reference
    for match in _NARRATIVE.finditer(text):
        inside = any(start <= match.start() <= start + len(reference) for start, reference in found.items())
        reference = " ".join(match[1].replace("(", "").split())
        if not inside and re.search(r" and | & | et al", reference) and not _is_date(reference) and " Act " not in reference:
            found[match.start()] = reference
    return tuple(Reference(reference) for reference in dict.fromkeys(found[start] for start in sorted(found)))


def _is_date(reference: str) -> bool:
    months = "january february march april may june july august september october november december".split()
    return reference.split()[-2].lower().strip(",") in months if len(reference.split()) >= 2 else True
