"""What the benchmarks conclude from what they see; the measurements themselves take minutes and are run by hand."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.conversation import conversation_view
from assistant.chat.history import history_list
from assistant.chat.turn import Turn
from assistant.desk.store.store import ConversationRow
from assistant.reply import Abstention, Reply
from tests.assistant.programs.conftest import TableAssistant, serving_page
from tests.benchmarks.blocks import QUESTIONS, Blocks, endless, read_questions
from tests.benchmarks.figures import slope, timing
from tests.benchmarks.first_paint import Visit, report
from tests.benchmarks.memory import Readings
from tests.benchmarks.person import PageUser, Person, ProgramUser
from tests.benchmarks.seen import Fault, Seen, compared, fault_of_page, lasting, told_faults
from tests.benchmarks.server import NotMeasured, served
from tests.benchmarks.users import Run, use, walk

# Of gradio's own use of pandas.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ASKED = ("How many loans?", "What is <b>late</b>?")


class Late(TableAssistant):
    """Gives everybody the reply to the question that was asked before, by whomever."""

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        super().ask(question, history, words, documents)
        before = self.asked[-2][0] if len(self.asked) > 1 else "nothing"
        return Abstention(before, f"Nothing is said of {before}.", (), 0.1)


def lived(address: str, block: Sequence[str], *makers: type[PageUser] | type[ProgramUser]) -> list[list[Seen]]:
    """Let people have the same conversation one after the other, and return what each saw."""

    async def live() -> list[list[Seen]]:
        seen: list[list[Seen]] = []
        for make in makers:
            person: Person = make(address)
            seen.append([])
            await walk(person, tuple(block), seen[-1])
            await walk(person, tuple(block), seen[-1])
            await person.leave()
        return seen

    return asyncio.run(live())


def test_what_is_one_s_own_is_no_fault_and_the_same_for_everybody() -> None:
    with serving_page(TableAssistant()) as address:
        first, second, program = lived(address, ASKED, PageUser, PageUser, ProgramUser)
    assert [one.fault for one in (*first, *second, *program)] == [None] * 12
    # Twice the same conversation, by two people: the same page, to the character.
    assert [one.shown for one in first[:2]] == [one.shown for one in first[2:]] == [one.shown for one in second[:2]]
    assert [one.asked for one in first[:2]] == [ASKED[:1], ASKED]
    assert "twelve loans" in first[0].shown
    assert "twelve loans" in program[0].shown


def test_the_reply_to_another_question_is_noticed() -> None:
    with serving_page(TableAssistant()) as right, serving_page(Late()) as wrong:
        alone = lived(right, ASKED, PageUser)[0]
        page, program = lived(wrong, ASKED, PageUser, ProgramUser)
    assert program[0].fault is Fault.OTHERS
    assert "the reply is to" in program[0].why
    found = compared(page[0], {one.asked: one.shown for one in alone})
    assert found.fault is Fault.DIFFERENT
    assert "became" in found.why


def test_what_breaks_is_an_error_and_the_conversation_ends_there() -> None:
    with serving_page(TableAssistant()) as address:
        page, program = lived(address, ["break", ASKED[0]], PageUser, ProgramUser)
    assert [one.fault for one in (*page, *program)] == [Fault.ERROR] * 4
    assert [len(one.asked) for one in page] == [1, 1]


def test_people_who_ask_at_once_each_see_their_own() -> None:
    async def live(address: str) -> Run:
        run = Run()
        blocks = Blocks([f"{number} loans?" for number in range(9)], 3)
        people = [(PageUser(address), "page"), (PageUser(address), "page"), (ProgramUser(address), "program")]
        # Each goes on until its place in time, which lies so far ahead that two conversations fit: a block that comes back is asked by another.
        work = [asyncio.create_task(use(person, blocks, run.together[kind], float("inf"))) for person, kind in people]
        while min(len(run.together["page"]), len(run.together["program"])) < 8:
            ended, _ = await asyncio.wait(work, timeout=0.01, return_when=asyncio.FIRST_COMPLETED)
            assert not [one.result() for one in ended]
        for one in work:
            one.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        await asyncio.gather(*(person.leave() for person, _ in people))
        return run

    with serving_page(TableAssistant()) as address:
        run = asyncio.run(live(address))
    assert {one.fault for seen in run.checked().values() for one in seen} == {None}


def test_the_server_forgets_the_windows_of_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gradio alone remembers ten thousand, closed ones too."""
    page = pytest.importorskip("assistant.chat.page")
    kept: list[int] = []
    build = page.build_page

    def build_and_keep(*arguments: object, **options: object) -> object:
        built = build(*arguments, **options)
        held.append(built)
        return built

    held: list[Any] = []
    monkeypatch.setattr(page, "WINDOWS", 2)
    monkeypatch.setattr(page, "build_page", build_and_keep)
    with serving_page(TableAssistant()) as address:
        for _ in range(4):
            assert lived(address, ASKED[:1], PageUser)[0][0].fault is None
            kept.append(len(held[0].state_holder.session_data))
    assert kept == [1, 2, 2, 2]


