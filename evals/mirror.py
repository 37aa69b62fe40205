"""
Are both sides read alike? `python -m evals.mirror [FOLDER_OR_FILE…] [--show | --failures]`.

A conflict is two files in `evals/gold/mirror`: passages (`NAME.txt`, one a line) and the table of what is exchanged
between the parties (`NAME.csv`). Every passage and its mirror image are read, and the two records compared field by
field, names mapped through the table. A passage counts only if every field agrees; see the folder's GUIDELINE.md.
"""

from __future__ import annotations

import argparse
import csv
import functools
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from allegedly.desk import Reader
from allegedly.intake.files import Overrides

Record = dict[str, Any]
FOLDER = Path(__file__).resolve().parent / "gold" / "mirror"
PARAGRAPH = " // "
KINDS = frozenset({"word", "name", "party", "country", "kind", "offset", "outlet", "published"})
# What the exchange may change without a fault: the ids are hashes of the words, the coordinates another place's.
IDS = frozenset({"id", "part_of", "refers_to"})
WHEREABOUTS = frozenset({"lat", "lon", "radius_km", "admin1"})
# Which list has a place, GeoNames or a table of ours, is no party's matter.
PROVENANCE = frozenset({"gazetteer_id"})
NAMES = frozenset({"name", "on_behalf_of", "voice", "of"})
OFFSET = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


class Exchange:
    """
    What one party's words become when the parties change places; each table row holds in both directions.

    Rows are `kind,one,other,reason`; raises ValueError for an unknown kind or a word with two images.
    """

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self._pairs: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        self._names: dict[str, set[str]] = defaultdict(set)
        self.kinds: set[frozenset[str]] = set()
        for row in rows:
            if row["kind"] not in KINDS:
                raise ValueError(f"unknown kind of exchange {row['kind']!r}")
            if row["kind"] == "kind":
                self.kinds.add(frozenset((row["one"], row["other"])))
                continue
            pairs = self._pairs[row["kind"]]
            for one, other in ((row["one"], row["other"]), (row["other"], row["one"])):
                if row["kind"] == "name":
                    self._names[one].add(other)
                    continue
                if pairs.setdefault(one, other) != other:
                    raise ValueError(f"{one!r} has two images, {pairs[one]!r} and {other!r}")
        self._words = _pattern(self._pairs["word"])

    @property
    def outlet(self) -> str | None:
        """The outlet under whose name the passages stand, before the exchange."""
        return next(iter(self._pairs["outlet"]), None)

    @property
    def published(self) -> str:
        """When the passages were published, before the exchange."""
        return next(iter(self._pairs["published"]))

    def text(self, text: str) -> str:
        """`text` with the parties exchanged."""
        return self._words.sub(lambda found: self._pairs["word"][found[0]], text)

    def names(self, name: str) -> set[str]:
        """
        The names that a resolved name may become: those of the table's rows for it, and its words exchanged.

        More than one where the tables call one party by two names and the other by one.
        """
        return self._names.get(name, set()) | {self._pairs["outlet"].get(name) or self.text(name)}

    def party(self, party: str) -> str:
        """The other party's code, or the code of a party that stays."""
        return self._pairs["party"].get(party, party)

    def country(self, country: str) -> str:
        """Where the mirrored place lies: a state's own rows are the party's where no row for countries is given."""
        return (self._pairs["country"] or self._pairs["party"]).get(country, country)

    def instant(self, instant: str) -> str:
        """The same civil time on the other side."""
        return OFFSET.sub(lambda found: self._pairs["offset"].get(found[0], found[0]), instant)

    def other(self, kind: str, value: str | None) -> str | None:
        """What the metadata `value` becomes; itself where the table has no row."""
        return self._pairs[kind].get(value, value) if value else None


