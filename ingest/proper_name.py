"""Names in capitals that a document uses often, such as "Independent Reviewing Officer"; people know them by their initials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.sentence import Sentence
from ingest.span import Span
from ingest.term import fold_term
from ingest.term_mention import plain

_WORD = r"[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*"
_LINK = r"(?:of|and|for|to|in|on|with|into|&)(?:\s+the)?"
_NAME = re.compile(rf"(?<![\w-]){_WORD}(?:,?\s+(?:{_LINK}\s+)?{_WORD}){{1,7}}(?![\w-])")
_OPENER = re.compile(
    r"(?:the|this|that|these|those|an?|in|on|by|at|since|but|and|or|for|from|to|of|when|while|where|if|as|with|under|our|their|its|his|her|throughout"
    r"|during|after|before|between|although|however|many|most|some|all|both|each|every|see|also|dear|former)\s+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name as a document first writes it, where that is, and in how many of its sentences it stands."""

    text: str
    doc_id: str
    span: Span
    sentences: int

    def __post_init__(self) -> None:
        if not self.text or self.sentences < 1:
            raise ValueError("a name has words and stands in a sentence")


def find_names(sentences: Iterable[Sentence]) -> tuple[ProperName, ...]:
    """Return the names of two words or more in the sentences of one document, in the order of their first places; singular and plural are one."""
    first: dict[str, tuple[str, str, Span]] = {}
    counts: dict[str, int] = {}
    for sentence in sentences:
        here: dict[str, tuple[str, str, Span]] = {}
        for match in _NAME.finditer(sentence.text):
            start = match.start()
            while opener := _OPENER.match(sentence.text, start, match.end()):
                start = opener.end()
            text = plain(sentence.text[start : match.end()])
            if " " in text:
                here.setdefault(fold_term(text), (text, sentence.doc_id, Span(start, match.end()).shift(sentence.span.start)))
        for key, found in here.items():
            first.setdefault(key, found)
            counts[key] = counts.get(key, 0) + 1
    return tuple(ProperName(*found, counts[key]) for key, found in first.items())
