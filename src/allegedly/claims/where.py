"""Where a claim puts its event: the places in its clause, and their role."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from allegedly import tables
from allegedly.mentions.found import Mentions
from allegedly.mentions.places import PlaceMention
from allegedly.records import Place, Span, Token

MOVEMENTS = frozenset({"displacement", "withdrawal", "military_movement", "ground_advance", "humanitarian_aid", "weapons_transfer"})
CONTAINERS = frozenset({"country", "region"})
# What may stand between the owner and what it owns: no preposition but "of", no comma, no "and".
_WITHIN_PHRASE = re.compile(r"(?:['’]s)?(?:\s(?!and\b|or\b|in\b|at\b|to\b|from\b|near\b|on\b)[\w-]+){0,5}\s*")


@functools.cache
def _roles() -> dict[tuple[str, str], str]:
    return {(row["preposition"], row["kind"]): row["role"] for row in tables.rows("place_roles")}


def places_of(
    text: str, clause: Sequence[Token], trigger: Sequence[Token], event_type: str, mentions: Mentions
) -> tuple[list[Place], str | None]:
    """
    The record's places for a clause, and the IANA time zone of the first that is a location.

    `clause` are tokens in text order; a container named after its part ("Sake, North Kivu") is left out.
    """
    starts = {t.start: t for t in clause}
    found: list[tuple[PlaceMention, str]] = []
    for mention in mentions.places.within(clause[0].start, clause[-1].end):
        token = starts.get(mention.start) or starts.get(mention.name_start)
        if token is None or _only_contains(text, found, mention):
            continue
        found.append((mention, _role(token, mention, event_type, {t.i for t in trigger})))
    found = [pair for k, pair in enumerate(found) if not _is_owner(text, found, k)]
    places = [_place(text, mention, role) for mention, role in _once(found)]
    zone = next((m.timezone for m, role in found if role == "location" and m.timezone), None)
    return places, zone or next((m.timezone for m, _ in found if m.timezone), None)


def _only_contains(text: str, found: Sequence[tuple[PlaceMention, str]], mention: PlaceMention) -> bool:
    if not found or mention.kind not in CONTAINERS:
        return False
    before = found[-1][0]
    return text[before.end : mention.start].strip() in {",", "in", ", in", "in the"} and before.country == mention.country


def _is_owner(text: str, found: Sequence[tuple[PlaceMention, str]], k: int) -> bool:
    """Whether the k-th place only says where the next, a finer one, lies: "Yemen's Red Sea port of Hodeidah"."""
    if k + 1 >= len(found):
        return False
    here, following = found[k][0], found[k + 1][0]
    finer = following.precision < here.precision or (here.kind in CONTAINERS | {"water"} and following.kind == "settlement")
    return finer and _WITHIN_PHRASE.fullmatch(text[here.end : following.start]) is not None


def _once(found: Sequence[tuple[PlaceMention, str]]) -> list[tuple[PlaceMention, str]]:
    seen: set[tuple[str, int, str]] = set()
    kept = []
    for mention, role in found:
        key = (mention.name, mention.precision, role)
        if key not in seen:
            seen.add(key)
            kept.append((mention, role))
    return kept


def _role(token: Token, mention: PlaceMention, event_type: str, trigger: set[int]) -> str:
    """By the preposition that governs the place, for events that move and for those that do not."""
    kind = "movement" if event_type in MOVEMENTS else "event"
    if token.dep == "prep" or token.pos == "ADP":
        preposition = token.lower
    else:
        head = token
        while (
            head.end < mention.end and head.head is not head and head.head.start < mention.end and head.head.start >= mention.start
        ):
            head = head.head
        while head.dep in {"compound", "conj", "appos", "nmod", "amod", "poss"} and head.head is not head:
            head = head.head
        preposition = head.head.lower if head.dep == "pobj" else ""
        if head.dep == "pobj" and head.head.i in trigger and kind == "movement":
            # "march on", "allowed into": the trigger itself leads to the place.
            return "destination"
    return _roles().get((preposition, kind), "location")


def _place(text: str, mention: PlaceMention, role: str) -> Place:
    return Place(
        mention=Span.of(text, mention.start, mention.end),
        name=mention.name,
        gazetteer_id=mention.gazetteer_id,
        lat=mention.lat,
        lon=mention.lon,
        radius_km=mention.radius_km,
        country=mention.country,
        admin1=mention.admin1,
        disputed=mention.disputed,
        precision=mention.precision,
        role=role,
        inherited=False,
    )
