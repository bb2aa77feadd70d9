"""The chat page in gradio: lays the parts out, connects them, and serves them.

The only module that imports gradio. All HTML comes from the pure functions beside it, shown by gradio's HTML component, which puts a value into the
page as it is: no Markdown, no LaTeX, no templates inside values.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from assistant.chat.acts import screen_of_act
from assistant.chat.asking import Asking, screen_of_stopping, screens_of_asking, screens_of_asking_again
from assistant.chat.desk import Desk
from assistant.chat.dialogs import DIALOGS
from assistant.chat.frame import ADD, ALERT_REGION, FIND, FOLD, SOURCE_DIALOG, STATUS_REGION, TITLE, header, pane
from assistant.chat.port import open_port
from assistant.chat.routes import desk_routes
from assistant.chat.screen import Screen, first_screen, screen_of_address
from assistant.programs.access import Access
from assistant.programs.application import new_application
from assistant.programs.client_endpoint import ask_for_client
from assistant.programs.front import behind_front
from assistant.programs.person import Person, person_of
from assistant.programs.service import Askers
from ingest.errors import CareciteError

# Read by gradio while it is imported: no telemetry, no question to its makers for a newer version.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.events import api as named_endpoint

SYSTEM_FONTS = ("system-ui", "sans-serif")
USERS_AT_ONCE = 8
WINDOWS = 100
"""Windows of which gradio remembers what they show, some 400 KB each, whether they are still open or not; the one used longest ago gives way."""
Updates = tuple[Any, ...]

WITH_CHOICE = "(...values) => [...values.slice(0, -1), window.carecite?.chosen() ?? '']"
"""Who is quicker than the page's own script has chosen no documents yet: all are asked."""
WITH_ADDRESS = "(_, ...rest) => [location.search, ...rest]"

SERVER_SETTINGS: dict[str, Any] = {"log_level": "critical", "access_log": False, "timeout_graceful_shutdown": 1, "ws": "none"}
"""A server that stops must not wait for browsers that still listen to it, nor print a traceback for each (so only critical lines are logged)."""


