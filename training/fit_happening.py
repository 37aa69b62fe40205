"""
Fit the weights of `allegedly.claims.happening`: `python -m training.fit_happening UDS_IH2_TRAIN.jsonl [--out FILE]`.

A ridge regression over the signs that occur at least `SEEN_TIMES` times, solved by conjugate gradients on the normal equations,
so that numpy is all it needs. Without chance: the same file gives the same weights. Only the training part goes in;
its halves chose the penalty.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegedly.claims.certainty import signs_of
from allegedly.claims.happening import WEIGHTS
from evals.factuality import judged

SEEN_TIMES = 5
PENALTY = 20.0
SMALLEST = 0.02
STEPS = 400

Rows = list[list[int]]
Column = NDArray[np.float64]


def fit(rows: Rows, labels: Column, width: int, penalty: float = PENALTY) -> tuple[Column, float]:
    """Ridge weights of `width` 0/1 columns, and the constant; `rows` hold each example's columns."""
    lengths = [len(row) for row in rows]
    columns = np.concatenate([np.asarray(row, dtype=np.int64) for row in rows])
    examples = np.repeat(np.arange(len(rows)), lengths)
    means = np.bincount(columns, minlength=width) / len(rows)
    constant = float(labels.mean())

    def predict(weights: Column) -> Column:
        told = np.bincount(examples, weights=weights[columns], minlength=len(rows)) - float(means @ weights)
        return np.asarray(told, dtype=np.float64)

    def gather(residual: Column) -> Column:
        told = np.bincount(columns, weights=residual[examples], minlength=width) - means * residual.sum()
        return np.asarray(told, dtype=np.float64)

    weights = np.zeros(width)
    residual = gather(labels - constant)
    direction, size = residual.copy(), float(residual @ residual)
    first = size
    for _ in range(STEPS):
        if size <= first * 1e-12:
            break
        image = gather(predict(direction)) + penalty * direction
        step = size / float(direction @ image)
        weights += step * direction
        residual -= step * image
        previous, size = size, float(residual @ residual)
        direction = residual + (size / previous) * direction
    return weights, constant - float(means @ weights)


def learn(path: Path) -> dict[str, float]:
    """Sign → weight, fitted on the judged predicates of `path`; "" is the constant."""
    examples = [(signs_of(token), label) for _, token, label, _ in judged(path)]
    counts = Counter(sign for found, _ in examples for sign in found)
    names = sorted(sign for sign, times in counts.items() if times >= SEEN_TIMES)
    at = {name: n for n, name in enumerate(names)}
    rows = [[at[sign] for sign in sorted(found) if sign in at] for found, _ in examples]
    weights, constant = fit(rows, np.asarray([label for _, label in examples]), len(names))
    kept = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= SMALLEST}
    return {"": round(constant, 3), **kept}


def main() -> None:
    """Fit on one file and write the weights with their card."""
    parser = argparse.ArgumentParser(description="fit the weights of `happening` on readers' judgements")
    parser.add_argument("file", type=Path, help="train.jsonl of UDS-IH2")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    options = parser.parse_args()
    weights = learn(options.file)
    card = {
        "what": "ridge regression from signs of the parse to readers' judgements, from -3 (has not happened) to 3 (has)",
        "data": "UDS-IH2 train (English Web Treebank; Rudinger, White, Van Durme 2018), from njjiang/factuality_bert",
        "data_sha256": hashlib.sha256(options.file.read_bytes()).hexdigest(),
        "made by": "python -m training.fit_happening",
        "penalty": PENALTY,
        "seen at least": SEEN_TIMES,
    }
    text = json.dumps({"card": card, "weights": weights}, ensure_ascii=False, indent=0, sort_keys=True)
    options.out.write_text(text + "\n", encoding="utf-8")
    print(f"{len(weights)} weights, {options.out.stat().st_size / 1000:.0f} kB, in {options.out}")


if __name__ == "__main__":
    main()
