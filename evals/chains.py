"""
Chains of sources against hand-made ones: `python -m evals.chains FOLDER [--held-back | --built-on] [--failures]`.

Counted are gold statements with a source besides the outlet. They are paired with found statements
by content (Jaccard of characters at least 0.5), one to one. `chain` is right if every hop's source
has the gold's name, in order, and no hop is missing or added; `root` looks at the last hop's name
alone, `act` at its act. A name is right if it is the gold's or one of its `@alias` names, regardless of
case, of "the" before it and of the kind of apostrophe. "of all" counts a statement that was not found as wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from allegedly.desk import Reader
from evals.record import Record, gold_records, held_back, pair, read_again, same_content

FIELDS = ("chain", "root", "act", "acts", "quote")


def plain(name: str | None) -> str | None:
    """A name as it is compared."""
    if name is None:
        return None
    lowered = name.casefold().replace("’", "'").strip()
    for article in ("the ", "a ", "an "):
        lowered = lowered.removeprefix(article)
    return lowered


def compare(gold: Record, found: Record) -> tuple[Counter[str], list[str]]:
    """Counts for one article ("chain right", "chain of"…), and a line for each failure."""
    aliases = {plain(name): {plain(name), *map(plain, others)} for name, others in gold["gold"]["aliases"].items()}
    pairs = pair(gold["statements"], found["statements"], same_content)
    counts: Counter[str] = Counter()
    failures = []
    found_for = {id(g): f for g, f in pairs}
    for g in (s for s in gold["statements"] if len(s["chain"]) > 1):
        f = found_for.get(id(g))
        shown = " / ".join(span["exact"] for span in g["content"])[:70]
        counts["statement of"] += 1
        if f is None:
            failures.append(f"missed: {shown!r}: {_shown(g)}")
            continue
        counts["statement right"] += 1
        right = _judge(g, f, aliases)
        for field in FIELDS:
            counts[f"{field} right"] += right[field]
        if not right["chain"]:
            failures.append(f"chain: {shown!r}: {_shown(g)}, not {_shown(f)}")
        elif not (right["act"] and right["quote"]):
            failures.append(f"act or quote: {shown!r}: {_shown(g)}, not {_shown(f)}")
    attributed = sum(len(s["chain"]) > 1 for s in found["statements"])
    spurious = [f for f in found["statements"] if len(f["chain"]) > 1 and not any(f is b for _, b in pairs)]
    failures += [f"spurious: {s['content'][0]['exact'][:70]!r}: {_shown(s)}" for s in spurious]
    counts["statement found"] += attributed
    return counts, failures


def _judge(gold: Record, found: Record, aliases: dict[str | None, set[str | None]]) -> dict[str, bool]:
    names, theirs = ([plain(h["source"]["name"]) for h in s["chain"]] for s in (gold, found))

    def same(name: str | None, other: str | None) -> bool:
        return other in aliases.get(name, {name})

    root, there = gold["chain"][-1], found["chain"][-1]
    return {
        "chain": len(names) == len(theirs) and all(map(same, names, theirs)),
        "root": same(names[-1], theirs[-1]),
        "act": root["act"] == there["act"],
        "acts": [h["act"] for h in gold["chain"]] == [h["act"] for h in found["chain"]],
        "quote": root["quote"] == there["quote"],
    }


def _shown(statement: Record) -> str:
    return " → ".join(f"{h['source']['name']} {h['act']} {h['quote']}" for h in statement["chain"][1:]) or "own voice"


def figures_of(counts: Counter[str]) -> dict[str, float]:
    """Percentages from summed counts."""
    total, found, both = (counts[f"statement {key}"] for key in ("of", "found", "right"))
    figures = {"chains": float(total), "statement F1": 200 * both / (total + found), "statement recall": 100 * both / total}
    for field in FIELDS:
        figures[field] = 100 * counts[f"{field} right"] / both if both else 0.0
    for field in ("chain", "root", "act"):
        figures[f"{field} of all"] = 100 * counts[f"{field} right"] / total
    return figures


def measure_built_on(path: Path) -> dict[str, float]:
    """Figures over the half that rules and weights may be built on."""
    return figures_of(_measure(path, kept=False)[0])


def measure_held_back(path: Path) -> dict[str, float]:
    """Figures over the half that is held back."""
    return figures_of(_measure(path, kept=True)[0])


def _measure(path: Path, *, kept: bool | None) -> tuple[Counter[str], list[str]]:
    reader, total, lines = Reader(), Counter[str](), list[str]()
    apart = held_back(path) if path.is_dir() else frozenset[str]()
    for name, gold in gold_records(path):
        if kept is not None and (name in apart) is not kept:
            continue
        counts, failures = compare(gold, read_again(reader, gold))
        total.update(counts)
        lines += [f"{name}: {failure}" for failure in failures]
    return total, lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.chains", description=(__doc__ or "").split("\n\n")[0].strip())
    parser.add_argument("file", type=Path, help="a folder of gold articles, or one label file")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--held-back", action="store_true", help="only what held-back.txt in the folder names")
    which.add_argument("--built-on", action="store_true", help="all but that")
    parser.add_argument("--failures", action="store_true", help="print every difference (never of the half held back)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args(arguments)
    counts, failures = _measure(given.file, kept=True if given.held_back else False if given.built_on else None)
    if given.failures and not given.built_on and given.file.is_dir():
        parser.error("--failures goes with --built-on: nobody looks into the half held back")
    if given.failures:
        print(*failures, sep="\n")
    figures = figures_of(counts)
    if given.json:
        print(json.dumps(figures))
    else:
        for key, value in figures.items():
            print(f"{key:<18}{value:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
