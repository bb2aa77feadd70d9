"""Boilerplate: what a page carries around its text, which is never searched and never quoted.

Running headers and footers, page numbers, tables of contents, site notices, share and subscribe lines, picture captions with a credit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.paragraph import Mark, RawBlock

_SHORT_WORDS = 9
_BODY_WORDS = 20
_ABOUT = 4
"""Blocks with a word that make it a subject of the document."""
_SHORT_CHARACTERS = 300
"""Headers, footers and entries of a table of contents are no longer than this."""
_MOST_RUNNING = 200
"""Different running lines of one document that torn pieces are looked up in; the limit keeps the work linear."""
_CONTENTS = re.compile(r"(?:table of )?contents\W*$", re.I)
_CONTENTS_ENTRY = re.compile(r"(?:\t|\.{3,}|(?:\. ){3,}|\s{3,})[.\s]*\d{1,4}(?:\s+\d{1,4})*$")
_PAGE_NUMBER = re.compile(r"(?:page|p\.?)?\s*[-–—|\[(]*\s*\d{1,4}\s*(?:of\s+\d{1,4}|/\s*\d{1,4})?\s*[-–—|\])]*$", re.I)
_FOOTER_NUMBER = re.compile(r"\S(?:\s{2,}|\s[|•·–—-]\s+|\s*\bpage )\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|^\d{1,4}(?:\s{2,}|\s[|•·–—-]\s+)\S", re.I)
_FIGURES_ONLY = re.compile(r"[\d\s.,%£$€/()\-–—:+]*$")
_CHAPTER_MARK = re.compile(r"(?:chapter|part|section|annex|appendix)\s+\w+$", re.I)
_PICTURE_CREDIT = re.compile(r"\b(?:picture|photo|photograph|image)(?: credit| by)?s?:\s*\S", re.I)
_NETWORK = r"(?:social|facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|instagram|youtube|email)\b"
_FURNITURE = re.compile(
    rf"^\W*(?:share (?:(?:this )?(?:page|article|post|story)|this)\W*$|share (?:this )?(?:(?:page|article|post|story) )?(?:on|via) {_NETWORK}"
    r"|follow us\b|subscribe\b"
    r"|sign up (?:to|for) (?:our|the|a)? ?(?:free )?(?:newsletter|updates)|(?:accept|manage|reject) (?:all )?cookies|skip to (?:main )?content"
    r"|back to top|leave a (?:comment|reply)\b"
    rf"|all rights reserved|©|\(c\) \d{{4}}|copyright \W*\d{{4}}|print this page|advertisement\W*$"
    rf"|(?:next|previous) (?:post|article)\b|(?:posted|filed) (?:in|under)\b|home\s*[>»/|]|{_NETWORK}\W*$)",
    re.I,
)
"""What a page offers its visitor, however long the line."""
_FURNITURE_LINE = re.compile(
    r"^\W*(?:log ?in\b|sign in\b|register (?:now|here)\b|read more\b|related (?:articles|content|stories)|most read\b"
    r"|(?:we|this (?:web)?site) uses? cookies|cookie (?:policy|settings|notice)|\d+ comments?\W*$)",
    re.I,
)
"""The same where it is a line of its own; a whole sentence may begin so as well."""
_PAGE_LINK = re.compile(r"^\W*(?:terms (?:of use|and conditions)|privacy policy|news and blogs|accessibility|contact us|cookies)\W*$", re.I)
"""A link to another page, or the title of that page where text stands below it."""
_FURNITURE_ANYWHERE = re.compile(r"\bwebsite design(?:ed)? by\b|\bweb design by\b|^(?:from )?£\d+(?:\.\d\d)? ?/ ?(?:month|year)$", re.I)
_SITE_NOTICE = re.compile(
    r"^thank you for visiting\b|\bthis (?:web)?site (?:will be|has been|is being) (?:closed|archived|moved)|\bthis (?:web)?site uses cookies", re.I
)


def find_boilerplate(blocks: Sequence[RawBlock]) -> frozenset[int]:
    """Return the positions of the blocks that are boilerplate."""
    found: set[int] = set()
    found |= _contents(blocks)
    found |= _running_lines(blocks)
    found |= _numbered_footers(blocks)
    found |= _furniture(blocks)
    found |= _site_notice(blocks)
    found |= _tail(blocks)
    found |= {i for i, block in enumerate(blocks) if _is_debris(block)}
    return frozenset(found)


def fold(line: str) -> str:
    """Return the letters and digits of a line, in lower case: what makes two running headers the same."""
    return re.sub(r"[\W_]+", " ", line).strip().lower()


def _is_debris(block: RawBlock) -> bool:
    if block.mark in (Mark.RULE, Mark.CODE):
        return True
    if block.mark is Mark.TABLE_ROW:
        return not re.search(r"\w", block.text)
    return block.lines == 1 and (bool(_PAGE_NUMBER.match(block.text.strip())) or bool(_FIGURES_ONLY.match(block.text)))


def _contents(blocks: Sequence[RawBlock]) -> set[int]:
    found: set[int] = set()
    for i, block in enumerate(blocks):
        if i in found or not _CONTENTS.match(block.text):
            continue
        found.add(i)
        misses: list[int] = []
        for j in range(i + 1, len(blocks)):
            if blocks[j].page_break_before:
                break
            if _lists_a_page(blocks[j].text):
                found.update(misses, [j])
                misses = []
            else:
                misses.append(j)
                if len(misses) > 2:
                    break
    return found


def _lists_a_page(text: str) -> bool:
    return len(text) <= _SHORT_CHARACTERS and _CONTENTS_ENTRY.search(text) is not None


def _is_short_line(block: RawBlock) -> bool:
    return (
        block.mark is Mark.PLAIN
        and block.alone
        and block.lines == 1
        and len(block.text) <= _SHORT_CHARACTERS
        and len(block.text.split()) <= _SHORT_WORDS
    )


def _running_lines(blocks: Sequence[RawBlock]) -> set[int]:
    """Find lines that a page carries at its edge: repeated, the chapter's name alone, or a torn piece of one."""
    short = {i: fold(b.text) for i, b in enumerate(blocks) if _is_short_line(b)}
    counts = Counter(short.values())
    at_edge = {i for i in short if _at_page_edge(blocks, i)}
    edge_counts = Counter(short[i] for i in at_edge)
    page_counts = Counter(line for i, line in short.items() if i in at_edge or _beside_a_page(blocks, i))
    titles = {" ".join(fold(b.text).split()[:2]) for b in blocks if b.lines == 1 and ":" in b.text[:_SHORT_CHARACTERS]}
    listed = {fold(re.sub(r"[\t.\s]*\d*$", "", b.text)) for b in blocks if _lists_a_page(b.text)}
    first = {line: i for i, line in reversed(short.items())}
    running = {
        i
        for i, line in short.items()
        if line
        and ((counts[line] >= 3 and page_counts[line]) or (edge_counts[line] >= 2 and i in at_edge))
        and not (line in listed and first[line] == i)
    }
    running |= {i for i, line in short.items() if _CHAPTER_MARK.match(line) and line in titles and ":" not in blocks[i].text}
    commonest = Counter(short[i] for i in running).most_common(_MOST_RUNNING)
    running_texts = "\n".join(line for line, _ in commonest)
    torn = {
        i
        for i, line in short.items()
        if i not in running
        and not _ends_a_heading(blocks, i)
        and len(line.split()) <= 5
        and (blocks[i].text[0].islower() or not blocks[i].text[0].isalnum())
        and line
        and line in running_texts
    }
    seen: set[str] = set()
    again = set()
    for i, line in short.items():
        if line in seen and i in at_edge and not blocks[i].text.rstrip().endswith((".", "?", "!")):
            again.add(i)
        seen.add(line)
    return running | torn | again


