"""Do the anchors of a question stand in what was found for it?

An answer about another country, another year or another person's study is none, however many words it shares with the question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.anchor import Anchor, find_anchors, is_cited, years_of
from assistant.missing import Missing, Unmet, premise_reason
from assistant.place import cut_words, standard_gazetteer
from assistant.premise import contradicted_premise
from assistant.source_cue import wrong_author
from assistant.spelling import edits
from index.search import ScoredSentence
from index.window import neighbours
from ingest.document import Document, Source
from ingest.sentence import Sentence

LOOKED_AT = 10
"""Sentences of the ranking that are looked through, each with its neighbours."""
REACH = 2
SCOPE_COUNT = 3
SCOPE_SHARE = 0.015
"""A place or year that so many sentences of a document name, and so large a share of them, is what the whole document is about."""
FIRST_LINES = 600
"""Characters at the beginning of a document that say what it is about."""
_LINKS = frozenset({"of", "and", "for", "the"})

_HOME = frozenset({"England", "United Kingdom"})
"""Documents that name no place are taken to be about home."""

_WITHIN = re.compile(r"\s*\b(?:in|across|within|throughout)(?: the whole of| all of)?(?: the)? $", re.I)
_LEAST_WORDS = 3
_MOST = 0.5

Year = tuple[int, int | None]


class Corpus(Protocol):
    """What is read of an index."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by doc_id."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """All sentences, in the order of the documents."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What is looked up of a text: its words, folded, and the places and years that it names; ``cited`` are years of works."""

    words: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[Year, ...]
    cited: tuple[Year, ...]


