"""What a browser shows of markup: elements that are never shown, and elements that begin a line of their own."""

from __future__ import annotations

from ingest.readers.tree import Element, name, style, tokens

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section summary table tbody td tfoot"
    " th thead tr ul xmp".split()
)
"""Elements that begin and end a line."""
_NEVER = frozenset(
    "applet area audio base button canvas col colgroup datalist del embed head iframe img input link map meta meter nav noembed noframes noscript"
    " object option param progress rp rt script select source style svg template textarea title track video".split()
)
_UNSEEN_CLASSES = frozenset("visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only govuk-visually-hidden".split())
_ICON = 3
"""Words that a hidden piece of a line may have and count as an icon."""


def is_shown(element: Element) -> bool:
    """Say whether a browser shows the element (scripts, hidden elements, controls of forms and menus are not shown)."""
    kind = name(element)
    if kind in _NEVER or (kind == "dialog" and element.get("open") is None):
        return False
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return False
    if element.get("style") and any(hiding in style(element) for hiding in ("display:none", "visibility:hidden", "mso-hide:all")):
        return False
    if element.get("class") and not _UNSEEN_CLASSES.isdisjoint(tokens(element, "class")):
        return False
    return element.get("aria-hidden") != "true" or kind in BLOCKS or len(" ".join(element.itertext()).split()) > _ICON
