"""So many at once, in the order in which they came, whatever becomes of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from assistant.turnstile import Turnstile


def begun(work: Callable[[], None], arrived: Callable[[], bool]) -> threading.Thread:
    """Begin work in a thread, and wait until it stands in line."""
    thread = threading.Thread(target=work)
    thread.start()
    while not arrived():
        time.sleep(0.001)
    return thread


@pytest.mark.parametrize("width", [1, 2])
def test_the_others_wait_and_are_let_through_in_their_order(width: int) -> None:
    turnstile = Turnstile(width)
    order: list[int] = []
    inside: list[int] = []
    most: list[int] = []
    go_on = threading.Event()

    def pass_through(number: int) -> None:
        with turnstile.passed():
            order.append(number)
            inside.append(number)
            most.append(len(inside))
            go_on.wait(20)
            inside.remove(number)

    threads = [begun(partial(pass_through, number), lambda number=number: len(order) + len(turnstile._waiting) > number) for number in range(6)]
    assert (order, len(turnstile._waiting)) == (list(range(width)), 6 - width)
    go_on.set()
    for thread in threads:
        thread.join(20)
    # Those let through at the same moment may be told in either order.
    assert all(abs(place - number) < width for place, number in enumerate(order))
    assert (sorted(order), max(most)) == (list(range(6)), width)


def test_who_breaks_lets_the_next_one_through() -> None:
    turnstile = Turnstile(1)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), turnstile.passed():
            raise ValueError("broken")
    with turnstile.passed():
        pass


def test_who_gives_up_waiting_is_out_of_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C in the thread that waits."""
    turnstile = Turnstile(1)

    def interrupted(event: threading.Event) -> bool:
        raise KeyboardInterrupt

    with turnstile.passed():
        with monkeypatch.context() as patch:
            patch.setattr(threading.Event, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt), turnstile.passed():
                raise AssertionError("came through")
        assert not turnstile._waiting
    with turnstile.passed():
        pass
