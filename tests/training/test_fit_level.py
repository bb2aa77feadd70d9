"""The level of the confidence is the curve that its questions lie on."""

from __future__ import annotations

import numpy as np
import pytest

from training.fit_level import fit


def test_a_known_curve_is_found_again() -> None:
    rng = np.random.default_rng(3)
    logits = rng.normal(-1.0, 2.0, 20000)
    right = (rng.random(20000) < 1 / (1 + np.exp(-(1.5 * logits + 2.0)))).astype(float)
    assert fit(logits, right, steps=4000) == pytest.approx((1.5, 2.0), abs=0.1)
