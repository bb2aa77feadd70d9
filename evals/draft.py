"""Drafts of questions for a corpus: sentences that say something, spread over documents and sections, for a person to ask about.

No question is made up: a question that was turned round from its sentence measures little more than the match of words. A draft is marked as one and
counts as nothing until a person has written the question and taken the mark out. The same documents give the same drafts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.cases import DRAFT, UNANSWERABLE
from ingest.document import BlockKind, Document
from ingest.segment import cut_sentences
from ingest.sentence import Sentence

PER_UNANSWERABLE = 4
"""For so many drafts that the documents answer there is one that they do not."""
_FEWEST, _MOST = 8, 40
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION})
_LEANS = re.compile(
    r"(?:this|that|these|those|it|its|they|their|he|she|his|her|we|our|i|my|such|so|but|and|or|however|therefore|also|as|for example|in addition)\b",
    re.I,
)
_ENDS = re.compile(r"[.!][\"'”’)\]]*$")
_FIGURE = re.compile(r"\d")
_HINTS = {
    "": "write the question that the quote answers, shorten the quote to what shows it, take out this key",
    "not-in-documents": "write a question on the subject of {title} that no document answers, take out this key",
    "false-premise": "write a question that takes for granted what {title} does not say, take out this key",
    "other-subject": "write a question on something that no document is about, take out this key",
}


def draft_lines(documents: Mapping[str, Document], questions: int) -> list[dict[str, Any]]:
    """Return drafts for ``questions`` sentences, fewer where the documents have fewer that will do, and those of unanswerable questions behind."""
    drawn = sorted(draw_sentences(documents, questions), key=lambda sentence: (sentence.doc_id, sentence.number))
    lines = [_answerable(number, sentence, documents[sentence.doc_id]) for number, sentence in enumerate(drawn, 1)]
    ids = sorted(documents)
    for number in range(-(-len(drawn) // PER_UNANSWERABLE)):
        kind = ("not-in-documents", "false-premise", "other-subject")[number % len(UNANSWERABLE)]
        hint = _HINTS[kind].format(title=documents[ids[number % len(ids)]].title)
        lines.append({"id": f"u-{number + 1:03}", DRAFT: hint, "question": "", "answerable": False, "kind": kind})
    return lines


def draw_sentences(documents: Mapping[str, Document], wanted: int) -> list[Sentence]:
    """Return the most telling sentences, documents in turn, and of each document its sections in turn."""
    cut = {doc_id: cut_sentences(documents[doc_id]) for doc_id in sorted(documents)}
    seen = Counter(sentence.clean.casefold() for sentences in cut.values() for sentence in sentences)
    queues = [list(_by_sections([one for one in sentences if is_telling(one) and seen[one.clean.casefold()] == 1])) for sentences in cut.values()]
    return list(_in_turn(sorted(filter(None, queues), key=lambda queue: _rank(queue[0]))))[:wanted]


def is_telling(sentence: Sentence) -> bool:
    """Say whether a sentence can be understood and asked about alone."""
    return (
        sentence.kind in _KINDS
        and _FEWEST <= sentence.words <= _MOST
        and "\n\n" not in sentence.text
        and sentence.text[:1].isupper()
        and _ENDS.search(sentence.text) is not None
        and _LEANS.match(sentence.text) is None
    )


def _answerable(number: int, sentence: Sentence, document: Document) -> dict[str, Any]:
    gold = {"doc_id": document.doc_id, "text": sentence.text, "sha256": document.sha256}
    note = " > ".join(dict.fromkeys((document.title, *sentence.headings)))
    return {"id": f"q-{number:03}", DRAFT: _HINTS[""], "question": "", "facts": [{"quotes": [gold]}], "note": note}


def _rank(sentence: Sentence) -> tuple[int, str, int]:
    """Return what sentences are ordered by: those with figures and names first, and those of about twenty words."""
    words = sentence.text.split()
    figures = sum(1 for word in words if _FIGURE.search(word))
    names = sum(1 for word in words[1:] if word[:1].isupper())
    return (abs(len(words) - 20) // 4 - 3 * min(figures, 2) - min(names, 3), sentence.doc_id, sentence.number)


def _by_sections(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    sections: dict[tuple[str, ...], list[Sentence]] = {}
    for sentence in sorted(sentences, key=_rank):
        sections.setdefault(sentence.headings, []).append(sentence)
    return _in_turn(list(sections.values()))


def _in_turn(queues: Sequence[Sequence[Sentence]]) -> Iterator[Sentence]:
    """Yield the first of each queue, then the second of each, and so on."""
    for round in range(max((len(queue) for queue in queues), default=0)):
        yield from (queue[round] for queue in queues if round < len(queue))
