"""What quotes are forged from: the sentences of a corpus, each with its neighbours and with sentences from elsewhere."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import BlockKind, Document
from ingest.segment import cut_sentences

_LEAST_WORDS, _MOST_WORDS = 10, 60
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Material:
    """One sentence to forge: its text, the one behind it in the same block if any, one from elsewhere in the document, and one of another document.

    All stand exactly as in ``document``; ``gap`` is what stands between the sentence and the next.
    """

    document: Document
    text: str
    gap: str
    following: str | None
    elsewhere: str
    foreign: str


def materials(documents: Sequence[Document], rng: random.Random) -> list[Material]:
    """Return the sentences of 10 to 60 words of all documents, shuffled.

    Raises:
        ValueError: there are fewer than two documents, so that no sentence can come from another one.
    """
    if len(documents) < 2:
        raise ValueError("forging takes two documents or more")
    cut = {document.doc_id: [s for s in cut_sentences(document) if s.kind in _KINDS] for document in documents}
    usable = {doc_id: [s for s in sentences if _LEAST_WORDS <= s.words <= _MOST_WORDS] for doc_id, sentences in cut.items()}
    found = []
    for document in documents:
        others = [s for doc_id, sentences in usable.items() if doc_id != document.doc_id for s in sentences]
        own = usable[document.doc_id]
        follows = {one.number: other for one, other in zip(cut[document.doc_id], cut[document.doc_id][1:], strict=False) if one.block == other.block}
        for sentence in own:
            far = [other for other in own if abs(other.number - sentence.number) > 20] or others
            after = follows.get(sentence.number)
            gap = document.text[sentence.span.end : after.span.start] if after else ""
            chosen = Material(document, sentence.text, gap, after.text if after else None, rng.choice(far).text, rng.choice(others).text)
            found.append(chosen)
    rng.shuffle(found)
    return found