def _ends_a_heading(blocks: Sequence[RawBlock], i: int) -> bool:
    """Say whether the line is the second line of a long heading rather than a torn header."""
    above = blocks[i - 1].text.rstrip() if i else ""
    return blocks[i].blank_before == 1 and blocks[i - 1].lines == 1 and 45 <= len(above) <= 110 and above[-1:].isalpha()


def _at_page_edge(blocks: Sequence[RawBlock], i: int) -> bool:
    return blocks[i].page_break_before or (i + 1 < len(blocks) and blocks[i + 1].page_break_before)


def _beside_a_page(blocks: Sequence[RawBlock], i: int) -> bool:
    """Say whether a page number stands beside the line, or a sentence above it is torn, as where a page ends that no blank lines mark."""
    beside = [blocks[j].text for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
    above = blocks[i - 1].text if i else "."
    torn = above[-1:].isalnum() and len(above) > _SHORT_CHARACTERS // 3
    return torn or any(len(text) <= 20 and _PAGE_NUMBER.match(text) for text in beside)


def _numbered_footers(blocks: Sequence[RawBlock]) -> set[int]:
    """Find lines at the edge of a page that end or begin with a page number set apart."""
    numbered = (i for i, b in enumerate(blocks) if b.lines == 1 and len(b.text) <= _SHORT_CHARACTERS and _FOOTER_NUMBER.search(b.text))
    return {i for i in numbered if len(blocks[i].text.split()) <= 2 * _SHORT_WORDS and (_at_page_edge(blocks, i) or i + 1 == len(blocks))}


def _furniture(blocks: Sequence[RawBlock]) -> set[int]:
    found = set()
    about_cookies = sum("cookie" in block.text.lower() for block in blocks) >= _ABOUT
    for i, block in enumerate(blocks):
        if block.mark is Mark.TABLE_ROW and block.text.startswith("|"):
            continue  # "| Home | Places |" names columns and leads nowhere
        words = len(block.text.split())
        sentence = block.text.endswith(".") and words > 5
        if words <= 16 and (_FURNITURE.match(block.text) or _FURNITURE_ANYWHERE.search(block.text)):
            found.add(i)
        elif words <= 16 and _FURNITURE_LINE.match(block.text) and not (sentence and (about_cookies or "cookie" not in block.text.lower())):
            found.add(i)
        elif words <= 4 and _PAGE_LINK.match(block.text) and not (i + 1 < len(blocks) and len(blocks[i + 1].text.split()) >= _BODY_WORDS // 2):
            found.add(i)
        elif words <= 40 and _PICTURE_CREDIT.search(block.text):
            found.add(i)
    return found


def _site_notice(blocks: Sequence[RawBlock]) -> set[int]:
    """Find a notice that a web site has put before the document: everything above the first bare line that follows it."""
    for i, block in enumerate(blocks[:6]):
        if _SITE_NOTICE.search(block.text) and len(block.text.split()) <= 60:
            end = i + 1
            while end < len(blocks) and end < i + 6 and blocks[end].text.rstrip().endswith((".", "!")):
                end += 1
            return set(range(end))
    return set()


def _tail(blocks: Sequence[RawBlock]) -> set[int]:
    """Find what stands behind the last real paragraph where a subscribe or share line is among it."""
    last = next((i for i in reversed(range(len(blocks))) if len(blocks[i].text.split()) >= _BODY_WORDS), len(blocks))
    tail = range(last + 1, len(blocks))
    return set(tail) if any(_FURNITURE.match(blocks[i].text) for i in tail) else set()
