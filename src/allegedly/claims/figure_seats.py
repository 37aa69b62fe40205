"""Where a quantity stands in a clause: which role it has under the predicate, if it is the predicate's at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.claims.clauses import OBJECTS, SUBJECTS
from allegedly.mentions.quantities import QuantityMention
from allegedly.records import Token

VERBS = frozenset({"VERB", "AUX"})
# Prepositions that bring in the circumstances of an event, not those who take part in it.
CIRCUMSTANCE = frozenset(
    {"in", "at", "near", "across", "around", "throughout", "after", "before", "during", "within", "between", "under", "among"}
    | {
        "from",
        "inside",
        "outside",
        "towards",
        "toward",
        "on",
        "over",
        "since",
        "until",
        "because",
        "about",
        "as",
        "behind",
        "into",
        "through",
    }
)
MEANS = frozenset({"with", "by", "using", "along", "involving", "via"})
PARTITIVES = frozenset({"including", "among", "amongst"})
TALLIES = frozenset({"toll", "total", "tally", "number", "count", "figure", "death", "casualty", "dead", "loss", "fatality"})
# Nouns whose "of N" gives their size: "a group of 12", "the deaths of four".
MEASURING = TALLIES | {
    "group",
    "crowd",
    "barrage",
    "salvo",
    "wave",
    "swarm",
    "convoy",
    "column",
    "cell",
    "team",
    "killing",
    "force",
    "life",
    "body",
    "corpse",
    "remains",
}
TALLY_VERBS = frozenset({"rise", "climb", "grow", "jump", "increase", "raise", "bring", "take", "push", "soar", "go"})
TALLY_STANDS = frozenset({"stand", "reach", "pass", "surpass", "exceed", "top", "hit"})
INNER = frozenset(
    {"conj", "appos", "prep", "agent", "nummod", "npadvmod", "dep", "nsubj", "relcl", "acl", "amod", "quantmod", "advmod"}
)
NUMERIC = frozenset({"nummod", "quantmod", "compound", "amod", "det", "advmod"})
STATES_OF = frozenset({"acomp", "oprd", "attr"})
# Verbs of impact: what stands after "into" is what they strike.
IMPACT = frozenset({"tear", "slam", "crash", "smash", "plough", "plow", "rip", "ram"})
# Where a participle stands for a noun or a state: "the number of wounded".
NOMINAL = STATES_OF | {"pobj", "dobj"}
CAPTIVES = frozenset({"prisoner", "hostage", "captive"})
LONGEST_PATH = 12


@dataclass(frozen=True, slots=True)
class Seat:
    """
    The role of a quantity under a predicate.

    `role` is self (it counts the trigger), object, subject, agent, means, patient ("deaths of
    four"), tally ("rose to nine") or oblique; `anchor` heads the quantity's noun phrase.
    """

    role: str
    anchor: Token
    preposition: str | None = None


def heads_of(trigger: Token, inside: set[int]) -> list[Token]:
    """The predicate's words: the trigger and, for a noun, what it hangs on up to the verb, within tokens `inside`."""
    found = [trigger]
    while (trigger.pos not in VERBS or trigger.dep in NOMINAL) and trigger.head is not trigger and trigger.head.i in inside:
        trigger = trigger.head
        found.append(trigger)
    return found


def anchor_of(mention: QuantityMention) -> Token:
    """The head of the quantity's noun phrase."""
    token = mention.noun or mention.number
    if (every := _all_but(mention)) is not None:
        return every
    # "dozens of people": the number word governs the noun.
    if mention.noun is not None and mention.noun.dep == "pobj" and mention.number.i <= mention.noun.head.i:
        of = mention.noun.head
        return of.head if of.lower == "of" and of.head.start >= mention.start else token
    while token.dep in NUMERIC and token.head.start >= mention.start and token.head.end <= mention.end:
        token = token.head
    return token


def _all_but(mention: QuantityMention) -> Token | None:
    """The "all" of "all but three of the 24", which the predicate governs."""
    tokens, at = mention.number.sentence.tokens, mention.number.i - mention.number.sentence.tokens[0].i
    every = next((t for t in tokens[max(0, at - 4) : at] if t.start == mention.start), None)
    return every if every is not None and every.lower == "all" and mention.subset else None


def is_tally(token: Token) -> bool:
    """Whether a noun keeps count: "toll", "number", "total"."""
    return token.lemma.lower() in TALLIES or token.lower in TALLIES


def _is_measuring(noun: Token) -> bool:
    """Whether the "of" phrase of a noun gives its size: "a group of 12", "the remains of six"."""
    return noun.lemma.lower() in MEASURING or noun.lower in MEASURING


def is_with_loss(noun: Token, preposition: Token) -> bool:
    """Whether a phrase tells at what loss something happened: "sank with the loss of 22 men"."""
    return preposition.lower in {"with", "at", "despite"} and noun.lemma.lower() in {"loss", "death"}


def seat_of(  # noqa: C901, PLR0911, PLR0912  one way out a joint of the tree
    mention: QuantityMention, heads: Sequence[Token], inside: set[int]
) -> Seat | None:
    """The seat of a quantity under the predicate `heads`; None if it belongs to something else in the clause."""
    numbers = {h.i for h in heads}
    anchor = token = anchor_of(mention)
    if token.i in numbers or _is_span(mention, token, numbers):
        return Seat("self", token)
    tallied = any(map(is_tally, heads))
    preposition: str | None = None
    for _ in range(LONGEST_PATH):
        head, dep = token.head, token.dep
        if head.i not in inside and preposition in {"at", "to"} and tallied:
            # "put the toll at five", the verb being the cue of an attribution.
            return Seat("tally", anchor, preposition)
        if head is token or head.i not in inside:
            # "13 people | were reported | dead": they hang on the cue, as the state does that they are in.
            shared = dep in SUBJECTS and heads[0].head is head
            return Seat("object", anchor) if (head is token or shared) and not preposition else None
        if head.i in numbers:
            return _role(token, head, anchor, preposition, part=mention.subset)
        if dep == "prep" and head.lower in {"up", "down"}:
            # "nine, up from two": the figure that it replaces.
            return None
        if dep == "pobj" and head.dep in {"prep", "agent", "dative"}:
            if mention.start <= head.start < mention.end:
                # "treated between 40 and 50 people": the preposition is the figure's own.
                return Seat("object", anchor)
            if preposition is None and not (head.lower in PARTITIVES and mention.subset):
                preposition = head.lower
            elif is_with_loss(token, head):
                return Seat("patient", anchor, "of")
            elif preposition is not None and head.lower != "of":
                return None
        elif dep == "compound" and head.lower in CAPTIVES:
            pass  # "taken 120 mercenaries prisoner": the parser takes the two nouns for one
        elif dep not in INNER or (dep == "prep" and preposition == "of" and not _is_measuring(head)):
            return None
        token = head
    return None


def _is_span(mention: QuantityMention, token: Token, numbers: set[int]) -> bool:
    """Whether it is the distance of "lies 30 km from the border", which the parser hangs on the preposition."""
    over = token.head
    return mention.kind == "distance" and token.dep == "npadvmod" and over.dep == "prep" and over.head.i in numbers


def _role(token: Token, head: Token, anchor: Token, preposition: str | None, *, part: bool) -> Seat | None:
    dep = token.dep
    if dep in {"prep", "agent"}:
        return _prepositional(token, head, anchor, preposition, part=part)
    if dep in {"nsubj", "csubj"}:
        return Seat("subject", anchor)
    if dep in {*OBJECTS, *SUBJECTS, "attr", "oprd", "ccomp", "acomp"}:
        return Seat("object", anchor)
    return Seat("self" if dep in NUMERIC else "object", anchor)


def _prepositional(token: Token, head: Token, anchor: Token, preposition: str | None, *, part: bool) -> Seat | None:
    word = token.lower
    if word == "from" and preposition == "to":
        # "rose from 9 to 14": the parser may hang the second figure on the first preposition.
        word = "to"
    if (part and word in PARTITIVES) or (word == "into" and head.lemma.lower() in IMPACT):
        return Seat("object", anchor, word)
    if word in {"to", "at", "by", "from"} and (is_tally(head) or any(is_tally(c) for c in head.children)):
        return None if word in {"from", "by"} else Seat("tally", anchor, word)
    if token.dep == "agent":
        return Seat("agent", anchor, word)
    if word in MEANS or (word == "from" and _is_under_attack(head)):
        return Seat("means", anchor, word)
    if word == "of":
        return Seat("patient", anchor, word)
    return None if word in CIRCUMSTANCE or preposition == "of" else Seat("oblique", anchor, word)


def _is_under_attack(head: Token) -> bool:
    """Whether it is what attacks: "came under attack from 12 drones"."""
    attack = head if head.pos == "NOUN" else next((p for c in head.children if c.lower == "under" for p in c.children), None)
    return attack is not None and attack.lemma.lower() in {"attack", "fire", "assault", "bombardment"}


def is_running_total(mention: QuantityMention, heads: Sequence[Token]) -> bool | None:
    """True where the clause moves a tally to this figure ("brought the toll to nine"), else None."""
    verb = next((h for h in heads if h.pos in VERBS), None)
    if verb is None or mention.kind not in {"count", "article"}:
        return None
    if not any(is_tally(c) for c in verb.children) or mention.number.i < verb.i:
        return None
    word, anchor = verb.lemma.lower(), anchor_of(mention)
    if word in TALLY_VERBS:
        return True if anchor.dep == "pobj" and anchor.head.lower == "to" else None
    return True if word in TALLY_STANDS else None
