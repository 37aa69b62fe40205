"""All mentions of a document in one place, to be asked for by offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from allegedly.mentions.actors import Cast, find_actors
from allegedly.mentions.calendar_values import unit_of
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.mentions.places import PlaceMention, find_places
from allegedly.mentions.quantities import QuantityMention, find_quantities
from allegedly.mentions.times import TimeMention, find_times
from allegedly.mentions.weapons import WeaponMention, find_weapons
from allegedly.records import Sentence


class Located(Protocol):
    """Anything that stands at half-open offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


M = TypeVar("M", bound=Located)


class Shelf(Generic[M]):
    """Mentions of one kind in text order, found by offsets in logarithmic time."""

    def __init__(self, mentions: Sequence[M]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._mentions]

    def __iter__(self) -> Iterator[M]:
        return iter(self._mentions)

    def within(self, start: int, end: int) -> list[M]:
        """The mentions that lie wholly inside `start:end`, in text order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self._mentions[first:last] if m.end <= end]

    def around(self, start: int, end: int) -> list[M]:
        """The mentions that hold `start:end`, looking back over the three that begin last before it."""
        last = bisect_left(self._starts, start + 1)
        return [m for m in self._mentions[max(0, last - 3) : last] if m.end >= end]

    def is_orderly(self) -> bool:
        """Whether no mention begins before the one before it ends."""
        return all(a.end <= b.start for a, b in pairwise(self._mentions))


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the mentions layer found in one document."""

    places: Shelf[PlaceMention]
    times: Shelf[TimeMention]
    quantities: Shelf[QuantityMention]
    weapons: Shelf[WeaponMention]
    cast: Cast


def find_mentions(sentences: Sequence[Sentence], gazetteer: Gazetteer, published: str | None) -> Mentions:
    """
    Everything that the mentions layer finds in parsed `sentences`.

    `published` is the document's RFC 3339 date or instant, to which relative times are anchored; when it is
    not known, the full date of a dateline stands in for it.
    """
    published = published or _dateline_day(sentences)
    places = find_places(sentences, gazetteer)
    return Mentions(
        places=Shelf([place for place in places if not place.metonym]),
        times=Shelf(find_times(sentences, published)),
        quantities=Shelf([q for s in sentences for q in find_quantities(s)]),
        weapons=Shelf([w for s in sentences for w in find_weapons(s)]),
        cast=find_actors(sentences, places),
    )


def _dateline_day(sentences: Sequence[Sentence]) -> str | None:
    """The day of the first dateline that gives one with its year; None if none does."""
    datelines = [s for s in sentences if s.zone.kind == "dateline"]
    dated = (t.value for t in find_times(datelines, None) if t.value is not None)
    return next((value for value in dated if unit_of(value) == "day"), None)
