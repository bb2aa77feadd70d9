"""Products of matrices by one thread each, while a question is answered.

The products of a search are small. Divided among threads they gain little, and the threads of numpy's BLAS and those of onnxruntime take each other's
processors: with two of both, an answer takes nearly twice the processor time. One thread also adds up in one order on every machine.
"""

from __future__ import annotations

from functools import cache
from typing import Any

LAYERS = ("pthreads", "intel")
"""Ways of threading by which a limit counts for the whole process. Those of OpenMP (faiss) keep it for each thread and are left alone."""


def one_blas_thread() -> Any:
    """Limit numpy's BLAS to one thread, and return a context manager at whose end what was set before is set again.

    Called outside a ``with`` statement, it holds for the process; for the one who owns it, such as a server, that is the better way, since of several
    threads inside the first that leaves ends it for all.
    """
    return _controller().limit(limits=1)


@cache
def _controller() -> Any:
    # Looking for the libraries of a process takes milliseconds, so it is done once, when numpy's is loaded.
    import numpy  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(threading_layer=list(LAYERS))