def build_page(desk: Desk, *, signs_out: bool = False) -> gr.Blocks:
    """Return the chat page of a desk: documents, conversation, evidence.

    What was said is kept in the desk's store; a browser tab holds no more than which conversation it shows. ``signs_out`` says that people sign in.
    """
    first = first_screen(desk)
    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    page.state_session_capacity = WINDOWS
    with page:
        # The first of its name: a function of the page that is called the same would take it.
        named_endpoint(_client_endpoint(desk.asker), api_name="ask", api_description="Ask a question; gives the reply as JSON.")
        asking, chat, changing, openings = gr.State(("", "")), gr.State(""), gr.State(0), gr.State(0)
        choice = gr.Textbox("", visible=False)
        _html(header(signs_out=signs_out), elem="cc-head")
        with gr.Row(equal_height=False, elem_classes=["cc-panes"]):
            with gr.Column(min_width=0, elem_classes=["cc-pane", "cc-left"]):
                _html(FOLD)
                shelf = _html(first.documents, pane("Documents", "documents"), _static("documents.js"))
                add = _html(ADD if desk.library else "", script=_static("upload.js"))
                find = _html(FIND, script=_static("find.js"))
                history = _html(first.history, script=_static("history.js"))
            with gr.Column(min_width=0, elem_classes=["cc-pane", "cc-middle"]):
                conversation = _html(first.conversation, pane("Conversation", "conversation"), _static("conversation.js"), "cc-talk")
                status = _html("", STATUS_REGION)
                with gr.Column(min_width=0, elem_classes=["cc-ask"]):
                    notice = _html("", ALERT_REGION, _static("notice.js"))
                    box = gr.Textbox(label="Your question", lines=1, max_lines=6)
                    with gr.Row():
                        button = gr.Button("Ask", variant="primary", scale=2, min_width=120)
                        stop = gr.Button("Stop", variant="stop", scale=2, min_width=120, visible=False)
                        new = gr.Button("New conversation", variant="secondary", scale=1, min_width=140)
            with gr.Column(min_width=0, elem_classes=["cc-pane", "cc-right"]):
                evidence = _html(first.evidence, pane("Evidence", "evidence"), _static("evidence.js"))
        source = _html("", SOURCE_DIALOG, _static("source.js"), "cc-floating")
        dialogs = _html(DIALOGS, script=_static("dialogs.js"), elem="cc-floating")

        outputs = [box, notice, conversation, evidence, shelf, history, status, source, asking, chat, changing, button, stop]

        def ask(question: str, conversation_id: str, number: int, chosen: str, request: gr.Request) -> Iterator[Updates]:
            person = _person(request)
            for screen in screens_of_asking(desk, person.visitor, Asking(question, conversation_id, chosen, number), person.must_wait):
                yield _updates(screen)

        def ask_offered(conversation_id: str, chosen: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
            question = event._data.get("question") if isinstance(event._data, dict) else ""
            yield from ask(question if isinstance(question, str) else "", conversation_id, 0, chosen, request)

        def ask_again(conversation_id: str, chosen: str, request: gr.Request) -> Iterator[Updates]:
            person = _person(request)
            for screen in screens_of_asking_again(desk, person.visitor, conversation_id, chosen, person.must_wait):
                yield _updates(screen)

        def stop_asking(conversation_id: str, going_on: tuple[str, str], request: gr.Request) -> Updates:
            return _updates(screen_of_stopping(desk, visitor_of(request), conversation_id, going_on))

        def act(conversation_id: str, opened: int, chosen: str, event: gr.EventData, request: gr.Request) -> Updates:
            screen = screen_of_act(desk, visitor_of(request), conversation_id, event._data, chosen, opened + 1)
            return (*_updates(screen), opened + 1)

        def begin(conversation_id: str, request: gr.Request) -> Updates:
            return _updates(screen_of_act(desk, visitor_of(request), conversation_id, {"do": "new"}))

        def arrive(search: str, conversation_id: str, going_on: tuple[str, str], request: gr.Request) -> Updates:
            has_begun = bool(conversation_id or going_on[0])
            return _updates(screen_of_address(desk, visitor_of(request), search, has_begun=has_begun))

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        once: dict[str, Any] = {"trigger_mode": "once", "js": WITH_CHOICE, **quiet}
        asked = [
            gr.on([box.submit, button.click], ask, [box, chat, changing, choice], outputs, **once),
            conversation.submit(ask_offered, [chat, choice], outputs, **once),
            conversation.input(ask_again, [chat, choice], outputs, **once),
        ]
        stop.click(stop_asking, [chat, asking], outputs, cancels=asked, **quiet)
        new.click(begin, [chat], outputs, cancels=asked, **quiet)
        for part in (shelf, add, find, history, conversation, notice, evidence, dialogs):
            part.click(act, [chat, openings, choice], [*outputs, openings], js=WITH_CHOICE, **quiet)
        page.load(arrive, [choice, chat, asking], outputs, js=WITH_ADDRESS, **quiet)
    page.queue(default_concurrency_limit=USERS_AT_ONCE, api_open=False)
    return page


def visitor_of(request: gr.Request) -> str:
    """Return the visitor that a request comes from."""
    return _person(request).visitor


def _person(request: gr.Request) -> Person:
    assert request.request is not None
    return person_of(request.request.scope)


def build_app(desk: Desk, access: Access | None = None) -> ASGIApp:
    """Return the ASGI application that serves the chat page and programs, to whom ``access`` lets in (``None``: this computer)."""
    access = access or Access()
    theme = gr.themes.Default(primary_hue="blue", neutral_hue="slate", text_size="lg", font=SYSTEM_FONTS, font_mono=("ui-monospace", "monospace"))
    application = new_application(desk.asker, access)
    application.include_router(desk_routes(desk))
    app = gr.mount_gradio_app(
        application,
        build_page(desk, signs_out=access.door is not None),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        theme=theme,
        css=_static("page.css") + _static("panes.css"),
        js=_static("page.js"),
    )
    return behind_front(app, access)


def serve(desk: Desk, host: str, port: int, ready: Callable[[str], None] | None = None, access: Access | None = None) -> None:
    """Serve the chat page until the process is interrupted; ``ready`` is called with the page's address once the port is ours.

    Raises:
        PortInUse: if another program listens on the port.
        AssistantError: if the address cannot be used.
    """
    listener = open_port(host, port)
    with contextlib.closing(listener):
        server = uvicorn.Server(uvicorn.Config(build_app(desk, access), **SERVER_SETTINGS))
        if ready is not None:
            ready(f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}")
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _client_endpoint(askers: Askers) -> Callable[..., dict[str, Any]]:
    """Return the function behind gradio's named endpoint; gradio reads the names and types of its arguments."""

    def ask(
        request: gr.Request, question: str, history: list[str] | None = None, words: int = 150, documents: list[str] | None = None
    ) -> dict[str, Any]:
        try:
            return ask_for_client(askers, _person(request), question, history, words, documents)
        except CareciteError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask


def _updates(screen: Screen) -> Updates:
    parts = (
        screen.question,
        screen.notice,
        screen.conversation,
        screen.evidence,
        screen.documents,
        screen.history,
        screen.announcement,
        screen.source,
        screen.asking,
        screen.chat,
        screen.changing,
    )
    values = [gr.skip() if part is None else part for part in parts]
    if screen.asking is None:
        return (*values, gr.skip(), gr.skip())
    is_asking = bool(screen.asking[0])
    return (*values, gr.Button(visible=not is_asking), gr.Button(visible=is_asking))


def _html(value: str | None, template: str = "${value}", script: str | None = None, elem: str = "") -> gr.HTML:
    return gr.HTML(value, html_template=template, js_on_load=script, elem_classes=["cc-page", *([elem] if elem else [])], apply_default_css=False)


def _static(name: str) -> str:
    return resources.files("assistant.chat").joinpath("static", name).read_text(encoding="utf-8")
