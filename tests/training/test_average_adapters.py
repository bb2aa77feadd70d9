"""The mean of adapters."""

from __future__ import annotations

import pytest
import torch

from training.average_adapters import average, of_rank


def adapter(seed: int, rank: int) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return {"layer.A": torch.randn(rank, 5, generator=generator), "layer.B": torch.randn(3, rank, generator=generator)}


def step(one: dict[str, torch.Tensor]) -> torch.Tensor:
    return one["layer.B"] @ one["layer.A"]


def test_the_step_of_the_mean_is_the_mean_of_the_steps():
    one, two = adapter(1, 2), adapter(2, 4)
    assert torch.allclose(step(average([one, two])), (step(one) + step(two)) / 2, atol=1e-6)


def test_weights_say_how_much_each_counts():
    one, two = adapter(1, 2), adapter(2, 4)
    assert torch.allclose(step(average([one, two], [3, 1])), 0.75 * step(one) + 0.25 * step(two), atol=1e-6)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, -1.0], [1.0, 1.0, 1.0]])
def test_each_adapter_needs_one_positive_weight(weights):
    with pytest.raises(ValueError, match="one positive weight"):
        average([adapter(1, 2), adapter(2, 4)], weights)


@pytest.mark.parametrize("adapters", [[], [{"a.A": torch.ones(1, 1)}, {"b.A": torch.ones(1, 1)}]])
def test_adapters_of_other_layers_have_no_mean(adapters):
    with pytest.raises(ValueError, match="different layers"):
        average(adapters)


def test_a_smaller_rank_keeps_the_largest_part_of_the_step_and_the_heads():
    one = adapter(1, 6) | {"head.bias": torch.tensor([2.0])}
    assert torch.allclose(step(of_rank(one, 6)), step(one), atol=1e-5)
    values = torch.linalg.svdvals(step(one))
    assert torch.isclose(torch.linalg.norm(step(of_rank(one, 2)) - step(one)), torch.linalg.norm(values[2:]), atol=1e-4)
    assert of_rank(one, 2)["head.bias"] == 2.0


def test_heads_are_averaged_number_by_number():
    one, two = ({**adapter(seed, 2), "head.bias": torch.tensor([float(seed)])} for seed in (1, 3))
    assert average([one, two])["head.bias"] == 2.0
