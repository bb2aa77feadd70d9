"""The exported encoder: shapes, lengths, offsets, and no influence of the batch."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder
from index.errors import DamagedIndex

TEXTS = ["Homes.", "A much longer sentence about the homes that children live in, and about their schools.", "", "Élodie’s £5 😀 plan", "Homes."]


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(encoder: Encoder) -> None:
    """Each text alone gives the vector that it has among others."""
    together = encoder.encode(TEXTS).sentences
    assert together.shape == (5, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(encoder.encode([text]).sentences[0] @ vector) > 0.9999


def test_token_vectors_know_their_characters(encoder: Encoder) -> None:
    """Offsets are code points of the text; special tokens are left out."""
    encoded = encoder.encode(TEXTS, tokens=True)
    assert [len(tokens.ids) for tokens in encoded.tokens] == encoder.count_tokens(TEXTS)
    for text, tokens in zip(TEXTS, encoded.tokens, strict=True):
        assert tokens.vectors.shape == (len(tokens.ids), 384)
        assert np.allclose(np.linalg.norm(tokens.vectors, axis=1), 1.0, atol=1e-5)
        assert all(text[start:end].strip() for start, end in tokens.offsets)
    assert [TEXTS[0][start:end] for start, end in encoded.tokens[0].offsets] == ["Homes", "."]


def test_nothing_gives_nothing(encoder: Encoder) -> None:
    """An empty list is no error."""
    encoded = encoder.encode([], tokens=True)
    assert encoded.sentences.shape == (0, 384)
    assert encoded.tokens == ()
    assert encoder.count_tokens([]) == []


def test_a_text_beyond_the_window_is_cut_at_its_end(encoder: Encoder) -> None:
    """The model reads so many tokens, two of them its own marks."""
    long = "homes " * 1000
    (tokens,) = encoder.encode([long], tokens=True).tokens
    assert len(tokens.ids) == encoder.most_tokens - 2
    assert encoder.count_tokens([long]) == [encoder.most_tokens - 2]


def test_progress_counts_every_text_once(encoder: Encoder) -> None:
    """However they are batched."""
    counts: list[int] = []
    encoder.encode(TEXTS * 20, progress=counts.append)
    assert sum(counts) == 100


def test_prompts_are_encoded_and_are_no_part_of_the_text(encoder: Encoder) -> None:
    """Some models want "query: " before a question; offsets stay those of the question."""
    prompted = Encoder(
        encoder._session, encoder._tokenizer, {"name": "x", "weights_sha256": "", "dimension": 384, "most_tokens": 256, "query_prompt": "query: "}
    )
    (tokens,) = prompted.encode(["Homes."], tokens=True, query=True).tokens
    assert [tuple(offset) for offset in tokens.offsets] == [(0, 5), (5, 6)]
    assert float(prompted.encode(["Homes."], query=True).sentences[0] @ encoder.encode(["query: Homes."]).sentences[0]) > 0.9999
    assert float(prompted.encode(["Homes."]).sentences[0] @ encoder.encode(["Homes."]).sentences[0]) > 0.9999


@pytest.mark.parametrize("name", ["encoder.json", "tokenizer.json", "encoder.onnx"])
@pytest.mark.parametrize("content", [None, b"", b"{", b"{}"])
def test_a_damaged_encoder_is_refused(exported: Path, tmp_path: Path, name: str, content: bytes | None) -> None:
    """Missing, empty, cut short, or not what it should be."""
    folder = tmp_path / "encoder"
    folder.mkdir()
    for other in ("encoder.json", "tokenizer.json", "encoder.onnx"):
        if other != name:
            (folder / other).symlink_to(exported / other)
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(DamagedIndex, match="build again") as caught:
        Encoder.open(folder)
    assert "\n" not in str(caught.value)
    shutil.rmtree(folder)


def test_words_are_whole_words_of_the_vocabulary(encoder: Encoder) -> None:
    """Pieces of words, numbers and marks are none."""
    words = encoder.words()
    assert {"children", "order", "placement"} <= words
    assert not {word for word in words if word.startswith("##") or word.isdigit() or len(word) < 3}
