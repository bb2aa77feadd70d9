"""The chat page in gradio: lays the parts out, connects them, and serves them.

The only module that imports gradio. All HTML comes from the pure functions beside it, shown by gradio's HTML component, which puts a value into the
page as it is: no Markdown, no LaTeX, no templates inside values.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from assistant.chat.asker import Asker
from assistant.chat.conversation import Turn
from assistant.chat.port import open_port
from assistant.chat.screen import Screen, cleared_screen, first_screen, screens_of_asking, source_of_quote
from assistant.programs.access import Access
from assistant.programs.application import new_application
from assistant.programs.client_endpoint import ask_for_client
from assistant.programs.front import behind_front
from assistant.programs.person import person_of
from assistant.programs.service import Askers
from ingest.errors import CareciteError

# Read by gradio while it is imported: no telemetry, no question to its makers for a newer version.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.events import api as named_endpoint

TITLE = "carecite"
STATEMENT = (
    "It quotes the documents word for word. It does not give advice, it may miss things, it knows nothing beyond these documents. "
    "Check the source before you decide."
)
SYSTEM_FONTS = ("system-ui", "sans-serif")
USERS_AT_ONCE = 8

Updates = tuple[Any, ...]

STATUS_REGION = '<div role="status" aria-live="polite" aria-atomic="true" class="cc-unseen">${value}</div>'
ALERT_REGION = '<div role="alert" class="cc-notice">${value}</div>'
DIALOG = (
    '<dialog aria-labelledby="carecite-source-title"><div class="cc-dialog-head">'
    '<button type="button" class="cc-button" data-close>Close the source</button></div>${value}</dialog>'
)

SERVER_SETTINGS: dict[str, Any] = {"log_level": "critical", "access_log": False, "timeout_graceful_shutdown": 1, "ws": "none"}
"""A server that stops must not wait for browsers that still listen to it, nor print a traceback for each (so only critical lines are logged)."""


def build_page(assistant: Asker, examples: Sequence[str] = (), askers: Askers | None = None) -> gr.Blocks:
    """Return the chat page of ``assistant``, with ``examples`` as clickable questions; gradio's client asks what ``askers`` gives.

    A conversation lives in the server's memory for as long as its browser tab is open; no two tabs share one.
    """
    first = first_screen(assistant)
    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with page:
        # The first of its name: a function of the page that is called the same would take it.
        client_endpoint = _client_endpoint(askers or (lambda visitor: assistant))
        named_endpoint(client_endpoint, api_name="ask", api_description="Ask a question; gives the reply as JSON.")
        turns, openings = gr.State(()), gr.State(0)
        _html(f"<header><h1>{TITLE}</h1><p class='cc-statement'>{STATEMENT}</p></header>")
        with gr.Row(equal_height=False):
            with gr.Column(scale=1, min_width=320):
                conversation = _html(first.conversation, "<h2>Conversation</h2>${value}", _static("conversation.js"))
                status = _html("", STATUS_REGION)
                with gr.Column(elem_classes=["cc-ask"]):
                    box = gr.Textbox(label="Your question", lines=1, max_lines=6)
                    notice = _html("", ALERT_REGION)
                    with gr.Row():
                        button = gr.Button("Ask", variant="primary", scale=1, min_width=140)
                        clear = gr.Button("Clear conversation", variant="secondary", scale=1, min_width=140)
                with gr.Column(elem_classes=["cc-examples"], visible=bool(examples)) as starters:
                    _html("<h2>Questions to start with</h2>")
                    example_buttons = [(gr.Button(question, variant="secondary"), question) for question in examples]
            with gr.Column(scale=1, min_width=320, elem_classes=["cc-evidence-pane"]):
                shelf = _html(first.documents)
                evidence = _html(first.evidence, "<h2>Evidence</h2>${value}", _static("evidence.js"))
        source = _html("", DIALOG, _static("source.js"))

        def updates(screen: Screen) -> Updates:
            visible = None if screen.starters is None else gr.Column(visible=screen.starters and bool(examples))
            parts = (
                screen.question,
                screen.notice,
                screen.conversation,
                screen.evidence,
                screen.documents,
                screen.announcement,
                visible,
                screen.turns,
            )
            return tuple(gr.skip() if part is None else part for part in parts)

        def ask(question: str, so_far: tuple[Turn, ...]) -> Iterator[Updates]:
            yield from map(updates, screens_of_asking(assistant, question, so_far))

        def start_again() -> Updates:
            return updates(cleared_screen(assistant))

        def open_source(so_far: tuple[Turn, ...], opened: int, event: gr.EventData) -> tuple[Any, int]:
            view = source_of_quote(assistant, so_far, event._data, opened + 1)
            return (gr.skip() if view is None else view), opened + 1

        outputs = [box, notice, conversation, evidence, shelf, status, starters, turns]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asked = [gr.on([box.submit, button.click], ask, [box, turns], outputs, trigger_mode="once", **quiet)]
        for example, question in example_buttons:
            asked.append(example.click(_with_question(ask, question), [turns], outputs, trigger_mode="once", **quiet))
        clear.click(start_again, None, outputs, cancels=asked, **quiet)
        evidence.click(open_source, [turns, openings], [source, openings], **quiet)
    page.queue(default_concurrency_limit=USERS_AT_ONCE, api_open=False)
    return page


def build_app(assistant: Asker, examples: Sequence[str] = (), access: Access | None = None, askers: Askers | None = None) -> ASGIApp:
    """Return the ASGI application that serves the chat page and programs, to whom ``access`` lets in (``None``: this computer).

    ``askers`` gives what a visitor may ask, where that is not ``assistant`` for all.
    """
    access = access or Access()
    askers = askers or (lambda visitor: assistant)
    theme = gr.themes.Default(primary_hue="blue", neutral_hue="slate", text_size="lg", font=SYSTEM_FONTS, font_mono=("ui-monospace", "monospace"))
    app = gr.mount_gradio_app(
        new_application(askers, access),
        build_page(assistant, examples, askers),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        theme=theme,
        css=_static("page.css"),
        js=_static("page.js"),
    )
    return behind_front(app, access)


def serve(
    assistant: Asker,
    host: str,
    port: int,
    examples: Sequence[str] = (),
    ready: Callable[[str], None] | None = None,
    access: Access | None = None,
) -> None:
    """Serve the chat page until the process is interrupted; ``ready`` is called with the page's address once the port is ours.

    Raises:
        PortInUse: if another program listens on the port.
        AssistantError: if the address cannot be used.
    """
    listener = open_port(host, port)
    with contextlib.closing(listener):
        server = uvicorn.Server(uvicorn.Config(build_app(assistant, examples, access), **SERVER_SETTINGS))
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
            assert request.request is not None
            return ask_for_client(askers, person_of(request.request.scope), question, history, words, documents)
        except CareciteError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask


def _html(value: str | None, template: str = "${value}", script: str | None = None) -> gr.HTML:
    return gr.HTML(value, html_template=template, js_on_load=script, elem_classes=["cc-page"], apply_default_css=False)


def _static(name: str) -> str:
    return resources.files("assistant.chat").joinpath("static", name).read_text(encoding="utf-8")


def _with_question(ask: Callable[[str, tuple[Turn, ...]], Iterator[Updates]], question: str) -> Callable[[tuple[Turn, ...]], Iterator[Updates]]:
    def ask_example(so_far: tuple[Turn, ...]) -> Iterator[Updates]:
        yield from ask(question, so_far)

    return ask_example
