"""Gradio's own client asks the page."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat.asker import Asker
from assistant.programs.access import Access
from assistant.programs.rate_limit import RateLimit
from assistant.programs.sign_in import Door
from tests.assistant.programs.conftest import PASSWORD, Clock, TableAssistant, serving_page

LOANS = "How many loans?"

# Of gradio's own use of pandas.
pytestmark = pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'")


def connect(address: str, **options: Any):
    client = pytest.importorskip("gradio_client")
    # A busy machine may take longer than the five seconds that httpx waits.
    options["httpx_kwargs"] = {"timeout": 120.0, **options.get("httpx_kwargs", {})}
    return client.Client(address, verbose=False, analytics_enabled=False, **options)


def test_it_gets_the_json_of_the_contract(asker: TableAssistant) -> None:
    with serving_page(asker) as address:
        client = connect(address)
        reply = client.predict(LOANS, api_name="/ask")
        assert reply | {"seconds": 0} == asker.ask(LOANS).to_dict() | {"seconds": 0}
        client.predict(LOANS, ["before"], 60, ["loans"], api_name="/ask")
        assert asker.asked[-1] == (LOANS, ("before",), 60, {"loans"})
        with pytest.raises(Exception, match="the question is empty"):
            client.predict("", api_name="/ask")
        with pytest.raises(Exception, match="no document 'x'"):
            client.predict(LOANS, [], 60, ["x"], api_name="/ask")
        with pytest.raises(Exception) as broken:
            client.predict("break", api_name="/ask")
        assert "secret" not in str(broken.value)


def test_it_signs_in_by_basic_and_asks_its_own_documents(door: Door) -> None:
    def askers(visitor: str) -> Asker:
        return TableAssistant("loans" if visitor.startswith("user-") else "fines")

    with serving_page(TableAssistant(), Access(door=door, limit=RateLimit(1, Clock())), askers) as address:
        with pytest.raises(Exception, match="credentials were not provided"):
            connect(address)
        client = connect(address, httpx_kwargs={"auth": ("ann", PASSWORD)})
        assert client.predict(LOANS, [], 60, ["loans"], api_name="/ask")["status"] == "answered"
        with pytest.raises(Exception, match="The limit is 1 question a minute"):
            client.predict(LOANS, api_name="/ask")
