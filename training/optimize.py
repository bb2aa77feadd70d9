"""The steps of a training: rates that rise and fall, gradients cut, the model saved on the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeVar

import torch
from torch import nn

WARM_UP = 0.05
"""Share of the steps in which the rates rise."""
_TOLD, _SAVED = 25, 200
_Batch = TypeVar("_Batch")
Group = tuple[Sequence[nn.Parameter], float]
"""Parameters and their learning rate."""


def optimize(
    batches: Iterable[_Batch],
    loss_of: Callable[[_Batch], torch.Tensor],
    groups: Sequence[Group],
    steps: int,
    minutes: float,
    save: Callable[[], None],
) -> None:
    """Take a step of AdamW for each batch until steps or minutes are over; the gradients of the first group are cut to a norm of 1."""
    optimizer = torch.optim.AdamW([{"params": list(parameters)} for parameters, _ in groups], weight_decay=0.01)
    started = time.perf_counter()
    for step, batch in enumerate(islice(batches, steps)):
        done = max(step / steps, (time.perf_counter() - started) / 60 / minutes)
        if done >= 1:
            break
        share = min(1.0, done / WARM_UP + 0.01) * max(0.02, 1 - done)
        for group, (_, rate) in zip(optimizer.param_groups, groups, strict=True):
            group["lr"] = rate * share
        loss = loss_of(batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(groups[0][0], 1.0)
        optimizer.step()
        if (step + 1) % _TOLD == 0:
            seconds = (time.perf_counter() - started) / (step + 1)
            print(f"step {step + 1}/{steps}  loss {float(loss.detach()):.3f}  {seconds:.3f} s a step", flush=True)
        if (step + 1) % _SAVED == 0:
            save()
    save()
