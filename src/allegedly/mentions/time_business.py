"""
Rules for quarters and halves of the year, and for what TimeBank marks besides.

The latter serve phrases without a sentence only: years in words, vague expressions ("currently") and
those of company reports ("year-earlier", "the quarter").
"""

from __future__ import annotations

import re

from allegedly.mentions import time_words as words
from allegedly.mentions.calendar_values import months_later, value_of
from allegedly.mentions.time_readings import Context, Reading, Rule, dated
from allegedly.mentions.time_relative import duration

# Day of the second month of a quarter by which most companies have reported on the one before.
REPORTS_UNTIL = 15
_NTH = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
_QUARTER_YEAR = (
    rf"(?:\s+(?:of\s+)?(?:the\s+year\s+)?(?:fiscal\s+)?(?P<year>{words.YEAR})|\s+(?:of\s+)?(?P<other>last|this|next)\s+year)"
)
_WHOSE = rf"(?:(?P<whose>last|this|next)\s+year['’]?s?\s+|(?P<before>{words.YEAR})(?:['’]s)?\s+)"
_ADJECTIVES = r"(?:(?:fiscal|full|flat|strong|weak|its|their|his|our|the|a|comparable|corresponding|entire|whole|current)[\s-]+)*"
_LONG_AGO = r"(?:year[\s-]+(?:earlier|ago|before))"


def _nth_part(m: re.Match[str], context: Context) -> Reading:
    said = m.groupdict()
    number = words.ordinal(said["nth"])
    mark, months = ("H", 6) if "half" in m.group().lower() else ("Q", 3)
    year = _year(said, context)
    if year is None and context.today is not None:
        # The latest such part of the year that has begun.
        year = context.today.year - (context.today.month < months * (number - 1) + 1)
        year -= "ago" in said and said["ago"] is not None
    return Reading(f"{'XXXX' if year is None else year}-{mark}{number}")


def _year(said: dict[str, str | None], context: Context) -> int | None:
    written = said.get("year") or said.get("before")
    if written:
        return int(written)
    other = said.get("other") or said.get("whose")
    return context.today.year + words.shift(other) if other and context.today else None


def _last_half(m: re.Match[str], _context: Context) -> Reading:
    return Reading(f"{m['year']}-H{1 if m['which'].lower().startswith('first') else 2}")


def _latest_quarter(m: re.Match[str], context: Context) -> Reading:
    if context.today is None:
        return Reading("XXXX-QX")
    years = -1 if m.groupdict().get("ago") else 0
    written = m.groupdict().get("year")
    ended = months_later(context.today, -3 + 12 * years)
    value = value_of(ended, "quarter")
    return Reading(f"{written}{value[4:]}" if written else value)


def _year_earlier(_m: re.Match[str], context: Context) -> Reading:
    return Reading("XXXX") if context.today is None else dated(months_later(context.today, -12), "year")


def _year_ago(_m: re.Match[str], context: Context) -> Reading:
    """Read "a year ago": while companies report on a quarter, that quarter of the year before; else the year before."""
    today = context.today
    if today is None:
        return Reading("XXXX")
    into_quarter = (today.month - 1) % 3
    if into_quarter == 0 or (into_quarter == 1 and today.day <= REPORTS_UNTIL):
        return Reading(value_of(months_later(today, -15), "quarter"))
    return dated(months_later(today, -12), "year")


def _whole_year(m: re.Match[str], context: Context) -> Reading:
    if context.today is None:
        return Reading("XXXX")
    years = -1 if "latest" in m.group().lower() else 0
    return dated(months_later(context.today, 12 * years), "year")


_CENTURIES = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000, "seventeen": 1700}


def _spoken_year(m: re.Match[str], _context: Context) -> Reading:
    if m.groupdict().get("thousand"):
        return Reading(f"{2000 + int(words.number(m['rest']) or 0) if m['rest'] else 2000}")
    tail = re.split(r"[\s-]+", m["tail"].lower())
    return Reading(f"{_CENTURIES[m['head'].lower()] + sum(int(words.number(w) or 0) for w in tail)}")


def _spoken_period(m: re.Match[str], context: Context) -> Reading:
    """Read "January nineteen ninety-seven", "the winter of nineteen ninety-four"."""
    year = _spoken_year(m, context).value
    said = m.groupdict()
    part = words.word("season", said["season"]) if said.get("season") else f"{words.month(m['month']):02d}"
    return Reading(f"{year}-{part}")


def _quarter_in_figures(m: re.Match[str], _context: Context) -> Reading:
    return Reading(f"{m['year']}-Q{m['nth']}")


def _age(m: re.Match[str], _context: Context) -> Reading:
    return Reading(duration(words.number(m["count"]), words.unit(m["unit"])), "DURATION", vague=True)


def _present(_m: re.Match[str], _context: Context) -> Reading:
    return Reading("PRESENT_REF", vague=True)


def _past(_m: re.Match[str], _context: Context) -> Reading:
    return Reading("PAST_REF", vague=True)


def _future(_m: re.Match[str], _context: Context) -> Reading:
    return Reading("FUTURE_REF", vague=True)


def _units(m: re.Match[str], _context: Context) -> Reading:
    return Reading(duration(None, words.unit(m["unit"])), "DURATION", vague=True)


def _one_unit(m: re.Match[str], _context: Context) -> Reading:
    return Reading(duration(1, words.unit(m["unit"])), "DURATION", vague=True)


def _bare_day(_m: re.Match[str], context: Context) -> Reading:
    return dated(context.origin, "day", "XXXX-XX-XX")


