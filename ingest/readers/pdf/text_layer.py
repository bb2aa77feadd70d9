"""The glyphs of a page as PDFium gives them, each with its place, size and weight.

What this module does not do: it joins nothing; pages that are turned, and text that is, come out upright.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

from ingest.readers.pdf.page import Box
from ingest.readers.pdf.word import JUMP, SPACE, Glyph, is_sound

MOST_GLYPHS = 200_000
"""Glyphs of one page that are read; a page of small print has 10,000."""
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""How PDFium writes a hyphen that it takes for the end of a line."""
_SPACES = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)))
_SLANTED = -1


class TextLayer:
    """Reads the glyphs of one page after another; ``library`` is PDFium's raw interface."""

    def __init__(self, library: Any) -> None:
        self._library = library

    def glyphs(self, text: Any, box: Box) -> tuple[list[list[Glyph]], float, bool]:
        """Return the glyphs inside ``box`` by the quarter turns of their lines, the share that name no character, and whether some are left out.

        Slanted text is a watermark and left out.
        """
        library = self._library
        unicode_of, object_of, box_of = library.FPDFText_GetUnicode, library.FPDFText_GetTextObject, library.FPDFText_GetLooseCharBox
        rect, x, y = library.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        total = library.FPDFText_CountChars(text)
        fonts: dict[int, bool] = {}
        found: list[list[Glyph]] = [[], [], [], []]
        current, quarter, size, bold, base, before, nameless = 0, 0, 0.0, False, 0.0, SPACE, 0
        for i in range(min(total, MOST_GLYPHS)):
            drawn = object_of(text, i)
            if not drawn:
                before = max(before, JUMP)
                continue
            code = unicode_of(text, i)
            if code in _SPACES:
                before = SPACE
                continue
            if code == 0 or code == 0xFFFD:
                nameless += 1
                continue
            if not box_of(text, i, rect):
                continue
            address = ctypes.addressof(drawn.contents)
            if address != current:
                current = address
                quarter, size = self._turn(text, i)
                bold = self._is_bold(drawn, fonts)
                library.FPDFText_GetCharOrigin(text, i, x, y)
                base = (y.value, -x.value, -y.value, x.value)[quarter] if quarter >= 0 else 0.0
            left, right, bottom, top = rect.left, rect.right, rect.bottom, rect.top
            if quarter < 0 or not (box[0] <= (left + right) / 2 <= box[2] and box[1] <= (bottom + top) / 2 <= box[3]):
                continue
            x0, x1 = ((left, right), (bottom, top), (-right, -left), (-top, -bottom))[quarter]
            glyph = Glyph(_HYPHENS.get(code) or chr(code), x0, x1, base, size, bold, before)
            if is_sound(glyph):
                found[quarter].append(glyph)
                before = 0
        return found, nameless / max(1, nameless + sum(map(len, found))), total > MOST_GLYPHS

    def _turn(self, text: Any, i: int) -> tuple[int, float]:
        """Return the quarter turns, against the clock, of the text around glyph ``i`` (-1 for slanted text) and its size in points."""
        matrix = self._library.FS_MATRIX()
        if not self._library.FPDFText_GetMatrix(text, i, matrix):
            return 0, float(self._library.FPDFText_GetFontSize(text, i))
        size = self._library.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
        if not math.isfinite(size):
            return _SLANTED, 0.0
        along, up = abs(matrix.a), abs(matrix.b)
        if min(along, up) > 0.1 * max(along, up):
            return _SLANTED, size
        if along >= up:
            return (0 if matrix.a >= 0 else 2), size
        return (1 if matrix.b >= 0 else 3), size

    def _is_bold(self, drawn: Any, fonts: dict[int, bool]) -> bool:
        font = self._library.FPDFTextObj_GetFont(drawn)
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in fonts:
            buffer = ctypes.create_string_buffer(256)
            self._library.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace").lower()
            fonts[address] = any(word in name for word in _BOLD) or self._library.FPDFFont_GetWeight(font) >= 600
        return fonts[address]
