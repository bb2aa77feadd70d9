"""The head of a Markdown file between two lines of dashes, where programs keep what they know of it: "title: ...", "author: ...", "date: ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Source
from ingest.span import Span

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<rows>(?:(?!---|\.\.\.)[^\r\n]*\r?\n){1,80}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_ROW = re.compile(r"^(?P<key>[A-Za-z][\w-]{0,30}):[ \t]*(?P<value>[^\r\n]*)", re.M)
_DATE = re.compile(r"(?:1[5-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?(?=\Z|[T ])")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The place of the head, which is never searched nor quoted, and what it says of the file."""

    span: Span
    source: Source


def find_front_matter(text: str) -> FrontMatter | None:
    """Return the head of a text; ``None`` where it has none.

    Only values in one line are taken, and only dates of ISO 8601.
    """
    head = _HEAD.match(text)
    rows = {row["key"].lower(): row["value"].strip().strip("'\"").strip() for row in _ROW.finditer(head["rows"])} if head else {}
    if head is None or not rows:
        return None
    date = _DATE.match(rows.get("date", ""))
    author = rows.get("author", "")
    known = author if author and not author.startswith(("[", "{", "&", "*")) else None
    return FrontMatter(Span(0, len(head[0].rstrip())), Source(title=rows.get("title") or None, author=known, published=date[0] if date else None))
