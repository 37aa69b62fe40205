"""
How many time expressions get the right TIMEX3 value: `python -m evals.times train.tsv [--json]`.

The file is timenorm's (expression, type, value; an empty line ends a document, whose first row is its
own date). A fifth of the documents, drawn by the SHA-256 of their rows, is kept apart: rules are tuned on the other
four only. As in timenorm's own measure the value must equal the gold string; figures are given with and without document dates.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from allegedly.mentions.times import normalise

PUBLISHED = {"HeidelTime value F1, TempEval-3": 0.776, "SUTime value F1, TempEval-3": 0.674}
Row = tuple[str, str, str]


def documents(path: Path) -> list[list[Row]]:
    """The documents of a timenorm file, each its rows in order."""
    found: list[list[Row]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3:
            found[-1].append((cells[0], cells[1], cells[2]))
        elif found[-1]:
            found.append([])
    return [rows for rows in found if rows]


def kept_apart(rows: list[Row]) -> bool:
    """Whether a document belongs to the fifth that no rule was tuned on."""
    return int(hashlib.sha256(repr(rows).encode()).hexdigest(), 16) % 5 == 0


def misses(path: Path, *, tuning: bool = True) -> list[tuple[str, str, str, str | None]]:
    """(anchor, expression, gold value, ours) of what is wrong; with `tuning`, only outside the fifth kept apart."""
    wrong = []
    for rows in documents(path):
        if tuning and kept_apart(rows):
            continue
        anchor = rows[0][2]
        for expression, _, gold in rows[1:]:
            value = normalise(expression, anchor)[1]
            if value != gold:
                wrong.append((anchor, expression, gold, value))
    return wrong


def measure(path: Path) -> dict[str, float]:
    """Shares of right values and types: over all rows, without document dates, and in the fifth kept apart."""
    tally: dict[str, list[int]] = {}
    for rows in documents(path):
        parts = ("all", "fifth" if kept_apart(rows) else "tuned")
        for i, (expression, kind, gold) in enumerate(rows):
            said_kind, value = normalise(expression, rows[0][2])
            for part in parts:
                for name, right in ((f"value_{part}", value == gold), (f"type_{part}", said_kind == kind)):
                    tally.setdefault(name, []).append(int(right))
                    if i > 0:
                        tally.setdefault(f"{name}_without_document_dates", []).append(int(right))
    return {name: round(sum(hits) / len(hits), 4) for name, hits in sorted(tally.items())}


def main() -> None:
    """Print the figures for one file."""
    parser = argparse.ArgumentParser(description="TIMEX3 values of time expressions without context")
    parser.add_argument("file", type=Path, help="timenorm's train.tsv or a file of its form")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--misses", action="store_true", help="list what is wrong outside the fifth kept apart")
    options = parser.parse_args()
    if options.misses:
        for row in misses(options.file):
            print("\t".join(str(cell) for cell in row))
        return
    figures = measure(options.file)
    if options.json:
        print(json.dumps(figures))
        return
    for name, figure in (figures | PUBLISHED).items():
        print(f"{name:55} {figure:.3f}")


if __name__ == "__main__":
    main()
