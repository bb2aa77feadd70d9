"""Replies as the JSON objects of the contract, one a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.export.asked import Asked
from assistant.json_line import json_line
from ingest.document import Document


def to_json(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return one JSON object a reply, each on a line of its own."""
    return "".join(json_line(one.reply.to_dict() | {"id": one.id}) for one in asked).encode("utf-8")
