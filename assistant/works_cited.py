"""The works that a document cites, and which of them an in-text reference means.

A reference is resolved only where one entry fits and no other could be meant. Looked for, in this order, and the first way that finds anything
decides: the same names; the same without "the"; a body's acronym; the first author, with a name that the entry gives as publisher; a work cited
by its title; one slip of the pen in one name. A year is never corrected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.mention import Mention
from assistant.name_match import acronyms_of, defined_acronyms, is_author, is_slip
from assistant.reply import Status
from ingest.author_list import Author, folded_name, parse_authors
from ingest.bibliography_entry import BibliographyEntry, bodies, read_entries
from ingest.document import Document

_SHORTEST_TITLE = 16
_LEAST_AUTHORS = 3
"""Authors from which a style writes "et al."; two are always named."""


@dataclass(frozen=True, slots=True)
class _Work:
    """An entry, ready to be compared: all names as one key, and the keys of the first names up to each author."""

    entry: BibliographyEntry
    key: str
    prefixes: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """The names of a reference, ready to be compared."""

    text: str
    key: str
    authors: tuple[Author, ...]
    others: bool


_Fit = Callable[[_Label, _Work], bool]


class WorksCited:
    """The bibliography of one document, ready to be asked."""

    def __init__(self, entries: Sequence[BibliographyEntry], text: str = "") -> None:
        self._works: dict[str, list[_Work]] = {}
        self._numbered: dict[int, list[BibliographyEntry]] = {}
        self._families: set[str] = set()
        for entry in entries:
            work = _work(entry)
            self._works.setdefault(entry.year, []).append(work)
            self._families.update((work.key, *work.names))
            if entry.number is not None:
                self._numbered.setdefault(entry.number, []).append(entry)
        self._acronyms = defined_acronyms(text, {folded_name(name) for name in bodies(tuple(entries))})
        self._ways: tuple[_Fit, ...] = (_same, _same_but_the, self._acronym, _first_and_publisher, _titled, self._slip)

    @classmethod
    def of(cls, document: Document) -> WorksCited:
        """Read the bibliography of a document; one without a bibliography cites no works."""
        return cls(read_entries(document), document.text)

    @property
    def is_numbered(self) -> bool:
        """Say whether the entries are numbered, so that "[12]" means one of them."""
        return bool(self._numbered)

    def find(self, mention: Mention) -> tuple[Status, BibliographyEntry | None]:
        """Return whether a reference is resolved, and the entry that it means."""
        if mention.number is not None:
            return _one(self._numbered.get(mention.number, []))
        works = self._works.get(mention.year, [])
        for label in self._labels(mention):
            for way in self._ways:
                fitting = [work.entry for work in works if way(label, work)]
                if fitting:
                    return _of_letter(fitting, mention.letter)
        return "absent", None

    def _labels(self, mention: Mention) -> list[_Label]:
        """Return the ways to read the names: in running text, what stands before a comma may be no name ("In Wales, Smith (2019)")."""
        labels = [_label(mention.label)]
        if mention.narrative and mention.certain:
            dropped, comma, rest = mention.label.partition(",")
            if comma and rest.strip() and folded_name(dropped) not in self._families:
                labels.append(_label(rest.strip()))
        return labels

    def _acronym(self, label: _Label, work: _Work) -> bool:
        """Say whether the names are the same when a body may stand by its acronym, on either side."""
        whole = Author(re.sub(r"^the\s", "", label.text, flags=re.I))
        if not label.others and work.entry.head and self._same_body(whole, work.entry.head):
            return True
        authors = work.entry.authors
        enough = _has_so_many(label, work)
        pairs = list(zip(label.authors, authors, strict=False))
        return (
            enough and bool(pairs) and all(is_author(one, other) or (not other.given and self._same_body(one, other.family)) for one, other in pairs)
        )

    def _same_body(self, one: Author, body: str) -> bool:
        first, second = folded_name(one.family), folded_name(body)
        if not first or not second:
            return False
        short, long, name = (first, second, body) if len(first) < len(second) else (second, first, one.family)
        if " " in short or " " not in long:
            return False
        return long in self._acronyms.get(short, ()) or (len(short) >= 3 and short in acronyms_of(name))

    def _slip(self, label: _Label, work: _Work) -> bool:
        """Say whether one name is one slip away from the entry's, and is not the name of another author of the bibliography."""
        if not label.others and is_slip(label.key, work.key) and label.key not in self._families:
            return True
        authors = work.entry.authors
        enough = _has_so_many(label, work)
        if not enough or (len(label.authors) == 1 and not label.others):
            return False
        wrong = [(one, other) for one, other in zip(label.authors, authors, strict=False) if not is_author(one, other)]
        if len(wrong) != 1:
            return False
        one, other = folded_name(wrong[0][0].family), folded_name(wrong[0][1].family)
        return one not in self._families and is_slip(one, other)


