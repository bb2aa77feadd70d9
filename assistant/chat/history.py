"""The list of a visitor's conversations, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.markup import escaped, isolated, plain_date, titled
from assistant.desk.store.store import MOST_CONVERSATIONS, ConversationRow


def history_list(rows: Sequence[ConversationRow], current: str, search: str = "") -> str:
    """Return the conversations as HTML, in their order, the ``current`` one marked; each can be opened, renamed and deleted."""
    if not rows:
        empty = "No conversation says that." if search.strip() else "Conversations are kept here, on this server, for you alone."
        return f'<p class="cc-empty">{empty}</p>'
    items = "".join(_row(row, row.id == current) for row in rows)
    forget = "" if search.strip() else '<p><button type="button" class="cc-plain" data-do="forget">Delete all conversations</button></p>'
    full = f'<p class="cc-note">No more than {MOST_CONVERSATIONS} are kept: a new one takes the place of the oldest.</p>'
    return f'<ul class="cc-history">{items}</ul>{full if len(rows) >= MOST_CONVERSATIONS else ""}{forget}'


def _row(row: ConversationRow, is_current: bool) -> str:
    title, name = titled(row.title), escaped(row.title)
    date = plain_date(row.updated[:10]) or ""
    unseen = f'<span class="cc-unseen"> {title}</span>'
    current = ' aria-current="true"' if is_current else ""
    return "".join(
        [
            f'<li data-id="{escaped(row.id)}"><button type="button" class="cc-open" data-do="open"{current}>{title}</button>',
            f'<span class="cc-byline">{isolated(date)} · {row.turns} question{"" if row.turns == 1 else "s"}</span><span class="cc-row-tools">',
            f'<button type="button" class="cc-plain" data-do="name" data-name="{name}">Rename{unseen}</button>',
            f'<button type="button" class="cc-plain" data-do="delete" data-name="{name}">Delete{unseen}</button></span></li>',
        ]
    )
