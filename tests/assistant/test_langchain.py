"""carecite as LangChain's users meet it."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("langchain_core", reason="langchain-core is not installed")

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from assistant.errors import QuestionError
from assistant.langchain_adapter import CareciteRetriever, as_runnable
from assistant.reply import Abstention
from index.errors import MissingIndex

QUESTION = "What happened to supervision-order placements?"


class Memory:
    """Abstains from everything and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def ask(self, question, history=(), words=150):
        self.asked.append((question, tuple(history), words))
        return Abstention(question, "Not in here.", (), 0.0)


class Heard(BaseCallbackHandler):
    """Notes the events of a run."""

    def __init__(self):
        self.events = []

    def on_retriever_end(self, documents, **kwargs):
        self.events.append(("retrieved", len(documents), kwargs.get("tags")))

    def on_chain_end(self, outputs, **kwargs):
        self.events.append(("replied", outputs["status"], kwargs.get("tags")))


@pytest.fixture(scope="module")
def retriever(seed_index):
    return CareciteRetriever.open(seed_index, k=4)


class TestRetriever:
    def test_gives_passages_at_their_exact_places_best_first(self, retriever):
        assert isinstance(retriever, BaseRetriever)
        documents = retriever.invoke(QUESTION)
        assert len(documents) == 4
        for document in documents:
            place = document.metadata
            assert document.page_content == retriever.index.documents[place["doc_id"]].text[place["start"] : place["end"]]
            assert document.id == f"{place['doc_id']}:{place['start']}-{place['end']}"
            assert set(place) == {"doc_id", "start", "end", "title", "author", "published", "section", "score"}
        scores = [document.metadata["score"] for document in documents]
        assert scores == sorted(scores, reverse=True)
        assert any("about a quarter had broken down within two years" in document.page_content for document in documents)

    def test_takes_config_and_batch(self, retriever):
        heard = Heard()
        first, second = retriever.batch([QUESTION, "kinship care"], config={"callbacks": [heard], "tags": ["t"]})
        assert first == retriever.invoke(QUESTION) and second != first
        assert heard.events == [("retrieved", 4, ["t"])] * 2

    def test_asynchronously(self, retriever):
        assert asyncio.run(retriever.ainvoke(QUESTION)) == retriever.invoke(QUESTION)

    def test_stands_in_a_chain(self, retriever):
        chain = retriever | RunnableLambda(len)
        assert chain.invoke(QUESTION) == 4

    def test_nothing_for_an_empty_question(self, retriever):
        assert retriever.invoke("  ") == []

    def test_k_is_at_least_one(self, retriever):
        with pytest.raises(ValidationError):
            CareciteRetriever(index=retriever.index, k=0)

    def test_a_missing_index(self, tmp_path):
        with pytest.raises(MissingIndex):
            CareciteRetriever.open(tmp_path / "none")


class TestRunnable:
    @pytest.fixture
    def memory(self):
        return Memory()

    def test_takes_text(self, memory):
        reply = as_runnable(memory, words=60).invoke("Why?")
        assert reply == Abstention("Why?", "Not in here.", (), 0.0).to_dict()
        assert memory.asked == [("Why?", (), 60)]

    def test_takes_a_question_with_its_history(self, memory):
        as_runnable(memory).invoke({"question": "and when?", "history": ["Who pays?"]})
        as_runnable(memory).invoke({"question": "and when?", "history": [HumanMessage("Who pays?"), AIMessage("The library.")]})
        as_runnable(memory).invoke({"question": "Who pays?", "history": None})
        assert memory.asked == [("and when?", ("Who pays?",), 150)] * 2 + [("Who pays?", (), 150)]

    def test_takes_config_and_batch(self, memory):
        heard = Heard()
        replies = as_runnable(memory).batch(["a?", "b?", "c?"], config={"callbacks": [heard], "max_concurrency": 2})
        assert [reply["question"] for reply in replies] == ["a?", "b?", "c?"]
        assert [event[:2] for event in heard.events] == [("replied", "abstained")] * 3

    def test_stands_in_a_chain(self, memory):
        chain = RunnableLambda(lambda words: {"question": " ".join(words)}) | as_runnable(memory) | (lambda reply: reply["reason"])
        assert chain.invoke(["Who", "pays?"]) == "Not in here."

    def test_asynchronously(self, memory):
        assert asyncio.run(as_runnable(memory).ainvoke("Why?"))["question"] == "Why?"

    @pytest.mark.parametrize("wrong", [{}, {"question": 5}, 5, None, {"question": "a?", "history": "b?"}, {"question": "a?", "history": [5]}])
    def test_says_what_it_takes(self, wrong, memory):
        with pytest.raises(QuestionError, match="give the question as text"):
            as_runnable(memory).invoke(wrong)

    def test_an_error_of_one_can_be_kept_from_the_others(self, assistant):
        first, second = as_runnable(assistant).batch(["  ", QUESTION], return_exceptions=True)
        assert isinstance(first, QuestionError) and second["question"] == QUESTION
