"""The seam to the assistant: its replies are what the measures read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from assistant.reply import Abstention, Answer, Place, Quote
from evals.product import Product, ensure_index
from evals.response import Extract, read_response
from ingest.span import Span
from tests.evals.samples import DOCUMENTS, FIRST, OTHER

PLACE = Place("two", Span(0, len(OTHER)), OTHER, "Two")
QUOTE = Quote("one", Span(0, len(FIRST)), FIRST, "One", None, None, (), "One.", 1.0, also_in=(PLACE,))


class FakeAssistant:
    """Answers one question and abstains from the rest."""

    documents = DOCUMENTS

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150) -> Answer | Abstention:
        """Return a reply of the real nouns."""
        if question == "known?":
            return Answer(question, (QUOTE,), "Note.", 0.9)
        return Abstention(question, "Nothing is said.", (QUOTE,), 0.1)


def test_answers_and_abstentions_of_the_assistant_are_read() -> None:
    product = Product(cast(Any, FakeAssistant()))
    answer = read_response(product.ask("known?", (), 300))
    assert answer.quotes == (Extract("one", 0, len(FIRST), FIRST),)
    assert answer.others == (Extract("two", 0, len(OTHER), OTHER),)
    abstention = read_response(product.ask("unknown?", (), 300))
    assert abstention.abstained
    assert abstention.others[0].text == FIRST
    assert product.documents is DOCUMENTS


def test_an_index_that_stands_is_left_as_it_is_where_its_folder_is_gone(tmp_path: Path) -> None:
    ensure_index(tmp_path, tmp_path / "no documents")
    assert list(tmp_path.iterdir()) == []
