"""Replies as a Word document, by python-docx; its styles are Word's own, so that a person can set them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.export.asked import Asked
from assistant.export.layout import Part, Role, lay_out
from ingest.document import Document

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_STYLES = {Role.HEADING: "Heading 1", Role.QUOTE: "Quote", Role.DETAIL: "List Bullet", Role.ENTRY: "List Bullet"}
_WITH_NEXT = frozenset({Role.LABEL, Role.QUOTE, Role.HEADING})
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file can hold."""


def to_word(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return replies as a .docx file, the same bytes for the same replies.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    import docx

    file = docx.Document()
    # The template names its maker and the day that it was made: neither is known of this document.
    for property in list(file.core_properties._element):
        file.core_properties._element.remove(property)
    file.core_properties.title = asked[0].reply.question[:100].strip() if len(asked) == 1 else "Questions and answers"
    for part in lay_out(asked, documents):
        _write(part, file.add_paragraph(style=_STYLES.get(part.role)))
    stream = io.BytesIO()
    file.save(stream)
    return _timeless(stream.getvalue())


def _write(part: Part, paragraph: Paragraph) -> None:
    if part.name:
        paragraph.add_run(f"{part.name}: ").bold = True
    ends = [0, part.answer.start, part.answer.end, len(part.text)] if part.answer else [0, len(part.text)]
    for number, (start, end) in enumerate(pairwise(ends)):
        if start < end:
            run = paragraph.add_run(part.text[start:end])
            run.bold = True if part.role is Role.LABEL or number == 1 else None
            run.italic = True if part.role is Role.REMARK else None
    if part.role in _WITH_NEXT:
        paragraph.paragraph_format.keep_with_next = True


def _timeless(data: bytes) -> bytes:
    """Return a zip file with no time in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return stream.getvalue()
