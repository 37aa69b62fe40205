"""
Events against the MUC-4 templates: `python -m evals.events FILE [--json]`.

Each message is read, and its claims of terrorist incidents become one template's fills; scored per
document and slot as `../shared/tools/muc_slots.py` does (the set of normalised fills of each slot, micro F1).
What counts as an incident, and the form of the fills, follow the task's documentation, not our record: fighting
between armed forces and guerrillas is none, nor is what happened months ago.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from allegedly import tables
from allegedly.mentions.gazetteer import Gazetteer, place_key
from allegedly.reading import DocumentReader
from allegedly.records import Claim, Document, Participant, Place, Quantity, Statement, Time, content_id

SCORER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "muc_slots.py"
BOMBS = frozenset({"bomb", "car bomb", "improvised explosive device", "explosive", "mine", "grenade"})
ASSAULTS = frozenset({"armed_clash", "attack_on_civilians"})
VIOLENT = ASSAULTS | {"drone_strike", "missile_strike", "air_strike", "shelling", "casualties"}
STAGES = {
    "occurred": "ACCOMPLISHED",
    "ongoing": "ACCOMPLISHED",
    "attempted": "ATTEMPTED",
    "prevented": "ATTEMPTED",
    "threatened": "THREATENED",
}
OFFICIAL = frozenset({"government", "military", "emergency_services"})
# Of what is said of one organisation in several places, the first of these counts.
GRADES = ("CLAIMED OR ADMITTED", "REPORTED AS FACT", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED")
DOUBTING = frozenset({"allege", "believe", "claim"})
# Who fights: an incident that hits only them is war, not terrorism, for the task.
FIGHTERS = re.compile(
    r"\b(?:GUERRILLAS?|REBELS?|SUBVERSIVES?|TERRORISTS?|EXTREMISTS?|INSURGENTS?|SOLDIERS?|TROOPS?|PATROLS?|BATTALIONS?|BRIGADES?|"
    r"GARRISONS?|ENEMY|COMBATANTS?|FIGHTERS?|PARATROOPERS?|SERGEANTS?|SANDINISTS?|CONTRAS?|ARMY|ARMED FORCES|FMLN|CONVOYS?)\b"
)
BOMBING_WORDS = re.compile(r"BOMB|EXPLO|DETONAT|DYNAMIT|BLEW|BLAST|BLOWN")
KIDNAPPING_WORDS = re.compile(r"KIDNAP|ABDUCT|HOSTAGE")
LAYING = re.compile(r"PLANT|PLAC|HURL|THREW|THROW|LEFT|SET|HIT|LAID|DEACTIV|DEFUS|WENT|ACTIVAT")
ARSON_WORDS = re.compile(r"BURN|TORCH|ARSON|FIRE|ABLAZE")
ATTACKING_WORDS = re.compile(r"ATTACK|AMBUSH|SHOT|SHOOT|FIRED|RAID|ASSAULT|MACHINE|STRAF|HURL|THREW|STORM|GUNN|RIDDLED")
# The army's own word for its losses.
LOSSES = re.compile(r"CASUALT|LOSSES|MISSING")
MASSES = 100
ARMING = frozenset({"explosion", "weapons_use", "other"})
CHARGE = re.compile(r"\b(?:BOMBS?|DYNAMITE|EXPLOSIVES?|DEVICES?|CHARGES?|GRENADES?|MINES?|ROCKETS?)$")
PRECISION_COUNTRY = 4
MOST_PLACES = 2
WEEKDAY = re.compile(r"DAY\b(?<!TODAY)(?<!YESTERDAY)")
# Pronouns, articles and counts with which a victim's description may open, and which describe no one.
EMPTY = frozenset(
    "HE SHE THEY HIM HER THEM IT WE US I WHO WHOM THOSE THESE THIS THAT OTHERS ANOTHER ONE ONES ALL SOME MANY SEVERAL EACH BOTH "  # noqa: SIM905
    "THE A AN NO ANY MORE LEAST AT ABOUT OVER TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE DOZEN DOZENS SCORES "
    "HUNDRED HUNDREDS THOUSANDS".split()
)
HURTING = re.compile("WOUND|INJUR|HURT")
MURDERING = re.compile("MURDER|ASSASSIN|SHOT|MACHINE")
ORGANISATION = re.compile(
    r"\b(?:ARMED FORCES|AIR FORCE|CARTEL|MAFIAS?|SQUADS?|MOVEMENT|FRONT|GROUP|COMMANDOS?|EXTRADITABLES|NATIONAL GUARD)$"
)
# A victim's description ends where what qualifies it begins.
POSTMODIFIER = re.compile(
    r"\s+(?:OF|IN|FROM|WHO|WHOM|WHICH|THAT|AT|ON|BY|WITH|NEAR|AND|DURING|WHILE|WHEN|TRAVELING|BELONGING)\b|"
    r"\s*[,;:\[(\"]|\s--"
)
OLDEST = timedelta(days=75)


class Incident(NamedTuple):
    """A claim that tells of an incident of the task's kinds, and the statement in which it stands."""

    kind: str
    claim: Claim
    statement: Statement


