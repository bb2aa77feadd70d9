"""``carecite build`` and ``carecite docs`` in process: what they say of a folder, and one line for each thing that goes wrong."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

from assistant import cli
from assistant.catalogue_table import plain_catalogue, terminal_catalogue
from index.catalogue import Catalogue, CatalogueEntry, read_catalogue
from index.duplicates import Repeat
from index.manifest import limits_of
from ingest.document import Document, Source
from ingest.listing import Skipped

HOSTILE = "\x1b[31m[bold]red[/bold]\u202e\n" + "x" * 300


class TestBuild:
    def test_says_what_was_done(self, index, folder, capsys):
        (folder / "hours.txt").write_text("The library opens at nine in the morning. It closes at five.\n")
        (folder / "fines.md").unlink()
        assert cli.main(["build", str(folder), "--index", str(index)]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("Indexed 2 documents, 4 sentences (1 added, 1 removed, 1 unchanged; 1 read, 1 embedded) in ")
        assert out.endswith(f" s: {index}\n")
        assert err == f"carecite: indexing {folder}; this may take a minute\n"

    def test_names_what_was_skipped_and_indexes_the_rest(self, index, folder, capsys):
        (folder / "picture.txt").write_bytes(b"\x89PNG\0\0")
        (folder / "void.txt").write_bytes(b"")
        (folder / "old.txt").write_bytes("Café".encode("latin-1"))
        (folder / "sheet.xlsx").write_bytes(b"PK")
        assert cli.main(["build", str(folder), "--index", str(index)]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("Indexed 2 documents")
        assert "carecite: skipped: picture.txt is binary" in err
        assert "carecite: skipped: void.txt is empty" in err
        assert "carecite: skipped: old.txt is not UTF-8 text (line 1; it may be Latin-1" in err
        assert "carecite: skipped: sheet.xlsx is damaged or cut short" in err

    def test_names_at_most_twenty(self, index, folder, capsys):
        for number in range(23):
            (folder / f"{number:02}.pdf").write_bytes(b"%PDF")
        assert cli.main(["build", str(folder), "--index", str(index)]) == 0
        lines = capsys.readouterr().err.splitlines()
        assert sum("skipped" in line for line in lines) == 21
        assert lines[-1] == "carecite: skipped: 3 other files; `carecite docs` lists them"

    def test_a_name_with_escape_codes_is_shown_without_them(self, index, folder, capsys):
        (folder / "red\x1b[31m.pdf").write_bytes(b"%PDF")
        assert cli.main(["build", str(folder), "--index", str(index)]) == 0
        assert "\x1b" not in capsys.readouterr().err

    def test_a_missing_folder(self, tmp_path, failing):
        assert "nowhere does not exist: name the folder" in failing("build", tmp_path / "nowhere", "--index", tmp_path / "index")

    def test_a_file_as_folder(self, tmp_path, failing):
        (tmp_path / "file.txt").write_text("Text.")
        assert "is a file, not a folder" in failing("build", tmp_path / "file.txt", "--index", tmp_path / "index")

    def test_an_empty_folder(self, tmp_path, failing):
        (tmp_path / "void").mkdir()
        assert "holds no document that can be read: put documents there" in failing("build", tmp_path / "void", "--index", tmp_path / "index")

    @pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
    def test_an_unreadable_folder(self, tmp_path, failing):
        (tmp_path / "locked").mkdir(mode=0)
        assert "cannot be read" in failing("build", tmp_path / "locked", "--index", tmp_path / "index")

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("report.pdf", b"%PDF", "damaged"),
            ("report.doc", b"x", "of a kind that is not read"),
            ("a.txt", b"\0\1\2", "is binary"),
            ("a.txt", b" \n", "is empty"),
            ("a.txt", b"Caf\xe9", "is not UTF-8"),
            ("a.txt", b"\xff\xfea\0", "is UTF-16"),
        ],
    )
    def test_only_a_file_that_cannot_be_read(self, name, data, said, tmp_path, failing):
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / name).write_bytes(data)
        assert said in failing("build", tmp_path / "folder", "--index", tmp_path / "index")
        assert not (tmp_path / "index").exists()

    def test_an_index_that_cannot_be_written(self, folder, tmp_path, failing):
        (tmp_path / "file").write_text("in the way")
        assert "cannot be written" in failing("build", folder, "--index", tmp_path / "file" / "index")

    def test_the_default_folder_is_seeds(self, tmp_path, failing, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert "seeds does not exist" in failing("build")


class TestLimits:
    def test_are_kept_and_changed_one_by_one(self, index, folder, capsys):
        assert cli.main(["build", str(folder), "--index", str(index), "--limit", "megabytes=200", "--limit", "pages=10000"]) == 0
        assert (limits_of(index).most_bytes, limits_of(index).most_pages) == (200 * 2**20, 10_000)
        assert cli.main(["build", str(folder), "--index", str(index), "--limit", "characters=75"]) == 0
        assert (limits_of(index).most_bytes, limits_of(index).most_characters) == (200 * 2**20, 75)
        out, err = capsys.readouterr()
        assert out.count("\n") == 2 and "1 document," in out
        assert "loans.txt holds more than 75 characters: split it, or raise the limit" in err

    @pytest.mark.parametrize("text", ["", "pages", "pages=", "pages=0", "pages=-1", "pages=1.5", "books=3", "=3", "pages=many"])
    def test_that_are_none(self, text, capsys):
        with pytest.raises(SystemExit, match="2"):
            cli.main(["build", f"--limit={text}"])
        err = capsys.readouterr().err
        assert err.count("\n") == 1 and "argument --limit" in err


class TestReadAgain:
    def test_reads_what_is_unchanged(self, index, folder, capsys):
        assert cli.main(["build", str(folder), "--index", str(index), "--read-again"]) == 0
        assert "(2 unchanged; 2 read, 0 embedded)" in capsys.readouterr().out


class TestDocs:
    def test_one_line_a_document_and_a_skipped_file(self, index, folder, capsys):
        (folder / "old.doc").write_bytes(b"x")
        cli.main(["build", str(folder), "--index", str(index)])
        capsys.readouterr()
        assert cli.main(["docs", "--index", str(index)]) == 0
        fines, loans, skipped = capsys.readouterr().out.splitlines()
        assert fines.startswith("fines | Fines | 1 passage | 2 sentences | indexed 2")
        assert loans.startswith("loans | Loans | ")
        assert skipped == "skipped: old.doc is of a kind that is not read: save it as .docx"

    def test_json_lines(self, index, folder, capsysbinary):
        (folder / "old.doc").write_bytes(b"x")
        (folder / "sources.toml").write_text('[loans]\nauthor = "Ann Lee"\npublished = 2021-03-30\n')
        cli.main(["build", str(folder), "--index", str(index)])
        capsysbinary.readouterr()
        assert cli.main(["docs", "--json", "--index", str(index)]) == 0
        fines, loans, skipped = [json.loads(line) for line in capsysbinary.readouterr().out.decode("utf-8").splitlines()]
        assert skipped == {"status": "skipped", "file": "old.doc", "reason": "old.doc is of a kind that is not read: save it as .docx"}
        assert loans.pop("indexed")[10:11] == "T"
        assert loans == {
            "status": "indexed",
            "doc_id": "loans",
            "file": "loans.txt",
            "title": "Loans",
            "author": "Ann Lee",
            "publisher": None,
            "published": "2021-03-30",
            "kind": None,
            "url": None,
            "pages": None,
            "passages": 1,
            "sentences": 2,
            "warnings": [],
            "repeats": [],
        }
        assert fines["doc_id"] == "fines"

    def test_a_press_article_repeats_the_report(self, seed_index, capsys):
        assert cli.main(["docs", "--index", str(seed_index)]) == 0
        lines = capsys.readouterr().out.splitlines()
        article = next(place for place, line in enumerate(lines) if line.startswith("002_"))
        assert lines[article + 1].strip().endswith("% of it stands in 001_c3792c89e949016c")
        assert sum("of it stands in" in line for line in lines) == 1

    def test_a_terminal_gets_a_table(self, index, capsys, monkeypatch):
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "120")
        assert cli.main(["docs", "--index", str(index)]) == 0
        assert "\x1b[1m" in capsys.readouterr().out

    def test_a_missing_index(self, tmp_path, failing):
        assert "there is no index" in failing("docs", "--index", tmp_path / "none")


class TestTable:
    @pytest.fixture
    def catalogue(self, index: Path) -> Catalogue:
        first, second = read_catalogue(index).documents
        document = Document(HOSTILE, "Text.", Source(HOSTILE, HOSTILE, None, HOSTILE), page_starts=(0, 2), warnings=(HOSTILE,))
        hostile = CatalogueEntry(document, 1234, 5678, HOSTILE, (Repeat(HOSTILE, HOSTILE, 0.831, 0.12),))
        copy = replace(second, repeats=(Repeat("loans", "fines", 0.9, 0.828),))
        return Catalogue((first, copy, hostile), (Skipped(HOSTILE, f"{HOSTILE} is broken"),))

    @pytest.mark.parametrize("columns", [1, 24, 40, 80, 90, 120, 160, 1000])
    def test_fits_a_terminal_of_any_width(self, catalogue, columns):
        shown = terminal_catalogue(catalogue, columns)
        plain = Text.from_ansi(shown)
        assert "\x1b[31m" not in shown and "\u202e" not in shown
        assert all(cell_len(line) <= max(columns, 24) for line in plain.plain.splitlines())
        letters = "".join(plain.plain.split())
        for words in ("Fines", "Loans", "repeats83%offines", "83%ofitstandsin", "isbroken", "[bold]red[/bold]", "1,234", "5,678"):
            assert words in letters or columns >= 90

    def test_a_wide_table_holds_every_value(self, catalogue):
        small = Catalogue(catalogue.documents[:2], (Skipped("a.doc", "a.doc is broken"),))
        shown = Text.from_ansi(terminal_catalogue(small, 160)).plain
        for words in ("Fines", "Loans", "repeats 83 % of fines", "skipped: a.doc is broken", "indexed (UTC)"):
            assert words in shown

    def test_plain_lines_are_not_cut(self, catalogue):
        lines = plain_catalogue(catalogue).splitlines()
        assert lines[2] == "    repeats 83 % of fines"
        assert lines[-1].startswith("skipped: [31m[bold]red[/bold]") and lines[-1].endswith("x is broken")
        assert len(lines) == 7
