"""
Events against the MUC-4 templates: `python -m evals.events FILE [--json]`.

Each message is read, and its claims of terrorist incidents become one template's fills; scored per
document and slot as `../shared/tools/muc_slots.py` does (the set of normalised fills of each slot, micro F1).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from allegedly.reading import DocumentReader
from allegedly.records import Claim, Document, Statement, Time, content_id

SCORER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "muc_slots.py"
BOMBS = frozenset({"bomb", "car bomb", "improvised explosive device", "explosive", "mine", "grenade"})
VIOLENT = frozenset(
    {"drone_strike", "missile_strike", "air_strike", "shelling", "armed_clash", "attack_on_civilians", "casualties"}
)
STAGES = {
    "occurred": "ACCOMPLISHED",
    "ongoing": "ACCOMPLISHED",
    "attempted": "ATTEMPTED",
    "prevented": "ATTEMPTED",
    "threatened": "THREATENED",
}
OFFICIAL = frozenset({"government", "military", "emergency_services"})


def templates(document: Document) -> list[dict[str, list[str]]]:
    """One template holding all fills of the document's incidents, or none if it tells of no incident."""
    fills: dict[str, list[str]] = {}
    for statement in document.statements:
        for claim in statement.claims:
            kind = _incident(claim)
            if kind and claim.polarity == "positive" and claim.stage in STAGES:
                for slot, value in _fills(kind, claim, statement):
                    if value not in fills.setdefault(slot, []):
                        fills[slot].append(value)
    return [fills] if fills else []


def _incident(claim: Claim) -> str | None:
    trigger = claim.trigger.exact.lower()
    if claim.type == "explosion" or any(i.class_ in BOMBS for i in claim.instrument):
        return "BOMBING"
    if claim.type == "detention":
        return "KIDNAPPING" if any(stem in trigger for stem in ("kidnap", "abduct", "hostage")) else None
    if claim.type == "destruction":
        return "ARSON" if any(stem in trigger for stem in ("burn", "torch", "arson", "fire", "ablaze")) else "ATTACK"
    return "ATTACK" if claim.type in VIOLENT else None


def _fills(kind: str, claim: Claim, statement: Statement) -> list[tuple[str, str]]:
    found = [("INCIDENT: TYPE", kind), ("INCIDENT: STAGE OF EXECUTION", STAGES[claim.stage])]
    if claim.time is not None and (date := _date(claim.time)):
        found.append(("INCIDENT: DATE", date))
    found += [("INCIDENT: LOCATION", p.name.upper()) for p in claim.places if p.name]
    found += [("INCIDENT: INSTRUMENT ID", f'"{i.mention.exact.upper()}"') for i in claim.instrument]
    for actor in claim.actor:
        if actor.name and actor.party and len(actor.party) > 2:
            found.append(("PERP: ORGANIZATION ID", f'"{actor.name.upper()}"'))
            found.append(("PERP: ORGANIZATION CONFIDENCE", f'{_confidence(statement, actor.party)}: "{actor.name.upper()}"'))
    if claim.type == "casualties" or kind == "KIDNAPPING":
        found += [("HUM TGT: DESCRIPTION", f'"{t.mention.exact.upper()}"') for t in claim.target if t.mention]
        effect = {"killed": "DEATH", "wounded": "INJURY"}.get(_measure(claim))
        if effect:
            found.append(("HUM TGT: EFFECT OF INCIDENT", effect))
        for quantity in claim.quantities:
            found.append(("HUM TGT: NUMBER", str(int(quantity.best)) if quantity.best is not None else "PLURAL"))
        if not claim.quantities and claim.target:
            found.append(("HUM TGT: NUMBER", "1"))
    return found


def _measure(claim: Claim) -> str:
    if claim.quantities:
        return claim.quantities[0].measure
    trigger = claim.trigger.exact.lower()
    if any(stem in trigger for stem in ("wound", "injur", "hurt")):
        return "wounded"
    return "killed" if claim.type == "casualties" else ""


def _confidence(statement: Statement, party: str) -> str:
    root = statement.chain[-1].source
    if len(statement.chain) == 1:
        return "REPORTED AS FACT"
    if root.party == party:
        return "CLAIMED OR ADMITTED"
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if root.kind in OFFICIAL else "SUSPECTED OR ACCUSED"


def _date(time: Time) -> str | None:
    if time.from_ is None or time.to is None:
        return None
    start, end = datetime.fromisoformat(time.from_), datetime.fromisoformat(time.to) - timedelta(seconds=1)
    words = [f"{d:%d %b %y}".upper() for d in (start, end)]
    return words[0] if words[0] == words[1] or end - start < timedelta(days=1) else " - ".join(words)


def respond(path: Path) -> list[dict[str, Any]]:
    """The responses to the messages of a MUC file, in the form of the data."""
    reader = DocumentReader()
    responses = []
    for line in path.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        document = Document(
            content_id("d", message["id"]), None, None, None, None, "en", _published(message["text"]), message["text"]
        )
        responses.append({"id": message["id"], "templates": templates(reader.read(document))})
    return responses


def _published(text: str) -> str | None:
    """The dateline's day ("SAN SALVADOR, 3 JAN 90 --") as an ISO date: the publication date of a message."""
    found = re.search(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{2})\b", text[:400])
    return datetime.strptime(" ".join(found.groups()).title(), "%d %b %y").date().isoformat() if found else None  # noqa: DTZ007


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("muc_slots", SCORER)
    if spec is None or spec.loader is None or not SCORER.exists():
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(path: Path) -> dict[str, float]:
    """F1 in percent for each slot over the messages of `path`."""
    scorer = _scorer()
    gold = scorer.load(path)
    responses = {r["id"]: r for r in respond(path)}
    return {slot: scorer.score(gold, responses, slot) for slot in scorer.SLOTS}


def main() -> int:
    """Measure the file named on the command line and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.events", description=__doc__)
    parser.add_argument("file", type=Path, help="messages with templates, JSONL")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    figures = measure(given.file)
    if given.json:
        print(json.dumps(figures))
    else:
        for slot, value in figures.items():
            print(f"{slot:<18}{value:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
