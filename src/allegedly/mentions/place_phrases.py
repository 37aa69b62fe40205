"""How much text a place mention takes and how exact it is: "on the outskirts of X", "40 km east of X", "northern X"."""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass

from allegedly import tables
from allegedly.mentions.gazetteer import Place
from allegedly.mentions.place_spotting import Occurrence, related
from allegedly.records import Token

PRECISION = {"country": 4, "continent": 4, "region": 3, "district": 3, "water": 3}
KM_PER_DEGREE = 111.2
NAUTICAL_KM = "1.852"
# What a "direction" or "front" of the war takes up around the town it is called after.
FRONT_RADIUS_KM = 30.0
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?$")
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her"})


@dataclass(slots=True)
class Extent:
    """
    The whole phrase of a place mention and what it says: offsets, precision, point (None: unknown) and radius.

    `part` is the name of a part that is a place of its own ("southern Israel").
    """

    start: int
    end: int
    precision: int
    lat: float | None
    lon: float | None
    radius_km: float | None
    kind: str
    part: str | None = None


def extent_of(occurrence: Occurrence, place: Place) -> Extent:
    """The phrase around a name that means `place`."""
    tokens = occurrence.sentence.tokens
    first, last = occurrence.first, max(occurrence.last, occurrence.typed)
    extent = Extent(
        tokens[first].start, tokens[last].end, PRECISION.get(place.kind, 1), place.lat, place.lon, place.radius_km, place.kind
    )
    if occurrence.typed > 0:
        if place.kind in {"settlement", "site"}:
            extent.precision, extent.radius_km = 2, extent.radius_km or FRONT_RADIUS_KM
        if first and tokens[first - 1].lower == "the":
            extent.start = tokens[first - 1].start
    _take_front(extent, tokens, first, last, place)
    _take_quarter(extent, tokens, first, place)
    at = first
    while at and tokens[at - 1].end > extent.start:
        at -= 1
    at = _skip_type(tokens, at)
    if not _take_part(extent, tokens, at) and not _take_distance(extent, tokens, at):
        _take_near(extent, tokens, at)
    return extent


def _skip_type(tokens: list[Token], at: int) -> int:
    """The index at which "the city of X" begins, if a distance or nearness is told of it; else `at`."""
    if at < 3 or tokens[at - 1].lower != "of" or tokens[at - 2].lower not in related("settlement_word"):  # noqa: PLR2004  three words
        return at
    start = _skip_back(tokens, at - 3, _DETERMINERS) + 1
    before = tokens[start - 1].lower if start else ""
    return start if before in {"of", "from"} or before in related("near_word") else at


