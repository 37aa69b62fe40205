"""The table from event types to the codes of other projects."""

from __future__ import annotations

import pytest

from allegedly import tables
from allegedly.export.event_codes import event_codes, mapped_types

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Suicide bomb",
        "Grenade",
        "Chemical weapon",
    },
    "Violence against civilians": {"Attack", "Abduction/forced disappearance", "Sexual violence"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
PLOVER = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"} | {
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}
# The record's types, as its contract lists them.
TYPES = [
    "drone_strike",
    "missile_strike",
    "air_strike",
    "shelling",
    "explosion",
    "interception",
    "armed_clash",
    "ground_advance",
    "withdrawal",
    "attack_on_civilians",
    "detention",
    "sexual_violence",
    "casualties",
    "destruction",
    "displacement",
    "humanitarian_aid",
    "military_movement",
    "weapons_transfer",
    "weapons_use",
    "declaration",
    "negotiation",
    "agreement",
    "protest",
    "sanction",
    "cyber_attack",
    "statement",
    "other",
]


def test_every_type_of_the_record_is_mapped_once() -> None:
    rows = [row["type"] for row in tables.rows("event_mappings")]
    assert sorted(rows) == sorted(TYPES)
    assert mapped_types() == set(TYPES)


@pytest.mark.parametrize("event_type", TYPES)
def test_codes_are_of_their_schemes(event_type: str) -> None:
    codes = event_codes(event_type)
    if codes.acled_event is None:
        assert codes.acled_sub_event is None
    else:
        assert codes.acled_sub_event in ACLED[codes.acled_event]
    assert codes.plover_event is None or codes.plover_event in PLOVER
    assert codes.plover_mode is None or codes.plover_event is not None
    assert codes.cameo_root is None or 1 <= int(codes.cameo_root) <= 20


def test_every_row_has_a_reason() -> None:
    assert all(len(row["reason"].split()) >= 3 for row in tables.rows("event_mappings"))


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(KeyError):
        event_codes("flood")
