"""Quantities of a predicate outside its clause: its subject further up, those of whom a participle is said, its tally."""

from __future__ import annotations

from dataclasses import replace

from allegedly.claims.clauses import OBJECTS, RELATIVE, SUBJECTS
from allegedly.claims.figure_seats import TALLY_STANDS, TALLY_VERBS, anchor_of, is_tally
from allegedly.mentions.quantities import QuantityMention, find_quantities
from allegedly.records import Token

MOVES = TALLY_VERBS | TALLY_STANDS | {"be"}
# "Put the number of wounded at seven."
PUTTING = frozenset({"put", "place", "estimate", "set"})
# Verbs and adjectives whose subject is that of the infinitive after them.
RAISING = frozenset(
    {
        "fail",
        "manage",
        "seem",
        "appear",
        "happen",
        "begin",
        "start",
        "continue",
        "likely",
        "unlikely",
        "certain",
        "sure",
        "due",
        "set",
    }
)


def stranded_subject(trigger: Token) -> list[QuantityMention]:
    """
    The quantity right before a verb group that the parser left without a subject, as a list of one or none.

    In "officials admitting some 80,000 have fled" it may take the number for the object of "admitting".
    """
    if trigger.pos not in {"VERB", "AUX"}:
        return []
    if (raised := _raised_subject(trigger)) is not None:
        return [q for q in find_quantities(trigger.sentence) if anchor_of(q) is raised]
    finite = next((c for c in trigger.children if c.dep in {"aux", "auxpass"} and c.tag in {"VBP", "VBZ", "VBD"}), None)
    if finite is None or finite.i >= trigger.i:
        return []
    tokens = trigger.sentence.tokens
    at = finite.i - tokens[0].i
    before = tokens[at - 1] if at else None
    if before is None or before.pos not in {"NUM", "NOUN"} or before.dep in SUBJECTS:
        return []
    if any(c.dep in SUBJECTS for c in trigger.children) and not (before.pos == "NUM" and before.dep in OBJECTS):
        return []
    return [q for q in find_quantities(trigger.sentence) if q.end == before.end]


def _raised_subject(trigger: Token) -> Token | None:
    """The subject that a predicate has from the verb over it: "twelve people are known to have died"."""
    over = trigger.head
    if trigger.dep not in {"xcomp", "oprd"} or over is trigger or any(c.dep in SUBJECTS for c in trigger.children):
        return None
    verb = over.head if over.pos == "ADJ" and over.dep == "acomp" else over
    passive = verb.child("nsubjpass")
    if passive is not None:
        return passive
    return verb.child("nsubj") if over.lemma.lower() in RAISING or over.lower in RAISING else None


def counting_of(trigger: Token) -> list[QuantityMention]:
    """
    The quantity of those of whom a participle or adjective is said where it stands outside its clause, as a list of one or none.

    In "left 215 wounded", "four killed in Kharkiv", "the five drones launched at the city", "scores of injured".
    """
    if (counted := _fronted_subject(trigger)) is not None:
        return [replace(q, subset=True) for q in find_quantities(trigger.sentence) if anchor_of(q) is counted]
    counted = trigger.head if trigger.dep in {"acl", "amod", "oprd", "relcl"} and trigger.tag in {"VBN", "VBD", "JJ"} else None
    if counted is not None and trigger.dep == "oprd" and counted.pos == "VERB":
        counted = counted.child("dobj")  # "killed six and left 71 wounded"
    if trigger.dep == "relcl" and trigger.child("nsubjpass") is None:
        counted = None
    if counted is None and not (trigger.dep == "pobj" and trigger.head.lower == "of"):
        return []
    if any(c.dep in SUBJECTS and c.lower not in RELATIVE for c in trigger.children):
        return []
    for quantity in find_quantities(trigger.sentence):
        names = quantity.noun or quantity.number
        if (counted is not None and names is counted) or (counted is None and quantity.start <= trigger.start < quantity.end):
            return [quantity]
    return []


