"""What a PDF says of itself: title and author, where they are worth having.

Programs write much there that is no title: the name of a file or of the program, a template's. Such is left out. The date on which the file was made
is not the date of publication and is never taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.dateline import is_dateline
from ingest.document import Source
from ingest.manuscript import tidy
from ingest.readers.pdf.piece import Kind, Piece

_NO_TITLE = re.compile(
    r"(?:\((?:anonymous|unknown|unspecified|no title)\)"
    r"|microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\d*|presentation\d*|title|slide \d+|powerpoint presentation|print|draft"
    r"|layout \d+|.*\.(?:docx?|pptx?|xlsx?|odt|rtf|indd|pdf|qxd|qxp|tex|dvi|html?|fm|p65|pub|pages)|[\W\d_]*|about:blank|https?://\S*)$",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"[(\[<]?(?:anonymous|unknown|unspecified|unnamed|not specified|not set|no author|n/?a|user|admin(?:istrator)?|author|owner"
    r"|windows user|microsoft(?: office user| corporation)?|apple|test|default|guest|none"
    r"|[\W\d_]*|.*\\.*|\S*@\S*|[a-z]+\d+|\w)[)\]>]?$",
    re.I,
)
_MACHINE_NAME = re.compile(r"\S*[_/\\]\S*$")
_LONGEST = 300
_LARGE = 1.2


def source_of(about: Mapping[str, str], pieces: Sequence[Piece], body: float) -> Source:
    """Return title and author as the file states them; the title else from the largest type on the first page that has text."""
    title = tidy(about.get("Title", ""))
    author = tidy(about.get("Author", ""))
    if _NO_TITLE.match(title) or _MACHINE_NAME.match(title) or len(title) > _LONGEST:
        title = ""
    if _NO_AUTHOR.match(author) or _MACHINE_NAME.match(author) or len(author) > _LONGEST:
        author = ""
    shown = _largest(pieces, body)
    # A browser's title goes on with the name of the site.
    with_site = shown is not None and re.match(re.escape(shown) + r"\s+[|–—·-]\s", title)
    return Source(title=shown if with_site or not title else title, author=author or None)


def _largest(pieces: Sequence[Piece], body: float) -> str | None:
    """Return the words in the largest type of the first page with text, where they are much larger than the running text."""
    page = min((piece.page for piece in pieces if piece.lines), default=0)
    first = [piece for piece in pieces if piece.page == page and piece.kind in (Kind.HEADING, Kind.PARAGRAPH)]
    size = max((piece.size for piece in first), default=0.0)
    if not first or size < _LARGE * body:
        return None
    at = next(i for i, piece in enumerate(first) if piece.size == size)
    text = tidy(" ".join(line.text for line in first[at].lines))
    if text.endswith(":") and at + 1 < len(first) and first[at + 1].size > body:
        text = tidy(f"{text} {' '.join(line.text for line in first[at + 1].lines)}")
    return text if 2 <= len(text) <= _LONGEST and not is_dateline(text) and not re.fullmatch(r"[\W\d_]*", text) else None
