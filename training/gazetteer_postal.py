"""Villages of Ukraine and Russia for the gazetteer, from GeoNames' postal tables: Cyrillic names, written in Latin letters."""

from __future__ import annotations

import csv
import gzip
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from allegedly.mentions.gazetteer import distance_km, place_key
from training.gazetteer_divisions import Entry

# A point farther from the middle of its district belongs to a namesake elsewhere; one that many names share is a post office's.
DISTRICT_KM = {"UA": 40.0, "RU": 60.0}
MOST_NAMES_A_POINT = 3
# A village of a town's name so near to it is that town.
SAME_KM = 15.0
SHORTEST = 4
# Cabinet of Ministers resolution 55 of 2010, and what the press writes of Russian names.
_SHARED = {
    "а": "a", "б": "b", "в": "v", "д": "d", "е": "e", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "",
}  # fmt: skip
_LETTERS = {
    "UA": _SHARED
    | {"г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia", "ʼ": "", "'": "", "’": ""},
    "RU": _SHARED | {"г": "g", "ё": "yo", "и": "i", "й": "y", "ъ": "", "ы": "y", "э": "e", "ю": "yu", "я": "ya"},
}
_INITIAL = {"UA": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}, "RU": {"е": "ye"}}
_ENDINGS = {"UA": (("ий", "yi"),), "RU": (("ый", "y"), ("ий", "y"))}


def romanised(name: str, country: str) -> str:
    """The name in Latin letters: Ukrainian as the state writes it, Russian as the press does."""
    return " ".join("-".join(_word(part, country) for part in word.split("-")) for word in name.split())


def _word(word: str, country: str) -> str:
    small, end = word.lower(), ""
    for ending, latin in _ENDINGS[country]:
        if small.endswith(ending):
            small, end = small[: -len(ending)], latin
            break
    vowels = "аеёиоуыэюяьъ" if country == "RU" else ""
    written = ""
    for at, letter in enumerate(small):
        opens = at == 0 or small[at - 1] in vowels
        if letter == "г" and small[at - 1 : at] == "з" and country == "UA":
            written += "gh"  # "zh" would be another letter
        elif opens and letter in _INITIAL[country]:
            written += _INITIAL[country][letter]
        else:
            written += _LETTERS[country].get(letter, "?")
    written += end
    return written[:1].upper() + written[1:]


def variants(name: str, country: str) -> set[str]:
    """Other spellings in use: "Briukhovychi" as "Bryukhovychi", "Zarechnoye" as "Zarechnoe"."""
    found = {name}
    if country == "UA":
        found |= {
            n.replace("iu", "yu").replace("ia", "ya").replace("ie", "ye").replace("yya", "iya").replace("yye", "iye") for n in found
        }
        found |= {n[:-2] + "y" for n in found if n.endswith("yi")}
    else:
        found |= {n[:-2] + "ye" for n in found if n.endswith("oe")} | {n[:-3] + "oe" for n in found if n.endswith("oye")}
    return found - {name}


def respell(entries: Iterable[Entry]) -> None:
    """Give towns of Ukraine the state's spelling beside the one of maps: "Tyachiv" is "Tiachiv", "Mykolayiv" "Mykolaiv"."""
    for entry in entries:
        if entry.kind == "settlement" and entry.country == "UA":
            for key, variant in list(entry.names.items()):
                official = re.sub(r"(?<=[aeiou])yi", "i", re.sub(r"(?<=[a-z])y(?=[aue])", "i", re.sub(r"iy(?=[aoue])", "ii", key)))
                if official != key and not variant:
                    entry.call(official, variant=False)


def villages(path: Path, country: str, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The villages of a postal table that `entries` lack, each in the region of its code, else of the nearest town."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [r for r in csv.DictReader(lines) if _is_village(r["name"])]
    towns = [e for e in entries if e.kind == "settlement" and e.country == country]
    known: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        for key in town.names:
            known[key].append(town)
    near = _Grid(towns)
    seen: set[tuple[str, float, float]] = set()
    for row in _in_their_districts(rows, DISTRICT_KM[country]):
        name, lat, lon = romanised(row["name"], country), float(row["lat"]), float(row["lon"])
        key = place_key(name)
        nearest = near.nearest(lat, lon)
        if len(key) < SHORTEST or "?" in name or nearest is None or (key, lat, lon) in seen:
            continue
        spellings = [name, *sorted(variants(name, country))]
        same = [t for n in spellings for t in known.get(place_key(n), ()) if distance_km(lat, lon, t.lat, t.lon) <= SAME_KM]
        if same:
            same[0].call(name, variant=False)
            for other in spellings[1:]:
                same[0].call(other, variant=True)
            continue
        seen.add((key, lat, lon))
        entry = Entry(name, "settlement", country, lat, lon, admin1=nearest.admin1, region=nearest.region, zone=nearest.zone)
        entry.call(name, variant=False)
        for other in spellings[1:]:
            entry.call(other, variant=True)
        for other in spellings:
            known[place_key(other)].append(entry)
        yield entry


def _is_village(name: str) -> bool:
    """Names only: no post offices ("Москва 100") and no remarks ("Вільшанка (Горохівська)")."""
    return not any(c.isdigit() or c in '().,/«»"' for c in name) and name[:1].isupper() and len(name.split()) < 4


def _in_their_districts(rows: list[dict[str, str]], reach_km: float) -> Iterator[dict[str, str]]:
    districts: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        districts[row["admin1"], row["admin2"]].append((float(row["lat"]), float(row["lon"])))
        names[row["lat"], row["lon"]].add(row["name"])
    middles = {k: (statistics.median(p[0] for p in v), statistics.median(p[1] for p in v)) for k, v in districts.items()}
    for row in sorted(rows, key=lambda r: (r["name"], r["lat"], r["lon"])):
        middle = middles[row["admin1"], row["admin2"]]
        own_point = len(names[row["lat"], row["lon"]]) <= MOST_NAMES_A_POINT
        if row["admin2"] and own_point and distance_km(float(row["lat"]), float(row["lon"]), *middle) <= reach_km:
            yield row


class _Grid:
    """Towns by degree, to find the nearest."""

    def __init__(self, towns: Iterable[Entry]) -> None:
        self._cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        for town in towns:
            self._cells[int(town.lat), int(town.lon)].append(town)

    def nearest(self, lat: float, lon: float) -> Entry | None:
        near = [t for i in (-1, 0, 1) for j in (-1, 0, 1) for t in self._cells.get((int(lat) + i, int(lon) + j), ())]
        return min(near, key=lambda t: (distance_km(lat, lon, t.lat, t.lon), t.geonameid or 0), default=None)
