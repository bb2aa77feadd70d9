"""``python -m tests.benchmarks.memory``: the memory of one server over many questions, no two the same.

Every second question comes from a program, the others from people on the page: each opens it anew, with a cookie of their own, asks five and
closes it. The resident memory of the server's process is read at the start and after every hundred questions. The slope is that of the line of
least squares, over all readings and over the second half, in which what a server loads once is there. Exit code 1 where a question went wrong.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.blocks import endless, read_questions
from tests.benchmarks.command import measured, new_parser
from tests.benchmarks.figures import slope
from tests.benchmarks.person import PageUser, ProgramUser
from tests.benchmarks.seen import Seen, told_faults
from tests.benchmarks.server import NotMeasured, Server, chat_server

STEP = 100
STAY = 5
"""Questions that one person asks on the page."""
WARM_UP = 20


@dataclass
class Readings:
    """Questions asked and MiB resident then; the faults that were seen."""

    asked: list[int] = field(default_factory=list)
    mib: list[float] = field(default_factory=list)
    faults: list[Seen] = field(default_factory=list)

    def take(self, asked: int, server: Server) -> None:
        """Read the memory now, and tell it."""
        self.asked.append(asked)
        self.mib.append(server.resident_mib())
        print(f"{asked:8} questions {self.mib[-1]:10.1f} MiB", flush=True)

    def lines(self) -> list[str]:
        """Return the slopes and the faults, as lines."""
        lines = []
        for name, start in (("all readings", 0), ("the second half", len(self.asked) // 2)):
            if len(self.asked) - start >= 2:
                grows = slope(self.asked[start:], self.mib[start:])
                lines.append(f"slope over {name}: {grows * 1024:+.2f} KiB a question, {grows * 1000:+.2f} MiB in a thousand")
        return [*lines, *told_faults(self.faults)]


async def ask_all(server: Server, questions: Iterator[str], count: int, step: int, readings: Readings) -> None:
    """Ask one question after the other, and read the memory after every ``step``."""
    program = ProgramUser(server.address)
    person = PageUser(server.address)
    stayed = 0
    await person.begin()
    for number in range(1, count + 1):
        question = next(questions)
        if number % 2:
            await program.begin()
            seen = await program.ask(question)
        else:
            if stayed == STAY:
                await person.leave()
                person, stayed = PageUser(server.address), 0
                await person.begin()
            seen = await person.ask(question)
            stayed += 1
        if seen.fault is not None:
            readings.faults.append(seen)
            # What is on the page now may differ from what was asked: the next question comes from somebody new.
            stayed = STAY
        if number % step == 0:
            readings.take(number, server)
    await person.leave()
    await program.leave()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was seen even if it is interrupted."""
    parser = new_parser("memory", __doc__)
    parser.add_argument("--questions", type=int, default=2000, metavar="N", help="how many (%(default)s)")
    parser.add_argument("--every", type=int, default=STEP, metavar="N", help="questions between two readings (%(default)s)")
    options = parser.parse_args(arguments)
    if options.questions < 1 or options.every < 1:
        parser.error("--questions and --every must be 1 or more")

    def work() -> bool:
        given = read_questions(options.file)
        readings = Readings()
        possible = len(set(given)) ** 2
        if options.questions + WARM_UP > possible:
            raise NotMeasured(f"{len(set(given))} questions make no more than {possible} different ones: give more with --file")
        with chat_server(options.index) as server:
            questions = endless(given)
            try:
                asyncio.run(ask_all(server, questions, WARM_UP, WARM_UP + 1, readings))
                readings.take(0, server)
                asyncio.run(ask_all(server, questions, options.questions, options.every, readings))
            except KeyboardInterrupt:
                print("interrupted; this was seen until then:", file=sys.stderr)
            complaints = server.complaints()
        print("\n".join([*readings.lines(), f"the server wrote {len(complaints)} lines to standard error"]))
        return not readings.faults and not complaints

    return measured(work)


if __name__ == "__main__":
    sys.exit(main())
