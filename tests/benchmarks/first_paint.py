"""``python -m tests.benchmarks.first_paint``: how soon the page is there and the first answer, beside gradio's bare chat interface that echoes.

Both servers run at the same time, each in a process of its own, and are warm: an unmeasured visit comes first. Each visit is that of a new browser
profile, with nothing in its cache, and the two pages take turns at being first. Milliseconds are the browser's own since the address was entered: to
the first contentful paint (https://www.w3.org/TR/paint-timing/), to a question box that is in sight and not disabled, and from pressing Enter to the
whole reply in sight; the last two are seen at the next frame. The browser reaches no other computer: both pages are measured as they come offline.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.blocks import read_questions
from tests.benchmarks.command import measured, new_parser
from tests.benchmarks.server import NotMeasured, chat_server, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
PATIENCE = 60_000
"""Milliseconds to wait for anything on a page."""

WATCH = """
window.carecite_times = {};
const times = window.carecite_times;
const in_sight = (element) => element && element.getClientRects().length > 0;
const box = () => [...document.querySelectorAll("textarea")].some((one) => in_sight(one) && !one.disabled);
const look = () => {
    if (!("box" in times) && box()) times.box = performance.now();
    if (times.asked && !("answer" in times) && in_sight(REPLY)) times.answer = performance.now();
    requestAnimationFrame(look);
};
addEventListener("keydown", (event) => { if (event.key === "Enter") times.asked = performance.now(); }, true);
requestAnimationFrame(look);
"""
REPLIES = {
    "carecite": 'document.querySelector("#carecite-1 .cc-answer, #carecite-1 .cc-abstention")',
    "echo": '[...document.querySelectorAll("[data-testid=bot]")].find((one) => one.textContent.trim().length > 10)',
}
"""What finds a whole reply on each page, as JavaScript; the echo's questions are longer than ten characters."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to one page, in milliseconds."""

    first_paint: float
    question_box: float
    answer: float
    """From pressing Enter."""

    @property
    def to_answer(self) -> float:
        """From the address to the answer, without the time that somebody types."""
        return self.question_box + self.answer


def visit(browser: Browser, name: str, address: str, question: str) -> Visit:
    """Open a page as somebody new and ask one question."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    try:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH.replace("REPLY", REPLIES[name]))
        page = context.new_page()
        page.goto(f"{address}/", wait_until="commit")
        page.wait_for_function("window.carecite_times?.box")
        page.locator("textarea:visible").first.fill(question)
        page.keyboard.press("Enter")
        page.wait_for_function("window.carecite_times.answer")
        times = page.evaluate("window.carecite_times")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
        return Visit(paint, times["box"], times["answer"] - times["asked"])
    finally:
        context.close()


def report(visits: dict[str, list[Visit]]) -> list[str]:
    """Return medians, the range of the visits, and the ratios, as lines."""
    measures = {
        "first contentful paint": lambda one: one.first_paint,
        "question box": lambda one: one.question_box,
        "answer after Enter": lambda one: one.answer,
        "address to answer": lambda one: one.to_answer,
    }
    count = min(map(len, visits.values()))
    if not count:
        return ["no visit was finished on both pages"]
    lines = [f"{f'median of {count} visits, ms':28}{'carecite':>26}{'echo':>26}{'ratio':>8}"]
    for name, of in measures.items():
        values = {page: [of(one) for one in seen[:count]] for page, seen in visits.items()}
        shown = [f"{median(found):.0f} ({min(found):.0f}-{max(found):.0f})" for found in values.values()]
        lines.append(f"{name:28}{shown[0]:>26}{shown[1]:>26}{median(values['carecite']) / median(values['echo']):8.2f}")
    return lines


def measure(addresses: dict[str, str], questions: Sequence[str], runs: int, visits: dict[str, list[Visit]]) -> list[str]:
    """Visit the pages in turn and return one line for each visit that failed.

    Raises:
        NotMeasured: there is no browser.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError as error:
        raise NotMeasured("the package playwright is not there: run `make setup`") from error
    faults = []
    with sync_playwright() as started:
        try:
            path = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = started.chromium.launch(executable_path=path, headless=True, args=[*QUIET, OFFLINE])
        except Error as error:
            raise NotMeasured(f"no Chromium can be started ({str(error).splitlines()[0]}): install it") from error
        for run in range(runs + 1):
            for name in list(addresses)[:: 1 if run % 2 else -1]:
                try:
                    seen = visit(browser, name, addresses[name], questions[run % len(questions)])
                except Error as error:
                    faults.append(f"{name}, visit {run}: {str(error).splitlines()[0]}")
                    continue
                if run:
                    visits[name].append(seen)
                    print(name, *(f"{field.name} {getattr(seen, field.name):.0f}" for field in fields(seen)), file=sys.stderr)
        browser.close()
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was seen even if it is interrupted."""
    parser = new_parser("first_paint", __doc__)
    parser.add_argument("--runs", type=int, default=10, metavar="N", help="measured visits to each page (%(default)s)")
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs must be 1 or more")

    def work() -> bool:
        questions = [question for question in read_questions(options.file) if len(question) > 20]
        visits: dict[str, list[Visit]] = {name: [] for name in REPLIES}
        faults: list[str] = []
        with chat_server(options.index) as ours, served([sys.executable, "-m", "tests.benchmarks.echo_page"]) as echo:
            try:
                faults = measure({"carecite": ours.address, "echo": echo.address}, questions, options.runs, visits)
            except KeyboardInterrupt:
                print("interrupted; this was seen until then:", file=sys.stderr)
        print("\n".join([*report(visits), f"{len(faults)} visits failed", *faults[:5]]))
        return not faults and any(visits.values())

    return measured(work)


if __name__ == "__main__":
    sys.exit(main())
