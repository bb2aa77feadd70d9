"""A corpus of two short documents, a question set about it, and a system that replies what the test says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.cases import Case, Fact, GoldQuote, Split
from ingest.document import Document

# Ten words a sentence, so that word budgets can be counted by hand.
FIRST = "Of the homes seen, nine closed within a single year."
SECOND = "Staff said \u2018we were never asked\u2019 by anyone in charge."
THIRD = "Costs rose to 12\nmillion pounds, which nobody had planned for."
OTHER = "A second report found that ten homes closed that winter."
DOCUMENTS = {
    "one": Document("one", f"{FIRST} {SECOND} {THIRD}"),
    "two": Document("two", f"{OTHER}\n"),
}


def quote(doc_id: str, text: str) -> dict[str, Any]:
    """Return a quote of the contract, placed where the text first stands."""
    start = DOCUMENTS[doc_id].text.index(text)
    return {"doc_id": doc_id, "start": start, "end": start + len(text), "text": text}


def answered(*quotes: dict[str, Any]) -> dict[str, Any]:
    """Return an answer of the contract."""
    return {"status": "answered", "quotes": list(quotes), "related": []}


def abstained(*related: dict[str, Any]) -> dict[str, Any]:
    """Return an abstention of the contract."""
    return {"status": "abstained", "quotes": [], "related": list(related)}


def fact(*golds: tuple[str, str]) -> Fact:
    """Return a fact from (doc_id, text) alternatives."""
    return Fact(tuple(GoldQuote(doc_id, text) for doc_id, text in golds))


def case(id: str, *facts: Fact, kind: str = "fact", split: Split = "gate", turns: tuple[str, ...] = ()) -> Case:
    """Return a case; without facts give a kind that the documents do not answer."""
    question = turns[-1] if turns else f"question {id}?"
    return Case(id, question, turns, "policy", kind, "normal", bool(facts), facts, "", split)


NINE = fact(("one", "nine closed within a single year"))
ASKED = fact(("one", "\u2018we were never asked\u2019"))
COSTS = fact(("one", "12\nmillion pounds"))
ANSWERABLE = case("q1", NINE)
TWO_FACTS = case("q2", NINE, COSTS, kind="several")
UNANSWERABLE = case("q3", kind="false-premise")


@dataclass
class FakeTask:
    """Replies by question; an exception is raised, anything else returned. Remembers what it was asked."""

    replies: Mapping[str, Any]
    asked: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return or raise the prepared reply."""
        self.asked.append((question, tuple(history), words))
        reply = self.replies[question]
        if isinstance(reply, BaseException):
            raise reply
        return dict(reply)


def line(**changes: object) -> dict[str, object]:
    """Return a valid line of a question set, with changes."""
    gold = {"doc_id": "one", "text": "nine closed within a single year"}
    whole: dict[str, object] = {
        "id": "q1",
        "question": "how many closed?",
        "turns": [],
        "voice": "practitioner",
        "kind": "number",
        "overlap": "low",
        "answerable": True,
        "facts": [{"quotes": [gold]}],
        "note": "",
        "split": "gate",
    }
    return whole | changes


def write_lines(path: Path, *lines: object) -> Path:
    """Write JSON lines; a string is written as it is."""
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines), encoding="utf-8")
    return path
