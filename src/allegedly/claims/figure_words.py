"""What single words measure, by the table of measures: nouns by themselves, verbs by the role and kind of the counted."""

from __future__ import annotations

import functools

from allegedly import tables
from allegedly.mentions.quantity_nouns import lemma
from allegedly.records import Token

PARTICLES = frozenset({"prt", "advmod", "prep", "oprd", "acomp"})
# Resultatives that the parser takes for a noun: "set alight 30 homes".
BURNING = frozenset({"alight", "ablaze"})


@functools.cache
def _measures() -> dict[tuple[str, str, str], dict[str, str]]:
    """(word, part of speech, role) → population class → measure."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in tables.rows("measures"):
        found.setdefault((row["word"], row["pos"], row["role"]), {}).setdefault(row["population"], row["measure"])
    return found


def of_noun(noun: Token | None) -> str | None:
    """The measure that a noun names by itself: "deaths", "the wounded", "airstrikes"."""
    if noun is None:
        return None
    found = _measures().get((lemma(noun), "noun", "any")) or _measures().get((noun.lower, "noun", "any"))
    return found["any"] if found else None


def of_verb(word: Token, role: str, kind: str) -> str | None:
    """What a verb or verbal noun says of a population `kind` ("person", "weapon", "thing", "any") in `role`."""
    stem = word.lemma.lower()
    # "shot down", "carried out": the particle may change what the verb does.
    phrasal = [f"{stem} {c.lower}" for c in word.children if c.dep in PARTICLES or c.lower in BURNING]
    phrasal += [f"{stem} {lemma(c)}" for c in word.children if c.dep == "dobj" and not any(n.tag == "CD" for n in c.children)]
    if role == "patient" and _leaves_dead(word):
        return "killed"
    if role == "patient" and stem in {"take", "hold"} and any(c.lower in {"hostage", "prisoner", "captive"} for c in word.children):
        return "captured"
    for name in (*phrasal, stem, word.lower):
        found = _measures().get((name, "verb", role))
        if found is None:
            continue
        if (measure := found.get(kind) or found.get("any")) is not None:
            return measure
        if kind in {"any", "thing"} and name in phrasal:
            return next(iter(found.values()))  # "shot down eight": the particle tells what they are
    return None


def _leaves_dead(verb: Token) -> bool:
    """Whether a verb tells that they died of it: "shot four men dead", "shot dead 45 villagers"."""
    if any(c.lower == "dead" and c.dep in {"oprd", "acomp", "advmod", "xcomp"} for c in verb.children):
        return True
    at = verb.i - verb.sentence.tokens[0].i + 1
    following = verb.sentence.tokens[at : at + 1]
    return verb.lemma.lower() == "shoot" and bool(following) and following[0].lower == "dead"
