"""
What a claim takes over from the story around it when its own words are silent: time and place.

A report tells of one happening at length: the first sentences say when and where, the others rely
on it; asides tell of others. A claim without words for time or place takes them from its sentence,
else, if it is a happening, from what its paragraph told last, else from the main happening: the
first that the body tells. What has a place of its own elsewhere does not take the main time, and what
has a time of its own does not take a place from another time. Plans and threats inherit nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from allegedly.claims.certainty import Standing
from allegedly.claims.roles import Roles
from allegedly.claims.triggers import Trigger
from allegedly.mentions.times import TimeMention
from allegedly.records import Place, Quantity, Time, Token

HAPPENINGS = frozenset(
    {
        "drone_strike", "missile_strike", "air_strike", "shelling", "explosion", "interception", "armed_clash",
        "attack_on_civilians", "sexual_violence", "casualties", "destruction", "weapons_use",
    }
)  # fmt: skip
# What else is told as part of a happening in the same paragraph ("two suspects were arrested").
ATTENDANT = frozenset({"detention", "ground_advance", "withdrawal", "negotiation", "protest", "other"})
INHERITING_STAGES = frozenset({"occurred", "ongoing", "attempted", "prevented"})
STORY_ZONES = frozenset({"headline", "body", "caption", "quotation"})
# A happening has a day or a night; "this week" or "since May" frames many.
LONGEST_SCENE = timedelta(hours=48)
# TIMEX3 values of whole days and of their parts, which begin and end by the local clock.
_BY_THE_DAY = re.compile(r"\d{4}-\d\d-\d\d(T(MO|AF|EV|NI|DT))?")


@dataclass(slots=True)
class Draft:
    """
    A claim in the making; `clause` are the tokens of its span, in text order.

    `described` is the place that "the town" of the clause stands for, `spoken_of` those by which the source is described.
    """

    trigger: Trigger
    clause: list[Token]
    type: str
    standing: Standing
    roles: Roles
    zone: str
    sentence: int
    paragraph: int
    timezone: str | None = None
    when: TimeMention | None = None
    time: Time | None = None
    places: list[Place] = field(default_factory=list)
    described: list[Place] = field(default_factory=list)
    spoken_of: list[Place] = field(default_factory=list)
    quantities: tuple[Quantity, ...] = ()
    historical: bool = False

    @property
    def inherits(self) -> bool:
        """Whether it can take over time and place at all."""
        return self.standing.stage in INHERITING_STAGES

    @property
    def happens(self) -> bool:
        """Whether it is part of the news story: a happening that takes over its scene."""
        return self.type in HAPPENINGS | ATTENDANT and self.in_story

    @property
    def attends(self) -> bool:
        """Whether it takes over the scene of its own paragraph only."""
        return self.type in ATTENDANT and self.in_story

    @property
    def in_story(self) -> bool:
        """Whether it is told as news, of something that took place."""
        return self.inherits and not self.historical and self.zone in STORY_ZONES


@dataclass(slots=True)
class _Scene:
    time: Time | None = None
    places: list[Place] = field(default_factory=list)


def inherit(drafts: Sequence[Draft]) -> None:
    """Fill the missing times and places of `drafts` (in text order) from the story, in place."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    story = _Story(drafts)
    for draft in drafts:
        if not draft.inherits:
            continue
        own_time, own_places = draft.time, draft.places
        _take_from_sentence(draft, by_sentence[draft.sentence])
        if not own_places and (pointed := _pointed_to(draft, story)):
            draft.places = own_places = pointed
        if draft.happens:
            story.lend(draft, own_time, own_places)
        elif draft.attends:
            story.lend_nearby(draft, own_time, own_places)
        elif draft.historical:
            story.lend_history(draft, own_time, own_places)
        elif draft.in_story and own_places:
            story.move_to(draft)


