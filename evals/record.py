"""
Whole records against hand-made ones: `python -m evals.record FOLDER_OR_FILE… [--json] [--failures]`.

A gold record is a JSON file in the record's own format, or a label file of `evals/gold`. Statements
are paired by their content (Jaccard of characters ≥ 0.5), claims by overlapping triggers, each
once. Found and gold count for F1; each field is the share right of the pairs.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from allegedly.desk import Reader
from allegedly.intake.files import Overrides

Record = dict[str, Any]
EARTH_RADIUS_KM = 6371.0
CLOSE_KM = 30.0
SAME_CONTENT = 0.5


def pair(
    gold: Sequence[Record], found: Sequence[Record], likeness: Callable[[Record, Record], float]
) -> list[tuple[Record, Record]]:
    """One-to-one pairs by falling likeness above zero; ties by order."""
    scored = [(likeness(g, f), i, k) for i, g in enumerate(gold) for k, f in enumerate(found)]
    left, right, pairs = set[int](), set[int](), []
    for score, i, k in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score > 0 and i not in left and k not in right:
            left.add(i)
            right.add(k)
            pairs.append((gold[i], found[k]))
    return pairs


def _characters(statement: Record) -> set[int]:
    return {n for span in statement["content"] for n in range(span["start"], span["end"])}


def same_content(gold: Record, found: Record) -> float:
    """Likeness of two statements by the characters of their contents, 0 below `SAME_CONTENT`."""
    a, b = _characters(gold), _characters(found)
    jaccard = len(a & b) / len(a | b)
    same_depth = 0.01 * (len(gold["chain"]) == len(found["chain"]))
    return jaccard + same_depth if jaccard >= SAME_CONTENT else 0.0


def _same_trigger(gold: Record, found: Record) -> float:
    a, b = gold["trigger"], found["trigger"]
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return shared / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if shared > 0 else 0.0


def _claims(record: Record) -> list[Record]:
    return [claim for statement in record["statements"] for claim in statement["claims"]]


def _name(hop: Record) -> str | None:
    name = hop["source"]["name"]
    return name.casefold() if name else None


def kilometres(one: Record, other: Record) -> float:
    """Great-circle distance of two places of the record; infinite where one has no coordinates."""
    if None in (one["lat"], other["lat"]):
        return 0.0 if one["name"] == other["name"] else math.inf
    a, b, c, d = map(math.radians, (one["lat"], one["lon"], other["lat"], other["lon"]))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def _figure(quantity: Record) -> tuple[Any, ...]:
    return quantity["lower"], quantity["upper"], quantity["best"], quantity["measure"]


def compare(gold: Record, found: Record) -> tuple[Counter[str], list[str]]:
    """Counts for one document ("x right" and "x of" for each field), and a line for each failure."""
    counts: Counter[str] = Counter()
    failures: list[str] = []

    def note(field: str, right: bool, words: str) -> None:  # noqa: FBT001
        counts[f"{field} of"] += 1
        counts[f"{field} right"] += right
        if not right:
            failures.append(f"{field}: {words}")

    pairs = pair(gold["statements"], found["statements"], same_content)
    counts.update(
        {"statement gold": len(gold["statements"]), "statement found": len(found["statements"]), "statement both": len(pairs)}
    )
    for g, f in pairs:
        shown = g["content"][0]["exact"][:60]
        root, there = g["chain"][-1], f["chain"][-1]
        note("root", _name(root) == _name(there), f"{shown!r}: {_name(root)!r}, not {_name(there)!r}")
        note("act", root["act"] == there["act"], f"{shown!r}: {root['act']}, not {there['act']}")
        note(
            "kind",
            root["source"]["kind"] == there["source"]["kind"],
            f"{_name(root)!r}: {root['source']['kind']}, not {there['source']['kind']}",
        )
        note(
            "party",
            root["source"]["party"] == there["source"]["party"],
            f"{_name(root)!r}: {root['source']['party']}, not {there['source']['party']}",
        )
        chains = [[_name(h) for h in s["chain"]] for s in (g, f)]
        note("chain", chains[0] == chains[1], f"{shown!r}: {chains[0]}, not {chains[1]}")
        note("quote", root["quote"] == there["quote"], f"{shown!r}: {root['quote']}, not {there['quote']}")
    paired = {id(g) for g, _ in pairs}
    failures += [f"statement missed: {s['content'][0]['exact'][:80]!r}" for s in gold["statements"] if id(s) not in paired]
    matched = {id(f) for _, f in pairs}
    failures += [f"statement spurious: {s['content'][0]['exact'][:80]!r}" for s in found["statements"] if id(s) not in matched]
    _compare_claims(gold, found, counts, failures, note)
    return counts, failures


def _compare_claims(
    gold: Record, found: Record, counts: Counter[str], failures: list[str], note: Callable[[str, bool, str], None]
) -> None:
    ours, theirs = _claims(found), _claims(gold)
    pairs = pair(theirs, ours, _same_trigger)
    counts.update({"trigger gold": len(theirs), "trigger found": len(ours), "trigger both": len(pairs)})
    for g, f in pairs:
        shown = f"{g['trigger']['exact']!r} in {g['span']['exact'][:60]!r}"
        for field in ("type", "stage", "certainty", "polarity"):
            note(field, g[field] == f[field], f"{shown}: {g[field]}, not {f[field]}")
        if g["time"]:
            times = [(c["time"]["from"], c["time"]["to"]) if c["time"] else None for c in (g, f)]
            note("interval", times[0] == times[1], f"{shown}: {times[0]}, not {times[1]}")
        for place in g["places"]:
            near = any(kilometres(place, p) <= CLOSE_KM for p in f["places"])
            note("place", near, f"{shown}: {place['name']}, not {[p['name'] for p in f['places']]}")
        figures = [_figure(q) for q in f["quantities"]]
        for quantity in g["quantities"]:
            note(
                "quantity",
                _figure(quantity) in figures,
                f"{shown}: {quantity['mention']['exact']!r} {_figure(quantity)}, not {figures}",
            )
        actors = [{a["party"] for a in c["actor"] if a["party"]} for c in (g, f)]
        note("actor party", actors[0] == actors[1], f"{shown}: {actors[0]}, not {actors[1]}")
    paired = {id(g) for g, _ in pairs}
    failures += [
        f"claim missed: {c['type']} {c['trigger']['exact']!r} in {c['span']['exact'][:70]!r}" for c in theirs if id(c) not in paired
    ]
    matched = {id(f) for _, f in pairs}
    failures += [
        f"claim spurious: {c['type']} {c['trigger']['exact']!r} in {c['span']['exact'][:70]!r}"
        for c in ours
        if id(c) not in matched
    ]


def figures_of(counts: Counter[str]) -> dict[str, float]:
    """Percentages from summed counts: F1 for statements and triggers, share right for each field."""
    figures = {}
    for what in ("statement", "trigger"):
        total = counts[f"{what} gold"] + counts[f"{what} found"]
        figures[f"{what} F1"] = 200 * counts[f"{what} both"] / total if total else math.nan
    for key in (
        "root",
        "chain",
        "act",
        "kind",
        "party",
        "quote",
        "type",
        "stage",
        "certainty",
        "polarity",
        "interval",
        "place",
        "quantity",
        "actor party",
    ):
        if counts[f"{key} of"]:
            figures[key] = 100 * counts[f"{key} right"] / counts[f"{key} of"]
    return figures


def gold_records(path: Path) -> Iterator[tuple[str, Record]]:
    """(name, record) of a JSON file, or of every label file or JSON file in a folder."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix in {".labels", ".json"}:
                yield from gold_records(file)
    elif path.suffix == ".json":
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))
    else:
        from evals.gold_labels import compile_file  # noqa: PLC0415  only label files need the compiler

        yield path.stem, compile_file(path)


