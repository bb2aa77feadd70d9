"""How the C library of a server keeps memory: in one heap, where it is left to itself one for every few threads."""

from __future__ import annotations

import ctypes
import sys

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of glibc's malloc.h."""


def keep_one_heap() -> bool:
    """Let all threads share one heap, and say whether this system can (glibc alone); to be called before any is begun.

    Answering takes and gives back arrays of all sizes. Spread over many heaps, the gaps that they leave add up for hours.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_ARENA_MAX, 1) == 1
