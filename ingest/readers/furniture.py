"""Furniture of web pages: navigation, notices, share bars, related links, comments; taken off so that the article is left, and never the article.

The rules look at roles, at tags, and at the words that classes and ids are made of. What holds much of the page's text, or its title, stays whatever
it is called; what has a name that an honest part of an article may have too goes only where it holds no prose.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from ingest.readers.tree import Element, name, tokens, visit
from ingest.readers.visible import BLOCKS, is_shown

_MOST_OF_PAGE = 0.4
"""Share of the page's words that no furniture has."""
_SMALL = 200
"""Words that a page's furniture may have in any case."""
_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog menu menubar toolbar tablist tooltip complementary".split())
_CONTENT_ROLES = frozenset("note main article heading region document footnote footnotes endnotes rearnotes".split())
_CONTENT = frozenset("article main blockquote section".split())
_NEVER_FURNITURE = frozenset("html body main article h1 tbody thead tr".split())
_SEARCHES = frozenset({"search", "email", "password"})
_ABOUT_THE_PAGE = re.compile(r"(?:has|no|not|with|without|is|js|tags?|category|cat|page|postid|supports?|enabled?|hide|show|wp-theme)[-_]", re.I)
"""Words that say something of a page and name no part of it, such as "has-sidebar"."""
_STRONG = re.compile(
    r"(?:.*[-_])?(?:cookies?|gdpr|breadcrumbs?|skip-?links?|skip-?to-?content|skip-?nav|skip|navbar|nav|navigation|subnav|sidenav|megamenu|pagination|pager"
    r"|share-?(?:bar|buttons?|links?|tools?|icons?|this|page|post)|sharing-?(?:bar|buttons?|links?)|social-?(?:links?|share|sharing|media|icons?|bar)"
    r"|addthis|addtoany|sharedaddy|jp-relatedposts|newsletter|mailing-?list|subscribe|related-?(?:posts?|articles?|content|links?|stories|items|news)"
    r"|most-?(?:read|popular)|popular-?posts|recent-?(?:posts|comments)|comments|comments?-?(?:area|section|list|form)|disqus_thread|advert|adverts"
    r"|advertisement|ad-?(?:slot|unit|container)|outbrain|taboola|editsection|navbox|catlinks|printfooter|jump-?link|phase-banner|back-?to-?top"
    r"|page-?feedback|ads?|site-?(?:header|footer|branding|info)|global-?(?:header|footer)|page-?footer|tagcloud)"
    r"|(?:cookie|gdpr|breadcrumb|newsletter|related-posts?|related-articles?|share-buttons?|social-share|skip-link)[-_].*",
    re.I,
)
_ASKING = re.compile(r"(?:.*[-_])?(?:feedback|surveys?|ratings?)(?:[-_].*)?|.*(?:useful|helpful)(?:[-_].*)?", re.I)
"""What a box that asks the reader about the page is called; honest parts of an article on surveys and feedback are called so too."""
_ASKS = re.compile(
    r"\b(?:(?:is|was|did you find) this (?:page|article|information|content|guide)\b.{0,20}(?:useful|helpful|help)|(?:is|was) this (?:useful|helpful)"
    r"|(?:tell|let) us (?:what|how|know|about)\b.{0,60}(?:page|site|website|wrong|feedback|visit)|what (?:went wrong|were you doing)"
    r"|(?:rate|improve) (?:this|the|our) (?:page|site|website|article)"
    r"|(?:thank you|thanks) for your feedback|(?:give|send|leave) (?:us )?(?:your )?feedback"
    r"|(?:report|is there anything wrong with) (?:a problem|this page)|(?:take|complete|fill in) (?:our|a|this) (?:short )?survey)",
    re.I,
)
_MOST_ASKED = 80
"""Words of the longest box that asks about the page."""
_WEAK = re.compile(
    r"(?:.*[-_])?(?:share|sharing|social|related|recommended|recommendations|trending|menu|sidebar|banner|promo|feedback|widget|toolbar|topbar|ribbon|tags"
    r"|tag-?list|toc|dropdown|popup|modal|overlay|login|search|masthead|consent|header|footer|read-?more|sponsored|donate|respond|print|metered|paywall"
    r"|author-?(?:bio|box)|portlet|utility|meta-?links)",
    re.I,
)
_HEADING = re.compile(
    r"(?:related (?:content|articles?|stories|links|topics|pages|posts|information)|you (?:may|might) also (?:like|be interested in)"
    r"|more (?:on this (?:story|topic)|like this|stories|news|from .{3,40})|most (?:read|popular|viewed|shared)(?: .{1,20})?|read (?:more|next)"
    r"|recommended(?: for you| reading)?|trending(?: now)?|latest (?:news|posts|stories)|recent (?:posts|comments)|popular posts"
    r"|share (?:this )?(?:page|article|post|story)?|follow us.*|sign up .{3,60}|subscribe.*|newsletter|leave a (?:reply|comment)"
    r"|\d+ (?:comments?|responses?)|comments|explore the topic|is this page useful\??|is there anything wrong with this page\??"
    r"|help us improve .{3,20}|was this page (?:useful|helpful)\??|print this page|tags|categories|archives|advertisement"
    r"|navigation menu|in this section|cookies on .{3,40})\W*",
    re.I,
)
"""Headings of lists of links and of boxes that a site puts around an article."""
_LINKED = 0.75
_FEW_LINKS = 3
_MOST_LINK_WORDS = 6
"""Words of a link on average in navigation; titles of works are longer."""
_LINK_HOLDERS = frozenset("ul ol div p td".split())
_PULLED = re.compile(r"(?:.*[-_])?pull-?quotes?", re.I)
"""A sentence of the article that is shown a second time."""
_FEW_WORDS = 12
_MOST_SECTIONS = 50
_PROSE_ENDS = re.compile(r"\w[”\")]?[.?!](?:\s|$)")


