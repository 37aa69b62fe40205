"""
Places that the gazetteer does not list: "the village of X", "X camp", "the X–Y road", "the Z border".

A village that is introduced so is known by its name in the whole document. It has no id and no point of its own: told
as part of a town or small region, or near a town, it takes that point with a radius and a lower precision, else none.
Its country is that of the places around it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allegedly import tables
from allegedly.mentions.place_spotting import is_titled, not_places, related
from allegedly.records import Sentence, Token

_BEFORE_OF = frozenset(
    ["village", "villages", "hamlet", "hamlets", "settlement", "settlements", "town", "towns", "kibbutz", "camp"]
)
_AFTER_NAME = frozenset(
    ["village", "hamlet", "camp", "neighbourhood", "neighborhood", "district", "suburb", "quarter", "settlement"]
)
_CAMPS = frozenset(["refugee", "displacement", "idp", "displaced"])
_ROADS = frozenset(["road", "highway", "motorway", "route", "axis"])
_BORDERS = frozenset(["border", "frontier"])
_TO_BORDER = frozenset(["to", "towards", "toward", "at", "on", "along", "near", "across", "over", "into"])
_DASHES = frozenset("-–‑")
_PARTICLES = frozenset(["al", "el", "de", "del", "la", "as", "ar"])
_NO_NAMES = frozenset({"DATE", "TIME", "NORP", "CARDINAL", "ORDINAL", "LANGUAGE"})
# Titles with which places are named: "Sheikh Maqsoud", "Saint Marc".
_HONOURED = frozenset(["sheikh", "saint", "imam", "sayyid"])
LONGEST = 4


@dataclass(frozen=True, slots=True)
class Unlisted:
    """
    A place at tokens `first..last` of the sentence, called `name`; `kind` is settlement, district, road or border.

    A district counts only as part of a town that its sentence names: others are divisions, larger than a settlement.
    """

    sentence: Sentence
    first: int
    last: int
    name: str
    kind: str


@functools.cache
def _peoples() -> dict[str, str]:
    return {row["word"].lower(): row["country"] for row in tables.rows("demonyms")}


def find_unlisted(sentences: Sequence[Sentence], taken: set[int]) -> list[Unlisted]:
    """All such places in text order; `taken` are the document-wide indices of tokens that name places of the gazetteer."""
    found: dict[tuple[int, int], Unlisted] = {}
    for sentence in sentences:
        for place in _introduced(sentence, taken):
            found.setdefault((sentence.i, place.first), place)
    names = {tuple(p.name.split()): p for p in found.values() if p.kind == "settlement"}
    if names:
        firsts = {words[0] for words in names}
        for sentence in sentences:
            for place in _again(sentence, taken, names, firsts):
                found.setdefault((sentence.i, place.first), place)
    return [found[key] for key in sorted(found)]


def holder_of(place: Unlisted, named: Sequence[tuple[int, int, int]]) -> tuple[int, str]:
    """
    Which of `named` the words tie the place to, and how: "part" ("the X district of Y") or "near" ("X, near Y").

    `named` are start of phrase, start and end of name, as document offsets; the index is -1 if none is.
    """
    tokens = place.sentence.tokens
    end = tokens[place.last].end
    for index, (_, start, stop) in enumerate(named):
        if start >= end:
            between = [t.lower for t in tokens[place.last + 1 :] if t.end <= start and t.lower not in {"the", ","}]
            between = [w for w in between if w not in _AFTER_NAME]
            if between in (["of"], ["in"], []):
                return index, "part"
            if between in (["near"], ["outside"], ["north", "of"], ["south", "of"], ["east", "of"], ["west", "of"]):
                return index, "near"
            return -1, ""
        if stop <= tokens[place.first].start:
            own = [t.lower for t in tokens[: place.first] if t.start >= stop]
            if own in (["'s"], ["’s"]):
                return index, "part"
    return -1, ""


def _introduced(sentence: Sentence, taken: set[int]) -> Iterator[Unlisted]:
    tokens = sentence.tokens
    titled: bool | None = None
    for k, token in enumerate(tokens):
        word = token.lower
        if word in _BEFORE_OF and k + 2 < len(tokens) and tokens[k + 1].lower == "of":
            yield from _listed(sentence, k + 2, taken)
        elif word in _AFTER_NAME and k:
            titled = is_titled(sentence) if titled is None else titled
            place = _before(sentence, k, taken) if not titled or token.text[0].islower() else None
            if place is not None:
                yield place
        elif word in _ROADS and k > 2:  # noqa: PLR2004  a road runs between two names
            if tokens[k - 2].text in _DASHES and _is_name(tokens[k - 1]) and _is_name(tokens[k - 3]):
                yield Unlisted(sentence, k - 3, k, _text(tokens, k - 3, k), "road")
        elif word in _BORDERS and k > 1:
            place = _border(sentence, k)
            if place is not None:
                yield place


def _listed(sentence: Sentence, k: int, taken: set[int]) -> Iterator[Unlisted]:
    """The names after "villages of": "A", "A and B", "A, B and C"."""
    tokens = sentence.tokens
    while k < len(tokens):
        last = _run_from(tokens, k, taken)
        if last >= k:
            yield Unlisted(sentence, k, last, _text(tokens, k, last), "settlement")
        elif tokens[k].i not in taken:
            return
        k = max(last, k) + 1
        while k < len(tokens) and tokens[k].i in taken:
            k += 1
        if k + 1 >= len(tokens) or tokens[k].lower not in {",", "and"} or not _is_name(tokens[k + 1]):
            return
        # "the village of X, Kharkiv region" names what holds X; only "and" adds another village.
        if tokens[k].text == "," and "and" not in {t.lower for t in tokens[k + 2 : k + 6]}:
            return
        k += 1


def _run_from(tokens: list[Token], k: int, taken: set[int]) -> int:
    """Index of the last token of the name that begins at `k`; below `k` if none does."""
    at = last = k - 1
    while at + 1 < len(tokens) and at - k < LONGEST:
        token = tokens[at + 1]
        joined = at >= k and token.start == tokens[at].end
        if token.i in taken:
            break
        if _is_name(token) and (at < k or not joined or tokens[at].text in _DASHES or tokens[at].text in "'’"):
            last = at + 1
        elif not (joined and (token.text in _DASHES or token.text in "'’")) and not (token.lower in _PARTICLES and at < k):
            break
        at += 1
    return last


def _is_held(tokens: Sequence[Token], end: int, taken: set[int]) -> bool:
    """Whether the name that ends there follows "Lebanon's": what a country or town has is a place."""
    marks = [k for k in range(max(0, end - LONGEST), end) if tokens[k].lower in {"'s", "’s"}]
    return bool(marks) and marks[-1] > 0 and tokens[marks[-1] - 1].i in taken


def _before(sentence: Sentence, k: int, taken: set[int]) -> Unlisted | None:
    """The name before "village" or "refugee camp" at token `k`."""
    tokens = sentence.tokens
    end = k - 1
    if tokens[k].lower == "camp":
        while end >= 0 and tokens[end].lower in _CAMPS:
            end -= 1
        named_after = end >= 0 and tokens[end].ent in {"PERSON", "ORG"}
        if named_after and end == k - 1 and not _is_held(tokens, end, taken):
            return None  # a candidate's or a relief body's camp
    if end < 0 or tokens[end].i in taken or not _is_name(tokens[end]):
        return None
    first = end
    while first and end - first < LONGEST and _joins(tokens[first - 1], tokens[first]) and tokens[first - 1].i not in taken:
        first -= 1
    if tokens[first].text in _DASHES or tokens[first].i in taken:
        return None
    if first == 0 and tokens[0].tag not in {"NNP", "NNPS"}:
        return None
    last = k if tokens[k].lower == "camp" else end
    kind = "district" if tokens[k].lower == "district" else "settlement"
    return Unlisted(sentence, first, last, _text(tokens, first, last), kind)


def _joins(token: Token, following: Token) -> bool:
    if token.text in _DASHES or token.lower in _PARTICLES:
        return token.end == following.start or token.lower in _PARTICLES
    return _is_name(token)


def _border(sentence: Sentence, k: int) -> Unlisted | None:
    """Recognise "towards the Algerian border", "along the Chad–Sudan border"."""
    tokens = sentence.tokens
    first = k - 1
    if not tokens[first].text[0].isupper():
        return None
    if first > 1 and tokens[first - 1].text in _DASHES and tokens[first - 2].text[0].isupper():
        first -= 2
    elif tokens[first].lower not in _peoples():
        return None
    before = first - 1
    if before >= 0 and tokens[before].lower == "the":
        before -= 1
    if before < 0 or tokens[before].lower not in _TO_BORDER:
        return None
    if k + 1 < len(tokens) and tokens[k + 1].tag in {"NN", "NNS", "NNP"} and tokens[k].dep == "compound":
        return None
    return Unlisted(sentence, first, k, _text(tokens, first, k), "border")


def _is_name(token: Token) -> bool:
    return (
        token.text[0].isupper()
        and token.pos in {"PROPN", "NOUN", "X", "ADJ"}
        and token.tag not in {"JJ", "JJS", "JJR"}
        and token.ent not in _NO_NAMES
        and token.lower not in _peoples()
        and token.lower not in related("quarter")
        and token.lower not in related("direction")
        and not_places().get(token.lower) != "never"
        and (token.lower in _HONOURED or token.lower.rstrip(".") not in related("person_title"))
    )


def _text(tokens: list[Token], first: int, last: int) -> str:
    words = tokens[first].text
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        words += (" " if token.start > before.end else "") + token.text
    return words


def _again(sentence: Sentence, taken: set[int], names: dict[tuple[str, ...], Unlisted], firsts: set[str]) -> Iterator[Unlisted]:
    """The bare names of villages introduced elsewhere."""
    tokens = sentence.tokens
    for k, token in enumerate(tokens):
        if token.i in taken or (token.ent == "PERSON" and k + 1 < len(tokens) and tokens[k + 1].ent == "PERSON"):
            continue
        for last in range(k, min(k + LONGEST, len(tokens))):
            text = _text(tokens, k, last)
            if text.split()[0] not in firsts:
                break
            if tuple(text.split()) in names and not (k and tokens[k - 1].text[0].isupper() and tokens[k - 1].pos == "PROPN"):
                yield Unlisted(sentence, k, last, text, "settlement")
                break
