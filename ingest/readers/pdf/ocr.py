"""Scanned pages read by the program tesseract, where it and the extra ``ocr`` are installed.

What this module does not do: it draws no pages; it is given pictures. A page that is read so has words with places and sizes as any other.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from ingest.readers.pdf.word import Word

DOTS_PER_INCH = 300
SECONDS = 120
"""Longest time that one page may take."""
_LEAST_SURE = 30
"""Percent; words of which the program is less sure are mostly specks."""
_TYPE = 0.9
"""Size of type in the height of its lines."""


def can_read() -> bool:
    """Say whether scanned pages can be read here."""
    return find_spec("pytesseract") is not None and find_spec("PIL") is not None and shutil.which("tesseract") is not None


def words_of_picture(picture: Any) -> list[Word]:
    """Return the words that tesseract finds in a picture of a page, in points, y upwards from the picture's lower edge.

    Raises:
        RuntimeError: the program failed or took too long.
    """
    import pytesseract

    found = pytesseract.image_to_data(picture, output_type=pytesseract.Output.DICT, timeout=SECONDS)
    return words_of_table(found, picture.height)


def words_of_table(found: Mapping[str, Sequence[Any]], height: int) -> list[Word]:
    """Return the words of tesseract's table of boxes, in pixels from the upper left corner of a picture of ``height`` pixels.

    All words of a line get the line's baseline and size: the boxes of single words differ by their letters.
    """
    scale = 72 / DOTS_PER_INCH
    lines: dict[tuple[int, ...], list[int]] = {}
    for i, text in enumerate(found["text"]):
        if str(text).strip() and float(found["conf"][i]) >= _LEAST_SURE:
            lines.setdefault((found["block_num"][i], found["par_num"][i], found["line_num"][i]), []).append(i)
    words = []
    for members in lines.values():
        top = min(found["top"][i] for i in members)
        bottom = max(found["top"][i] + found["height"][i] for i in members)
        size = round(_TYPE * (bottom - top) * scale)
        base = (height - bottom) * scale + 0.2 * size
        for i in members:
            left = found["left"][i] * scale
            words.append(Word(str(found["text"][i]).strip(), left, left + found["width"][i] * scale, base, float(max(size, 1))))
    return words
