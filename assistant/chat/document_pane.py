"""The pane of documents: which there are, and which to ask, as HTML."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from assistant.chat.markup import LONGEST_TITLE, escaped, folded, isolated, shortened, source_byline, titled
from ingest.document import Document

MANY = 12
"""With more documents than this, a box to find one by its title stands above them."""


def document_pane(documents: Mapping[str, Document], own: Collection[str] = (), chosen: Collection[str] | None = None) -> str:
    """Return the documents as HTML, each with a box to tick, in the order of the mapping, the visitor's ``own`` first.

    ``chosen`` are those that are ticked (``None``: all).
    """
    mine = [doc_id for doc_id in documents if doc_id in own]
    theirs = [doc_id for doc_id in documents if doc_id not in own]
    ticked = documents.keys() if chosen is None else chosen
    groups = [("Your own", mine), ("On this server" if mine else "", theirs)]
    lists = "".join(_group(name, ids, documents, own, ticked) for name, ids in groups if ids)
    count = sum(doc_id in ticked for doc_id in documents)
    return "".join(
        [
            '<fieldset class="cc-choice"><legend>Documents to ask</legend>',
            f'<p class="cc-note"><span class="cc-count">{_count(count, len(documents))}</span></p>',
            '<p class="cc-choose"><button type="button" class="cc-plain" data-tick="all">Choose all</button>',
            '<button type="button" class="cc-plain" data-tick="none">Choose none</button></p>',
            _finder() if len(documents) > MANY else "",
            lists or '<p class="cc-empty">There are no documents yet.</p>',
            "</fieldset>",
        ]
    )


def read_choice(text: str, documents: Collection[str]) -> tuple[str, ...] | None:
    """Return the documents that the page says were ticked, a JSON list of doc_ids, in the order of ``documents``; ``None`` where all are.

    What is no such list means all; ids that are none of ``documents`` are left out.
    """
    try:
        ids = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(ids, list):
        return None
    wanted = {one for one in ids if isinstance(one, str)}
    chosen = tuple(doc_id for doc_id in documents if doc_id in wanted)
    return None if len(chosen) == len(documents) else chosen


def _count(chosen: int, all: int) -> str:
    return f"{chosen} of {all} chosen"


def _finder() -> str:
    return '<label class="cc-field">Find a title<input type="search" class="cc-input" data-find autocomplete="off"></label>'


def _group(name: str, ids: list[str], documents: Mapping[str, Document], own: Collection[str], ticked: Collection[str]) -> str:
    heading = f'<h3 class="cc-group">{name}</h3>' if name else ""
    return f'{heading}<ul class="cc-shelf">{"".join(_row(documents[one], one in ticked, one in own) for one in ids)}</ul>'


def _row(document: Document, is_ticked: bool, is_own: bool) -> str:
    doc_id, title = escaped(document.doc_id), titled(document.title)
    pages = len(document.page_starts)
    facts = [source_byline(document.source), *([f"{pages} page{'' if pages == 1 else 's'}"] if pages else [])]
    unseen = f'<span class="cc-unseen"> {title}</span>'
    return "".join(
        [
            f'<li data-title="{escaped(shortened(folded(document.title), LONGEST_TITLE).casefold())}"><label>',
            f'<input type="checkbox" value="{doc_id}"{" checked" if is_ticked else ""}>',
            f'<span class="cc-doc"><span class="cc-title">{title}</span><span class="cc-byline">{" · ".join(facts)}</span></span></label>',
            _warnings(document.warnings),
            f'<button type="button" class="cc-plain" data-remove="{doc_id}">Remove{unseen}</button>' if is_own else "",
            "</li>",
        ]
    )


def _warnings(warnings: tuple[str, ...]) -> str:
    if not warnings:
        return ""
    rows = "".join(f"<li>{isolated(warning)}</li>" for warning in warnings)
    return f'<details class="cc-warnings"><summary>{len(warnings)} warning{"" if len(warnings) == 1 else "s"}</summary><ul>{rows}</ul></details>'
