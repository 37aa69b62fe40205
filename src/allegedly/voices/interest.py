"""
Whether what a side says is against its own interest: from whose deed it tells, not from the cue alone.

A plain "said" that puts a fault on the speaker's own side is an admission; an "acknowledged" that tells of a success of
the speaker's own side concedes nothing. Losses under a plain "said" are a toll, not an admission.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from allegedly import tables
from allegedly.records import Source, Token

PartyOf = Callable[[Token], str | None]
_PLAIN = frozenset({"state", "confirm", "report"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OWN = frozenset({"we", "it", "they", "he", "she", "i", "our", "its", "their", "his", "her"})
# "It was an accident", "it looks like an error": nobody's deed is told.
_LINKING = frozenset({"be", "look", "seem", "like", "appear"})
_VERBAL = frozenset({"VERB", "AUX"})


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("concessions") if row["kind"] == kind)


def settle_interest(act: str, source: Source, content: Sequence[Token], party_of: PartyOf) -> str:
    """
    The act once it is known who speaks and of whom; `party_of` gives the party that a noun names.

    Only sides have an interest: a source without a party keeps its act.
    """
    if source.party is None or not content:
        return act
    if act in _PLAIN and _tells(content, "fault", source.party, party_of) and not _denied(content):
        return "admit"
    if act == "admit" and _tells(content, "success", source.party, party_of) and not _words("fault") & {t.lower for t in content}:
        return "state"
    return act


def _tells(content: Sequence[Token], kind: str, party: str, party_of: PartyOf) -> bool:
    """Whether a clause of the content has a word of the kind and the speaker's own side as its subject."""
    for word in content:
        if word.lower in _words(kind) or word.lemma.lower() in _words(kind):
            subject = None if word.head.lemma.lower() in _LINKING else _subject(word)
            if subject is not None and _is_own(subject, party, party_of):
                return True
    return False


def _subject(word: Token) -> Token | None:
    """The subject of the clause in which a word stands."""
    verb = word
    while verb.pos not in _VERBAL and verb.head is not verb:
        verb = verb.head
    for _ in range(4):
        own = next((c for c in verb.children if c.dep in _SUBJECTS), None)
        if own is not None:
            return own
        if verb.head is verb or verb.dep not in {"conj", "xcomp", "advcl"}:
            return None
        verb = verb.head
    return None


def _is_own(subject: Token, party: str, party_of: PartyOf) -> bool:
    if subject.lower in _OWN or any(c.dep == "poss" and c.lower in _OWN for c in subject.children):
        return True
    return party_of(subject) == party


def _denied(content: Sequence[Token]) -> bool:
    return any(t.dep == "neg" for t in content)
