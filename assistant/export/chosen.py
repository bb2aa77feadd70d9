"""Some quotes of a conversation, taken out of it with their questions and citations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.errors import ExportError
from assistant.export.asked import Asked
from assistant.export.formats import export, format_named
from assistant.note import evidence_note
from assistant.reply import Abstention, Answer, Remark, Reply
from ingest.document import Document

Chosen = Collection[tuple[int, int]]
"""Pairs of the number of a question and the number of one of the quotes on show for it, both from 1."""


def chosen_quotes(replies: Sequence[Reply | None], chosen: Chosen) -> tuple[Asked, ...]:
    """Return the replies of a conversation with nothing but the chosen quotes, in their order; replies without any are left out.

    ``None`` stands for a reply that cannot be read any more. The nearest passages of an abstention may be chosen too, and stay what they are.
    """
    found = [_only(reply, [number for turn, number in sorted(chosen) if turn == at]) for at, reply in enumerate(replies, 1) if reply is not None]
    return tuple(Asked(reply) for reply in found if reply is not None)


def export_selection(replies: Sequence[Reply | None], chosen: Chosen, documents: Mapping[str, Document], format: str) -> bytes:
    """Return the chosen quotes of a conversation as a file in the format of that name.

    Raises:
        ExportError: nothing is chosen, the format holds sources only and no chosen passage answers anything, or see ``export``.
    """
    asked = chosen_quotes(replies, chosen)
    if not asked:
        raise ExportError("there is no quote to take away: tick one first")
    if format_named(format).cites_only and not any(isinstance(one.reply, Answer) for one in asked):
        raise ExportError(f"the ticked passages answer nothing, so {format} has no source to name: take Word, PDF or Markdown")
    return export(asked, documents, format)


def _only(reply: Reply, numbers: Sequence[int]) -> Reply | None:
    shown = reply.quotes if isinstance(reply, Answer) else reply.related
    kept = [number - 1 for number in numbers if 1 <= number <= len(shown)]
    quotes = tuple(shown[position] for position in kept)
    if not quotes:
        return None
    if isinstance(reply, Abstention):
        return replace(reply, related=quotes)
    remarks = tuple(
        Remark((kept.index(one.quotes[0]), kept.index(one.quotes[1])), one.note) for one in reply.differences if set(one.quotes) <= set(kept)
    )
    return replace(reply, quotes=quotes, text=evidence_note(quotes, [one.note for one in remarks]), differences=remarks)
