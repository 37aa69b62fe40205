"""
Which place a name means: whole-article disambiguation.

Every name votes for the countries, regions and map cells of its candidates, in proportion to how
likely each is; a candidate gains by the votes of the other names where it lies. Three rounds are enough.
The work is linear in the names, not in their pairs.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from allegedly import tables
from allegedly.mentions.gazetteer import Gazetteer, Place, distance_km
from allegedly.mentions.place_spotting import Occurrence
from allegedly.records import Sentence

ROUNDS = 3
CANDIDATES = 40
# Degrees of a map cell; the neighbours of a cell count too.
CELL = 1.5
KIND_WORTH = {"country": 9.0, "continent": 8.0, "water": 6.5, "site": 6.0, "region": 5.5, "district": 3.3}
VARIANT_COST = 1.5
CAPITAL_WORTH = 1.0
# How much more a name says about the article's scene when it stands in the dateline.
DATELINE_WEIGHT = 3.0
# "Kursk" alone is the city, "Kursk region" the region; United States usage names states.
SAME_NAME_COST = 2.0
HELD_WORTH = 7.0
HOLDER_WORTH = 5.0
WANTED_WORTH = 6.0
RIVER_WORTH = 5.0
# What is told to lie near another place does, within so many kilometres.
NEAR_WORTH, NEAR_KM = 4.0, 60.0
FAR_KM = 120.0
# A variant ("Boni" for Bonn) in a country that has less than this of the article's votes is a namesake that the gazetteer lacks.
WELL_KNOWN, NO_SUPPORT = 500_000, 0.3
# With so few places named the article tells of no land clearly.
FEW_NAMES = 2
# Members of a list ("Ohio, Georgia and Utah") are alike in kind, and more so within one country.
ALIKE_WORTH, ALIKE_HERE_WORTH = 0.7, 1.5
# Where counties are called without the word "county".
BARE_COUNTIES = frozenset({"GB", "IE"})
BY_CELL, BY_REGION, BY_COUNTRY = 1.4, 1.2, 1.2


@functools.cache
def _demonyms() -> dict[str, str]:
    return {row["word"].lower(): row["country"] for row in tables.rows("demonyms")}


def countries_hinted(sentences: Sequence[Sentence]) -> Counter[str]:
    """How often each country is hinted at by its people or bodies ("Congolese", "the Kremlin")."""
    known = _demonyms()
    found: Counter[str] = Counter()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[0].isupper() and token.lower in known:
                found[known[token.lower]] += 1
    return found


class _Name:
    """One name of the article with its candidates and their scores; all its occurrences mean the same."""

    __slots__ = ("beside", "candidates", "evidence", "near", "occurrences", "priors", "shares")

    def __init__(self, occurrences: list[Occurrence], gazetteer: Gazetteer) -> None:
        self.occurrences = occurrences
        self.evidence = max(o.evidence for o in occurrences)
        first = occurrences[0]
        self.beside: list[_Name] = []
        self.near: list[_Name] = []
        holders = [o.holder for o in occurrences if o.holder]
        inside = [o for outer in occurrences for o in outer.holds]
        pool = first.candidates
        towns_of = {place.region for place, _ in pool if place.kind == "settlement" and place.country != "US"}
        scored = [
            (
                place,
                _prior(place, first, holders, variant=variant)
                + (CAPITAL_WORTH if gazetteer.is_capital(place) else 0.0)
                + _holding(place, inside)
                - (SAME_NAME_COST if place.kind == "region" and place.id in towns_of and not first.wanted else 0.0),
            )
            for place, variant in pool
        ]
        scored.sort(key=lambda pair: (-pair[1], pair[0].id))
        scored = scored[:CANDIDATES]
        self.candidates = [place for place, _ in scored]
        self.priors = [score for _, score in scored]
        self.shares = _softmax(self.priors)


def _prior(place: Place, occurrence: Occurrence, holders: Iterable[Occurrence], *, variant: bool) -> float:
    score = KIND_WORTH.get(place.kind, 0.0) or math.log10(place.population + 30.0)
    bare = place.kind == "district" and place.country in BARE_COUNTIES
    if bare:
        score = math.log10(place.population + 30.0)
    if place.kind == "region" and place.population > 0:
        score += 0.6 * max(0.0, math.log10(place.population) - 5.0)
    if place.kind == "water" and any(p.kind == "settlement" for p, _ in occurrence.candidates):
        score += RIVER_WORTH if occurrence.is_river_like else -RIVER_WORTH
    if variant:
        score -= VARIANT_COST
    if occurrence.wanted == "region":
        score += WANTED_WORTH if place.kind == "region" else 0.0
    elif occurrence.wanted == "district":
        score += WANTED_WORTH if place.kind == "district" else 0.0
    elif place.kind == "district" and not bare:
        score -= 2.0
    for holder in holders:
        if any(_holds(outer, place) for outer, _ in holder.candidates):
            score += HELD_WORTH
            break
    return score


def _holding(outer: Place, inside: Iterable[Occurrence]) -> float:
    """What it is worth that "Atlanta" stands before "Georgia": as much as the largest place of that name is well known."""
    known = [p.population for o in inside for p, variant in o.candidates if not variant and _holds(outer, p)]
    return HOLDER_WORTH + 0.5 * math.log10(max(known) + 30.0) if known else 0.0


def _holds(outer: Place, inner: Place) -> bool:
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    return outer.id in (inner.region, inner.district)


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [math.exp(min(0.0, (s - top) * 1.6)) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.lat / CELL), math.floor(place.lon / CELL)


def _is_local(place: Place) -> bool:
    return place.kind in {"settlement", "district", "site"} or (place.radius_km or 0) < 60.0  # noqa: PLR2004  km: smaller than a state


class _Votes:
    """How much the article's names speak for each country, region and map cell."""

    def __init__(self, hinted: Counter[str]) -> None:
        self.countries: dict[str | None, float] = defaultdict(float, {c: 0.7 * math.log1p(n) for c, n in hinted.items()})
        self.regions: dict[int, float] = defaultdict(float)
        self.cells: dict[tuple[int, int], float] = defaultdict(float)

    def add(self, name: _Name, sign: float) -> None:
        weight = sign * (1.0 + 0.3 * math.log(len(name.occurrences))) * (1.0 if name.evidence > 0 else 0.4)
        if any(o.sentence.zone.kind == "dateline" for o in name.occurrences):
            weight *= DATELINE_WEIGHT
        for place, share in zip(name.candidates, name.shares, strict=True):
            if share < 0.02:  # noqa: PLR2004  too little to matter
                continue
            self.countries[place.country] += weight * share
            region = place.id if place.kind == "region" else place.region
            if region is not None:
                self.regions[region] += weight * share
            if _is_local(place):
                self.cells[_cell(place)] += weight * share

    def for_place(self, place: Place) -> float:
        score = BY_COUNTRY * math.log1p(max(0.0, self.countries[place.country])) if place.country else 0.0
        region = place.id if place.kind == "region" else place.region
        if region is not None:
            score += BY_REGION * math.log1p(max(0.0, self.regions[region]))
        if _is_local(place):
            row, column = _cell(place)
            near = sum(
                self.cells.get((row + i, column + j), 0.0) * (1.0 if i == j == 0 else 0.6) for i in (-1, 0, 1) for j in (-1, 0, 1)
            )
            score += BY_CELL * math.log1p(max(0.0, near))
        return score


