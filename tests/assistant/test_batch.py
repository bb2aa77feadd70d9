"""Batch files: what is read, what is refused, what is written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from assistant import cli
from assistant.batch import BatchQuestion, answer, read_batch, writing
from assistant.errors import BatchError, OutputError, QuestionError
from assistant.reply import Abstention


class Echo:
    """Abstains from everything, and says what it was asked."""

    def ask(self, question, history=(), words=150, documents=None):
        if not question.strip():
            raise QuestionError("the question is empty: type one")
        return Abstention(question, f"{len(history)} before, {words} words.", (), 0.0)


def write(path, *lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


class TestReading:
    def test_questions_and_conversations(self, tmp_path):
        path = write(
            tmp_path / "in.jsonl",
            '{"id": "q1", "question": "Why?", "note": "not known, passed over"}',
            "",
            '{"id": 2, "turns": ["Who pays?", "and children?"]}',
            "  ",
            '{"question": "No id?"}',
            '{"id": "both", "question": "last", "turns": ["first", "last"]}',
        )
        assert read_batch(path).questions == (
            BatchQuestion("q1", "Why?"),
            BatchQuestion(2, "and children?", ("Who pays?",)),
            BatchQuestion(None, "No id?"),
            BatchQuestion("both", "last", ("first",)),
        )

    def test_a_byte_order_mark_and_windows_line_ends(self, tmp_path):
        (tmp_path / "in.jsonl").write_bytes(b'\xef\xbb\xbf{"id": "a", "question": "Why?"}\r\n{"id": "b", "question": "Who?"}\r\n')
        assert [item.id for item in read_batch(tmp_path / "in.jsonl").questions] == ["a", "b"]

    def test_a_line_separator_inside_a_question_ends_no_line(self, tmp_path):
        path = write(tmp_path / "in.jsonl", '{"id": "a", "question": "one\u2028two\x85three"}')
        assert read_batch(path).questions == (BatchQuestion("a", "one\u2028two\x85three"),)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("why?", "not JSON (Expecting value at column 1)"),
            ('{"id": "a", "question": "wh', "not JSON"),
            ('["a", "why?"]', "not a JSON object"),
            ("null", "not a JSON object"),
            ('{"id": "a"}', "neither question nor turns"),
            ('{"id": "a", "question": null}', "neither question nor turns"),
            ('{"id": "a", "question": 5}', "question is not text"),
            ('{"id": ["a"], "question": "why?"}', "id is neither text nor a whole number"),
            ('{"id": true, "question": "why?"}', "id is neither text nor a whole number"),
            ('{"id": 1.5, "question": "why?"}', "id is neither text nor a whole number"),
            ('{"id": "a", "turns": []}', "turns is not a list of questions"),
            ('{"id": "a", "turns": "why?"}', "turns is not a list of questions"),
            ('{"id": "a", "turns": ["why?", 5]}', "turns is not a list of questions"),
            ('{"id": "a", "question": "x", "turns": ["y"]}', "question and turns say different things"),
            ("[" * 100_000, "not JSON that can be read"),
            ('{"id": ' + "9" * 10_000 + "}", "not JSON that can be read"),
        ],
    )
    def test_a_line_that_cannot_be_used(self, line, said, tmp_path):
        path = write(tmp_path / "in.jsonl", '{"id": "ok", "question": "Why?"}', "", line)
        (problem,) = read_batch(path).problems
        assert problem.startswith(f"{path} line 3: ") and said in problem

    def test_another_encoding(self, tmp_path):
        (tmp_path / "in.jsonl").write_bytes(b'{"id": "a", "question": "Caf\xe9?"}\n')
        (problem,) = read_batch(tmp_path / "in.jsonl").problems
        assert "line 1: not UTF-8" in problem

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(BatchError, match=r"cannot be read \(No such file or directory\): name a file"):
            read_batch(tmp_path / "none.jsonl")

    def test_a_file_without_questions(self, tmp_path):
        with pytest.raises(BatchError, match="holds no question"):
            read_batch(write(tmp_path / "in.jsonl", "", ""))


class TestAnswering:
    def test_keeps_order_ids_history_and_words(self):
        questions = [BatchQuestion(7, "b"), BatchQuestion("x", "a", ("one", "two")), BatchQuestion(None, "c")]
        replies = list(answer(Echo(), questions, 60))
        assert [(reply["id"], reply["question"], reply["reason"]) for reply in replies] == [
            (7, "b", "0 before, 60 words."),
            ("x", "a", "2 before, 60 words."),
            (None, "c", "0 before, 60 words."),
        ]

    def test_a_question_that_cannot_be_asked_loses_only_itself(self):
        first, second = answer(Echo(), [BatchQuestion("a", "  "), BatchQuestion("b", "Why?")], 150)
        assert (first["status"], first["reason"], first["question"]) == ("abstained", "The question is empty: type one.", "  ")
        assert second["reason"] == "0 before, 150 words."


class TestWriting:
    def test_nothing_stands_there_before_the_end(self, tmp_path):
        out = tmp_path / "out.jsonl"
        with writing(out) as write_reply:
            write_reply({"answer": "café\u2028\ud800"})
            assert not out.exists()
        assert out.read_bytes() == '{"answer": "café\\u2028\\ud800"}\n'.encode()
        assert list(tmp_path.iterdir()) == [out]

    def test_an_error_leaves_the_old_file(self, tmp_path):
        out = write(tmp_path / "out.jsonl", "old")
        with pytest.raises(RuntimeError, match="in the middle"), writing(out) as write_reply:
            write_reply({"a": 1})
            raise RuntimeError("in the middle")
        assert out.read_text() == "old\n"
        assert list(tmp_path.iterdir()) == [out]

    def test_an_error_of_the_block_stays_what_it_is(self, tmp_path):
        with pytest.raises(PermissionError), writing(tmp_path / "out.jsonl"):
            raise PermissionError(13, "Permission denied")

    def test_a_link_stays_a_link(self, tmp_path):
        (tmp_path / "link").symlink_to(write(tmp_path / "real", "old"))
        with writing(tmp_path / "link") as write_reply:
            write_reply({"a": 1})
        assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == '{"a": 1}\n'

    @pytest.mark.skipif(not Path(os.devnull).exists(), reason="no null device")
    def test_a_device_stays_a_device(self):
        with writing(Path(os.devnull)) as write_reply:
            write_reply({"a": 1})
        assert not Path(os.devnull).is_file()

    @pytest.mark.parametrize(
        ("name", "said"), [("none/out.jsonl", "No such file or directory"), ("", "Is a directory"), ("x" * 300, "File name too long")]
    )
    def test_a_place_that_cannot_be_written_is_found_at_once(self, name, said, tmp_path):
        with pytest.raises(OutputError, match=f"cannot be written \\({said}\\): name a file"), writing(tmp_path / name):
            pytest.fail("the block ran")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
    def test_a_full_disk(self):
        with pytest.raises(OutputError, match="No space left on device"), writing(Path("/dev/full")) as write_reply:
            write_reply({"a": "b" * 100_000})


class TestCommand:
    def test_answers_a_file_in_one_go(self, index, tmp_path, capsys):
        questions = write(
            tmp_path / "in.jsonl",
            '{"id": "q2", "question": "How many loans does a library card allow?"}',
            '{"id": "q1", "turns": ["How much does a late book cost?", "and for children?"]}',
            '{"id": "q3", "question": ""}',
            json.dumps({"id": "q4", "question": "why " * 25_000}),
            '{"id": "q5", "question": "Who won the world cup in 1966?"}',
        )
        out = tmp_path / "out.jsonl"
        assert cli.main(["ask", "--batch", str(questions), "--out", str(out), "--index", str(index)]) == 0
        replies = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [reply["id"] for reply in replies] == ["q2", "q1", "q3", "q4", "q5"]
        assert "twelve loans" in (replies[0]["quotes"] + replies[0]["related"])[0]["text"]
        assert replies[1]["question"] == "and for children?" and "late book" in replies[1]["resolved_question"]
        assert replies[2]["status"] == "abstained" and replies[2]["reason"].startswith("The question is empty")
        assert replies[3]["status"] == "abstained" and "characters" in replies[3]["reason"]
        assert replies[4]["status"] == "abstained"
        assert capsys.readouterr() == ("", "carecite: asking 5 questions\n")

    def test_bad_lines_are_named_and_nothing_is_asked(self, tmp_path, capsys):
        questions = write(tmp_path / "in.jsonl", '{"id": "q1", "question": "Why?"}', *["not JSON"] * 12)
        assert cli.main(["ask", "--batch", str(questions), "--out", str(tmp_path / "out.jsonl"), "--index", str(tmp_path / "none")]) == 2
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 11
        assert lines[0].startswith(f"carecite: {questions} line 2: not JSON")
        assert lines[-1] == "carecite: and 2 more lines; nothing was asked: mend the file and start again"
        assert not (tmp_path / "out.jsonl").exists()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--batch", "in.jsonl"], "--batch and --out go together"),
            (["--out", "out.jsonl"], "no question: put it in quotation marks"),
            (["Why?", "--batch", "in.jsonl", "--out", "out.jsonl"], "a question and --batch do not go together"),
            (["--batch", "in.jsonl", "--out", "in.jsonl"], "--batch and --out are the same file"),
            (["--batch", "none.jsonl", "--out", "out.jsonl"], "none.jsonl cannot be read"),
            (["--batch", "in.jsonl", "--out", "none/out.jsonl"], "none/out.jsonl cannot be written"),
            (["--batch", "in.jsonl", "--out", "out.jsonl", "--index", "none"], "there is no index at none"),
        ],
    )
    def test_what_cannot_be_done_is_one_line(self, arguments, said, tmp_path, capsys, monkeypatch):
        monkeypatch.chdir(tmp_path)
        write(tmp_path / "in.jsonl", '{"id": "q1", "question": "Why?"}')
        assert cli.main(["ask", *arguments]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("carecite: ") and said in line
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
