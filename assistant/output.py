"""Where the commands write: answers to standard output, everything else to standard error."""

from __future__ import annotations

import io
import sys

from assistant.errors import OutputError
from assistant.terminal import printable


def write_text(text: str) -> None:
    """Write text to standard output; a character that the terminal's encoding lacks becomes a question mark.

    Raises:
        OutputError: it cannot be written.
    """
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written ({error.strerror}): send it to another place") from error


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are, whatever the terminal's encoding.

    Raises:
        OutputError: they cannot be written.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written ({error.strerror}): send it to another place") from error


def complain(message: str) -> None:
    """Write one line about what went wrong, or what to know, to standard error."""
    stream = sys.stderr
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    stream.write(f"carecite: {printable(message)}\n")
    stream.flush()
