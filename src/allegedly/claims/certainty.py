"""
How a predicate stands as its root source presents it: stage, certainty, polarity and the words that weaken it.

The predicate's own auxiliaries, negations and hedges are read first, then each governing word
outwards, as long as it belongs to the same content ("may", "failed to", "plans to", "denied
that", "if"). This follows Saurí and Pustejovsky's De Facto ("Are you sure that this
happened?", Computational Linguistics 38, 2012) on dependency trees; the words are in tables.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from allegedly.claims.auxiliaries import weigh_own_words
from allegedly.claims.governor_words import CONFIRMING
from allegedly.claims.governors import climb
from allegedly.claims.happening import Seen, happened, reasons, signs
from allegedly.claims.modality import (
    ATTEMPTED,
    CERTAIN,
    HYPOTHETICAL,
    INFINITIVE,
    OCCURRED,
    ONGOING,
    PLANNED,
    POSSIBLE,
    PREVENTED,
    PROBABLE,
    SELF,
    THREATENED,
    UNKNOWN,
    VERBAL,
    Effect,
    Weighing,
    inside,
    verb_effect,
    word_effect,
)
from allegedly.records import Token
from allegedly.voices.acts import is_silence, negated
from allegedly.voices.cues import verb as cue_verb
from allegedly.voices.not_said import is_left_unsaid


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Stage, certainty and polarity in the record's words; `hedges` as document offsets in text order.

    `score` runs from −3 (is, was and will not be so) to 3 (is, was or will be so);
    `past` says that the predicate's own words tell the past.
    `happened` runs from −3 to 3 too: whether readers take it to have happened by now, which no plan has; learned from them.
    """

    stage: str
    certainty: str
    polarity: str
    hedges: tuple[tuple[int, int], ...] = ()
    score: float = 3.0
    past: bool = False
    happened: float = 3.0


# Acts that leave open what they speak of, however it is told.
_LEFT_OPEN = frozenset({"appeal", "ask", "threaten", "promise", "predict", "deny"})
_READERS_AGREE = 2.0  # of 3; see `_hear_readers`


def assess(head: Token, *, within: Collection[int] | None = None, act: str = "state") -> Standing:
    """
    The standing of predicate `head` (verb, noun or adjective) as its root source presents it.

    `within` are the ids (`Token.i`) of the statement's own content: words outside it, such as the
    reporting verb, govern nothing. `act` is the root's act of speech, which has the last word.
    """
    head = _raised(head)
    weighing = _weigh(head, within, act)
    happened_by_now = has_happened(head)
    supposed = weighing.stage == HYPOTHETICAL and weighing.certainty == UNKNOWN and not weighing.negative
    if supposed and act not in _LEFT_OPEN and not _is_yes_or_no(head):
        _hear_readers(weighing, happened_by_now)
    polarity = "negative" if weighing.negative else "positive"
    return Standing(
        weighing.stage,
        weighing.certainty,
        polarity,
        tuple(sorted(set(weighing.hedges))),
        _score(weighing),
        weighing.past,
        happened_by_now,
    )


def _hear_readers(weighing: Weighing, happened_by_now: float) -> None:
    """
    Raise what the rules only suppose to something probable, where readers would take it to have happened.

    "Took the time to explain the plan", "I sold a phone, what can I do?": of UDS-IH2's dev part, 15 of the 16 above the line had.
    """
    if happened_by_now >= _READERS_AGREE:
        weighing.stage, weighing.certainty = OCCURRED, PROBABLE


def _weigh(head: Token, within: Collection[int] | None, act: str) -> Weighing:
    weighing = Weighing()
    if head.pos in VERBAL:
        weighing.take(verb_effect(head, SELF) or Effect())
    weigh_own_words(head, weighing, within)
    climb(head, weighing, within)
    if _is_left_open(head):
        weighing.negative, weighing.certainty = False, UNKNOWN
    _read_question(head, weighing, within, act)
    _act(weighing, act)
    return weighing


def signs_of(head: Token) -> set[str]:
    """All that `happening` sees of predicate `head`."""
    return signs(head, *_seen(head))


def has_happened(head: Token) -> float:
    """How likely readers take predicate `head` to have happened by now, −3 to 3; learned."""
    return happened(head, *_seen(head))


def why(head: Token) -> list[tuple[str, float]]:
    """The signs that weigh most in `has_happened`, heaviest first."""
    return reasons(head, *_seen(head))


def _seen(head: Token) -> tuple[Seen, Seen | None]:
    return _in_short(head), None if head.head is head else _in_short(head.head)


def _in_short(head: Token) -> Seen:
    weighing = _weigh(_raised(head), None, "state")
    return Seen(weighing.stage + "*" * weighing.past, weighing.certainty, "negative" if weighing.negative else "positive")


