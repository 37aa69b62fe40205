"""
How well launched and intercepted weapons are read from tallies: `python -m evals.tallies [FILE] [--rows N] [--misses] [--json]`.

FILE is `missile_attacks.csv`: one attack and weapon a row, with how many were launched and how many destroyed. Rows, evenly
taken, are told in the phrasings of air forces, agencies and ministries below, each phrasing as often as any other, and read
through the whole reading. A figure is right if its bounds, its measure and the weapon are: kind, and model where it is named.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from allegedly.intake.files import Overrides
from allegedly.records import Claim, Document, Quantity
from evals.war_figures import close, reader

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "war" / "missile_attacks.csv"
ROWS = 480
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# How the press writes the models of the table: singular without its head noun, and the head noun.
MODELS: dict[str, tuple[str, str]] = {
    "Shahed-136/131": ("Shahed-136/131", "drone"), "Orlan-10": ("Orlan-10", "reconnaissance drone"),
    "Iskander-M": ("Iskander-M", "ballistic missile"), "Supercam": ("Supercam", "drone"), "ZALA": ("ZALA", "drone"),
    "X-59": ("Kh-59", "guided missile"), "Lancet": ("Lancet", "loitering munition"), "X-59/X-69": ("Kh-59/69", "guided missile"),
    "X-101/X-555": ("Kh-101", "cruise missile"), "Unknown UAV": ("", "drone"), "Reconnaissance UAV": ("", "reconnaissance drone"),
    "C-300": ("S-300", "missile"), "Kalibr": ("Kalibr", "cruise missile"),
    "Iskander-M/KN-23": ("Iskander-M/KN-23", "ballistic missile"),
    "X-31P": ("Kh-31P", "anti-radar missile"), "Merlin-VR": ("Merlin-VR", "drone"), "X-47 Kinzhal": ("Kinzhal", "missile"),
    "Iskander-K": ("Iskander-K", "cruise missile"), "X-22": ("Kh-22", "cruise missile"), "Unknown Missile": ("", "missile"),
    "P-800 Oniks": ("Oniks", "cruise missile"), "X-35": ("Kh-35", "cruise missile"), "Orion": ("Orion", "drone"),
    "Ballistic Missile": ("", "ballistic missile"), "C-400": ("S-400", "missile"), "KN-23": ("KN-23", "ballistic missile"),
    "3M22 Zircon": ("Zircon", "missile"), "Mohajer-6": ("Mohajer-6", "drone"), "X-69": ("Kh-69", "cruise missile"),
}  # fmt: skip
# {L}, {D}, {F}: launched, destroyed, not destroyed; {w}, {ws}: weapon, one or as many as the number before it says;
# {k}: its bare head noun. {L2}… a second weapon of the same night.
PHRASINGS: tuple[str, ...] = (
    "Russia launched {L} {w:L} at Ukraine overnight; {D} were shot down, the air force said.",
    "Air defences shot down {D} of the {L} {w:L} that Russia fired overnight.",
    "Of the {L} {w:L}, {D} were shot down.",
    "{D} out of {L} {w:L} were destroyed by air defence forces.",
    "The enemy attacked with {L} {w:L}, {D} of which were destroyed.",
    "The enemy used {L} {w:L}. Air defence destroyed {D} of them.",
    "Ukraine's air force said it had downed {D} of {L} {w:L}.",
    "Russian forces fired {L} {w:L}, of which {D} were intercepted.",
    "During the attack {L} {w:L} were launched, and air defence units neutralised {D} of them.",
    "All but {F} of the {L} {w:L} were shot down.",
    "Ukrainian forces shot down {D} {w:D} over the Odesa region.",
    "{D} {w:D} were destroyed in the south by the forces of air command.",
    "The air force reported the launch of {L} {w:L} from the Black Sea, {D} of them intercepted.",
    "Moscow sent {L} {w:L} against Ukraine, the air force said, adding that {D} had been brought down.",
    "A total of {L} {w:L} were launched, {D} of which failed to reach their targets.",
    "Russia attacked with {L} {w:L}; {D} failed to reach their targets.",
    "Ukraine's air defences intercepted {D} {w:D} out of {L} launched by Russia overnight.",
    "Fighter jets, missile units and mobile fire groups destroyed {D} enemy {w:D}.",
    "Russia's overnight barrage included {L} {w:L}, {D} of which were shot down.",
    "The Russians struck Kharkiv with {L} {w:L}.",
    "The attack involved {L} {w:L}. {D} were intercepted.",
    "Overnight, the Russian army carried out an attack with {L} {w:L}, and {D} were shot down.",
    "Kyiv said that {D} of {L} {w:L} fired at the country had been intercepted.",
    "As a result of the combat work, {D} {w:D} were shot down.",
    "Air defence shot down {D} {w:D} and {D2} {w2:D2}.",
    "Russia fired {L} {w:L} and {L2} {w2:L2} at Ukraine, the General Staff said.",
    "The military said {D} {w:D} and {D2} {w2:D2} had been destroyed.",
    "The enemy launched {L} {w:L} and {L2} {w2:L2}, of which {D} {k:D} and {D2} {k2:D2} were shot down.",
    "In total, {L} aerial targets were recorded: {L} {w:L}. The air force destroyed {D}.",
    "According to the air force, {L} {w:L} were launched from the Kursk region; air defences destroyed {D}.",
    "Drones and missiles were used in the attack: {L} {w:L} and {L2} {w2:L2}.",
    "Ukrainian air defenders downed {D} of the {L} {w:L}, Suspilne reported, citing the air force.",
    "Air force: {D} of {L} {w:L} shot down overnight",
    "Russia launches {L} {w:L} at Ukraine, {D} downed",
    "Of {L} {w:L} launched overnight, air defences destroyed {D}, the governor wrote on Telegram.",
    "Moscow launched {L} {w:L} on Thursday night, {D} of which Ukraine said it had shot down.",
    '"The occupiers fired {L} {w:L} at us," the spokesman said. "{D} were shot down."',
    "Ukraine came under attack from {L} {w:L}, with {D} intercepted, officials said.",
    "The Russian military deployed {L} {w:L} in the assault, but {D} were downed.",
    "{L} {w:L} were launched at Ukraine in the night, {D} of which did not reach their targets.",
)


class Row(NamedTuple):
    """An attack with one weapon: how many were launched and destroyed, and how the weapon is written."""

    launched: int
    destroyed: int
    model: str
    head: str


class Wanted(NamedTuple):
    """A figure that a sentence tells: the value, measure and weapon."""

    value: int
    measure: str
    row: Row
    named: bool = True


def _rows(path: Path) -> list[Row]:
    """The rows with a weapon of the table above and whole figures, in the file's order."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["model"] in MODELS and line["launched"] and line["destroyed"]:
                launched, destroyed = int(float(line["launched"])), int(float(line["destroyed"]))
                if launched > 1 and 0 < destroyed < launched:
                    found.append(Row(launched, destroyed, *MODELS[line["model"]]))
    return found