class Scope:
    """What the sentences and documents of one index are about; made once."""

    def __init__(self, corpus: Corpus) -> None:
        self._sentences = corpus.sentences
        self._documents = corpus.documents
        self._lower: set[str] = set()
        self._texts = [self._read(sentence.clean) for sentence in corpus.sentences]
        self._headings = {path: self._read(". ".join(path)) for path in dict.fromkeys(sentence.headings for sentence in corpus.sentences)}
        self._leads = {lead: self._read(lead) for lead in dict.fromkeys(sentence.lead_in for sentence in corpus.sentences) if lead}
        self._sources = {doc_id: self._read(_described(document.source)) for doc_id, document in corpus.documents.items()}
        self._known = {word for text in self._every() for word in text.words}
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(self._known):
            self._by_initial.setdefault(word[0], []).append(word)
        self._about = {doc_id: self._whole(document) for doc_id, document in corpus.documents.items()}
        self._home = self._shared_place()

    def missing(self, question: str, evidence: Sequence[ScoredSentence]) -> tuple[Missing, ...]:
        """Return the anchors of a question that stand neither in the first sentences of the evidence nor in the scope of their documents."""
        anchors = find_anchors(question)
        if not anchors or not evidence:
            return ()
        windows = [self._window(found) for found in evidence[:LOOKED_AT]]
        about = [self._about[doc_id] for doc_id in dict.fromkeys(found.sentence.doc_id for found in evidence[:LOOKED_AT])]
        return tuple(missing for anchor in anchors if (missing := self._judge(anchor, windows, about)) is not None)

    def without_home(self, question: str) -> str:
        """Return the question without "in England" where that is what most of the documents are about anyway.

        Their sentences need not say so, and those that happen to would be preferred. A question that names two places keeps both.
        """
        words = cut_words(question)
        places = list(standard_gazetteer().find(question, words))
        if len(places) != 1 or places[0].name != self._home:
            return question
        start, end = words[places[0].first].start, words[places[0].last - 1].end
        lead = _WITHIN.search(question[:start])
        shorter = f"{question[: lead.start()]}{question[end:]}".strip() if lead else question
        return shorter if len(shorter.split()) >= _LEAST_WORDS else question

    def unmet(self, question: str, evidence: Sequence[ScoredSentence]) -> Unmet | None:
        """Return what the question takes for granted and the evidence does not hold; ``None`` where nothing is missing."""
        missing = self.missing(question, evidence)
        if missing:
            return Unmet(premise_reason(missing), all(one.doubtful for one in missing))
        reason = wrong_author(question, self._documents) or contradicted_premise(question, evidence)
        return Unmet(reason) if reason else None

    def _judge(self, anchor: Anchor, windows: Sequence[Sequence[_Text]], about: Sequence[_Text]) -> Missing | None:
        near = [text for window in windows for text in window]
        if anchor.kind == "place":
            if _place_stands(anchor, [*near, *about]):
                return None
            if anchor.forms[0] in _HOME and not any(text.places for text in (*near, *about)):
                return None
            return Missing(anchor, _place_stands(anchor, self._every()), self._other_places(anchor.forms[0], windows, about))
        if anchor.kind == "year":
            if _year_stands(anchor, near, cited=True) or _year_stands(anchor, about, cited=False):
                return None
            years = Counter(year for window in windows for year in dict.fromkeys(year for text in window[:-1] for year in text.years))
            return Missing(anchor, _year_stands(anchor, self._every(), cited=True), tuple(_shown(year) for year, _ in years.most_common(2)))
        if self._name_stands(anchor, windows) or self._name_stands(anchor, [[text] for text in self._sources.values()]):
            return None
        return Missing(anchor, self._name_stands(anchor, [[text] for text in self._every()]), (), self._is_of_common_words(anchor))

    def _other_places(self, asked: str, windows: Sequence[Sequence[_Text]], about: Sequence[_Text]) -> tuple[str, ...]:
        """Return the two places that the evidence names most often, nations for a nation; what its documents are about where it names none."""
        local = standard_gazetteer().local
        for groups in (windows, [[text] for text in about]):
            stated = Counter(place for group in groups for place in dict.fromkeys(place for text in group for place in text.places))
            same = [place for place, _ in stated.most_common() if (place in local) == (asked in local)]
            if same:
                return tuple(same[:2])
        return ()

    def _window(self, found: ScoredSentence) -> list[_Text]:
        sentence = found.sentence
        rows = neighbours(self._sentences, found.row, REACH)
        lead = [self._leads[sentence.lead_in]] if sentence.lead_in else []
        return [*(self._texts[row] for row in rows), self._headings[sentence.headings], *lead, self._sources[sentence.doc_id]]

    def _name_stands(self, anchor: Anchor, groups: Sequence[Sequence[_Text]]) -> bool:
        form, *also = anchor.forms
        if " and " in form and all(self._name_stands(replace(anchor, forms=(part,)), groups) for part in form.split(" and ") if part):
            return True
        words = [word for word in form.split() if word not in _LINKS and not word.isdigit()]
        if len(words) == 1 and words[0] in self._lower:
            return True
        if len(words) in (2, 3) and words[-1] in self._known and words[-1] not in self._lower:
            words = words[-1:]
        alike = [frozenset(anchor.forms)] if also else [self._alike(word) for word in words]
        for group in groups:
            stated = {word for text in group for word in text.words}
            if all(not stated.isdisjoint(forms) for forms in alike):
                return True
        return False

    def _is_of_common_words(self, anchor: Anchor) -> bool:
        words = [word for word in anchor.forms[0].split() if word not in _LINKS]
        return len(words) > 1 and all(word in self._lower for word in words)

    def _alike(self, word: str) -> frozenset[str]:
        """Return the words of the documents that a word may be, typed with a slip; itself where they know it."""
        if word in self._known or len(word) < 5:
            return frozenset({word})
        slips = 1 if len(word) < 8 else 2
        letters = set(word)
        return frozenset(
            known
            for known in self._by_initial.get(word[0], ())
            if abs(len(known) - len(word)) <= slips and len(letters ^ set(known)) <= 2 * slips and edits(word, known, slips) <= slips
        )

    def _every(self) -> Iterable[_Text]:
        yield from self._texts
        yield from self._headings.values()
        yield from self._sources.values()

    def _read(self, text: str) -> _Text:
        words = cut_words(text)
        self._lower.update(word.fold for word in words if word.text[0].islower())
        places = tuple(place.name for place in standard_gazetteer().find(text, words))
        years: list[Year] = []
        cited: list[Year] = []
        for first, last, match in years_of(text):
            (cited if is_cited(text, match.start()) else years).append((first, last))
        return _Text(tuple(word.fold for word in words), places, tuple(years), tuple(cited))

    def _shared_place(self) -> str | None:
        """Return the place that is named most often, where documents with most of the sentences are about it."""
        named = Counter(place for text in self._texts for place in dict.fromkeys(text.places))
        if not named:
            return None
        place = min(named, key=lambda name: (-named[name], name))
        about = sum(place in self._about[sentence.doc_id].places for sentence in self._sentences)
        return place if about > _MOST * len(self._sentences) else None

    def _whole(self, document: Document) -> _Text:
        """Return what the whole of a document is about."""
        own = [text for text, sentence in zip(self._texts, self._sentences, strict=True) if sentence.doc_id == document.doc_id]
        least = max(SCOPE_COUNT, SCOPE_SHARE * len(own))
        places = Counter(place for text in own for place in dict.fromkeys(text.places))
        years = Counter(year for text in own for year in dict.fromkeys(text.years))
        first = self._read(document.text[:FIRST_LINES])
        source = self._sources[document.doc_id]
        return _Text(
            source.words,
            tuple(dict.fromkeys([*(place for place, count in places.most_common() if count >= least), *first.places, *source.places])),
            tuple(dict.fromkeys([*(year for year, count in years.most_common() if count >= least), *first.years, *source.years])),
            (),
        )


def _described(source: Source) -> str:
    return ". ".join(value for value in (source.title, source.author, source.publisher, source.published, source.kind) if value)


def _place_stands(anchor: Anchor, texts: Iterable[_Text]) -> bool:
    covers = standard_gazetteer().covers
    return any(covers(anchor.forms[0], place) for place in dict.fromkeys(place for text in texts for place in text.places))


def _year_stands(anchor: Anchor, texts: Iterable[_Text], *, cited: bool) -> bool:
    ((first, last, _),) = years_of(anchor.forms[0])
    return any(_same_year((first, last), year) for text in texts for year in (*text.years, *(text.cited if cited else ())))


def _same_year(asked: Year, stated: Year) -> bool:
    """Say whether a stated year may be the one asked for: 2020 is part of 2019/20, but 2018/19 is not 2019/20."""
    if _is_financial(asked) and _is_financial(stated):
        return asked == stated
    return bool({year for year in asked if year is not None} & {year for year in stated if year is not None})


def _is_financial(year: Year) -> bool:
    return year[1] == year[0] + 1


def _shown(year: Year) -> str:
    first, last = year
    if last is None:
        return str(first)
    return f"{first}/{last % 100:02d}" if _is_financial(year) else f"{first} to {last}"