def templates(document: Document) -> list[dict[str, list[str]]]:
    """One template holding all fills of the document's incidents, or none if it tells of no incident."""
    incidents = _incidents(document)
    if not any(_is_concrete(i) for i in incidents):
        return []
    fills: dict[str, list[str]] = {}
    for slot, value in _fills(document, incidents):
        if value not in fills.setdefault(slot, []):
            fills[slot].append(value)
    return [fills]


def _incidents(document: Document) -> list[Incident]:
    found = []
    for statement in document.statements:
        for claim in statement.claims:
            kind = _kind(claim)
            told = claim.stage in STAGES and claim.event_scope == "news"
            if kind and told and not _is_war(claim) and not _is_old(claim, document):
                found.append(Incident(kind, claim, statement))
    return found


def _kind(claim: Claim) -> str | None:
    trigger = claim.trigger.exact.upper()
    bomb = _lays_charge(claim, trigger) or any(i.class_ in BOMBS for i in claim.instrument)
    if KIDNAPPING_WORDS.search(trigger):
        return "KIDNAPPING"
    if claim.type == "explosion" or bomb or (BOMBING_WORDS.search(trigger) and claim.type != "other"):
        return "BOMBING"
    if claim.type == "destruction":
        return "ARSON" if ARSON_WORDS.search(trigger) else "ATTACK"
    if claim.type == "armed_clash" and not ATTACKING_WORDS.search(trigger):
        return None
    return "ATTACK" if claim.type in VIOLENT else None


def _lays_charge(claim: Claim, trigger: str) -> bool:
    """Whether the claim tells that a bomb was laid or thrown, whatever came of it."""
    words = [t.mention.exact.upper() for t in (*claim.target, *claim.actor) if t.mention]
    return LAYING.match(trigger) is not None and any(BOMBING_WORDS.search(w) or CHARGE.search(w) for w in words)


def _is_war(claim: Claim) -> bool:
    """Whether only those who fight are hit, or the claim tells of fighting without saying whom it hit."""
    if LOSSES.search(claim.trigger.exact.upper()) and claim.polarity == "positive":
        return True
    hit = [t.mention.exact.upper() for t in claim.target if t.mention]
    hit += [q.mention.exact.upper() for q in claim.quantities] if not hit else []
    if hit:
        return all(FIGHTERS.search(h) for h in hit)
    return claim.type == "armed_clash"


def _is_old(claim: Claim, document: Document) -> bool:
    """Whether the claim tells of what happened months ago, or of many happenings at no time in particular."""
    if any(q.lower is not None and q.lower >= MASSES and q.measure in {"killed", "wounded"} for q in claim.quantities):
        return True
    if claim.time is not None and claim.time.value == "PAST_REF":
        return True
    if claim.time is None or claim.time.to is None or document.published is None:
        return False
    return datetime.fromisoformat(claim.time.to).replace(tzinfo=None) < datetime.fromisoformat(document.published[:10]) - OLDEST


def _is_concrete(incident: Incident) -> bool:
    claim = incident.claim
    return claim.polarity == "positive" and bool(claim.target or claim.quantities or claim.places or claim.instrument)


def _fills(document: Document, incidents: list[Incident]) -> Iterator[tuple[str, str]]:
    told = [i for i in incidents if i.claim.polarity == "positive"]
    yield from (("INCIDENT: TYPE", k) for k in _types(told))
    yield from (("INCIDENT: STAGE OF EXECUTION", s) for s in _stages(told))
    yield from (("INCIDENT: DATE", d) for d in _dates(told, document))
    yield from (("INCIDENT: LOCATION", p) for p in _locations(told, document))
    yield from (("INCIDENT: INSTRUMENT ID", f'"{i}"') for i in _instruments(told, document))
    yield from _perpetrators(told, document)
    for incident in incidents:
        yield from _victims(incident)


