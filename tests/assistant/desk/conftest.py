"""A store in an empty folder, and an answer to keep in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.desk.store.store import Store
from assistant.reply import Answer, Quote


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "desk")
    yield opened
    opened.database.close()


@pytest.fixture
def answer(make_quote: Callable[..., Quote]) -> Answer:
    return Answer("q", (make_quote("Kinship Care grew by a ﬁfth."),), "text [1]", 0.9)
