"""
How likely readers take a predicate to have happened by now, from −3 (surely not) to 3 (surely), learned from readers' judgements.

A ridge regression over what the parse shows: the standing of the predicate and of its governor by the rules, tense,
auxiliaries, lemmas, marks. The weights stand in `weights/happening.json` beside their card; `training/fit_happening.py` makes them.
The judgements are those of UDS-IH2 (Rudinger, White and Van Durme, "Neural models of factuality", NAACL 2018).
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from allegedly.errors import MissingPartError
from allegedly.records import Token

WEIGHTS = Path(__file__).resolve().parent.parent / "weights" / "happening.json"
_WORDS = frozenset({"aux", "auxpass", "neg", "mark", "advmod", "det", "prep", "cc", "prt", "poss", "expl", "punct"})
_FARTHEST = 5
# A mean of readers who disagree is meeker than any one of them: the estimate is spread towards the ends, by a power
# that lowers the error and leaves the order; chosen on halves of the train part (error 1.15 without it, 1.08 with it).
_SPREAD = 0.6


class Seen(NamedTuple):
    """What the rules say of a token, in short: the stage (with "*" if told in the past), certainty and polarity."""

    stage: str
    certainty: str
    polarity: str


@functools.cache
def _weights() -> dict[str, float]:
    try:
        return dict(json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"])
    except (OSError, ValueError, KeyError) as error:
        remedy = "reinstall allegedly, or fit the weights anew with training/fit_happening.py"
        raise MissingPartError(str(WEIGHTS), "the weights of readers' judgements are not there or damaged", remedy) from error


def happened(head: Token, own: Seen, governing: Seen | None) -> float:
    """The judgement that readers would give, −3 to 3; `governing` is what the rules say of `head.head`, None at the root."""
    weights = _weights()
    known = (weights.get(sign, 0.0) for sign in sorted(signs(head, own, governing)))
    mean = max(-3.0, min(3.0, sum(known, weights[""])))
    return math.copysign(3.0 * (abs(mean) / 3.0) ** _SPREAD, mean)


def reasons(head: Token, own: Seen, governing: Seen | None, most: int = 5) -> list[tuple[str, float]]:
    """The signs that weigh most in `happened`, with their weights, heaviest first."""
    weights = _weights()
    found = [(sign, weights[sign]) for sign in sorted(signs(head, own, governing)) if sign in weights]
    return sorted(found, key=lambda pair: -abs(pair[1]))[:most]


def signs(head: Token, own: Seen, governing: Seen | None) -> set[str]:
    """The names of all that is seen of `head`, each once."""
    return {*_own_signs(head, own), *_child_signs(head), *_governor_signs(head, own, governing), *_outer_signs(head)}


def _form(token: Token) -> str:
    """Auxiliaries and tag of a word: "has+been+VBN"."""
    return "+".join([*(c.lower for c in token.children if c.dep in ("aux", "auxpass")), token.tag])


def _own_signs(head: Token, own: Seen) -> Iterator[str]:
    subject = head.child("nsubj", "nsubjpass")
    form = _form(head)
    yield f"stage {own.stage}"
    yield f"certainty {own.certainty}"
    yield f"polarity {own.polarity}"
    yield f"standing {own.stage} {own.certainty} {own.polarity}"
    yield f"tag {head.tag}"
    yield f"dep {head.dep}"
    yield f"dep {head.dep} tag {head.tag}"
    yield f"lemma {head.lemma.lower()}"
    yield f"form {form}"
    yield f"stage {own.stage} form {form}"
    yield f"subject {'none' if subject is None else subject.lower if subject.pos == 'PRON' else subject.tag}"
    if any(c.dep == "neg" for c in head.children):
        yield f"denied form {form}"
        yield f"denied lemma {head.lemma.lower()}"


def _child_signs(head: Token) -> Iterator[str]:
    for child in head.children:
        yield f"has {child.dep}"
        if child.dep in _WORDS:
            yield f"has {child.dep} {child.lower}"
        if child.dep in ("nsubj", "nsubjpass", "dobj"):
            yield f"has {child.dep} {child.tag}"
            for inner in child.children:
                if inner.dep in ("det", "neg", "poss"):
                    yield f"has {child.dep} with {inner.lower}"


def _governor_signs(head: Token, own: Seen, governing: Seen | None) -> Iterator[str]:
    over = head.head
    if over is head or governing is None:
        yield "root"
        return
    yield f"{head.dep} of {over.lemma.lower()}"
    yield f"{head.dep} of tag {over.tag}"
    yield f"{head.dep} of form {_form(over)}"
    yield f"{head.dep} of dep {over.dep}"
    yield f"{head.dep} of standing {governing.stage} {governing.certainty} {governing.polarity}"
    yield f"stage {own.stage} {head.dep} of stage {governing.stage}"
    if over.head is not over:
        yield f"{over.dep} of {over.head.lemma.lower()}, over it"
        yield f"{head.dep} of {over.dep} of dep {over.head.dep}"


def _outer_signs(head: Token) -> Iterator[str]:
    above = head.ancestors()
    for steps, token in enumerate([head, *above][: _FARTHEST + 1]):
        near = min(steps, 2)
        for child in token.children:
            if child.dep in ("mark", "advmod") and child.tag in ("WRB", "IN"):
                yield f"mark {child.lower}"
                yield f"mark {child.lower} {near} up"
            elif child.dep == "aux" and child.tag == "MD":
                yield f"modal {child.lower}"
                yield f"modal {child.lower} {near} up"
            elif child.dep == "neg":
                yield f"denied {near} up"
    last = head.sentence.tokens[-3:]
    if any("?" in t.text for t in last):
        yield "question"
        yield f"question dep {head.dep}"
    if any("!" in t.text for t in last):
        yield "exclamation"
    yield f"depth {min(len(above), _FARTHEST)}"
