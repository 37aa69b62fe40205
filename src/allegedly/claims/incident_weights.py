"""
The learned weights of the incident layer: sums over signs and small trees over numbers, read by plain Python.

`weights/incidents.json` holds a linear model a question (sign → weight) and a forest a role (gradient-boosted trees);
`weights/incidents_card.json` says what they were trained on, how well they do, and their SHA-256, checked at load.
Both are made by `python -m training.train_incidents`.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from allegedly.errors import MissingPartError

SHIPPED = Path(__file__).resolve().parents[1] / "weights"
WEIGHTS, CARD = "incidents.json", "incidents_card.json"


class Linear(msgspec.Struct, frozen=True):
    """A weight a sign; signs that training did not meet count nothing."""

    bias: float
    weights: dict[str, float]

    def score(self, signs: Iterable[str]) -> float:
        """The log-odds for a set of signs, each counted once."""
        return self.bias + sum(self.weights.get(sign, 0.0) for sign in sorted(set(signs)))

    def score_strengths(self, strengths: Mapping[str, float]) -> float:
        """The log-odds for signs that are there to a degree of 0 to 1."""
        return self.bias + sum(self.weights.get(sign, 0.0) * strengths[sign] for sign in sorted(strengths))


class Tree(msgspec.Struct, frozen=True):
    """Node k asks whether number `feature[k]` is at most `threshold[k]`; a leaf has feature -1 and holds `value[k]`."""

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]

    def value_of(self, numbers: Sequence[float]) -> float:
        """The value of the leaf that `numbers` reach."""
        k = 0
        while self.feature[k] >= 0:
            k = self.left[k] if numbers[self.feature[k]] <= self.threshold[k] else self.right[k]
        return self.value[k]


class Forest(msgspec.Struct, frozen=True):
    """Gradient-boosted trees: the sum of their leaves is a log-odds."""

    bias: float
    trees: list[Tree]

    def probability(self, numbers: Sequence[float]) -> float:
        """The probability that `numbers` speak for."""
        return logistic(self.bias + sum(tree.value_of(numbers) for tree in self.trees))


class Weights(msgspec.Struct, frozen=True):
    """
    All models of the layer.

    `happening` tells news of violence from other talk; `kinds` the kinds of incident from the whole article, as
    `kind_trees` do from numbers; `mentions` score one mention for a role, `fillers` all mentions of one thing;
    `answers` stages, effects and confidences. `thresholds` are the least probabilities at which each counts.
    """

    happening: Linear
    kinds: dict[str, Linear]
    kind_trees: dict[str, Forest]
    mentions: dict[str, Linear]
    fillers: dict[str, Forest]
    answers: dict[str, dict[str, Linear]]
    thresholds: dict[str, float]


def logistic(score: float) -> float:
    """A log-odds as a probability."""
    return 1 / (1 + math.exp(-score)) if score > 0 else 1 - 1 / (1 + math.exp(score))


@functools.cache
def load_weights(folder: Path = SHIPPED) -> Weights:
    """
    The weights in `folder`.

    Raises MissingPartError if a file is missing or is not the one that the card describes.
    """
    try:
        data = (folder / WEIGHTS).read_bytes()
        card = msgspec.json.decode((folder / CARD).read_bytes(), type=dict[str, object])
    except FileNotFoundError as error:
        raise MissingPartError(f"weights/{WEIGHTS}", "not found", "reinstall allegedly") from error
    if hashlib.sha256(data).hexdigest() != card.get("sha256"):
        raise MissingPartError(f"weights/{WEIGHTS}", "is not the file that its card describes", "reinstall allegedly")
    return msgspec.json.decode(data, type=Weights)
