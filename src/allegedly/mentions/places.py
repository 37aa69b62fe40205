"""
Places named in a document, resolved against the gazetteer with the whole article as context.

Steps: `place_spotting` (what may be a name), `place_evidence` (what is not), `place_choice` (which place),
`place_uses` (place or metonym), `place_phrases` (extent and precision), `place_descriptions` ("the city").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from allegedly.mentions.gazetteer import Gazetteer, Place, is_disputed
from allegedly.mentions.place_choice import choose, countries_hinted
from allegedly.mentions.place_descriptions import Description, Salience, descriptions
from allegedly.mentions.place_evidence import weigh
from allegedly.mentions.place_phrases import extent_of
from allegedly.mentions.place_spotting import Occurrence, spot
from allegedly.mentions.place_uses import use_of
from allegedly.records import Sentence

# Below this a run is more likely no place, or another one.
THRESHOLD = 0.5


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
    salience = Salience()
    found: list[PlaceMention] = []
    for sentence in sentences:
        found.extend(_in_sentence(sentence, by_sentence.get(sentence.i, []), salience, gazetteer))
    return _without_overlaps(found)


def _in_sentence(sentence: Sentence, occurrences: list[Occurrence], salience: Salience, gazetteer: Gazetteer) -> list[PlaceMention]:
    taken = {t.i for o in occurrences for t in o.tokens}
    waiting = list(descriptions(sentence, taken))
    found = []
    for occurrence in occurrences:
        while waiting and waiting[0].first < occurrence.first:
            found.extend(_described(waiting.pop(0), salience, gazetteer))
        mention, place = _named(occurrence, gazetteer)
        found.append(mention)
        if mention.use in {"place", "seat"} or gazetteer.is_capital(place):
            salience.note(sentence, place, is_capital=gazetteer.is_capital(place), as_place=mention.use == "place")
    for description in waiting:
        found.extend(_described(description, salience, gazetteer))
    return found


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
        metonym=use != "place",
        use=use,
    ), place


def _described(description: Description, salience: Salience, gazetteer: Gazetteer) -> list[PlaceMention]:
    place = salience.resolve(description)
    if place is None:
        return []
    mention = _mention(place, gazetteer, 0.6)
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
