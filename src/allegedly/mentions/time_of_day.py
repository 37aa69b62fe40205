"""Rules for clock times, parts of the day, durations and recurring times."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from allegedly.mentions import time_words as words
from allegedly.mentions.calendar_values import interval
from allegedly.mentions.time_readings import FUTURE, Context, Reading, Rule
from allegedly.mentions.time_relative import duration, part_of_day

_ROUNDED = re.compile(r"(?:about|around|approximately|roughly)\b", re.IGNORECASE)
_ABOUT = r"(?:(?:about|around|approximately|shortly\s+(?:before|after)|just\s+(?:before|after)|roughly|exactly)\s+)?"
# A second clock in brackets, for readers elsewhere: "5 a.m. (0200 GMT)".
_ELSEWHERE = (
    r"(?:\s*\((?P<there>\d{1,2})[:.]?(?P<there_minute>\d\d)?\s*(?:(?P<there_half>[ap])\.?m\.?\s*)?"
    rf"(?P<there_zone>{words.ZONE})\))?"
)
# What may follow an hour written as four figures; a noun would make it a measure ("at 1500 metres").
_HOUR_ENDS = (
    r"(?=\s*(?:[,.;:()\[\]]|$)(?!\d)|"
    r"\s+(?:(?:on|in|this|today|tonight|yesterday|last|local|when|as|and|near|by|from|at|of|the)\b|\d{1,2}\s))"
)
_ZONE = rf"(?:\s*,?\(?(?P<zone>{words.ZONE})\)?)?{_ELSEWHERE}"


def _clock(m: re.Match[str], context: Context) -> Reading | None:
    said = m.groupdict()
    hour = int(said["hour"]) if said["hour"].isdigit() else int(words.number(said["hour"]) or 0)
    hour, minute = _in_half(hour, said.get("half")), int(said.get("minute") or 0)
    if hour > 24 or minute > 59:  # noqa: PLR2004
        return None
    named = said.get("zone") or said.get("written") or said.get("zulu")
    zone = words.zone(named) if named else _zone_by_other_clock(said, 60 * hour + minute, context)
    if context.origin is None:
        return Reading(f"XXXX-XX-XXT{hour:02d}:{minute:02d}", "TIME", vague=True, zone=zone)
    value = f"{context.origin.isoformat()}T{hour:02d}:{minute:02d}"
    covered = interval(value)
    if covered is None:
        return None
    begins, ends = (moment.replace(tzinfo=zone) for moment in covered)
    if _ROUNDED.match(m[0]) is not None:
        begins, ends = begins - (slack := timedelta(minutes=10 if minute else 30)), ends - timedelta(minutes=1) + slack
    return Reading(value, "TIME", begins, ends, zone=zone)


def _in_half(hour: int, half: str | None) -> int:
    """The hour of 24 that an hour "a.m.", "p.m.", "in the evening" means."""
    half = (half or "").lower()
    if half.startswith(("p", "after", "e", "n")) and hour < 12:  # noqa: PLR2004
        return hour + 12
    return 0 if half.startswith(("a", "m")) and hour == 12 else hour  # noqa: PLR2004


def _zone_by_other_clock(said: dict[str, str | None], here: int, context: Context) -> tzinfo | None:
    """The offset of the clock that stood at minute `here` of the day when the one in brackets stood at "0900 GMT"."""
    name = said.get("there_zone")
    other = words.zone(name) if name else None
    if other is None or not said.get("there"):
        return None
    there = 60 * _in_half(int(said["there"] or 0), said.get("there_half")) + int(said.get("there_minute") or 0)
    day = datetime.combine(context.origin or date(2000, 1, 1), time(12))
    known = other.utcoffset(day) or timedelta()
    # The day may have changed in between: offsets run from -12 to +14 hours.
    ahead = (here - there + round(known / timedelta(minutes=1)) + 12 * 60) % (24 * 60) - 12 * 60
    return timezone(timedelta(minutes=ahead)) if ahead % 15 == 0 else None


def _part(m: re.Match[str], context: Context) -> Reading:
    word, day = m["part_of_day"], context.origin
    if word.lower() == "overnight" and day is not None and day == context.today and context.tense != FUTURE:
        day -= timedelta(days=1)  # the night before publication
    return part_of_day(day, word)


def _duration(m: re.Match[str], _context: Context) -> Reading | None:
    unit = words.unit(m["unit"])
    count = words.number(m["count"])
    return Reading(duration(count + 0.5 if count and m["half"] else count, unit), "DURATION", vague=True)


def _vague_duration(m: re.Match[str], _context: Context) -> Reading:
    return Reading(duration(None, words.unit(m["unit"])), "DURATION", vague=True)


def on_day(time: Reading, day: Reading) -> Reading:
    """`time`, read on an unknown day ("XXXX-XX-XXTMO"), put on a `day` whose date is unknown too ("XXXX-WXX-7")."""
    if time.value is None or day.value is None or "T" not in time.value:
        return Reading(day.value, "TIME", vague=True, zone=time.zone)
    return Reading(f"{day.value}T{time.value.split('T', 1)[1]}", "TIME", vague=True, zone=time.zone)


def night_into(day: Reading) -> Reading:
    """The night that ends on `day` ("overnight and into Sunday"): 20:00 of the day before to 06:00."""
    return part_of_day(None if day.day is None else day.day - timedelta(days=1), "night")


RULES = (
    Rule(
        "clock",
        rf"{_ABOUT}(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.m\.?|[ap]m\b){_ZONE}",
        _clock,
    ),
    Rule(
        "clock",
        rf"{_ABOUT}(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s*(?:hours|hrs|h)\b)?{_ZONE}",
        _clock,
    ),
    Rule(
        "clock",
        rf"{_ABOUT}(?P<hour>[01]\d|2[0-4])[.:]?(?P<minute>[0-5]\d)\s*(?:(?:hours|hrs|h)\b{_ZONE}|"
        rf"(?P<written>{words.ZONE})|(?P<zulu>Z)\b)",
        _clock,
    ),
    # Four figures after "at" or before a second clock are an hour, no year: "at 1835 on Friday", "0630 (1130 GMT)".
    Rule(
        "clock",
        rf"(?<=\bat\s){_ABOUT}(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d){_HOUR_ENDS}{_ELSEWHERE}",
        _clock,
    ),
    Rule(
        "clock",
        rf"{_ABOUT}(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?=\s*\(\d{{4}}\s*{words.ZONE}){_ELSEWHERE}",
        _clock,
    ),
    Rule(
        "clock",
        rf"{_ABOUT}(?P<hour>\d{{1,2}}|{words.SMALL_NUMBER})\s+o['’]clock"
        rf"(?:\s+(?:in\s+the|at)\s+(?P<half>morning|afternoon|evening|night))?{_ZONE}",
        _clock,
    ),
    Rule("part", rf"(?:the\s+)?(?P<part_of_day>{words.DAYPART})(?!\s*-)", _part),
    Rule(
        "duration",
        rf"(?:the\s+)?(?:first\s+)?(?P<count>{words.NUMBER})(?:\s*(?:-|–|to|"
        rf"or)\s*{words.NUMBER})?(?:[\s-]+(?:full|whole|straight|consecutive|more|long|further|trading|"
        rf"working))?[\s-]+(?P<unit>{words.UNIT})(?![\s-]+old\b)(?P<half>\s+and\s+a\s+half)?",
        _duration,
    ),
    Rule("vague duration", r"(?P<unit>hours|days|weeks|months|years|decades|centuries)", _vague_duration),
)
