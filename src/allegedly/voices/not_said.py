"""Where a word that can attribute attributes nothing: what is left unsaid, refused, bought, or done by what cannot speak."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from allegedly import tables
from allegedly.records import Token
from allegedly.voices.acts import leaves_open, negated, would_not
from allegedly.voices.cues import event_nouns, listed, nouns, prepositions
from allegedly.voices.cues import verb as cue_verb
from allegedly.voices.quotes import SIGNS

_ASSERTING = frozenset({"state", "claim", "allege", "report"})
# Frames in which a noun phrase after the verb is said, heard or charged.
_OBJECT_FRAMES = frozenset({"object", "as", "objto", "hearer", "accused", "deed", "toll", "obj-at", "tally", "happening"})
_POINTING = frozenset({"that", "this", "so", "it", "as", "much"})
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "any"})
# How many words before the cue the phrase that leaves it unsaid may have ("stopped | short of | saying").
_LONGEST_PHRASE = 3
_FEWEST_OF_TITLE = 3
# Words of a title that stay small are no longer ("of", "with").
_LONGEST_SMALL_WORD = 4


def says_nothing(verb: Token, source: Token | None, content: Sequence[Token], act: str) -> bool:
    """
    Whether `verb`, with `source` and `content` as an attribution has them, makes nobody say anything.

    So "stopped short of saying that P", "did not claim that P", "denied the prisoners care",
    "ordered 40 tanks from a firm", "the siege demanded blood", "having said that".
    """
    clause = any(t.pos in {"VERB", "AUX"} for t in content)
    return (
        is_left_unsaid(verb)
        or (act in _ASSERTING and clause and _is_unsaid(verb, content))
        or _is_find(verb, source, content)
        or (bool(content) and act == "state" and all(t.lower in _POINTING for t in content))
        or (verb.child("ccomp") is None and is_refusal(verb))
        or (not clause and _is_purchase(verb))
        or (act == "state" and _is_title(content))
        or (source is not None and source.head is verb and cannot_speak(source))
    )


def _is_unsaid(verb: Token, content: Sequence[Token]) -> bool:
    """Whether it is told that somebody did not say so: "did not claim that P", but not "would not say", "did not say whether"."""
    return content[0].lower != "to" and negated(verb) and not would_not(verb) and not leaves_open(verb, content)


def _is_find(verb: Token, source: Token | None, content: Sequence[Token]) -> bool:
    """Whether people come upon a thing: "its men found the bodies cold"; a court that finds somebody guilty says so."""
    people = source is not None and (source.lemma.lower() in _people() or source.pos == "PRON")
    return verb.lemma.lower() == "find" and people and not any(t.pos == "AUX" or t.tag in {"VBD", "VBZ", "VBP"} for t in content)


@functools.cache
def _people() -> frozenset[str]:
    return frozenset(row["lemma"] for row in tables.rows("noun_classes") if row["class"] in {"person", "troops"})


def takes_no_object(verb: Token, content: Sequence[Token]) -> bool:
    """Whether `content` is the verb's object, of which it says nothing: "observed the truce", "recalled its ambassador"."""
    word, thing = cue_verb(verb), verb.child("dobj")
    if word is None or thing is None or not content or word.frames.keys() & _OBJECT_FRAMES:
        return False
    return content[0] is thing.subtree()[0] and thing.lower not in nouns()


def names_nobody(cue: Sequence[Token], source: Token | None) -> bool:
    """Whether words that look like a cue name no source: "according to custom"."""
    scope = tuple(t.lower for t in cue) in prepositions()
    return scope and source is not None and is_hedge(source)


def is_hedge(source: Token) -> bool:
    """Whether what stands after "according to" names nobody: "preliminary information", "plan"."""
    return source.lemma.lower() in listed("hedge_noun") and not any(
        t.pos == "PROPN" or t.dep == "poss" or t.lower in {"from", "by"} for t in source.subtree()
    )


def is_left_unsaid(verb: Token) -> bool:
    """Whether it stands after "without", "short of" or the like: the table `cue_contexts`, class "unsaid"."""
    if verb.tag != "VBG":
        return False
    tokens, at = verb.sentence.tokens, verb.i - verb.sentence.tokens[0].i
    before = [t.lower for t in tokens[max(0, at - _LONGEST_PHRASE) : at]]
    return any(" ".join(before[-n:]) in listed("unsaid") for n in range(1, len(before) + 1))


def _is_title(content: Sequence[Token]) -> bool:
    """Whether it is the name of a work in quotation marks: "was showing “All Quiet on the Western Front”"."""
    words = [t for t in content if t.pos != "PUNCT"]
    if len(words) < _FEWEST_OF_TITLE:
        return False
    at = words[0].i - words[0].sentence.tokens[0].i
    marked = at > 0 and words[0].sentence.tokens[at - 1].text in SIGNS
    return marked and all(t.text[0].isupper() or len(t.text) <= _LONGEST_SMALL_WORD for t in words) and words[-1].text[0].isupper()


def is_refusal(verb: Token) -> bool:
    """Whether somebody is denied a thing and not a claim: "denied X care", "denied care to X", "was denied care"."""
    if verb.lemma.lower() not in listed("refusing"):
        return False
    passive = verb.child("nsubjpass") is not None
    thing = verb.child("dobj", "oprd", "attr") if passive else verb.child("dobj")
    if thing is None or thing.pos not in {"NOUN", "PROPN"} or thing.lemma.lower() in listed("denied_noun"):
        return False
    if passive:
        return True
    given = verb.child("dative")
    to = next((c for c in verb.children if c.dep in {"prep", "dative"} and c.lower == "to" and c.i > thing.i), None)
    second = any(
        c.dep in {"appos", "npadvmod", "dobj"} and c.i > thing.i and _is_bare_phrase(c) for c in (*thing.children, *verb.children)
    )
    return (given is not None and given.pos in {"NOUN", "PROPN", "PRON"}) or to is not None or second


def _is_bare_phrase(noun: Token) -> bool:
    """Whether it has an article of its own and no comma before it."""
    first = noun.subtree()[0]
    at = first.i - noun.sentence.tokens[0].i
    return first.lower in _ARTICLES and at > 0 and noun.sentence.tokens[at - 1].pos != "PUNCT"


def _is_purchase(verb: Token) -> bool:
    """Whether a thing is ordered from somebody: "ordered 40 tanks from a company"."""
    thing = verb.child("dobj")
    if verb.lemma.lower() not in listed("buying") or thing is None or thing.lemma.lower() in _happenings():
        return False
    return any(c.dep == "prep" and c.lower == "from" and c.i > thing.i for c in (*verb.children, *thing.children))


def cannot_speak(source: Token) -> bool:
    """Whether it is a happening or a thing: "the siege", "two blasts", "the dam"; a named one may be anything."""
    lemma = source.lemma.lower()
    return source.pos == "NOUN" and (lemma in listed("mute") or lemma in _happenings() - listed("speaking"))


@functools.cache
def _happenings() -> frozenset[str]:
    return frozenset(event_nouns() | {row["lemma"] for row in tables.rows("noun_classes") if row["class"] == "hazard"})
