"""Corpora to train on with their questions, each put to an index of its own as the assistant would put it."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.reader import is_evidence
from assistant.vocabulary import standard_vocabulary
from index.builder import build_index
from index.search import Index, ScoredSentence
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Question:
    """A question put to a corpus, the sentences or pieces of them that answer it (none: it must be refused), and what it belongs to.

    ``doc_id`` is the document that it was written on.
    """

    text: str
    gold: tuple[str, ...]
    group: str
    kind: str
    doc_id: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Markdown texts by doc_id, and the questions on them."""

    texts: dict[str, str]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A question as it is searched for, with what the index of its corpus brings, best first; never empty."""

    question: Question
    text: str
    index: Index
    sentences: tuple[ScoredSentence, ...]

    def is_gold(self, one: ScoredSentence) -> bool:
        """Say whether a sentence answers the question, or is a piece of one that does."""
        return any(piece in one.sentence.clean or one.sentence.clean in piece for piece in self.question.gold)


def own_corpora(folder: Path, names: str) -> Iterator[Corpus]:
    """Yield carecite's own data: each file whose name begins with one of the letters ``names`` is a corpus of its own."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.name[0] in names:
            yield own_corpus(path)


def own_corpus(path: Path) -> Corpus:
    """Return one file of carecite's own data."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = {f"d{number}": _markdown(row) for number, row in enumerate(rows)}
    return Corpus(texts, tuple(question for number, row in enumerate(rows) for question in _questions(row, path.name[0], number)))


def squad_corpus(folder: Path, documents: int, seed: int = 7, *, whole_sentences: bool = False) -> Corpus:
    """Return a sample of SQuAD's paragraphs, with their questions; those that people wrote to be unanswerable by them have no gold.

    The gold are the answers' own words, or with ``whole_sentences`` the sentence that the first answer starts in: a short answer such as a year may
    stand in sentences that do not answer.
    """
    rows = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = {row["id"]: f"d{number}" for number, row in enumerate(random.Random(seed).sample(rows, min(documents, len(rows))))}
    texts = {chosen[row["id"]]: f"# {row['title'].replace('_', ' ')}\n\n{row['text']}\n" for row in rows if row["id"] in chosen}
    bodies = {row["id"]: row["text"] for row in rows if row["id"] in chosen}
    questions = []
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = row.get("source_doc") or (row["answers"][0]["doc_id"] if row["answerable"] else None)
        if source in chosen:
            gold = _squad_gold(row["answers"], bodies[source], whole_sentences) if row["answerable"] else ()
            if row["answerable"] and not gold:
                continue
            questions.append(Question(row["question"], gold, source.split("#")[0], "answered" if gold else "squad", chosen[source]))
    return Corpus(texts, tuple(questions))


def _squad_gold(answers: Sequence[dict[str, Any]], text: str, whole_sentences: bool) -> tuple[str, ...]:
    if not whole_sentences:
        return tuple(answer["text"] for answer in answers)
    start = answers[0]["start"]
    return tuple(span.of(text) for span in split_sentences(text) if span.start <= start < span.end)


def search(corpus: Corpus, depth: int) -> Iterator[Found]:
    """Put every question of a corpus to its index, and yield the first ``depth`` sentences that can stand as evidence."""
    expand = standard_vocabulary().expand
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        folder.mkdir()
        for name, text in corpus.texts.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        build_index(folder, Path(scratch) / "index")
        index = Index.open(Path(scratch) / "index")
        for question in corpus.questions:
            text = expand(question.text)
            found = tuple(one for one in index.search(text, depth) if is_evidence(one.sentence))
            if found:
                yield Found(question, text, index, found)


def _markdown(row: dict[str, Any]) -> str:
    sections = (f"## {section['heading']}\n\n{' '.join(section['sentences'])}" for section in row.get("sections", [row]))
    return "\n\n".join([f"# {row.get('title') or 'Report'}", *sections])


def _questions(row: dict[str, Any], letter: str, number: int) -> Iterator[Question]:
    for question in row["questions"]:
        if "sections" in row:
            gold = tuple(row["sections"][section]["sentences"][position] for section, position in question["gold"])
        else:
            gold = tuple(row["sentences"][position] for position in question["gold"])
        kind = "answered" if gold else question.get("kind") or "refused"
        yield Question(question["q"], gold, f"{letter}{number}", kind, f"d{number}")
