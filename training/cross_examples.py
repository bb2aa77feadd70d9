"""Examples for the cross-encoder: a question, the sentences that the search brings for it, and which of them answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.cross_encoder import MOST_QUESTION, Pair, pair_of, token_ids
from index.encoder import open_tokenizer
from index.packaged_model import packaged_model_folder
from training.question_corpus import Corpus, Found, search

_DEPTH, _SEARCHED = 20, 600


@dataclass(frozen=True, slots=True)
class CrossExample:
    """A question with its candidates, best first by the search: sequences to encode, the search's scores, and which answer.

    ``weights`` are the inverse document frequencies of the question's tokens.
    """

    pairs: tuple[Pair, ...]
    scores: tuple[float, ...]
    gold: tuple[bool, ...]
    weights: tuple[float, ...]
    doc_id: str

    @property
    def answered(self) -> bool:
        """Say whether one of the candidates answers."""
        return any(self.gold)


def cross_examples(corpus: Corpus, *, own_document: bool) -> Iterator[CrossExample]:
    """Yield the examples of a corpus; with ``own_document`` the candidates are those of the document that the question was written on.

    An answerable question whose answer the search does not bring among its candidates is left out.
    """
    tokenizer = open_tokenizer(packaged_model_folder())
    tokenizer.no_truncation()
    for found in search(corpus, _SEARCHED if own_document else _DEPTH):
        example = _example(found, own_document, tokenizer)
        if len(example.pairs) > 1 and example.answered == bool(found.question.gold):
            yield example


def _example(found: Found, own_document: bool, tokenizer: Any) -> CrossExample:
    doc_id = found.question.doc_id
    kept = [one for one in found.sentences if not own_document or one.sentence.doc_id == doc_id][:_DEPTH]
    asked = token_ids(tokenizer, [found.text])[0][:MOST_QUESTION]
    candidates = [found.index.candidate(one.row) for one in kept]
    sentences = token_ids(tokenizer, [one.sentence for one in candidates])
    before = token_ids(tokenizer, [one.before for one in candidates])
    return CrossExample(
        tuple(pair_of(asked, sentence, context) for sentence, context in zip(sentences, before, strict=True)),
        tuple(one.score for one in kept),
        tuple(found.is_gold(one) for one in kept),
        tuple(float(weight) for weight in found.index.rarity(np.array(asked, dtype=np.int32))),
        doc_id,
    )
