"""Choosing systems to compare with by name, and what is said of those that are not installed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.errors import PeerError
from evals.peers import registry
from evals.peers.registry import SYSTEMS, choose, version_of

HERE = replace(SYSTEMS[0], name="Here", packages=("numpy",))
AWAY = replace(SYSTEMS[0], name="Away", packages=("numpy", "no-such-package"), extra="more-peers")


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "SYSTEMS", (HERE, AWAY))


def test_without_names_those_that_are_installed_are_chosen_and_the_others_named_with_their_extra() -> None:
    assert choose([]) == ((HERE,), ("Away needs no-such-package; install it with: pip install 'carecite[more-peers]'",))


def test_a_name_chooses_whatever_its_case_and_however_often_it_is_given() -> None:
    assert choose(["here", "HERE"]) == ((HERE,), ())


def test_a_system_that_was_asked_for_and_is_not_installed_is_an_error() -> None:
    with pytest.raises(PeerError, match=r"Away needs no-such-package; install it with: pip install 'carecite\[more-peers\]'"):
        choose(["here", "away"])


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(PeerError, match=r"no system to compare with is called 'Elsewhere'; choose from: Here; Away"):
        choose(["Elsewhere"])


def test_where_none_is_installed_there_is_nothing_to_compare_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "SYSTEMS", (AWAY,))
    with pytest.raises(PeerError, match=r"no system to compare with is installed; install some with: pip install 'carecite\[peers\]'"):
        choose([])


def test_names_differ_and_every_system_needs_a_package() -> None:
    assert len({system.name.casefold() for system in SYSTEMS}) == len(SYSTEMS)
    assert all(system.packages and system.extra in ("peers", "more-peers") for system in SYSTEMS)


def test_a_version_is_that_of_the_distribution() -> None:
    assert version_of("no-such-package") is None
    assert (version_of("numpy") or "").count(".") == 2