def _types(told: list[Incident]) -> list[str]:
    """The kinds; deaths and damage told beside a bombing or arson are that incident's."""
    kinds = Counter(i.kind for i in told)
    special = [k for k in ("BOMBING", "KIDNAPPING", "ARSON") if kinds[k]]
    attack = [i for i in told if i.kind == "ATTACK"]
    own = [i for i in attack if i.claim.type in ASSAULTS or MURDERING.search(i.claim.trigger.exact.upper())]
    if own or (attack and not (kinds["BOMBING"] or kinds["ARSON"])):
        special.append("ATTACK")
    return special


def _stages(told: list[Incident]) -> list[str]:
    stages = Counter(STAGES[i.claim.stage] for i in told)
    return ["ACCOMPLISHED"] if stages["ACCOMPLISHED"] else list(stages)


def _dates(told: list[Incident], document: Document) -> list[str]:
    """The day that most incidents' own words give; without one, on or before the day of the message."""
    times = [i.claim.time for i in told if i.claim.time is not None]
    # A day of the week is no date for the task; what inherits its day from one has none either.
    vague = {t.value for t in times if t.mention and WEEKDAY.search(t.mention.exact.upper())}
    found = Counter(date for t in times if t.value not in vague and (date := _date(t)))
    if found:
        return [found.most_common(1)[0][0]]
    return [f"- {datetime.fromisoformat(document.published[:10]):%d %b %y}".upper()] if document.published else []


def _date(time: Time) -> str | None:
    if time.from_ is None or time.to is None:
        return None
    start, end = datetime.fromisoformat(time.from_), datetime.fromisoformat(time.to) - timedelta(seconds=1)
    if end - start > timedelta(days=10):
        return None
    days = f"{start:%d %b %y}", f"{end:%d %b %y}"
    return (days[0] if end - start < timedelta(days=1) else " - ".join(days)).upper()


def _locations(told: list[Incident], document: Document) -> list[str]:
    """The finest places of the incidents, in the country that most of them name; without one, that country."""
    places = [p for i in told for p in i.claim.places if p.name and p.role == "location"]
    countries = Counter(p.country for p in places if p.country)
    code = countries.most_common(1)[0][0] if countries else _country(document)
    found: Counter[str] = Counter()
    for place in places:
        if place.precision < PRECISION_COUNTRY:
            found[_place_name(place)] += 1 + (not place.inherited)
    if found:
        return [name for name, _ in found.most_common(MOST_PLACES)]
    return [_country_names()[code]] if code in _country_names() else []


def _place_name(place: Place) -> str:
    plain = unicodedata.normalize("NFD", (place.name or "").upper())
    return re.sub(r" (?:DEPARTMENT|PROVINCE|MUNICIPALITY|REGION)$", "", "".join(c for c in plain if not unicodedata.combining(c)))


@functools.cache
def _country_names() -> dict[str, str]:
    return {row["code"]: row["name"].upper() for row in tables.rows("countries")}


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


def _country(document: Document) -> str | None:
    """The country of the dateline's place, or that of which the claims tell most."""
    head = re.match(r"\s*([^,(\[\d]+?)\s*(?:[,(]|--|\d)", document.text)
    found = _gazetteer().lookup(place_key(head[1])) if head else ()
    if found:
        return found[0][0].country
    claims = [c for s in document.statements for c in s.claims]
    named = Counter(p.country for c in claims for p in c.places if p.country)
    named.update(x.party for c in claims for x in (*c.actor, *c.target) if x.party in _country_names())
    return named.most_common(1)[0][0] if named else None


def _instruments(told: list[Incident], document: Document) -> Iterator[str]:
    """What the incidents were carried out with, and the explosives with which anything else was done."""
    for incident in told:
        if incident.kind not in {"KIDNAPPING", "ARSON"}:
            yield from (i.mention.exact.upper() for i in incident.claim.instrument)
    for statement in document.statements:
        for claim in statement.claims:
            if claim.type in ARMING and claim.polarity == "positive" and claim.stage in STAGES:
                yield from (i.mention.exact.upper() for i in claim.instrument if i.class_ in BOMBS)
                words = [description(t.mention.exact) for t in (*claim.target, *claim.actor) if t.mention]
                yield from (w for w in words if w and CHARGE.search(w))


