"""Weapons of many wars: class, model and the words of the mention."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.mentions.weapons import find_weapons
from allegedly.records import Sentence
from allegedly.tables import rows

Parse = Callable[[str], list[Sentence]]

CASES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("Russia used a North Korean ballistic missile.", [("a North Korean ballistic missile", "ballistic missile", None)]),
    ("An army drone hit the bazaar.", [("drone", "drone", None)]),
    ("The drone hit the bazaar.", [("The drone", "drone", None)]),
    ("Kyiv counted 57 Shahed drones.", [("Shahed drones", "one-way attack drone", "Shahed")]),
    ("A Shahed-136 fell near Sumy.", [("A Shahed-136", "one-way attack drone", "Shahed-136")]),
    ("Two Iskander-M missiles landed.", [("Iskander-M missiles", "ballistic missile", "Iskander-M")]),
    ("HIMARS rockets struck the depot.", [("HIMARS rockets", "multiple rocket launcher", "HIMARS")]),
    ("Pilots in Su-34 jets dropped glide bombs.", [("Su-34 jets", "aircraft", "Su-34"), ("glide bombs", "glide bomb", None)]),
    ("The RSF flew a Mohajer-6 over Omdurman.", [("a Mohajer-6", "drone", "Mohajer-6")]),
    ("The FMLN seized M-16 rifles and dynamite.", [("M-16 rifles", "rifle", "M-16"), ("dynamite", "explosive", None)]),
    ("A car bomb exploded in Bogota.", [("A car bomb", "car bomb", None)]),
    ("Qassam rockets fell on Sderot.", [("Qassam rockets", "rocket", "Qassam")]),
    ("The missile attack killed nine.", [("missile", "missile", None)]),
    ("Yangon's jets bombed a school.", [("jets", "aircraft", None)]),
    (
        "Jihadists planted an improvised explosive device.",
        [("an improvised explosive device", "improvised explosive device", None)],
    ),
    ("Attackers with machetes and AK-47s came.", [("machetes", "bladed weapon", None), ("AK-47s", "rifle", "AK-47")]),
    ("A fuel tank leaked beside the gold mine.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_weapons(parse: Parse, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = [w for s in parse(text) for w in find_weapons(s)]
    assert [(text[w.start : w.end], w.class_, w.model) for w in found] == expected


def test_patterns_are_unique_and_have_a_reason() -> None:
    patterns = [row["pattern"].lower() for row in rows("weapons")]
    assert len(patterns) == len(set(patterns))
    assert all(row["class"] and row["reason"] for row in rows("weapons"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("Shahed-136 T72KABu/+'drone missile\n½٣"), max_size=50) | st.text(max_size=30))
def test_any_text_goes_through(parse: Parse, text: str) -> None:
    for sentence in parse(text):
        for weapon in find_weapons(sentence):
            assert sentence.start <= weapon.start < weapon.end <= sentence.end
