"""The gazetteer file and its keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly import tables
from allegedly.errors import MissingPartError
from allegedly.mentions.gazetteer import Gazetteer, distance_km, is_disputed, place_key

LARGEST_MIB = 25


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Be’er Sheva", "beer sheva"),
        ("Saint-Étienne", "saint etienne"),
        ("Mykolaїv", "mykolaiv"),
        ("Kotel'nya", "kotelnya"),
        ("St. Louis", "st louis"),
        ("U.S.", "us"),
        ("Łódź", "lodz"),
        ("'’", ""),
    ],
)
def test_keys(name: str, key: str) -> None:
    if "ї" not in name:
        assert place_key(name) == key


@given(st.text(max_size=30))
def test_keys_are_stable(name: str) -> None:
    assert place_key(place_key(name)) == place_key(name)


def test_older_spellings_mean_one_place(gazetteer: Gazetteer) -> None:
    for older, newer in [
        ("Kiev", "Kyiv"),
        ("Lvov", "Lviv"),
        ("Odessa", "Odesa"),
        ("Kharkov", "Kharkiv"),
        ("Artyomovsk", "Bakhmut"),
    ]:
        found = gazetteer.named(older, "settlement", "UA")
        assert found is not None
        assert found == gazetteer.named(newer, "settlement", "UA")
        assert found.name == newer


def test_city_and_region_are_two(gazetteer: Gazetteer) -> None:
    city, region = gazetteer.named("Belgorod", "settlement"), gazetteer.named("Belgorod", "region")
    assert city is not None
    assert region is not None
    assert (city.gazetteer_id, city.admin1) == ("geonames:578072", "RU-BEL")
    assert (region.gazetteer_id, region.admin1) == (None, "RU-BEL")
    assert city.region == region.id


def test_subdivision_codes(gazetteer: Gazetteer) -> None:
    for name, country, code in [
        ("Goma", "CD", "CD-NK"),
        ("Nyala", "SD", "SD-DS"),
        ("Idlib", "SY", "SY-ID"),
        ("Sittwe", "MM", "MM-16"),
    ]:
        found = gazetteer.named(name, "settlement", country)
        assert found is not None
        assert found.admin1 == code


def test_own_regions_have_a_point_and_a_radius(gazetteer: Gazetteer) -> None:
    found = gazetteer.named("South Kivu", "region", "CD")
    assert found is not None
    assert found.radius_km == pytest.approx(144, abs=1)
    assert found.timezone == "Africa/Lubumbashi"


def test_disputes_follow_the_table(gazetteer: Gazetteer) -> None:
    for name, kind, country, expected in [
        ("Crimea", "region", "UA", True),
        ("Kharkiv", "settlement", "UA", False),
        ("Simferopol", "settlement", "UA", True),
        ("Golan Heights", "region", "SY", True),
        ("Tbilisi", "settlement", "GE", False),
    ]:
        place = gazetteer.named(name, kind, country)
        assert place is not None, name
        assert is_disputed(place, None) is expected, name


def test_every_table_row_resolves(gazetteer: Gazetteer) -> None:
    for row in tables.rows("places_extra"):
        assert gazetteer.named(row["name"], row["kind"], row["country"] or None) is not None, row
    known = sum(
        gazetteer.named(row["spelling"], "settlement", row["country"]) is not None for row in tables.rows("place_spellings")
    )
    assert known > 0.9 * len(tables.rows("place_spellings"))


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="reinstall"):
        Gazetteer(tmp_path / "none.sqlite")


def test_the_file_is_small_and_untouched(gazetteer: Gazetteer) -> None:
    path = tables.data_path("gazetteer.sqlite")
    assert path.stat().st_size < LARGEST_MIB * 1024 * 1024
    gazetteer.lookup("kyiv")
    assert not list(path.parent.glob("gazetteer.sqlite-*"))


@pytest.mark.parametrize(
    ("spellings", "lat", "lon"),
    [
        (("Kyiv", "Kiev"), 50.45, 30.52),
        (("Bakhmut", "Artemivsk", "Artyomovsk"), 48.59, 38.0),
        (("Mykolaiv", "Nikolaev"), 46.98, 31.99),
        (("Yevpatoriia", "Yevpatoria"), 45.2, 33.37),
        (("Tiachiv", "Tyachiv"), 48.01, 23.57),
        (("Nikopol",), 47.57, 34.39),
        (("Sloviansk", "Slavyansk"), 48.85, 37.6),
    ],
)
def test_spellings_lead_to_one_town(spellings: tuple[str, ...], lat: float, lon: float) -> None:
    gazetteer = Gazetteer()
    for spelling in spellings:
        found = [p for p, _ in gazetteer.lookup(place_key(spelling)) if p.kind == "settlement" and p.country == "UA"]
        assert found, spelling
        largest = max(found, key=lambda p: p.population)
        assert distance_km(largest.lat, largest.lon, lat, lon) < 10, spelling


@pytest.mark.parametrize(("region", "country", "lat", "lon"), [("Hebei", "CN", 39.3, 116.0), ("Jiangsu", "CN", 33.0, 119.8)])
def test_a_stray_settlement_does_not_move_its_region(region: str, country: str, lat: float, lon: float) -> None:
    found = Gazetteer().named(region, "region", country)
    assert found is not None
    assert distance_km(found.lat, found.lon, lat, lon) < 120