def read_again(reader: Reader, record: Record) -> Record:
    """The program's own record of a gold record's text, with the same metadata given."""
    overrides = Overrides(published=record["published"], outlet=record["outlet"], title=None, url=record["url"])
    document = reader.read_bytes(record["text"].encode(), "gold.txt", overrides)
    decoded: Record = json.loads(msgspec.json.encode(document))
    return decoded


def held_back(folder: Path) -> frozenset[str]:
    """Names of the gold articles that no rule may be built on, from `held-back.txt` in the folder."""
    file = folder / "held-back.txt"
    return frozenset(line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def measure_built_on(path: Path) -> dict[str, float]:
    """Figures over the gold articles that rules may be built on."""
    return _measure([(name, gold) for name, gold in gold_records(path) if name not in held_back(path)])[0]


def measure_held_back(path: Path) -> dict[str, float]:
    """Figures over the gold articles that are held back."""
    return _measure([(name, gold) for name, gold in gold_records(path) if name in held_back(path)])[0]


def _measure(records: Sequence[tuple[str, Record]]) -> tuple[dict[str, float], list[str]]:
    reader, total, lines = Reader(), Counter[str](), list[str]()
    for name, gold in records:
        found = read_again(reader, gold)
        if found["text"] != gold["text"]:
            raise ValueError(f"{name}: the program's text differs from the gold's")
        counts, failures = compare(gold, found)
        total.update(counts)
        lines += [f"{name}: {failure}" for failure in failures]
    return figures_of(total), lines


def main() -> int:
    """Measure what the command line names and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.record", description=__doc__)
    parser.add_argument("file", type=Path, help="a folder of gold records, or one")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--failures", action="store_true", help="print every difference")
    parser.add_argument("--built-on", action="store_true", help="leave out what held-back.txt in the folder names")
    given = parser.parse_args()
    records = list(gold_records(given.file))
    if given.built_on:
        records = [(name, gold) for name, gold in records if name not in held_back(given.file)]
    figures, failures = _measure(records)
    if given.failures:
        print(*failures, sep="\n")
    if given.json:
        print(json.dumps(figures))
    else:
        for key, value in figures.items():
            print(f"{key:<14}{value:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