def _take_from_sentence(draft: Draft, sentence: Sequence[Draft]) -> None:
    """Fill what `draft` lacks from the nearest claims of its sentence that have it in words of their own."""
    own_time = draft.time
    _join_history(draft, sentence)
    mates = [m for m in sentence if m is not draft and m.historical == draft.historical]
    if own_time is None:
        lender = _nearest(draft, [m for m in mates if m.time and not m.time.inherited])
        draft.time = _borrowed_time(lender.time, draft.timezone) if lender else None
    if not draft.places and _same_time(own_time, mates):
        lender = _nearest(draft, [m for m in mates if _points_there(m) or any(not p.inherited for p in _where(m.places))])
        draft.places = [_borrowed_place(p) for p in _where(lender.places)] if lender else []


def _pointed_to(draft: Draft, story: _Story) -> list[Place]:
    """The place that "the town" or "there" in the clause stands for, or that the source is said to be from."""
    if draft.described:
        return draft.described
    if draft.places:
        return []
    if _points_there(draft):
        return story.there()
    return [_borrowed_place(p) for p in _where(draft.spoken_of)] if draft.happens else []


def _points_there(draft: Draft) -> bool:
    """Whether the clause says "there" of a place: not "there were", which says of none."""
    return any(t.lower == "there" and t.dep == "advmod" for t in draft.clause)


def _join_history(draft: Draft, sentence: Sequence[Draft]) -> None:
    """What a sentence tells beside a dated deed of the past, without a date of its own, is of that past too."""
    dated = [m for m in sentence if m is not draft and m.time is not None and not m.time.inherited]
    if draft.time is None and dated and all(m.historical for m in dated):
        draft.historical = True


def _nearest(draft: Draft, others: Sequence[Draft]) -> Draft | None:
    at = draft.trigger.tokens[0].i
    return min(others, key=lambda o: abs(o.trigger.tokens[0].i - at), default=None)


def _same_time(own: Time | None, mates: Sequence[Draft]) -> bool:
    return own is None or all(m.time is None or m.time.inherited or _overlap(own, m.time) for m in mates)


