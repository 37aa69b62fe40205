"""The words that attribute, shaped from the table `cues`: which acts they are and what may follow them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from allegedly import tables
from allegedly.records import Token

_VOWELS = frozenset("aeiou")
_DOUBLING = frozenset(
    {"admit", "refer", "plan", "commit", "confer", "rebut", "concur", "quip", "brag", "beg", "infer", "rebuff", "tout"}
)


@dataclass(frozen=True, slots=True)
class CueWord:
    """
    A word that attributes: `frames` tells, for each kind of complement, the act that it makes.

    Frames: `clause`, `quote`, `object` (a noun phrase), `to` (an infinitive), `ing`, `as` (object
    and predicate), `obj-at` (a figure put at something), `objto` (object and infinitive, both said), `hearer` (the object listens),
    `accused` (the object is charged), `callon`, `p:X` (preposition X), `cite`.
    """

    lemma: str
    frames: Mapping[str, str]
    distance: str

    @property
    def act(self) -> str:
        """The act of the plainest frame."""
        return self.frames.get("clause") or next(iter(self.frames.values()))


@functools.cache
def verbs() -> Mapping[str, CueWord]:
    """Every inflected form, lower case, with its particle if it has one ("ruled out") → the verb."""
    found: dict[str, CueWord] = {}
    for lemma, word in _words("verb").items():
        irregular = [
            f for row in tables.rows("cues") if row["lemma"] == lemma and row["kind"] == "verb" for f in row["forms"].split()
        ]
        first, _, particle = lemma.partition(" ")
        for form in _forms(first, irregular):
            found.setdefault(f"{form} {particle}".strip(), word)
    return found


def verb(token: Token) -> CueWord | None:
    """The cue verb that `token` is, with its particle if that makes another; else None."""
    particle = token.child("prt")
    phrasal = verbs().get(f"{token.lower} {particle.lower}") if particle is not None else None
    if phrasal is None and has_other_sense(token):
        return None
    return phrasal or verbs().get(token.lower)


def has_other_sense(token: Token) -> bool:
    """Whether a verb with its particle tells of a deed: "called up reservists", where the verb alone can attribute."""
    particle = token.child("prt")
    return particle is not None and f"{token.lemma.lower()} {particle.lower}" in listed("no_cue")


@functools.cache
def nouns() -> Mapping[str, CueWord]:
    """Singular and plural of nouns of saying, lower case → the noun."""
    found = {}
    for lemma, word in _words("noun").items():
        found[lemma] = found[lemma + "s"] = word
    return found


@functools.cache
def prepositions() -> tuple[tuple[str, ...], ...]:
    """Phrases whose object is the source of the clause around them, longest first."""
    phrases = [tuple(row["lemma"].split()) for row in tables.rows("cues") if row["kind"] == "preposition"]
    return tuple(sorted(phrases, key=len, reverse=True))


@functools.cache
def listed(kind: str) -> frozenset[str]:
    """The words of one class of the table `cue_contexts`."""
    return frozenset(row["word"] for row in tables.rows("cue_contexts") if row["class"] == kind)


@functools.cache
def event_nouns() -> frozenset[str]:
    """Nouns for what happens, in the singular: they can be recalled or answered, and cannot speak."""
    return frozenset(row["lemma"] for row in tables.rows("event_triggers") if row["pos"] == "noun")


def _words(kind: str) -> dict[str, CueWord]:
    frames: dict[str, dict[str, str]] = {}
    distance: dict[str, str] = {}
    for row in tables.rows("cues"):
        if row["kind"] == kind:
            for frame in row["frame"].split():
                frames.setdefault(row["lemma"], {}).setdefault(frame, row["act"])
            distance.setdefault(row["lemma"], row["distance"])
    return {lemma: CueWord(lemma, found, distance[lemma]) for lemma, found in frames.items()}


def _forms(lemma: str, irregular: list[str]) -> list[str]:
    stem = lemma
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third, past, ing = stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"
    elif lemma.endswith("e"):
        third, past, ing = stem + "s", stem + "d", stem[:-1] + "ing"
    else:
        double = stem + stem[-1] if lemma in _DOUBLING else stem
        third = stem + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past, ing = double + "ed", double + "ing"
    return [lemma, third, ing, *(irregular or [past])]
