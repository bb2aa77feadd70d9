"""Vectors of sentences made of token vectors: hand-derived sums and directions."""

from __future__ import annotations

import numpy as np
import pytest

from index.encoder import Encoder
from index.sentence_vector import combine, encode_windows
from index.weights import DenseWeights
from index.window import Window
from ingest.span import Span
from tests.index.sentences import sentence


def test_combine_adds_directions_under_one_heading() -> None:
    """Three sentences at right angles, the third under another heading: near of the first is (1, 1, 0) / sqrt 2."""
    group = [sentence(0, "a", "A"), sentence(1, "b", "A"), sentence(2, "c", "B")]
    sums = np.array([[2, 0, 0], [0, 2, 0], [0, 0, 5]], np.float32)
    half = 0.5 / 2**0.5
    found = combine(sums, group, DenseWeights(own=1.0, near=0.5, wide=0.0))
    assert found == pytest.approx(np.array([[1 + half, half, 0], [half, 1 + half, 0], [0, 0, 1.5]]), abs=1e-6)
    assert found.dtype == np.float32


def test_the_weighted_sum_of_products_is_the_product_with_the_sum() -> None:
    """What one vector for each sentence rests on."""
    random = np.random.default_rng(1)
    sums, question = random.normal(size=(4, 8)).astype(np.float32), random.normal(size=8)
    group = [sentence(i, "x", "A") for i in range(4)]
    parts = [combine(sums, group, DenseWeights(*weights)) @ question for weights in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]
    assert combine(sums, group, DenseWeights(0.5, 0.3, 0.2)) @ question == pytest.approx(0.5 * parts[0] + 0.3 * parts[1] + 0.2 * parts[2], abs=1e-5)


def test_nothing_and_a_sentence_without_tokens() -> None:
    """No division by zero."""
    assert combine(np.zeros((0, 3), np.float32), [], DenseWeights()).shape == (0, 3)
    assert np.isfinite(combine(np.zeros((1, 3), np.float32), [sentence(0, "")], DenseWeights())).all()


def test_encode_windows_takes_only_the_tokens_of_own_sentences(encoder: Encoder) -> None:
    """The heading and the neighbour give context and are not counted."""
    text = "Heading: Homes closed. Costs rose. More context."
    window = Window(text, (0, 1), (Span(9, 22), Span(23, 34)))
    sums, block = encode_windows(encoder, [window])
    assert list(block.counts) == [3, 3]
    (tokens,) = encoder.encode([text], tokens=True).tokens
    assert sums[0] == pytest.approx(tokens.vectors[2:5].sum(axis=0), abs=1e-5)
    assert sums[1] == pytest.approx(tokens.vectors[5:8].sum(axis=0), abs=1e-5)


def test_encode_no_windows(encoder: Encoder) -> None:
    """Shapes hold."""
    sums, block = encode_windows(encoder, [])
    assert sums.shape == (0, 384)
    assert block.codes.shape == (0, 384)
