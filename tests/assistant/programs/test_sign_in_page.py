"""Signing in and out in a real browser."""

from __future__ import annotations

from assistant.programs.access import Access
from assistant.programs.sign_in import Door
from tests.assistant.programs.conftest import PASSWORD, TableAssistant, serving_programs


def test_by_keyboard_alone(chromium, door: Door) -> None:
    with serving_programs(Access(door=door), lambda visitor: TableAssistant()) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}sign-in?next=/api")
        page.keyboard.type("ann")
        page.keyboard.press("Tab")
        page.keyboard.type("wrong")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert page.title().startswith("Error")
        # The name is kept, and the password is asked for again.
        assert page.locator(":focus").get_attribute("id") == "password"
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}api")
        assert page.get_by_role("heading", level=1).inner_text() == "carecite for programs"
        assert page.evaluate("document.cookie") == ""
        assert page.request.get(f"{address}api/documents").status == 200
        page.goto(f"{address}sign-in")
        page.evaluate("const form = document.forms[0]; form.action = '/sign-out'; form.noValidate = true; form.submit()")
        page.wait_for_function("document.activeElement && document.activeElement.id === 'name'")
        assert page.url == f"{address}sign-in"
        assert page.request.get(f"{address}api/documents").status == 401
        context.close()