class _Story:
    """The scenes of a report: the main one, the one a paragraph told last, and those known by their place."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._main = _main_scene([d for d in drafts if d.happens and d.zone != "headline"])
        self._here = _Scene()
        self._paragraph = -1
        self._by_place: dict[str, Time] = {}
        self._past, self._past_paragraph = _Scene(), -1

    def there(self) -> list[Place]:
        """Where "there" is: where the last happening was told to be, else the main one."""
        return [_borrowed_place(p) for p in self._here.places or self._main.places]

    def lend(self, draft: Draft, own_time: Time | None, own_places: list[Place]) -> None:
        """Fill what `draft` still lacks, then note what it tells."""
        if draft.paragraph != self._paragraph:
            self._paragraph = draft.paragraph
            if self._here.time is not None and not _is_scene(self._here.time):
                self._here = _Scene()
        if draft.time is None:
            draft.time = _borrowed_time(self._time_for(own_places, violent=draft.type in HAPPENINGS), draft.timezone)
        if not draft.places:
            draft.places = [_borrowed_place(p) for p in self._places_for(draft.time if own_time else None)]
        if own_time is not None or own_places:
            self._here = _Scene(draft.time or self._here.time, _where(draft.places) or self._here.places)
        if draft.time is not None:
            for place in own_places:
                self._by_place.setdefault(place.name or "", draft.time)

    def lend_nearby(self, draft: Draft, own_time: Time | None, own_places: list[Place]) -> None:
        """Fill what `draft` lacks from a happening of the same paragraph; what has both of its own opens a scene there."""
        if draft.paragraph == self._paragraph and not (own_time or own_places):
            draft.time = draft.time or _borrowed_time(self._here.time, draft.timezone)
            draft.places = draft.places or [_borrowed_place(p) for p in self._here.places]
        elif own_time and own_places:
            self._here, self._paragraph = _Scene(own_time, _where(own_places)), draft.paragraph

    def lend_history(self, draft: Draft, own_time: Time | None, own_places: list[Place]) -> None:
        """Within a paragraph, what is told of the past takes its time and place from what was told of it before."""
        if draft.paragraph == self._past_paragraph:
            draft.time = draft.time or _borrowed_time(self._past.time, draft.timezone)
            if own_time is None and not draft.places:
                draft.places = [_borrowed_place(p) for p in self._past.places]
        if own_time is not None or own_places:
            self._past, self._past_paragraph = _Scene(draft.time, _where(draft.places)), draft.paragraph

    def move_to(self, draft: Draft) -> None:
        """What is told elsewhere without being a happening itself ("sirens sounded in …") moves the scene of a new paragraph."""
        where = _where(draft.places)
        if where and draft.paragraph != self._paragraph:
            self._here = _Scene(draft.time or self._here.time, where)
            self._paragraph = draft.paragraph

    def _time_for(self, own_places: Sequence[Place], *, violent: bool) -> Time | None:
        if not own_places:
            return self._here.time or self._main.time
        known = next((self._by_place[p.name or ""] for p in own_places if (p.name or "") in self._by_place), None)
        if known is None and (not self._main.places or _near(own_places, self._main.places)):
            known = self._main.time
        if known is None and (violent or not self._here.places or _near(own_places, self._here.places)):
            known = self._here.time
        return known

    def _places_for(self, own_time: Time | None) -> list[Place]:
        for scene in (self._here, self._main):
            if scene.places and (own_time is None or scene.time is None or _overlap(own_time, scene.time)):
                return scene.places
        return []


def _main_scene(told: Sequence[Draft]) -> _Scene:
    """The first happening with a day and the first with a place: what a headline leaves out."""
    timed = [d.time for d in told if d.time is not None]
    time = next((t for t in timed if _is_scene(t)), timed[0] if timed else None)
    return _Scene(time, next((where for d in told if (where := _where(d.places))), []))


def _where(places: Sequence[Place]) -> list[Place]:
    """
    The places that can be lent: where it happened, as precisely as told.

    Where something came from or went to is of one claim only; a list over several countries is of none.
    """
    located = [p for p in places if p.role == "location"]
    finest = min((p.precision for p in located), default=0)
    kept = [p for p in located if p.precision == finest]
    return kept if len({p.country for p in kept}) <= 1 else []


def _is_scene(time: Time) -> bool:
    if time.from_ is None or time.to is None:
        return False
    return datetime.fromisoformat(time.to) - datetime.fromisoformat(time.from_) <= LONGEST_SCENE


def _near(ours: Sequence[Place], theirs: Sequence[Place]) -> bool:
    """Whether one of the places is also among the others, or in the same first-level division."""
    names = {p.name for p in theirs}
    divisions = {p.admin1 for p in theirs if p.admin1}
    return any(p.name in names or p.admin1 in divisions for p in ours)


def _borrowed_time(time: Time | None, timezone: str | None) -> Time | None:
    """The time of another claim, its days and their parts by the clock of the place that this one names."""
    if time is None:
        return None
    borrowed = msgspec.structs.replace(time, mention=None, inherited=True)
    if timezone is None or time.from_ is None or time.to is None or not _BY_THE_DAY.fullmatch(time.value or ""):
        return borrowed
    start, end = (datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(timezone)).isoformat() for at in (time.from_, time.to))
    return msgspec.structs.replace(borrowed, from_=start, to=end)


def _borrowed_place(place: Place) -> Place:
    return msgspec.structs.replace(place, mention=None, inherited=True)


def _overlap(one: Time, other: Time) -> bool:
    if one.from_ is None or one.to is None or other.from_ is None or other.to is None:
        return False
    a, b, c, d = map(datetime.fromisoformat, (one.from_, one.to, other.from_, other.to))
    return a < d and c < b