def _work(entry: BibliographyEntry) -> _Work:
    names = tuple(folded_name(author.family) for author in entry.authors)
    prefixes = tuple(" ".join(names[: count + 1]) for count in range(len(names)))
    return _Work(entry, prefixes[-1] if prefixes else folded_name(entry.head), prefixes, names)


def _label(text: str) -> _Label:
    plain = re.sub(r"\s*\[[^\[\]]*\]", "", text)
    authors, others = parse_authors(plain, inverted=False)
    return _Label(plain, " ".join(folded_name(author.family) for author in authors), authors, others)


def _one(entries: Sequence[BibliographyEntry]) -> tuple[Status, BibliographyEntry | None]:
    """Return the only entry; the same work listed twice is one."""
    if not entries:
        return "absent", None
    if len({" ".join(entry.text.split()) for entry in entries}) > 1:
        return "ambiguous", None
    return "resolved", entries[0]


def _of_letter(entries: Sequence[BibliographyEntry], letter: str) -> tuple[Status, BibliographyEntry | None]:
    """Return the entry with the letter of the reference; a letter that the bibliography does not have leaves open which entry is meant."""
    if not letter:
        return _one(entries)
    lettered = [entry for entry in entries if entry.letter == letter]
    if lettered:
        return _one(lettered)
    return ("ambiguous" if any(not entry.letter for entry in entries) else "absent"), None


def _has_so_many(label: _Label, work: _Work) -> bool:
    """Say whether an entry has as many authors as a reference says: those that it names, or more of them before "et al."."""
    named, known = len(label.authors), len(work.entry.authors)
    if work.entry.others:
        return known >= named if label.others else known >= named > 1
    return known >= _LEAST_AUTHORS and known > named if label.others else known == named


def _names_fit(label: _Label, work: _Work) -> bool:
    authors = work.entry.authors
    return (
        _has_so_many(label, work) and bool(label.authors) and all(is_author(one, other) for one, other in zip(label.authors, authors, strict=False))
    )


def _same(label: _Label, work: _Work) -> bool:
    """Say whether the names are the entry's, one by one or as one whole; before "et al.", whether they are its first ones."""
    if label.key and not any(author.given for author in label.authors):
        if label.others:
            if _has_so_many(label, work) and label.key in work.prefixes:
                return True
        elif label.key == work.key:
            return not work.entry.others
    return _names_fit(label, work)


def _same_but_the(label: _Label, work: _Work) -> bool:
    if label.others or any(author.given for author in label.authors):
        return False
    return bool(label.key) and _without_the(label.key) == _without_the(work.key)


def _without_the(key: str) -> str:
    return re.sub(r"\bthe ", "", key)


def _first_and_publisher(label: _Label, work: _Work) -> bool:
    """Say whether the first name is the entry's, and the others stand behind its authors: "(Berg & BBC, 2021)"."""
    if label.others or len(label.authors) < 2 or not work.entry.authors or len(work.entry.authors) > len(label.authors):
        return False
    if not is_author(label.authors[0], work.entry.authors[0]):
        return False
    behind = f" {folded_name(work.entry.text[len(work.entry.head) :])} "
    rest = [author.family for author in label.authors if not any(is_author(author, other) for other in work.entry.authors)]
    return bool(rest) and all((name.isupper() or " " in name) and f" {folded_name(name)} " in behind for name in rest)


def _titled(label: _Label, work: _Work) -> bool:
    """Say whether the work is cited by its title; a work without authors also by the words of its address."""
    cited = _squashed(label.text)
    if len(cited) < _SHORTEST_TITLE or len(label.text.split()) < 3 or label.others:
        return False
    if not work.entry.titled:
        return _squashed(work.entry.title).startswith(cited)
    address = re.search(r"https?:.*|www\..*", work.entry.text, re.S)
    return _squashed(work.entry.head).startswith(cited) or (address is not None and cited in _squashed(address[0]))


def _squashed(text: str) -> str:
    return folded_name(text).replace(" ", "")
