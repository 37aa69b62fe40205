"""
Incidents against the MUC-4 templates: `python -m evals.events FILE [--json] [--responses OUT]`.

Each message is read, and its incidents become templates; scored per document and slot as `../shared/tools/muc_slots.py`
does (the set of normalised fills of each slot, micro F1). Only the task's vocabulary and its form of fills stand here.
`--responses` writes what was answered in the form of the data, for that script.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import json
import re
import sys
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from allegedly.claims.incidents import Incident, Part
from allegedly.reading import DocumentReader
from allegedly.records import Document, content_id

SCORER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "muc_slots.py"
KINDS = {"attack": "ATTACK", "bombing": "BOMBING", "kidnapping": "KIDNAPPING", "arson": "ARSON"}
# Role of an incident → slot of the scorer.
ROLE_SLOTS = {
    "place": "location",
    "time": "date",
    "instrument": "instrument",
    "organisation": "perp org",
    "victim": "victim",
    "number": "victim number",
}
# Question on an article → slot of the scorer, and our answers in the task's words.
ANSWERS = {
    "stage": ("stage", {"accomplished": "ACCOMPLISHED", "attempted": "ATTEMPTED", "threatened": "THREATENED"}),
    "effect": (
        "effect",
        {
            "killed": "DEATH",
            "wounded": "INJURY",
            "unharmed": "NO INJURY OR DEATH",
            "freed": "REGAINED FREEDOM",
            "not wounded": "NO INJURY",
        },
    ),
    "confidence": (
        "org confidence",
        {
            "fact": "REPORTED AS FACT",
            "suspected": "SUSPECTED OR ACCUSED",
            "accused by authorities": "SUSPECTED OR ACCUSED BY AUTHORITIES",
            "claimed": "CLAIMED OR ADMITTED",
            "possible": "POSSIBLE",
        },
    ),
}


def templates(incidents: tuple[Incident, ...]) -> list[dict[str, list[str]]]:
    """One template an incident; what the scorers do not stand for is war or another matter to the task."""
    return [_template(incident) for incident in incidents if incident.learned]


def _template(incident: Incident) -> dict[str, list[str]]:
    effects, confidences = ANSWERS["effect"][1], ANSWERS["confidence"][1]
    return {
        "INCIDENT: TYPE": [KINDS[incident.kind]],
        "INCIDENT: STAGE OF EXECUTION": [ANSWERS["stage"][1][s] for s in incident.stages],
        "INCIDENT: DATE": _fills("time", incident.times),
        "INCIDENT: LOCATION": _fills("place", incident.places),
        "INCIDENT: INSTRUMENT ID": _fills("instrument", incident.instruments),
        "PERP: ORGANIZATION ID": _fills("organisation", incident.actors),
        "PERP: ORGANIZATION CONFIDENCE": [confidences[c] for c in incident.confidences],
        "HUM TGT: DESCRIPTION": _fills("victim", incident.targets),
        "HUM TGT: NUMBER": _fills("number", incident.numbers),
        "HUM TGT: EFFECT OF INCIDENT": [effects[e] for e in incident.effects],
    }


def _fills(role: str, parts: tuple[Part, ...]) -> list[str]:
    return [fill(role, part.name) for part in parts]


def fill(role: str, name: str) -> str:
    """A role's filler in the task's form: strings quoted and in capitals, "DD MMM YY" for days, "- " before an open date."""
    if role == "time":
        open_, days = name.startswith("until "), name.removeprefix("until ").split()
        return ("- " if open_ else "") + " - ".join(f"{date.fromisoformat(d):%d %b %y}".upper() for d in days)
    if role == "number":
        return "PLURAL" if name == "several" else name
    plain = " ".join(name.replace('"', "").upper().split())
    return plain if role == "place" else f'"{plain}"'


def respond(path: Path) -> list[dict[str, Any]]:
    """The responses to the messages of a MUC file, in the form of the data."""
    reader = DocumentReader()
    messages = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [{"id": m["id"], "templates": templates(reader.incidents(document_of(m)))} for m in messages]


def document_of(message: dict[str, Any]) -> Document:
    """A message as intake would give it, published on the day of its dateline."""
    text = message["text"]
    return Document(content_id("d", message["id"]), None, None, None, None, "en", _published(text), text)


def _published(text: str) -> str | None:
    """The dateline's day ("SAN SALVADOR, 3 JAN 90 --") as an ISO date: the publication date of a message."""
    found = re.search(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{2})\b", text[:400])
    return datetime.strptime(" ".join(found.groups()).title(), "%d %b %y").date().isoformat() if found else None  # noqa: DTZ007


@functools.cache
def scorer() -> ModuleType:
    """The shared scorer; raises FileNotFoundError if it is not here."""
    spec = importlib.util.spec_from_file_location("muc_slots", SCORER)
    if spec is None or spec.loader is None or not SCORER.exists():
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(path: Path, responses: list[dict[str, Any]] | None = None) -> dict[str, float]:
    """F1 in percent for each slot over the messages of `path`, read anew unless `responses` to them are given."""
    muc = scorer()
    answered = {r["id"]: r for r in (respond(path) if responses is None else responses)}
    gold = {m["id"]: m for m in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    return {slot: muc.score(gold, answered, slot) for slot in muc.SLOTS}


def main() -> int:
    """Measure the file named on the command line and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.events", description=__doc__)
    parser.add_argument("file", type=Path, help="messages with templates, JSONL")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--responses", type=Path, help="write the responses here, JSONL")
    given = parser.parse_args()
    responses = respond(given.file)
    if given.responses:
        given.responses.write_text("".join(json.dumps(r) + "\n" for r in responses), encoding="utf-8")
    figures = measure(given.file, responses)
    if given.json:
        print(json.dumps(figures))
    else:
        for slot, value in figures.items():
            print(f"{slot:<18}{value:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
