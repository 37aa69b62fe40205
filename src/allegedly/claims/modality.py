"""The words that weaken, deny or shift what a predicate says, shaped from the tables, and how their effects add up."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from allegedly import tables
from allegedly.records import Token

CERTAIN, PROBABLE, POSSIBLE, UNKNOWN = "certain", "probable", "possible", "unknown"
OCCURRED, ONGOING, ATTEMPTED, PREVENTED = "occurred", "ongoing", "attempted", "prevented"
PLANNED, THREATENED, HYPOTHETICAL = "planned", "threatened", "hypothetical"
VERBAL = frozenset({"VERB", "AUX"})
RANK = {UNKNOWN: 0, POSSIBLE: 1, PROBABLE: 2, CERTAIN: 3}
CLAUSE, INFINITIVE, NOUN, SELF = "clause", "infinitive", "noun", "self"


class Effect(NamedTuple):
    """What a governing word does to what it governs; "" leaves a field as it is."""

    stage: str = ""
    certainty: str = ""
    negative: bool = False


@functools.cache
def modals() -> dict[str, Effect]:
    """Modal auxiliaries in lower case → their effect."""
    return {row["word"]: Effect(row["stage"], row["certainty"]) for row in tables.rows("modals")}


@functools.cache
def negators() -> dict[str, str]:
    """Negating words → adverb, determiner, pronoun, conjunction, preposition or near miss."""
    return {row["word"]: row["kind"] for row in tables.rows("negators")}


@functools.cache
def lasting(kind: str = "lasting") -> frozenset[str]:
    """Lemmas of one kind: what lasts; "result", complete states; "unplanned" and "unplanned passive", what nobody decides on."""
    return frozenset(row["lemma"] for row in tables.rows("state_verbs") if row["kind"] == kind)


@functools.cache
def _governors() -> dict[tuple[str, str, str], Effect]:
    return {
        (row["lemma"], row["pos"], row["takes"]): Effect(row["stage"], row["certainty"], row["polarity"] == "negative")
        for row in tables.rows("implicatives")
    }


def verb_effect(verb: Token, takes: str) -> Effect | None:
    """What `verb` does to its complement, a "clause", "infinitive" or "noun"."""
    return _governors().get((verb.lemma.lower(), "verb", takes))


def word_effect(word: Token, pos: str) -> Effect | None:
    """What a governing "noun" or "adjective", or an "attribute" before a noun, does to what it governs."""
    table = _governors()
    return table.get((word.lower, pos, "any")) or table.get((word.lemma.lower(), pos, "any"))


@functools.cache
def hedges() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Hedging phrases by first word → the whole phrase in words, and the certainty that it leaves; longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in tables.rows("hedges"):
        phrase = tuple(row["phrase"].split())
        found.setdefault(phrase[0], []).append((phrase, row["certainty"]))
    for phrases in found.values():
        phrases.sort(key=lambda item: -len(item[0]))
    return found


def hedge_at(tokens: list[Token], at: int) -> tuple[int, str] | None:
    """How many tokens the hedge that begins at `tokens[at]` has, and the certainty that it leaves; None if there is none."""
    for phrase, certainty in hedges().get(tokens[at].lower, ()):
        if tuple(t.lower for t in tokens[at : at + len(phrase)]) == phrase:
            return len(phrase), certainty
    return None


@dataclass(slots=True)
class Weighing:
    """How a predicate stands, as far as the words read so far say; `past` is true when its own words tell the past."""

    stage: str = OCCURRED
    certainty: str = CERTAIN
    negative: bool = False
    hedges: list[tuple[int, int]] = field(default_factory=list)
    past: bool = False

    def weaken(self, certainty: str) -> None:
        """Lower the certainty, never raise it; "" leaves it."""
        if certainty and RANK[certainty] < RANK[self.certainty]:
            self.certainty = certainty

    def take(self, effect: Effect) -> None:
        """Add the effect of one governing word."""
        self.weaken(effect.certainty)
        self.negative ^= effect.negative
        if effect.stage and not (effect.stage == OCCURRED and self.stage != OCCURRED) and self.stage != HYPOTHETICAL:
            self.stage = effect.stage

    def suppose(self) -> None:
        """Make it something merely supposed, wanted or asked."""
        self.stage, self.certainty = HYPOTHETICAL, UNKNOWN


def inside(token: Token, within: Collection[int] | None) -> bool:
    """Whether `token` belongs to the content whose token ids are `within` (None: everything does)."""
    return within is None or token.i in within
