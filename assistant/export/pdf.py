"""Replies as PDF, by reportlab, in fonts that come with carecite and are put into the file, so that it looks the same everywhere."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.errors import MissingExtra
from assistant.export.asked import Asked
from assistant.export.font import MISSING, Characters
from assistant.export.layout import Part, Role, lay_out
from ingest.document import Document

_FONTS = Path(__file__).parent / "fonts"
_REGULAR, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_SIZES = {Role.HEADING: 14, Role.DETAIL: 9, Role.REMARK: 9}
_INDENTS = {Role.QUOTE: 14, Role.DETAIL: 14, Role.ENTRY: 14}
_BULLETED = frozenset({Role.DETAIL, Role.ENTRY})
_WITH_NEXT = frozenset({Role.LABEL, Role.QUOTE, Role.HEADING})
_MARGIN = 57
"""Points, of which an inch has 72: two centimetres."""
_LONGEST = 2000
"""Characters that are set at once; a longer text is set in pieces, since the time for one grows with the square of its length."""
_PROPERTIES = {"author": "", "subject": "", "creator": "carecite", "lang": "en", "displayDocTitle": True, "invariant": True}
"""``invariant``: no time of day and no chance in the file."""
_ONE_AT_A_TIME = threading.Lock()


def to_pdf(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return replies as a PDF file on A4, the same bytes for the same replies; each question is a bookmark.

    What the fonts lack, and text written from right to left, stands as a square, and the end of the file says how often.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
        MissingExtra: reportlab is not installed.
    """
    parts = list(lay_out(asked, documents))
    try:
        from reportlab.platypus import SimpleDocTemplate
    except ModuleNotFoundError as error:
        raise MissingExtra("a PDF file needs the package reportlab: run `make setup`, or take Word or Markdown instead") from error
    title = asked[0].reply.question[:100].strip() if len(asked) == 1 else "Questions and answers"
    stream = io.BytesIO()
    # The library keeps its fonts and its parser in one place for all threads.
    with _ONE_AT_A_TIME:
        characters = _characters()
        margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
        file = SimpleDocTemplate(stream, pagesize=_a4(), title=characters.shown(title), **_PROPERTIES, **margins)
        file.afterFlowable = lambda flowable: _bookmark(file, flowable)
        file.build([flowable for part in [*parts, *_last(parts, characters)] for flowable in _set(part, characters)], _number, _number)
    return stream.getvalue()


def _last(parts: Sequence[Part], characters: Characters) -> Iterator[Part]:
    """Yield what the end of the file says of characters that are not in it."""
    lacking = sum(characters.lacking(f"{part.name}{part.text}") for part in parts)
    if lacking:
        are = (
            "1 character cannot be shown in a PDF file and stands"
            if lacking == 1
            else f"{lacking:,} characters cannot be shown in a PDF file and stand"
        )
        yield Part(Role.REMARK, f"{are} as {MISSING}: Word and Markdown files have all of them.")


def _set(part: Part, characters: Characters) -> Iterator[Any]:
    """Yield the paragraphs of a part, one but for a text that is very long."""
    from reportlab.platypus import Paragraph

    pieces = range(0, len(part.text), _LONGEST) or range(1)
    for start in pieces:
        name = f"{part.name}: " if part.name and start == 0 else ""
        bullet = "\u2022" if part.role in _BULLETED and start == 0 else None
        paragraph = Paragraph(
            _markup(name, characters, is_bold=True) + _words(part, start, characters), _style(part.role, start == pieces[-1]), bulletText=bullet
        )
        paragraph.carecite_heading = characters.shown(part.text[:200]) if part.role is Role.HEADING and start == 0 else None
        yield paragraph


def _words(part: Part, start: int, characters: Characters) -> str:
    """Return a piece of a part's text as the library's markup, the exact answer in it bold."""
    stop = min(start + _LONGEST, len(part.text))
    answer = [min(max(end, start), stop) for end in (part.answer.start, part.answer.end)] if part.answer else []
    pieces = pairwise([start, *answer, stop])
    is_bold = part.role in (Role.LABEL, Role.HEADING)
    return "".join(_markup(part.text[a:b], characters, is_bold=is_bold or number == 1) for number, (a, b) in enumerate(pieces))


def _markup(text: str, characters: Characters, *, is_bold: bool) -> str:
    stretches = characters.stretches(characters.shown(text), is_bold)
    return "".join(f'<font name="{_BOLD if one.is_bold else _REGULAR}">{escape(one.text)}</font>' for one in stretches)


def _style(role: Role, is_last: bool) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    size = _SIZES.get(role, 10)
    indent = _INDENTS.get(role, 0)
    return ParagraphStyle(
        role.name,
        fontName=_REGULAR,
        fontSize=size,
        leading=size * 1.4,
        textColor=HexColor("#444444") if role is Role.REMARK else HexColor("#000000"),
        leftIndent=indent,
        bulletIndent=3,
        bulletFontName=_REGULAR,
        bulletFontSize=size,
        spaceBefore=14 if role is Role.HEADING else 6 if role is Role.LABEL else 0,
        spaceAfter=(2 if role in _BULLETED else 5) if is_last else 0,
        keepWithNext=role in _WITH_NEXT and is_last,
        borderWidth=0,
        splitLongWords=1,
    )


def _bookmark(file: Any, flowable: Any) -> None:
    """Make a heading that was just set an entry of the file's outline."""
    heading = getattr(flowable, "carecite_heading", None)
    if heading is not None:
        top = file.frame._y + flowable.height
        key = f"heading-{file.page}-{top:.0f}"
        file.canv.bookmarkPage(key, fit="XYZ", left=0, top=top)
        file.canv.addOutlineEntry(heading, key)


def _number(canvas: Any, file: Any) -> None:
    """Write the number of the page below it."""
    canvas.setFont(_REGULAR, 9)
    canvas.drawCentredString(file.pagesize[0] / 2, _MARGIN / 2, str(canvas.getPageNumber()))


def _a4() -> tuple[float, float]:
    from reportlab.lib.pagesizes import A4

    width, height = A4
    return width, height


@cache
def _characters() -> Characters:
    """Make the fonts known to the library and return what they have."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = [TTFont(name, _FONTS / f"{name}.ttf") for name in (_REGULAR, _BOLD)]
    for font in fonts:
        registerFont(font)
    regular, bold = (frozenset(font.face.charToGlyph) for font in fonts)
    return Characters(regular, bold)
