"""
Checkable things that no event type names: the predicate of a sentence that says something happened.

Opinions, evaluations and needs hold nothing to check; a report of a deed or of a state with a
time, a place or a number does, and becomes a claim of type "other".
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from allegedly import tables
from allegedly.claims.clauses import subject_of
from allegedly.claims.triggers import Trigger
from allegedly.mentions.found import Mentions
from allegedly.records import Hop, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB"})
SILENT_ACTS = frozenset({"condemn", "praise", "ask", "believe", "promise"})


@functools.cache
def _opinion_verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in tables.rows("uncheckable_verbs"))


def plain_trigger(tokens: Sequence[Token], hop: Hop, mentions: Mentions) -> Trigger | None:
    """The main predicate of `tokens` if it reports something that could be checked, else None."""
    if hop.act in SILENT_ACTS or not tokens:
        return None
    owned = {t.i for t in tokens}
    heads = [t for t in tokens if t.pos in {"VERB", "AUX"} and t.dep not in {"aux", "auxpass"} and _is_top(t, owned)]
    for head in heads:
        named = _named(head)
        if named is not None and named.i in owned and _anchored(head, tokens, mentions):
            return Trigger(head, named if named is not head else None, (named,), "other", "patient" if named is not head else "transitive")
    return None


def _is_top(token: Token, owned: set[int]) -> bool:
    return token.head is token or token.head.i not in owned or token.dep in {"ccomp", "conj"}


def _named(head: Token) -> Token | None:
    """The word that names the state or deed, or None for an evaluation, a need or an opinion."""
    if head.lemma in {"be", "remain", "stay", "become"}:
        state = head.child("acomp", "advmod", "prt", "oprd")
        return state if state is not None and state.lower in _states() else None
    if head.lemma.lower() in _opinion_verbs() or head.tag not in FINITE:
        return None
    if any(c.dep == "aux" and c.lower in {"should", "must", "ought"} for c in head.children):
        return None
    return head


@functools.cache
def _states() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("checkable_states"))


def _anchored(head: Token, tokens: Sequence[Token], mentions: Mentions) -> bool:
    """Whether time, place, number, weapon or a known actor ties the sentence to the world."""
    start, end = tokens[0].start, tokens[-1].end
    if any(shelf.within(start, end) for shelf in (mentions.times, mentions.places, mentions.weapons)):
        return True
    if any(q.kind == "count" for q in mentions.quantities.within(start, end)):
        return True
    subject = subject_of(head)
    if subject is None or subject.pos == "PRON":
        return False
    identity = mentions.cast.resolve(subject)
    return identity is not None and (identity.party is not None or identity.named)
