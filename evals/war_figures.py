"""
How many figures in sentences of war are read right: `python -m evals.war_figures [FILE] [--half build|held] [--misses] [--json]`.

FILE is `evals/gold/quantities/war.jsonl` (see GUIDELINE.md beside it). Every sentence goes through the whole reading. Of each
labelled quantity, the shares whose bounds, best value, measure and population are right and all four of them; then running
totals and increments, parts, the share of dates, models and labels that stay uncounted, and how many counts read are labelled.
"""

from __future__ import annotations

import argparse
import functools
import json
from pathlib import Path
from typing import Any

from allegedly.desk import Reader
from allegedly.intake.files import Overrides
from allegedly.records import Document, Quantity

GOLD = Path(__file__).with_name("gold") / "quantities" / "war.jsonl"
ASPECTS = ("found", "bounds", "best", "measure", "population", "all_right")
TOLERANCE = 0.51


@functools.cache
def reader() -> Reader:
    """The whole reading, with its models loaded once."""
    return Reader()


def read_quantities(text: str) -> list[Quantity]:
    """The quantities of all claims in `text`, in text order; the same words once for each measure."""
    document = reader().read_bytes(text.encode(), "sentence.txt", Overrides(published="2025-06-30"))
    if not isinstance(document, Document):
        return []
    found = {(q.mention.start, q.mention.end, q.measure): q for s in document.statements for c in s.claims for q in c.quantities}
    return [found[key] for key in sorted(found)]


def close(ours: float | None, gold: float | None) -> bool:
    """Whether two bounds are the same, but for rounding to whole units."""
    if ours is None or gold is None:
        return ours is gold
    return abs(ours - gold) <= max(TOLERANCE if abs(gold) > 1 else 0, 1e-6 * abs(gold))


def same_population(ours: str | None, gold: str | None) -> bool:
    """Whether two populations have the same name, capitals apart."""
    return (ours or "").casefold() == (gold or "").casefold()


def _overlap(q: Quantity, gold: dict[str, Any]) -> float:
    shared: int = min(q.mention.end, gold["end"]) - max(q.mention.start, gold["start"])
    spanned: int = max(q.mention.end, gold["end"]) - min(q.mention.start, gold["start"])
    return shared / spanned


def _aspects(q: Quantity | None, gold: dict[str, Any]) -> dict[str, bool]:
    if q is None:
        return dict.fromkeys(ASPECTS, False)
    right = {
        "found": True,
        "bounds": close(q.lower, gold["lower"]) and close(q.upper, gold["upper"]),
        "best": close(q.best, gold["best"]),
        "measure": q.measure == gold["measure"],
        "population": same_population(q.of, gold["of"]),
    }
    return right | {"all_right": all(right.values())}


def _matched(gold: dict[str, Any], read: list[Quantity]) -> Quantity | None:
    """The quantity read at the words of the label: the best overlap, and of equals the one with more right."""
    over = [q for q in read if _overlap(q, gold) > 0]
    return max(over, key=lambda q: (round(_overlap(q, gold), 6), sum(_aspects(q, gold).values())), default=None)


def score(records: list[dict[str, Any]]) -> tuple[dict[str, float], list[str]]:
    """The figures over `records`, and a line for each label that is not all right."""
    tally: dict[str, list[bool]] = {}
    misses: list[str] = []
    for record in records:
        read = read_quantities(record["text"])
        golds = record["quantities"]
        for gold in golds:
            q = _matched(gold, read)
            right = _aspects(q, gold)
            for name, hit in right.items():
                tally.setdefault(name, []).append(hit)
            if gold["cumulative"] is not None:
                tally.setdefault("total_or_increment", []).append(q is not None and q.cumulative is gold["cumulative"])
            if gold["part"]:
                tally.setdefault("part_of", []).append(q is not None and q.part_of is not None)
            if not right["all_right"]:
                misses.append(_miss(record, gold, q))
        labelled = [_overlaps_any(q, golds) for q in read if q.unit is None]
        tally.setdefault("counts_labelled", []).extend(labelled)
        misses += [
            f"{record['id']} {record['text']}\n    NO COUNT, read {_shown(q)}"
            for q in read
            if q.unit is None and not _overlaps_any(q, golds)
        ]
        for none in record["no_counts"]:
            clear = not any(_overlap(q, none) > 0 and not _overlaps_any(q, golds) for q in read)
            tally.setdefault("no_counts_left", []).append(clear)
    return {name: round(sum(hits) / len(hits), 4) for name, hits in tally.items()}, misses


def _overlaps_any(q: Quantity, golds: list[dict[str, Any]]) -> bool:
    return any(_overlap(q, gold) > 0 for gold in golds)


def _shown(q: Quantity | None) -> str:
    return "nothing" if q is None else f"{q.mention.exact!r} {q.lower}..{q.upper}={q.best} {q.measure} {q.of}"


def _miss(record: dict[str, Any], gold: dict[str, Any], q: Quantity | None) -> str:
    wanted = f"{gold['exact']!r} {gold['lower']}..{gold['upper']}={gold['best']} {gold['measure']} {gold['of']}"
    return f"{record['id']} {record['text']}\n    {wanted}  |  {_shown(q)}"


def _records(path: Path, half: str | None) -> list[dict[str, Any]]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [r for r in records if half in {None, r["split"]}]


def measure_built_on(path: Path = GOLD) -> dict[str, float]:
    """The figures of the half on which rules may be built."""
    return score(_records(path, "build"))[0]


def measure_held_back(path: Path = GOLD) -> dict[str, float]:
    """The figures of the half whose sentences no rule may be built on."""
    return score(_records(path, "held"))[0]


def main() -> None:
    """Print the figures, and with `--misses` what is wrong in the half to build on."""
    parser = argparse.ArgumentParser(description="figures of war sentences: bounds, best, measure, population")
    parser.add_argument("file", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--half", choices=("build", "held"), help="one half only")
    parser.add_argument("--misses", action="store_true", help="list what is wrong; of the half `build` alone")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if options.misses:
        print("\n".join(score(_records(options.file, "build"))[1]))
        return
    halves = (options.half,) if options.half else ("build", "held")
    figures = {half: score(_records(options.file, half))[0] for half in halves}
    if options.json:
        print(json.dumps(figures))
        return
    for half, found in figures.items():
        print("\n".join([half, *(f"  {name:22} {share:.3f}" for name, share in found.items())]))


if __name__ == "__main__":
    main()
