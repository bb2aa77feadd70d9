"""The list of the documents that the assistant reads, as HTML."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.chat.markup import isolated, source_byline
from ingest.document import Document


def document_list(documents: Mapping[str, Document], *, is_open: bool) -> str:
    """Return title, author and date of every document as HTML, in the order of the mapping; folded unless ``is_open``."""
    rows = "".join(f"<li><strong>{isolated(d.title)}</strong><br>{source_byline(d.source)}</li>" for d in documents.values())
    count = f"{len(documents)} document{'' if len(documents) == 1 else 's'}"
    summary = f"The assistant reads {count}"
    return f'<details class="cc-documents"{" open" if is_open else ""}><summary>{summary}</summary><ul>{rows}</ul></details>'
