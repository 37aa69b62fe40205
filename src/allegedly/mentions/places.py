"""
Places named in a document, resolved against the gazetteer with the whole article as context.

Steps: `place_spotting` (what may be a name), `place_ties` and `place_evidence` (what is not), `place_choice` (which place),
`place_uses` (place or metonym), `place_phrases` (extent and precision), `place_descriptions` ("the city"),
`place_unlisted` (villages that the gazetteer lacks).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from allegedly.mentions.gazetteer import Gazetteer, Place, distance_km, is_disputed, place_key
from allegedly.mentions.place_choice import choose, countries_hinted
from allegedly.mentions.place_descriptions import Description, Salience, descriptions
from allegedly.mentions.place_evidence import weigh
from allegedly.mentions.place_phrases import extent_of
from allegedly.mentions.place_spotting import Occurrence, spot
from allegedly.mentions.place_unlisted import Unlisted, find_unlisted, holder_of
from allegedly.mentions.place_uses import use_of
from allegedly.records import Sentence

# The reach of a town when all that is known of a quarter is that it lies in it.
TOWN_RADIUS_KM = 10.0
NEAR_RADIUS_KM = 25.0
# A region larger than this says too little of where a village in it lies.
LARGEST_HOLDER_KM = 150.0
# No road is called after towns farther apart.
LONGEST_ROAD_KM = 400.0
LIKELY_ENDS = 8
# Below this a run is more likely no place, or another one.
THRESHOLD = 0.57


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """
    A place in the text; offsets are the document's code points.

    `start:end` is the whole phrase ("near Goma"), `name_start:name_end` the name or the description that stands for it.
    `precision` is 1 the place itself, 2 near or part of it, 3 a region, 4 a country; `radius_km` how far around `lat`,
    `lon` it reaches, None for a point. `kind`: settlement, region, district, country, continent, water, front or site.
    `use` is "place", or "metonym" (a state acts), "seat" (where a body sits), "holder" ("Goma, *DR Congo*"): `metonym`
    is true for these three, which are no places of events. `described` is true for "the city". `confidence` is 0 to 1.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    gazetteer_id: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    country: str | None
    admin1: str | None
    disputed: bool
    precision: int
    timezone: str | None
    kind: str
    confidence: float
    metonym: bool = False
    use: str = "place"
    described: bool = False


