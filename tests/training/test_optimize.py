"""The steps of a training."""

from __future__ import annotations

from itertools import repeat

import pytest

optimize = pytest.importorskip("training.optimize", reason="torch is not installed").optimize


def test_it_goes_towards_the_least_loss_and_saves_at_the_end() -> None:
    import torch

    place, saved = torch.nn.Parameter(torch.tensor(3.0)), []
    optimize(repeat(1.0), lambda target: (place - target) ** 2, [([place], 0.2)], 60, float("inf"), lambda: saved.append(float(place.detach())))
    assert abs(float(place.detach()) - 1.0) < 0.3
    assert saved == [float(place.detach())]


def test_the_clock_ends_it() -> None:
    import torch

    place, saved = torch.nn.Parameter(torch.tensor(3.0)), []
    optimize(repeat(1.0), lambda target: (place - target) ** 2, [([place], 0.2)], 10**9, 0.002, lambda: saved.append(True))
    assert saved and float(place.detach()) != 3.0
