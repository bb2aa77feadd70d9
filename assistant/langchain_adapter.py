"""carecite inside LangChain: a retriever of passages, and the assistant as a runnable. The only module of the assistant that imports langchain_core.

Both take the config, callbacks and ``batch`` that every runnable of LangChain takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.messages import BaseMessage, HumanMessage
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import PositiveInt

from assistant.assistant import DEFAULT_INDEX, Assistant
from assistant.errors import QuestionError
from assistant.selection import DEFAULT_WORDS
from index.search import Index, ScoredPassage

_HOW_TO_ASK = 'give the question as text, or {"question": "...", "history": ["earlier question", ...]}'

RunnableInput = str | dict[str, Any]


class CareciteRetriever(BaseRetriever):
    """Finds the ``k`` best passages of an index for a question, best first.

    A passage comes as a document with ``page_content == source[start:end]`` and the metadata doc_id, start, end, title, author, published,
    section and score.
    """

    index: Index
    k: PositiveInt = 8

    @classmethod
    def open(cls, index_dir: Path | str = DEFAULT_INDEX, k: int = 8) -> CareciteRetriever:
        """Return a retriever of the index at ``index_dir``.

        Raises:
            MissingIndex, DamagedIndex, IndexMismatch: the index cannot be used.
        """
        return cls(index=Index.open(Path(index_dir)), k=k)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [self._document(found) for found in self.index.search_passages(query, limit=self.k)]

    def _document(self, found: ScoredPassage) -> Document:
        passage = found.passage
        document = self.index.documents[passage.doc_id]
        start, end = passage.span.start, passage.span.end
        metadata = {
            "doc_id": passage.doc_id,
            "start": start,
            "end": end,
            "title": document.title,
            "author": document.source.author,
            "published": document.source.published,
            "section": list(passage.headings),
            "score": found.score,
        }
        return Document(page_content=passage.text, metadata=metadata, id=f"{passage.doc_id}:{start}-{end}")


class CareciteRunnable(Runnable[RunnableInput, dict[str, Any]]):
    """Asks an assistant; gives the reply as the JSON object that the command line prints.

    It takes the question as text, or a dictionary with ``question`` and, for a follow-up, ``history``: the questions before it, oldest first. In the
    history a chat's messages may stand as well, of which those of people count. ``words`` is the reading budget of every reply.
    """

    def __init__(self, assistant: Assistant, words: int = DEFAULT_WORDS) -> None:
        """Take the assistant to ask."""
        self._assistant = assistant
        self._words = words

    def invoke(self, input: RunnableInput, config: RunnableConfig | None = None, **kwargs: Any) -> dict[str, Any]:
        """Ask one question.

        Raises:
            QuestionError: there is no question in ``input``, it is empty, or too long to be one.
        """
        return self._call_with_config(self._ask, input, config, **kwargs)

    def _ask(self, input: RunnableInput) -> dict[str, Any]:
        question, history = _read(input)
        return self._assistant.ask(question, history, self._words).to_dict()


def as_runnable(assistant: Assistant, words: int = DEFAULT_WORDS) -> CareciteRunnable:
    """Return ``assistant`` as a runnable."""
    return CareciteRunnable(assistant, words)


def _read(input: RunnableInput) -> tuple[str, tuple[str, ...]]:
    if isinstance(input, str):
        return input, ()
    question = input.get("question") if isinstance(input, dict) else None
    if not isinstance(question, str):
        raise QuestionError(f"there is no question to ask: {_HOW_TO_ASK}")
    history = input.get("history") or ()
    if isinstance(history, str) or not isinstance(history, Sequence):
        raise QuestionError(f"the history is not a list of questions: {_HOW_TO_ASK}")
    turns = [
        turn.text if isinstance(turn, HumanMessage) else turn
        for turn in history
        if isinstance(turn, HumanMessage) or not isinstance(turn, BaseMessage)
    ]
    if not all(isinstance(turn, str) for turn in turns):
        raise QuestionError(f"the history holds something else than questions: {_HOW_TO_ASK}")
    return question, tuple(str(turn) for turn in turns)
