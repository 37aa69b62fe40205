"""
How many quantities are read right: `python -m evals.quantities FILE [--json]`.

FILE is one of the three sets in `../shared/data/quantities` or another of the same form; which one is told from its
records. quantulum3: share of expected quantities whose value is right, and whose words the mention covers as well (its
`dimensionless` numbers, years and labels among them, apart), and of numbers in words. EpiTator: share of strings with the
right counts by their `check`, and precision and recall of counts. MeasEval: quantities of scientific prose, overlap and exact span.
Both packages pass their own tests by design, so 1.0 stands beside; MeasEval's figures were measured with another scorer.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from allegedly.mentions.numbers import read_number
from allegedly.mentions.quantities import QuantityMention, find_quantities
from allegedly.records import Sentence, Zone
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Parser, Passage

PUBLISHED = {"quantulum3 and EpiTator on their own tests": 1.0}
COUNTS = frozenset({"count", "article", "zero"})
TOLERANCE = 1e-6


@functools.cache
def _parser() -> Parser:
    return Parser()


def _sentences(text: str) -> list[Sentence]:
    zone = Zone(0, max(len(text), 1), "body", None)
    return _parser().parse(text, [Passage(s, e, zone, 0) for s, e in split_sentences(text, 0, len(text))])


def _found(text: str) -> list[QuantityMention]:
    return [q for s in _sentences(text) for q in find_quantities(s)]


def _close(ours: float | None, gold: float) -> bool:
    return ours is not None and abs(ours - gold) <= TOLERANCE * max(1.0, abs(gold))


# Words that quantulum3 takes for units and the record for numbers.
NUMBER_UNITS = {"dozen": 12, "baker's dozen": 13, "gross": 144}
YEARS = range(1900, 2100)


def _contradicts_record(text: str, gold: dict[str, Any]) -> bool:
    """
    Whether an expected quantity is none by the record's rulings, which its test set does not know.

    A year ("in 1979", "the 1960s") is a time; bare figures right after a name ("Voyager 2", "English 101", "i7 860")
    are part of it. Both are told by form alone, of numbers without a unit.
    """
    surface = gold["surface"]
    if gold["unit"] != "dimensionless" or not surface.isdecimal():
        return False
    if len(surface) == 4 and int(surface) in YEARS:
        return True
    before = next((t for sentence in _sentences(text) for t in sentence.tokens if t.end + 1 == gold.get("start", 0)), None)
    return before is not None and (before.tag in {"NNP", "NNPS"} or any(c.isdecimal() for c in before.text))


def _is_read(text: str, mentions: list[QuantityMention], gold: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the value of an expected quantity is read, and whether one mention of it covers its words as well."""
    value = gold["value"] * NUMBER_UNITS.get(gold["unit"], 1)
    over = [m for m in mentions if m.start < gold.get("end", 0) and gold.get("start", 0) < m.end]
    right = [m for m in over if _right_value(m, value)]
    if not right and _is_change(text, gold) and _ends_read(over, gold):
        return True, over[0].start <= gold["start"] and over[-1].end >= gold["end"]
    return bool(right), any(m.start <= gold["start"] and m.end >= gold["end"] for m in right)


def _is_change(text: str, gold: dict[str, Any]) -> bool:
    """Whether a range is expected where the words tell a change: the record reads "rose from 9 to 14" as two figures."""
    return "uncertainty" in gold and bool(
        re.search(r"\b(?:rose|fell|grew|increased|reduced|dropped|climbed)\b[^.]*\bfrom\b", text[: gold["start"]])
    )


def _ends_read(over: list[QuantityMention], gold: dict[str, Any]) -> bool:
    ends = (gold["value"] - gold["uncertainty"], gold["value"] + gold["uncertainty"])
    return all(any(_right_value(m, end) for m in over) for end in ends)


def _right_value(mention: QuantityMention, gold: float) -> bool:
    if mention.kind == "money" and _close(mention.best, gold):
        return True
    if mention.stated is not None:
        return _close(mention.stated, gold)
    return (
        mention.lower is not None
        and mention.upper is not None
        and _close((mention.lower + mention.upper) / 2 / mention.factor, gold)
    )


def _quantulum(records: list[dict[str, Any]]) -> dict[str, float]:
    tally: dict[str, list[bool]] = {}
    for record in records:
        mentions = _found(record["text"])
        if record["kind"] == "spellout":
            tally.setdefault("spellout", []).append(_spelled(record["text"]) == [float(e) for e in record["expected"]])
        if not record["kind"].startswith("quantities"):
            continue
        for gold in record["expected"]:
            if _contradicts_record(record["text"], gold):
                continue
            kind = "dimensionless" if gold["unit"] == "dimensionless" else "with_unit"
            value, covered = _is_read(record["text"], mentions, gold)
            for name in (kind, "all"):
                tally.setdefault(f"value_{name}", []).append(value)
                tally.setdefault(f"value_and_surface_{name}", []).append(covered)
    return {name: sum(hits) / len(hits) for name, hits in sorted(tally.items())}


