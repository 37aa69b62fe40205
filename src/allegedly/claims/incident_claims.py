"""
What a claim of the record says of the incident that it tells of: its stage, effects and who fills which role.

For what the learned scorers pass over, because they know one continent and one decade.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from allegedly.claims.incident_candidates import plain_name, time_keys
from allegedly.claims.incident_happenings import Context
from allegedly.records import Claim, Place, Span, Time

# Types of the record that tell of violence, and what one kind of incident is called if its word names no kind.
VIOLENT = frozenset(
    {"drone_strike", "missile_strike", "air_strike", "shelling", "explosion", "armed_clash", "attack_on_civilians", "casualties"}
    | {"sexual_violence", "destruction"}
)
TOLD = frozenset({"occurred", "ongoing", "attempted", "prevented", "threatened"})
EFFECTS = {"killed": "killed", "wounded": "wounded"}
COUNTRY = 4


def tells(claim: Claim, kind: str, context: Context) -> bool:
    """Whether a claim is news of violence done, tried or threatened, or of people taken; nothing older than two months is."""
    if claim.time is not None and context.age(claim.time.from_) == "old":
        return False
    violent = claim.type in VIOLENT or (claim.type == "detention" and kind == "kidnapping")
    return violent and claim.stage in TOLD and claim.event_scope == "news" and claim.polarity == "positive"


def effects(claim: Claim) -> list[str]:
    """What became of people, by what the claim counts."""
    return [EFFECTS[q.measure] for q in claim.quantities if q.measure in EFFECTS]


def parts(claim: Claim) -> Iterator[tuple[str, str, Span | None]]:
    """Role, name and words of all that takes part in a claim."""
    for role, participants in (("organisation", claim.actor), ("victim", claim.target)):
        yield from ((role, name, p.mention) for p in participants if (name := p.mention.exact if p.mention else p.name))
    yield from (("instrument", i.mention.exact, i.mention) for i in claim.instrument)
    yield from (("place", plain_name(p.name), p.mention) for p in claim.places if p.name and _locates(p))
    yield from (("time", day, claim.time.mention) for day in _days(claim.time) if claim.time)
    counted = (q for q in claim.quantities if q.measure in EFFECTS)
    yield from (("number", "several" if q.best is None else f"{q.best:.0f}", q.mention) for q in counted)


def _locates(place: Place) -> bool:
    return place.role == "location" and place.precision < COUNTRY


def _days(time: Time | None) -> list[str]:
    if time is None or time.from_ is None or time.to is None:
        return []
    first, last = datetime.fromisoformat(time.from_), datetime.fromisoformat(time.to) - timedelta(seconds=1)
    return [time_keys(first.date(), last.date())[0][0]]
