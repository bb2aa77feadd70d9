"""Question in, reply out: read the evidence, pick quotes, cite them, or abstain."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.errors import AssistantError, BatchError, ExportError, MissingExtra, OutputError, PortInUse, QuestionError
from assistant.locate import locate
from assistant.reply import Abstention, Answer, Place, Quote, Reference, Reply, Seconds
from ingest.errors import CareciteError

__all__ = [
    "Abstention",
    "Answer",
    "Assistant",
    "AssistantError",
    "BatchError",
    "CareciteError",
    "ExportError",
    "MissingExtra",
    "OutputError",
    "Place",
    "PortInUse",
    "QuestionError",
    "Quote",
    "Reference",
    "Reply",
    "Seconds",
    "locate",
]
