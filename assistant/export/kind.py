"""What sort of work a document is, as the formats of references tell them apart."""

from __future__ import annotations

import enum
import re


class Kind(enum.Enum):
    """The sorts of work: for each the type of BibTeX's entry, of RIS's and of CSL's."""

    REPORT = ("techreport", "RPRT", "report")
    JOURNAL = ("article", "JOUR", "article-journal")
    ARTICLE = ("article", "NEWS", "article-newspaper")
    BLOG = ("misc", "BLOG", "post-weblog")
    WEB = ("misc", "ELEC", "webpage")
    BOOK = ("book", "BOOK", "book")
    THESIS = ("misc", "THES", "thesis")
    OTHER = ("misc", "GEN", "document")

    def __init__(self, bibtex: str, ris: str, csl: str) -> None:
        self.bibtex = bibtex
        self.ris = ris
        self.csl = csl

    @property
    def in_periodical(self) -> bool:
        """Say whether such a work stands in a newspaper, magazine or journal, so that its publisher names that."""
        return self in (Kind.ARTICLE, Kind.JOURNAL)


_WORDS = (
    (Kind.JOURNAL, frozenset({"journal"})),
    (Kind.BLOG, frozenset({"blog", "weblog"})),
    (Kind.ARTICLE, frozenset({"article", "newspaper", "magazine", "editorial", "column"})),
    (Kind.REPORT, frozenset({"report", "paper", "briefing", "evaluation", "guidance"})),
    (Kind.WEB, frozenset({"webpage", "website", "web"})),
    (Kind.BOOK, frozenset({"book", "handbook"})),
    (Kind.THESIS, frozenset({"thesis", "dissertation"})),
)
_BEHIND = re.compile(r"\s(?:on|to|of|for|by|in|about|from)\s")


def read_kind(words: str | None) -> Kind:
    """Return the sort of work that a kind in words names: "press article on the report" is an article; ``OTHER`` where it names none."""
    head = frozenset(re.findall(r"\w+", _BEHIND.split((words or "").lower())[0]))
    return next((kind for kind, names in _WORDS if head & names), Kind.OTHER)
