"""One heap for all threads, where the C library can."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# Threads that fill and free at the same time; the text is one heap for each arena that was made.
ARENAS = """
import ctypes, sys, threading
from assistant.commands.heap import keep_one_heap
if "one" in sys.argv:
    assert keep_one_heap()
libc, gate = ctypes.CDLL(None), threading.Barrier(8)
libc.malloc.restype = ctypes.c_void_p
def fill():
    gate.wait()
    for _ in range(200):
        libc.malloc(1000)
    gate.wait()
threads = [threading.Thread(target=fill) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has heaps for threads")
def test_threads_share_one_heap() -> None:
    def heaps(*arguments: str) -> int:
        shown = subprocess.run([sys.executable, "-c", ARENAS, *arguments], capture_output=True, text=True, check=True).stdout
        return shown.count("<heap nr=")

    assert heaps("one") == 1
    assert heaps() > 1
