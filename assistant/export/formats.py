"""The formats that replies can be written in, and how one is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ExportError
from assistant.export.asked import Asked, Exporter
from assistant.export.bibtex import to_bibtex
from assistant.export.csl_json import to_csl_json
from assistant.export.json_lines import to_json
from assistant.export.markdown import to_markdown
from assistant.export.pdf import to_pdf
from assistant.export.plain import to_text
from assistant.export.ris import to_ris
from assistant.export.word import to_word
from assistant.reply import Abstention, Answer, Reply
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its names, the ends of file names that stand for it, and what writes it."""

    name: str
    about: str
    suffixes: tuple[str, ...]
    exporter: Exporter
    aliases: tuple[str, ...] = ()
    is_binary: bool = False
    cites_only: bool = False
    """Whether it holds the works that answers quote and nothing else, so that an abstention leaves it empty."""


FORMATS = (
    Format("text", "for a person", (".txt",), to_text),
    Format("json", "a JSON object on one line, for programs", (".json", ".jsonl"), to_json, ("jsonl",)),
    Format("markdown", "quotes, citations, sources", (".md", ".markdown"), to_markdown, ("md",)),
    Format("docx", "the same as a Word document", (".docx",), to_word, ("word",), is_binary=True),
    Format("pdf", "the same as a PDF file", (".pdf",), to_pdf, is_binary=True),
    Format("csl-json", "references for citation processors", (".csl.json",), to_csl_json, cites_only=True),
    Format("bibtex", "references for LaTeX", (".bib",), to_bibtex, ("bib",), cites_only=True),
    Format("ris", "references for reference managers", (".ris",), to_ris, cites_only=True),
)
_NAMES = {name: one for one in FORMATS for name in (one.name, *one.aliases)}


def format_named(name: str) -> Format:
    """Return the format that a name or an alias of it stands for.

    Raises:
        ExportError: there is none.
    """
    if name.lower() not in _NAMES:
        raise ExportError(f"{name!r} is no format: use {', '.join(one.name for one in FORMATS[:-1])} or {FORMATS[-1].name}")
    return _NAMES[name.lower()]


def format_of_file(path: Path) -> Format | None:
    """Return the format that the end of a file's name stands for, the longest end first; ``None`` where it stands for none."""
    ends = sorted(((suffix, one) for one in FORMATS for suffix in one.suffixes), key=lambda end: -len(end[0]))
    return next((one for suffix, one in ends if path.name.lower().endswith(suffix)), None)


def export(replies: Reply | Sequence[Reply | Asked], documents: Mapping[str, Document], format: str) -> bytes:
    """Return one reply, or several in one file, in the format of that name; ``documents`` are those of the assistant that gave them.

    Raises:
        ExportError: there is no such format, no reply at all, or a reply quotes a document that is not among ``documents``.
    """
    chosen = format_named(format)
    several = (replies,) if isinstance(replies, Answer | Abstention) else tuple(replies)
    if not several:
        raise ExportError("there is no reply to export: ask a question first")
    return chosen.exporter([one if isinstance(one, Asked) else Asked(one) for one in several], documents)
