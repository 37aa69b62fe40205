"""
How well the standing of predicates agrees with readers' judgements: `python -m evals.factuality dev.jsonl [--json]`.

The file holds tokenised sentences with predicates judged from −3 (certainly did not happen) to 3 (certainly
did), as in MEANTIME and UDS-IH2. How stage, certainty and polarity become a number depends on how a set's
readers were asked: UDS-IH2's were asked whether it has happened (what is planned or supposed has not), MEANTIME's follow
FactBank, where a certain future is certain. `SCALES` holds one table for each, the means over the train parts; a set
without a table is measured on `Standing.score`. Reported are Pearson's r and the mean absolute error over predicates.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

from allegedly.claims.certainty import Standing, assess
from allegedly.records import Token, Zone
from allegedly.text.syntax import Parser, Passage

PUBLISHED = {"r, rule-based (De Facto style) on UW": 0.66, "MAE, rule-based on UW": 0.42, "r, neural on UDS-IH2": 0.83}
# Stage ("past": occurred, and told in the past), certainty, polarity → mean judgement on the train part; more
# general rows (with "*") serve what is rare there.
SCALES: dict[str, dict[tuple[str, str, str], float]] = {
    "uds_ih2": {
        ("past", "certain", "positive"): 2.6,
        ("past", "probable", "positive"): 1.8,
        ("past", "possible", "positive"): 0.8,
        ("past", "*", "positive"): 1.0,
        ("past", "*", "negative"): 0.0,
        ("occurred", "certain", "positive"): 1.7,
        ("ongoing", "certain", "positive"): 1.9,
        ("ongoing", "probable", "positive"): 1.3,
        ("attempted", "certain", "positive"): 0.5,
        ("occurred", "probable", "positive"): -0.3,
        ("occurred", "possible", "positive"): -0.9,
        ("occurred", "unknown", "positive"): 0.0,
        ("threatened", "certain", "positive"): 0.0,
        ("hypothetical", "unknown", "*"): -0.9,
        ("hypothetical", "*", "positive"): -1.35,
        ("hypothetical", "*", "*"): -0.9,
        ("ongoing", "possible", "positive"): -0.3,
        ("ongoing", "unknown", "positive"): -0.2,
        ("planned", "*", "*"): -1.3,
        ("prevented", "*", "positive"): -1.8,
        ("occurred", "certain", "negative"): 0.3,
        ("ongoing", "certain", "negative"): 0.5,
        ("*", "*", "negative"): -0.4,
        ("*", "*", "*"): 0.0,
    },
    "meantime": {
        ("past", "certain", "positive"): 2.95,
        ("occurred", "certain", "positive"): 2.85,
        ("ongoing", "certain", "positive"): 3.0,
        ("planned", "certain", "positive"): 2.6,
        ("hypothetical", "unknown", "positive"): 2.3,
        ("hypothetical", "possible", "positive"): 1.45,
        ("*", "certain", "positive"): 2.5,
        ("*", "probable", "positive"): 1.7,
        ("*", "possible", "positive"): 1.25,
        ("*", "*", "negative"): -1.2,
        ("*", "*", "*"): 1.5,
    },
}
Judged = tuple[str, Token, float, Standing]


def judged(path: Path, limit: int | None = None) -> Iterator[Judged]:
    """Each judged predicate of the file: its sentence, its token, the readers' mean and our standing."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:limit]
    texts = [record["text"] for record in records]
    whole = "\n".join(texts)
    zone = Zone(0, max(len(whole), 1), "body")
    passages, at = [], 0
    for text in texts:
        passages.append(Passage(at, at + len(text), zone, 0))
        at += len(text) + 1
    sentences = Parser().parse(whole, passages)
    tokens = {token.start: token for sentence in sentences for token in sentence.tokens}
    for record, passage in zip(records, passages, strict=True):
        words = record["text"].split(" ")
        for target in record["targets"]:
            start = passage.start + len(" ".join([*words[: target["span1"][0]], ""]))
            token = tokens.get(start)
            if token is not None:
                yield record["text"], token, float(target["label"]), assess(token)


def on_scale(standing: Standing, scale: str) -> float:
    """The judgement expected for `standing` on one set's scale; its plain score for a set without a table."""
    table = SCALES.get(scale)
    if table is None:
        return standing.score
    told_as_past = standing.past and standing.stage == "occurred"
    for stage in ("past" if told_as_past else standing.stage, "*"):
        for certainty in (standing.certainty, "*"):
            for polarity in (standing.polarity, "*"):
                if (stage, certainty, polarity) in table:
                    return table[stage, certainty, polarity]
    return standing.score


def measure(path: Path, scale: str | None = None) -> dict[str, float]:
    """Pearson's r, mean absolute error and the number of predicates; `scale` is the set's name, else its folder's."""
    name = scale or path.resolve().parent.name
    pairs = [(label, on_scale(standing, name)) for _, _, label, standing in judged(path)]
    return {
        "r": round(pearson(pairs), 4),
        "mae": round(sum(abs(a - b) for a, b in pairs) / max(len(pairs), 1), 4),
        "predicates": len(pairs),
    }


def pearson(pairs: list[tuple[float, float]]) -> float:
    """Pearson's correlation; 0 when one side does not vary."""
    n = len(pairs) or 1
    mean_a, mean_b = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    covariance = sum((a - mean_a) * (b - mean_b) for a, b in pairs)
    spread = math.sqrt(sum((a - mean_a) ** 2 for a, _ in pairs) * sum((b - mean_b) ** 2 for _, b in pairs))
    return covariance / spread if spread else 0.0


def main() -> None:
    """Print the figures for one file."""
    parser = argparse.ArgumentParser(description="factuality of predicates on the scale −3…3")
    parser.add_argument("file", type=Path, help="dev.jsonl of MEANTIME or UDS-IH2, or a file of that form")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--scale", help="uds_ih2, meantime or plain; else by the file's folder")
    options = parser.parse_args()
    figures = measure(options.file, options.scale)
    if options.json:
        print(json.dumps(figures))
        return
    for name, figure in (figures | PUBLISHED).items():
        print(f"{name:40} {figure:.3f}")


if __name__ == "__main__":
    main()
