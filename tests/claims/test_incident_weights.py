"""The learned weights: how they count, and that only the file of the card is read."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from allegedly.claims.incident_weights import CARD, SHIPPED, WEIGHTS, Forest, Linear, Tree, load_weights, logistic
from allegedly.errors import MissingPartError


def test_a_linear_model_counts_each_known_sign_once() -> None:
    model = Linear(1.0, {"a": 2.0, "b": -0.5})
    assert model.score(["a", "a", "b", "unknown"]) == 2.5
    assert model.score_strengths({"a": 0.5, "unknown": 1.0}) == 2.0


def test_a_tree_goes_left_up_to_its_threshold() -> None:
    tree = Tree(feature=[0, -1, -1], threshold=[3.0, 0.0, 0.0], left=[1, 0, 0], right=[2, 0, 0], value=[0.0, -1.0, 4.0])
    assert tree.value_of([3.0]) == -1.0
    assert tree.value_of([3.1]) == 4.0
    assert Forest(1.0, [tree, tree]).probability([3.0]) == logistic(-1.0)


def test_log_odds_as_probabilities() -> None:
    assert logistic(0) == 0.5
    assert math.isclose(logistic(2) + logistic(-2), 1)
    assert 0 <= logistic(-800) < logistic(800) <= 1


def test_the_shipped_weights_are_the_card_s() -> None:
    weights = load_weights()
    assert set(weights.kind_trees) < set(weights.kinds)
    assert all(0 < t < 1 for t in weights.thresholds.values())
    assert (SHIPPED / WEIGHTS).stat().st_size < 3_000_000


def test_another_file_than_the_card_s_is_refused(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / CARD, tmp_path / CARD)
    (tmp_path / WEIGHTS).write_bytes((SHIPPED / WEIGHTS).read_bytes() + b" ")
    with pytest.raises(MissingPartError):
        load_weights(tmp_path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError):
        load_weights(tmp_path)
