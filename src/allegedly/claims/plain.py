"""
Checkable things that no event type names: the predicate of a sentence that says something happened.

Opinions, evaluations and needs hold nothing to check; a report of a deed or of a state with a
time, a place or a number does, and becomes a claim of type "other".
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from allegedly import tables
from allegedly.claims.clauses import ACCUSING, clause_tokens, subject_of
from allegedly.claims.triggers import Trigger
from allegedly.mentions.found import Mentions
from allegedly.records import Hop, Token
from allegedly.voices.cues import has_other_sense
from allegedly.voices.not_said import is_refusal

FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB"})
TALLY_VERBS = frozenset({"rise", "climb", "increase", "grow", "stand", "reach", "jump", "fall", "pass", "exceed", "surpass"})
SILENT_ACTS = frozenset({"condemn", "praise", "ask", "believe", "promise"})


@functools.cache
def _opinion_verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in tables.rows("uncheckable_verbs"))


def plain_triggers(tokens: Sequence[Token], found: Sequence[Trigger], hop: Hop, mentions: Mentions) -> list[Trigger]:
    """
    The main predicates of `tokens` that report something that could be checked, besides those `found`.

    A predicate that only introduces one of those ("tried to storm") is none of its own.
    """
    if hop.act in SILENT_ACTS or not tokens:
        return []
    owned = {t.i for t in tokens}
    taken = {t.head.i for t in found} | {w.i for t in found for w in t.tokens}
    plain = []
    for head in tokens:
        named = _named(head) if head.i not in taken and _is_top(head, owned) else None
        if named is None or named.i not in owned or named.i in taken or _introduces(head, taken):
            continue
        if is_refusal(head) or _anchored(head, clause_tokens(head, owned, taken), mentions):
            state = named is not head
            plain.append(Trigger(head, named if state else None, (named,), "other", "patient" if state else "transitive"))
    return plain


def _is_top(token: Token, owned: set[int]) -> bool:
    if token.pos not in {"VERB", "AUX"} or token.dep in {"aux", "auxpass"}:
        return False
    charged = token.dep == "pcomp" and (token.head.head.lemma in ACCUSING or token.head.head.head.lemma in ACCUSING)
    return token.head is token or token.head.i not in owned or token.dep in {"ccomp", "conj"} or charged


def _introduces(head: Token, taken: set[int]) -> bool:
    if any(c.i in taken and c.dep in {"xcomp", "ccomp", "dobj", "attr", "oprd", "acomp"} for c in head.children):
        return True
    # "the number of people killed has risen": the figure is of those killed.
    subject = subject_of(head) if head.lemma in TALLY_VERBS else None
    return subject is not None and any(t.i in taken for t in subject.subtree())


def _named(head: Token) -> Token | None:
    """The word that names the state or deed, or None for an evaluation, a need or an opinion."""
    if head.lemma in {"be", "remain", "stay", "become"}:
        state = head.child("acomp", "advmod", "prt", "oprd")
        return state if state is not None and state.lower in _states() else None
    if (head.lemma.lower() in _opinion_verbs() and not has_other_sense(head)) or head.tag not in FINITE:
        return None
    if any(c.dep == "aux" and c.lower in {"should", "must", "ought"} for c in head.children):
        return None
    return head


@functools.cache
def _states() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("checkable_states"))


def _anchored(head: Token, clause: Sequence[Token], mentions: Mentions) -> bool:
    """Whether time, place, number, weapon or a known actor ties the clause to the world."""
    if not clause:
        return False
    start, end = clause[0].start, clause[-1].end
    if any(shelf.within(start, end) for shelf in (mentions.times, mentions.places, mentions.weapons)):
        return True
    if any(q.kind == "count" for q in mentions.quantities.within(start, end)):
        return True
    subject = subject_of(head)
    if subject is None or subject.pos == "PRON":
        return False
    identity = mentions.cast.resolve(subject)
    return identity is not None and (identity.party is not None or identity.named)