def _raised(head: Token) -> Token:
    """
    The infinitive that says what happens where the verb only says how likely it is, else `head`.

    In "the toll is likely to rise", "is expected to rise" it is the rise that may come, not the toll.
    """
    passive = head if head.child("nsubjpass") is not None else None
    linked = head.child("acomp") if head.lemma == "be" else passive
    if linked is None or not (effect := word_effect(linked, "adjective") if linked is not head else verb_effect(head, INFINITIVE)):
        return head
    raised = next((c for w in (linked, head) for c in w.children if c.dep == "xcomp" and c.tag == "VB"), None)
    return raised if raised is not None and (effect.certainty == PROBABLE or linked is not head) else head


def _is_left_open(head: Token) -> bool:
    """
    Whether somebody over it says neither that it is so nor that it is not.

    So "stopped short of saying that P", "far from saying that P", "did not claim that P", "neither confirmed nor denied P",
    "would not confirm or deny P", "declined to comment on it".
    """
    node = head
    while node.head is not node:
        clause, node = node, node.head
        if is_silence(node):
            return True
        if clause.dep in ("ccomp", "dobj") and node.pos in VERBAL and _leaves_open(node):
            return True
    return False


def _leaves_open(verb: Token) -> bool:
    word = cue_verb(verb)
    if is_left_unsaid(verb):
        return not any(c.lower == "it" for c in verb.head.head.children)  # "it goes without saying"
    if not negated(verb) or word is None:
        return False
    pair = verb.dep == "conj" and {verb.lemma.lower(), verb.head.lemma.lower()} <= CONFIRMING | {"deny"}
    return pair or word.act in ("claim", "allege")


def _read_question(head: Token, weighing: Weighing, within: Collection[int] | None, act: str) -> None:
    last = head.sentence.tokens[-1]
    tokens = head.sentence.tokens
    asked = [t for t in tokens if inside(t, within)][-2:]  # "Did you bomb it?" asked X
    mark = next((t for t in (*tokens[-3:], *asked) if t.text in ("?", "?!", "!?")), None)
    asks_for_detail = any(t.tag in ("WP", "WRB", "WDT", "WP$") for t in tokens[:2])  # "Who fired?" takes the firing for granted
    asked_directly = act == "ask" and _is_yes_or_no(head)
    if (
        mark is not None
        and not (asks_for_detail and (weighing.past or not _is_asked(head)))
        and (inside(mark, within) or last is mark)
        and (head.dep in ("ROOT", "conj") or (head.dep == "ccomp" and (not weighing.past or asked_directly)))
    ):
        weighing.suppose()


def _is_yes_or_no(head: Token) -> bool:
    """Whether an auxiliary stands before the subject: "did your jets bomb it?"."""
    subject = head.child("nsubj", "nsubjpass")
    return subject is not None and any(c.dep in ("aux", "auxpass") and c.i < subject.i for c in head.children)


def _is_asked(head: Token) -> bool:
    """Whether a question word asks about a verb in the present: "who counts the dead?" says nothing of a count."""
    return head.tag in ("VBZ", "VBP")


def _act(weighing: Weighing, act: str) -> None:
    """What the act of speech makes of it: a denial turns it round, an appeal leaves it open."""
    if act == "deny":
        weighing.negative = not weighing.negative
    elif act == "believe":
        weighing.weaken(PROBABLE)
    elif weighing.past and weighing.stage in (OCCURRED, ONGOING):
        return
    elif act in ("appeal", "ask"):
        weighing.suppose()
    elif act in ("threaten", "promise", "predict") and weighing.stage != HYPOTHETICAL:
        weighing.stage = THREATENED if act == "threaten" else PLANNED
        if act == "predict":
            weighing.weaken(PROBABLE)


# How far the source commits itself, from 0 to 3, that a thing is, was or will be so (FactBank's question): certain,
# probable (1.5), possible (0.75), and what is merely wanted or supposed.
_WEIGHT = {CERTAIN: 3.0, PROBABLE: 1.7, POSSIBLE: 0.75, UNKNOWN: 0.0}
_STAGE_WEIGHT = {
    PLANNED: {CERTAIN: 2.2, PROBABLE: 1.5, UNKNOWN: 0.3},
    HYPOTHETICAL: {CERTAIN: 2.0, PROBABLE: 1.5, UNKNOWN: 1.0},
    THREATENED: dict.fromkeys(_WEIGHT, 0.5),
    ATTEMPTED: dict.fromkeys(_WEIGHT, 0.75),
}
_DENIED = {CERTAIN: -2.6, PROBABLE: -1.5, POSSIBLE: -0.75, UNKNOWN: -0.5}


def _score(weighing: Weighing) -> float:
    """Factuality from −3 to 3: how far the source commits itself that it is, was or will be so."""
    if weighing.stage == PREVENTED:
        return 1.0 if weighing.negative else _DENIED[CERTAIN]
    if weighing.negative:
        return _DENIED[weighing.certainty]
    return _STAGE_WEIGHT.get(weighing.stage, _WEIGHT).get(weighing.certainty, _WEIGHT[weighing.certainty])
