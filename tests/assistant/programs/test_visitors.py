"""Whose a request is where nobody signs in."""

from __future__ import annotations

import pytest

from assistant.desk.visitor import COOKIE, visitor_of_user
from assistant.programs.access import Access
from tests.assistant.programs.conftest import Serve, TableAssistant


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def askers(seen: list[str]):
    def give(visitor: str) -> TableAssistant:
        seen.append(visitor)
        return TableAssistant()

    return give


def test_somebody_new_gets_a_cookie_and_keeps_it(serve: Serve, seen: list[str], askers) -> None:
    client = serve(None, askers)
    first = client.get("/api/documents")
    assert first.headers["set-cookie"] == f"{COOKIE}={seen[0]}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"
    assert "set-cookie" not in client.get("/api/documents").headers
    assert seen == [seen[0]] * 2
    serve(None, askers).get("/api/documents")
    assert seen[2] != seen[0]


@pytest.mark.parametrize("value", ["", "../ann", "a" * 65, "a b", "é".encode().decode("latin-1"), '"a', visitor_of_user("ann"), "USER-x", "user-"])
def test_a_cookie_that_is_no_visitor_or_somebody_s_who_signs_in_is_replaced(serve: Serve, seen: list[str], askers, value: str) -> None:
    response = serve(None, askers).get("/api/documents", headers={"cookie": f"{COOKIE}={value}".encode("latin-1")})
    assert "set-cookie" in response.headers
    assert seen[0] != value


def test_a_cookie_of_another_program_that_cannot_be_read_does_no_harm(serve: Serve, seen: list[str], askers) -> None:
    serve(None, askers).get("/api/documents", headers={"cookie": f'other[x]="; a=b; {COOKIE}=mine; x'})
    assert seen == ["mine"]


@pytest.mark.parametrize(("site", "gives"), [("cross-site", False), ("same-site", True), ("same-origin", True), ("none", True)])
def test_a_link_from_another_site_takes_nobody_s_cookie(serve: Serve, seen: list[str], askers, site: str, gives: bool) -> None:
    """The browser keeps the cookie back when another site leads here; a new one would take its place, and with it all that was kept."""
    navigation = {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert ("set-cookie" in serve(None, askers).get("/api", headers=navigation).headers) == gives


def test_over_https_the_cookie_goes_nowhere_else(serve: Serve, seen: list[str], askers) -> None:
    client = serve(Access(), askers)
    client.base_url = "https://127.0.0.1:7860"  # type: ignore[assignment]
    assert client.get("/api/documents").headers["set-cookie"].endswith("; Secure")