def _take_front(extent: Extent, tokens: list[Token], first: int, last: int, place: Place) -> None:
    """Recognise "the Lyman direction": a stretch of front, not the town."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None or after.lower not in related("front_word"):
        return
    extent.end, extent.precision, extent.kind = after.end, 3, "front"
    extent.radius_km = max(FRONT_RADIUS_KM, place.radius_km or 0.0)
    if first and tokens[first - 1].lower == "the":
        extent.start = tokens[first - 1].start


def _take_quarter(extent: Extent, tokens: list[Token], first: int, place: Place) -> None:
    """Recognise "northern X", "south X": a part of it, at the point that the table has, else half a radius that way."""
    word = tokens[first - 1].lower if first else ""
    large = place.kind in {"country", "region"}
    bearing = related("quarter").get(word)
    if bearing is None and large and (_quarter(word), place.name) in _parts():
        # "South Lebanon" is written of known parts; "heading south Ghana …" is not.
        bearing = related("direction").get(word)
    if bearing is None or tokens[first - 1].start >= extent.start:
        return
    extent.start = tokens[first - 1].start
    if extent.precision == 1:
        extent.precision = 2
        return
    extent.precision, extent.kind = 3, "region"
    if large:
        extent.part = f"{tokens[first - 1].text} " + _written(tokens, first, extent.end)
    known = _parts().get((_quarter(word), place.name))
    if known is not None:
        extent.lat, extent.lon, extent.radius_km = known
    elif extent.radius_km and extent.lat is not None and extent.lon is not None:
        if float(bearing) >= 0:
            extent.lat, extent.lon = moved(extent.lat, extent.lon, float(bearing), extent.radius_km / 2)
        extent.radius_km = round(extent.radius_km / 2, 1)


def _written(tokens: list[Token], first: int, end: int) -> str:
    """The tokens from `first` to offset `end` as they stand, one space where any stood."""
    words = ""
    for token in tokens[first:]:
        if token.start >= end:
            break
        gap = " " if words and token.start > token.sentence.tokens[token.i - tokens[0].i - 1].end else ""
        words += gap + token.text
    return words


def _quarter(word: str) -> str:
    """One form for a quarter: "north-eastern" and "northeast" are "northeastern"."""
    word = word.replace("-", "")
    return word if word.endswith(("ern", "al")) else f"{word}ern"


@functools.cache
def _parts() -> dict[tuple[str, str], tuple[float, float, float]]:
    rows = tables.rows("place_parts")
    return {(r["quarter"], r["place"]): (float(r["lat"]), float(r["lon"]), float(r["radius_km"])) for r in rows}


def moved(lat: float, lon: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """The point `distance_km` away in direction `bearing` (degrees from north), rounded to a thousandth of a degree."""
    angle = math.radians(bearing)
    north = lat + math.cos(angle) * distance_km / KM_PER_DEGREE
    north = max(-89.9, min(89.9, north))
    east = lon + math.sin(angle) * distance_km / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat))))
    return round(north, 3), round((east + 180.0) % 360.0 - 180.0, 3)


def _take_part(extent: Extent, tokens: list[Token], at: int) -> bool:
    """Recognise "on the outskirts of X", "in the northern suburbs of X"."""
    k = _skip_back(tokens, at - 1, _DETERMINERS)
    if k < 1 or tokens[k].lower != "of" or tokens[k - 1].lower not in related("part_word"):
        return False
    k = _skip_back(tokens, k - 2, _DETERMINERS | related("quarter").keys())
    if (
        k >= 0
        and tokens[k].pos == "ADP"
        and tokens[k].lower in {"on", "in", "at", "near", "to", "into", "from", "over", "around", "off", "along"}
    ):
        k -= 1
    extent.start = tokens[k + 1].start
    extent.precision = max(2, extent.precision)
    return True


def _take_distance(extent: Extent, tokens: list[Token], at: int) -> bool:
    """Recognise "some 30 km south of X", "five miles from X", "west of X"."""
    k = at - 1
    if k < 1 or tokens[k].lower not in {"of", "from"}:
        return False
    k -= 1
    bearing = related("direction").get(tokens[k].lower)
    if bearing is not None or tokens[k].lower == "away":
        # "south-east" may be three tokens.
        compound = k > 1 and tokens[k - 1].text in {"-", "–", "‑"} and tokens[k - 2].lower in related("direction")
        k -= 3 if compound else 1
    start = k + 1
    distance = _distance_before(tokens, k)
    if distance is None:
        if bearing is None:
            return False
        k = _skip_back(tokens, k, _DETERMINERS | {"just"})
        extent.start = tokens[min(start, k + 1)].start if tokens[k + 1].lower == "just" else tokens[start].start
    else:
        extent.start, extent.radius_km = distance
    extent.precision = max(2, extent.precision)
    return True


def _distance_before(tokens: list[Token], k: int) -> tuple[int, float] | None:
    """Start and length in km of the distance that ends at token `k` ("about 30 km"); None if there is none."""
    if k < 0:
        return None
    unit = related("distance_unit").get(tokens[k].lower.rstrip("."))
    k -= 1
    if unit is not None and k >= 0 and tokens[k].text == "-":
        k -= 1
    if unit is not None and k >= 0 and tokens[k].lower == "nautical":
        unit, k = NAUTICAL_KM, k - 1
    if unit is None or k < 0 or tokens[k].pos != "NUM":
        return None
    start = tokens[k].start
    if k and tokens[k - 1].lower in {"about", "some", "around", "roughly", "nearly", "approximately", "just", "almost"}:
        start = tokens[k - 1].start
    number = _NUMBER.match(tokens[k].text)
    kilometres = float(number[0].replace(",", "")) * float(unit) if number else 10.0 * float(unit)
    return start, round(kilometres, 1)


def _take_near(extent: Extent, tokens: list[Token], at: int) -> None:
    k = _skip_back(tokens, at - 1, _DETERMINERS)
    if k < 0:
        return
    two = f"{tokens[k - 1].lower} {tokens[k].lower}" if k else ""
    near = related("near_word")
    if two in near:
        extent.start = tokens[k - 1].start
    elif tokens[k].lower in near and tokens[k].lower != "close":
        extent.start = tokens[k].start
    else:
        return
    extent.precision = max(2, extent.precision)


def _skip_back(tokens: list[Token], k: int, words: frozenset[str] | set[str]) -> int:
    while k >= 0 and tokens[k].lower in words:
        k -= 1
    return k
