"""
How well the standing of predicates agrees with readers' judgements: `python -m evals.factuality dev.jsonl [--json]`.

The file holds tokenised sentences with predicates judged from −3 (certainly did not happen) to 3 (certainly
did), as in MEANTIME and UDS-IH2. Sets ask different
questions. UDS-IH2's readers were asked whether it has happened (what is planned or supposed has not): `Standing.happened`, learned
on its train part. MEANTIME follows FactBank, where a certain future is certain: `Standing.score`, with the means of its train
part where they differ (`SCALES`). A set of another name is measured on `Standing.score`, which is fitted on none. Reported
are Pearson's r and the mean absolute error over predicates, and beside them what the other set's fit gives ("zero-shot").
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
# Stage, certainty, polarity → mean judgement on the train part, drawn towards `Standing.score` where it has few of them.
SCALES: dict[str, dict[tuple[str, str, str], float]] = {
    "meantime": {
        ("planned", "certain", "positive"): 2.7,
        ("hypothetical", "unknown", "positive"): 2.1,
        ("hypothetical", "possible", "positive"): 1.2,
        ("hypothetical", "unknown", "negative"): -1.0,
        ("occurred", "certain", "negative"): -2.1,
    },
}
LEARNED = "uds_ih2"
FITTED_ON_OTHER = {"uds_ih2": "meantime", "meantime": "uds_ih2"}
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
    """The judgement expected for `standing` on one set's scale; its plain score for a set that has none."""
    if scale == LEARNED:
        return standing.happened
    return SCALES.get(scale, {}).get((standing.stage, standing.certainty, standing.polarity), standing.score)


def measure(path: Path, scale: str | None = None) -> dict[str, float]:
    """
    Pearson's r, mean absolute error and the number of predicates; `scale` is the set's name, else its folder's.

    "zero-shot": the same by the fit on the other set's train part; "unfitted": by `Standing.score` alone.
    """
    name = scale or path.resolve().parent.name
    found = [(label, standing) for _, _, label, standing in judged(path)]
    other = FITTED_ON_OTHER.get(name)
    return (
        _figures([(label, on_scale(standing, name)) for label, standing in found])
        | (_figures([(label, on_scale(standing, other)) for label, standing in found], " zero-shot") if other else {})
        | _figures([(label, standing.score) for label, standing in found], " unfitted")
        | {"predicates": len(found)}
    )


def _figures(pairs: list[tuple[float, float]], suffix: str = "") -> dict[str, float]:
    error = sum(abs(a - b) for a, b in pairs) / max(len(pairs), 1)
    return {f"r{suffix}": round(pearson(pairs), 4), f"mae{suffix}": round(error, 4)}


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
