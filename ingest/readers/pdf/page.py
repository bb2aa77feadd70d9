"""A page as the file draws it: its words upright, its rules, and whether pictures cover it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.readers.pdf.word import Word

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or the edge of a box, in points, y upwards: level where ``y0`` and ``y1`` are equal, else upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Say whether the rule runs from left to right."""
        return self.y1 - self.y0 <= self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Dot:
    """The middle and width of a small round shape, which may be the bullet of a list."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``number`` counts from 1. ``aside`` are words that run in another direction than most, such as the label of an axis.

    ``pictured`` says that pictures cover most of the page, ``unreadable`` is the share of glyphs that name no character.
    """

    number: int
    box: Box = (0.0, 0.0, 0.0, 0.0)
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    dots: tuple[Dot, ...] = ()
    aside: tuple[Word, ...] = ()
    pictured: bool = False
    unreadable: float = 0.0
    cut: bool = False
    """Whether the page holds more glyphs than are read."""
    damaged: bool = False
    """Whether the page could not be opened."""
