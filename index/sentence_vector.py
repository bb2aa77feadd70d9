"""Vectors of sentences and of their neighbourhoods, made of the token vectors of windows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoder, TokenVectors, Vectors
from index.token_store import TokenBlock, quantise
from index.weights import DenseWeights
from index.window import Window, neighbours
from ingest.sentence import Sentence
from ingest.span import Span


def encode_windows(encoder: Encoder, windows: Sequence[Window]) -> tuple[Vectors, TokenBlock]:
    """Encode windows and return, for their own sentences in order, the sums of token vectors and the token vectors themselves.

    The sums have shape (sentences, dimension).
    """
    encoded = encoder.encode([window.text for window in windows], tokens=True)
    tokens: list[TokenVectors] = []
    for window, found in zip(windows, encoded.tokens, strict=True):
        tokens += [_own_tokens(found, place) for place in window.places]
    sums = np.stack([token.vectors.sum(axis=0) for token in tokens]) if tokens else np.zeros((0, encoder.dimension), np.float32)
    return sums.astype(np.float32), quantise(tokens, encoder.dimension)


def _own_tokens(window: TokenVectors, place: Span) -> TokenVectors:
    offsets = window.offsets
    keep = (offsets[:, 0] >= place.start) & (offsets[:, 1] <= place.end) & (offsets[:, 1] > offsets[:, 0])
    return TokenVectors(window.vectors[keep], window.ids[keep], offsets[keep])


def combine(sums: Vectors, sentences: Sequence[Sentence], weights: DenseWeights) -> Vectors:
    """Return one vector for each sentence of a document: the weighted sum of the directions of the sentence and of its neighbourhoods.

    A weighted sum of inner products with one question is the inner product with the weighted sum of the vectors, so one vector says it
    all. ``sums`` has shape (sentences, dimension).
    """
    own = _direction(sums)
    near = _direction(np.stack([sums[neighbours(sentences, i, 1)].sum(axis=0) for i in range(len(sentences))])) if len(sentences) else own
    wide = _direction(np.stack([sums[neighbours(sentences, i, 2)].sum(axis=0) for i in range(len(sentences))])) if len(sentences) else own
    combined: Vectors = (weights.own * own + weights.near * near + weights.wide * wide).astype(np.float32)
    return combined


def _direction(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(length, 1e-9)
    return unit
