"""What a page draws beside its text: rules, the edges of boxes, dots that may be bullets, pictures."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.pdf.page import Box, Dot, Rule

_MOST_OBJECTS = 100_000
_MOST_RULES = 5_000
_MOST_POINTS = 2_000
"""Points of one shape; a shape with more is a picture."""
_DEEPEST_FORM = 6
_SHORTEST = 4.0
"""Points from which a straight edge counts as a rule."""
_STRAIGHT = 0.7
Matrix = tuple[float, float, float, float, float, float]
Place = tuple[float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """Rules, dots and the area in square points that pictures cover."""

    rules: list[Rule] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    covered: float = 0.0


def drawing_of(library: Any, page: Any, quarter: int) -> Drawing:
    """Return what a page draws, turned as its text is by ``quarter`` turns; ``library`` is PDFium's raw interface."""
    drawing = Drawing()
    for item, matrix in _objects(library, page):
        if library.FPDFPageObj_GetType(item) == library.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _box(_corners(library, item, matrix))
            drawing.covered += (x1 - x0) * (y1 - y0)
        elif len(drawing.rules) < _MOST_RULES:
            _add_path(library, item, matrix, quarter, drawing)
    return drawing


def _add_path(library: Any, item: Any, matrix: Matrix, quarter: int, drawing: Drawing) -> None:
    points, curved = _points(library, item, matrix)
    box = _box([point for line in points for point in line] or _corners(library, item, matrix))
    if curved:
        width, height = box[2] - box[0], box[3] - box[1]
        if 1.0 <= width <= 9.0 and 0.6 <= height / width <= 1.6:
            x0, y0, x1, y1 = turned(box, quarter)
            drawing.dots.append(Dot((x0 + x1) / 2, (y0 + y1) / 2, width))
        return
    for line in points:
        for (x0, y0), (x1, y1) in itertools.pairwise(line):
            if max(abs(x1 - x0), abs(y1 - y0)) >= _SHORTEST and min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT:
                drawing.rules.append(Rule(*turned((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), quarter)))


def _points(library: Any, item: Any, matrix: Matrix) -> tuple[list[list[Place]], bool]:
    """Return the strokes of a path as lists of corners, and whether it has curves."""
    count = library.FPDFPath_CountSegments(item)
    if count > _MOST_POINTS or count <= 0:
        return [], False
    own = library.FS_MATRIX()
    library.FPDFPageObj_GetMatrix(item, own)
    whole = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    lines: list[list[Place]] = []
    for i in range(count):
        segment = library.FPDFPath_GetPathSegment(item, i)
        kind = library.FPDFPathSegment_GetType(segment)
        if kind == library.FPDF_SEGMENT_BEZIERTO:
            return [], True
        library.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, whole)
        if kind == library.FPDF_SEGMENT_MOVETO or not lines:
            lines.append([point])
        else:
            lines[-1].append(point)
        if library.FPDFPathSegment_GetClose(segment):
            lines[-1].append(lines[-1][0])
    return lines, False


def _objects(library: Any, page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Yield what a page draws beside text, with the matrix of the form that it stands in."""
    waiting: list[tuple[Any, bool, Matrix, int]] = [(page, False, _PLAIN, 0)]
    left = _MOST_OBJECTS
    while waiting:
        holder, form, matrix, depth = waiting.pop()
        count = library.FPDFFormObj_CountObjects(holder) if form else library.FPDFPage_CountObjects(holder)
        get = library.FPDFFormObj_GetObject if form else library.FPDFPage_GetObject
        for i in range(min(count, left)):
            item = get(holder, i)
            kind = library.FPDFPageObj_GetType(item)
            if kind == library.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = library.FS_MATRIX()
                library.FPDFPageObj_GetMatrix(item, inner)
                waiting.append((item, True, _product((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), matrix), depth + 1))
            elif kind in (library.FPDF_PAGEOBJ_PATH, library.FPDF_PAGEOBJ_IMAGE):
                yield item, matrix
        left -= min(count, left)


def _corners(library: Any, item: Any, matrix: Matrix) -> list[Place]:
    sides = [ctypes.c_float() for _ in range(4)]
    library.FPDFPageObj_GetBounds(item, *sides)
    x0, y0, x1, y1 = (side.value for side in sides)
    return [_moved(x, y, matrix) for x in (x0, x1) for y in (y0, y1)]


def _box(points: list[Place]) -> Box:
    return min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)


def _moved(x: float, y: float, m: Matrix) -> Place:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _product(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does ``m`` first and then ``n``."""
    x, y = _moved(m[4], m[5], n)
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        x,
        y,
    )


def turned(box: Box, quarter: int) -> Box:
    """Return a box in the upright coordinates of text that runs ``quarter`` turns against the clock."""
    x0, y0, x1, y1 = box
    return ((x0, y0, x1, y1), (y0, -x1, y1, -x0), (-x1, -y1, -x0, -y0), (-y1, x0, -y0, x1))[quarter]
