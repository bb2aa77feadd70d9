"""How a format is chosen, and the command that writes one."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import docx
import pytest

from assistant import Abstention, Assistant, cli
from assistant.errors import ExportError
from assistant.export.formats import FORMATS, export, format_named, format_of_file

QUESTION = "What happened to supervision-order placements?"
NOWHERE = "Who won the football world cup in 1966?"


class TestChoice:
    @pytest.mark.parametrize(("name", "chosen"), [("md", "markdown"), ("Markdown", "markdown"), ("word", "docx"), ("bib", "bibtex"), ("ris", "ris")])
    def test_by_name(self, name, chosen):
        assert format_named(name).name == chosen

    def test_a_name_that_is_none(self):
        with pytest.raises(ExportError, match="'odt' is no format: use text, json, markdown, docx, pdf, csl-json, bibtex or ris"):
            format_named("odt")

    @pytest.mark.parametrize(
        ("file", "chosen"),
        [
            ("a.md", "markdown"),
            ("a.b.DOCX", "docx"),
            ("a.pdf", "pdf"),
            ("a.json", "json"),
            ("a.jsonl", "json"),
            ("a.csl.json", "csl-json"),
            ("a.bib", "bibtex"),
            ("a.ris", "ris"),
        ],
    )
    def test_by_file(self, file, chosen):
        assert format_of_file(Path(file)).name == chosen

    @pytest.mark.parametrize("file", ["a", "a.odt", "md", "a.md.zip"])
    def test_a_file_that_names_none(self, file):
        assert format_of_file(Path(file)) is None

    def test_nothing_to_export(self):
        with pytest.raises(ExportError, match="there is no reply to export"):
            export([], {}, "md")

    @pytest.mark.parametrize("chosen", [one.name for one in FORMATS])
    def test_an_abstention_with_nothing_near_can_be_written(self, chosen):
        assert isinstance(export(Abstention("Why?", "No.", (), 0.0), {}, chosen), bytes)

    def test_text_of_several_replies_names_the_questions(self, shelf, answer, abstention):
        text = export([answer(shelf.quote("note"), id="q1"), abstention()], shelf.documents, "text").decode()
        assert text.startswith("q1: What broke down?\n\nnote:\n    “A quarter broke down.” [1]\n")
        assert text.endswith("\n\nWho won?\n\nThe documents do not say.\nNothing is said of it.\n")


class TestAssistant:
    def test_an_answer_in_every_format(self, assistant):
        reply = assistant.ask(QUESTION)
        quote = reply.quotes[0]
        assert quote.text in assistant.export(reply, "markdown").decode().replace("\\", "")
        assert any(quote.text == one.text for one in docx.Document(io.BytesIO(assistant.export(reply, "docx"))).paragraphs)
        works = json.loads(assistant.export([reply, reply], "csl-json"))
        for one in (one for work in works for one in work["custom"]["quotes"]):
            assert assistant.documents[one["doc_id"]].text[one["start"] : one["end"]] == one["text"]
        assert assistant.export(reply, "bibtex").count(b"\n@") + 1 == assistant.export([reply, reply], "ris").count(b"TY  - ") == len(works)
        assert json.loads(assistant.export(reply, "json")) == reply.to_dict()


class TestCommand:
    @pytest.fixture
    def ask(self, assistant, seed_index, capsysbinary, monkeypatch):
        # Opened once: opening takes longer than all that is tested here.
        really = Assistant.open
        monkeypatch.setattr(
            "assistant.commands.ask.Assistant.open",
            lambda index, embedder=None: assistant if embedder is None else really(index, embedder=embedder),
        )

        def run(*arguments, question=QUESTION):
            code = cli.main(["ask", *([question] if question else []), *map(str, arguments), "--index", str(seed_index)])
            out, err = capsysbinary.readouterr()
            return code, out, err.decode()

        return run

    def test_json_by_its_name_is_the_json_of_before(self, ask):
        def timeless(out):
            return json.loads(out) | {"seconds": None}

        code, out, _ = ask("--format", "json")
        assert code == 0 and out.endswith(b"}\n") and out.count(b"\n") == 1
        assert timeless(out) == timeless(ask("--json")[1])
        assert ask("--json", "--format", "md") == (2, b"", "carecite: --json and --format md do not go together: leave one of them out\n")

    @pytest.mark.parametrize(
        ("end", "start"),
        [
            (".md", b"# What"),
            (".docx", b"PK"),
            (".pdf", b"%PDF-"),
            (".json", b'{"id": null'),
            (".csl.json", b"[\n"),
            (".bib", b"@"),
            (".ris", b"TY  - "),
            (".txt", b"Jonathan"),
        ],
    )
    def test_a_file_is_written_whole_in_the_format_of_its_name(self, end, start, ask, tmp_path):
        out = tmp_path / f"reply{end}"
        out.write_text("old")
        assert ask("--out", out) == (0, b"", "")
        assert out.read_bytes().startswith(start)
        assert list(tmp_path.iterdir()) == [out]

    def test_the_named_format_counts_before_the_file_s_name(self, ask, tmp_path):
        assert ask("--out", tmp_path / "a.md", "--format", "ris")[0] == 0
        assert (tmp_path / "a.md").read_bytes().startswith(b"TY  - ")

    def test_an_abstention_keeps_its_exit_code_and_cites_nothing(self, ask, tmp_path):
        assert ask("--out", tmp_path / "a.md", question=NOWHERE) == (3, b"", "")
        assert "**The documents do not say.**" in (tmp_path / "a.md").read_text()
        code, out, err = ask("--format", "bibtex", question=NOWHERE)
        assert (code, out) == (3, b"")
        assert err == "carecite: the documents do not say, so there is no source to cite: what was written holds none\n"

    def test_a_word_document_never_goes_to_a_terminal(self, ask, monkeypatch):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert ask("--format", "docx") == (2, b"", "carecite: a docx file is not for a terminal: name a file with --out FILE\n")

    def test_a_word_document_goes_through_a_pipe(self, ask):
        code, out, err = ask("--format", "docx")
        assert (code, out[:2], err) == (0, b"PK", "")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--format", "odt"], "'odt' is no format: use text"),
            (["--out", "a.odt"], "a.odt does not say which format it is: name one with --format, or a file that ends in .txt, .json"),
            (["--out", "none/a.md"], "none/a.md cannot be written (No such file or directory)"),
        ],
    )
    def test_what_cannot_be_done_is_one_line(self, arguments, said, ask, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        code, out, err = ask(*arguments)
        assert (code, out, err.count("\n")) == (2, b"", 1)
        assert err.startswith("carecite: ") and said in err
        assert list(tmp_path.iterdir()) == []

    def test_an_error_leaves_the_old_file(self, ask, tmp_path):
        (tmp_path / "a.md").write_text("old")
        assert ask("--out", tmp_path / "a.md", question="?")[0] == 2
        assert ask("--out", tmp_path / "a.md", "--embedder", "another")[0] == 2
        assert (tmp_path / "a.md").read_text() == "old" and len(list(tmp_path.iterdir())) == 1

    def test_a_batch_in_one_file(self, ask, tmp_path):
        lines = [{"id": "q1", "question": QUESTION}, {"id": "q2", "question": NOWHERE}, {"id": "q3", "question": QUESTION}]
        (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))

        def batch(name, *more):
            code, out, err = ask("--batch", tmp_path / "in.jsonl", "--out", tmp_path / name, *more, question=None)
            assert (code, out, err) == (0, b"", "carecite: asking 3 questions\n")
            return (tmp_path / name).read_bytes()

        markdown = batch("a.md").decode()
        assert [line for line in markdown.splitlines() if line.startswith("# ")] == [f"# {QUESTION}", f"# {NOWHERE}", f"# {QUESTION}", "# Sources"]
        assert "*Question q2*" in markdown
        keys = [line for line in batch("a.bib").decode().splitlines() if line.startswith("@")]
        assert len(keys) == len(set(keys)) == len(json.loads(batch("a.csl.json"))) > 1
        for name, *more in (["a.jsonl"], ["a.json"], ["a"], ["a.txt"], ["b.md", "--format", "json"]):
            assert [json.loads(line)["id"] for line in batch(name, *more).splitlines()] == ["q1", "q2", "q3"]

    def test_the_help_names_every_format(self, capsys):
        with pytest.raises(SystemExit, match="0"):
            cli.main(["ask", "--help"])
        out = capsys.readouterr().out
        assert all(f"  {one.name} " in out and one.suffixes[0] in out for one in FORMATS)
