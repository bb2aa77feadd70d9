"""``python -m tests.benchmarks.echo_page``: gradio's chat interface as it comes, which says what was said to it."""

from __future__ import annotations

import gradio as gr


def echo(message: str, history: list[object]) -> str:
    """Return the message."""
    return message


if __name__ == "__main__":
    page = gr.ChatInterface(echo)
    _, address, _ = page.launch(server_name="127.0.0.1", quiet=True, prevent_thread_lock=True)
    print(address, flush=True)
    page.block_thread()
