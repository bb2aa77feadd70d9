"""The cross-encoder: how a question and a sentence are laid out, what it prefers, and when there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.cross_encoder import CROSS_GRAPH_FILE, MOST_TOKENS, Candidate, CrossEncoder, pair_of
from index.encoder import Vectors
from index.errors import DamagedIndex
from index.search import Index


def equal(ids: NDArray[np.int32]) -> Vectors:
    """Weigh every token alike."""
    return np.ones(len(ids), dtype=np.float32)


@pytest.fixture(scope="module", params=["exported", "smaller"])
def cross(request: pytest.FixtureRequest) -> CrossEncoder:
    """Return the cross-encoder of the default embedder, with the packages of the larger one and without."""
    found = CrossEncoder.open(request.getfixturevalue(request.param))
    assert found is not None
    return found


@pytest.mark.parametrize("asked", [1, 20, 40])
@pytest.mark.parametrize("told", [0, 1, 30, 200])
@pytest.mark.parametrize("before", [0, 5, 24, 25, 90])
def test_a_pair_keeps_the_question_and_fits(asked: int, told: int, before: int) -> None:
    """The question whole, the sentence from its start, the end of what stands before it, in that order's places."""
    question, sentence, context = list(range(1000, 1000 + asked)), list(range(2000, 2000 + told)), list(range(3000, 3000 + before))
    pair = pair_of(question, sentence, context)
    assert len(pair.ids) <= MOST_TOKENS
    assert list(pair.ids[slice(*pair.question)]) == question
    kept = list(pair.ids[slice(*pair.sentence)])
    assert kept == sentence[: len(kept)] and (len(kept) == told or len(pair.ids) == MOST_TOKENS)
    between = list(pair.ids[pair.question[1] + 1 : pair.sentence[0]])
    assert between == context[len(context) - len(between) :]
    assert len(between) >= min(before, 24)


def test_the_sentence_that_answers_comes_first(cross: CrossEncoder) -> None:
    """Among sentences that share as many words with the question."""
    candidates = [
        Candidate("Most carers said that the weekly payment for each child should be reviewed every year."),
        Candidate("Carers receive £141 a week for each child."),
        Candidate("Carers of two children often drive each child to school."),
    ]
    judged = cross.judge("how much are carers paid a week for each child", candidates, equal)
    assert judged.scores.shape == judged.answers.shape == (3,)
    assert int(judged.scores.argmax()) == int(judged.answers.argmax()) == 1


CANDIDATES = (Candidate("It is open."), Candidate("The home is open on Sundays. " * 12, "Opening hours: As we said before."), Candidate(""))


def test_the_same_batch_has_the_same_scores(cross: CrossEncoder) -> None:
    """To the last digit."""
    first, second = (cross.judge("when is the home open", CANDIDATES, equal) for _ in range(2))
    assert np.array_equal(first.scores, second.scores)
    assert np.array_equal(first.answers, second.answers)


@pytest.mark.parametrize(("made", "near"), [("smaller", 1e-4), ("exported", 0.1)])
def test_a_score_does_not_depend_on_the_batch(request: pytest.FixtureRequest, made: str, near: float) -> None:
    """But for rounding: in the larger model to 8 bits of the largest number in the batch."""
    cross = CrossEncoder.open(request.getfixturevalue(made))
    assert cross is not None
    together = cross.judge("when is the home open", CANDIDATES, equal)
    alone = [cross.judge("when is the home open", [one], equal) for one in CANDIDATES]
    assert np.allclose(together.scores, [one.scores[0] for one in alone], atol=near)
    assert np.allclose(together.answers, [one.answers[0] for one in alone], atol=near if made == "smaller" else 4 * near)


def test_nothing_gives_nothing(cross: CrossEncoder) -> None:
    """No candidates is no error, and neither is a question longer than the model reads."""
    assert cross.judge("when is it open", [], equal).scores.shape == (0,)
    assert cross.judge("open " * 500, [Candidate("It is open.")], equal).answers.shape == (1,)


def test_an_embedder_without_one(exported: Path, tmp_path: Path) -> None:
    """Other models have none; a file that cannot be read is told."""
    assert CrossEncoder.open(tmp_path) is None
    shutil.copy(exported / "tokenizer.json", tmp_path)
    (tmp_path / CROSS_GRAPH_FILE).write_bytes(b"not a graph")
    with pytest.raises(DamagedIndex, match="build again"):
        CrossEncoder.open(tmp_path)


def test_an_index_reads_its_sentences_with_their_heading(built: Path) -> None:
    """The context of a sentence is its heading and the sentence before it under that heading."""
    index = Index.open(built)
    rows = {sentence.clean: row for row, sentence in enumerate(index.sentences)}
    assert index.candidate(rows["Most approvals take five months."]).before == "Fostering: Foster carers receive £141 a week for each child."
    assert index.candidate(rows["Young people may stay put until 21."]).before == "Leaving:"
    judged = index.read_together("how much do carers get", [rows["Most approvals take five months."], 0])
    assert judged is not None and judged.scores.shape == (2,)
    index._cross_encoder = None
    assert index.read_together("how much do carers get", [0]) is None
