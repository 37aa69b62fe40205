"""Descriptions that stand for a place already named: "the city", "the capital", "the suburbs", "the border region"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allegedly.mentions.gazetteer import Place
from allegedly.mentions.place_spotting import related
from allegedly.records import Sentence, Token

# How many sentences back a description may look for its name.
REACH = 12
CAPITAL_REGION_KM = 60.0
_DETERMINERS = frozenset({"the", "this", "that"})
_SETTLEMENTS = frozenset("city town village settlement hamlet port".split())
_REGIONS = frozenset("region oblast province governorate enclave peninsula state".split())
_LOOSE = frozenset("border coastal besieged occupied same embattled strategic mining ancient".split())
_QUARTERS = frozenset("southern northern eastern western central".split())


@dataclass(frozen=True, slots=True)
class Description:
    """A definite phrase at `start:end` that stands for a place; `wants` is settlement, region or capital."""

    sentence: Sentence
    first: int
    start: int
    end: int
    wants: str
    precision: int
    radius_km: float | None = None


def descriptions(sentence: Sentence, taken: set[int]) -> Iterator[Description]:
    """The descriptions of a sentence in text order; `taken` are the document-wide indices of tokens that name places."""
    tokens = sentence.tokens
    for k, token in enumerate(tokens):
        if token.lower in _DETERMINERS:
            found = _read(sentence, k, taken)
            if found is not None:
                yield found


def _read(sentence: Sentence, k: int, taken: set[int]) -> Description | None:
    tokens = sentence.tokens
    at = k + 1
    quartered = False
    while at < len(tokens) and tokens[at].lower in _LOOSE | _QUARTERS:
        quartered = quartered or tokens[at].lower in _QUARTERS
        at += 1
    if at >= len(tokens):
        return None
    head = tokens[at].lower
    if quartered and head in _REGIONS:
        # "the southern region" is a part of the country, not the region last named.
        return None
    if head == "capital" and at + 1 < len(tokens) and tokens[at + 1].lower in {"region", "area"}:
        return _made(sentence, k, at + 1, "capital", 2, taken, CAPITAL_REGION_KM)
    if head in {"capital", *_SETTLEMENTS}:
        return _made(sentence, k, at, "capital" if head == "capital" else "settlement", 1, taken)
    if head in _REGIONS:
        return _made(sentence, k, at, "region", 3, taken)
    if head in related("part_word") and head not in {"part", "parts", "edge", "edges", "heart", "approaches"}:
        return _part(sentence, k, at, taken)
    return None


def _part(sentence: Sentence, k: int, at: int, taken: set[int]) -> Description | None:
    """ "the suburbs", or "the centre of the city" as a whole."""
    tokens = sentence.tokens
    if at + 3 < len(tokens) and tokens[at + 1].lower == "of" and tokens[at + 2].lower in _DETERMINERS:
        inner = tokens[at + 3].lower
        if inner in {"capital", *_SETTLEMENTS}:
            return _made(sentence, k, at + 3, "capital" if inner == "capital" else "settlement", 2, taken)
        return None
    if tokens[at].lower in {"suburb", "suburbs", "outskirts", "downtown"}:
        return _made(sentence, k, at, "settlement", 2, taken)
    return None


def _made(
    sentence: Sentence, k: int, at: int, wants: str, precision: int, taken: set[int], radius_km: float | None = None
) -> Description | None:
    tokens = sentence.tokens
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and _continues(following, tokens, at, taken):
        return None
    return Description(sentence, k, tokens[k].start, tokens[at].end, wants, precision, radius_km)


def _continues(following: Token, tokens: list[Token], at: int, taken: set[int]) -> bool:
    """Whether the noun goes on ("the city council", "the city of X", "the capital, X"), so that it is no description by itself."""
    if following.lower in {"of", "'s", "-"} or following.i in taken:
        return True
    if following.pos in {"NOUN", "PROPN"} and tokens[at].dep in {"compound", "amod", "nmod"}:
        return True
    return following.text == "," and at + 2 < len(tokens) and tokens[at + 2].i in taken


class Salience:
    """The places named so far, the latest last, for descriptions to choose from."""

    __slots__ = ("_capitals", "_regions", "_settlements")

    def __init__(self) -> None:
        self._settlements: list[tuple[int, Place]] = []
        self._regions: list[tuple[int, Place]] = []
        self._capitals: list[tuple[int, Place]] = []

    def note(self, sentence: Sentence, place: Place, *, is_capital: bool, as_place: bool) -> None:
        """Remember that `place` was named in that sentence; `as_place` is false where it stands for a state."""
        if is_capital:
            self._capitals.append((sentence.i, place))
        if not as_place:
            return
        if place.kind == "settlement":
            self._settlements.append((sentence.i, place))
        elif place.kind in {"region", "district"}:
            self._regions.append((sentence.i, place))

    def resolve(self, description: Description) -> Place | None:
        """The latest place that fits and was named not too far back."""
        known = {"settlement": self._settlements, "region": self._regions, "capital": self._capitals}[description.wants]
        if not known or description.sentence.i - known[-1][0] > REACH:
            return None
        return known[-1][1]
