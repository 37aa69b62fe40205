"""Places in sentences: which, how exactly, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.mentions.gazetteer import Gazetteer
from allegedly.mentions.places import PlaceMention, find_places
from allegedly.records import Sentence

Find = Callable[[str], list[PlaceMention]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture
def find(parse: Callable[[str], list[Sentence]], gazetteer: Gazetteer) -> Find:
    return lambda text: find_places(parse(text), gazetteer)


def spans(text: str, mentions: list[PlaceMention], use: str = "place") -> list[str]:
    return [text[m.start : m.end] for m in mentions if m.use == use]


@pytest.mark.parametrize(
    ("text", "phrase", "name", "precision"),
    [
        ("Two people died in Nyala on Friday.", "Nyala", "Nyala", 1),
        ("Shells fell near Taiz overnight.", "near Taiz", "Taiz", 2),
        ("A convoy was hit on the outskirts of Idlib.", "on the outskirts of Idlib", "Idlib", 2),
        ("Rockets landed some 20 km south of Kirkuk.", "some 20 km south of Kirkuk", "Kirkuk", 2),
        ("Gunmen took a post in eastern Burkina Faso.", "eastern Burkina Faso", "eastern Burkina Faso", 3),
        ("The army advanced in the Lyman direction.", "the Lyman direction", "Lyman", 3),
        ("Drones flew over the Bryansk region at night.", "the Bryansk region", "Bryansk Oblast", 3),
        ("A frigate was hit in the Red Sea.", "Red Sea", "Red Sea", 3),
        ("Fighting spread through Niger this week.", "Niger", "Niger", 4),
        ("Three villages in Rakhine State burned.", "Rakhine State", "Rakhine State", 3),
    ],
)
def test_phrases(find: Find, text: str, phrase: str, name: str, precision: int) -> None:
    found = [m for m in find(text) if not m.metonym]
    assert [(text[m.start : m.end], m.name, m.precision) for m in found] == [(phrase, name, precision)]


def test_distance_becomes_the_radius(find: Find) -> None:
    (found,) = find("A mine exploded 10 miles north of Mopti.")
    assert found.radius_km == pytest.approx(16.1, abs=0.1)


def test_quarter_moves_the_point(find: Find) -> None:
    (found,) = find("Jets struck targets in southern Lebanon.")
    assert found.lat is not None
    assert found.lat < 33.7
    assert found.radius_km is not None


def test_container_decides_between_places_of_one_name(find: Find) -> None:
    text = "A storm hit Paris, Texas, on Monday."
    found = find(text)
    assert spans(text, found) == ["Paris"]
    assert spans(text, found, "holder") == ["Texas"]
    assert found[0].admin1 == "US-TX"


def test_the_article_decides_between_places_of_one_name(find: Find) -> None:
    found = find("Shelling hit Kadugli in South Kordofan. Sudanese troops left Dilling. Two died in Tripoli.")
    assert {m.country for m in found[:3]} == {"SD"}
    found = find("Lebanese soldiers deployed in Sidon and Beirut. Shots were heard in Tripoli.")
    assert found[-1].country == "LB"


@pytest.mark.parametrize(
    "text",
    [
        "Washington has condemned the raid.",
        "Khartoum says its troops hold the bridge.",
        "Sudan's army denied it.",
        "US officials doubt the report.",
        "Turkey-backed fighters withdrew.",
        "The village was bombed by Ethiopia.",
    ],
)
def test_states_that_act_are_metonyms(find: Find, text: str) -> None:
    assert all(m.metonym for m in find(text))


def test_seat_of_a_ministry_is_no_place(find: Find) -> None:
    assert [m.use for m in find("The ministry in Ankara confirmed the deaths.")] == ["seat"]


@pytest.mark.parametrize(
    "text",
    [
        "General Houston met the delegates.",
        "Mr Lincoln declined to comment.",
        "Israeli and Palestinian negotiators met.",
        "The Kyiv Independent published the video.",
        "He studied at the University of Texas.",
        "They arrived in May and left in March.",
    ],
)
def test_no_places(find: Find, text: str) -> None:
    assert find(text) == []


def test_descriptions_stand_for_the_place_named_before(find: Find) -> None:
    text = "Missiles hit Latakia at dawn. The city lost power, and the suburbs were cut off."
    found = find(text)
    assert [(text[m.start : m.end], m.name, m.precision, m.described) for m in found] == [
        ("Latakia", "Latakia", 1, False),
        ("The city", "Latakia", 1, True),
        ("the suburbs", "Latakia", 2, True),
    ]


def test_descriptions_without_a_name_stay_unresolved(find: Find) -> None:
    assert find("The city lost power.") == []
    assert all(not m.described for m in find("Homs burned. The city council met."))


def test_disputed_places_keep_the_country_of_the_general_assembly(find: Find) -> None:
    (found,) = find("Blasts were heard in Simferopol.")
    assert (found.country, found.disputed, found.timezone) == ("UA", True, "Europe/Simferopol")


def test_upper_case_wires(find: Find) -> None:
    text = "GUERRILLAS ATTACKED A POLICE POST IN MEDELLIN AND ESCAPED TO THE HILLS."
    assert [m.name for m in find(text)] == ["Medellín"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_offsets_lie_in_any_text(find: Find, text: str) -> None:
    last = 0
    for m in find("In Goma. " + text + " near Kyiv"):
        assert last <= m.start <= m.name_start < m.name_end <= m.end <= len(text) + 19
        last = m.end


def test_the_seed_article(parse: Callable[[str], list[Sentence]], gazetteer: Gazetteer, shared: Path) -> None:
    text = next((shared / "data" / "seed").glob("*.txt")).read_text(encoding="utf-8")
    found = find_places(parse(text), gazetteer)
    kyiv = {m.gazetteer_id for m in found if m.name == "Kyiv"}
    assert kyiv == {"geonames:703448"}
    assert {m.name for m in found if "Kursk" in m.name and m.kind != "front"} == {"Kursk", "Kursk Oblast"}
    assert any(m.name == "Black Sea" for m in found)
    crimea = next(m for m in found if m.name == "Crimea")
    assert (crimea.country, crimea.disputed) == ("UA", True)
    suburbs = next(m for m in found if text[m.start : m.end] == "the suburbs")
    assert (suburbs.name, suburbs.precision) == ("Kyiv", 2)


def test_a_village_outside_the_gazetteer_has_no_point_of_its_own(find: Find) -> None:
    text = "Gunmen raided the village of Qarubesh, near Dikwa. They later left Qarubesh. The village is empty."
    found = [m for m in find(text) if not m.metonym]
    assert [text[m.start : m.end] for m in found] == ["Qarubesh", "near Dikwa", "Qarubesh", "The village"]
    village = found[0]
    assert (village.gazetteer_id, village.country) == (None, "NG")
    # Told to be near a town, it lies somewhere around it; told without one, nobody knows where.
    assert (village.lat, village.precision, village.radius_km) == (found[1].lat, 2, 25.0)
    assert (found[2].lat, found[2].radius_km) == (None, None)
    assert found[-1].name == "Qarubesh"


def test_a_quarter_takes_the_point_of_its_town(find: Find) -> None:
    found = find("A shell hit the Qarubesh district of Homs.")
    assert [(m.name, m.precision) for m in found] == [("Qarubesh", 2), ("Homs", 1)]
    assert found[0].lat == found[1].lat


def test_a_road_is_between_its_ends(find: Find) -> None:
    (found,) = find("Two lorries were burned on the Gao–Ansongo road.")
    assert (found.name, found.precision, found.country) == ("Gao–Ansongo road", 3, "ML")
    assert found.lat is not None


def test_whose_deed_it_is_is_no_place(find: Find) -> None:
    text = "Riyadh's strikes killed nine people in Saada. Amman was not involved."
    assert spans(text, find(text)) == ["Saada"]


def where(mentions: list[PlaceMention], name: str) -> tuple[str | None, str | None]:
    return next((m.country, m.admin1) for m in mentions if m.name == name)


def test_members_of_a_list_are_alike(find: Find) -> None:
    found = find("Farms closed in Alabama, Georgia, Tennessee and Washington.")
    assert [(m.country, m.kind) for m in found] == [("US", "region")] * 4


def test_a_state_told_after_its_town_is_the_one_that_holds_it(find: Find) -> None:
    found = find("A bridge fell in Atlanta, Georgia, at noon.")
    assert [m.admin1 for m in found] == ["US-GA", "US-GA"]


def test_states_side_by_side_are_no_towns_of_each_other(find: Find) -> None:
    assert [m.kind for m in find("Envoys came from China, Japan and Mongolia.")] == ["country"] * 3


def test_what_is_called_a_state_is_one(find: Find) -> None:
    assert where(find("Fires spread in the state of Washington."), "Washington") == ("US", "US-WA")


@pytest.mark.parametrize(
    "text",
    [
        "Crews closed Charleston Road for two hours.",
        "Nurses came to St. Michael's School.",
        "The firm of Mansfield & Price was hired.",
        "MARIA, NE of us can go.",
        "The US Department of Energy paid.",
    ],
)
def test_what_only_bears_a_towns_name_is_no_place(find: Find, text: str) -> None:
    assert not [m for m in find(text) if m.use == "place"]


def test_abbreviated_states_need_a_sign_that_they_are_meant(find: Find) -> None:
    assert [m.admin1 for m in find("Police in S.C. found the car.")] == ["US-SC"]
    assert find("Two men fell ill. Nobody knew why.") == []


def test_rivers_have_the_article(find: Find) -> None:
    assert [m.kind for m in find("Boats crossed the Dnipro at night.")] == ["water"]
    assert [m.kind for m in find("Trains reached Dnipro at night.")] == ["settlement"]


def test_a_namesake_far_from_what_it_is_told_to_be_near_gives_no_false_point(find: Find) -> None:
    found = find("Shells fell on the village of Makiivka near Svatove.")
    village, town = found
    assert (village.name, village.lat, village.precision) == ("Makiivka", town.lat, 2)
    assert village.radius_km is not None


def test_between_two_towns_is_neither(find: Find) -> None:
    found = find("The train was hit between Goma and Bukavu on Friday.")
    assert [m.precision for m in found] == [2, 2]
    assert found[0].radius_km == found[1].radius_km == pytest.approx(52, abs=8)


@pytest.mark.parametrize(
    ("text", "phrase", "radius_km"),
    [
        ("A ship was hit 70 nautical miles southwest of Hodeidah.", "70 nautical miles southwest of Hodeidah", 129.6),
        ("A drone fell 15 km north of the city of Sumy.", "15 km north of the city of Sumy", 15.0),
    ],
)
def test_distances_from_a_town(find: Find, text: str, phrase: str, radius_km: float) -> None:
    (found,) = find(text)
    assert (text[found.start : found.end], found.precision, found.radius_km) == (phrase, 2, radius_km)


def test_a_variant_in_a_country_of_which_nothing_is_told_is_a_namesake(find: Find) -> None:
    text = "A bomb exploded on the road between Douentza and Boni in Mali. Soldiers from Mopti came."
    assert all(m.country != "DE" for m in find(text))
    assert any(m.name == "Bonn" for m in find("The minister flew from Berlin to Boni, in Germany, on Sunday."))


def test_a_nearby_town_is_the_town_and_a_camp_that_a_country_has_a_place(find: Find) -> None:
    assert [(m.name, m.precision) for m in find("Shells fell in the nearby city of Sidon.")] == [("Sidon", 1)]
    assert [m.name for m in find("Clashes broke out in Lebanon's Ain al-Hilweh camp.")][-1] == "Ain al-Hilweh camp"


def test_groups_named_with_of_are_no_places(find: Find) -> None:
    assert [m.name for m in find("The Guardians of the Coast left Goma.")] == ["Goma"]
