"""What a passage says in its own voice: the words of a sentence that nobody else is made to say."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from allegedly import tables
from allegedly.records import Sentence, Token
from allegedly.voices.cues import listed

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "prep", "advmod", "npadvmod"})
_STATES = frozenset({"dead", "wounded", "injured", "hurt", "missing", "ablaze"})
_BRIEF_ZONES = frozenset({"headline", "caption"})
_LOOSE = frozenset({"CCONJ", "SCONJ", "ADP", "PUNCT", "PART"})
_LABEL_REACH = 4


def own_words(sentence: Sentence, owned: Collection[int]) -> list[list[Token]]:
    """
    The stretches of `sentence` free of `owned` token numbers that can hold a claim, trimmed.

    A stretch needs a finite verb, except in headlines, captions and sentences that do without: "Nine killed in raid."
    """
    tokens = _without_label(sentence)
    stretches: list[list[Token]] = []
    for token in tokens:
        if token.i in owned:
            continue
        if stretches and stretches[-1][-1].i == token.i - 1:
            stretches[-1].append(token)
        else:
            stretches.append([token])
    trimmed = [t for s in stretches if (t := trim(s, loose=len(s) < len(tokens)))]
    if sentence.zone.kind in _BRIEF_ZONES and len(trimmed) == 1 and not owned:
        return trimmed
    verbless = not any(t.tag in _FINITE for t in tokens)
    told = [
        s
        for s in trimmed
        if (_tells_without_verb(s) if verbless else any(t.tag in _FINITE for t in s)) and not _said_of_cue(s, owned)
    ]
    heads = {t.i for s in told for t in s}
    return [s for s in trimmed if s in told or any(t.head.i in heads and t.dep in _ARGUMENTS for t in s)]


def _tells_without_verb(tokens: list[Token]) -> bool:
    """Whether a participle, a state or an event stands for the verb: "museum damaged", "two dead", "shelling in Bakhmut"."""
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.lower in _STATES or (token.tag == "VBN" and token.dep not in {"amod", "compound"}):
            return True
        top = token.head is token or token.head.i not in inside
        if top and len(tokens) > 1 and not _event_nouns().isdisjoint({token.lemma.lower(), token.lower}):
            return True  # one word alone is a label
    return False


@functools.cache
def _event_nouns() -> frozenset[str]:
    return frozenset(row["lemma"] for row in tables.rows("event_triggers") if row["pos"] == "noun")


def _said_of_cue(tokens: list[Token], owned: Collection[int]) -> bool:
    """Whether it says something of an attribution only ("the claim … could not be verified")."""
    subjects = [c for t in tokens if t.pos in {"VERB", "AUX"} for c in t.children if c.dep in {"nsubj", "nsubjpass"}]
    return bool(subjects) and all(c.i in owned or _relates_to(c, owned) for c in subjects)


def _relates_to(pronoun: Token, owned: Collection[int]) -> bool:
    """Whether it is the pronoun of a clause that only describes a source ("…, who asked for anonymity")."""
    return pronoun.lower in {"who", "which", "that"} and pronoun.head.dep == "relcl" and pronoun.head.head.i in owned


def _without_label(sentence: Sentence) -> Sequence[Token]:
    """The sentence without "Editor's note:", "Full text:" or the like before it."""
    tokens = sentence.tokens
    for k, token in enumerate(tokens[: _LABEL_REACH + 1]):
        if token.text == ":" and any(t.lower in listed("label") for t in tokens[:k]):
            return tokens[k + 1 :]
    return tokens


def trim(tokens: list[Token], *, loose: bool) -> list[Token]:
    """`tokens` without signs at the edges (but ? and !) and, if `loose`, without connectives there."""
    first, last = 0, len(tokens)
    while first < last and (_is_sign(tokens[first]) or (loose and tokens[first].pos == "CCONJ")):
        first += 1
    while last > first and (_is_sign(tokens[last - 1]) or (loose and _dangles(tokens[last - 1]))):
        last -= 1
    return tokens[first:last]


def _dangles(token: Token) -> bool:
    return token.pos in _LOOSE and token.dep != "prt" and token.text not in {"?", "!", ")", "%"}


def _is_sign(token: Token) -> bool:
    return (
        token.pos in {"PUNCT", "SPACE"}
        and token.text not in {"?", "!", ")", "]", "%", "(", "["}
        and not any(c.isalnum() for c in token.text)
    )
