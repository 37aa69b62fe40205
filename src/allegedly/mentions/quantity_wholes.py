"""Quantities of a sentence that make one another: parts of a fronted whole, parts out of a whole, a couple and their children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from allegedly.mentions.numbers import Amount, exact, read_number
from allegedly.mentions.quantity_mentions import QuantityMention
from allegedly.mentions.quantity_nouns import FARTHEST_NOUN, is_person, whole_noun
from allegedly.records import Token

COUPLE = 2


def parts_out_of(tokens: Sequence[Token], found: list[QuantityMention]) -> list[QuantityMention]:
    """The mentions with the whole that follows its part and shares the noun: "37 drones out of 100"."""
    linked = list(found)
    for k, (part, whole) in enumerate(pairwise(found)):
        at = whole.number.i - tokens[0].i
        between = [t.lower for t in tokens[max(0, at - 2) : at]]
        if between != ["out", "of"] or whole.noun is not None or part.noun is None or tokens[at - 2].start != part.end + 1:
            continue
        linked[k] = replace(part, subset=True, subset_of=part.noun)
        linked[k + 1] = replace(whole, noun=part.noun, of=part.of)
    return linked


def parts_of_fronted(found: list[QuantityMention], whole: Token | None) -> list[QuantityMention]:
    """The mentions with the bare numbers after a fronted whole as its parts: "Of the 57 drones, 52 were shot down"."""
    if whole is None:
        return found
    return [
        replace(m, subset=True, subset_of=whole)
        if m.kind in {"count", "zero"} and m.noun is None and not m.subset and m.number.i > whole.i and m.of is None
        else m
        for m in found
    ]


def as_family(first: QuantityMention, second: QuantityMention, tokens: Sequence[Token]) -> QuantityMention | None:
    """A couple and those who are theirs as one quantity: "a couple and their three children" are five; else None."""
    couple = first.number.lower == "couple" and first.noun is None
    couple = couple or (first.noun is not None and first.noun.lower == "couple" and first.best == COUPLE)
    if not couple or second.kind != "count" or second.noun is None:
        return None
    between = [t.lower for t in tokens if first.end <= t.start < second.number.start]
    if between != ["and", "their"] or second.best is None or not is_person(second.noun):
        return None
    lower, upper = (
        None if a is None or b is None else a + b for a, b in ((first.lower, second.lower), (first.upper, second.upper))
    )
    return replace(first, end=second.end, lower=lower, upper=upper, best=second.best + 2, of="person", stated=second.best + 2)


def rest_of(tokens: Sequence[Token], left: Amount, whole: Token | None) -> Amount | None:
    """What "all but three of the 24" leaves; None where the whole has no number."""
    before = tokens[max(0, whole.i - tokens[0].i - FARTHEST_NOUN) : whole.i - tokens[0].i] if whole is not None else []
    counting = next((t for t in before if t.tag == "CD" and whole_noun(t.head) is whole), None)
    number = read_number(tokens, counting.i - tokens[0].i) if counting is not None else None
    total = number.value if number is not None else None
    if total is None or left.best is None or total < left.best:
        return None
    return exact(total - left.best)
