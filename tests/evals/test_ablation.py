"""The ablation: every switch has a variant, differences are paired, and the command's way from folders to reports, with fakes for the assistant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.settings import DEFAULT_SETTINGS, Settings
from evals import ablation, cli
from evals.ablation import VARIANTS, compare
from evals.ablation_report import ablation_rows, to_markdown
from evals.commands import ablation as command
from evals.figures import Figure
from evals.product import Product
from evals.response import read_response
from evals.runner import Run, run_cases
from index.weights import SearchWeights
from ingest.document import Document
from ingest.folder import read_folder
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, OTHER, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, line, quote, write_lines

SET_DOCS = ({"id": "a#1", "title": "Mills", "text": "The mill opened in 1843. It burnt down in 1845."},)
SET_QUESTION = {
    "id": "s1",
    "question": "when?",
    "answers": [{"doc_id": "a#1", "text": "1843", "start": 19}],
    "answerable": True,
    "answers_mode": "evidence",
}
NOTHING = {"id": "s2", "question": "who?", "answers": [], "answerable": True, "answers_mode": "evidence"}


@dataclass
class FakeProduct:
    """Quotes the first sentence of its first document, or nothing without dense retrieval; breaks on purpose when told so."""

    documents: Mapping[str, Document]
    settings: Settings = DEFAULT_SETTINGS
    broken: bool = False
    embedder: Any = None

    def with_settings(self, settings: Settings) -> FakeProduct:
        """Return another with other settings."""
        return FakeProduct(self.documents, settings, self.broken)

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return a reply of the contract."""
        if self.broken and not self.settings.vocabulary:
            raise ValueError("odd")
        if not self.settings.weights.dense:
            return abstained()
        document = self.documents[min(self.documents)]
        start, end = document.text.rindex("\n") + 1 if "\n\n" in document.text else 0, document.text.index(".") + 1
        return answered({"doc_id": document.doc_id, "start": start, "end": end, "text": document.text[start:end]})


@dataclass
class Bench:
    """A folder with a question set and a public set, and what was built."""

    folder: Path
    product: FakeProduct
    built: list[tuple[str, str | None, bool]] = field(default_factory=list)

    def run(self, *arguments: str) -> int:
        return cli.main(["--set", str(self.folder / "set.jsonl"), "--index", "the index", "--seeds", "the seeds", *arguments])

    def build(self, folder: Path, target: Path, *, like: Path | None = None, plain: bool = False, watch: Any = None) -> FakeProduct:
        self.built.append((folder.name, like.name if like else None, plain))
        watch(1, 1)
        if folder.name == "the seeds":
            return self.product
        return FakeProduct({document.doc_id: document for document in read_folder(folder).documents})


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    write_lines(tmp_path / "set.jsonl", line(), line(id="q2", question="tuned?", split="tune"))
    (tmp_path / "mills").mkdir()
    write_lines(tmp_path / "mills" / "docs.jsonl", *SET_DOCS)
    write_lines(tmp_path / "mills" / "questions.jsonl", SET_QUESTION, NOTHING)
    bench = Bench(tmp_path, FakeProduct(DOCUMENTS))
    monkeypatch.setattr(command, "ensure_index", lambda index_dir, seeds: None)
    monkeypatch.setattr(command, "open_product", lambda index_dir: bench.product)
    monkeypatch.setattr(ablation, "build_product", bench.build)
    monkeypatch.setattr(ablation, "open_peers", lambda documents, embedder: {"a peer": FakeProduct(documents)})
    return bench


def test_every_switch_of_the_assistant_has_a_variant() -> None:
    switches = [one.name for one in fields(Settings) if one.type in ("bool", bool)]
    assert switches
    for name in switches:
        changed: dict[str, Any] = {name: False}
        assert [variant for variant in VARIANTS if variant.settings == replace(DEFAULT_SETTINGS, **changed)], f"no variant switches off {name}"
    weights = {one.name for one in fields(SearchWeights)}
    zero = {name for variant in VARIANTS for name in weights if getattr(variant.settings.weights, name) == 0.0}
    assert zero == weights


