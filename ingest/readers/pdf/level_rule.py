"""Level rules one below the other, and the words between them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.readers.pdf.page import Rule
from ingest.readers.pdf.word import Word

_NEAR = 2.5
"""Points within which two rules stand in one place, or touch."""
_FEWEST = 3
_MOST = 1_500
"""Rules of a page that are looked at."""
_PITCH = 1.7
_PADDING = 2.1
"""Distance, in sizes of the type, of two lines of one cell and of a rule from a line beside it, at most."""
Span = tuple[float, float]
Row = list[Word]


def rows_between(words: Sequence[Word], rules: Sequence[Rule]) -> list[list[Row]]:
    """Return the words between rules that repeat from the same left to the same right end, each group from top to bottom.

    The lines straight above the first and below the last rule come with them: a row of names, and a last row that has no rule.
    """
    groups = []
    for (x0, x1), heights in _repeated(rules):
        inside = [word for word in words if x0 - _NEAR <= (word.x0 + word.x1) / 2 <= x1 + _NEAR]
        rows = [[word for word in inside if low <= word.base + 0.3 * word.size < high] for high, low in itertools.pairwise(heights)]
        rows = [row for row in rows if row]
        if len(rows) >= _FEWEST - 1:
            groups.append([row for row in (_straight(inside, heights[0], 1), *rows, _straight(inside, heights[-1], -1)) if row])
    return groups


def _repeated(rules: Sequence[Rule]) -> list[tuple[Span, list[float]]]:
    """Return the ends of rules and the heights, from top to bottom, at which rules run from one to the other, whole or in pieces that touch."""
    levels: list[tuple[float, list[Span]]] = []
    for rule in sorted((rule for rule in rules[:_MOST] if rule.level), key=lambda rule: (-rule.y1, rule.x0)):
        if not levels or levels[-1][0] - rule.y1 > _NEAR:
            levels.append((rule.y1, []))
        levels[-1][1].append((rule.x0, rule.x1))
    found: list[tuple[Span, list[float]]] = []
    for height, pieces in levels:
        for span in _joined(pieces):
            for ends, heights in found:
                if abs(ends[0] - span[0]) <= _NEAR and abs(ends[1] - span[1]) <= _NEAR:
                    heights.append(height)
                    break
            else:
                found.append((span, [height]))
    return [(ends, heights) for ends, heights in found if len(heights) >= _FEWEST]


def _joined(pieces: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for x0, x1 in sorted(pieces):
        if joined and x0 - joined[-1][1] <= _NEAR:
            joined[-1] = joined[-1][0], max(joined[-1][1], x1)
        else:
            joined.append((x0, x1))
    return joined


def _straight(words: Sequence[Word], height: float, way: int) -> Row:
    """Return the lines straight above (``way`` 1) or below (-1) a rule, as far as they stand close together."""
    row: Row = []
    end = height
    for word in sorted((word for word in words if way * (word.base + 0.3 * word.size - height) >= 0), key=lambda word: (way * word.base, word.x0)):
        if way * (word.base - end) > (_PITCH if row else _PADDING) * word.size:
            break
        row.append(word)
        end = word.base
    return row
