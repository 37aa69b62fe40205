"""Rules for dates that lean on another date: last week, two days later, the same day, three years ago."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from allegedly.mentions import time_words as words
from allegedly.mentions.calendar_values import MONTHS_OF, dayparts, interval, months_later, shifted
from allegedly.mentions.time_readings import NOW, PAST, Context, Reading, Rule, dated

_NARRATED = r"(?:same|very\s+same|next|following|previous|preceding|very\s+next)"
_HOURS_OF = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
_APPROXIMATE = (
    r"(?:(?:just|only|about|around|nearly|almost|roughly|some|at\s+least|more\s+than|over|less\s+than|under|up\s+to)\s+)*"
)


def part_of_day(day: date | None, word: str, unknown: str = "XXXX-XX-XX") -> Reading:
    """The part of the day that `word` names, on civil `day`."""
    code, begins, ends = dayparts()[re.sub(r"[\s-]+", " ", word.lower()) if word.lower() not in dayparts() else word.lower()]
    base = unknown if day is None else day.isoformat()
    value = f"{base}T{code}" if code else base
    if day is None:
        return Reading(value, "TIME", vague=True)
    midnight = datetime.combine(day, datetime.min.time())
    return Reading(value, "TIME", midnight + begins, midnight + ends)


def _narrated(m: re.Match[str], context: Context) -> Reading:
    return _around_narrative(context, m["unit"].lower(), _step(m))


def _step(m: re.Match[str]) -> int:
    how = re.sub(r"\s+", " ", (m["how"] or m.groupdict()["how2"]).lower())
    return {"same": 0, "very same": 0, "that": 0, "that same": 0, "next": 1, "very next": 1, "following": 1}.get(how, -1)


def _beside_it(m: re.Match[str], context: Context) -> Reading:
    return _around_narrative(context, m["unit"].lower(), 1 if m["way"].lower() == "after" else -1)


def _around_narrative(context: Context, unit: str, step: int) -> Reading:
    if unit in ("morning", "afternoon", "evening", "night"):
        day = context.origin
        return part_of_day(None if day is None else day + timedelta(days=step), unit)
    origin = context.origin if unit == "day" else context.period or context.origin
    if origin is None:
        return Reading(None)
    return dated(shifted(origin, unit, step), unit)


def _this_part(m: re.Match[str], context: Context) -> Reading:
    word = m["part_of_day"].lower()
    if context.today is None:
        return part_of_day(None, word)
    return part_of_day(context.today + timedelta(days={"this": 0, "last": -1, "next": 1}[m["when"].lower()]), word)


def _tonight(_m: re.Match[str], context: Context) -> Reading:
    return part_of_day(context.today, "night")


def _shifted_unit(m: re.Match[str], context: Context) -> Reading | None:
    unit = words.unit(m["unit"])
    if context.today is None:
        return Reading(None)
    shift = m["shift"].lower()
    if shift in ("past", "this past", "coming", "upcoming") and unit not in ("weekend", "decade", "century") and not context.bare:
        return _stretch(1, unit, PAST if "past" in shift else 1, context)
    step = words.shift(shift)
    if unit == "weekend":
        return dated(_weekend(context.today, step, context.tense), "weekend")
    return dated(shifted(context.today, unit, step), unit)


def _in_its_course(m: re.Match[str], context: Context) -> Reading:
    unit = m["unit"].lower()
    reading = dated(context.today, unit)
    covered = interval(reading.value or "")
    if covered is None:
        return reading
    return Reading(reading.value, "DATE", *((covered[0], NOW) if m["order"].lower() == "earlier" else (NOW, covered[1])))


def _weekend(today: date, step: int, tense: int) -> date:
    weekend_has_come = today.isoweekday() >= 6  # noqa: PLR2004  Saturday
    if (step == 0 and tense <= 0 and not weekend_has_come) or (step < 0 and weekend_has_come):
        step = -1
    return today + timedelta(days=7 * step)


def _bare_weekend(_m: re.Match[str], context: Context) -> Reading:
    return Reading("XXXX-WXX-WE") if context.today is None else dated(_weekend(context.today, 0, context.tense), "weekend")


def _ago(m: re.Match[str], context: Context) -> Reading:
    return _away(m, context.today, PAST, context)


def _from_it(m: re.Match[str], context: Context) -> Reading:
    way = (m["way"] or m["way2"]).lower()
    return _away(m, context.origin, PAST if way in ("earlier", "before", "previously", "beforehand") else 1, context)


def _from_now(m: re.Match[str], context: Context) -> Reading:
    return _away(m, context.today, 1, context)


def _away(m: re.Match[str], origin: date | None, sign: int, context: Context) -> Reading:
    unit, count = words.unit(m["unit"]), words.number(m["count"])
    if count is None or origin is None:
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF", vague=True)
    if unit in _HOURS_OF:
        if origin == context.today:
            ends = sign * count * _HOURS_OF[unit]
            return Reading(origin.isoformat(), "TIME", ends - _HOURS_OF[unit], ends + _HOURS_OF[unit])
        return Reading(origin.isoformat(), "TIME")
    if unit == "decade":
        unit, count = "year", count * 10
    if count != int(count) and unit == "year":
        return dated(months_later(origin, round(sign * count * 12)), "month")
    return dated(shifted(origin, unit, sign * round(count)), unit)


def _last_few(m: re.Match[str], context: Context) -> Reading:
    unit, count = words.unit(m["unit"]), words.number(m["count"])
    return _stretch(count, unit, words.shift(m["shift"]), context)


def _stretch(count: float | None, unit: str, sign: int, context: Context) -> Reading:
    """So many units up to the moment of publication (sign −1) or from it on."""
    value = duration(count, unit)
    if context.today is None or count is None or sign == 0:
        return Reading(value, "DURATION", vague=True)
    if unit in _HOURS_OF or unit == "day":
        # "The past day" is told as 24 hours up to the report.
        far: datetime | timedelta = sign * count * _HOURS_OF.get(unit, timedelta(days=1))
    elif unit in MONTHS_OF:
        far = datetime.combine(months_later(context.today, round(sign * count * MONTHS_OF[unit])), datetime.min.time())
    else:
        far = datetime.combine(shifted(context.today, unit, sign * round(count)), datetime.min.time())
    return Reading(value, "DURATION", *((far, NOW) if sign < 0 else (NOW, far)))


# How far back "recent" reaches, in days.
_RECENT = {"hour": 1, "day": 7, "week": 42, "month": 183, "year": 1826}


def _recent(m: re.Match[str], context: Context) -> Reading:
    unit = words.unit(m["unit"])
    if unit not in _RECENT:
        return Reading("PAST_REF", vague=True)
    value = duration(None, unit) if unit not in ("year", "decade") else "PAST_REF"
    ahead = m["how"].lower() in ("coming", "next")
    reach = timedelta(days=_RECENT[unit])
    if context.today is None:
        return Reading(value, "DATE", vague=True)
    bounds = (NOW, reach) if ahead else (-reach, NOW)
    return Reading("FUTURE_REF" if ahead and unit == "year" else value, "DATE", *bounds)


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of `count` units; None counts as X."""
    letter = {"second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W", "weekend": "WE",
              "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "millennium": "L"}[unit]  # fmt: skip
    time = "T" if unit in _HOURS_OF else ""
    if count is None:
        return f"P{time}X{letter}"
    if unit == "fortnight":
        count *= 2
    if count == int(count):
        return f"P{time}{int(count)}{letter}"
    smaller = {"year": (12, "M"), "day": (24, "H"), "hour": (60, "M"), "minute": (60, "S"), "month": (4, "W")}.get(unit)
    if smaller is None:
        return f"P{time}{count:g}{letter}"
    whole, rest = int(count), round((count - int(count)) * smaller[0])
    mark = "T" if unit == "day" else ""
    head = f"{whole}{letter}" if whole else ""
    return f"P{time}{head}{mark}{rest}{smaller[1]}"


def _that_period(m: re.Match[str], context: Context) -> Reading | None:
    reading = _narrated(m, context)
    covered = interval(reading.value or "")
    here = context.narrative
    if covered is None or here is None or not m["order"]:
        return reading
    middle = datetime.combine(here, datetime.min.time())
    if not covered[0] < middle < covered[1]:
        return reading
    return Reading(reading.value, "DATE", *((covered[0], middle) if m["order"].lower() == "earlier" else (middle, covered[1])))


def _month_of_that_year(m: re.Match[str], context: Context) -> Reading:
    month = words.month(m["month"])
    return Reading(f"XXXX-{month:02d}" if context.period is None else f"{context.period.year:04d}-{month:02d}")


RULES = (
    Rule("period", r"(?:(?P<order>earlier|later)\s+)?(?P<how>that(?:\s+same)?)\s+(?P<unit>week|month|year)", _that_period),
    Rule(
        "part of a named day",
        r"(?P<when>this|last|next)\s+(?P<part_of_day>early\s+morning|morning|late\s+afternoon|afternoon|evening|night)(?!\s+of\b)",
        _this_part,
    ),
    Rule("part of a named day", r"tonight", _tonight),
    Rule(
        "day",
        rf"(?:the\s+(?:very\s+)?{_NARRATED.replace('(?:', '(?P<how>', 1)}|(?P<how2>that(?:\s+same)?))\s+(?P<unit>day)",
        _narrated,
    ),
    Rule(
        "part of a named day",
        rf"(?:the\s+{_NARRATED.replace('(?:', '(?P<how>', 1)}|(?P<how2>that(?:\s+same)?))\s+(?P<unit>morning|"
        rf"afternoon|evening|night)",
        _narrated,
    ),
    Rule(
        "part of a named day",
        r"the\s+(?P<unit>morning|afternoon|evening|night)\s+(?P<way>before|after)(?!\s+(?!last\b)\w)",
        _beside_it,
    ),
    Rule("day", r"the\s+(?P<unit>day)\s+(?P<way>before|after)(?!\s+\w)", _beside_it),
    Rule("period", r"the\s+(?P<how>following|same|next|preceding|previous)\s+(?P<unit>week|month|year|weekend)", _narrated),
    Rule(
        "period",
        rf"{_APPROXIMATE}(?P<count>{words.NUMBER})[\s-]+(?:full\s+|"
        rf"whole\s+)?(?P<unit>{words.UNIT})(?:\s+(?:or\s+(?:so|more|two)))?\s+ago",
        _ago,
    ),
    Rule(
        "period",
        rf"{_APPROXIMATE}(?P<count>{words.NUMBER})[\s-]+(?P<unit>{words.UNIT})\s+"
        r"(?:(?P<way>earlier|later|afterwards?|thereafter|previously|beforehand)|(?P<way2>before|after)(?=\s*[.,;:)]|\s*$))",
        _from_it,
    ),
    Rule("period", rf"(?P<count>{words.NUMBER})[\s-]+(?P<unit>{words.UNIT})\s+(?:from\s+now|hence)", _from_now),
    Rule("stretch", rf"(?:the\s+)?(?P<shift>{words.SHIFT})\s+(?P<count>{words.NUMBER})[\s-]+(?P<unit>{words.UNIT})", _last_few),
    Rule("stretch", r"(?:the\s+)?(?P<how>recent|coming|last|past)\s+(?P<unit>(?:hours|days|weeks|months|years|decades))", _recent),
    Rule("period", rf"(?:the\s+)?(?P<shift>{words.SHIFT})\s+(?P<unit>{words.LONG_UNIT})(?<!s)(?!-|\s+old)", _shifted_unit),
    Rule("period", r"the\s+weekend", _bare_weekend),
    Rule("that year's month", rf"(?P<month>{words.MONTH_ALONE}),?\s+(?:of\s+)?(?:that|the\s+same)\s+year", _month_of_that_year),
    Rule("that year's month", rf"that\s+(?P<month>{words.MONTH_ALONE})", _month_of_that_year),
    Rule("period in its course", r"(?P<order>earlier|later)\s+in\s+the\s+(?P<unit>day|week|month|year)", _in_its_course),
)