def find_places(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[PlaceMention]:
    """All place mentions in text order, metonyms included (`metonym` true); none overlaps another."""
    occurrences = weigh(spot(sentences, gazetteer), gazetteer)
    choose(occurrences, countries_hinted(sentences), gazetteer)
    by_sentence: dict[int, list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.place is not None and occurrence.confidence >= THRESHOLD:
            by_sentence.setdefault(occurrence.sentence.i, []).append(occurrence)
    taken = {t.i for near in by_sentence.values() for o in near for t in o.tokens}
    unlisted: dict[int, list[Unlisted]] = {}
    for place in find_unlisted(sentences, taken):
        unlisted.setdefault(place.sentence.i, []).append(place)
    salience: Salience[Place | PlaceMention] = Salience()
    found: list[PlaceMention] = []
    for sentence in sentences:
        new = unlisted.get(sentence.i, [])
        found.extend(_in_sentence(sentence, by_sentence.get(sentence.i, []), new, salience, gazetteer, found))
    return _without_overlaps(found)


def _in_sentence(  # noqa: PLR0913, PLR0917  what a sentence holds and what went before
    sentence: Sentence,
    occurrences: list[Occurrence],
    unlisted: list[Unlisted],
    salience: Salience[Place | PlaceMention],
    gazetteer: Gazetteer,
    before: Sequence[PlaceMention],
) -> list[PlaceMention]:
    taken = {t.i for o in occurrences for t in o.tokens} | {t.i for u in unlisted for t in sentence.tokens[u.first : u.last + 1]}
    waiting = list(descriptions(sentence, taken))
    roads = [(u.first, u.last) for u in unlisted if u.kind in {"road", "border"}]
    named = [(o.first, *_named(o, gazetteer)) for o in occurrences]
    named = _acting_together(sentence, named)
    named = _between(sentence, named)
    here = [mention for _, mention, _ in named]
    named = [item for item in named if not any(first <= item[0] <= last for first, last in roads)]
    items: list[tuple[int, PlaceMention, Place | PlaceMention]] = list(named)
    for place in unlisted:
        placed = _placed(place, here, before, gazetteer)
        if place.kind != "district" or placed.lat is not None:
            items.append((place.first, placed, placed))
    found = []
    for first, mention, known in sorted(items, key=lambda item: item[0]):
        while waiting and waiting[0].first < first:
            found.extend(_described(waiting.pop(0), salience, gazetteer))
        found.append(mention)
        is_capital = isinstance(known, Place) and gazetteer.is_capital(known)
        if mention.use in {"place", "seat"} or is_capital:
            people = known.population if isinstance(known, Place) else 0
            salience.note(sentence, known, known.kind, people, is_capital=is_capital, as_place=mention.use == "place")
    for description in waiting:
        found.extend(_described(description, salience, gazetteer))
    return found


def _acting_together(sentence: Sentence, named: list[tuple[int, PlaceMention, Place]]) -> list[tuple[int, PlaceMention, Place]]:
    """What opens a headline beside a state that acts, acts too: "Sweden, Poland warn …"."""
    if len(named) < 2 or named[0][0] != 0 or named[0][1].use != "place" or named[1][1].use != "metonym":  # noqa: PLR2004
        return named
    (first, mention, place), (_, following, _) = named[:2]
    between = [t.lower for t in sentence.tokens if mention.end <= t.start < following.start]
    if between not in ([","], ["and"]) or (place.kind != "country" and not mention.kind == following.kind == "settlement"):
        return named
    return [(first, replace(mention, metonym=True, use="metonym"), place), *named[1:]]


def _between(sentence: Sentence, named: list[tuple[int, PlaceMention, Place]]) -> list[tuple[int, PlaceMention, Place]]:
    """Recognise "between Odesa and Mykolaiv": neither town, but the stretch from one to the other."""
    found = list(named)
    for k, ((first, one, _), (second, other, _)) in enumerate(itertools.pairwise(named)):
        tokens = sentence.tokens
        if first < 1 or tokens[first - 1].lower != "between" or tokens[second - 1].lower != "and" or one.kind != "settlement":
            continue
        if other.kind != "settlement" or {one.use, other.use} != {"place"} or None in {one.lat, one.lon, other.lat, other.lon}:
            continue
        apart = distance_km(one.lat or 0.0, one.lon or 0.0, other.lat or 0.0, other.lon or 0.0)
        if apart <= LONGEST_ROAD_KM:
            for at in (k, k + 1):
                index, mention, place = found[at]
                found[at] = (index, replace(mention, precision=2, radius_km=max(1.0, round(apart / 2, 1))), place)
    return found


def _placed(place: Unlisted, here: Sequence[PlaceMention], before: Sequence[PlaceMention], gazetteer: Gazetteer) -> PlaceMention:
    """A place that the gazetteer lacks, put into the country, or at the point, of the place that its sentence ties it to."""
    tokens = place.sentence.tokens
    first, last = tokens[place.first], tokens[place.last]
    tied, how = holder_of(place, [(m.start, m.name_start, m.name_end) for m in here])
    earlier = [m for m in here if m.start < first.start]
    around = itertools.chain(reversed(earlier), reversed(before), here)
    holder = here[tied] if tied >= 0 else next((m for m in around if m.country), None)
    mention = PlaceMention(
        start=first.start,
        end=last.end,
        name_start=first.start,
        name_end=last.end,
        name=place.name,
        gazetteer_id=None,
        lat=None,
        lon=None,
        radius_km=None,
        country=holder.country if holder else None,
        admin1=holder.admin1 if holder and tied >= 0 else None,
        disputed=holder.disputed if holder and tied >= 0 else False,
        precision=3 if place.kind in {"road", "border"} else 1,
        timezone=holder.timezone if holder else None,
        kind="region" if place.kind in {"road", "border"} else "settlement",
        confidence=0.6,
    )
    if place.kind == "road":
        return _along_road(mention, place, here, gazetteer)
    if holder is not None and how == "part" and holder.kind == "settlement":
        return replace(mention, lat=holder.lat, lon=holder.lon, radius_km=TOWN_RADIUS_KM, precision=2)
    if holder is not None and how == "near" and holder.kind == "settlement":
        return replace(mention, lat=holder.lat, lon=holder.lon, radius_km=NEAR_RADIUS_KM, precision=2)
    if holder is not None and how == "part" and (holder.radius_km or LARGEST_HOLDER_KM) < LARGEST_HOLDER_KM:
        # All that is known is the district or region: its middle and its reach.
        return replace(mention, lat=holder.lat, lon=holder.lon, radius_km=holder.radius_km, precision=3)
    if place.kind == "settlement" and place.first and tokens[place.first - 1].lower == "near":
        return replace(mention, start=tokens[place.first - 1].start, precision=2)
    return mention


def _along_road(mention: PlaceMention, road: Unlisted, here: Sequence[PlaceMention], gazetteer: Gazetteer) -> PlaceMention:
    """The middle of "the X–Y road": of its two ends, the nearest towns of their names, one of them as chosen before."""
    known = next((m for m in here if mention.start <= m.name_start < mention.end and m.lat is not None), None)
    tokens = road.sentence.tokens
    ends = [
        [p for p, _ in gazetteer.lookup(place_key(token.text)) if p.kind == "settlement"][:LIKELY_ENDS]
        for token in (tokens[road.first], tokens[road.last - 1])
    ]
    pairs = [
        (distance_km(a.lat, a.lon, b.lat, b.lon), a.id, b.id, a, b)
        for a in ends[0]
        for b in ends[1]
        if known is None or known.gazetteer_id in {a.gazetteer_id, b.gazetteer_id}
    ]
    if not pairs or min(pairs)[0] > LONGEST_ROAD_KM:
        return mention
    length, _, _, one, other = min(pairs)
    return replace(
        mention,
        lat=round((one.lat + other.lat) / 2, 3),
        lon=round((one.lon + other.lon) / 2, 3),
        radius_km=max(1.0, round(length / 2, 1)),
        country=one.country,
        timezone=one.timezone,
    )


def _named(occurrence: Occurrence, gazetteer: Gazetteer) -> tuple[PlaceMention, Place]:
    place = occurrence.place
    if place is None:
        raise ValueError("an occurrence without a place")
    use = use_of(occurrence, place, is_capital=gazetteer.is_capital(place))
    extent = extent_of(occurrence, place)
    tokens = occurrence.tokens
    mention = _mention(place, gazetteer, occurrence.confidence)
    return replace(
        mention,
        start=extent.start,
        end=extent.end,
        name_start=tokens[0].start,
        name_end=tokens[-1].end,
        lat=extent.lat,
        lon=extent.lon,
        radius_km=extent.radius_km,
        precision=extent.precision,
        kind=extent.kind,
        name=extent.part or mention.name,
        gazetteer_id=None if extent.part else mention.gazetteer_id,
        admin1=None if extent.part else mention.admin1,
        metonym=use != "place",
        use=use,
    ), place


def _described(description: Description, salience: Salience[Place | PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    place = salience.resolve(description)
    if place is None:
        return []
    mention = place if isinstance(place, PlaceMention) else _mention(place, gazetteer, 0.6)
    return [
        replace(
            mention,
            start=description.start,
            end=description.end,
            name_start=description.start,
            name_end=description.end,
            radius_km=description.radius_km or place.radius_km,
            precision=description.precision,
            described=True,
        )
    ]


def _mention(place: Place, gazetteer: Gazetteer, confidence: float) -> PlaceMention:
    region = gazetteer.place(place.region).name if place.region is not None else None
    return PlaceMention(
        0,
        0,
        0,
        0,
        place.name,
        place.gazetteer_id,
        place.lat,
        place.lon,
        place.radius_km,
        place.country,
        place.admin1,
        is_disputed(place, region),
        1,
        place.timezone,
        place.kind,
        confidence,
    )


def _without_overlaps(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """In text order; of two that overlap ("near Goma and Sake" cannot, "the city of X" may) the phrase is cut back to its name."""
    found: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.name_start, m.name_end)):
        if found and mention.name_start < found[-1].end:
            if found[-1].described and mention.described:
                continue
            if found[-1].described:
                found.pop()
            elif found[-1].name_end <= mention.name_start:
                found[-1] = replace(found[-1], start=min(found[-1].start, found[-1].name_start), end=found[-1].name_end)
            else:
                continue
        if found and mention.start < found[-1].end:
            mention = replace(mention, start=max(found[-1].end, mention.start) if mention.described else mention.name_start)  # noqa: PLW2901
        found.append(mention)
    return found
