"""Descriptions that stand for a place already named: "the city", "the capital", "the suburbs", "the border region"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from allegedly.records import Sentence, Token

P = TypeVar("P")
# How many sentences back a description may look for its name.
REACH = 12
CAPITAL_REGION_KM = 60.0
# Precision of a part or the surroundings of a place.
AREA = 2
_DETERMINERS = frozenset({"the", "this", "that"})
_SETTLEMENTS = frozenset(["city", "town", "village", "settlement", "hamlet", "port"])
# What no large town is called.
_SMALL = frozenset(["village", "hamlet"])
LARGEST_VILLAGE = 25_000
_REGIONS = frozenset(["region", "oblast", "province", "governorate", "enclave", "peninsula", "state"])
_PARTS = frozenset({"suburb", "suburbs", "outskirts", "downtown", "centre", "center", "periphery", "vicinity"})
_LOOSE = frozenset(["border", "coastal", "besieged", "occupied", "same", "embattled", "strategic", "mining", "ancient"])
_QUARTERS = frozenset(["southern", "northern", "eastern", "western", "central"])


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
    is_small: bool = False


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
    at, quartered = k + 1, False
    while at < len(tokens) and tokens[at].lower in _LOOSE | _QUARTERS:
        quartered = quartered or tokens[at].lower in _QUARTERS
        at += 1
    if at >= len(tokens):
        return None
    last, wants, precision = _noun(tokens, at)
    # "the southern region" is a part of the country, not the region last named.
    if last < 0 or (quartered and wants == "region") or _continues(tokens, last, taken):
        return None
    radius_km = CAPITAL_REGION_KM if wants == "capital" and last > at and precision == AREA else None
    small = tokens[last].lower in _SMALL
    return Description(sentence, k, tokens[k].start, tokens[last].end, wants, precision, radius_km, is_small=small)


def _noun(tokens: list[Token], at: int) -> tuple[int, str, int]:
    """Index of the description's last token, what it wants and how exact it is; index -1 if it is none."""
    head, following = tokens[at].lower, tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if head == "capital":
        return (at + 1, "capital", AREA) if following in {"region", "area"} else (at, "capital", 1)
    if head in _SETTLEMENTS:
        return at, "settlement", 1
    if head in _REGIONS:
        return at, "region", 3
    if head in _PARTS and following == "of" and at + 3 < len(tokens) and tokens[at + 2].lower in _DETERMINERS:
        inner = tokens[at + 3].lower
        if inner == "capital" or inner in _SETTLEMENTS:
            return at + 3, "capital" if inner == "capital" else "settlement", AREA
    if head in {"suburb", "suburbs", "outskirts", "downtown"}:
        return at, "settlement", AREA
    return -1, "", 0


def _continues(tokens: list[Token], at: int, taken: set[int]) -> bool:
    """Whether the noun goes on ("the city council", "the city of X", "the capital, X"), so that it is none by itself."""
    if at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    if following.lower in {"of", "'s", "-"} or following.i in taken:
        return True
    if following.pos in {"NOUN", "PROPN"} and tokens[at].dep in {"compound", "amod", "nmod"}:
        return True
    return following.text == "," and at + 2 < len(tokens) and tokens[at + 2].i in taken


class Salience(Generic[P]):
    """The places named so far, the latest last, for descriptions to choose from."""

    __slots__ = ("_capitals", "_regions", "_settlements", "_villages")

    def __init__(self) -> None:
        self._settlements: list[tuple[int, P]] = []
        self._villages: list[tuple[int, P]] = []
        self._regions: list[tuple[int, P]] = []
        self._capitals: list[tuple[int, P]] = []

    def note(  # noqa: PLR0913  what a place is, and what it was named as
        self, sentence: Sentence, place: P, kind: str, population: int, *, is_capital: bool, as_place: bool
    ) -> None:
        """Remember that `place`, of that kind, was named in that sentence; `as_place` is false where it stands for a state."""
        if is_capital:
            self._capitals.append((sentence.i, place))
        if not as_place:
            return
        if kind == "settlement":
            self._settlements.append((sentence.i, place))
            if population <= LARGEST_VILLAGE:
                self._villages.append((sentence.i, place))
        elif kind in {"region", "district"}:
            self._regions.append((sentence.i, place))

    def resolve(self, description: Description) -> P | None:
        """The latest place that fits and was named not too far back."""
        known = {"settlement": self._settlements, "region": self._regions, "capital": self._capitals}[description.wants]
        if description.is_small:
            known = self._villages
        if not known or description.sentence.i - known[-1][0] > REACH:
            return None
        return known[-1][1]
