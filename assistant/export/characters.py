"""Characters of documents made fit for a file: line breaks folded, and what no file of text can hold shown as U+FFFD.

Nothing else is changed, so that a quote in an export reads as its document does.
"""

from __future__ import annotations

import re

_BREAKS = re.compile("[ \t\n\v\f\r\u001c-\u001f\u0085\u2028\u2029]+")
_UNHELD = re.compile("[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]")
"""Control characters, which XML and terminals take badly, halves of characters, and what Unicode says is no character."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of the text behind them; the marks that only say a direction (U+200E, U+200F) are none of them."""


def quoted(text: str) -> str:
    """Return the words of a document on one line: breaks and tabs as one space, what cannot be held as U+FFFD, all else as it is."""
    return _UNHELD.sub("\ufffd", _BREAKS.sub(" ", text))


def named(text: str) -> str:
    """Return a title, a name or a place on one line; one that would turn the text behind it round cannot."""
    return _TURNS.sub("", quoted(text)).strip()
