"""What the documents of one corpus call things: every term that they introduce, list or explain, each kept with its document.

Where two documents disagree about an abbreviation, each keeps its own meaning: a quote is explained by its own document, and by another only where
all others agree. A question is expanded with both meanings, in the order of the documents; with three or more it is left as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.definition_question import asked_term
from ingest.document import BlockKind, Document
from ingest.proper_name import ProperName, find_names
from ingest.sentence import Sentence
from ingest.short_form import initials
from ingest.term import Term, fold_term
from ingest.term_list import find_listed
from ingest.term_mention import find_mentions

LEAST_USES = 3
"""Sentences of one document in which a name stands before its initials are taken for it."""
MOST_MEANINGS = 2
"""An abbreviation that has more meanings in a corpus is not expanded."""
_RIVAL_USES = 2
_INITIALS = range(3, 8)
_ANY_CASE = 3
"""Letters from which an abbreviation in other case than the document's is the same one."""
_UNQUOTED = (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.READER_QUESTION)


class Glossary:
    """The terms of a corpus; made once for an open index."""

    def __init__(self, documents: Mapping[str, Document], sentences: Sequence[Sentence]) -> None:
        """Learn the terms of ``documents`` and of ``sentences``, which stand together document by document."""
        by_document = {doc_id: tuple(group) for doc_id, group in groupby(sentences, key=lambda sentence: sentence.doc_id)}
        learned = {doc_id: _terms_of(doc_id, documents.get(doc_id), by_document.get(doc_id, ())) for doc_id in {**documents, **by_document}}
        self.terms = tuple(term for terms in learned.values() for term in terms)
        self._explained: dict[str, list[Term]] = {}
        for term in self.terms:
            if term.definition is not None:
                self._explained.setdefault(fold_term(term.long), []).append(term)
        self._meanings: dict[str, dict[str, Term]] = {}
        for term in sorted(self.terms, key=lambda term: not term.is_spelt_out):
            if term.short is not None:
                self._meanings.setdefault(term.short, {}).setdefault(term.doc_id, self._with_definition(term))
        self.names = self._by_initials([name for group in by_document.values() for name in find_names(group)])
        self._pattern = _any_of([*self._meanings, *self.names])

    def expansions(self) -> dict[str, tuple[str, ...]]:
        """Return each abbreviation with its long forms as the documents write them, in the order of the documents, those that agree once."""
        found: dict[str, tuple[str, ...]] = {}
        for short, meanings in self._meanings.items():
            longs: dict[str, str] = {}
            for term in meanings.values():
                if term.is_spelt_out:
                    longs.setdefault(fold_term(term.long), term.long)
            if longs:
                found[short] = tuple(longs.values())
        return found

    def explain(self, doc_id: str, text: str) -> tuple[Term, ...]:
        """Return the terms whose abbreviations stand in a text of a document, as that document means them, each once, by their place.

        ``Term.doc_id`` is the document that says so; it is another one only where this one does not and all others agree.
        """
        if self._pattern is None:
            return ()
        found = dict.fromkeys(match[1] for match in self._pattern.finditer(text))
        return tuple(term for short in found if (term := self._meant(doc_id, short)) is not None)

    def defining(self, question: str) -> tuple[Term, ...]:
        """Return what the documents say of the term whose meaning a question asks for, definitions first; empty for any other question."""
        asked = asked_term(question)
        if asked is None:
            return ()
        folded = fold_term(asked)
        longs = {folded}
        for short, meanings in self._meanings.items():
            if asked in (short, f"{short}s") or (len(short) >= _ANY_CASE and folded == fold_term(short)):
                longs |= {fold_term(term.long) for term in meanings.values()}
        longs |= {fold_term(term.long) for short, term in self.names.items() if asked in (short, f"{short}s")}
        return tuple(sorted((term for term in self.terms if fold_term(term.long) in longs), key=lambda term: term.definition is None))

    def _meant(self, doc_id: str, short: str) -> Term | None:
        meanings = self._meanings.get(short, {})
        if doc_id in meanings:
            return meanings[doc_id]
        if meanings:
            return next(iter(meanings.values())) if len({fold_term(term.long) for term in meanings.values()}) == 1 else None
        # A name's initials are a guess: they explain only what the same document abbreviates.
        name = self.names.get(short)
        return name if name is not None and name.doc_id == doc_id else None

    def _with_definition(self, term: Term) -> Term:
        """Return the term with its definition: its own, else its document's, else the first one of the corpus."""
        explained = self._explained.get(fold_term(term.long), ())
        if term.definition is not None or not explained:
            return term
        best = next((other for other in explained if other.doc_id == term.doc_id), explained[0])
        return replace(term, doc_id=best.doc_id, span=best.span, definition=best.definition)

    def _by_initials(self, names: Iterable[ProperName]) -> dict[str, Term]:
        """Return the names that are known by their initials: one in a list of terms or used often, the only one that they fit, and not defined."""
        listed = [ProperName(term.long, term.doc_id, term.span, LEAST_USES) for term in self.terms if term.short is None]
        candidates: dict[str, dict[str, ProperName]] = {}
        for name in (*listed, *names):
            if name.sentences >= _RIVAL_USES:
                short = initials(name.text)
                if short is None:
                    continue
                rivals = candidates.setdefault(short, {})
                known = rivals.setdefault(fold_term(name.text), name)
                if name.sentences > known.sentences:
                    rivals[fold_term(name.text)] = name
        defined = {short.upper() for short in self._meanings}
        found: dict[str, Term] = {}
        for short, rivals in candidates.items():
            (name, *others) = rivals.values()
            if not others and name.sentences >= LEAST_USES and len(short) in _INITIALS and short not in defined:
                found[short] = self._with_definition(Term(short, name.text, name.doc_id, name.span))
        return found


def _terms_of(doc_id: str, document: Document | None, sentences: Iterable[Sentence]) -> tuple[Term, ...]:
    """Return the terms of one document: those that it lists, then those that its sentences and headings introduce."""
    listed = list(find_listed(document)) if document else []
    stretches = [(sentence.span, sentence.text) for sentence in sentences]
    if document:
        stretches += [(block.span, block.span.of(document.text)) for block in document.blocks if block.kind in _UNQUOTED]
    mentioned = [term for span, text in sorted(stretches) for term in find_mentions(text, doc_id, span.start)]
    return (*listed, *mentioned)


def _any_of(shorts: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(dict.fromkeys(shorts), key=lambda short: (-len(short), short))
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?:['’]?s)?(?!\w)") if longest_first else None
