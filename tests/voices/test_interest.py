"""Admissions are told from whose fault it is, not from the cue alone; scare quotes are told from quotations."""

from __future__ import annotations

import pytest

from allegedly.desk import Overrides, Reader
from allegedly.records import Statement


def first(reader: Reader, text: str) -> Statement:
    record = reader.read_bytes(text.encode(), "x.txt", Overrides(published="2024-08-11", outlet="The Example Courier"))
    return next(s for s in record.statements if len(s.chain) > 1)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("News of the day\n\nThe Israeli military said its pilots had hit the wrong building by mistake.", "admit"),
        ("News of the day\n\nUkraine's air force said that it had mistakenly shot at one of its own jets.", "admit"),
        ("News of the day\n\nThe Israeli military said Hezbollah had hit the wrong building by mistake.", "state"),
        ("News of the day\n\nThe Israeli military said its jets had hit a rocket launcher near Tyre.", "state"),
        ("News of the day\n\nThe Israeli military acknowledged that its pilots had hit a clinic near Tyre.", "admit"),
        ("News of the day\n\nUkraine's air force acknowledged that it had intercepted nine drones over Odesa.", "state"),
        ("News of the day\n\nThe Israeli military said it had not hit the wrong building by mistake.", "state"),
        ("News of the day\n\nIsrael's police said it was just an unfortunate accident.", "state"),
        ("News of the day\n\nAn engineer said the dam had failed because of an error in its design.", "state"),
    ],
)
def test_the_act_follows_party_and_content(reader: Reader, text: str, act: str) -> None:
    assert first(reader, text).chain[-1].act == act


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("News of the day\n\nThe ministry said its troops had “liberated” the village of Drobycheve.", ["“liberated”"]),
        ('News of the day\n\nThe general said the "terrorists" had been driven out of Menaka.', ['"terrorists"']),
        ("News of the day\n\nThe ministry said the film “Liberated” would be shown in Bakhmut.", []),
        ("News of the day\n\nThe mayor said the shelling “never stopped for an hour, day or night”.", []),
        ("News of the day\n\nThe mayor said Viktor “Wolf” Danko had been seen in the town.", []),
    ],
)
def test_scare_quotes(reader: Reader, text: str, marked: list[str]) -> None:
    assert [t.span.exact for t in first(reader, text).techniques] == marked
