"""Time mentions: where they stand, what they mean, and which look-alikes are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.mentions.time_mentions import TimeMention
from allegedly.mentions.times import find_times, normalise
from allegedly.records import Sentence

Parse = Callable[[str], list[Sentence]]
PUBLISHED = "2023-06-14T09:30:00+03:00"  # a Wednesday


def read(parse: Parse, text: str, published: str | None = PUBLISHED) -> list[tuple[str, TimeMention]]:
    return [(text[m.start : m.end], m) for m in find_times(parse(text), published)]


def one(parse: Parse, text: str, published: str | None = PUBLISHED) -> tuple[str, TimeMention]:
    found = read(parse, text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "begins", "ends"),
    [
        ("Rebels seized the airport on Monday.", "Monday", "2023-06-12", "2023-06-12T00:00:00", "2023-06-13T00:00:00"),
        ("Shells hit the camp on Monday morning.", "Monday morning", "2023-06-12TMO", "2023-06-12T06:00:00", "2023-06-12T12:00:00"),
        ("Jets bombed the bridge overnight.", "overnight", "2023-06-13TNI", "2023-06-13T20:00:00", "2023-06-14T06:00:00"),
        (
            "They fled in the early hours of Tuesday.",
            "the early hours of Tuesday",
            "2023-06-13",
            "2023-06-13T00:00:00",
            "2023-06-13T06:00:00",
        ),
        ("Gunfire was heard last night.", "last night", "2023-06-13TNI", "2023-06-13T20:00:00", "2023-06-14T06:00:00"),
        (
            "Clashes erupted overnight into Sunday.",
            "overnight into Sunday",
            "2023-06-10TNI",
            "2023-06-10T20:00:00",
            "2023-06-11T06:00:00",
        ),
        ("The town fell last week.", "last week", "2023-W23", "2023-06-05T00:00:00", "2023-06-12T00:00:00"),
        ("Two depots burned earlier this week.", "earlier this week", "2023-W24", "2023-06-12T00:00:00", "2023-06-14T09:30:00"),
        ("The road has been shut since Friday.", "since Friday", "2023-06-09", "2023-06-09T00:00:00", "2023-06-14T09:30:00"),
        ("Envoys will meet on Friday.", "Friday", "2023-06-16", "2023-06-16T00:00:00", "2023-06-17T00:00:00"),
        ("A mine killed two farmers three days ago.", "three days ago", "2023-06-11", "2023-06-11T00:00:00", "2023-06-12T00:00:00"),
        ("Ten drones fell in the past 24 hours.", "the past 24 hours", "PT24H", "2023-06-13T09:30:00", "2023-06-14T09:30:00"),
        ("The siege ended in November 2012.", "November 2012", "2012-11", "2012-11-01T00:00:00", "2012-12-01T00:00:00"),
        ("A bomb exploded in early March.", "early March", "2023-03", "2023-03-01T00:00:00", "2023-03-11T00:00:00"),
        ("The raid came on 3 Jan 90.", "3 Jan 90", "1990-01-03", "1990-01-03T00:00:00", "1990-01-04T00:00:00"),
        ("Militias fought there in the 1990s.", "the 1990s", "199", "1990-01-01T00:00:00", "2000-01-01T00:00:00"),
        ("Observers came over the weekend.", "the weekend", "2023-W23-WE", "2023-06-10T00:00:00", "2023-06-12T00:00:00"),
    ],
)
def test_values_and_intervals(  # noqa: PLR0913, PLR0917  one column a value
    parse: Parse, text: str, words: str, value: str, begins: str, ends: str
) -> None:
    found, mention = one(parse, text)
    assert found == words
    assert mention.resolve() == (value, begins + "+03:00", ends + "+03:00")


def test_clock_time_joins_its_day_and_keeps_a_named_zone(parse: Parse) -> None:
    found, mention = one(parse, "A missile struck the harbour at 3:40 a.m. on Sunday.")
    assert found == "3:40 a.m. on Sunday"
    assert mention.resolve(ZoneInfo("Asia/Aden"))[:2] == ("2023-06-11T03:40", "2023-06-11T03:40:00+03:00")
    _, greenwich = one(parse, "The convoy was hit at 0400 GMT on Sunday.")
    assert greenwich.resolve(ZoneInfo("Asia/Aden"))[1] == "2023-06-11T07:00:00+03:00"


def test_zone_of_place_then_of_publication_then_utc(parse: Parse) -> None:
    text = "Rebels seized the airport on Monday."
    assert one(parse, text)[1].resolve(ZoneInfo("Africa/Khartoum"))[1] == "2023-06-12T00:00:00+02:00"
    assert one(parse, text)[1].resolve()[1] == "2023-06-12T00:00:00+03:00"
    assert one(parse, text, "2023-06-14")[1].resolve()[1] == "2023-06-12T00:00:00+00:00"


def test_unknown_publication_leaves_what_cannot_be_known_open(parse: Parse) -> None:
    assert one(parse, "Rebels seized the airport on Sunday.", None)[1].resolve() == ("XXXX-WXX-7", None, None)
    assert one(parse, "The army crossed the border on 5 July.", None)[1].resolve() == ("XXXX-07-05", None, None)


def test_narrative_dates_count_from_the_last_day_named(parse: Parse) -> None:
    text = "The ceasefire began on 1 June. Two days later it collapsed. The next morning, tanks rolled in. That day a bridge fell."
    assert [m.value for _, m in read(parse, text)] == ["2023-06-01", "2023-06-03", "2023-06-04TMO", "2023-06-04"]


def test_historical_year_and_named_operation_date_a_bare_day(parse: Parse) -> None:
    year = read(parse, "In 1982, the fleet arrived on 21 May.")
    assert [m.value for _, m in year] == ["1982", "1982-05-21"]
    assert all(m.historical for _, m in year)
    _, operation = one(parse, "Operation Desert Storm opened with air raids on 17 January.")
    assert (operation.value, operation.historical) == ("1991-01-17", True)


def test_a_month_of_that_year_takes_the_year_from_the_narrative(parse: Parse) -> None:
    found = read(parse, "The uprising began in April 2011. The army shelled the town in October of that year.")
    assert [(words, m.value) for words, m in found] == [("April 2011", "2011-04"), ("October of that year", "2011-10")]


def test_last_week_is_news_and_an_earlier_month_is_background(parse: Parse) -> None:
    assert not one(parse, "Shelling killed six on 30 May.", "2023-06-02")[1].historical
    assert one(parse, "Shelling killed six in April.", "2023-06-02")[1].historical


def test_deadlines_and_ranges(parse: Parse) -> None:
    found, mention = one(parse, "The garrison must surrender by Friday.")
    assert (found, mention.form) == ("by Friday", "by")
    assert mention.resolve()[1:] == ("2023-06-14T09:30:00+03:00", "2023-06-17T00:00:00+03:00")
    _, span = one(parse, "Fighting raged from Monday to Wednesday.", "2023-06-15")
    assert span.resolve() == ("2023-06-12/2023-06-14", "2023-06-12T00:00:00+00:00", "2023-06-15T00:00:00+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "Troops may withdraw soon.",
        "Protesters march on the capital.",
        "A four-year-old girl was found alive.",
        "The fall of the fortress shocked them.",
        "A quarter of the city was burned.",
        "Officials counted 2014 people in the camp.",
        "Gunners fired 300 rounds a day.",
        "The editor of a Beirut daily was detained.",
    ],
)
def test_look_alikes_are_no_times(parse: Parse, text: str) -> None:
    assert read(parse, text) == []


def test_oclock_counts_by_the_part_of_the_day(parse: Parse) -> None:
    assert one(parse, "A car bomb exploded at three o'clock in the afternoon.")[1].value == "2023-06-14T15:00"


def test_durations_and_sets_have_no_interval(parse: Parse) -> None:
    assert one(parse, "They held out for many months.")[1].resolve() == ("PXM", None, None)
    frequency = one(parse, "Rockets land every couple of days.")[1]
    assert (frequency.kind, frequency.resolve()) == ("SET", ("P2D", None, None))


def test_phrases_follow_timebank() -> None:
    assert normalise("the third quarter", "1989-11-02") == ("DATE", "1989-Q3")
    assert normalise("two and a half years", "1989-11-02") == ("DURATION", "P2Y6M")
    assert normalise("currently", "1989-11-02") == ("DATE", "PRESENT_REF")
    assert normalise("banana", "1989-11-02") == ("DATE", None)


def test_the_worked_example(parse: Parse, shared: Path) -> None:
    example = json.loads((shared / "spec/example.json").read_text(encoding="utf-8"))
    wanted = {}
    for statement in example["statements"]:
        for time in [hop["said_at"] for hop in statement["chain"]] + [claim["time"] for claim in statement["claims"]]:
            if time and time["mention"]:
                wanted[time["mention"]["start"], time["mention"]["end"]] = (time["value"], time["from"], time["to"])
    found = {(m.start, m.end): m.resolve() for m in find_times(parse(example["text"]), example["published"])}
    assert found == wanted


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=40),
    day=st.sampled_from(["Monday", "5 July 2023", "3 a.m.", "May", "31 February", "overnight and into Sunday", "99 centuries ago"]),
)
def test_any_text_goes_through_with_offsets_inside(parse: Parse, text: str, day: str) -> None:
    whole = f"{text} {day} {text}"
    last = 0
    for mention in find_times(parse(whole), PUBLISHED):
        assert last <= mention.start < mention.end <= len(whole)
        last = mention.end
        mention.resolve(ZoneInfo("Europe/Kyiv"))


def _resolved(parse: Callable[[str], list[Sentence]], text: str, published: str = "2025-03-20") -> dict[str, tuple[str, ...]]:
    found = find_times(parse(text), published)
    return {text[m.start : m.end]: tuple(str(x)[:16] for x in m.resolve()[1:]) for m in found}


def test_pointers_lean_on_the_time_told_before(parse: Callable[[str], list[Sentence]]) -> None:
    found = _resolved(parse, "Rebels took the port in May 2019. Thousands fled at the time. Since then 40 have died.")
    assert found["the time"] == ("2019-05-01T00:00", "2019-06-01T00:00")
    assert found["Since then"] == ("2019-05-01T00:00", "2025-03-21T00:00")


def test_what_bounds_the_story_does_not_move_it(parse: Callable[[str], list[Sentence]]) -> None:
    found = _resolved(parse, "Strikes have gone on since Monday. Drones hit a depot overnight.")
    assert found["overnight"] == ("2025-03-19T20:00", "2025-03-20T06:00")


def test_a_second_clock_tells_the_offset(parse: Callable[[str], list[Sentence]]) -> None:
    (found,) = find_times(parse("It struck at 1 p.m. (0900 GMT) on Monday."), "2025-03-20")
    begins = found.resolve()[1]
    assert begins is not None
    assert begins.startswith("2025-03-17T09:00") or begins.endswith("T13:00:00+04:00")


def test_a_live_stamp_is_no_time_of_an_event(parse: Callable[[str], list[Sentence]]) -> None:
    found = _resolved(parse, "19:50 — Sirens sounded at 19:32.")
    assert list(found) == ["19:32"]


def test_stretches_up_to_and_from_the_report(parse: Callable[[str], list[Sentence]]) -> None:
    found = _resolved(parse, "So far this month 7 died, four of them in the week to 9 March. Food will run out within two weeks.")
    assert found["So far this month"] == ("2025-03-01T00:00", "2025-03-21T00:00")
    assert found["the week to 9 March"] == ("2025-03-03T00:00", "2025-03-10T00:00")
    assert found["within two weeks"] == ("2025-03-20T00:00", "2025-04-04T00:00")


@pytest.mark.parametrize(
    ("phrase", "kind", "value"),
    [
        ("every other day", "SET", "P2D"),
        ("every couple of days", "SET", "P2D"),
        ("twice a week", "SET", "P1W"),
        ("each October", "SET", "XXXX-10"),
        ("Friday evenings", "SET", "XXXX-WXX-5TEV"),
        ("a minute and a half", "DURATION", "PT1M30S"),
        ("three hours and a half", "DURATION", "PT3H30M"),
        ("Q2 2021", "DATE", "2021-Q2"),
        ("2021/07/09", "DATE", "2021-07-09"),
        ("March nineteen eighty-six", "DATE", "1986-03"),
        ("five-year-old", "DURATION", "P5Y"),
    ],
)
def test_sets_and_written_out_periods(phrase: str, kind: str, value: str) -> None:
    assert normalise(phrase, "2023-06-14") == (kind, value)


def test_a_year_ago_is_a_quarter_only_while_companies_report() -> None:
    assert normalise("a year ago", "1996-10-22") == ("DATE", "1995-Q3")
    assert normalise("a year ago", "1996-12-10") == ("DATE", "1995")