def page_of(*questions: str) -> str:
    return conversation_view([Turn(question, Abstention(question, "No.", (), 0.1)) for question in questions])


@pytest.mark.parametrize(
    ("conversation", "history", "why"),
    [
        (page_of(*ASKED), "", None),
        (page_of(ASKED[0], "Whose is this?"), "", "Whose is this?"),
        (page_of("Whose is this?", *ASKED), "", "after 3 questions"),
        (page_of(ASKED[0]), "", "after 1 questions"),
        (page_of(), "", "no question"),
        (conversation_view([Turn(question) for question in ASKED]), "", "0 replies"),
        (page_of(*ASKED), history_list([ConversationRow("a", "How many …", "2026", "2026", 2)], "a"), None),
        (page_of(*ASKED), history_list([ConversationRow("a", "Another's", "2026", "2026", 2)], "a"), "Another's"),
    ],
)
def test_a_page_that_shows_what_is_not_one_s_own(conversation: str, history: str, why: str | None) -> None:
    found = fault_of_page(ASKED, conversation, history, ["How  many\nloans?"])
    assert (found is None) if why is None else (found is not None and why in found)


def test_only_what_the_same_turns_do_not_always_show_is_taken_out() -> None:
    assert lasting('<div data-conversation="xY_1"><a href="/take?conversation=xY_1">xY</a></div>') == (
        '<div data-conversation=""><a href="/take?conversation=">xY</a></div>'
    )
    offered = conversation_view((Turn("why?", Abstention("why?", "Nothing.", (), 0.1)),), suggestions=["Who?", "<b>?"])
    assert ("cc-offered" in offered, "cc-offered" in lasting(offered)) == (True, False)
    assert lasting(offered) == conversation_view((Turn("why?", Abstention("why?", "Nothing.", (), 0.1)),))
    assert lasting('<div data-conversation=""><p></p></div>') == '<div data-conversation=""><p></p></div>'


def test_nobody_has_the_questions_of_another_at_the_same_time() -> None:
    questions = read_questions(QUESTIONS)
    blocks = Blocks(questions, 30)
    assert [question for block in blocks.all for question in block] == list(dict.fromkeys(questions))
    for _ in range(3):
        with ExitStack() as taken:
            held = [question for _ in range(30) for question in taken.enter_context(blocks.take())]
            assert len(held) == len(set(held))
    with pytest.raises(NotMeasured, match="too few for 3 users"):
        Blocks(["a", "b", "a"], 3)


def test_questions_without_end_are_all_different() -> None:
    found = list(islice(endless(read_questions(QUESTIONS)), 2100))
    assert len(set(found)) == len(found) == 2100
    assert list(endless(["a", "b", "a"])) == ["a", "b", "a b", "b a"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"no": "question"}'])
def test_a_file_without_questions_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "questions.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(NotMeasured, match=r"questions\.jsonl holds no question"):
        read_questions(tmp_path / "questions.jsonl")


def test_figures_by_hand() -> None:
    assert slope([0, 100, 200, 300], [500, 502, 502, 504]) == pytest.approx(0.012)
    assert timing("x", [1.0, 2.0, 3.0, 4.0, 5.0], 10.0).split() == ["x", "5", "0.50", "3.000", "4.800", "5.000"]
    readings = Readings([0, 100, 200, 300], [500, 500, 500, 501])
    assert readings.lines()[0] == "slope over all readings: +3.07 KiB a question, +3.00 MiB in a thousand"
    assert readings.lines()[1] == "slope over the second half: +10.24 KiB a question, +10.00 MiB in a thousand"


def test_faults_are_counted_and_the_first_few_told() -> None:
    seen = [Seen(("a",), 1.0), *[Seen((f"b{number}",), 60.0, "", Fault.TIMEOUT, "no reply") for number in range(7)]]
    lines = told_faults(seen)
    assert "0 errors, 7 timeouts, 0 answers or questions of somebody else" in lines[0]
    assert lines[1] == "  timeouts: no reply (asked: b0)"
    assert len(lines) == 7
    assert lines[-1] == "  and 2 more"


def test_the_ratio_is_of_medians_of_as_many_visits() -> None:
    ours = [Visit(300, 400, 100), Visit(500, 700, 200), Visit(400, 500, 150)]
    lines = report({"carecite": ours, "echo": [*[Visit(200, 250, 50)] * 3, Visit(9000, 9000, 9000)]})
    assert lines[0].startswith("median of 3 visits")
    assert lines[1].split()[-5:] == ["400", "(300-500)", "200", "(200-200)", "2.00"]
    assert lines[4].split()[-1] == "2.17"  # 650 to 300
    assert report({"carecite": ours, "echo": []}) == ["no visit was finished on both pages"]


def test_a_server_that_does_not_start_is_told_in_one_line() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('there is no index')"]
    with pytest.raises(NotMeasured, match=r"^the server did not start: there is no index$"), served(command):
        pass
