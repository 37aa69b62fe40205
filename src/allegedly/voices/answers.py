"""Which earlier utterance a denial, rejection or confirmation answers."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Hop, Token
from allegedly.voices.utterances import Utterance

# How many utterances back an answer may reach, and how far one without a noun in common.
REACH = 40
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM"})
_THIN = frozenset({"be", "have", "do", "say", "make", "take", "get", "go", "come", "people", "day", "year", "time"})
_ANSWERED_ACTS = {
    "denial": frozenset({"deny"}),
    "accusation": frozenset({"allege", "claim", "condemn", "state", "report"}),
    "allegation": frozenset({"allege", "claim", "state", "report"}),
    "charge": frozenset({"allege", "claim", "state"}),
    "claim": frozenset({"claim", "allege", "state", "report", "admit", "estimate"}),
    "threat": frozenset({"threaten"}),
    "demand": frozenset({"appeal"}),
    "call": frozenset({"appeal"}),
    "appeal": frozenset({"appeal"}),
    "proposal": frozenset({"appeal", "promise", "state"}),
    "report": frozenset({"report", "state", "claim", "allege"}),
    "statement": frozenset({"state", "claim", "allege", "report", "deny"}),
    "assertion": frozenset({"claim", "state", "allege"}),
    "version": frozenset({"claim", "state", "allege", "report"}),
    "account": frozenset({"claim", "state", "allege", "report"}),
    "suggestion": frozenset({"believe", "state", "claim", "allege"}),
    "figure": frozenset({"estimate", "state", "claim", "report"}),
    "responsibility": frozenset({"allege", "claim", "state", "report"}),
    "involvement": frozenset({"allege", "claim", "state", "report"}),
    "warning": frozenset({"predict", "threaten", "state"}),
}


def find_answered(utterances: Sequence[Utterance]) -> list[int | None]:
    """For each utterance, the index of the earlier one by another party that it denies or confirms, else None."""
    words = [_words(u.tokens) if len(u.chain) > 1 else frozenset() for u in utterances]
    return [_answered(k, utterances, words) if len(u.chain) > 1 else None for k, u in enumerate(utterances)]


def _answered(k: int, utterances: Sequence[Utterance], words: Sequence[frozenset[str]]) -> int | None:
    hop = utterances[k].chain[-1]
    denoted = _denoted(utterances[k]) if hop.quote == "none" or hop.act in {"deny", "confirm"} else None
    if hop.act not in {"deny", "confirm"}:
        return None
    earlier = [
        j
        for j in range(k - 1, max(-1, k - REACH - 1), -1)
        if len(utterances[j].chain) > 1 and _another(utterances[j].chain[-1], hop)
    ]
    if denoted is not None:
        return next((j for j in earlier if utterances[j].chain[-1].act in denoted), None)
    best, most = None, 1
    for j in earlier:
        shared = len(words[k] & words[j])
        if shared > most:
            best, most = j, shared
    return best


def _denoted(utterance: Utterance) -> frozenset[str] | None:
    """The acts that a content like "the denial" can mean; None if it says something itself."""
    heads = [t for t in utterance.tokens if t.pos == "NOUN"]
    if any(t.pos in {"VERB", "AUX"} for t in utterance.tokens):
        return None
    found = next((_ANSWERED_ACTS[t.lemma.lower()] for t in heads if t.lemma.lower() in _ANSWERED_ACTS), None)
    pronoun = all(t.pos in {"PRON", "DET", "PUNCT"} for t in utterance.tokens)
    return frozenset(a for acts in _ANSWERED_ACTS.values() for a in acts) if pronoun else found


def _another(hop: Hop, answering: Hop) -> bool:
    ours, theirs = answering.source, hop.source
    if ours.name is None or theirs.name is None:
        return ours.mention != theirs.mention
    bodies = {ours.name, ours.on_behalf_of} - {None}
    return not bodies & ({theirs.name, theirs.on_behalf_of} - {None})


def _words(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(t.lemma.lower() for t in tokens if t.pos in _CONTENT) - _THIN
