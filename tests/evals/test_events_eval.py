"""The mapping from claims to MUC fills."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegedly.reading import DocumentReader
from allegedly.records import Document, Participant, Quantity, Span
from evals import events


def _read(text: str, published: str = "1989-05-10") -> dict[str, list[str]]:
    document = DocumentReader().read(Document("x", None, None, None, None, "en", published, text))
    found = events.templates(document)
    return found[0] if found else {}


def test_a_bombing_with_deaths_is_one_kind_of_incident() -> None:
    news = "A BOMB EXPLODED IN A MARKET IN CUZCO TODAY.  THE BLAST KILLED TWO VENDORS AND WOUNDED A NURSE."
    fills = _read(f"LIMA, 10 MAY 89 -- [TEXT] {news}")
    assert fills["INCIDENT: TYPE"] == ["BOMBING"]
    assert fills["INCIDENT: DATE"] == ["10 MAY 89"]
    assert fills["INCIDENT: LOCATION"] == ["CUZCO"] or fills["INCIDENT: LOCATION"] == ["CUSCO"]
    assert set(fills["HUM TGT: EFFECT OF INCIDENT"]) == {"DEATH", "INJURY"}
    assert '"VENDORS"' in fills["HUM TGT: DESCRIPTION"]


def test_war_between_soldiers_and_guerrillas_is_no_incident() -> None:
    assert not _read("LIMA, 10 MAY 89 -- [TEXT] THE ARMY REPORTED THAT FIVE GUERRILLAS WERE KILLED IN A CLASH WITH SOLDIERS TODAY.")


def test_without_a_date_it_was_on_or_before_the_message() -> None:
    fills = _read("BOGOTA, 10 MAY 89 -- [TEXT] UNIDENTIFIED MEN KIDNAPPED AN ENGINEER IN CALI.")
    assert fills["INCIDENT: TYPE"] == ["KIDNAPPING"]
    assert fills["INCIDENT: DATE"] == ["- 10 MAY 89"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at least five persons", "PERSONS"),
        ("a sound technician of the network", "SOUND TECHNICIAN"),
        ("they", None),
        ("Mayor Ana Lopez, who was driving", "MAYOR ANA LOPEZ"),
        ("[words indistinct]", None),
    ],
)
def test_descriptions(words: str, expected: str | None) -> None:
    assert events.description(words) == expected


def test_numbers() -> None:
    mention = Span(0, 3, "six")
    assert events.number(Quantity("q1", mention, 6, 6, 6, approximate=False, measure="killed")) == "6"
    assert events.number(Quantity("q1", mention, 3, 9, None, approximate=True, measure="killed")) == "PLURAL"
    assert events.implied_number(Participant(Span(0, 4, "nuns"))) == "PLURAL"
    assert events.implied_number(Participant(Span(0, 5, "a nun"))) == "1"


def test_measure_scores_a_file_of_the_data_s_form(tmp_path: Path) -> None:
    if not events.SCORER.exists():
        pytest.skip("shared tools not here")
    text = "LIMA, 10 MAY 89 -- [TEXT] TWO NUNS WERE MURDERED IN LIMA TODAY."
    message = {"id": "A", "text": text, "templates": [{"INCIDENT: TYPE": ["ATTACK"]}]}
    path = tmp_path / "messages.jsonl"
    path.write_text(json.dumps(message) + "\n", encoding="utf-8")
    assert events.measure(path)["type"] == 100.0
