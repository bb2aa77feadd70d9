"""Some of the documents are asked as if there were no others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, cli
from assistant.batch import read_batch, replies
from assistant.errors import ChoiceError
from assistant.part_cache import PartCache
from assistant.reply import Abstention, Answer
from index.builder import build_index
from index.search import Index

QUESTION = "What happened to supervision order placements?"
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def doc_ids(assistant: Assistant) -> Sequence[str]:
    return list(assistant.documents)


def test_only_they_are_quoted(assistant: Assistant, doc_ids: Sequence[str]) -> None:
    everywhere = assistant.ask(QUESTION)
    assert isinstance(everywhere, Answer)
    assert len({quote.doc_id for quote in everywhere.quotes}) > 1
    for chosen in (doc_ids[:1], doc_ids[1:2], doc_ids[2:]):
        reply = assistant.ask(QUESTION, documents=chosen)
        places = [*reply.quotes] if isinstance(reply, Answer) else [*reply.related]
        assert places
        assert {quote.doc_id for quote in places} <= set(chosen)
        assert {place.doc_id for quote in places for place in quote.also_in} <= set(chosen)


def test_the_reply_is_that_of_an_index_of_these_alone(assistant: Assistant, doc_ids: Sequence[str], tmp_path: Path) -> None:
    chosen = doc_ids[2:]
    folder = tmp_path / "documents"
    folder.mkdir()
    for doc_id in chosen:
        name = assistant.documents[doc_id].file
        (folder / name).write_bytes((ROOT / "seeds" / name).read_bytes())
    (folder / "sources.toml").write_text(_sources(assistant, chosen), encoding="utf-8")
    build_index(folder, tmp_path / "index", encoder=assistant.index.encoder)
    alone = Assistant(Index.open(tmp_path / "index", models_of=assistant.index))
    for question in (QUESTION, "How many children are in care?", "What is kinship care?", "Who pays for school meals in Sweden?"):
        part, whole = assistant.ask(question, documents=chosen), alone.ask(question)
        assert type(part) is type(whole)
        assert part.confidence == pytest.approx(whole.confidence, abs=0.01)
        if isinstance(part, Answer) and isinstance(whole, Answer):
            assert [(quote.doc_id, quote.span) for quote in part.quotes] == [(quote.doc_id, quote.span) for quote in whole.quotes]


def _sources(assistant: Assistant, chosen: Sequence[str]) -> str:
    lines = []
    for doc_id in chosen:
        source = assistant.documents[doc_id].source
        lines.append(f"[{doc_id}]")
        lines += [f"{key} = {json.dumps(value)}" for key in ("title", "author", "publisher", "published", "kind") if (value := getattr(source, key))]
    return "\n".join(lines) + "\n"


def test_all_of_them_are_the_assistant_itself(assistant: Assistant, doc_ids: Sequence[str]) -> None:
    assert assistant.of_documents(doc_ids) is assistant
    part = assistant.of_documents(doc_ids[:2])
    assert assistant.of_documents(doc_ids[1::-1]) is part
    assert part.ask(QUESTION).to_dict()["quotes"] == assistant.ask(QUESTION, documents=doc_ids[:2]).to_dict()["quotes"]


def test_a_part_keeps_the_settings_of_whoever_asks(assistant: Assistant, doc_ids: Sequence[str]) -> None:
    other = assistant.with_settings(replace(assistant.settings, spelling=False))
    assert not other.of_documents(doc_ids[:1]).settings.spelling
    assert assistant.of_documents(doc_ids[:1]).settings.spelling


@pytest.mark.parametrize(("documents", "said"), [(["nowhere"], "there is no document 'nowhere'"), ([], "no document is chosen"), ("x" * 500, "'xxx")])
def test_a_choice_that_is_none(assistant: Assistant, documents: Sequence[str], said: str) -> None:
    with pytest.raises(ChoiceError, match=said) as error:
        assistant.ask(QUESTION, documents=documents)
    assert len(str(error.value)) < 200


def test_the_choice_used_longest_ago_is_forgotten() -> None:
    cache: PartCache[object] = PartCache(2)
    one, two, three = (frozenset({name}) for name in "abc")
    first = cache.get(one, object)
    second = cache.get(two, object)
    assert cache.get(one, object) is first
    cache.get(three, object)
    assert cache.get(one, object) is first
    assert cache.get(two, object) is not second


def test_a_line_of_a_batch_names_its_own(assistant: Assistant, doc_ids: Sequence[str], tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = [
        {"id": 1, "question": QUESTION, "documents": [doc_ids[0]]},
        {"id": 2, "turns": ["a", QUESTION], "documents": ["gone"]},
        {"question": QUESTION},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    batch = read_batch(path)
    assert [item.documents for item in batch.questions] == [(doc_ids[0],), ("gone",), None]
    first, second, third = (asked.reply for asked in replies(assistant, batch.questions, 150, [doc_ids[1]]))
    assert isinstance(first, Answer)
    assert {quote.doc_id for quote in first.quotes} == {doc_ids[0]}
    assert isinstance(second, Abstention)
    assert "There is no document 'gone'" in second.reason
    assert isinstance(third, Answer)
    assert {quote.doc_id for quote in third.quotes} == {doc_ids[1]}


@pytest.mark.parametrize("documents", ['"a"', "[]", "[1]", "{}"])
def test_a_line_whose_documents_are_no_list_of_ids(tmp_path: Path, documents: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"question": "Why?", "documents": {documents}}}\n', encoding="utf-8")
    batch = read_batch(path)
    assert batch.questions == ()
    assert "documents is not a list of document ids" in batch.problems[0]


def test_the_command_takes_documents(seed_index: Path, doc_ids: Sequence[str], capfd: pytest.CaptureFixture[str]) -> None:
    chosen = [word for doc_id in doc_ids[:2] for word in ("--document", doc_id)]
    assert cli.main(["ask", QUESTION, "--json", "--index", str(seed_index), *chosen]) == 0
    assert {quote["doc_id"] for quote in json.loads(capfd.readouterr().out)["quotes"]} <= set(doc_ids[:2])
    assert cli.main(["ask", QUESTION, "--index", str(seed_index), "--document", "nowhere"]) == 2
    assert "there is no document 'nowhere'" in capfd.readouterr().err


def test_a_batch_with_a_wrong_document_writes_nothing(seed_index: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text('{"question": "Why?"}\n', encoding="utf-8")
    asked = ["ask", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"), "--document", "nowhere", "--index", str(seed_index)]
    assert cli.main(asked) == 2
    assert "there is no document 'nowhere'" in capfd.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()
