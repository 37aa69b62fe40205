"""Cues that stand within or after the whole of what is said: "…, X said, …", "— … —said X"."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Token
from allegedly.voices.attributions import noun_phrase
from allegedly.voices.cues import verb as cue_verb
from allegedly.voices.quotes import SIGNS

DASHES = frozenset({"—", "–", "-", "--"})
_SET_OFF = frozenset({",", "—", "–"})
_APART = frozenset({";", ":"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_GOES_ON = frozenset({"and", "but", "because", "so", "or", "since", "unless", "if"})
# How many words may stand between the cue and the comma after it ("said | on Monday in Goma | ,").
_LONGEST_REST = 7
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})


def whole_around(cue: Sequence[Token], source: Token, content: Sequence[Token]) -> list[Token]:
    """
    All that is said where the parser hangs only a part of it on a cue set off by commas; `content` where it is right.

    The clauses before ", X said" and after it, joined by "and", "but" or "because", are X's alike;
    none is if a cue, a colon or a semicolon stands among them.
    """
    tokens, offset = cue[0].sentence.tokens, cue[0].sentence.tokens[0].i
    speaker = noun_phrase(source)
    if not content or speaker[0].sentence is not cue[0].sentence:
        return list(content)
    first, last = min(cue[0].i, speaker[0].i) - offset, max(cue[-1].i, speaker[-1].i) - offset
    end = next((k for k in range(last + 1, len(tokens)) if tokens[k].text in _SET_OFF), len(tokens))
    rest = tokens[last + 1 : end]
    if first == 0 or tokens[first - 1].text not in _SET_OFF or len(rest) > _LONGEST_REST or _has_finite(rest):
        return list(content)
    before, after = _without_edges(tokens[: first - 1]), _without_edges(tokens[end + 1 :])
    goes_on = bool(after) and after[0].lower in _GOES_ON
    ends = end >= len(tokens)
    if not _has_finite(before) or not (ends or (goes_on and _has_finite(after))) or _speaks([*before, *after]):
        return list(content)
    return [*before, *after]


def _without_edges(tokens: Sequence[Token]) -> list[Token]:
    words = list(tokens)
    while words and words[0].pos == "PUNCT":
        words.pop(0)
    while words and words[-1].pos == "PUNCT":
        words.pop()
    return words


def _has_finite(tokens: Sequence[Token]) -> bool:
    return any(t.tag in _FINITE for t in tokens)


def _speaks(tokens: Sequence[Token]) -> bool:
    """Whether a cue, a quotation mark or a sign that parts sentences stands among the words: they may have voices of their own."""
    return any(
        t.text in _APART
        or t.text in SIGNS
        or t.lower == "according"
        or (t.pos == "VERB" and (word := cue_verb(t)) is not None and "clause" in word.frames)
        for t in tokens
    )


def after_dash(verb: Token) -> tuple[Token, list[Token]] | None:
    """Who speaks and what is said in a line of dialogue that ends in a dash, cue and speaker: "— … —said X."; else None."""
    tokens, at = verb.sentence.tokens, verb.i - verb.sentence.tokens[0].i
    if tokens[0].text not in DASHES or at <= 1 or tokens[at - 1].text not in DASHES or at + 1 >= len(tokens):
        return None
    speaker = tokens[at + 1 :]
    while speaker and speaker[-1].pos == "PUNCT":
        speaker = speaker[:-1]
    if not speaker or speaker[-1].pos not in _NAMING or any(t.pos in {"VERB", "AUX", "PUNCT"} for t in speaker):
        return None
    return speaker[-1], _without_edges(tokens[1 : at - 1])
