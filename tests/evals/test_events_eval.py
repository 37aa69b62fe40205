"""From incidents to templates of the MUC-4 form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from allegedly.claims.incidents import Incident, Part
from evals import events


@pytest.mark.parametrize(
    ("role", "name", "expected"),
    [
        ("time", "1989-05-10", "10 MAY 89"),
        ("time", "1989-05-09 1989-05-10", "09 MAY 89 - 10 MAY 89"),
        ("time", "until 1989-05-10", "- 10 MAY 89"),
        ("number", "several", "PLURAL"),
        ("number", "7", "7"),
        ("place", "CUZCO", "CUZCO"),
        ("victim", "two\nmarket vendors", '"TWO MARKET VENDORS"'),
    ],
)
def test_fills_have_the_task_s_form(role: str, name: str, expected: str) -> None:
    assert events.fill(role, name) == expected


def test_every_incident_is_a_template() -> None:
    incident = Incident(
        kind="bombing",
        probability=0.9,
        stages=("attempted",),
        claims=(),
        triggers=(),
        instruments=(Part("car bomb", None, 0.8),),
        effects=("unharmed",),
    )
    (one, other) = events.templates((incident, incident))
    assert one == other
    assert one["INCIDENT: TYPE"] == ["BOMBING"]
    assert one["INCIDENT: STAGE OF EXECUTION"] == ["ATTEMPTED"]
    assert one["INCIDENT: INSTRUMENT ID"] == ['"CAR BOMB"']
    assert one["HUM TGT: EFFECT OF INCIDENT"] == ["NO INJURY OR DEATH"]
    assert one["HUM TGT: DESCRIPTION"] == []


def _messages(tmp_path: Path) -> Path:
    found = [
        {
            "id": "A",
            "text": "   LIMA, 10 MAY 89 -- [TEXT] TWO NUNS WERE MURDERED IN LIMA TODAY BY SHINING PATH TERRORISTS.",
            "templates": [{"INCIDENT: TYPE": ["ATTACK"], "HUM TGT: EFFECT OF INCIDENT": ['DEATH: "NUNS"']}],
        },
        {"id": "B", "text": "   QUITO, 11 MAY 89 -- [TEXT] THE MINISTER OPENED A SCHOOL TODAY.", "templates": []},
    ]
    path = tmp_path / "messages.jsonl"
    path.write_text("".join(json.dumps(m) + "\n" for m in found), encoding="utf-8")
    return path


def test_measure_is_the_shared_scorer_s(tmp_path: Path) -> None:
    """What `measure` says of responses is what the shared script prints for the same responses in a file."""
    if not events.SCORER.exists():
        pytest.skip("shared tools not here")
    path = _messages(tmp_path)
    responses = events.respond(path)
    written = tmp_path / "us.jsonl"
    written.write_text("".join(json.dumps(r) + "\n" for r in responses), encoding="utf-8")
    figures = events.measure(path, responses)
    printed = subprocess.run([sys.executable, events.SCORER, path, written], capture_output=True, text=True, check=True).stdout  # noqa: S603
    ours = printed.splitlines()[1].split()[1:]
    assert ours == [f"{value:.1f}" for value in figures.values()]
    assert figures["type"] == 100.0
    assert figures["effect"] == 100.0
