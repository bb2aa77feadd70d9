"""The command line in process: arguments, output, exit codes, and one line for each thing that goes wrong."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import Assistant, cli
from assistant.commands import evaluate
from assistant.commands.source import nearest

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTION = "What happened to supervision-order placements?"
TOO_LONG = "why " * 25_000


class TestAsk:
    def test_an_answer_shows_quotes_with_their_places(self, seed_index, capsys):
        assert cli.main(["ask", QUESTION, "--index", str(seed_index)]) == 0
        out, err = capsys.readouterr()
        assert "about a quarter had broken down within two years" in out
        assert "Jonathan Dickens" in out and "30 March 2021" in out
        assert "000_0c9db5fcd1af256f 5731-5848" in out
        assert "\x1b" not in out and err == ""

    def test_json_is_one_object_on_one_line_with_exact_quotes(self, seed_index, capsysbinary):
        assert cli.main(["ask", QUESTION, "--json", "--index", str(seed_index)]) == 0
        out = capsysbinary.readouterr().out.decode("utf-8")
        assert out.endswith("\n") and out.count("\n") == 1
        reply = json.loads(out)
        assert reply["id"] is None and reply["status"] == "answered" and reply["question"] == QUESTION
        for quote in reply["quotes"]:
            source = (SEEDS / f"{quote['doc_id']}.txt").read_bytes().decode("utf-8")
            assert source[quote["start"] : quote["end"]] == quote["text"]

    def test_an_abstention_has_its_own_exit_code_and_labels_what_is_near(self, seed_index, capsys):
        assert cli.main(["ask", "Who won the football world cup in 1966?", "--index", str(seed_index)]) == 3
        out = capsys.readouterr().out
        assert out.startswith("The documents do not say.")
        assert "do not answer the question" in out

    def test_more_words_only_add_quotes_behind(self, seed_index, capsysbinary):
        replies = []
        for words in ("40", "400"):
            cli.main(["ask", QUESTION, "--json", "--words", words, "--index", str(seed_index)])
            replies.append([quote["text"] for quote in json.loads(capsysbinary.readouterr().out)["quotes"]])
        few, many = replies
        assert len(few) < len(many) and many[: len(few)] == few

    def test_a_dash_reads_the_question_from_standard_input(self, index, capsysbinary, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("How many loans does a card allow – at a time?\n".encode())))
        cli.main(["ask", "-", "--json", "--index", str(index)])
        reply = json.loads(capsysbinary.readouterr().out)
        assert reply["question"].strip() == "How many loans does a card allow – at a time?"
        assert "twelve loans" in (reply["quotes"] + reply["related"])[0]["text"]

    def test_half_a_character_in_the_question_does_no_harm(self, index, capsysbinary):
        question = "How many loans \udcff does a card allow?"
        cli.main(["ask", question, "--json", "--index", str(index)])
        assert json.loads(capsysbinary.readouterr().out.decode("utf-8"))["question"] == question
        cli.main(["ask", question, "--index", str(index)])
        assert b"twelve loans" in capsysbinary.readouterr().out

    def test_a_terminal_gets_bold_type(self, index, capsys, monkeypatch):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("TERM", "xterm")
        cli.main(["ask", "How many loans does a card allow?", "--index", str(index)])
        assert "\x1b[1m" in capsys.readouterr().out

    @pytest.mark.parametrize("question", ["", "   ", "?!", "\u200b", "\n\t"])
    def test_an_empty_question(self, question, failing):
        assert "the question is empty" in failing("ask", question)

    def test_a_question_of_100_000_characters(self, failing):
        assert "more than 2,000: ask it in a sentence or two" in failing("ask", TOO_LONG)

    def test_no_question(self, failing):
        assert "no question: put it in quotation marks" in failing("ask")

    def test_nothing_on_standard_input(self, failing, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        assert "the question is empty" in failing("ask", "-")

    @pytest.mark.parametrize("words", ["0", "-1", "many", "1.5", "", "9" * 5000])
    def test_words_is_a_whole_number(self, words, capsys):
        with pytest.raises(SystemExit, match="2"):
            cli.main(["ask", QUESTION, f"--words={words}"])
        assert "is not a whole number of 1 or more" in capsys.readouterr().err


class TestIndex:
    def test_missing(self, tmp_path, failing):
        assert "there is no index" in (line := failing("ask", QUESTION, "--index", tmp_path / "none"))
        assert "run `carecite build" in line

    def test_an_empty_folder(self, tmp_path, failing):
        assert "there is no index" in failing("ask", QUESTION, "--index", tmp_path)

    def test_a_file(self, tmp_path, failing):
        (tmp_path / "file").write_text("no index")
        assert "is not a whole index" in failing("ask", QUESTION, "--index", tmp_path / "file")

    def test_half_written(self, index, failing):
        (index / "tokens.npy").unlink()
        assert "tokens.npy is missing" in failing("ask", QUESTION, "--index", index)

    def test_cut_short(self, index, failing):
        with (index / "sentences.jsonl").open("r+b") as stream:
            stream.truncate(40)
        assert "sentences.jsonl has changed" in failing("ask", QUESTION, "--index", index)

    def test_without_its_manifest(self, index, failing):
        (index / "manifest.json").unlink()
        assert "is not a whole index (no manifest.json)" in failing("ask", QUESTION, "--index", index)

    def test_another_format_version(self, index, failing):
        manifest = json.loads((index / "manifest.json").read_text())
        (index / "manifest.json").write_text(json.dumps(manifest | {"format_version": 99}))
        assert "has format version 99" in failing("ask", QUESTION, "--index", index)

    def test_another_embedder(self, index, failing):
        line = failing("ask", QUESTION, "--index", index, "--embedder", "another-model")
        name = json.loads((index / "manifest.json").read_text())["embedder"]
        assert f"was made with the embedder {name}, not another-model: run `carecite build" in line


class TestSource:
    def test_prints_the_bytes_of_the_file(self, seed_index, capsysbinary):
        assert cli.main(["source", "003_4e5b3cfc428fe7ea", "--index", str(seed_index)]) == 0
        assert capsysbinary.readouterr().out == (SEEDS / "003_4e5b3cfc428fe7ea.txt").read_bytes()

    def test_translates_no_line_break(self, index, folder, capsysbinary):
        data = "\ufeffOne line.\r\nTwo lines.\rThree lines.\n\n".encode()
        (folder / "breaks.txt").write_bytes(data)
        cli.main(["build", str(folder), "--index", str(index)])
        capsysbinary.readouterr()
        assert cli.main(["source", "breaks", "--index", str(index)]) == 0
        assert capsysbinary.readouterr().out == data

    def test_an_unknown_document(self, seed_index, failing):
        line = failing("source", "003_4e5b", "--index", seed_index)
        assert "there is no document '003_4e5b'" in line and line.endswith("use 003_4e5b3cfc428fe7ea")

    def test_nearest(self):
        known = ["fees", "fines", "hours", "loans"]
        assert nearest("fine", known) == ["fines", "fees"]
        assert nearest("LO", known) == ["loans"]
        assert nearest("xyz", known) == ["fees", "fines", "hours"]
        assert nearest("", known) == ["fees", "fines", "hours"]


class TestChat:
    def test_a_port_in_use(self, failing, index):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert f"Port {port} on 127.0.0.1 is taken" in failing("chat", "--port", port, "--index", index)

    def test_a_missing_index_is_not_built(self, tmp_path, failing):
        assert "there is no index" in failing("chat", "--port", "0", "--index", tmp_path / "none")
        assert not (tmp_path / "none").exists()

    def test_without_gradio(self, index, capsys, monkeypatch):
        monkeypatch.delitem(sys.modules, "assistant.chat.page", raising=False)
        monkeypatch.setitem(sys.modules, "gradio", None)
        assert cli.main(["chat", "--port", "0", "--index", str(index)]) == 2
        assert "the chat page needs the package gradio" in capsys.readouterr().err

    def test_serves_the_page_of_the_index(self, index, tmp_path, capsys, monkeypatch):
        page = pytest.importorskip("assistant.chat.page", reason="gradio is not installed")
        served = []

        def serve(desk, host, port, ready, access):
            served.append((sorted(desk.documents("")), host, port))
            ready(f"http://{host}:{port}")

        monkeypatch.setattr(page, "serve", serve)
        assert cli.main(["chat", "--port", "0", "--index", str(index), "--desk", str(tmp_path / "desk")]) == 0
        assert served == [(sorted(Assistant.open(index).documents), "127.0.0.1", 0)]
        assert "http://127.0.0.1:0" in capsys.readouterr().out


class TestEval:
    def test_hands_the_arguments_on(self, monkeypatch):
        class EntryPoint:
            def load(self):
                return lambda arguments: 1 if arguments == ["--gate", "--help"] else 0

        monkeypatch.setattr(evaluate, "entry_points", lambda group, name: [EntryPoint()] if (group, name) == ("carecite.commands", "eval") else [])
        assert cli.main(["eval", "--gate", "--help"]) == 1

    def test_says_what_to_do_where_nothing_is_installed(self, failing, monkeypatch):
        monkeypatch.setattr(evaluate, "entry_points", lambda group, name: [])
        assert "run `make setup`" in failing("eval")


class TestMain:
    @pytest.mark.parametrize("command", ["build", "ask", "chat", "docs", "source"])
    def test_every_command_teaches(self, command, capsys, monkeypatch):
        monkeypatch.setenv("COLUMNS", "80")
        with pytest.raises(SystemExit, match="0"):
            cli.main([command, "--help"])
        out = capsys.readouterr().out
        assert "examples:" in out and "--index DIR" in out and f"carecite {command}" in out
        assert max(map(len, out.splitlines())) <= 90

    def test_version(self, capsys):
        with pytest.raises(SystemExit, match="0"):
            cli.main(["--version"])
        assert capsys.readouterr().out.startswith("carecite ")

    @pytest.mark.parametrize("arguments", [[], ["sing"], ["ask", "--colour"], ["source"], ["chat", "--port", "x"]])
    def test_wrong_arguments(self, arguments, capsys):
        with pytest.raises(SystemExit, match="2"):
            cli.main(arguments)
        told = capsys.readouterr().err
        assert "--help`" in told
        assert told.count("\n") == 1

    @pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141)])
    def test_an_interrupt_and_a_closed_pipe_are_quiet(self, error, code, capsys, monkeypatch):
        def run(arguments):
            raise error

        monkeypatch.setattr(evaluate, "run", run)
        monkeypatch.setattr(cli, "_let_go_of_stdout", lambda: None)
        assert cli.main(["eval"]) == code
        assert capsys.readouterr() == ("", "")

    def test_what_the_system_refuses_is_one_line(self, failing, monkeypatch):
        def run(arguments):
            raise PermissionError(13, "Permission denied", "index")

        monkeypatch.setattr(evaluate, "run", run)
        assert failing("eval") == "carecite: Permission denied: index: check that the file exists and that you may use it"

    @pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
    def test_a_reader_that_goes_away(self, seed_index):
        command = f"'{sys.executable}' -m assistant.cli source 001_c3792c89e949016c --index '{seed_index}' | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", command], cwd=SEEDS.parent, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (141, b"")