def test_variants_differ_and_the_first_is_what_users_get() -> None:
    assert VARIANTS[0].settings == DEFAULT_SETTINGS
    assert VARIANTS[0].adapted
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)
    assert len({(repr(variant.settings), variant.adapted) for variant in VARIANTS}) == len(VARIANTS)


def test_differences_are_of_the_same_cases() -> None:
    cases = (ANSWERABLE, TWO_FACTS, UNANSWERABLE)
    good = answered(quote("one", DOCUMENTS["one"].text))
    full = FakeTask({"question q1?": good, "question q2?": good, "question q3?": abstained()})
    less = FakeTask({"question q1?": good, "question q2?": answered(quote("one", FIRST)), "question q3?": answered(quote("two", OTHER))})
    reference, changed = run_cases("all", cases, full, DOCUMENTS), run_cases("less", cases, less, DOCUMENTS)
    entry = compare(changed, reference)
    # Of three facts one is lost; a resample holds only q1 (0) or only q2 (one of two facts).
    primary = entry.differences["facts within 150 words"]
    assert primary.value == pytest.approx(-1 / 3)
    assert (primary.low, primary.high, primary.cases) == (-0.5, 0.0, 2)
    assert entry.differences["refusal"].value == -1.0
    assert entry.differences["false denial"].value == 0.0


def test_slower_is_the_median_of_the_cases_differences() -> None:
    good = answered(quote("one", FIRST))
    cases = (ANSWERABLE, TWO_FACTS)
    one = run_cases("one", cases, FakeTask({"question q1?": good, "question q2?": good}), DOCUMENTS)
    fast = Run("fast", tuple(replace(scored, seconds=1.0) for scored in one.scored))
    slow = Run("slow", (replace(one.scored[0], seconds=1.5), replace(one.scored[1], seconds=3.5)))
    # The differences are 0.5 and 2.5; a resample has the one, the other or both.
    assert compare(slow, fast).slower == Figure(1.5, 0.5, 2.5, cases=2)
    assert compare(fast, fast).slower == Figure(0.0, 0.0, 0.0, cases=2)


def test_a_case_that_broke_on_either_is_in_no_difference() -> None:
    good = answered(quote("one", FIRST))
    reference = run_cases("all", (ANSWERABLE, TWO_FACTS), FakeTask({"question q1?": good, "question q2?": good}), DOCUMENTS)
    changed = run_cases("less", (ANSWERABLE, TWO_FACTS), FakeTask({"question q1?": good, "question q2?": ValueError("odd")}), DOCUMENTS)
    assert compare(changed, reference).differences["facts within 150 words"].cases == 1
    broken = run_cases("less", (ANSWERABLE,), FakeTask({"question q1?": ValueError("odd")}), DOCUMENTS)
    assert (compare(broken, reference).differences, compare(broken, reference).slower) == ({}, None)


