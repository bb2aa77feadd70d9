"""Signing in on the page and by HTTP Basic, signing out, and who waits after too many failed tries."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from assistant.desk.visitor import COOKIE, visitor_of_user
from assistant.programs.access import Access
from assistant.programs.sign_in import Door
from assistant.programs.sign_in_page import local
from assistant.programs.tries import Tries
from tests.assistant.programs.conftest import PASSWORD, Clock, Serve, TableAssistant

PAGE = {"accept": "text/html"}


def sign_in(client: TestClient, name: str = "ann", password: str = PASSWORD, after: str = "/api/documents"):
    return client.post("/sign-in", data={"name": name, "password": password, "next": after})


def test_nobody_comes_in_without_signing_in(serve: Serve, door: Door) -> None:
    client = serve(Access(door=door))
    for path in ("/api/documents", "/api/source/loans", "/api/openapi.json", "/mcp", "/config", "/gradio_api/info"):
        response = client.get(path)
        assert (response.status_code, response.headers["content-type"]) == (401, "application/problem+json"), path
        assert response.headers["www-authenticate"].startswith("Basic ")
    assert client.post("/api/ask", json={"question": "loans?"}).status_code == 401
    assert client.get("/api/documents", headers={"sec-fetch-mode": "cors", "sec-fetch-site": "same-origin"}).headers.get("www-authenticate") is None
    assert client.get("/api/health").json() == {"status": "ok", "documents": None}


def test_a_person_is_led_to_the_form_and_back(serve: Serve, door: Door) -> None:
    client = serve(Access(door=door))
    led = client.get("/?conversation=7&quote=%5B1%5D", headers=PAGE)
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in?next=%2F%3Fconversation%3D7%26quote%3D%255B1%255D")
    form = client.get(led.headers["location"]).text
    assert 'name="next" value="/?conversation=7&amp;quote=%5B1%5D"' in form
    back = client.post("/sign-in", data={"name": "ann", "password": PASSWORD, "next": "/?conversation=7&quote=%5B1%5D"})
    assert (back.status_code, back.headers["location"]) == (303, "/?conversation=7&quote=%5B1%5D")
    set_cookie = back.headers["set-cookie"]
    assert "HttpOnly" in set_cookie
    assert "SameSite=Strict" in set_cookie
    assert PASSWORD not in set_cookie


def test_who_is_signed_in_has_the_same_desk_in_every_browser(serve: Serve, door: Door) -> None:
    seen: list[str] = []

    def askers(visitor: str) -> TableAssistant:
        seen.append(visitor)
        return TableAssistant()

    for name, password in (("ann", PASSWORD), (" ann ", PASSWORD), ("Zoe\u0308", PASSWORD + "!")):
        client = serve(Access(door=door), askers)
        assert sign_in(client, name, password).status_code == 303
        response = client.get("/api/documents")
        assert response.status_code == 200
        assert COOKIE not in client.cookies
    assert seen == [visitor_of_user("ann"), visitor_of_user("ann"), visitor_of_user("Zoë")]


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("", ""), ("ann", ""), ("Ann", PASSWORD), ("ann", "x" * 9000)]
)
def test_a_wrong_password_says_nothing_of_which_part_is_wrong(serve: Serve, door: Door, name: str, password: str) -> None:
    client = serve(Access(door=door))
    response = sign_in(client, name, password)
    assert response.status_code == 403
    assert "do not belong together" in response.text
    assert "set-cookie" not in response.headers
    assert client.get("/api/documents").status_code == 401


def test_signing_out_ends_the_session_wherever_its_cookie_is(serve: Serve, door: Door) -> None:
    client = serve(Access(door=door))
    sign_in(client)
    cookie = client.cookies["carecite_session"]
    assert client.get("/api/documents").status_code == 200
    out = client.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert client.get("/api/documents").status_code == 401
    thief = serve(Access(door=door))
    for text in (cookie, cookie.replace(".", "=."), cookie + "="):
        assert thief.get("/api/documents", headers={"cookie": f"carecite_session={text}"}).status_code == 401


def test_signing_out_is_not_a_link(serve: Serve, door: Door) -> None:
    client = serve(Access(door=door))
    sign_in(client)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/api/documents").status_code == 200


@pytest.mark.parametrize(
    "value",
    ["", ".", "a.b", "user-x", "\u00e9.\u00e9".encode().decode("latin-1"), "A" * 5000, "W10.W10", "bnVsbA." + "A" * 43, "a" * 43 + "." + "b" * 43],
)
def test_a_forged_cookie_is_nobody(serve: Serve, door: Door, value: str) -> None:
    response = serve(Access(door=door)).get("/api/documents", headers={"cookie": f"carecite_session={value}".encode("latin-1")})
    assert response.status_code == 401


def test_a_cookie_changed_in_any_place_is_nobody(door: Door) -> None:
    token = door.sessions.begin("ann")
    assert door.sessions.user(token) == "ann"
    for place in range(0, len(token) - 1):
        other = "A" if token[place] != "A" else "B"
        assert door.sessions.user(token[:place] + other + token[place + 1 :]) is None


def test_basic_is_for_programs(serve: Serve, door: Door) -> None:
    client = serve(Access(door=door))
    assert client.get("/api/documents", auth=("ann", PASSWORD)).status_code == 200
    assert client.get("/api/documents", auth=("Zoë", PASSWORD + "!")).status_code == 200
    assert client.get("/api/documents", auth=("ann", "wrong")).status_code == 401
    for header in ("Basic", "Basic !!", "Basic YW5u", "Bearer x", "Basic " + "A" * 9000, "Basic /////w=="):
        assert client.get("/api/documents", headers={"authorization": header}).status_code == 401


def test_too_many_tries_wait_twice_as_long_each_time(users, tmp_path) -> None:
    clock = Clock()
    door = Door.open(users, tmp_path)
    door.tries = Tries(clock)
    assert [door.check("ann", "wrong", "10.0.0.1") for _ in range(5)] == ["wrong"] * 5
    assert door.check("ann", PASSWORD, "10.0.0.1") == 1.0
    assert door.check("ann", PASSWORD, "10.0.0.2") == "right"
    clock.now += 1
    assert door.check("ann", "wrong", "10.0.0.1") == "wrong"
    assert door.check("ann", PASSWORD, "10.0.0.1") == 2.0
    clock.now += 2
    assert door.check("ann", PASSWORD, "10.0.0.1") == "right"
    assert door.check("ann", "wrong", "10.0.0.1") == "wrong"


def test_signing_in_rightly_many_times_never_waits() -> None:
    tries = Tries(Clock())
    for _ in range(100):
        assert tries.wait("ann", "10.0.0.1") == 0
        tries.failed("ann", "10.0.0.1")
        tries.succeeded("ann", "10.0.0.1")


def test_one_address_that_tries_many_names_waits_too() -> None:
    clock = Clock()
    tries = Tries(clock)
    for number in range(20):
        assert tries.wait(f"name{number}", "10.0.0.1") == 0
        tries.failed(f"name{number}", "10.0.0.1")
    assert tries.wait("ann", "10.0.0.1") == 1
    assert tries.wait("ann", "10.0.0.2") == 0
    for _ in range(100):
        tries.failed("ann", "10.0.0.1")
    assert tries.wait("ann", "10.0.0.1") == 15 * 60
    clock.now += 15 * 60
    assert tries.wait("ann", "10.0.0.1") == 0


def test_the_form_and_basic_say_how_long_to_wait(serve: Serve, door: Door) -> None:
    door.tries = Tries(Clock())
    client = serve(Access(door=door))
    for _ in range(5):
        sign_in(client, password="wrong")
    form = sign_in(client)
    assert (form.status_code, form.headers["retry-after"]) == (429, "2")
    assert "Wait 2 seconds" in form.text
    basic = client.get("/api/documents", auth=("ann", PASSWORD))
    assert (basic.status_code, basic.headers["retry-after"]) == (429, "2")


def test_what_was_typed_comes_back_as_text(serve: Serve, door: Door) -> None:
    hostile = '"><script>alert(1)</script>'
    text = sign_in(serve(Access(door=door)), hostile, "x", f"/{hostile}").text
    assert "<script" not in text
    assert 'value="&quot;&gt;&lt;script&gt;' in text


@pytest.mark.parametrize(
    "target",
    ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "\\\\x", "javascript:alert(1)", "", "/a\r\nb", "/ /x", "/sign-out"],
)
def test_only_a_path_of_this_server_is_gone_on_to(target: str) -> None:
    assert local(target) == "/"


def test_the_form_is_accessible(serve: Serve, door: Door) -> None:
    text = sign_in(serve(Access(door=door)), password="wrong").text
    assert '<html lang="en-GB">' in text
    assert re.search(r"<title>Error: [^<]+</title>", text)
    for field in re.findall(r'<input id="([^"]+)"', text):
        assert f'<label for="{field}">' in text
    assert 'role="alert" id="error"' in text
    assert text.count('aria-describedby="error"') == 2


def test_the_form_cannot_be_framed_or_run_scripts(serve: Serve, door: Door) -> None:
    response = serve(Access(door=door)).get("/sign-in")
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert "default-src 'none'" in response.headers["content-security-policy"]
    # With no-referrer the browser would send the form as from nowhere, and the guard would refuse it.
    assert response.headers["referrer-policy"] == "same-origin"


def test_a_form_from_another_site_is_refused(serve: Serve, door: Door) -> None:
    client = serve(Access(door=door))
    for headers in ({"origin": "http://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        assert client.post("/sign-in", data={"name": "ann", "password": PASSWORD}, headers=headers).status_code == 403
        assert client.post("/sign-out", headers=headers).status_code == 403