@dataclass(slots=True)
class _Count:
    """What stands below an element: words, words in links, links, ends of sentences outside links, titles of the page."""

    words: int = 0
    linked: int = 0
    links: int = 0
    sentences: int = 0
    titles: int = 0

    def add(self, other: _Count) -> None:
        self.words += other.words
        self.linked += other.linked
        self.links += other.links
        self.sentences += other.sentences
        self.titles += other.titles

    @property
    def mostly_links(self) -> bool:
        return self.linked >= _LINKED * self.words


@dataclass(slots=True)
class _Survey:
    """One pass that counts below every element and keeps what may be furniture, with why: "part", "strong", "weak" or "links"."""

    suspects: list[tuple[Element, str, _Count]] = field(default_factory=list)
    total: _Count = field(default_factory=_Count)
    open_elements: list[tuple[_Count, str | None]] = field(default_factory=list)
    content: int = 0
    links: int = 0

    @classmethod
    def of(cls, root: Element) -> _Survey:
        survey = cls()
        visit(root, survey.start, survey.text, survey.end)
        return survey

    def start(self, element: Element) -> bool:
        if not is_shown(element):
            return False
        kind = name(element)
        self.open_elements.append((_Count(titles=int(kind == "h1"), links=int(kind == "a")), _suspicion(element, kind, self.content > 0)))
        self.content += kind in _CONTENT
        self.links += kind == "a"
        return True

    def text(self, text: str) -> None:
        count, words = self.open_elements[-1][0], len(text.split())
        count.words += words
        if self.links:
            count.linked += words
        else:
            count.sentences += sum(1 for _ in _PROSE_ENDS.finditer(text))

    def end(self, element: Element) -> None:
        kind = name(element)
        self.content -= kind in _CONTENT
        self.links -= kind == "a"
        count, why = self.open_elements.pop()
        (self.open_elements[-1][0] if self.open_elements else self.total).add(count)
        if why:
            self.suspects.append((element, why, count))