def _spelled(text: str) -> list[float]:
    found: list[float] = []
    for sentence in _sentences(text):
        k = 0
        while k < len(sentence.tokens):
            number = read_number(sentence.tokens, k)
            if number is not None and number.value is not None:
                found.append(float(number.value))
            k = number.last if number is not None else k + 1
    return found


def _counts(text: str) -> list[float]:
    """The values of the counts of a text in order; a range gives both its ends."""
    found: list[float] = []
    for mention in _found(text):
        if mention.kind in COUNTS:
            values = [mention.best if mention.best is not None else mention.stated]
            if values == [None]:
                values = [mention.lower, mention.upper]
            found.extend(v for v in values if v is not None)
    return found


def _counts_right(record: dict[str, Any], found: list[float]) -> bool:
    gold = [e.get("count") for e in record["expected"]]
    wanted = [g for g in gold if g is not None]
    if record["check"] == "first":
        return found[:1] == wanted[:1]
    if record["check"] == "cases":
        return not Counter(wanted) - Counter(found)
    return len(found) == len(gold) and all(g is None or g == f for g, f in zip(gold, found, strict=True))


def _epitator(records: list[dict[str, Any]]) -> dict[str, float]:
    right: list[bool] = []
    hits = ours = gold = 0
    for record in records:
        if record["check"] == "none":
            _found(record["text"])
            continue
        found = _counts(record["text"])
        right.append(_counts_right(record, found))
        wanted = Counter(e["count"] for e in record["expected"] if "count" in e)
        hits += sum((wanted & Counter(found)).values())
        gold += sum(wanted.values())
        ours += len(found) if record["check"] == "all" else 0
    return {"strings_right": sum(right) / len(right), "count_recall": hits / gold}


def _measeval(records: list[dict[str, Any]]) -> dict[str, float]:
    exact = overlap = overlap_ours = gold_total = ours_total = 0
    for record in records:
        if not record["annotated"]:
            continue
        gold = [(a["start"], a["end"]) for a in record["annotations"] if a["type"] == "Quantity"]
        ours = [(m.start, m.end) for m in _found(record["text"])]
        gold_total, ours_total = gold_total + len(gold), ours_total + len(ours)
        exact += len(set(gold) & set(ours))
        overlap += sum(any(s < b and a < e for a, b in ours) for s, e in gold)
        overlap_ours += sum(any(s < b and a < e for a, b in gold) for s, e in ours)
    recall, precision = overlap / gold_total, overlap_ours / ours_total
    return {
        "exact_recall": exact / gold_total,
        "overlap_recall": recall,
        "overlap_precision": precision,
        "overlap_f1": 2 * recall * precision / (recall + precision),
    }


def measure(path: Path) -> dict[str, float]:
    """The figures for one file, each between 0 and 1."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if "annotations" in records[0]:
        figures = _measeval(records)
    else:
        figures = _epitator(records) if "check" in records[0] else _quantulum(records)
    return {name: round(figure, 4) for name, figure in figures.items()}


def misses(path: Path) -> list[str]:
    """What is wrong in a quantulum3 or EpiTator file, a line each."""
    lines = []
    for record in (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()):
        if "check" in record and record["check"] != "none" and not _counts_right(record, found := _counts(record["text"])):
            lines.append(f"{record['text'].strip()!r}: {[e.get('count') for e in record['expected']]} read as {found}")
        elif record.get("kind", "").startswith("quantities"):
            ours = _found(record["text"])
            lines.extend(
                f"{record['text']!r}: {gold['surface']!r}"
                for gold in record["expected"]
                if not _contradicts_record(record["text"], gold) and not _is_read(record["text"], ours, gold)[0]
            )
        elif record.get("kind") == "spellout" and (spelled := _spelled(record["text"])) != [float(e) for e in record["expected"]]:
            lines.append(f"{record['text']!r}: {record['expected']} read as {spelled}")
    return lines


def main() -> None:
    """Print the figures for one file."""
    parser = argparse.ArgumentParser(description="quantities: values, surfaces and counts")
    parser.add_argument(
        "file", type=Path, help="quantulum3_tests.jsonl, epitator_counts.jsonl, measeval_train.jsonl or a file of their form"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    if options.misses:
        print("\n".join(misses(options.file)))
        return
    figures = measure(options.file)
    if options.json:
        print(json.dumps(figures))
        return
    for name, figure in (figures | PUBLISHED).items():
        print(f"{name:50} {figure:.3f}")


if __name__ == "__main__":
    main()