def _fronted_subject(state: Token) -> Token | None:
    """The subject after the verb of a fronted "among": the children of "among the wounded are 12 children"."""
    those = state.head if state.dep == "acl" else state
    among = those.head
    if those.dep != "pobj" or among.lower not in {"among", "amongst"} or among.head.lemma.lower() != "be":
        return None
    return next((c for c in among.head.children if c.i > among.head.i and c.dep in {"attr", "nsubj"}), None)


def tally_of(trigger: Token) -> QuantityMention | None:
    """The figure at which a tally of those of whom `trigger` is said stands: "the number of people killed has risen to 133"."""
    tally = _tally_over(trigger)
    if tally is None:
        return None
    # "Put the number of dead at 54 and the number of injured at 124".
    first = tally.head if tally.dep == "conj" and is_tally(tally.head) else tally
    verb = first.head if first.dep in {*SUBJECTS, *OBJECTS} else None
    if verb is None or verb.lemma.lower() not in (MOVES if first.dep in SUBJECTS else TALLY_VERBS | PUTTING):
        return None
    for quantity in find_quantities(trigger.sentence):
        at = anchor_of(quantity)
        if quantity.start < max(verb.start, tally.start if first is not tally else 0) or quantity.kind != "count":
            continue
        if (at.head is verb and at.dep in {*OBJECTS, "attr"}) or (
            at.dep == "pobj" and at.head.lower in {"to", "at"} and at.head.head in (verb, trigger, tally)
        ):
            return quantity
    return None


def relative_object(trigger: Token) -> list[QuantityMention]:
    """The part that is the object of `trigger` across a cue: "ten missiles, four of which Kyiv said it had shot down"."""
    cue = trigger.head
    if trigger.dep != "ccomp" or trigger.pos != "VERB" or any(c.dep in {*OBJECTS, "nsubjpass"} for c in trigger.children):
        return []
    return [
        q
        for q in find_quantities(trigger.sentence)
        if q.number.head is cue and q.subset_of is not None and q.subset_of.lower in RELATIVE and q.end < cue.start
    ]


def listed_after(trigger: Token) -> list[QuantityMention]:
    """The quantities of a list after a colon that spells out what `trigger` told: "weapons were used: 12 drones and a missile"."""
    tokens = trigger.sentence.tokens
    colon = next((k for k, t in enumerate(tokens) if t.text == ":" and t.i > trigger.i), None)
    if colon is None or trigger.pos != "VERB" or any(t.pos in {"VERB", "AUX"} for t in tokens[colon:]):
        return []
    if any(t.pos == "VERB" for t in tokens[trigger.i - tokens[0].i + 1 : colon]):
        return []
    return [q for q in find_quantities(trigger.sentence) if q.start > tokens[colon].start and q.kind in {"count", "article"}]


def verb_over(mention: QuantityMention) -> Token:
    """The verb under which a quantity stands, whatever is between; else the topmost word."""
    token = mention.number
    while token.head is not token and token.pos not in {"VERB", "AUX"}:
        token = token.head
    return token


def _tally_over(trigger: Token) -> Token | None:
    """The "number" of "the number of people killed", for its participle or noun."""
    if is_tally(trigger) and trigger.dep in OBJECTS and trigger.lemma.lower() == "toll":
        return trigger  # "bringing the toll to 14"
    noun = trigger.head if trigger.dep in {"acl", "relcl"} else trigger
    if noun.dep != "pobj" or noun.head.lower != "of":
        return None
    return noun.head.head if is_tally(noun.head.head) else None


def tells_tally_of_another(trigger: Token) -> bool:
    """Whether a verb only says how many those are of whom another predicate is said ("the number of people killed has risen")."""
    if trigger.lemma.lower() not in TALLY_VERBS | TALLY_STANDS:
        return False
    subject = trigger.child("nsubj", "nsubjpass")
    return (
        subject is not None
        and is_tally(subject)
        and any(
            c.dep == "acl" and c.tag in {"VBN", "VBD"}
            for t in subject.children
            if t.lower == "of"
            for n in t.children
            for c in n.children
        )
    )
