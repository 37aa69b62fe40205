"""
PolNeAR and articles of our own → labelled words, cached, for the tagger's training.

A document becomes `LabelledDocument`: the parsed sentences' windows are cut anew at each epoch,
so what is kept is the sentences and, per word, its label and the attribution that it belongs to.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allegedly.records import Sentence, Zone
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Parser, Passage
from allegedly.voices.quotes import Quotations, find_quotations

ROLES = ("source", "cue", "content")
OUTSIDE = 0


@dataclass
class LabelledDocument:
    """
    A parsed article as one annotator marked it.

    `labels[i]` is the tag of token i (see `tag_of`), `owners[i]` the attributions (numbers) whose word it is: one, or
    several where they share a source. `cues` gives the first cue token of each attribution, -1 without one;
    `sources` the first source token, -1 without one.
    """

    article: str
    sentences: list[Sentence]
    quotations: Quotations
    labels: list[int]
    owners: list[tuple[int, ...]]
    cues: list[int]
    sources: list[int]


def tag_of(role: str, position: str) -> int:
    """The number of a tag: 0 outside, else 1 + 4 × role + begin, inside, end or single."""
    return 1 + 4 * ROLES.index(role) + "BIES".index(position)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def parse(parser: Parser, text: str) -> list[Sentence]:
    """The sentences of a bare text, all of it body."""
    zone = Zone(0, max(len(text), 1), "body", "The Outlet")
    passages, paragraph, last = [], 0, 0
    for start, end in split_sentences(text, 0, len(text)):
        paragraph += "\n" in text[last:start]
        last = end
        passages.append(Passage(start, end, zone, paragraph))
    return parser.parse(text, passages)


def label(record: dict[str, Any], sentences: list[Sentence]) -> LabelledDocument:
    """The labels of one PolNeAR record over its parsed words."""
    tokens = [t for s in sentences for t in s.tokens]
    at: dict[int, int] = {}
    for token in tokens:
        for k in range(token.start, token.end):
            at[k] = token.i
    labels = [OUTSIDE] * len(tokens)
    owners: list[tuple[int, ...]] = [()] * len(tokens)
    cues, sources = [], []
    for number, attribution in enumerate(record["attributions"]):
        firsts = dict.fromkeys(ROLES, -1)
        for role in ROLES:
            for span in attribution[role]:
                inside = _words(at, span)
                if not inside:
                    continue
                firsts[role] = inside[0] if firsts[role] < 0 else firsts[role]
                _mark(labels, owners, inside, role, number)
        cues.append(firsts["cue"])
        sources.append(firsts["source"])
    return LabelledDocument(record["article"], sentences, find_quotations(record["text"]), labels, owners, cues, sources)


def _words(at: dict[int, int], span: dict[str, Any]) -> list[int]:
    return sorted({at[k] for k in range(span["start"], span["end"]) if k in at})


def _mark(labels: list[int], owners: list[tuple[int, ...]], inside: Sequence[int], role: str, number: int) -> None:
    for k, word in enumerate(inside):
        single = len(inside) == 1
        place = "S" if single else "B" if k == 0 else "E" if k == len(inside) - 1 else "I"
        if not owners[word]:
            labels[word] = tag_of(role, place)
        owners[word] = (*owners[word], number)