def _bare_week(_m: re.Match[str], context: Context) -> Reading:
    return Reading("XXXX-WXX" if context.today is None else f"{context.today.isocalendar().year:04d}-WXX")


def _bare_season(m: re.Match[str], context: Context) -> Reading:
    code = words.word("season", m["season"])
    return Reading(f"XXXX-{code}" if context.today is None else f"{context.today.year:04d}-{code}")


_SPOKEN = (
    rf"(?P<head>nineteen|eighteen|seventeen|twenty)[\s-]+"
    rf"(?P<tail>{words.either(words.words('number'))}(?:[\s-]+{words.SMALL_NUMBER})?)"
)

# Tried before the rules for dates, which would take "January" alone.
BEFORE_DATES = (
    Rule("period", r"a\s+year\s+(?:ago|earlier)|(?:the\s+)?year[\s-]+(?:ago|earlier)", _year_ago, phrase_only=True),
    Rule("period", rf"Q(?P<nth>[1-4])\s+(?:of\s+)?(?P<year>{words.YEAR})", _quarter_in_figures),
    Rule("period", rf"(?P<month>{words.MONTH_ALONE})\s+(?:of\s+)?{_SPOKEN}", _spoken_period, phrase_only=True),
    Rule("period", rf"(?:the\s+)?(?P<season>{words.SEASON})\s+(?:of\s+)?{_SPOKEN}", _spoken_period, phrase_only=True),
    Rule("vague", rf"(?P<count>{words.NUMBER})[\s-]+(?P<unit>{words.UNIT})[\s-]+olds?", _age, phrase_only=True),
    Rule("period", rf"(?:the\s+)?{_WHOSE}(?:fiscal[\s-]+)?{_NTH}[\s-]+(?:quarter|half)", _nth_part),
    Rule("period", rf"{_ADJECTIVES}{_NTH}[\s-]+(?:quarter|half){_QUARTER_YEAR}", _nth_part),
    Rule("period", rf"(?:the\s+)?(?P<which>first|last|latter|second)\s+half\s+of\s+(?P<year>{words.YEAR})", _last_half),
)
# Tried after them.
AFTER_DATES = (
    Rule(
        "spoken year",
        r"(?:the\s+year\s+)?(?:(?P<thousand>two\s+thousand)(?:\s+and)?(?:\s+(?P<rest>\w+))?)",
        _spoken_year,
        phrase_only=True,
    ),
    Rule(
        "spoken year",
        _SPOKEN,
        _spoken_year,
        phrase_only=True,
    ),
    Rule(
        "period", rf"{_ADJECTIVES}(?P<ago>{_LONG_AGO}[\s-]+)?{_ADJECTIVES}{_NTH}[\s-]+(?:quarter|half)", _nth_part, phrase_only=True
    ),
    Rule("period", rf"(?:the\s+)?(?P<year>{words.YEAR})\s+(?:quarter|period)", _latest_quarter, phrase_only=True),
    Rule(
        "period",
        rf"{_ADJECTIVES}(?:latest\s+)?(?P<ago>{_LONG_AGO}[\s-]+)?(?:quarter|period)(?:\s+(?P<then>a\s+year\s+ago))?",
        _latest_quarter,
        phrase_only=True,
    ),
    Rule(
        "period",
        r"(?:last\s+year['’]s)\s+(?P<ago>quarter|period)|(?:the\s+)?corresponding\s+period\s+last\s+year",
        _latest_quarter,
        phrase_only=True,
    ),
    Rule("period", rf"(?:the\s+)?{_LONG_AGO}", _year_earlier, phrase_only=True),
    Rule(
        "period",
        r"(?:the\s+)?(?:(?:end\s+of\s+)?the\s+)?(?:current\s+|latest\s+|full\s+|fiscal\s+)+year(?:\s+end)?|"
        r"year[\s-]+end|year['’]s\s+end|the\s+end\s+of\s+the\s+year",
        _whole_year,
        phrase_only=True,
    ),
    Rule(
        "vague",
        r"(?:right\s+)?now|(?:the\s+)?current(?:ly)?|at\s+present|at\s+the\s+moment|already|these\s+days|"
        r"nowadays|yet|so\s+far|this\s+crucial\s+moment|(?:the\s+)?present(?:ly)?",
        _present,
        phrase_only=True,
    ),
    Rule(
        "vague",
        r"(?:more\s+|most\s+)?recent(?:ly)?|previous(?:ly)?|(?:the\s+)?past|once|former(?:ly)?|earlier|then|"
        r"lately|in\s+the\s+past|before|a\s+while\s+ago|long\s+ago|(?:then[\s-]+current)|the\s+time|ago",
        _past,
        phrase_only=True,
    ),
    Rule(
        "vague",
        r"soon(?:er)?|(?:the\s+)?(?:near\s+|foreseeable\s+|not[\s-]too[\s-]distant\s+)?(?:future|(?:short|near|"
        r"long|longer)[\s-]+term)|later|eventually|as\s+soon\s+as\s+possible|shortly|someday|a\s+later\s+date|sometime",
        _future,
        phrase_only=True,
    ),
    Rule("season", rf"(?:the\s+)?(?P<season>{words.SEASON})", _bare_season, phrase_only=True),
    Rule("vague", r"(?:the\s+)?(?P<unit>hours|days|weeks|months|years|decades|centuries)", _units, phrase_only=True),
    Rule("day", r"the\s+day", _bare_day, phrase_only=True),
    Rule("vague", r"the\s+week", _bare_week, phrase_only=True),
    Rule("vague", r"(?:the\s+)?(?P<unit>year|month|week|decade|hour|day)", _one_unit, phrase_only=True),
)
