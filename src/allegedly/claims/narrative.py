"""
What a claim takes over from the story around it when its own words are silent: time and place.

A report tells of one happening at length: the first sentence says when and where, the others rely
on it. A violent claim without words for them inherits from its sentence, else from the happening told
last, else (a headline) from the first one that is told. Plans, threats and history inherit nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
INHERITING_STAGES = frozenset({"occurred", "ongoing", "attempted", "prevented"})
BORROWING_ZONES = frozenset({"headline", "body", "caption", "quotation"})


@dataclass(slots=True)
class Draft:
    """A claim in the making; `clause` are the tokens of its span, in text order."""

    trigger: Trigger
    clause: list[Token]
    type: str
    standing: Standing
    roles: Roles
    zone: str
    sentence: int
    timezone: str | None = None
    when: TimeMention | None = None
    time: Time | None = None
    places: list[Place] = field(default_factory=list)
    quantities: tuple[Quantity, ...] = ()
    historical: bool = False
    violent: bool = True

    @property
    def inherits(self) -> bool:
        """Whether this claim is of a kind that takes over the story's time and place."""
        return (
            self.type in HAPPENINGS
            and self.standing.stage in INHERITING_STAGES
            and not self.historical
            and self.zone in BORROWING_ZONES
        )


@dataclass(slots=True)
class _Scene:
    time: Time | None = None
    places: list[Place] = field(default_factory=list)
    timezone: str | None = None


def inherit(drafts: Sequence[Draft]) -> None:
    """Fill the missing times and places of `drafts` (in text order) from the story, in place."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.inherits:
            by_sentence.setdefault(draft.sentence, []).append(draft)
    scene = _opening_scene(drafts)
    for draft in drafts:
        if not draft.inherits:
            continue
        near = _nearest_with_own(draft, by_sentence[draft.sentence])
        own_time, own_places = draft.time, draft.places
        if own_time is None:
            draft.time = _inherited_time((near.time if near and near.time else None) or scene.time)
        if not own_places:
            same_day = own_time is None or scene.time is None or _overlap(own_time, scene.time)
            source = near.places if near and near.places else (scene.places if same_day else [])
            draft.places = [_inherited_place(p) for p in source]
        if own_time is not None or own_places:
            scene = _Scene(draft.time or scene.time, draft.places or scene.places, draft.timezone or scene.timezone)


def _opening_scene(drafts: Sequence[Draft]) -> _Scene:
    """The first time and place that a happening of the body is given: what a headline leaves out."""
    told = [d for d in drafts if d.inherits and d.zone != "headline"]
    time = next((d.time for d in told if d.time is not None), None)
    places = next((d.places for d in told if d.places), [])
    return _Scene(time, places)


def _nearest_with_own(draft: Draft, others: Sequence[Draft]) -> Draft | None:
    at = draft.trigger.tokens[0].i
    having = [o for o in others if o is not draft and ((o.time and not o.time.inherited) or any(not p.inherited for p in o.places))]
    return min(having, key=lambda o: abs(o.trigger.tokens[0].i - at), default=None)


def _inherited_time(time: Time | None) -> Time | None:
    return msgspec.structs.replace(time, mention=None, inherited=True) if time is not None else None


def _inherited_place(place: Place) -> Place:
    return msgspec.structs.replace(place, mention=None, inherited=True)


def _overlap(one: Time, other: Time) -> bool:
    if None in (one.from_, one.to, other.from_, other.to):
        return False
    # Instants of one document share their offsets in all but exotic cases; compared as text to stay cheap.
    return str(one.from_) < str(other.to) and str(other.from_) < str(one.to)
