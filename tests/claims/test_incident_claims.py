"""What single claims say of an incident, without learned scorers."""

from __future__ import annotations

import functools

from allegedly.claims.incident_claims import effects, parts, tells
from allegedly.claims.incident_happenings import Context
from allegedly.reading import DocumentReader
from allegedly.records import Claim, Document


@functools.cache
def _reader() -> DocumentReader:
    return DocumentReader()


def _read(text: str) -> tuple[Context, list[Claim]]:
    context = _reader().context(Document("x", None, None, None, None, "en", "2024-05-10", text))
    return context, [c for s in context.document.statements for c in s.claims]


def test_a_claim_of_deaths_gives_victims_number_and_effect() -> None:
    context, claims = _read("Russian drones hit an apartment block in Kharkiv on Thursday, killing four people, the governor said.")
    deaths = next(c for c in claims if c.trigger.exact == "killing")
    assert tells(deaths, "attack", context)
    assert effects(deaths) == ["killed"]
    said = {(role, name) for role, name, _ in parts(deaths)}
    assert {("number", "4"), ("place", "KHARKIV"), ("time", "2024-05-09")} <= said


def test_words_of_parts_are_the_text_s() -> None:
    context, claims = _read("Gunmen abducted 30 schoolgirls from a village near Maiduguri on Monday, a police spokesman said.")
    mentions = [m for c in claims for _, _, m in parts(c) if m is not None]
    assert mentions
    assert all(context.document.text[m.start : m.end] == m.exact for m in mentions)


def test_only_kidnapping_words_make_a_detention_an_incident() -> None:
    context, claims = _read("Police arrested two suspects in Jos on Monday.")
    (arrest,) = [c for c in claims if c.type == "detention"]
    assert not tells(arrest, "attack", context)
    assert tells(arrest, "kidnapping", context)


def test_plans_denials_and_history_tell_of_none() -> None:
    for text in ("The army plans to bomb the town.", "No one was killed on Monday.", "Soldiers killed nine farmers in March 1998."):
        context, claims = _read(text)
        assert not any(tells(c, "attack", context) for c in claims)
