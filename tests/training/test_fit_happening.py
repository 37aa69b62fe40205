"""Fitting weights to readers' judgements: ridge regression as the textbook has it."""

from __future__ import annotations

import numpy as np
import pytest

from training.fit_happening import fit

ROWS = [[0], [0, 1], [1], [2], [0, 2], []]
LABELS = np.asarray([2.0, 1.0, -1.0, 0.5, 3.0, 0.0])


@pytest.mark.parametrize("penalty", [0.5, 5.0])
def test_weights_are_those_of_the_closed_form(penalty: float) -> None:
    design = np.zeros((len(ROWS), 3))
    for n, row in enumerate(ROWS):
        design[n, row] = 1.0
    centred = design - design.mean(axis=0)
    expected = np.linalg.solve(centred.T @ centred + penalty * np.eye(3), centred.T @ (LABELS - LABELS.mean()))
    weights, constant = fit(ROWS, LABELS, 3, penalty)
    assert weights == pytest.approx(expected, abs=1e-6)
    assert constant == pytest.approx(LABELS.mean() - design.mean(axis=0) @ expected, abs=1e-6)


def test_a_heavier_penalty_gives_smaller_weights() -> None:
    light, heavy = fit(ROWS, LABELS, 3, 0.1)[0], fit(ROWS, LABELS, 3, 100.0)[0]
    assert np.abs(heavy).sum() < np.abs(light).sum()
