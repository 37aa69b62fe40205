"""
How many people and bodies are found: `python -m evals.actors FILE [--json] [--misses]`.

FILE is re3d (`dev.jsonl`) or another of its form. Compared are mentions of type Person and Organisation (in re3d also
unnamed people in the plural, "foreign fighters") that are no pronouns: the cast leaves pronouns to whoever knows who speaks.
"exact" wants the same span, "overlap" a common word, both the same type; "either type" counts Person for Organisation as
right. A sentence of re3d stands without its article, so nothing can refer back. Vehicles and weapons belong to another layer.
Nobody has published a figure for this file scored so; ConfliBERT's is for token labels on all types.
"""

from __future__ import annotations

import argparse
import functools
import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from allegedly.mentions.actors import find_actors
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.mentions.noun_phrases import noun_phrase
from allegedly.mentions.places import find_places
from allegedly.records import Sentence, Zone
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Parser, Passage

TYPES = ("Person", "Organisation")
PRONOUNS = frozenset(
    "i me my we us our ours he him his she her it its they them their you your who which that this these those".split()  # noqa: SIM905
)
_NARROWING = frozenset({"compound", "amod", "nmod", "det", "quantmod", "punct"})


class Mention(NamedTuple):
    """One actor in the text."""

    start: int
    end: int
    type: str


@functools.cache
def _models() -> tuple[Parser, Gazetteer]:
    return Parser(), Gazetteer()


def _sentences(text: str) -> list[Sentence]:
    zone = Zone(0, max(len(text), 1), "body", None)
    return _models()[0].parse(text, [Passage(s, e, zone, 0) for s, e in split_sentences(text, 0, len(text))])


def found_in(text: str) -> list[Mention]:
    """The actors of `text` at the heads of noun phrases; a country counts where it acts, not where it is a place."""
    sentences = _sentences(text)
    places = find_places(sentences, _models()[1])
    sites = {place.name_start for place in places if not place.metonym}
    cast = find_actors(sentences, places)
    found: list[Mention] = []
    for token in (t for s in sentences for t in s.tokens):
        identity = cast.resolve(token)
        if identity is None or token.dep in _NARROWING or (token.pos == "PROPN" and token.start in sites):
            continue
        start, end = noun_phrase(token)
        if found and start < found[-1].end:
            continue
        found.append(Mention(start, end, "Person" if identity.person and not identity.plural else "Organisation"))
    return found


def gold_of(record: dict[str, Any]) -> list[Mention]:
    """The record's people and bodies without pronouns and blanks."""
    return [
        Mention(e["start"], e["end"], e["type"])
        for e in record["entities"]
        if e["type"] in TYPES and e["text"].strip() and e["text"].lower() not in PRONOUNS
    ]


def _matches(ours: Mention, gold: Mention, how: str) -> bool:
    if how != "either type" and ours.type != gold.type:
        return False
    if how == "exact":
        return (ours.start, ours.end) == (gold.start, gold.end)
    return ours.start < gold.end and gold.start < ours.end


def _paired(found: list[Mention], gold: list[Mention], how: str) -> list[tuple[Mention, Mention]]:
    pairs, free = [], list(gold)
    for mention in found:
        match = next((g for g in free if _matches(mention, g, how)), None)
        if match is not None:
            free.remove(match)
            pairs.append((mention, match))
    return pairs


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def measure(path: Path) -> dict[str, float]:
    """Precision, recall and F1 by type and by how strictly spans are compared."""
    counts: Counter[str] = Counter()
    for record in records(path):
        found, gold = found_in(record["text"]), gold_of(record)
        for how in ("exact", "overlap", "either type"):
            pairs = _paired(found, gold, how)
            for kind in TYPES if how != "either type" else ("",):
                counts[f"{how} {kind} both"] += sum(1 for _, g in pairs if not kind or g.type == kind)
                counts[f"{how} {kind} found"] += sum(1 for m in found if not kind or m.type == kind)
                counts[f"{how} {kind} gold"] += sum(1 for g in gold if not kind or g.type == kind)
    figures = {}
    for name in sorted({key.rsplit(" ", maxsplit=1)[0] for key in counts}):
        both, found_n, gold_n = (counts[f"{name} {part}"] for part in ("both", "found", "gold"))
        figures[f"{name.strip()} precision"] = round(both / found_n, 4) if found_n else 0.0
        figures[f"{name.strip()} recall"] = round(both / gold_n, 4) if gold_n else 0.0
        figures[f"{name.strip()} F1"] = round(2 * both / (found_n + gold_n), 4) if found_n + gold_n else 0.0
    return figures


def misses(path: Path) -> list[str]:
    """What is missed and what is found for nothing, a line each."""
    lines = []
    for record in records(path):
        text, found, gold = record["text"], found_in(record["text"]), gold_of(record)
        pairs = _paired(found, gold, "overlap")
        right, seen = {g for _, g in pairs}, {m for m, _ in pairs}
        lines += [f"missed   {g.type:12} {text[g.start : g.end]!r} in {text[:150]!r}" for g in gold if g not in right]
        lines += [f"spurious {m.type:12} {text[m.start : m.end]!r} in {text[:150]!r}" for m in found if m not in seen]
    return lines


def main() -> None:
    """Print the figures for one file."""
    parser = argparse.ArgumentParser(description="people and bodies in sentences")
    parser.add_argument("file", type=Path, help="re3d's dev.jsonl or a file of its form")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--misses", action="store_true", help="list what is missed and what is spurious")
    options = parser.parse_args()
    if options.misses:
        print("\n".join(misses(options.file)))
        return
    figures = measure(options.file)
    if options.json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:40} {figure:.3f}   published: none scored so")


if __name__ == "__main__":
    main()