def _pattern(pairs: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(pairs, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)") if pairs else re.compile(r"(?!)")


def differences(one: Record, other: Record, exchange: Exchange) -> list[str]:
    """A line for each field in which the record `other` is not the mirror image of the record `one`."""
    return list(_differ("", _plain(one), _plain(other), exchange))


def _plain(record: Record) -> Record:
    """The part of a record that is compared: its own ids as places in order, its spans as words and their number."""
    statements = record["statements"]
    order = {s["id"]: f"statement {n}" for n, s in enumerate(statements)}
    order |= {q["id"]: f"quantity {n}" for n, q in enumerate(q for s in statements for c in s["claims"] for q in c["quantities"])}

    def reduced(value: object) -> object:
        if isinstance(value, list):
            return [reduced(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"start", "end", "exact"}:
            return {"exact": value["exact"], "number": len(_whole(value["exact"]).findall(record["text"], 0, value["start"]))}
        return {k: order.get(v, v) if k in IDS else reduced(v) for k, v in value.items() if k != "id"}

    zones = [{"kind": z["kind"], "voice": z["voice"]} for z in record["zones"]]
    return {"zones": reduced(zones), "statements": reduced(statements)}


@functools.cache
def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _differ(path: str, one: object, other: object, exchange: Exchange) -> Iterator[str]:
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield f"{path}: {_brief(one)} has {len(one)}, its mirror {_brief(other)} {len(other)}"
        else:
            for number, (a, b) in enumerate(zip(one, other, strict=True)):
                yield from _differ(f"{path}[{number}]", a, b, exchange)
    elif isinstance(one, dict) and isinstance(other, dict):
        for key in one:
            if key == "kind" and "party" in one:
                if not _kinds_mirror(one, other, exchange):
                    yield f"{path}.kind: {one['kind']!r} became {other['kind']!r}"
            else:
                yield from _differ(f"{path}.{key}".lstrip("."), one[key], other[key], exchange)
    elif not _mirror(path.rpartition(".")[2], one, other, exchange):
        yield f"{path}: {one!r} became {other!r}"


def _mirror(key: str, one: object, other: object, exchange: Exchange) -> bool:
    if key in PROVENANCE:
        return True
    if key in WHEREABOUTS:
        return (one is None) == (other is None)
    if not isinstance(one, str):
        return type(one) is type(other) and one == other
    return other in _images(key, one, exchange)


def _images(key: str, value: str, exchange: Exchange) -> set[str]:
    """What the value of a field may be on the other side."""
    if key in NAMES:
        return exchange.names(value)
    exchanged = {
        "exact": exchange.text,
        "party": exchange.party,
        "country": exchange.country,
        "from": exchange.instant,
        "to": exchange.instant,
    }
    return {exchanged[key](value)} if key in exchanged else {value}


def _kinds_mirror(one: Record, other: Record, exchange: Exchange) -> bool:
    """Whether two sources are of one kind, or of kinds that the table pairs where one party is no state."""
    if one["party"] is not None and exchange.party(one["party"]) != one["party"]:
        pair = frozenset((one["kind"], other["kind"]))
        if any(pair & listed for listed in exchange.kinds):
            return pair in exchange.kinds
    return bool(one["kind"] == other["kind"])


def _brief(value: list[Any]) -> str:
    words = [str(v.get("trigger", v.get("mention", v.get("content", v)))) if isinstance(v, dict) else str(v) for v in value]
    return str(words)[:160]


class Conflict(NamedTuple):
    """The passages of one conflict and the table of what is exchanged."""

    name: str
    passages: tuple[str, ...]
    exchange: Exchange


def conflict(file: Path) -> Conflict:
    """The conflict whose passages are in `file` (NAME.txt) and whose table lies beside it (NAME.csv)."""
    with file.with_suffix(".csv").open(encoding="utf-8", newline="") as rows:
        exchange = Exchange(list(csv.DictReader(rows)))
    lines = file.read_text(encoding="utf-8").splitlines()
    passages = tuple(line.replace(PARAGRAPH, "\n\n") for line in lines if line and not line.startswith("#"))
    return Conflict(file.stem, passages, exchange)


def conflicts(path: Path) -> Iterator[Conflict]:
    """The conflict in a file, or all that are in a folder, by name."""
    for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
        yield conflict(file)


def compare(reader: Reader, passage: str, exchange: Exchange) -> list[str]:
    """Read a passage and its mirror image; a line for each field that is not mirrored."""
    one = _read(reader, passage, exchange.outlet, exchange.published)
    other = _read(
        reader, exchange.text(passage), exchange.other("outlet", exchange.outlet), exchange.other("published", exchange.published)
    )
    return differences(one, other, exchange)


def _read(reader: Reader, text: str, outlet: str | None, published: str | None) -> Record:
    read = reader.read_bytes(text.encode(), "mirror.txt", Overrides(published=published, outlet=outlet))
    decoded: Record = json.loads(msgspec.json.encode(read))
    return decoded


def measure(path: Path) -> dict[str, float]:
    """The share of passages that are mirrored in every field, for all conflicts and for each."""
    reader, of, right = Reader(), Counter[str](), Counter[str]()
    for name, passages, exchange in conflicts(path):
        for passage in passages:
            same = not compare(reader, passage, exchange)
            for key in ("mirrored", name):
                of[key] += 1
                right[key] += same
    return {"passages": of["mirrored"]} | {key: 100 * right[key] / of[key] for key in of}


def main() -> int:
    """Compare what the command line names; 1 if a passage is not mirrored."""
    parser = argparse.ArgumentParser(prog="python -m evals.mirror", description=__doc__.split("\n\n")[0])
    parser.add_argument("file", type=Path, nargs="*", default=[FOLDER], help="a folder of conflicts, or a conflict's .txt")
    parser.add_argument("--show", action="store_true", help="print every passage over its mirror image; read nothing")
    given = parser.parse_args()
    chosen = [found for path in given.file for found in conflicts(path)]
    if given.show:
        for name, passages, exchange in chosen:
            for number, passage in enumerate(passages, 1):
                print(f"{name} {number}\n  {passage!r}\n  {exchange.text(passage)!r}")
        return 0
    reader, broken = Reader(), 0
    for name, passages, exchange in chosen:
        for number, passage in enumerate(passages, 1):
            found = compare(reader, passage, exchange)
            broken += bool(found)
            if found:
                print(f"{name} {number}: {passage}", *found, sep="\n  ")
    total = sum(len(c.passages) for c in chosen)
    print(f"{total - broken} of {total} passages are mirrored in every field")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
