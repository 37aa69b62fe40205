"""How figures, times and places are put into words."""

from __future__ import annotations

import pytest

from allegedly.export.wording import bounds_words, place_words, printable, published_words, quantity_words, time_words
from allegedly.records import Place, Quantity, Span, Time

WORDS = Span(0, 1, "x")


@pytest.mark.parametrize(
    ("lower", "upper", "best", "shown"),
    [
        (6, 6, 6, "6"),
        (4, None, 4, "4 or more"),
        (None, 20, None, "up to 20"),
        (24, 99, None, "24–99"),
        (72_000, 88_000, 80_000, "≈ 80,000 (72,000–88,000)"),
        (None, None, None, "some"),
    ],
)
def test_bounds(lower: int | None, upper: int | None, best: int | None, shown: str) -> None:
    assert bounds_words(Quantity("q1", WORDS, lower, upper, best, approximate=False, measure="killed")) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2024-08-11T00:00:00+03:00", "2024-08-12T00:00:00+03:00", "11 Aug 2024"),
        ("2024-08-10T20:00:00+03:00", "2024-08-11T06:00:00+03:00", "10 Aug 2024 20:00 – 11 Aug 2024 06:00"),
        ("2022-05-08T06:00:00+02:00", "2022-05-08T12:00:00+02:00", "8 May 2022 06:00–12:00"),
        ("2024-08-05T00:00:00Z", "2024-08-12T00:00:00Z", "5 Aug 2024 – 11 Aug 2024"),
    ],
)
def test_times(start: str, end: str, shown: str) -> None:
    assert time_words(Time(WORDS, "x", start, end)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("XXXX-WXX-3", "a Wednesday"), ("XXXX-02-29", "29 Feb of some year"), ("2024-SU", "2024-SU"), (None, "some time")],
)
def test_times_without_an_interval(value: str | None, shown: str) -> None:
    assert time_words(Time(WORDS, value, None, None)) == shown


def test_a_part_is_shown_with_its_whole() -> None:
    whole = Quantity("q1", WORDS, 24, 24, 24, approximate=False, measure="launched", of="drone")
    part = Quantity("q2", WORDS, 19, 19, 19, approximate=False, measure="intercepted", of="drone", part_of="q1")
    assert quantity_words(part, {"q1": whole}) == "19 intercepted (drone), out of 24"


@pytest.mark.parametrize(
    ("published", "shown"), [("2024-09-14", "14 Sep 2024"), ("2024-09-14T09:20:00+03:00", "14 Sep 2024 09:20"), ("soon", "soon")]
)
def test_publication(published: str, shown: str) -> None:
    assert published_words(published) == shown


def test_place_near_a_disputed_town() -> None:
    place = Place(WORDS, "Kerch", None, None, None, None, "UA", None, disputed=True, precision=2, role="origin")
    assert place_words(place) == "from near Kerch, UA (disputed)"


def test_control_characters_cannot_steer_a_terminal() -> None:
    assert printable("a\x1b[31mb\u202ec\nd") == "a·[31mb·c d"
