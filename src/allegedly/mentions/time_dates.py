"""Rules for dates that stand on their own feet: calendar dates, months, years, weekdays, today and yesterday."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from allegedly.mentions import time_words as words
from allegedly.mentions.calendar_values import interval
from allegedly.mentions.time_readings import FUTURE, Context, Reading, Rule, dated

_OTHER_YEAR = r"(?:,?\s+(?:of\s+)?(?P<other>last|this|next)\s+year)"
_YEAR = (
    rf"(?:,?[\s-]+(?:of\s+)?(?P<year>{words.YEAR})(?!\d|[,.]\d)|,?[\s-]+(?P<short>['’]\d\d|[3-9]\d)(?!\d|[,.:%]\d)|{_OTHER_YEAR})?"
)
_NAMED_DAY = rf"(?:{words.WEEKDAY_BESIDE_DATE},?\s+(?:the\s+)?)?"
_DAY_NUMBER = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)|(?P<ordinal>{words.either(words.words('ordinal'))})"
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|and|until|through)\s+)"


def _year(m: re.Match[str], context: Context, month: int, day: int | None) -> int | None:
    said = m.groupdict()
    if year := said.get("year"):
        return int(year)
    if short := said.get("short"):
        return _long_year(short.lstrip("'’"), context)
    if other := said.get("other"):
        return None if context.today is None else context.today.year + words.shift(other)
    return context.year_of(month, day)


def _long_year(short: str, context: Context) -> int:
    """A two-digit year: the last such year that is not more than ten years ahead."""
    now = context.today.year if context.today else 2000
    year = now - now % 100 + int(short)
    ahead = 10
    return year - 100 if year > now + ahead else year


def _calendar(year: int | None, month: int, day: int) -> Reading | None:
    value = f"XXXX-{month:02d}-{day:02d}" if year is None else f"{year:04d}-{month:02d}-{day:02d}"
    if interval(f"{year or 2000:04d}" + value[4:]) is None:
        return None
    return Reading(value)


def _day_of_month(m: re.Match[str], context: Context) -> Reading | None:
    month = words.month(m["month"])
    day = int(m["day"]) if m["day"] else words.ordinal(m.groupdict()["ordinal"])
    reading = _calendar(_year(m, context, month, day), month, day)
    until = m.groupdict().get("until")
    if reading is None or until is None or reading.value is None:
        return reading
    last = interval(f"{reading.value[:8]}{int(until):02d}")
    first = interval(reading.value)
    if last is None or first is None or last[0] <= first[0]:
        return reading
    return Reading(f"{reading.value}/{reading.value[:8]}{int(until):02d}", "DATE", first[0], last[1])


def _month(m: re.Match[str], context: Context) -> Reading | None:
    month = words.month(m["month"])
    shift = m.groupdict().get("shift")
    if not shift:
        year = _year(m, context, month, None)
        return Reading(f"XXXX-{month:02d}" if year is None else f"{year:04d}-{month:02d}")
    if context.today is None:
        return Reading(f"XXXX-{month:02d}")
    step, today = words.shift(shift), context.today
    year = today.year
    if step < 0:
        year -= month >= today.month
    elif step > 0:
        year += month <= today.month
    return Reading(f"{year:04d}-{month:02d}")


def _weekday(m: re.Match[str], context: Context) -> Reading:  # noqa: PLR0911  one way out a form
    number, shift = words.weekday(m["weekday"]), m["shift"]
    if m["weekday"].lower().rstrip(".").endswith("days"):
        return Reading(f"XXXX-WXX-{number}", "SET")
    today = context.today
    if shift and context.narrative and shift.lower() in ("previous", "preceding", "following"):
        today = context.narrative  # a weekday of the narrative, not of publication
    if today is None:
        return Reading(f"XXXX-WXX-{number}")
    if m["week"]:
        monday = today - timedelta(days=today.isoweekday() - 1)
        return dated(monday + timedelta(days=number - 1 + 7 * words.shift(m["week"])))
    step = words.shift(shift) if shift else 0
    back = (today.isoweekday() - number) % 7
    ahead = (number - today.isoweekday()) % 7
    if step < 0:
        return dated(today - timedelta(days=back or 7))
    if step > 0:
        return dated(today + timedelta(days=ahead or 7))
    if context.tense == FUTURE:
        return dated(today + timedelta(days=ahead))
    return dated(today - timedelta(days=back))


_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}


def _near_day(m: re.Match[str], context: Context) -> Reading:
    plain = re.sub(r"\s+", " ", m["near"].lower())
    return Reading(None) if context.today is None else dated(context.today + timedelta(days=_NEAR_DAYS[plain]))


def _iso(m: re.Match[str], _context: Context) -> Reading | None:
    day = f"{m['year']}-{m['month']}-{m['day']}"
    if interval(day) is None:
        return None
    if not m["hour"]:
        return Reading(day)
    value = f"{day}T{m['hour']}:{m['minute']}"
    covered = interval(value)
    if covered is None or not m["offset"]:
        return Reading(value, "TIME")
    zone = datetime.fromisoformat(f"2000-01-01T00:00{m['offset'].upper()}").tzinfo
    return Reading(value, "TIME", covered[0].replace(tzinfo=zone), covered[1].replace(tzinfo=zone), zone=zone)


def _figures(m: re.Match[str], context: Context) -> Reading | None:
    year = int(m["year"]) if len(m["year"]) > 2 else _long_year(m["year"], context)  # noqa: PLR2004
    first, second = int(m["first"]), int(m["second"])
    readings = [r for r in (_calendar(year, second, first), _calendar(year, first, second)) if r is not None]
    if len(readings) < 2 or m["sign"] == "." or context.today is None:  # noqa: PLR2004
        return readings[0] if readings else None
    # Either order is possible: the one nearer to publication, then day before month.
    today = context.today
    return min(readings, key=lambda r: abs((date.fromisoformat(r.value or "") - today).days))


def _wire_group(m: re.Match[str], context: Context) -> Reading | None:
    reading = _calendar(_long_year(m["year"], context), words.month(m["month"]), int(m["day"]))
    value = f"{reading.value}T{m['hour']}:{m['minute']}" if reading else ""
    covered = interval(value)
    zone = words.zone("gmt")
    return Reading(value, "TIME", covered[0].replace(tzinfo=zone), covered[1].replace(tzinfo=zone), zone=zone) if covered else None


def _fixed_day(m: re.Match[str], context: Context) -> Reading | None:
    month, day = words.fixed_days()[m["feast"].lower().replace("’", "'")]
    return _calendar(_year(m, context, month, day), month, day)


def _plain_year(m: re.Match[str], _context: Context) -> Reading:
    return Reading(m["year"])


def _season(m: re.Match[str], context: Context) -> Reading:
    code = words.word("season", m["season"])
    if not {"year", "short", "other"}.isdisjoint(m.groupdict()):
        year = _year(m, context, 1, None)
    elif context.today is None:
        year = None
    else:
        month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
        shift = m.groupdict().get("shift")
        step = words.shift(shift) if shift else None
        ahead = month > context.today.month
        year = context.today.year + {None: -ahead if context.tense != FUTURE else 0, 0: 0}.get(step, step or 0)
        if step == -1 and not ahead and context.today.month >= month + 3:
            year += 1
    return Reading(f"XXXX-{code}" if year is None else f"{year:04d}-{code}")


def _decade(m: re.Match[str], _context: Context) -> Reading:
    if m["full"]:
        return Reading(m["full"][:3])
    tens = int(m["tens"][0]) if m["tens"] else int(words.word("decade", m["named"]))
    return Reading(f"19{tens}" if tens > 2 else f"20{tens}")  # noqa: PLR2004  "the 20s" may be ours, "the 30s" not yet


def _century(m: re.Match[str], _context: Context) -> Reading:
    return Reading(f"{words.ordinal(m['century']) - 1:02d}")


def _ordinal_day(m: re.Match[str], context: Context) -> Reading | None:
    origin = context.origin
    if origin is None:
        return Reading(f"XXXX-XX-{words.ordinal(m['ordinal']):02d}")
    reading = _calendar(origin.year, origin.month, words.ordinal(m["ordinal"]))
    if reading and reading.value and date.fromisoformat(reading.value) > origin and context.tense != FUTURE:
        before = origin.replace(day=1) - timedelta(days=1)
        return _calendar(before.year, before.month, words.ordinal(m["ordinal"]))
    return reading


def _years(m: re.Match[str], _context: Context) -> Reading | None:
    last = m["last"] if len(m["last"]) > 2 else m["first"][:2] + m["last"]  # noqa: PLR2004
    first, until = interval(m["first"]), interval(last)
    return Reading(f"{m['first']}/{last}", "DATE", first[0], until[1]) if first and until and first[0] < until[0] else None


RULES = (
    Rule(
        "day",
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
        r"(?:[T ](?P<hour>[0-2]\d):(?P<minute>[0-5]\d)(?::\d\d(?:\.\d+)?)?(?P<offset>Z|[+-]\d\d:\d\d)?)?",
        _iso,
    ),
    Rule("day", r"(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)(?P<hour>(?!))?(?P<minute>(?!))?(?P<offset>(?!))?", _iso),
    Rule("moment", rf"(?P<day>\d\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)Z\s(?P<month>{words.MONTH})\s(?P<year>\d\d)", _wire_group),
    Rule("day", r"(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)(?![\d.]\d)", _figures),
    Rule(
        "day",
        rf"{_NAMED_DAY}(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_TO}(?P<until>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"\s+(?:of\s+)?(?P<month>{words.MONTH}){_YEAR}",
        _day_of_month,
    ),
    Rule(
        "day", rf"{_NAMED_DAY}(?:the\s+)?(?:{_DAY_NUMBER})(?:\s+day)?(?:\s+of)?[\s-]+(?P<month>{words.MONTH}){_YEAR}", _day_of_month
    ),
    Rule(
        "day",
        rf"{_NAMED_DAY}(?P<month>{words.MONTH})\s+(?P<day>\d{{1,2}})\s*[-–—]\s*(?P<until>\d{{1,2}})(?!\d|[,.:%]\d){_YEAR}",
        _day_of_month,
    ),
    Rule("day", rf"{_NAMED_DAY}(?P<month>{words.MONTH})\s+(?:the\s+)?(?:{_DAY_NUMBER})(?![,.:%]\d|%){_YEAR}", _day_of_month),
    Rule("day", rf"(?P<feast>{words.either(list(words.fixed_days()))}){_YEAR}", _fixed_day),
    Rule(
        "period",
        rf"(?P<month>{words.MONTH})(?:,?[\s-]+(?:of\s+)?(?P<year>{words.YEAR})(?!\d|[,.]\d)|"
        rf"\s+(?P<short>['’]\d\d|[3-9]\d)(?!\d|[,.:%]\d)|{_OTHER_YEAR})",
        _month,
    ),
    Rule("period", rf"(?:the\s+)?(?P<shift>{words.SHIFT})\s+(?P<month>{words.MONTH_ALONE})", _month),
    Rule("month", rf"(?P<month>{words.MONTH_ALONE})", _month),
    Rule(
        "day",
        rf"(?:the\s+)?(?:(?P<shift>{words.SHIFT})\s+)?(?P<weekday>{words.WEEKDAY}s?)(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?",
        _weekday,
    ),
    Rule("day", r"(?:the\s+)?(?P<near>day\s+before\s+yesterday|day\s+after\s+tomorrow|today|yesterday|tomorrow)", _near_day),
    Rule(
        "period",
        rf"(?:(?:the\s+)?(?P<shift>{words.SHIFT})\s+|the\s+)?(?P<season>{words.SEASON})"
        rf"(?:(?:\s+of)?,?\s+(?P<year>{words.YEAR})(?!\d|[,.]\d)|\s+(?P<short>['’]\d\d)|{_OTHER_YEAR})",
        _season,
    ),
    Rule(
        "season",
        rf"(?:(?:the\s+)?(?P<shift>{words.SHIFT})\s+|the\s+)(?P<season>{words.SEASON})",
        _season,
    ),
    Rule(
        "period",
        rf"(?:the\s+)?(?:(?P<full>{words.YEAR[:-4]}\d0)['’]?s|['’](?P<tens>\d0)s|"
        rf"the\s(?P<named>{words.either(words.words('decade'))}))",
        _decade,
    ),
    Rule("period", rf"(?:the\s+)?(?P<century>{words.ORDINAL})[\s-]+century", _century),
    Rule("years", rf"(?P<first>{words.YEAR})\s?[-–—/]\s?(?P<last>{words.YEAR}|\d\d)(?!\d|[-–—/.]\d)", _years),
    Rule("year", rf"(?:the\s+year\s+|fiscal\s+(?:year\s+)?)?(?P<year>{words.YEAR})(?!\d|[,.:/-]\d|['’]?s\b)", _plain_year),
    Rule("ordinal", r"(?:the\s+)(?P<ordinal>\d{1,2}(?:st|nd|rd|th))", _ordinal_day),
)
