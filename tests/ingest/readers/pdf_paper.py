"""Small PDF files for the tests: words set at places that the test chooses."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

HEIGHT, WIDTH, LEFT, SIZE, LEADING = 842.0, 595.0, 72.0, 10.0, 13.0
PROSE = (
    "The councils were asked what they had done with the money and most of them could say within a week, although two needed a reminder and one"
    " has not replied at all. What they sent us was uneven, because each had counted in its own way and nobody had told them otherwise."
)


class Paper:
    """Sets lines on pages, top to bottom."""

    def __init__(self, path: Path, *, password: str | None = None, owner: str | None = None, size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        encryption = None if owner is None else StandardEncryption(password or "", ownerPassword=owner)
        self.canvas = Canvas(str(path), pagesize=size, invariant=1, encrypt=encryption)
        self.y = size[1] - 100

    def text(self, x: float, y: float, text: str, size: float = SIZE, font: str = "Times-Roman", rise: float = 0.0) -> float:
        """Set a text at a place; return where it ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y + rise, text)
        return x + stringWidth(text, font, size)

    def line(self, text: str, x: float = LEFT, size: float = SIZE, font: str = "Times-Roman") -> None:
        """Set a line below the last one."""
        self.text(x, self.y, text, size, font)
        self.y -= 1.3 * size

    def skip(self, points: float = 8.0) -> None:
        """Leave a gap."""
        self.y -= points

    def prose(self, text: str, x: float = LEFT, width: float = 400.0, size: float = SIZE, indent: float = 0.0, hang: float = 0.0) -> None:
        """Set a paragraph in ragged lines."""
        line, lines = "", []
        for word in text.split(" "):
            room = width - (indent if not lines else hang)
            if line and stringWidth(f"{line} {word}", "Times-Roman", size) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        for i, one in enumerate((*lines, line)):
            self.line(one, x + (indent if i == 0 else hang), size)

    def page(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.y = HEIGHT - 100

    def save(self) -> None:
        """Write the file."""
        self.canvas.save()
