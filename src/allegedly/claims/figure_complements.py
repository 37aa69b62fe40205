"""What a verb's complements tell of those counted: "left dozens with burns", "forced 300 families to flee", "set fire to two"."""

from __future__ import annotations

from allegedly.claims.clauses import OBJECTS, is_passive
from allegedly.claims.figure_seats import Seat
from allegedly.claims.figure_words import of_verb
from allegedly.mentions.quantity_nouns import lemma
from allegedly.records import Token

# Objects of light verbs that tell what happens to the thing after "to".
DONE_TO = {"fire": "destroyed", "damage": "damaged", "waste": "destroyed", "siege": "other", "torch": "destroyed"}
# Nouns for what people suffer.
HARM = frozenset({"injury", "wound", "burn", "fracture", "bruise", "scar", "concussion"})
# Verbs whose object does what the infinitive after it says.
FORCING = frozenset({"force", "compel", "oblige", "order", "tell", "urge", "prompt"})


def of_light_verb(seat: Seat, trigger: Token) -> str | None:
    """The measure of what a verb's own object is done to: "set fire to four stations", "laid waste to two villages"."""
    done = trigger.child(*OBJECTS)
    return DONE_TO.get(done.lower) if done is not None and seat.preposition == "to" else None


def of_what_is_forced(verb: Token, seat: Seat, kind: str) -> str | None:
    """What those undergo who are made to do something: "forced 11,000 families to abandon their fields"."""
    undergoes = seat.role in {"object", "patient"} or (seat.role == "subject" and is_passive(verb))
    if verb.lemma.lower() not in FORCING or not undergoes:
        return None
    done = verb.child("xcomp", "ccomp")
    return of_verb(done, "patient", kind) if done is not None and done.pos == "VERB" else None


def of_those_left(leave: Token, counted: Token) -> str:
    """What becomes of those whom something leaves in a state: "left dozens with burns", "left 2,000 families without water"."""
    if any(c.lower == "dead" for c in leave.children):
        return "killed"
    for preposition in (c for c in (*leave.children, *counted.children) if c.dep == "prep"):
        if preposition.lower == "without":
            return "affected"
        if preposition.lower == "with" and any(lemma(p) in HARM for p in preposition.children):
            return "wounded"
    return "other"
