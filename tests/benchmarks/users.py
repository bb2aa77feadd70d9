"""``python -m tests.benchmarks.users``: many people ask one server at the same time, each something else, half on the page and half as programs.

First one user asks everything alone, on the page and as a program: these are the figures to compare with, and what each reply has to be. Then all ask
at once, without a pause, conversations of up to six questions that nobody else has at that moment. A reply counts as wrong where it is not to the
question asked, where the page shows a turn or a conversation of somebody else, and where it differs in one character from the one to the user alone.
The server is a process of its own with ``--per-minute 0``, so that nobody is told to wait. Exit code 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

from tests.benchmarks.blocks import Block, Blocks, read_questions
from tests.benchmarks.command import measured, new_parser
from tests.benchmarks.figures import HEADING, timing
from tests.benchmarks.person import PageUser, Person, ProgramUser
from tests.benchmarks.seen import Asked, Fault, Seen, compared, told_faults
from tests.benchmarks.server import Server, chat_server

KINDS: dict[str, Callable[[str, float], Person]] = {"page": PageUser, "program": ProgramUser}
WARM_UP = 6
"""Questions before the first that is timed: models load with the first."""


@dataclass
class Run:
    """What was seen so far, by kind of user."""

    alone: dict[str, list[Seen]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    together: dict[str, list[Seen]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    seconds: float = 0.0
    start_mib: float = 0.0
    busy_mib: float = 0.0

    def checked(self) -> dict[str, list[Seen]]:
        """Return what was seen together, compared with what was seen alone."""
        alone: dict[str, dict[Asked, str]] = {kind: {one.asked: one.shown for one in seen if one.fault is None} for kind, seen in self.alone.items()}
        return {kind: [compared(one, alone[kind]) for one in seen] for kind, seen in self.together.items()}


async def walk(person: Person, block: Block, into: list[Seen], ends: float = float("inf")) -> None:
    """Have a conversation, until its end or the first thing that is wrong."""
    await person.begin()
    for question in block:
        if time.perf_counter() >= ends:
            return
        into.append(await person.ask(question))
        if into[-1].fault is not None:
            return


async def use(person: Person, blocks: Blocks, into: list[Seen], ends: float) -> None:
    """Have one conversation after the other until the time is over."""
    while time.perf_counter() < ends:
        with blocks.take() as block:
            try:
                await walk(person, block, into, ends)
            except (httpx.HTTPError, OSError, ValueError, KeyError) as error:
                into.append(Seen(block[:1], 0.0, "", Fault.ERROR, f"the page did not open: {type(error).__name__}: {error}"))
                await asyncio.sleep(1)


async def measure(server: Server, options: argparse.Namespace, blocks: Blocks, run: Run) -> None:
    """Ask alone, then together."""
    warming: list[Seen] = []
    for kind, make in KINDS.items():
        person = make(server.address, options.timeout)
        await walk(person, blocks.all[0][:WARM_UP], warming)
        for block in blocks.all:
            await walk(person, block, run.alone[kind])
        await person.leave()
        print(f"one user has asked {len(run.alone[kind])} questions ({kind})", file=sys.stderr)
    run.start_mib = server.resident_mib()
    kinds = [list(KINDS)[number % len(KINDS)] for number in range(options.users)]
    people = [(KINDS[kind](server.address, options.timeout), kind) for kind in kinds]
    started = time.perf_counter()
    try:
        ends = started + options.minutes * 60
        await asyncio.gather(*(use(person, blocks, run.together[kind], ends) for person, kind in people))
    finally:
        run.seconds = time.perf_counter() - started
        run.busy_mib = server.resident_mib()
    await asyncio.gather(*(person.leave() for person, _ in people))


def report(run: Run, users: int, server: Server, own_seconds: float) -> tuple[list[str], bool]:
    """Return the lines to print, and whether all was well."""
    seen = run.checked()
    lines = [HEADING]
    for kind, alone in run.alone.items():
        lines.append(timing(f"one user, {kind}", [one.seconds for one in alone], sum(one.seconds for one in alone)))
    for kind, together in seen.items():
        well = [one.seconds for one in together if one.fault is not Fault.ERROR]
        lines.append(timing(f"{users} users, those by {kind}", well, run.seconds))
    everything = [one for together in seen.values() for one in together]
    lines.append(timing(f"{users} users, all", [one.seconds for one in everything if one.fault is not Fault.ERROR], run.seconds))
    faulty = [one for one in (*(one for alone in run.alone.values() for one in alone), *everything) if one.fault]
    lines += told_faults(faulty)
    if run.busy_mib:
        lines.append(f"memory of the server, resident: {run.start_mib:.0f} MiB before the {users} users, {run.busy_mib:.0f} MiB after")
    lines.append(f"the users themselves took {own_seconds:.0f} s of processor time, on the same computer")
    complaints = server.complaints()
    lines.append(f"the server wrote {len(complaints)} lines to standard error{f', the last: {complaints[-1][:200]}' if complaints else ''}")
    return lines, bool(everything) and not faulty and not complaints


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was seen even if it is interrupted."""
    parser = new_parser("users", __doc__)
    parser.add_argument("--users", type=int, default=30, metavar="N", help="people who ask at the same time (%(default)s)")
    parser.add_argument("--minutes", type=float, default=5.0, metavar="M", help="how long they ask (%(default)s)")
    parser.add_argument("--questions", type=int, metavar="N", help="only the first N questions of the file")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS", help="after which somebody gives up (%(default)s)")
    options = parser.parse_args(arguments)
    if options.users < 1:
        parser.error("--users must be 1 or more")

    def work() -> bool:
        blocks, run = Blocks(read_questions(options.file)[: options.questions], options.users), Run()
        with chat_server(options.index) as server:
            before = time.process_time()
            try:
                asyncio.run(measure(server, options, blocks, run))
            except KeyboardInterrupt:
                print("interrupted; this was seen until then:", file=sys.stderr)
            lines, is_well = report(run, options.users, server, time.process_time() - before)
            print("\n".join(lines))
            return is_well

    return measured(work)


if __name__ == "__main__":
    sys.exit(main())