def _join_lists(names: Sequence[_Name]) -> None:
    """Tell each name which others it is listed with."""
    of = {id(o): name for name in names for o in name.occurrences}
    for name in names:
        near = (of[id(o)] for occurrence in name.occurrences for o in occurrence.beside if id(o) in of)
        name.beside = [other for other in dict.fromkeys(near) if other is not name]

        by = (of[id(o)] for occurrence in name.occurrences for o in occurrence.near if id(o) in of)
        name.near = [other for other in dict.fromkeys(by) if other is not name]


def _told_near(place: Place, name: _Name) -> float:
    """How far `place` lies by what its sentence says it is near."""
    best = 0.0
    for other in name.near:
        shared = sum(
            share
            for candidate, share in zip(other.candidates, other.shares, strict=True)
            if share > 0.02 and distance_km(place.lat, place.lon, candidate.lat, candidate.lon) <= NEAR_KM  # noqa: PLR2004  too little to matter
        )
        best = max(best, NEAR_WORTH * shared)
    return best


def _is_far(place: Place, other: _Name) -> bool:
    best = max(range(len(other.candidates)), key=lambda i: other.shares[i])
    by = other.candidates[best]
    return by.kind == "settlement" and distance_km(place.lat, place.lon, by.lat, by.lon) > FAR_KM