def tellings(path: Path, count: int) -> Iterator[tuple[str, str, list[Wanted]]]:
    """(phrasing, sentence, figures told) of `count` rows taken evenly, every phrasing in turn."""
    rows = _rows(path)
    chosen = [rows[k * len(rows) // count] for k in range(count)]
    for number, (row, phrasing) in enumerate(zip(chosen, itertools.cycle(PHRASINGS), strict=False)):
        lap = number // len(PHRASINGS)
        other = next(
            r for r in itertools.islice(itertools.cycle(rows), number * 7, None) if r.head.split()[-1] != row.head.split()[-1]
        )
        yield phrasing, _told(phrasing, row, other, in_words=lap % 2 == 0), _wanted(phrasing, row, other)


def _told(phrasing: str, row: Row, other: Row, *, in_words: bool) -> str:
    """The sentence, with small numbers in words or all in figures."""
    left = row.launched - row.destroyed
    numbers = {"L": row.launched, "D": row.destroyed, "F": left, "L2": other.launched, "D2": other.destroyed}
    shown = {key: SMALL[n] if in_words and n < len(SMALL) else f"{n:,}" for key, n in numbers.items()}
    text = phrasing
    for key, value in shown.items():
        text = text.replace("{" + key + "}", value)
        for name, weapon in (("w", row), ("w2", other)):
            model = weapon.model.partition("-136")[0] if in_words else weapon.model  # "Shahed drones", as most write
            text = text.replace(f"{{{name}:{key}}}", _plural(f"{model} {weapon.head}".strip(), numbers[key]))
        for name, weapon in (("k", row), ("k2", other)):
            text = text.replace(f"{{{name}:{key}}}", _plural(weapon.head.split()[-1], numbers[key]))
    text = _agreed(text)
    return text[0].upper() + text[1:]


def _agreed(text: str) -> str:
    """The sentence with verbs in the singular after a bare one."""
    for one in ("one", "1"):
        for start in ("; ", ", ", "and ", ". ", "but ", '"', "that "):
            text = text.replace(f"{start}{one} were ", f"{start}{one} was ")
        text = text.replace(f"of which {one} were ", f"of which {one} was ")
        text = text.replace(f"{one} of which were ", f"{one} of which was ")
        text = text.replace(f"{one} of which failed to reach their targets", f"{one} of which failed to reach its target")
    return text


def _plural(weapon: str, count: int) -> str:
    return weapon if count == 1 else f"{weapon}s"


def _wanted(phrasing: str, row: Row, other: Row) -> list[Wanted]:
    wanted = []
    if "{L}" in phrasing:
        wanted.append(Wanted(row.launched, "launched", row, named="{w:L}" in phrasing))
    if "{D}" in phrasing or "{F}" in phrasing:
        wanted.append(Wanted(row.destroyed, "intercepted", row, named="{k:D}" not in phrasing))
    if "{L2}" in phrasing:
        wanted.append(Wanted(other.launched, "launched", other))
    if "{D2}" in phrasing:
        wanted.append(Wanted(other.destroyed, "intercepted", other, named="{w2:D2}" in phrasing))
    return wanted


def _is_right(wanted: Wanted, told: list[tuple[Claim, Quantity]]) -> bool:
    """Whether a claim tells just this many of this weapon, and that this became of them."""
    for claim, quantity in told:
        figures = (quantity.lower, quantity.upper, quantity.best)
        as_told = quantity.measure == wanted.measure and all(close(n, wanted.value) for n in figures)
        if as_told and _is_weapon(wanted, claim, quantity):
            return True
    return False


def _is_weapon(wanted: Wanted, claim: Claim, quantity: Quantity) -> bool:
    """Whether the population, or the claim's own weapon, is the one told: its kind, and its model where it was named."""
    of = (quantity.of or "").casefold()
    models = {(i.model or "").casefold() for i in claim.instrument}
    if wanted.row.head.split()[-1] not in of.split()[-1:]:
        return False
    first = wanted.row.model.partition("/")[0].partition("-136")[0].casefold()
    return not (wanted.named and first) or first in of or first in models


def measure(path: Path = DATA, rows: int = ROWS) -> dict[str, float]:
    """The share of figures read right, over all and of launches and interceptions; and the worst phrasing's."""
    return _measure(path, rows)[0]


def _measure(path: Path, rows: int) -> tuple[dict[str, float], list[str]]:
    right: dict[str, list[bool]] = defaultdict(list)
    by_phrasing: dict[str, list[bool]] = defaultdict(list)
    misses = []
    for phrasing, text, wanted in tellings(path, rows):
        document = reader().read_bytes(text.encode(), "tally.txt", Overrides(published="2025-06-30"))
        told = (
            [(c, q) for s in document.statements for c in s.claims for q in c.quantities] if isinstance(document, Document) else []
        )
        for figure in wanted:
            hit = _is_right(figure, told)
            for name in ("all", figure.measure):
                right[name].append(hit)
            by_phrasing[phrasing].append(hit)
            if not hit:
                shown = "; ".join(f"{q.mention.exact!r} {q.lower}..{q.upper} {q.measure} {q.of}" for _, q in told)
                misses.append(f"{text}\n    {figure.value} {figure.measure} {figure.row.model} {figure.row.head} | {shown}")
    figures = {name: sum(hits) / len(hits) for name, hits in right.items()}
    figures["worst_phrasing"] = min(sum(hits) / len(hits) for hits in by_phrasing.values())
    return {name: round(figure, 4) for name, figure in figures.items()}, misses


def main() -> None:
    """Print the figures, and with `--misses` what was read wrong."""
    parser = argparse.ArgumentParser(description="launched and intercepted weapons told in forty phrasings")
    parser.add_argument("file", type=Path, nargs="?", default=DATA)
    parser.add_argument("--rows", type=int, default=ROWS, help="how many rows to tell")
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    figures, misses = _measure(options.file, options.rows)
    if options.misses:
        print("\n".join(misses))
    elif options.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:22} {share:.3f}" for name, share in figures.items()))


if __name__ == "__main__":
    main()