def _perpetrators(told: list[Incident], document: Document) -> Iterator[tuple[str, str]]:
    """The organisations that the incidents name as actors; failing that, the armed groups that act elsewhere in the message."""
    found = [(i.claim, i.statement, a, name) for i in told for a in i.claim.actor if (name := _organisation(a))]
    if not found:
        acting = [(c, s, a) for s in document.statements for c in s.claims for a in c.actor if c.stage in STAGES]
        found = [(c, s, a, a.party.upper()) for c, s, a in acting if a.party and len(a.party) > len("US")]
    graded: dict[str, list[str]] = {}
    for claim, statement, actor, name in found:
        graded.setdefault(name, []).append(_confidence(claim, statement, actor))
    for name, grades in graded.items():
        yield "PERP: ORGANIZATION ID", f'"{name}"'
        yield "PERP: ORGANIZATION CONFIDENCE", f'{min(grades, key=GRADES.index)}: "{name}"'


def _organisation(actor: Participant) -> str | None:
    """The organisation that an actor is: a group under its short name, a body under its own words."""
    if actor.party and len(actor.party) > len("US"):
        return actor.party.upper()
    words = description(actor.mention.exact) if actor.mention else None
    return words if words and actor.name and len(words.split()) > 1 and ORGANISATION.search(words) else None


def _confidence(claim: Claim, statement: Statement, actor: Participant) -> str:
    """As the task's decision tree has it: the group's own report, else a suspicion if there is one, else fact."""
    root, act = statement.chain[-1].source, statement.chain[-1].act
    if len(statement.chain) > 1 and ((root.party and root.party == actor.party) or (root.name and root.name == actor.name)):
        return "CLAIMED OR ADMITTED"
    if act not in DOUBTING and claim.certainty == "certain" and not claim.hedges:
        return "REPORTED AS FACT"
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if root.kind in OFFICIAL else "SUSPECTED OR ACCUSED"


def _victims(incident: Incident) -> Iterator[tuple[str, str]]:
    claim = incident.claim
    if claim.type != "casualties" and incident.kind != "KIDNAPPING":
        return
    measure = _measure(claim)
    if claim.polarity == "negative":
        yield "HUM TGT: EFFECT OF INCIDENT", "NO INJURY OR DEATH"
        return
    described = [d for t in claim.target if t.mention and (d := description(t.mention.exact))]
    described += [d for q in claim.quantities if not described and (d := description(q.mention.exact))]
    yield from (("HUM TGT: DESCRIPTION", f'"{d}"') for d in described)
    effect = {"killed": "DEATH", "wounded": "INJURY"}.get(measure)
    if effect:
        yield "HUM TGT: EFFECT OF INCIDENT", effect
    for quantity in claim.quantities:
        yield "HUM TGT: NUMBER", number(quantity)
    if not claim.quantities and claim.target:
        yield "HUM TGT: NUMBER", implied_number(claim.target[0])


def description(words: str) -> str | None:
    """What a victim is called, without count, article and what follows; None if that leaves no description."""
    words = POSTMODIFIER.split(words.upper().strip())[0]
    left = words.split()
    while left and (left[0] in EMPTY or left[0].isdigit()):
        left = left[1:]
    return None if left and left[-1] == "INDISTINCT" else " ".join(left) or None


def number(quantity: Quantity) -> str:
    """The victims counted: a figure, or that they are several."""
    return str(int(quantity.best)) if quantity.best is not None else "PLURAL"


def implied_number(target: Participant) -> str:
    """One or several, by the form of a victim's description."""
    words = (description(target.mention.exact) or "") if target.mention else ""
    plural = words.endswith(("S", "MEN", "PEOPLE", "CHILDREN")) and not words.endswith("SS") and not (target.name)
    return "PLURAL" if plural else "1"


def _measure(claim: Claim) -> str:
    counted = next((q.measure for q in claim.quantities if q.measure in {"killed", "wounded"}), None)
    if counted:
        return counted
    if HURTING.search(claim.trigger.exact.upper()):
        return "wounded"
    return "killed" if claim.type == "casualties" else ""


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
    gold = {message["id"]: message for message in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
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
