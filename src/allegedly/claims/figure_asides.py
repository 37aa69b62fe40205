"""Parts of a whole that are only named beside it, with no predicate of their own: "injuring six, two of them seriously"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from allegedly.claims.clauses import OBJECTS, SUBJECTS
from allegedly.claims.figure_measures import PEOPLE_MEASURES, PRONOUNS, participle_of
from allegedly.claims.figure_seats import anchor_of
from allegedly.mentions.quantities import QuantityMention, find_quantities
from allegedly.mentions.quantity_nouns import STATES
from allegedly.records import Quantity, Token

# How predicates that share a subject hang on one another: "tore through a bus, killing 11 and injuring six".
CHAINED = frozenset({"conj", "advcl"})
REFERRING = frozenset({"them", "those"})
# Tags of words after a part that say something of it: "four of them downed".
PREDICATING = frozenset({"VBN", "VBD", "VBP", "VBZ", "VBG", "MD"})
# What may stand between a whole and the part named beside it.
LEADING = frozenset({",", "–", "—", "-", "(", "among", "including", "them", "and"})


def can_hold(whole: Quantity, part: QuantityMention) -> bool:
    """Whether a quantity is no part itself and large enough for `part`."""
    if whole.part_of is not None or whole.unit is not None or whole.upper == 0:
        return False
    if part.kind in {"fraction", "percent"} or part.lower is None or whole.upper is None:
        return True
    return part.lower <= whole.upper


def later_predicate(trigger: Token, mention: QuantityMention, inside: Collection[int]) -> bool:
    """Whether another predicate that hangs on this one, with a counted object of its own, stands before `mention`."""
    hung = [c for c in trigger.children if c.dep in CHAINED and c.pos == "VERB" and trigger.i < c.i < mention.number.i]
    return any((c.i not in inside and _has_counted_object(c)) or later_predicate(c, mention, inside) for c in hung)


def _has_counted_object(verb: Token) -> bool:
    counted = verb.child(*OBJECTS)
    return counted is not None and (counted.tag == "CD" or any(c.dep == "nummod" for c in counted.children))


def beside(trigger: Token, found: Sequence[Quantity], due: Sequence[QuantityMention]) -> list[QuantityMention]:
    """The part named right after the figure told last, where the parser hung it outside the clause, as a list of one or none."""
    if not found or found[-1].measure not in PEOPLE_MEASURES:
        return []
    last = found[-1]
    for part in find_quantities(trigger.sentence):
        between = [t.lower for t in trigger.sentence.tokens if last.mention.end <= t.start and t.end <= part.start]
        if part not in due and between and set(between) <= LEADING and is_aside(part, last):
            return [part]
    return []


def is_aside(part: QuantityMention, whole: Quantity) -> bool:
    """Whether a part is only named beside the whole just told, with no predicate of its own: "19 dead, three of them women"."""
    named = part.noun is not None or (part.subset_of is not None and part.subset_of.lower in REFERRING)
    if not named or not is_unpredicated(part) or not can_hold(whole, part):
        return False
    before = [t.lower for t in part.number.sentence.tokens if t.end <= part.start][-2:]
    refers = part.subset_of.lower in REFERRING if part.subset_of is not None else bool({"among", "including"} & set(before))
    return refers and whole.mention.end <= part.start


def is_unpredicated(part: QuantityMention) -> bool:
    """Whether nothing is said of a part but of what it is one: then what is said of its whole is said of it too."""
    if not part.subset or part.kind not in {"count", "article"}:
        return False
    if part.subset_of is not None and part.subset_of.lower not in PRONOUNS:
        return False
    anchor = anchor_of(part)
    if (anchor.dep in {*SUBJECTS, *OBJECTS} and anchor.head.pos in {"VERB", "AUX"}) or participle_of(anchor) is not None:
        return False
    after = next((t for t in part.number.sentence.tokens if t.start >= part.end), None)
    return after is None or not (after.lower in STATES or after.tag in PREDICATING)
