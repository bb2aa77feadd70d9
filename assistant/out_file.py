"""A file that takes the place of another only when it is whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Callable[[bytes], None]]:
    """Give a function that takes bytes; they stand at ``path`` when the block ends without an error, and not before.

    Raises:
        OutputError: the file cannot be written; found at once, before the block runs, where that can be known.
    """
    with _mapped(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # A pipe or a device is written as it is: nothing may take its place.
        straight = path.exists() and not path.is_file()
        target = path if straight else Path(os.path.realpath(path))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        draft = target if straight else target.with_name(f".carecite-{os.getpid()}.part")
        stream = draft.open("wb")

    def write(data: bytes) -> None:
        with _mapped(path):
            stream.write(data)

    try:
        yield write
        with _mapped(path):
            stream.close()
            if not straight:
                draft.replace(target)
    finally:
        with suppress(OSError):
            stream.close()
        if not straight:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


@contextmanager
def _mapped(path: Path) -> Iterator[None]:
    """Turn what the system says about a file that cannot be written into the error of this package; a reader that went away stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}): name a file in a folder that you may write to with --out") from error
