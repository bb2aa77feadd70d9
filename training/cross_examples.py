"""Collect the cross-encoder's examples: ``python -m training.cross_examples --squad FOLDER --squad2 FOLDER --out FOLDER``.

Each corpus is indexed, each of its questions put to the index, and the best sentences kept, in one ``.npz`` file for a corpus. A file that is there
already is not made again. One document in eight of carecite's newest files is marked as held back.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index.cross_encoder import MOST_QUESTION, MOST_TOKENS, token_ids
from index.encoder import open_tokenizer
from index.packaged_model import packaged_model_folder
from training.example_store import DEPTH, CrossExample, ExampleStore
from training.held_back import held_of, is_held_back
from training.question_corpus import Corpus, Found, own_corpus, search, squad_corpus

_SEARCHED = 600


def cross_examples(corpus: Corpus, group: str, aside: frozenset[str] = frozenset(), *, own_document: bool) -> Iterator[CrossExample]:
    """Yield the examples of a corpus; with ``own_document`` the candidates are those of the document that the question was written on.

    ``aside`` are the documents to be held back. Questions without an answer are of the group "refused" and so on. An answerable question whose answer
    the search does not bring among its candidates is left out.
    """
    tokenizer = open_tokenizer(packaged_model_folder())
    tokenizer.no_truncation()
    for found in search(corpus, _SEARCHED if own_document else DEPTH):
        example = _example(found, group, found.question.doc_id in aside, own_document, tokenizer)
        if len(example.sentences) > 1 and example.answered == bool(found.question.gold):
            yield example


def _example(found: Found, group: str, aside: bool, own_document: bool, tokenizer: Any) -> CrossExample:
    question = found.question
    kept = [one for one in found.sentences if not own_document or one.sentence.doc_id == question.doc_id][:DEPTH]
    asked = token_ids(tokenizer, [found.text])[0][:MOST_QUESTION]
    candidates = [found.index.candidate(one.row) for one in kept]
    return CrossExample(
        tuple(asked),
        tuple(float(weight) for weight in found.index.rarity(np.array(asked, dtype=np.int32))),
        tuple(tuple(ids[:MOST_TOKENS]) for ids in token_ids(tokenizer, [one.sentence for one in candidates])),
        tuple(tuple(ids[-MOST_TOKENS:]) for ids in token_ids(tokenizer, [one.before for one in candidates])),
        tuple(one.score for one in kept),
        tuple(found.is_gold(one) for one in kept),
        group if question.gold else f"{group} refused",
        aside,
    )


def collect(args: argparse.Namespace) -> None:
    """Write the examples of every corpus that has none yet."""
    args.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(args.data.glob("*.jsonl")):
        out = args.out / f"{path.stem}.npz"
        if out.exists():
            continue
        corpus = own_corpus(path)
        aside = frozenset(doc_id for position, doc_id in enumerate(corpus.texts) if is_held_back(path.name, position))
        _write(out, cross_examples(corpus, _group_of(path), aside, own_document=True))
    for name, folder in (("squad", args.squad), ("squad2", args.squad2)):
        out = args.out / f"{name}.npz"
        if folder is None or out.exists():
            continue
        corpus = squad_corpus(folder, args.paragraphs, whole_sentences=True)
        held = held_of(folder)
        aside = frozenset(question.doc_id for question in corpus.questions if question.group in held)
        _write(out, cross_examples(corpus, name, aside, own_document=False))


def _group_of(path: Path) -> str:
    """Return the group of carecite's own questions in a file: ``pairs`` were written as twins of which only one is answered."""
    return "pairs" if path.name.startswith("zz") else "newest" if path.name.startswith("z") else "older"


def _write(path: Path, examples: Iterator[CrossExample]) -> None:
    store = ExampleStore.of(examples)
    store.save(path)
    print(f"{path.name}: {len(store)} examples", flush=True)


def main() -> None:
    """Read the command line and collect."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="folder of carecite's own passages (JSON lines)")
    parser.add_argument("--squad", type=Path, help="folder with docs.jsonl and questions.jsonl of SQuAD's training part")
    parser.add_argument("--squad2", type=Path, help="the same of SQuAD 2.0, with unanswerable questions")
    parser.add_argument("--paragraphs", type=int, default=100_000, help="paragraphs of each of the two at most")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    collect(parser.parse_args())


if __name__ == "__main__":
    main()
