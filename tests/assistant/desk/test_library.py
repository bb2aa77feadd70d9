"""Documents of one's own: asked at once, nobody else's, and gone when they are removed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.desk.collection import shelf as shelf_module
from assistant.desk.collection.library import IDLE_SECONDS, Library
from assistant.desk.collection.limits import CollectionLimits
from assistant.desk.collection.upload import Progress, Upload
from assistant.errors import ChoiceError, DeskError
from assistant.reply import Abstention, Answer

HERONS = "# The heronry at Wexcombe\n\nThe wardens counted 73 zelkova nests of herons at Wexcombe in spring. Each nest held three eggs on average.\n"
PONIES = "# Ponies\n\nThe ponies of Tarrow common are gathered every October. A drover leads them with bells.\n"
QUESTION = "How many nests of herons did the wardens count at Wexcombe?"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sent")
    (folder / "herons.md").write_text(HERONS, encoding="utf-8")
    (folder / "ponies.txt").write_text(PONIES, encoding="utf-8")
    return folder


@pytest.fixture
def library(assistant: Assistant, tmp_path: Path) -> Library:
    return Library(assistant, tmp_path / "collections")


def last(progress: Iterator[Progress]) -> Progress:
    return list(progress)[-1]


def holds(folder: Path, text: bytes) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and text in path.read_bytes()]


def test_a_document_can_be_asked_as_soon_as_it_is_ready(library: Library, sent: Path) -> None:
    states = list(library.add("ann", [sent / "herons.md"]))
    assert list(dict.fromkeys(one.state for one in states)) == ["waiting", "reading", "indexing", "ready"]
    assert states[-1].doc_id == "herons"
    asker = library.of("ann")
    reply = asker.ask(QUESTION)
    assert isinstance(reply, Answer)
    quote = reply.quotes[0]
    assert quote.doc_id == "herons"
    assert "73 zelkova nests" in quote.text
    assert asker.documents["herons"].text[quote.span.start : quote.span.end] == quote.text
    assert set(asker.documents) == {*library.base.documents, "herons"}


def test_nobody_else_sees_it(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "herons.md"]))
    assert library.of("bob") is library.base
    assert library.documents("bob") == {}
    assert "herons" not in library.base.documents
    list(library.add("bob", [sent / "ponies.txt"]))
    assert list(library.documents("bob")) == ["ponies"]
    assert isinstance(library.of("bob").ask(QUESTION), Abstention)
    with pytest.raises(ChoiceError, match="there is no document 'herons'"):
        library.of("bob").ask(QUESTION, documents=["herons"])
    with pytest.raises(DeskError, match="not there any more"):
        library.remove("bob", "herons")


def test_own_and_shared_documents_are_chosen_freely(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "herons.md", sent / "ponies.txt"]))
    asker, shared = library.of("ann"), list(library.base.documents)
    assert isinstance(asker.ask(QUESTION, documents=["ponies"]), Abstention)
    assert isinstance(asker.ask(QUESTION, documents=["herons"]), Answer)
    assert asker.of_documents(shared[:1]) is library.base.of_documents(shared[:1])
    assert asker.of_documents(shared) is library.base


def test_the_models_are_loaded_once(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "herons.md"]))
    assert library.of("ann").index.encoder is library.base.index.encoder
    assert not list(library.folder.rglob("*.onnx"))


def test_what_is_removed_is_nowhere_in_the_folder(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "herons.md", sent / "ponies.txt"]))
    assert holds(library.folder, b"zelkova nests")
    library.remove("ann", "herons")
    for text in (b"zelkova", b"herons", b"Wexcomb"):
        assert holds(library.folder, text) == []
    assert list(library.documents("ann")) == ["ponies"]
    assert isinstance(library.of("ann").ask(QUESTION), Abstention)
    library.remove("ann", "ponies")
    assert list(library.folder.iterdir()) == []
    assert library.of("ann") is library.base


def test_clearing_leaves_nothing(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "herons.md"]))
    library.clear("ann")
    library.clear("ann")
    assert list(library.folder.iterdir()) == []
    assert library.documents("ann") == {}


def test_it_is_there_again_after_a_restart(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "herons.md"]))
    again = Library(library.base, library.folder)
    assert list(again.documents("ann")) == ["herons"]
    assert isinstance(again.of("ann").ask(QUESTION), Answer)


def test_work_that_was_cut_off_leaves_the_state_before(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "ponies.txt"]))
    folder = library.folder / "ann"
    (folder / "files" / "herons.md").write_text(HERONS, encoding="utf-8")
    (folder / "files" / "ponies.txt").rename(folder / "files" / ".leaving-ponies.txt")
    (folder / ".index-building-x").mkdir()
    (folder / ".index-building-x" / "documents.jsonl").write_text(HERONS, encoding="utf-8")
    (library.folder / ".gone-bob").mkdir()
    again = Library(library.base, library.folder)
    assert list(again.documents("ann")) == ["ponies"]
    assert [path.name for path in (folder / "files").iterdir()] == ["ponies.txt"]
    assert holds(library.folder, b"zelkova") == []
    assert [path.name for path in library.folder.iterdir()] == ["ann"]


def test_a_file_whose_index_could_not_be_written_is_refused_and_gone(library: Library, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(library.add("ann", [sent / "ponies.txt"]))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shelf_module, "build_index", full)
        refused = last(library.add("ann", [sent / "herons.md"]))
    assert (refused.state, refused.file) == ("refused", "herons.md")
    assert "could not be stored" in refused.detail
    assert holds(library.folder, b"zelkova") == []
    assert list(library.documents("ann")) == ["ponies"]


def test_a_damaged_index_is_made_again_from_the_files(library: Library, sent: Path) -> None:
    list(library.add("ann", [sent / "herons.md"]))
    (library.folder / "ann" / "index" / "documents.jsonl").write_bytes(b"")
    assert list(Library(library.base, library.folder).documents("ann")) == ["herons"]


@pytest.mark.parametrize(
    ("name", "content", "limits", "said"),
    [
        ("a.exe", b"MZ", {}, "of a kind that is not read"),
        ("old.doc", b"x", {}, "save it as .docx"),
        ("empty.txt", b"", {}, "is empty"),
        ("broken.pdf", b"%PDF-1.4 nothing", {}, "broken.pdf"),
        ("latin.txt", b"caf\xe9", {}, "latin.txt"),
        ("large.txt", b"word " * 500_000, {"most_bytes": 1 << 20}, "more than the 1 MB"),
        ("more.txt", b"Many words stand here.", {"most_characters_in_all": 5}, "5 characters of text together"),
        ("all.txt", b"Many words stand here.", {"most_bytes_in_all": 5}, "together; remove one first"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(
    assistant: Assistant, tmp_path: Path, name: str, content: bytes, limits: dict[str, int], said: str
) -> None:
    library = Library(assistant, tmp_path / "collections", CollectionLimits(**limits))
    (tmp_path / name).write_bytes(content)
    refused = last(library.add("ann", [tmp_path / name]))
    assert refused.state == "refused"
    assert said in refused.detail
    assert "\n" not in refused.detail
    assert str(tmp_path) not in refused.detail
    assert [path for path in library.folder.rglob("*") if path.is_file()] == []
    assert library.documents("ann") == {}


def test_a_refused_file_does_not_keep_the_next_one_out(library: Library, sent: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.exe").write_bytes(b"x")
    ends = {one.file: one.state for one in library.add("ann", [tmp_path / "bad.exe", sent / "ponies.txt", sent / "ponies.txt"])}
    assert ends == {"bad.exe": "refused", "ponies.txt": "ready"}
    assert list(library.documents("ann")) == ["ponies"]


def test_too_many_files(assistant: Assistant, sent: Path, tmp_path: Path) -> None:
    library = Library(assistant, tmp_path / "collections", CollectionLimits(most_files=1))
    list(library.add("ann", [sent / "ponies.txt"]))
    assert "1 documents are the most" in last(library.add("ann", [sent / "herons.md"])).detail


def test_a_name_leads_nowhere_else_and_no_id_is_taken_twice(library: Library, sent: Path) -> None:
    shared = next(iter(library.base.documents))
    names = [f"../../{shared}.md", "..\\evil\u202etxt.md", ".hidden.md"]
    files = [sent.parent / f"{number}.md" for number in range(len(names))]
    for number, file in enumerate(files):
        file.write_text(f"{HERONS}\nThis is copy {number} of it.\n", encoding="utf-8")
    list(library.add("ann", [Upload(file, name) for file, name in zip(files, names, strict=True)]))
    assert sorted(library.documents("ann")) == sorted([f"{shared} (2)", "evil txt", "hidden"])
    inside = library.folder / "ann" / "files"
    assert sorted(path.name for path in inside.iterdir()) == sorted([f"{shared} (2).md", "evil txt.md", "hidden.md"])


@pytest.mark.parametrize("visitor", ["", "..", "a/b", "x" * 65, "ann\n"])
def test_only_a_visitor_has_a_folder(library: Library, sent: Path, visitor: str) -> None:
    for call in (library.of, library.documents, library.clear, lambda who: list(library.add(who, [sent / "ponies.txt"]))):
        with pytest.raises(DeskError, match="no visitor"):
            call(visitor)


def test_a_link_is_not_followed(library: Library, sent: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(sent / "ponies.txt")
    assert last(library.add("ann", [tmp_path / "link.txt"])).state == "refused"


def test_two_who_add_at_once_lose_nothing(library: Library, tmp_path: Path) -> None:
    files = []
    for number in range(4):
        files.append(tmp_path / f"note {number}.txt")
        files[-1].write_text(f"The bell of house {number} rings at noon every day.\n", encoding="utf-8")
    threads = [threading.Thread(target=lambda file=file: list(library.add("ann", [file]))) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(library.documents("ann")) == [f"note {number}" for number in range(4)]


def test_collections_that_nobody_asks_are_closed(assistant: Assistant, sent: Path, tmp_path: Path) -> None:
    seconds = [0.0]
    library = Library(assistant, tmp_path / "collections", clock=lambda: seconds[0])
    list(library.add("ann", [sent / "ponies.txt"]))
    first = library.of("ann")
    assert library.of("ann") is first
    seconds[0] = IDLE_SECONDS + 1
    assert library.close_idle() == 1
    assert library.of("ann") is not first
    assert list(library.documents("ann")) == ["ponies"]