def test_the_command_measures_both_sets_and_writes_both_reports(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    json_file, markdown_file = bench.folder / "out.json", bench.folder / "out.md"
    public = ["--public", str(bench.folder / "mills"), "--sample", "5"]
    assert bench.run("--ablation", *public, "--json", str(json_file), "--markdown", str(markdown_file)) == 0
    assert bench.built == [("the seeds", None, True), ("documents", "the index", False), ("documents", "plain", True)]
    known, mills = json.loads(json_file.read_text(encoding="utf-8"))["sets"]
    assert (known["set"], known["cases"]) == ("set, gate half", 1)
    assert (mills["set"], mills["cases"], mills["documents"], mills["left_out"]) == ("mills", 1, 1, 1)
    for one in (known, mills):
        assert [system["system"] for system in one["systems"]] == [*(variant.name for variant in VARIANTS), "a peer"]
        by_name = {system["system"]: system for system in one["systems"]}
        assert by_name["everything on"]["figures"]["facts within 150 words"]["value"] == 1.0
        assert by_name["without dense"]["differences"]["facts within 150 words"] == {"value": -1.0, "low": -1.0, "high": -1.0, "cases": 1}
        assert by_name["without BM25"]["differences"]["facts within 150 words"]["value"] == 0.0
        assert (by_name["a peer"]["peer"], by_name["without parts"]["peer"]) == (True, False)
    assert "| without dense | 0.000 [0.00, 0.00] | -1.000 [-1.00, -1.00] |" in markdown_file.read_text(encoding="utf-8")
    out = capsys.readouterr().out
    assert "mills: 1 questions on 1 documents, 1 that cannot be marked left out" in out
    assert out.count("without premise checks") == 2


def test_the_other_half_can_be_chosen(bench: Bench) -> None:
    out = bench.folder / "out.json"
    assert bench.run("--ablation", "--split", "tune", "--json", str(out)) == 0
    one = json.loads(out.read_text(encoding="utf-8"))["sets"][0]
    assert [question["id"] for question in one["systems"][0]["questions"]] == ["q2"]


def test_a_broken_case_gives_exit_code_1_and_is_named(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.product.broken = True
    assert bench.run("--ablation", "--markdown", str(bench.folder / "out.md")) == 1
    assert "set, gate half: broken: without vocabulary, q1: ValueError: odd" in capsys.readouterr().out
    assert "## Broken cases" in (bench.folder / "out.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ablation", "--gate"], "--ablation measures parts of the assistant and knows no gate"),
        (["--ablation", "--update-baseline"], "knows no gate"),
        (["--public", "mills"], "go with --ablation only"),
        (["--sample", "3"], "go with --ablation only"),
        (["--documents", "3"], "go with --ablation only"),
        (["--ablation", "--sample", "0"], "--sample 0 leaves no question"),
        (["--ablation", "--documents", "0"], "--documents 0 leaves no document"),
        (["--ablation", "--leave-out", "nowhere.txt"], "cannot read nowhere.txt"),
        (["--ablation", "--public", "none"], "none is not a folder"),
        (["--ablation", "--public", "mills", "--public", "mills"], "the same name"),
        (["--ablation", "--json", "none/out.json"], "cannot write"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2_before_anything_is_built(
    bench: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(bench.folder)
    assert bench.run(*arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.splitlines()) == 1
    assert bench.built == []


def test_each_system_is_asked_every_question_once_and_none_is_always_first() -> None:
    asked: list[str] = []

    class Recorder(FakeTask):
        """Notes who was asked."""

        def __init__(self, name: str) -> None:
            super().__init__({f"question {case.id}?": abstained() for case in cases})
            self.name = name

        documents, embedder = DOCUMENTS, None

        def with_settings(self, settings: Settings) -> Recorder:
            return Recorder(next(variant.name for variant in VARIANTS if variant.settings == settings))

        def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
            asked.append(self.name)
            return super().ask(question, history, words)

    cases = (ANSWERABLE, TWO_FACTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ablation, "open_peers", lambda documents, embedder: {})
        product: Any = Recorder("")
        measured = ablation.measure(ablation.Bench("two", cases, product, product), lambda work, step, done, total: None)
    assert asked[0] == "everything on"
    assert asked[len(VARIANTS)] == "without late interaction"
    assert len(asked) == 2 * len(VARIANTS)
    rows = ablation_rows(measured, intervals=False)
    assert [row[0] for row in rows[1:]] == [variant.name for variant in VARIANTS]
    assert rows[1][2] == ""
    assert to_markdown([measured]).startswith("# Ablation\n\n## two: 2 questions on 2 documents\n")


def test_the_real_assistant_takes_the_settings(assistant: Assistant) -> None:
    product = Product(assistant)
    question = "how do I bake sourdough bread?"
    assert read_response(product.ask(question, (), 150)).abstained
    assert not read_response(product.with_settings(Settings(refusal=False, premises=False)).ask(question, (), 150)).abstained
    assert product.assistant.settings == DEFAULT_SETTINGS
    assert product.embedder.encode(["one text"]).shape == (1, 384)
