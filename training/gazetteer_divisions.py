"""First- and second-order divisions for the gazetteer, and the entries that it is made of."""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from allegedly import tables
from allegedly.mentions.gazetteer import distance_km, place_key

LARGEST_REGION_KM = 1500.0
STRAY_TIMES = 2.0


@dataclass
class Entry:
    """A place on its way into the file; `names` maps each key to whether it is only a variant."""

    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    geonameid: int | None = None
    admin1: str | None = None
    region: Entry | None = None
    district: Entry | None = None
    radius_km: float | None = None
    population: int = 0
    zone: str | None = None
    number: int = 0
    names: dict[str, bool] = field(default_factory=dict)

    def call(self, name: str, *, variant: bool) -> None:
        """Give the place one more name."""
        key = place_key(name)
        if key and (not variant or key not in self.names):
            self.names[key] = variant


def regions_of(rows: list[tuple[dict[str, Any], str | None, str | None]]) -> dict[str, Entry]:
    """First-order divisions by GeoNames code: our table's, and for the rest GeoNames' name and the middle of their settlements."""
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for city, state, _ in rows:
        code = f"{city['countrycode']}.{city['admin1code']}"
        inside[code].append(city)
        if state:
            called[code][state] += 1
    own = {f"{r['country']}.{r['code']}": r for r in tables.rows("regions")}
    found = {}
    for code in sorted(inside.keys() | own.keys()):
        row = own.get(code)
        if row is None and called[code]:
            found[code] = _derived(called[code].most_common(1)[0][0], "region", inside[code])
        elif row is not None and row["name"]:
            found[code] = _from_table(row, inside[code])
    return found


def _from_table(row: dict[str, str], inside: list[dict[str, Any]]) -> Entry:
    """A region of our table; where it gives no area, the radius is that of a circle round the region's settlements."""
    radius: float | None = round(math.sqrt(float(row["area_km2"]) / math.pi)) if row["area_km2"] else None
    if radius is None and inside:
        radius = _derived(row["name"], "region", inside).radius_km
    entry = Entry(
        row["name"],
        "region",
        row["country"],
        float(row["lat"]),
        float(row["lon"]),
        admin1=row["iso"] or None,
        radius_km=radius,
        population=sum(c["population"] for c in inside),
        zone=_commonest(inside),
    )
    entry.call(row["name"], variant=False)
    for alias in filter(None, row["aliases"].split(";")):
        entry.call(alias, variant=False)
    return entry


def _derived(name: str, kind: str, inside: list[dict[str, Any]]) -> Entry:
    inside = _without_strays(inside)
    lats, lons = sorted(c["latitude"] for c in inside), sorted(c["longitude"] for c in inside)
    lat, lon = (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2
    reach = max(distance_km(lat, lon, c["latitude"], c["longitude"]) for c in inside)
    entry = Entry(
        name,
        kind,
        inside[0]["countrycode"],
        round(lat, 3),
        round(lon, 3),
        radius_km=float(min(max(round(reach), 5), LARGEST_REGION_KM)),
        population=sum(c["population"] for c in inside),
        zone=_commonest(inside),
    )
    entry.call(name, variant=False)
    words = name.split()
    if len(words) > 1 and words[-1] in {
        "Oblast",
        "Province",
        "State",
        "Department",
        "Region",
        "Governorate",
        "District",
        "Republic",
        "Voivodeship",
        "Prefecture",
        "Krai",
        "Territory",
        "County",
        "Parish",
        "Canton",
    }:
        entry.call(" ".join(words[:-1]), variant=False)
    return entry


def _without_strays(inside: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The settlements but those that a wrong code put there: more than twice as far from the middle as nine in ten are."""
    lat, lon = (statistics.median(c[axis] for c in inside) for axis in ("latitude", "longitude"))
    away = [distance_km(lat, lon, c["latitude"], c["longitude"]) for c in inside]
    limit = STRAY_TIMES * max(1.0, sorted(away)[int(0.9 * (len(away) - 1))])
    return [c for c, distance in zip(inside, away, strict=True) if distance <= limit]


def districts_of(rows: list[tuple[dict[str, Any], str | None, str | None]], regions: dict[str, Entry]) -> dict[str, Entry]:
    """Second-order divisions (United States counties, districts elsewhere) with the middle of their settlements."""
    towns = {(city["countrycode"], place_key(city["name"])) for city, _, _ in rows}
    inside = defaultdict(list)
    for city, _, county in rows:
        if county and (city["countrycode"] == "US" or (city["countrycode"], place_key(county)) not in towns):
            inside[f"{city['countrycode']}.{city['admin1code']}.{county}"].append(city)
    found = {}
    for code, cities in sorted(inside.items()):
        region = regions.get(code.rsplit(".", 1)[0]) if "." not in cities[0]["admin1code"] else None
        entry = _derived(code.split(".", 2)[2], "district", cities)
        entry.region = regions.get(f"{cities[0]['countrycode']}.{cities[0]['admin1code']}") or region
        entry.admin1 = entry.region.admin1 if entry.region else None
        found[code] = entry
    return found


def _commonest(inside: list[dict[str, Any]]) -> str | None:
    zones = Counter(c["timezone"] for c in inside)
    return min(zones, key=lambda z: (-zones[z], z)) if zones else None
