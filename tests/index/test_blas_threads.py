"""One thread for the products of a search."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from index.blas_threads import LAYERS, one_blas_thread


def threads() -> set[int]:
    np.ones((2, 2)) @ np.ones((2, 2))
    found = {library["num_threads"] for library in threadpool_info() if library.get("threading_layer") in LAYERS and "numpy" in library["filepath"]}
    if not found:
        pytest.skip("numpy's BLAS here has no threads that can be counted")
    return found


@pytest.fixture(autouse=True)
def two_threads() -> Iterator[None]:
    """Two, whatever this machine has."""
    with threadpool_limits(2, user_api="blas"):
        yield


def test_one_thread_inside_and_as_before_outside() -> None:
    with one_blas_thread():
        assert threads() == {1}
        with one_blas_thread():
            assert threads() == {1}
        assert threads() == {1}
    assert threads() == {2}


def test_what_is_set_for_the_process_no_other_thread_takes_back() -> None:
    def ask() -> None:
        with one_blas_thread():
            pass

    limit = one_blas_thread()
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(10)
    assert threads() == {1}
    limit.restore_original_limits()
    assert threads() == {2}
