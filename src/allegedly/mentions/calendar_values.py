"""
TIMEX3 values as calendar arithmetic: the interval that a value covers, and the value some units away.

Values follow the TIMEX3 guidelines (ISO 8601 with W, WE, Q, H, seasons and parts of the day). All
datetimes here are civil and naive; zones come in with `times.TimeMention.resolve`.
"""

from __future__ import annotations

import functools
import re
from datetime import date, datetime, timedelta

from allegedly import tables

Interval = tuple[datetime, datetime]

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<time>.+))?)?"
    r"|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
    r"|(?P<decade>\d{3})|(?P<century>\d{2})",
)
_CLOCK = re.compile(r"(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?")
MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_OF = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


@functools.cache
def dayparts() -> dict[str, tuple[str, timedelta, timedelta]]:
    """Words for parts of the day → TIMEX3 code ("" where there is none), from, to since midnight."""
    return {row["word"]: (row["code"], _since_midnight(row["from"]), _since_midnight(row["to"])) for row in tables.rows("dayparts")}


@functools.cache
def _daypart_codes() -> dict[str, tuple[timedelta, timedelta]]:
    plain = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
    return {code: dayparts()[word][1:] for code, word in plain.items()}


@functools.cache
def _seasons() -> dict[str, tuple[int, int]]:
    return {row["code"]: (int(row["first_month"]), int(row["months"])) for row in tables.rows("calendar_seasons")}


def _since_midnight(clock: str) -> timedelta:
    hours, minutes = clock.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def interval(value: str) -> Interval | None:
    """The half-open civil interval that TIMEX3 `value` covers; None for open, vague and impossible ones."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        return _interval(match)
    except (ValueError, OverflowError):
        return None


def _interval(m: re.Match[str]) -> Interval | None:  # noqa: PLR0911  one way out a unit
    if m["century"]:
        return _months(int(m["century"]) * 100, 1, 1200)
    if m["decade"]:
        return _months(int(m["decade"]) * 10, 1, 120)
    year = int(m["year"])
    if m["week"]:
        monday = datetime.combine(date.fromisocalendar(year, int(m["week"]), 1), datetime.min.time())
        return (monday + timedelta(days=5 if m["weekend"] else 0), monday + timedelta(days=7))
    if m["quarter"]:
        return _months(year, 3 * int(m["quarter"]) - 2, 3)
    if m["half"]:
        return _months(year, 6 * int(m["half"]) - 5, 6)
    if m["season"]:
        return _months(year, *_seasons()[m["season"]])
    if not m["month"]:
        return _months(year, 1, 12)
    if not m["day"]:
        return _months(year, int(m["month"]), 1)
    midnight = datetime(year, int(m["month"]), int(m["day"]))  # noqa: DTZ001  civil time, the zone comes later
    return _within_day(midnight, m["time"]) if m["time"] else (midnight, midnight + timedelta(days=1))


def _within_day(midnight: datetime, time: str) -> Interval | None:
    if time in _daypart_codes():
        begins, ends = _daypart_codes()[time]
        return (midnight + begins, midnight + ends)
    clock = _CLOCK.fullmatch(time)
    if clock is None:
        return None
    begins = timedelta(hours=int(clock["hour"]), minutes=int(clock["minute"] or 0), seconds=int(clock["second"] or 0))
    # "At 8 a.m." is a minute as "at 8.10" is, like TIMEX3's T08:00; an hour alone (T08) is the hour that it begins.
    rounded = clock["minute"] is None
    return (midnight + begins, midnight + begins + timedelta(hours=1 if rounded else 0, minutes=0 if rounded else 1))


def _months(year: int, month: int, count: int) -> Interval:
    first = date(year, month, 1)
    return (datetime.combine(first, datetime.min.time()), datetime.combine(months_later(first, count), datetime.min.time()))


def months_later(day: date, months: int) -> date:
    """`day` some months later or earlier, cut to the month's last day; raises ValueError outside years 1 to 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            if last <= 28:  # noqa: PLR2004  every month has 28 days
                raise
    raise ValueError(index)


def shifted(day: date, unit: str, count: int) -> date:
    """`day` moved by `count` units; raises ValueError or OverflowError outside years 1 to 9999."""
    if unit in MONTHS_OF:
        return months_later(day, count * MONTHS_OF[unit])
    return day + timedelta(days=count * DAYS_OF.get(unit, 1))


def value_of(day: date, unit: str) -> str:  # noqa: PLR0911  one way out a unit
    """The TIMEX3 value of the `unit` (day, week, month, …) in which `day` lies."""
    iso = day.isocalendar()
    match unit:
        case "week" | "fortnight":
            return f"{iso.year:04d}-W{iso.week:02d}"
        case "weekend":
            return f"{iso.year:04d}-W{iso.week:02d}-WE"
        case "month":
            return f"{day.year:04d}-{day.month:02d}"
        case "quarter":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "half":
            return f"{day.year:04d}-H{(day.month + 5) // 6}"
        case "year":
            return f"{day.year:04d}"
        case "decade":
            return f"{day.year // 10:03d}"
        case "century":
            return f"{day.year // 100:02d}"
        case "night":
            return f"{day.isoformat()}TNI"
        case _:
            return day.isoformat()


def unit_of(value: str) -> str | None:
    """The unit that a definite `value` names: time, day, week, weekend, month, quarter, half, season, year, decade, century."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    for unit in ("time", "day", "weekend", "week", "quarter", "half", "season", "month", "decade", "century"):
        if match[unit]:
            return unit
    return "year"
