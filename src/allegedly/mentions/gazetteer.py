"""
What places there are: a read-only SQLite file, made once by `training/build_gazetteer.py`.

Names are looked up by a normalised key (`place_key`): lower case, without diacritics or
apostrophes, with hyphens as spaces.
"""

from __future__ import annotations

import functools
import math
import sqlite3
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allegedly import tables
from allegedly.errors import MissingPartError

FILE = "gazetteer.sqlite"
# Signs that transliterations put for soft signs, ayn and hamza, or leave out.
_DROPPED = dict.fromkeys(map(ord, "'’‘`´ʼʹʻʾʿ′ʺ\".,()"), None)
_SPACES = dict.fromkeys(map(ord, "-–—‐‑/_"), " ")
_LETTERS = {
    ord("ı"): "i",
    ord("ł"): "l",
    ord("ø"): "o",
    ord("đ"): "d",
    ord("ð"): "d",
    ord("þ"): "th",
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("ß"): "ss",
    ord("ə"): "a",
    ord("ǝ"): "a",
}
_TO_KEY = {**_DROPPED, **_SPACES, **_LETTERS}


@functools.lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """The look-up key of a name: "Be’er Sheva" → "beer sheva", "Saint-Étienne" → "saint etienne"; "" if nothing is left."""
    lowered = name.lower()
    if lowered.isascii():
        return " ".join(lowered.translate(_TO_KEY).split())
    plain = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return " ".join(plain.translate(_TO_KEY).split())


@dataclass(frozen=True, slots=True)
class Place:
    """
    An entry of the gazetteer.

    `kind` is settlement, region, district, country, continent, water or site; `region` and `district` are
    the ids of the first- and second-order divisions that hold it; `admin1` an ISO 3166-2 code or None.
    """

    id: int
    geonameid: int | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    region: int | None
    district: int | None
    lat: float
    lon: float
    radius_km: float | None
    population: int
    timezone: str | None

    @property
    def gazetteer_id(self) -> str | None:
        """`geonames:N`, or None for entries of our own tables."""
        return None if self.geonameid is None else f"geonames:{self.geonameid}"


class Gazetteer:
    """
    Look-ups by name and by id, cached; the file is never written to.

    Raises MissingPartError if the file is missing or is not a gazetteer.
    """

    def __init__(self, path: Path | None = None) -> None:
        path = path or tables.data_path(FILE)
        try:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._zones: dict[int, str] = dict(self._db.execute("SELECT id, name FROM zones"))
            self._capitals = frozenset(row[0] for row in self._db.execute("SELECT place FROM capitals"))
        except sqlite3.Error as error:
            raise MissingPartError(f"tables/{FILE}", f"no gazetteer ({error})", "reinstall allegedly") from error
        self._lookup = functools.lru_cache(maxsize=65536)(self._find)
        self._longest = functools.lru_cache(maxsize=65536)(self._find_longest)
        self._by_id = functools.lru_cache(maxsize=65536)(self._find_by_id)

    def close(self) -> None:
        """Close the file; look-ups afterwards fail."""
        self._db.close()

    def lookup(self, key: str) -> tuple[tuple[Place, bool], ...]:
        """The places of that key (see `place_key`), largest first, each with whether the name is only a variant."""
        return self._lookup(key)

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with the key `word`; 0 if none does."""
        return self._longest(word)

    def is_capital(self, place: Place) -> bool:
        """Whether the place is the capital of its country."""
        return place.id in self._capitals

    def place(self, number: int) -> Place:
        """The place with that id of ours. Raises KeyError if there is none."""
        return self._by_id(number)

    def named(self, name: str, kind: str, country: str | None = None) -> Place | None:
        """The largest place of that name and kind, in `country` if given."""
        return next((p for p, _ in self.lookup(place_key(name)) if p.kind == kind and country in (None, p.country)), None)

    def _find(self, key: str) -> tuple[tuple[Place, bool], ...]:
        query = (
            "SELECT p.*, n.variant FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
            " ORDER BY n.variant, p.population DESC, p.id LIMIT 100"
        )
        return tuple((self._shape(row[:-1]), bool(row[-1])) for row in self._db.execute(query, (key,)))

    def _find_longest(self, word: str) -> int:
        row = self._db.execute("SELECT longest FROM firsts WHERE word = ?", (word,)).fetchone()
        return 0 if row is None else int(row[0])

    def _find_by_id(self, number: int) -> Place:
        row = self._db.execute("SELECT * FROM places WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return self._shape(row)

    def _shape(self, row: tuple[Any, ...]) -> Place:
        number, geonameid, name, kind, country, admin1, region, district, lat, lon, radius_km, population, zone = row
        timezone = self._zones.get(zone)
        return Place(
            number, geonameid, name, kind, country, admin1, region, district, lat / 1e5, lon / 1e5, radius_km, population, timezone
        )


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


@functools.cache
def disputes() -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """Disputed divisions as (country, ISO 3166-2 code or "" for a whole country), and disputed names, from the table."""
    rows = tables.rows("disputed")
    divisions = frozenset((row["country"], row["admin1"]) for row in rows if row["country"])
    return divisions, frozenset(row["name"] for row in rows if row["name"])


def is_disputed(place: Place, region_name: str | None) -> bool:
    """Whether states dispute `place`, which lies in the region of that name, by the table of disputes."""
    divisions, names = disputes()
    country = place.country or ""
    return (
        place.name in names
        or region_name in names
        or (country, "") in divisions
        or (place.admin1 is not None and (country, place.admin1) in divisions)
    )
