"""Quantities in sentences of many wars: spans, bounds, populations, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.mentions.number_figures import read_figure
from allegedly.mentions.quantities import QuantityMention, find_quantities
from allegedly.records import Sentence

Parse = Callable[[str], list[Sentence]]
# text, then per quantity: words, lower, upper, best, of
Row = tuple[str, float | None, float | None, float | None, str | None]

COUNTS: list[tuple[str, list[Row]]] = [
    ("The raid killed at least four soldiers in Kidal.", [("at least four soldiers", 4, None, 4, "soldier")]),
    ("Shelling wounded up to 20 civilians.", [("up to 20 civilians", None, 20, None, "civilian")]),
    ("As many as 112 people drowned.", [("As many as 112 people", None, 112, None, "person")]),
    ("More than 30 villagers fled Sagaing.", [("More than 30 villagers", 31, None, None, "person")]),
    ("Fewer than 50 families returned.", [("Fewer than 50 families", None, 49, None, "family")]),
    ("No fewer than 12 aid workers were detained.", [("No fewer than 12 aid workers", 12, None, 12, "aid worker")]),
    ("Some 1.5 million people left Khartoum.", [("Some 1.5 million people", 1350000, 1650000, 1500000, "person")]),
    ("Nearly 3,000 refugees arrived in Adre.", [("Nearly 3,000 refugees", 2700, 3000, 3000, "refugee")]),
    ("Around 25 rebels surrendered.", [("Around 25 rebels", 22, 28, 25, "rebel")]),
    ("An estimated 10,000 troops crossed the Litani.", [("An estimated 10,000 troops", 9000, 11000, 10000, "soldier")]),
    ("About a dozen houses burned in Rakhine.", [("About a dozen houses", 10, 14, None, "house")]),
    ("Sixty-odd fighters took the bridge.", [("Sixty-odd fighters", 54, 66, 60, "fighter")]),
    ("A dozen or more trucks were hit.", [("A dozen or more trucks", 12, None, None, "truck")]),
    ("Between 15 and 20 homes collapsed.", [("Between 15 and 20 homes", 15, 20, None, "home")]),
    ("Gunmen abducted 20 to 30 pupils.", [("20 to 30 pupils", 20, 30, None, "pupil")]),
    ("The column had 20-30 tanks.", [("20-30 tanks", 20, 30, None, "tank")]),
    ("Twenty-five drones were launched at Odesa.", [("Twenty-five drones", 25, 25, 25, "drone")]),
    ("A hundred and five prisoners were exchanged.", [("A hundred and five prisoners", 105, 105, 105, "prisoner")]),
    ("Dozens of homes were razed.", [("Dozens of homes", 24, 99, None, "home")]),
    ("Scores of villagers were missing.", [("Scores of villagers", 40, 99, None, "person")]),
    ("Several hundred families hid in Goma.", [("Several hundred families", 200, 999, None, "family")]),
    ("A few soldiers deserted.", [("A few soldiers", 3, 9, None, "soldier")]),
    ("A couple of trucks burned.", [("A couple of trucks", 2, 2, None, "truck")]),
    ("Tens of thousands of people marched.", [("Tens of thousands of people", 20000, 99999, None, "person")]),
    ("Hundreds of thousands remain in Rafah.", [("Hundreds of thousands", 200000, 999999, None, None)]),
    (
        "More than half a million refugees crossed into Chad.",
        [("More than half a million refugees", 500001, None, None, "refugee")],
    ),
    ("Air defence downed 53 of the drones.", [("53 of the drones", 53, 53, 53, None)]),
    ("Two of the dead were nurses.", [("Two of the dead", 2, 2, 2, None)]),
    (
        "Police held 12 suspects, two of them minors.",
        [("12 suspects", 12, 12, 12, "suspect"), ("two of them minors", 2, 2, 2, "child")],
    ),
    ("No soldiers were hurt.", [("No soldiers", 0, 0, 0, "soldier")]),
    ("Nobody was hurt in Tyre.", [("Nobody", 0, 0, 0, "person")]),
    ("None of the missiles reached Eilat.", [("None of the missiles", 0, 0, 0, None)]),
    ("A woman and her two sons were abducted.", [("A woman and her two sons", 3, 3, 3, "person")]),
    ("A man and a woman died in Bakhmut.", [("A man and a woman", 2, 2, 2, "person")]),
    ("A fourth person died.", [("A fourth person", 1, 1, 1, "person")]),
    ("They fired 57 Shahed-type drones.", [("57 Shahed-type drones", 57, 57, 57, "Shahed drone")]),
    ("The brigade lost four T-72B3 tanks.", [("four T-72B3 tanks", 4, 4, 4, "T-72B3 tank")]),
    (
        "Pyongyang tested three short-range ballistic missiles.",
        [("three short-range ballistic missiles", 3, 3, 3, "short-range ballistic missile")],
    ),
    (
        "It fired four ballistic and two cruise missiles.",
        [("four ballistic", 4, 4, 4, "ballistic missile"), ("two cruise missiles", 2, 2, 2, "cruise missile")],
    ),
    ("Hamas fired 90 rockets, of which 74 were intercepted.", [("90 rockets", 90, 90, 90, "rocket"), ("74", 74, 74, 74, None)]),
    ("The navy said it downed 34 of 47 drones.", [("34 of 47 drones", 34, 34, 34, None), ("47 drones", 47, 47, 47, "drone")]),
    ("Gunmen killed four Israelis and two Syrians.", [("four Israelis", 4, 4, 4, "person"), ("two Syrians", 2, 2, 2, "person")]),
    ("The toll rose from nine to 14.", [("nine", 9, 9, 9, None), ("14", 14, 14, 14, None)]),
    ("A family of six fled Malakal.", [("A family of six", 6, 6, 6, "person")]),
    ("An elderly couple died in Sloviansk.", [("An elderly couple", 2, 2, 2, "person")]),
    ("The raiders seized 40 women and girls.", [("40 women and girls", 40, 40, 40, "person")]),
    ("Low thousands of refugees came to Renk.", [("Low thousands of refugees", 1000, 3999, None, "refugee")]),
    ("Two thousand, three hundred people fled.", [("Two thousand, three hundred people", 2300, 2300, 2300, "person")]),
    ("The column had 20–30 tanks.", [("20–30 tanks", 20, 30, None, "tank")]),
    ("Gunners fired 90 Shahed-136/131 drones.", [("90 Shahed-136/131 drones", 90, 90, 90, "Shahed-136/131 drone")]),
    ("They downed 12 enemy drones.", [("12 enemy drones", 12, 12, 12, "drone")]),
    (
        "All but five of the 18 rockets fell short.",
        [("All but five of the 18 rockets", 13, 13, 13, None), ("18 rockets", 18, 18, 18, "rocket")],
    ),
    ("Of the 22 hostages, nine came home.", [("22 hostages", 22, 22, 22, "hostage"), ("nine", 9, 9, 9, None)]),
    ("There were 197 000 deaths.", [("197 000 deaths", 197000, 197000, 197000, "person")]),
]

MEASURES: list[tuple[str, str, str | None, str, float, float]] = [
    ("Washington pledged $275 million in aid.", "$275 million", "USD", "money", 275e6, 275e6),
    ("The deal is worth about €1.2bn.", "about €1.2bn", "EUR", "money", 1.08e9, 1.32e9),
    ("The missile flew 350 kilometres.", "350 kilometres", "km", "distance", 350, 350),
    ("Rebels advanced ten miles.", "ten miles", "km", "distance", 16.09344, 16.09344),
    ("Troops took 40 square kilometres of Kursk.", "40 square kilometres", "km2", "area", 40, 40),
    ("The battle lasted three days.", "three days", "d", "duration", 3, 3),
    ("A convoy brought 500 tonnes of flour.", "500 tonnes of flour", "t", "weight", 500, 500),
    ("Some 40 percent of homes are gone.", "Some 40 percent", "%", "percent", 36, 44),
    ("A third of the drones were downed.", "A third of the drones", None, "fraction", 0.333333, 0.333333),
    ("The four-year-old girl was rescued.", "four-year-old", "a", "age", 4, 4),
    ("The camp lies a mile from the dam.", "a mile", "km", "distance", 1.609344, 1.609344),
    ("The drone flew at 900m over Tyre.", "900m", "km", "distance", 0.9, 0.9),
    ("They held ½ tonne of fuel.", "½ tonne of fuel", "t", "weight", 0.5, 0.5),
    ("A third were hurt, one by a 25lbs shell.", "25lbs", "t", "weight", 0.01134, 0.01134),
    ("The front lies between 20 km and 30 km away.", "between 20 km and 30 km", "km", "distance", 20, 30),
]

NOTHING = [
    "Su-34 and MiG-31K jets, S-300 batteries and a Kh-101 were seen.",
    "Resolution 1701 and Article 5 were cited.",
    "The 47th Brigade and Battalion 12 withdrew on 5 July 2014.",
    "It happened at 10:30 a.m. on May 9, 1989.",
    "The G7 spoke of 24/7 support in 2023.",
    "Call 0207946018 now.",
    "They fought one another, and at one point one-way traffic stopped.",
    "There is no longer any doubt.",
    "It froze to minus ten in Donetsk.",
    "San Salvador, 20 Mar 89, was calm.",
]


def _found(parse: Parse, text: str) -> list[QuantityMention]:
    return [q for s in parse(text) for q in find_quantities(s)]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[c[0] for c in COUNTS])
def test_counts(parse: Parse, text: str, expected: list[Row]) -> None:
    assert [(text[q.start : q.end], q.lower, q.upper, q.best, q.of) for q in _found(parse, text)] == expected


@pytest.mark.parametrize("case", MEASURES, ids=[m[0] for m in MEASURES])
def test_measures(parse: Parse, case: tuple[str, str, str | None, str, float, float]) -> None:
    text, words, unit, kind, lower, upper = case
    found = next(q for q in _found(parse, text) if q.kind == kind)
    assert (text[found.start : found.end], found.unit) == (words, unit)
    assert found.lower == pytest.approx(lower)
    assert found.upper == pytest.approx(upper)


@pytest.mark.parametrize("text", NOTHING)
def test_dates_names_and_labels_are_no_quantities(parse: Parse, text: str) -> None:
    assert [text[q.start : q.end] for q in _found(parse, text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three more bodies were found.", False),
        ("Another five soldiers died.", False),
        ("A total of 81 men were executed.", True),
        ("The toll has risen to nine.", True),
        ("The army buried 19 men.", None),
    ],
)
def test_running_totals_and_increments(parse: Parse, text: str, expected: bool | None) -> None:  # noqa: FBT001
    assert _found(parse, text)[0].cumulative is expected


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Three of the drones fell.", "drones"),
        ("Nine people died, including two children.", None),
        ("It fired ten missiles, of which four were downed.", "missiles"),
        ("Of the 30 prisoners, 12 were freed.", "prisoners"),
        ("Crews downed 17 drones out of 25.", "drones"),
    ],
)
def test_parts_know_their_whole(parse: Parse, text: str, whole: str | None) -> None:
    part = next(q for q in _found(parse, text) if q.subset)
    if whole is not None:
        assert part.subset_of is not None
        assert part.subset_of.text == whole


def test_articles_are_marked(parse: Parse) -> None:
    assert [q.kind for q in _found(parse, "A woman was shot.")] == ["article"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.sampled_from("0123456789,.-–/$€% \nof aone dozenhalf'thirdÀ½٣𝟗 nokm"), max_size=60) | st.text(max_size=40)
)
def test_any_text_goes_through(parse: Parse, text: str) -> None:
    for sentence in parse(text):
        end = 0
        for mention in find_quantities(sentence):
            assert sentence.start <= mention.start < mention.end <= sentence.end
            assert mention.start >= end
            end = mention.end


def test_a_code_with_an_exponent_past_all_floats_is_no_figure() -> None:
    assert read_figure("0e309") is None
    assert read_figure("1e3") is not None
