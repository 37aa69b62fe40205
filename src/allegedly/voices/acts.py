"""Which act of speech an attribution is, in its surroundings, and whether its words are quoted."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Token
from allegedly.voices.attributions import Attribution
from allegedly.voices.cues import listed
from allegedly.voices.quotes import Quotations

_NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor", "cannot"})
_UNWILLING = frozenset({"would", "wo", "will", "could", "can", "ca"})
_VOUCHING = frozenset({"deny", "admit", "allege", "claim", "estimate", "predict", "threaten", "promise"})
_DEEDS = frozenset({"responsibility", "involvement"})
_JUDGING = frozenset({"condemn", "praise"})
_ANSWERING = frozenset({"deny", "confirm"})
_OPENING = frozenset({"whether", "if", "why", "how", "when", "where", "who", "whom", "whose", "what", "which"})
_BARE = frozenset({"object", "p:for", "p:of", "p:on", "p:to", "p:with", "p:at", "p:against", "as"})


def settle_act(a: Attribution) -> str:
    """The act of record.md that the cue makes here: a threat to help is a promise, a warning of what is past a statement."""
    if negated(a.head) and (a.act in _VOUCHING or _neither(a.head)):
        return "state"
    lemma = a.head.lemma.lower()
    if a.act == "threaten" and lemma != "threaten" and _benign(a.content):
        return "promise"
    if a.act == "predict" and lemma in {"warn", "caution"} and a.frame in {"clause", "quote"} and not _ahead(a.content):
        return "state"
    if lemma == "ask" and (a.frame in {"to", "hearer-to", "p:for"}):
        return "appeal"
    return a.act


def negated(head: Token) -> bool:
    """Whether the cue says that it was not said, confirmed or denied."""
    return any(c.lower in _NEGATIONS for c in head.children if c.i < head.i) or _neither(head) or _shares_negation(head)


def _shares_negation(head: Token) -> bool:
    """Whether it is the second of two that one word denies: "would not confirm or | deny"."""
    first = head.head
    return (
        head.dep == "conj"
        and first is not head
        and head.child("nsubj", "nsubjpass") is None
        and any(c.dep == "cc" and c.lower in {"or", "nor"} for c in first.children)
        and any(c.dep == "neg" for c in first.children)
    )


def is_silence(word: Token) -> bool:
    """Whether it tells that somebody keeps silent: "declined | to comment", "no | comment", "did not | respond"."""
    if word.lemma.lower() in listed("answering") and word.pos == "VERB" and negated(word):
        return True
    if word.pos == "NOUN":
        return word.lemma.lower() in listed("empty") and any(c.dep in {"det", "neg"} and c.lower == "no" for c in word.children)
    if word.lemma.lower() not in listed("empty"):
        return False
    over = word.head
    return word.dep == "xcomp" and (
        over.lemma.lower() in listed("silence") or any(c.lower in listed("silence") for c in over.children if c.i < word.i)
    )


def leaves_open(verb: Token, content: Sequence[Token]) -> bool:
    """Whether somebody does not say whether, why or how it is: "did not say | whether the bridge was mined"."""
    return bool(content) and content[0].lower in _OPENING and verb.lemma.lower() in listed("saying_open") and negated(verb)


def would_not(verb: Token) -> bool:
    """Whether somebody would not or could not say it: a refusal, and so an answer."""
    return any(c.lower in _UNWILLING for c in verb.children if c.dep == "aux")


def _neither(head: Token) -> bool:
    """Whether the cue is one of two that are both negated ("neither confirmed nor denied")."""
    return any(c.lower == "neither" for verb in (head, head.head) for c in verb.children)


def _benign(content: list[Token]) -> bool:
    deed = next((t for t in content if t.pos == "VERB"), None)
    return deed is not None and (deed.lemma.lower() in listed("benign") or deed.lower in listed("benign"))


def _ahead(content: list[Token]) -> bool:
    return any(t.lower in listed("ahead") for t in content)


def quoted(a: Attribution, quotations: Quotations, act: str) -> str:
    """
    Tell `direct`, `mixed`, `indirect`, or `none` when an answer, a judgement or a silence reproduces nothing.

    Marks that hold the cue too are somebody else's: they quote the whole attribution.
    """
    unsaid = (negated(a.head) and would_not(a.head)) or leaves_open(a.head, a.content)
    if act == "state" and (any(is_silence(t) for t in (a.head, *a.cue)) or unsaid):
        return "none"
    words = [t for t in a.content if t.pos != "PUNCT"]
    inside = sum(1 for t in words if quotations.holds(t.start, apart_from=a.head.start))
    if words and inside == len(words):
        return "direct"
    if inside:
        return "mixed"
    if a.frame in _BARE and (act in _JUDGING or (act in _ANSWERING and _refers(a.content))):
        return "none"
    return "indirect"


def _refers(content: list[Token]) -> bool:
    """Whether the words only point at something said or done before: "the claim", "it", "involvement"."""
    return not any(t.pos in {"VERB", "AUX"} for t in content) and any(
        t.lemma.lower() in listed("denied_noun") - _DEEDS or t.pos == "PRON" for t in content
    )
