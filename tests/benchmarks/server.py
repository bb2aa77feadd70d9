"""A server in a process of its own, as people start it, and what can be seen of it from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CareciteError

PATIENCE = 180.0
"""Seconds in which a server has to be ready."""
ROOT = Path(__file__).parents[2]


class NotMeasured(CareciteError):
    """Nothing can be measured; the line says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its address, its process, and the file of what it writes to standard error."""

    address: str
    process: subprocess.Popen[bytes]
    errors: Path

    def resident_mib(self) -> float:
        """Return the memory of the process that is in use now, in MiB (resident set).

        Raises:
            NotMeasured: the process has ended.
        """
        if self.process.poll() is not None:
            raise NotMeasured(f"the server has ended ({_last_line(self.errors) or 'it did not say why'})")
        status = Path(f"/proc/{self.process.pid}/status")
        if status.exists():
            lines = status.read_text(encoding="ascii", errors="replace").splitlines()
            return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
        told = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True)
        return int(told.stdout) / 1024

    def complaints(self) -> list[str]:
        """Return what the server wrote to standard error, but for what it says while it starts."""
        lines = self.errors.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if line.strip() and line != "carecite: opening the chat page"]


@contextmanager
def chat_server(index: Path) -> Iterator[Server]:
    """Serve the chat page of an index, with an empty desk; nobody has to wait between questions.

    Raises:
        NotMeasured: the server does not start.
    """
    with tempfile.TemporaryDirectory(prefix="carecite-benchmark-") as folder:
        limits = ["--port", "0", "--per-minute", "0", "--desk", str(Path(folder) / "desk")]
        with served([sys.executable, "-m", "assistant.cli", "chat", "--index", str(index.resolve()), *limits]) as server:
            yield server


@contextmanager
def served(command: list[str]) -> Iterator[Server]:
    """Run a server for a while; a word of its first line that begins with ``http`` is its address.

    Raises:
        NotMeasured: the server does not start.
    """
    with tempfile.TemporaryDirectory(prefix="carecite-benchmark-") as folder:
        out, errors = Path(folder) / "out", Path(folder) / "errors"
        # In a session of its own: Ctrl+C ends the measurement, which then still looks at the server.
        with out.open("wb") as to_out, errors.open("wb") as to_errors:
            process = subprocess.Popen(command, cwd=ROOT, stdout=to_out, stderr=to_errors, env=_environment(), start_new_session=True)
        try:
            yield Server(_address(process, out, errors), process, errors)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], out: Path, errors: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        text = out.read_text(encoding="utf-8", errors="replace")
        if text.endswith("\n"):
            found = next((word for word in text.split() if word.startswith("http://")), None)
            if found:
                return found.rstrip("/")
        if process.poll() is not None:
            raise NotMeasured(f"the server did not start: {_last_line(errors) or 'it did not say why'}")
        time.sleep(0.1)
    raise NotMeasured(f"the server was not ready after {PATIENCE:.0f} seconds")


def _environment() -> dict[str, str]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}


def _last_line(file: Path) -> str:
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
