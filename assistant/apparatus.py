"""What stands behind the sentences of one document: the bibliography entries that they refer to, and their footnotes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from assistant.footnote_mark import FootnoteMark, find_marks
from assistant.mention import Mention, find_mentions
from assistant.reply import Reference
from assistant.works_cited import WorksCited
from ingest.document import Document
from ingest.footnote import Footnote, read_footnotes
from ingest.span import Span

_LONGEST_MARK = 24


class Apparatus:
    """The bibliography and the footnotes of one document, read once and asked for every quote."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._works = WorksCited.of(document)
        self._holes = sorted(hole for block in document.blocks for hole in block.holes)
        self._notes: dict[str, list[Footnote]] = {}
        self._note_starts: list[tuple[int, int]] = []
        for footnote in read_footnotes(document):
            self._notes.setdefault(footnote.mark, []).append(footnote)
            if footnote.mark.isdigit():
                self._note_starts.append((footnote.span.start, int(footnote.mark)))
        self._note_starts.sort()

    def references(self, span: Span) -> tuple[Reference, ...]:
        """Return what the text of ``span`` refers to, in order and each once, and behind it what its footnotes refer to."""
        spans = [span, *(footnote.span for footnote in self.footnotes(span))]
        return tuple(dict.fromkeys(reference for one in spans for _, reference in self.cited(one)))

    def footnotes(self, span: Span) -> tuple[Footnote, ...]:
        """Return the footnotes that marks in ``span`` lead to, in the order of the marks, each once."""
        found = (self._footnote(mark, span) for mark in self._marks(span))
        return tuple(dict.fromkeys(footnote for footnote in found if footnote is not None))

    def cited(self, span: Span) -> tuple[tuple[Mention, Reference], ...]:
        """Return each reference in ``span`` with the mention that makes it, whose place is in characters of ``span``."""
        found: list[tuple[Mention, Reference]] = []
        for mention in (*find_mentions(self._solid(span)), *self._raised_numbers(span)):
            if mention.number is not None and not self._works.is_numbered:
                continue
            status, entry = self._works.find(mention)
            if status == "resolved" or mention.certain:
                reference = Reference(mention.text, entry.text if entry else None, entry.span if entry else None, status)
                found.append((mention, reference))
        return tuple(sorted(found, key=lambda pair: pair[0].span.end))

    def _raised_numbers(self, span: Span) -> Iterator[Mention]:
        """Yield the marks that lead to no footnote, which in a document with a numbered bibliography are references."""
        if not self._works.is_numbered:
            return
        for mark in self._marks(span):
            if mark.mark.isdigit() and self._footnote(mark, span) is None:
                yield Mention(mark.span, mark.mark, number=int(mark.mark))

    def _marks(self, span: Span) -> tuple[FootnoteMark, ...]:
        return find_marks(self._solid(span), self._document.text[span.end : span.end + _LONGEST_MARK])

    def _footnote(self, mark: FootnoteMark, span: Span) -> Footnote | None:
        """Return the footnote of a mark: the one on its page, else the next one, unless the numbering has begun anew before it."""
        same = [footnote for footnote in self._notes.get(mark.mark, ()) if not footnote.span.contains(span)]
        position = span.start + mark.span.start
        page = self._document.page(position)
        on_page = [footnote for footnote in same if page is not None and footnote.page == page]
        if len(same) == 1 and mark.is_label:
            return same[0]
        if on_page:
            return on_page[0] if len(on_page) == 1 else None
        following = next((footnote for footnote in same if footnote.span.start > position), None)
        if following is None:
            return same[0] if len(same) == 1 else None
        return following if self._in_sequence(position, following) else None

    def _in_sequence(self, position: int, footnote: Footnote) -> bool:
        """Say whether no footnote with a higher number stands between a mark and the footnote that may be its own."""
        if not footnote.mark.isdigit():
            return True
        first = bisect_left(self._note_starts, (position, 0))
        last = bisect_left(self._note_starts, (footnote.span.start, 0))
        return all(number <= int(footnote.mark) for _, number in self._note_starts[first:last])

    def _solid(self, span: Span) -> str:
        """Return the text of ``span`` with what a page break has put into it blanked."""
        text = span.of(self._document.text)
        for hole in self._holes:
            if span.overlaps(hole) and not hole.contains(span):
                inside = Span(max(hole.start - span.start, 0), min(hole.end - span.start, len(span)))
                text = text[: inside.start] + " " * len(inside) + text[inside.end :]
        return text
