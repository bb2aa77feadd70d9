"""Build, ask and the chat page with every connection but loopback failing."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = """\
# Rules of the allotment society

## Watering

Plots may be watered before nine in the morning and after seven in the evening. Sprinklers are not allowed between June and August.

## Fees

A full plot costs forty-two pounds a year. Half plots cost twenty-four pounds.
"""
REACH_OUT = """
import socket
for call in (lambda: socket.create_connection(("192.0.2.1", 80), 1), lambda: socket.create_connection(("carecite.example", 80), 1)):
    try:
        call()
    except OSError as error:
        print(error.strerror)
"""
OPEN_CHAT = """
import sys
import tempfile
from pathlib import Path
from assistant import Assistant
from assistant.chat.desk import Desk
from assistant.chat.page import build_app
with tempfile.TemporaryDirectory() as folder:
    build_app(Desk.open(Assistant.open(Path(sys.argv[1])), Path(folder)))
"""


def python(*arguments: str | Path, log: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"NETWORK_LOG": str(log)} if log else {})
    return subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new index, whose embedding model must be loaded and exported."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "rules.md").write_text(TEXT, encoding="utf-8")
    target = tmp_path_factory.mktemp("indexes") / "index"
    built = python("-m", "assistant.cli", "build", folder, "--index", target)
    assert built.returncode == 0, built.stderr
    return target


def test_the_block_holds_in_other_processes(tmp_path: Path) -> None:
    log = tmp_path / "network.log"
    tried = python("-c", REACH_OUT, log=log)
    assert tried.stdout.splitlines() == ["the tests allow no network"] * 2
    assert log.read_text(encoding="utf-8").splitlines() == ["connect 192.0.2.1 port 80", "getaddrinfo carecite.example"]


def test_build_and_ask_need_no_network(small_index: Path) -> None:
    """The fixture that watches for attempts fails the test if one of the processes, or of those that built the index, made any."""
    asked = python("-m", "assistant.cli", "ask", "--index", small_index, "--json", "How much does a full plot cost?")
    assert asked.returncode in (0, 3), asked.stderr
    reply = json.loads(asked.stdout)
    # Whether four sentences are enough to be sure of the answer is not the matter here: the sentence is found either way.
    best = (reply["quotes"] or reply["related"])[0]
    assert best["text"] == TEXT[best["start"] : best["end"]] == "A full plot costs forty-two pounds a year."


def test_asking_leaves_nothing_in_the_home_folder(small_index: Path, tmp_path: Path) -> None:
    """Nothing is kept to be sent; onnxruntime keeps a number for the computer and what it wants to report, unless it is told not to."""
    # Nothing else of this environment: where tests run in CI, onnxruntime is silent by itself.
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "assistant.cli", "ask", "--index", str(small_index), "How much does a full plot cost?"]
    asked = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert asked.returncode in (0, 3), asked.stderr
    assert [path.relative_to(tmp_path) for path in tmp_path.rglob("*")] == []


@pytest.mark.skipif(importlib.util.find_spec("gradio") is None, reason="the chat page's packages are not installed")
def test_the_chat_page_needs_no_network(small_index: Path) -> None:
    opened = python("-c", OPEN_CHAT, small_index)
    assert opened.returncode == 0, opened.stderr
