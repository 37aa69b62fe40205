"""Rules for times that point at another one: since then, at the time, so far this year, within three weeks, the week to 4 May."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from allegedly.mentions import time_words as words
from allegedly.mentions.calendar_values import DAYS_OF, MONTHS_OF, interval, months_later, unit_of
from allegedly.mentions.time_readings import FUTURE, NOW, Context, Moment, Reading, Rule, dated
from allegedly.mentions.time_relative import duration

_SHORT = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}


def _told(context: Context) -> tuple[datetime, datetime] | None:
    """The civil interval of the last time told, when it lies before publication."""
    if context.last is None or context.today is None:
        return None
    begins, ends = context.last.bounds
    if not isinstance(begins, datetime) or begins.date() >= context.today:
        return None
    return begins.replace(tzinfo=None), (ends if isinstance(ends, datetime) else begins).replace(tzinfo=None)


def _pointed(m: re.Match[str], context: Context) -> Reading | None:
    told = _told(context)
    if told is None or context.last is None:
        return None
    bounds: tuple[Moment | None, Moment | None] = (told[0], NOW)
    if (m["way"] or "since").lower() == "before":
        bounds = (None, told[0])
    return Reading(context.last.value, "DATE", *bounds)


def _at_the_time(_m: re.Match[str], context: Context) -> Reading | None:
    told = _told(context)
    return None if told is None or context.last is None or told[0] >= told[1] else Reading(context.last.value, "DATE", *told)


def _so_far(m: re.Match[str], context: Context) -> Reading | None:
    reading = dated(context.today, words.unit(m["unit"] or m["unit2"]), "XXXX")
    covered = interval(reading.value or "")
    return None if covered is None else Reading(reading.value, "DATE", covered[0], NOW)


def _within(m: re.Match[str], context: Context) -> Reading:
    unit, count = words.unit(m["unit"]), words.number(m["count"]) if m["count"] else None
    value = duration(count, unit)
    if context.tense != FUTURE or context.today is None:
        return Reading(value, "DURATION", vague=True)
    if count is None:
        return Reading(value, "DURATION", NOW)
    far: Moment = count * (_SHORT.get(unit) or timedelta(days=DAYS_OF.get(unit, 1)))
    if unit in MONTHS_OF:
        far = datetime.combine(months_later(context.today, round(count * MONTHS_OF[unit])), datetime.min.time())
    return Reading(value, "DURATION", NOW, far)


def _edge(m: re.Match[str], context: Context) -> Reading:
    return dated(context.today, words.unit(m["unit"]), "XXXX")


RULES = (
    Rule("pointer", r"(?P<way>since|before)\s+(?:then|that(?=\s*(?:[,.;)]|$)))|(?<=\bhas\s)since|(?<=\bhave\s)since", _pointed),
    Rule("pointer", r"(?<=\bat\s)(?:the|that)\s+time(?=\s*(?:[,.;)]|$))", _at_the_time),
    Rule(
        "period in its course",
        r"so\s+far\s+(?:in\s+the|this)\s+(?P<unit>day|week|month|year)|this\s+(?P<unit2>week|month|year)\s+so\s+far",
        _so_far,
    ),
    Rule(
        "span",
        rf"(?:within|inside)\s+(?:the\s+next\s+)?(?:(?P<count>{words.NUMBER})[\s-]+)?(?P<unit>{words.UNIT})(?!['’])",
        _within,
    ),
    Rule(
        "span",
        rf"(?<=\bin\s)(?P<count>a\s+few|several|a\s+couple\s+of)\s+(?P<unit>{words.UNIT})(?![\s-]+(?:ago|old|of)\b|['’])",
        _within,
    ),
    Rule(
        "edge",
        r"(?:the\s+)?(?P<edge>start\s+of|beginning\s+of|middle\s+of|end\s+of)\s+the\s+(?P<unit>week|month|year)(?!['’])",
        _edge,
    ),
)


def week_to(length: str, reading: Reading) -> Reading:
    """So long a stretch that ends with the day that was read: "the week to 4 May", inclusive."""
    begins, ends = reading.bounds
    if not isinstance(begins, datetime) or not isinstance(ends, datetime) or unit_of(reading.value or "") != "day":
        return reading
    unit = words.unit(length)
    if unit in MONTHS_OF:
        first = datetime.combine(months_later(ends.date(), -MONTHS_OF[unit]), datetime.min.time())
    else:
        first = ends - timedelta(days=DAYS_OF.get(unit, 1))
    return Reading(f"{first.date().isoformat()}/{reading.value}", "DATE", first, ends)