def remove_furniture(body: Element, headline: Element | None = None) -> None:
    """Take the furniture off a page, in place; what holds the ``headline`` stays."""
    survey = _Survey.of(body)
    around = {body, *(headline.iterancestors() if headline is not None else ())}
    for element, why, count in survey.suspects:
        if element not in around and _is_furniture(why, count, survey.total):
            _drop(element)
    headings = (each for each in body.iter("h2", "h3", "h4", "h5", "h6") if _HEADING.fullmatch(" ".join("".join(each.itertext()).split())[:200]))
    for heading in list(itertools.islice(headings, _MOST_SECTIONS)):
        _drop_section(heading)


def words_of(element: Element) -> int:
    """Return the number of words that a browser shows of an element."""
    return _Survey.of(element).total.words


def _suspicion(element: Element, kind: str, in_content: bool) -> str | None:
    """Say why an element may be furniture; ``in_content`` says that it stands in an article or a section."""
    roles = tokens(element, "role", "epub:type")
    if kind in _NEVER_FURNITURE or any(role.startswith("doc-") or role in _CONTENT_ROLES for role in roles):
        return None
    if kind == "nav" or not _ROLES.isdisjoint(roles) or (kind in ("header", "footer", "aside") and not in_content):
        return "part"
    if kind == "form" and any((control.get("type") or "").lower() in _SEARCHES for control in element.iter("input")):
        return "weak"
    if kind not in BLOCKS and kind not in ("a", "span"):
        return None
    ids, classes = tokens(element, "id"), [word for word in tokens(element, "class") if not _ABOUT_THE_PAGE.match(word)]
    if any(_STRONG.fullmatch(word) for word in classes) or (kind in BLOCKS and any(_STRONG.fullmatch(word) for word in ids)):
        return "strong"
    if kind in BLOCKS and any(_ASKING.fullmatch(word) for word in tokens(element, "class", "id")):
        return "strong" if _asks_about_page(element) else "weak"
    if kind in BLOCKS and any(_WEAK.fullmatch(word) for word in (*classes, *ids)):
        return "weak"
    if kind == "aside":
        return "strong" if any(_PULLED.fullmatch(word) for word in classes) else "links"
    return "links" if kind in _LINK_HOLDERS and not in_content else None


def _asks_about_page(element: Element) -> bool:
    words = " ".join(itertools.islice(element.itertext(), _MOST_ASKED * 4)).split()
    return len(words) <= _MOST_ASKED and _ASKS.search(" ".join(words)) is not None


def _is_furniture(why: str, count: _Count, total: _Count) -> bool:
    large = count.words > max(_MOST_OF_PAGE * total.words, _SMALL)
    if why == "part":
        return not large or count.mostly_links
    if large or count.titles:
        return False
    if why == "links":
        return count.links >= _FEW_LINKS and count.linked > 0.9 * count.words and count.linked <= _MOST_LINK_WORDS * count.links
    return why == "strong" or count.mostly_links or (count.sentences <= 1 and count.words <= 4 * _FEW_WORDS)


def _drop_section(heading: Element) -> None:
    """Take off a heading and what stands below it, as far as that is links and scraps; not the heading of prose."""
    following = heading.getnext()
    dropped = following is None
    while following is not None and name(following) not in ("h1", "h2", "h3", "h4", "h5", "h6"):
        count = _Survey.of(following).total
        if count.words and not count.mostly_links and (count.sentences or count.words > _FEW_WORDS) and not _asks_about_page(following):
            break
        after = following.getnext()
        _drop(following)
        following, dropped = after, True
    if dropped:
        _drop(heading)


def _drop(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {element.tail}"
        else:
            parent.text = f"{parent.text or ''} {element.tail}"
    parent.remove(element)