def _is_stranger(place: Place, occurrence: Occurrence, support: float) -> bool:
    """Whether only a variant of its name brings in a town of no great size, in a country of which the article does not tell."""
    variant = any(found for candidate, found in occurrence.candidates if candidate.id == place.id)
    return variant and place.kind == "settlement" and place.population < WELL_KNOWN and support < NO_SUPPORT


def _alike(place: Place, name: _Name) -> float:
    """How far `place` is of the kind, and of the country, of what its name is listed with."""
    if not name.beside:
        return 0.0
    kind = here = 0.0
    for other in name.beside:
        for candidate, share in zip(other.candidates, other.shares, strict=True):
            if candidate.kind == place.kind:
                kind += share
                here += share * (candidate.country == place.country)
    return (ALIKE_WORTH * kind + ALIKE_HERE_WORTH * here) / len(name.beside)


def choose(occurrences: Sequence[Occurrence], hinted: Counter[str], gazetteer: Gazetteer) -> None:
    """Set `place` and `confidence` of every occurrence; `hinted` as from `countries_hinted`."""
    names = [_Name(group, gazetteer) for group in _names(occurrences)]
    _join_lists(names)
    votes = _Votes(hinted)
    for name in names:
        votes.add(name, 1.0)
    for _ in range(ROUNDS):
        for name in names:
            votes.add(name, -1.0)
            name.shares = _softmax(
                [
                    p + votes.for_place(place) + _alike(place, name) + _told_near(place, name)
                    for place, p in zip(name.candidates, name.priors, strict=True)
                ]
            )
            votes.add(name, 1.0)
    for name in names:
        votes.add(name, -1.0)
        best = max(range(len(name.candidates)), key=lambda i: name.shares[i])
        place = name.candidates[best]
        support = votes.for_place(place)
        for occurrence in name.occurrences:
            occurrence.place = place
            # A name that is clearly a place once in the article is one elsewhere too, more likely than not.
            evidence = max(occurrence.evidence, (occurrence.evidence + name.evidence) / 2)
            occurrence.confidence = _confidence(evidence, place, name.shares[best], support)
            if occurrence.held_elsewhere or (place.kind == "settlement" and any(_is_far(place, other) for other in name.near)):
                # Told to lie in or near what is far from it: a namesake that the gazetteer lacks.
                occurrence.confidence = round(occurrence.confidence * 0.5, 4)
            elif len(names) > FEW_NAMES and _is_stranger(place, occurrence, support):
                occurrence.confidence = round(occurrence.confidence * 0.5, 4)
        votes.add(name, 1.0)


def _names(occurrences: Sequence[Occurrence]) -> list[list[Occurrence]]:
    """Occurrences of one name together; those that say what holds them by themselves, when the holders differ."""
    groups: dict[tuple[str, str | None, str | None], list[Occurrence]] = {}
    held: dict[tuple[str, str | None], set[str]] = {}
    for o in occurrences:
        if o.holder:
            held.setdefault((o.key, o.wanted), set()).add(o.holder.key)
    for o in occurrences:
        several = len(held.get((o.key, o.wanted), ())) > 1
        groups.setdefault((o.key, o.wanted, o.holder.key if several and o.holder else None), []).append(o)
    return list(groups.values())


def _confidence(evidence: float, place: Place, share: float, support: float) -> float:
    """How sure it is that the run is a place and this one, 0 to 1: a logistic of evidence, size and support."""
    size = KIND_WORTH.get(place.kind, 0.0) or math.log10(place.population + 30.0)
    raised = 0.9 * evidence + 0.5 * (size - 4.0) + 0.6 * (support - 1.0) + 0.5
    return round(math.sqrt(math.sqrt(share)) / (1.0 + math.exp(-raised)), 4)
