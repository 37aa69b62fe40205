"""Weapons in the text: the words, the class and, where named, the model."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from allegedly import tables
from allegedly.records import Sentence, Token

_PIECE = re.compile(r"[^\W_]+|\+")
# Words that may stand between a model and the noun: "Shahed-type drones", "Iskander class missiles".
LINKS = frozenset({"type", "style", "class", "series", "made", "family"})
OWN_PHRASE = frozenset({"compound", "nmod", "amod", "poss", "npadvmod"})
DETERMINERS = frozenset({"a", "an", "the", "this", "that", "these", "those", "another", "any"})
FRAMES = frozenset({"det", "amod", "compound", "nmod", "poss", "punct", "npadvmod", "case"})


@dataclass(frozen=True, slots=True)
class WeaponMention:
    """
    A weapon at `start:end` (document offsets).

    The whole noun phrase where the weapon heads one that is neither counted nor owned ("a North
    Korean ballistic missile", "the drone"), else the weapon's own words ("drone" in "an army
    drone"). `class_`, `model` and `name` are the weapons table's.
    """

    start: int
    end: int
    head: Token
    name: str | None
    class_: str
    model: str | None


class _Row(NamedTuple):
    pieces: tuple[str, ...]
    class_: str
    model: str | None
    name: str | None
    not_after: frozenset[str]


class _Match(NamedTuple):
    first: int
    last: int
    row: _Row


@functools.cache
def _patterns() -> dict[str, tuple[_Row, ...]]:
    """First piece → rows, longest first; the last piece of a pattern is the singular."""
    found: dict[str, list[_Row]] = {}
    for row in tables.rows("weapons"):
        pieces = tuple(_PIECE.findall(row["pattern"].lower()))
        not_after = frozenset(w for w in row["not_after"].split("|") if w)
        found.setdefault(pieces[0], []).append(_Row(pieces, row["class"], row["model"] or None, row["name"] or None, not_after))
        if len(pieces) == 1:
            for plural in _plurals(pieces[0]):
                found.setdefault(plural, []).append(found[pieces[0]][-1]._replace(pieces=(plural,)))
    return {first: tuple(sorted(rows, key=lambda r: -len(r.pieces))) for first, rows in found.items()}


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    if word.endswith(("s", "x", "ch", "sh")):
        return (word + "es",)
    return (word + "s", word + "es") if word.endswith("o") else (word + "s",)


@functools.cache
def weapon_words() -> frozenset[str]:
    """Every word of the table's patterns, lower case, without articles."""
    pieces = {piece for row in tables.rows("weapons") for piece in _PIECE.findall(row["pattern"].lower())}
    whole = {word for row in tables.rows("weapons") for word in row["pattern"].lower().split()}
    return frozenset(pieces | whole) - {"of", "the", "s", "a"}


@functools.cache
def weapon_classes() -> dict[str, str]:
    """One-word weapon nouns in the singular ("drone") → class."""
    found: dict[str, str] = {}
    for row in tables.rows("weapons"):
        if " " not in row["pattern"]:
            found.setdefault(row["pattern"].lower(), row["class"])
    return found


def find_weapons(sentence: Sentence) -> list[WeaponMention]:
    """The weapons of `sentence`, in text order, none inside another."""
    tokens = sentence.tokens
    found: list[WeaponMention] = []
    group: list[_Match] = []
    for match in _matches(tokens):
        if group and not _continues(tokens, group[-1], match):
            found.append(_mention(tokens, group))
            group = []
        group.append(match)
    if group:
        found.append(_mention(tokens, group))
    return found


def _matches(tokens: Sequence[Token]) -> list[_Match]:
    """The table's patterns in the text, longest first, none overlapping; indices are the sentence's tokens."""
    patterns = _patterns()
    found: list[_Match] = []
    k = 0
    while k < len(tokens):
        first = _first_piece(tokens[k].lower)
        match = next((m for row in patterns.get(first, ()) if (m := _match(tokens, k, row))), None) if first in patterns else None
        if match:
            found.append(match)
        k = match.last if match else k + 1
    return found


def _first_piece(lower: str) -> str:
    if lower.isalpha():
        return lower
    match = _PIECE.search(lower)
    return match[0] if match else ""


def _match(tokens: Sequence[Token], k: int, row: _Row) -> _Match | None:
    token = tokens[k]
    if token.pos == "VERB" and len(row.pieces) == 1 and row.model is None and token.tag != "VBG" and token.dep not in OWN_PHRASE:
        return None
    if token.pos in {"ADV", "ADP", "PRON", "AUX"} or (row.not_after and k and tokens[k - 1].lower in row.not_after):
        return None
    at, want = k, list(row.pieces)
    while want and at < len(tokens):
        pieces = _PIECE.findall(tokens[at].lower)
        if not pieces and tokens[at].text not in {"-", "–"}:
            return None
        if pieces and not _takes(want, pieces):
            return None
        at += 1
    if want or (row.model is not None and not _named(tokens[k])):
        return None
    return _Match(k, at, row)


def _takes(want: list[str], pieces: list[str]) -> bool:
    """Remove `pieces` from the front of `want` if they are there, the last one perhaps in the plural."""
    if len(pieces) > len(want):
        # "Shahed-136/131": the first of several models in one sign names the mention.
        if want == pieces[: len(want)] and len(want) > 1:
            want.clear()
            return True
        return False
    for piece in pieces:
        wanted = want.pop(0)
        if piece != wanted and (want or piece not in _plurals(wanted)):
            return False
    return True


def _named(token: Token) -> bool:
    """Whether a model's name is written as one: a capital or a digit in it, so that "grad" or "lance" stay words."""
    return any(c.isupper() or c.isdigit() for c in token.text)


def _continues(tokens: Sequence[Token], before: _Match, match: _Match) -> bool:
    """Whether two neighbouring patterns name one weapon: "Kinzhal hypersonic missile", "Shahed-type drones"."""
    between = tokens[before.last : match.first]
    if any(t.lower not in LINKS and t.text not in {"-", "–"} for t in between):
        return False
    return tokens[before.last - 1].tag not in {"NNS", "NNPS"} and tokens[match.first].dep != "ROOT"


def _mention(tokens: Sequence[Token], group: Sequence[_Match]) -> WeaponMention:
    last = group[-1]
    head = tokens[last.last - 1]
    named = next((m.row for m in group if m.row.model), None)
    specific = max((m.row for m in group), key=lambda r: (r.model is not None and r.class_ != "", len(r.pieces)))
    first = _phrase_start(tokens, group[0].first, head)
    return WeaponMention(
        start=tokens[first].start,
        end=head.end,
        head=head,
        name=named.name if named else None,
        class_=specific.class_,
        model=named.model if named else None,
    )


def _phrase_start(tokens: Sequence[Token], first: int, head: Token) -> int:
    """Where the mention begins: at the determiner of the weapon's own noun phrase, else at its own words."""
    if head.dep in OWN_PHRASE and head.head.i > head.i:
        return first
    offset = tokens[0].i
    k = first
    while k > 0 and _frames(tokens[k - 1], head, offset):
        k -= 1
    modifiers = tokens[k:first]
    owned = any(
        t.dep in {"compound", "nmod", "poss"} and t.tag in {"NN", "NNS", "NNP", "NNPS", "PRP$"} and t.head is head
        for t in modifiers
    )
    if owned or any(t.tag == "POS" for t in modifiers):
        return first
    while k < first and (tokens[k].pos == "PUNCT" or tokens[k].dep == "punct"):
        k += 1
    return k


def _frames(token: Token, head: Token, offset: int) -> bool:
    """Whether a word before the weapon belongs to the same noun phrase and is no number."""
    if token.tag in {"CD", "PDT", "IN", "TO", "CC"} or token.dep not in FRAMES or token.i < offset:
        return False
    if token.lower in {"more", "other", "few", "several", "many", "own", "no", "all", "such", "some", "each"} or token.text in {
        ",",
        ";",
        ":",
        "(",
        '"',
    }:
        return False
    return token.head is head or (token.head.i > token.i and token.head.i <= head.i)
