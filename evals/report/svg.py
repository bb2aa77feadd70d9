"""Small plots as SVG: a plane with two axes, and marks on it. Colours and lines are the style sheet's (``page.css``), by class.

What this module does not do: choose what is plotted (``evals.report.plots``), or anything more that a plotting library is for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

WIDTH = 640
_RIGHT, _TOP, _BOTTOM = 24, 14, 52


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: what it counts, its two ends, and the values that are written on it with their labels."""

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"an axis runs from low to high, not from {self.low} to {self.high}")


SHARE = tuple((step / 5, f"{step / 5:g}") for step in range(6))
"""Ticks of a share, 0 to 1."""


@dataclass(slots=True)
class Plane:
    """A plane to draw on, ``height`` pixels high; marks are given in the axes' own values."""

    x: Axis
    y: Axis
    height: int
    left: int = 68
    grid: bool = True
    """Whether lines run from the ticks of y."""
    _marks: list[str] = field(default_factory=list)

    def line(self, points: Sequence[tuple[float, float]], kind: str = "line") -> None:
        """Join points by a line."""
        places = " ".join(f"{self._x(x):.1f},{self._y(y):.1f}" for x, y in points)
        self._marks.append(f'<polyline class="{kind}" points="{places}"/>')

    def dot(self, x: float, y: float, size: float = 4.5, kind: str = "dot", hint: str = "") -> None:
        """Draw a dot; ``hint`` is shown by browsers under the pointer."""
        self._marks.append(f'<circle class="{kind}" cx="{self._x(x):.1f}" cy="{self._y(y):.1f}" r="{size:g}">{_hint(hint)}</circle>')

    def bar(self, left: float, right: float, height: float, hint: str = "") -> None:
        """Draw a bar that stands on the x axis."""
        x, top, bottom = self._x(left), self._y(height), self._y(self.y.low)
        size = f'width="{max(1.0, self._x(right) - x - 1):.1f}" height="{max(0.0, bottom - top):.1f}"'
        self._marks.append(f'<rect class="bar" x="{x:.1f}" y="{top:.1f}" {size}>{_hint(hint)}</rect>')

    def note(self, x: float, y: float, text: str, side: str = "start") -> None:
        """Write a short text beside a place; ``side`` is where the place stands in it: start, middle or end."""
        self._marks.append(f'<text class="note" x="{self._x(x):.1f}" y="{self._y(y):.1f}" text-anchor="{side}">{escape(text)}</text>')

    def draw(self, name: str, title: str, description: str) -> str:
        """Return the plot as SVG; ``name`` is unique on the page, ``title`` and ``description`` are read out by screen readers."""
        labels = f'aria-labelledby="{name}-title {name}-desc"'
        head = f'<svg class="plot" viewBox="0 0 {WIDTH} {self.height}" role="img" {labels}>'
        about = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        return "\n".join([head, about, *self._axes(), *self._marks, "</svg>"])

    def _axes(self) -> list[str]:
        right, bottom = WIDTH - _RIGHT, self.height - _BOTTOM
        lines = [f'<path class="axis" d="M{self.left} {_TOP}V{bottom}H{right}"/>']
        for value, label in self.x.ticks:
            x = self._x(value)
            lines.append(f'<path class="grid" d="M{x:.1f} {_TOP}V{bottom}"/>')
            lines.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{escape(label)}</text>')
        for value, label in self.y.ticks:
            y = self._y(value)
            lines += [f'<path class="grid" d="M{self.left} {y:.1f}H{right}"/>'] if self.grid else []
            lines.append(f'<text x="{self.left - 8}" y="{y + 4:.1f}" text-anchor="end">{escape(label)}</text>')
        lines.append(f'<text class="label" x="{(self.left + right) / 2:g}" y="{self.height - 8}" text-anchor="middle">{escape(self.x.label)}</text>')
        if self.y.label:
            middle = (_TOP + bottom) / 2
            turned = f'transform="rotate(-90 16 {middle:g})"'
            lines.append(f'<text class="label" x="16" y="{middle:g}" text-anchor="middle" {turned}>{escape(self.y.label)}</text>')
        return lines

    def _x(self, value: float) -> float:
        return self.left + (value - self.x.low) / (self.x.high - self.x.low) * (WIDTH - _RIGHT - self.left)

    def _y(self, value: float) -> float:
        bottom = self.height - _BOTTOM
        return bottom - (value - self.y.low) / (self.y.high - self.y.low) * (bottom - _TOP)


def ticks(low: float, high: float, most: int = 6) -> tuple[tuple[float, str], ...]:
    """Return round values between two ends, at most ``most``, with their labels."""
    steps = (digit * 10.0**power for power in range(-9, 10) for digit in (1, 2, 5))
    step = next(step for step in steps if (high - low) / step <= most - 1)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple((number * step, f"{number * step:.6g}") for number in range(first, last + 1))


def _hint(text: str) -> str:
    return f"<title>{escape(text)}</title>" if text else ""
