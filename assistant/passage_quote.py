"""A sentence of the index made into a quote: its exact span, its citation, and what it needs beside it to be understood."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from assistant.apparatus import Apparatus
from assistant.citation import cite
from assistant.glossary import Glossary
from assistant.reply import Place, Quote
from index.search import Index, ScoredSentence
from ingest.document import BlockKind, Document
from ingest.sentence import Sentence
from ingest.span import Span
from ingest.term import Term

_LEANING = re.compile(
    r"^[\"'“‘(]*(?:this|these|that|those|it|its|they|their|them|he|she|his|her|such|both|however|but|and|so|yet|instead|similarly"
    r"|likewise|in (?:comparison|contrast|addition|turn|part)|for (?:example|instance)|as a result|therefore|thus|of these|of those"
    r"|one of (?:these|those|them)"
    r"|the (?:latter|former|same|result)|conversely|moreover|furthermore|also|then|here)\b",
    re.I,
)
_LIST_WORDS = 90
"""Words that a lead-in and its list may have to be quoted as one."""
_SHORT_ITEM = 12


class QuoteMaker:
    """Makes quotes of the sentences of one index."""

    def __init__(self, index: Index, glossary: Glossary | None = None) -> None:
        """Make quotes of ``index``; with a ``glossary`` they carry what their abbreviations mean."""
        self._index = index
        self._glossary = glossary
        self._apparatus: dict[str, Apparatus] = {}

    def make(self, found: ScoredSentence, taken: Container[int] = frozenset()) -> tuple[Quote, frozenset[int]]:
        """Return the quote of a sentence, and the rows of the index that it covers.

        A sentence that introduces a list is quoted with the list behind it, as far as it fits; a sentence that leans on the one before it, or
        an item that needs its lead-in, carries that as context, and the row of a table the row that names the columns.
        Rows in ``taken`` are quoted already: a list is quoted up to the first of them.
        """
        sentence = found.sentence
        rows = self._list_behind(found.row, taken)
        last = self._index.sentences[rows[-1]]
        span = Span(sentence.span.start, last.span.end)
        document = self._index.documents[sentence.doc_id]
        context = self._context(found.row)
        page = document.page(span.start)
        apparatus = self._apparatus_of(document)
        quote = Quote(
            doc_id=sentence.doc_id,
            span=span,
            text=span.of(document.text),
            title=document.title,
            author=document.source.author,
            published=document.source.published,
            section=sentence.headings,
            citation=cite(document, sentence.headings, page),
            score=found.score,
            page=page,
            context=context[0] if context else None,
            context_span=context[1] if context else None,
            references=apparatus.references(span),
            footnotes=apparatus.footnotes(span),
            terms=self._terms(document, span, context),
        )
        return quote, frozenset(rows)

    def _apparatus_of(self, document: Document) -> Apparatus:
        if document.doc_id not in self._apparatus:
            self._apparatus[document.doc_id] = Apparatus(document)
        return self._apparatus[document.doc_id]

    def _terms(self, document: Document, span: Span, context: tuple[str, Span] | None) -> tuple[Term, ...]:
        shown = f"{span.of(document.text)} {context[0] if context else ''}"
        return self._glossary.explain(document.doc_id, shown) if self._glossary else ()

    def place(self, sentence: Sentence) -> Place:
        """Return a sentence as another place of a fact."""
        return Place(sentence.doc_id, sentence.span, sentence.text, self._index.documents[sentence.doc_id].title, sentence.headings)

    def twins(self, row: int) -> list[tuple[int, Sentence]]:
        """Return the other sentences that are the same as that of a row word for word, with their rows."""
        return [(other, self._index.sentences[other]) for other in self._index.duplicates.twins_of(row) if other != row]

    @staticmethod
    def with_places(quote: Quote, places: tuple[Place, ...]) -> Quote:
        """Return the quote with the other places that say the same."""
        return replace(quote, also_in=places) if places else quote

    def _list_behind(self, row: int, taken: Container[int]) -> range:
        """Return the rows of a sentence and, where it introduces a list, of the items behind it that fit, up to the first that is taken."""
        sentences = self._index.sentences
        first = sentences[row]
        end = row + 1
        if not first.clean.endswith(":"):
            return range(row, end)
        words = first.words
        while end < len(sentences):
            item = sentences[end]
            in_list = item.doc_id == first.doc_id and (
                (item.lead_in is not None and item.lead_in.endswith(first.clean[-40:])) or item.kind is BlockKind.QUOTATION
            )
            if not in_list or end in taken or words + item.words > _LIST_WORDS or self._is_parted(sentences[end - 1], item):
                break
            words += item.words
            end += 1
        return range(row, end)

    def _is_parted(self, one: Sentence, other: Sentence) -> bool:
        """Say whether a footnote or a running head stands between two sentences of a document."""
        between = self._index.documents[one.doc_id].blocks[one.block + 1 : other.block]
        return any(block.kind in (BlockKind.FOOTNOTE, BlockKind.BOILERPLATE) for block in between)

    def _context(self, row: int) -> tuple[str, Span] | None:
        sentences = self._index.sentences
        sentence = sentences[row]
        lead = self._index.documents[sentence.doc_id].blocks[sentence.block].lead_in
        if sentence.kind is BlockKind.TABLE_ROW:
            return (sentence.lead_in, lead) if sentence.lead_in and lead is not None else None
        before = sentences[row - 1] if row else None
        same_block = before is not None and before.doc_id == sentence.doc_id and before.block == sentence.block
        if (
            _LEANING.match(sentence.clean)
            and before is not None
            and before.doc_id == sentence.doc_id
            and before.headings == sentence.headings
            and (same_block or before.kind is sentence.kind)
        ):
            return before.clean, before.span
        if sentence.lead_in and sentence.position == 0 and sentence.words <= _SHORT_ITEM:
            return (sentence.lead_in, lead) if lead is not None else None
        return None
