"""Whether a clause looks back or ahead: what a bare "on Friday" hangs on."""

from __future__ import annotations

from allegedly.mentions.time_readings import FUTURE, PAST
from allegedly.records import Token

_AHEAD = frozenset({"will", "shall", "'ll", "wo", "sha", "ca", "'d"})
_MAYBE_AHEAD = frozenset({"may", "might", "could", "would", "should", "must", "can"})
# Past verbs whose infinitive has come about, or should have by then.
_CAME_ABOUT = frozenset(
    {"manage", "fail", "begin", "start", "continue", "force", "help", "appear", "seem", "refuse", "decline", "cease", "stop"}
)
_CLAUSAL = frozenset({"VERB", "AUX"})
_LONGEST_CLIMB = 12


def tense_at(token: Token) -> int:
    """−1, 0 or 1 as the clause over `token` is past, of no clear time, or future."""
    verb: Token | None = _verb_over(token)
    steps = 0
    while verb is not None and steps < _LONGEST_CLIMB:
        tense = _tense_of(verb)
        if tense is not None:
            return tense
        verb = _verb_over(verb) if verb.head is not verb else None
        steps += 1
    return 0


def _verb_over(token: Token) -> Token | None:
    for _ in range(_LONGEST_CLIMB):
        if token.head is token:
            return None
        token = token.head
        if token.pos in _CLAUSAL:
            return token
    return None


def _tense_of(verb: Token) -> int | None:  # noqa: PLR0911  one way out a form
    auxiliaries = {c.lower for c in verb.children if c.dep in ("aux", "auxpass")}
    if auxiliaries & _AHEAD or (verb.lower == "going" and any(c.dep == "xcomp" for c in verb.children)):
        return FUTURE
    if auxiliaries & _MAYBE_AHEAD:
        return PAST if "have" in auxiliaries else FUTURE
    if verb.tag == "VBD" or auxiliaries & {"was", "were", "had", "did", "has", "have", "been", "'ve"}:
        return PAST
    if "to" in auxiliaries:
        governor = verb.head if verb.head is not verb else None
        return None if governor is not None and governor.lemma in _CAME_ABOUT else FUTURE
    if verb.tag in ("VBN", "VBG"):
        return None if verb.head is not verb or verb.tag == "VBG" else PAST
    if verb.tag in ("VBZ", "VBP"):
        return _present(verb)
    return None


def _present(verb: Token) -> int | None:
    """Headlines tell the past in the present tense; "is due on Friday" looks ahead."""
    if any(c.lower in ("due", "set", "scheduled", "expected", "planned", "ready", "likely") for c in verb.children):
        return FUTURE
    return PAST if verb.lemma != "be" else 0
