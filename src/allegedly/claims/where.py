"""Where a claim puts its event: the places in its clause, and their role."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import msgspec

from allegedly import tables
from allegedly.claims.triggers import noun_classes
from allegedly.mentions.found import Mentions
from allegedly.mentions.places import PlaceMention
from allegedly.records import Hop, Place, Span, Token

MOVEMENTS = frozenset({"displacement", "withdrawal", "military_movement", "ground_advance", "humanitarian_aid", "weapons_transfer"})
CONTAINERS = frozenset({"country", "region"})
# Nouns that stand for a settlement named before.
SETTLEMENTS = frozenset({"town", "village", "city", "settlement", "township", "hamlet"})
# Kinds of sources who speak of where they are, unlike an analyst or an army.
LOCAL = frozenset({"witness", "medical", "emergency_services", "government", "person"})
_BEFORE_HOME = re.compile(r"\b(?:of|in|from|at|near)(?: the)? ?$")
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
        if token is None or _only_contains(text, found, mention) or _is_cause(token, mention):
            continue
        found.append((mention, _role(token, mention, event_type, {t.i for t in trigger})))
    found = [pair for k, pair in enumerate(found) if not _is_owner(text, found, k)]
    places = [_place(text, mention, role) for mention, role in _once(found)]
    zone = next((m.timezone for m, role in found if role == "location" and m.timezone), None)
    return places, zone or next((m.timezone for m, _ in found if m.timezone), None)


def places_of_source(text: str, hop: Hop, mentions: Mentions) -> list[Place]:
    """The settlements by which a source is described: whoever lives or serves there speaks of it ("a nurse in Tawila")."""
    mention = hop.source.mention
    if mention is None or hop.source.kind not in LOCAL:
        return []
    around = mentions.places.within(mention.start, mention.end)
    return [
        _place(text, p, "location")
        for p in around
        if p.kind == "settlement" and _BEFORE_HOME.search(text[mention.start : p.start]) is not None
    ]


def place_described(text: str, clause: Sequence[Token], mentions: Mentions) -> list[Place]:
    """The settlement last named before "the town" or "the village" of the clause, as a place taken over."""
    noun = next((t for t in clause if t.lemma.lower() in SETTLEMENTS and any(c.lower == "the" for c in t.children)), None)
    if noun is None:
        return []
    named = [p for p in mentions.places if p.end <= noun.start and p.kind == "settlement"]
    return [msgspec.structs.replace(_place(text, named[-1], "location"), mention=None, inherited=True)] if named else []


def _is_cause(token: Token, mention: PlaceMention) -> bool:
    """Whether the place is on whose account something is done: "in support of the people of Gaza"."""
    head = token
    while head.head is not head and head.head.pos in {"NOUN", "PROPN", "ADP"}:
        head = head.head
        if head.start < mention.start and "cause" in noun_classes().get(head.lemma.lower(), ()):
            return True
    return False


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
