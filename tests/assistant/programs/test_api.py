"""The HTTP interface: what it gives, how it says no, and that its description is true."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from assistant.programs import replies
from assistant.programs.access import Access
from assistant.programs.rate_limit import RateLimit
from tests.assistant.programs.conftest import TEXTS, Clock, Serve, TableAssistant

LOANS = "How many loans?"


def strict(model: type[BaseModel], value: object) -> None:
    """Fail unless a value has just the fields that its model describes."""
    checked = model.model_validate_json(json.dumps(value), strict=True)
    assert json.loads(checked.model_dump_json()) == value


def test_ask_gives_the_json_of_the_contract(serve: Serve, asker: TableAssistant) -> None:
    response = serve().post("/api/ask", json={"question": LOANS, "history": ["What of cards?"], "words": 60})
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    reply = response.json()
    assert reply | {"seconds": 0} == asker.ask(LOANS).to_dict() | {"seconds": 0}
    assert asker.asked[0] == (LOANS, ("What of cards?",), 60, None)
    strict(replies.ReplyObject, reply)
    quote = reply["quotes"][0]
    assert TEXTS["loans"][quote["start"] : quote["end"]] == quote["text"]


def test_an_abstention_is_no_error(serve: Serve) -> None:
    response = serve().post("/api/ask", json={"question": "fines?"})
    assert (response.status_code, response.json()["status"]) == (200, "abstained")
    strict(replies.ReplyObject, response.json())


def test_only_some_documents_are_asked(serve: Serve, asker: TableAssistant) -> None:
    client = serve()
    assert client.post("/api/ask", json={"question": LOANS, "documents": ["loans"]}).status_code == 200
    assert asker.asked[-1][3] == {"loans"}
    unknown = client.post("/api/ask", json={"question": LOANS, "documents": ["loans", "../secret\n"]})
    assert unknown.status_code == 422
    assert "no document '../secret?'" in unknown.json()["detail"]
    assert len(asker.asked) == 1


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ({}, "'question' is missing"),
        ({"question": ""}, "The question is empty"),
        ({"question": "x" * 2001}, "The question has 2,001 characters"),
        ({"question": "x" * 30_000}, "'question' will not do"),
        ({"question": 7}, "'question' will not do"),
        ({"question": "x", "histroy": []}, "no field 'histroy'"),
        ({"question": "x", "history": ["x"] * 21}, "'history' will not do"),
        ({"question": "x", "history": ["x" * 2001]}, "'history.0' will not do"),
        ({"question": "x", "words": 0}, "'words' will not do"),
        ({"question": "x", "documents": []}, "'documents' will not do"),
        ([], "not a JSON object"),
        ("x", "not a JSON object"),
        (None, "not a JSON object"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(serve: Serve, asker: TableAssistant, body: object, line: str) -> None:
    response = serve().post("/api/ask", content=json.dumps(body), headers={"content-type": "application/json"})
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    strict(replies.ProblemObject, response.json())
    assert line in response.json()["detail"]
    assert "\n" not in response.json()["detail"]


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"", b"[" * 100_000, b'{"question": NaN}', b"{" + b'"a":{' * 5000])
def test_what_is_no_json_is_told(serve: Serve, content: bytes) -> None:
    response = serve().post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_a_form_of_another_site_cannot_pass_for_json(serve: Serve, asker: TableAssistant, kind: str | None) -> None:
    response = serve().post("/api/ask", content=b'{"question": "loans"}', headers={"content-type": kind} if kind else {})
    assert response.status_code in (415, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert asker.asked == []


def test_half_a_character_in_a_question_is_told(serve: Serve) -> None:
    response = serve().post("/api/ask", content=b'{"question": "loans \\ud800"}', headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert "'question' will not do" in response.json()["detail"]
    turned = serve().post("/api/ask", content=b'{"question": "loans \\u202e"}', headers={"content-type": "application/json"})
    assert turned.json()["question"] == "loans \u202e"


def test_search_gives_passages_with_their_places(serve: Serve) -> None:
    response = serve().get("/api/search", params={"q": "loans", "k": 1})
    assert response.status_code == 200
    strict(replies.PassagesObject, response.json())
    (passage,) = response.json()["passages"]
    assert TEXTS[passage["doc_id"]][passage["start"] : passage["end"]] == passage["text"]
    assert passage["title"] == "Loans"


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "?"}, {"q": "x", "k": 0}, {"q": "x", "k": 51}, {"q": "x", "k": "many"}, {"q": "x", "n": 2}])
def test_a_search_that_cannot_be_used(serve: Serve, query: dict[str, object]) -> None:
    assert serve().get("/api/search", params=query).status_code == 422


def test_source_is_the_text_exactly_as_text(serve: Serve) -> None:
    client = serve()
    whole = client.get("/api/source/fines")
    assert whole.headers["content-type"] == "text/plain; charset=utf-8"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.content.decode() == TEXTS["fines"]
    part = client.get("/api/source/loans", params={"start": 34, "end": 60})
    assert part.content.decode() == TEXTS["loans"][34:60]
    assert client.get("/api/source/loans", params={"start": 10_000, "end": 3}).content == b""
    assert client.get("/api/source/loans", params={"start": -1}).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "nothing", "../loans", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "%2fetc%2fpasswd", "..%5c..%5cx", "loans%00",
        "loans%0d%0aX: y", "loans/", "LOANS", "%252e%252e%252fx", "", "a" * 2000,
    ],
)  # fmt: skip
def test_no_other_file_is_read(serve: Serve, path: str) -> None:
    response = serve().get(f"/api/source/{path}")
    assert response.status_code in (404, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert "x" not in response.headers


def test_documents(serve: Serve) -> None:
    response = serve().get("/api/documents")
    strict(replies.DocumentsObject, response.json())
    assert [document["doc_id"] for document in response.json()["documents"]] == list(TEXTS)


def test_each_visitor_has_only_what_is_theirs(serve: Serve) -> None:
    client = serve(None, lambda visitor: TableAssistant("loans") if visitor == "one" else TableAssistant("fines"))
    for mine, other, visitor in (("loans", "fines", "one"), ("fines", "loans", "two")):
        headers = {"cookie": f"carecite_visitor={visitor}"}
        assert [d["doc_id"] for d in client.get("/api/documents", headers=headers).json()["documents"]] == [mine]
        assert client.get(f"/api/source/{mine}", headers=headers).status_code == 200
        assert client.get(f"/api/source/{other}", headers=headers).status_code == 404
        assert client.post("/api/ask", json={"question": LOANS, "documents": [other]}, headers=headers).status_code == 422


def test_health(serve: Serve) -> None:
    response = serve().get("/api/health")
    strict(replies.HealthObject, response.json())
    assert response.json() == {"status": "ok", "documents": 2}


def test_an_error_of_the_server_says_nothing_of_it(serve: Serve) -> None:
    response = serve().post("/api/ask", json={"question": "break"})
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/ask", 405),
        ("POST", "/api/search", 405),
        ("PUT", "/api/source/loans", 405),
        ("DELETE", "/api/documents", 405),
        ("GET", "/api/nothing", 404),
        ("GET", "/api/", 404),
    ],
)
def test_other_paths_and_methods(serve: Serve, method: str, path: str, status: int) -> None:
    response = serve().request(method, path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_a_body_that_is_too_large_is_refused_before_it_is_read(serve: Serve, asker: TableAssistant) -> None:
    response = serve().post("/api/ask", json={"question": "loans", "history": ["x" * 300_000]})
    assert response.status_code == 413
    lying = serve().post("/api/ask", content=(b"x" * 100_000 for _ in range(10)), headers={"content-type": "application/json"})
    assert lying.status_code == 413
    assert asker.asked == []


def test_who_asks_too_often_waits(serve: Serve, asker: TableAssistant) -> None:
    clock = Clock()
    client = serve(Access(limit=RateLimit(2, clock)))
    assert [client.post("/api/ask", json={"question": LOANS}).status_code for _ in range(2)] == [200, 200]
    refused = client.get("/api/search", params={"q": "x"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    assert refused.json()["detail"] == "The limit is 2 questions a minute: ask again in 30 seconds."
    client.cookies.clear()
    assert client.post("/api/ask", json={"question": LOANS}).status_code == 429
    assert client.get("/api/documents").status_code == 200
    clock.now += 30
    assert client.post("/api/ask", json={"question": LOANS}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://[::1"},
        {"host": "elsewhere.example"},
        {"host": "[::1"},
        {"host": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_requests_of_other_sites_and_for_other_hosts_are_refused(serve: Serve, asker: TableAssistant, headers: dict[str, str]) -> None:
    client = serve()
    for path in ("/api/search?q=loans", "/api/source/loans", "/api/documents", "/api/health", "/api/openapi.json", "/api", "/mcp", "/config", "/"):
        assert client.get(path, headers=headers).status_code == 403, path
    assert client.post("/api/ask", json={"question": LOANS}, headers=headers).status_code == 403
    assert asker.asked == []


def test_a_link_from_elsewhere_may_open_a_page(serve: Serve) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert serve().get("/api", headers=headers).status_code == 200
    assert serve().post("/api/ask", json={"question": LOANS}, headers=headers).status_code == 403


def test_the_openapi_document_describes_what_there_is(serve: Serve) -> None:
    document = serve().get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert {(path, method) for path, item in document["paths"].items() for method in item} == {
        ("/api/ask", "post"), ("/api/search", "get"), ("/api/source/{doc_id}", "get"), ("/api/documents", "get"), ("/api/health", "get"),
    }  # fmt: skip
    for path, item in document["paths"].items():
        for route in item.values():
            assert route["summary"], path
            assert route["description"], path
            answer = route["responses"]["200"]["content"]
            assert set(answer) == ({"text/plain"} if "source" in path else {"application/json"}), path
            for status, response in route["responses"].items():
                assert status == "200" or set(response["content"]) == {"application/problem+json"}, (path, status)
    assert document["paths"]["/api/ask"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/ReplyObject")


def test_every_reference_of_the_openapi_document_leads_somewhere(serve: Serve) -> None:
    document = serve().get("/api/openapi.json").json()
    text = json.dumps(document)
    names = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names
    assert names <= document["components"]["schemas"].keys()


def test_the_page_for_programs_needs_nothing_from_elsewhere(serve: Serve) -> None:
    response = serve().get("/api")
    assert response.headers["content-type"].startswith("text/html")
    for word in ("POST /api/ask", "GET /api/source/{doc_id}", "ReplyObject", "/mcp", '<html lang="en-GB">'):
        assert word in response.text
    assert "<script" not in response.text
    assert "src=" not in response.text
    assert "https://" not in response.text
