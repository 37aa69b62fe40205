"""The record's event types in the codes of ACLED, PLOVER and CAMEO, for exports and for comparing with their data."""

from __future__ import annotations

import functools

import msgspec

from allegedly import tables


class EventCodes(msgspec.Struct, frozen=True):
    """What other projects call a type of event; None where they have no such event."""

    acled_event: str | None
    acled_sub_event: str | None
    plover_event: str | None
    plover_mode: str | None
    cameo_root: str | None


@functools.cache
def _codes() -> dict[str, EventCodes]:
    fields = EventCodes.__struct_fields__
    return {row["type"]: EventCodes(*(row[name] or None for name in fields)) for row in tables.rows("event_mappings")}


def event_codes(event_type: str) -> EventCodes:
    """
    The codes for one of the record's event types; raises KeyError for a type that the record does not know.

    Types are coarser than codes in places: the table's reasons say which detail of the claim would decide.
    """
    return _codes()[event_type]


def mapped_types() -> frozenset[str]:
    """Every event type that the table maps."""
    return frozenset(_codes())
