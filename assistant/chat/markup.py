"""Text into HTML that cannot be anything but text.

Every character that comes from a document or a person passes through here. Nothing is stripped: markup is escaped, and each piece is wrapped
in ``<bdi>``, so that a bidirectional control character can only turn round its own piece and never the page around it.
"""

from __future__ import annotations

import html

from ingest.document import Source

LONGEST = 5_000
"""Characters of one piece of text on the page; more is cut for display, so that one endless word cannot make the page too heavy to use."""
LONGEST_TITLE = 200
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def folded(text: str) -> str:
    """Return the text with every run of white space (line ends and page breaks included) as one space."""
    return " ".join(text.split())


def shortened(text: str, most: int = LONGEST) -> str:
    """Return the text, cut for display where it has more than ``most`` characters; an ellipsis says so."""
    return text if len(text) <= most else f"{text[: most - 2].rstrip()} …"


def escaped(text: str) -> str:
    """Return the text with the five special characters of HTML escaped; usable as content and in quoted attributes.

    Half a surrogate pair, which no web page can carry, becomes the replacement character U+FFFD.
    """
    return html.escape(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), quote=True)


def isolated(text: str) -> str:
    """Return the text as HTML: white space folded, cut where it is endless, escaped, and isolated against bidirectional control characters."""
    return f"<bdi>{escaped(shortened(folded(text)))}</bdi>"


def titled(title: str) -> str:
    """Return a title as HTML, like ``isolated``, and cut sooner."""
    return isolated(shortened(folded(title), LONGEST_TITLE))


def plain_date(published: str | None) -> str | None:
    """Return an ISO 8601 date as people write it (``30 March 2021``, ``June 2021``, ``2021``); any other text as it is."""
    parts = (published or "").split("-")
    if not all(part.isdecimal() and part.isascii() for part in parts) or len(parts) > 3:
        return published
    month = int(parts[1]) if len(parts) > 1 else 1
    if not 1 <= month <= 12:
        return published
    day = [str(int(parts[2]))] if len(parts) > 2 else []
    return " ".join([*day, *([MONTHS[month - 1]] if len(parts) > 1 else []), parts[0]])


def byline(author: str | None, published: str | None) -> str:
    """Return author and date as one line of HTML; what is not known is said, never guessed."""
    who = isolated(author) if author else "author not given"
    date = plain_date(published)
    return f"{who}, {isolated(date) if date else 'date not given'}"


def source_byline(source: Source) -> str:
    """Return the line of author (or else publisher) and date of a document, as HTML."""
    return byline(source.author or source.publisher, source.published)
