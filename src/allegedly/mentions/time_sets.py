"""Rules for times that come again and again: "every Monday", "twice a week", "Tuesday nights", "each July"."""

from __future__ import annotations

import re

from allegedly.mentions import time_words as words
from allegedly.mentions.calendar_values import dayparts
from allegedly.mentions.time_readings import Context, Reading, Rule
from allegedly.mentions.time_relative import duration

_FREQUENCY = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "annually": "P1Y",
    "yearly": "P1Y",
}
_TIMES = rf"(?:once|twice|thrice|(?:{words.NUMBER})\s+times|several\s+times|many\s+times)"


def _weekday(m: re.Match[str], _context: Context) -> Reading:
    return Reading(f"XXXX-WXX-{words.weekday(m['weekday'])}", "SET", vague=True)


def _part_of_weekday(m: re.Match[str], _context: Context) -> Reading:
    code = dayparts()[m["part_of_day"].lower()][0]
    return Reading(f"XXXX-WXX-{words.weekday(m['weekday'])}T{code}", "SET", vague=True)


def _month(m: re.Match[str], _context: Context) -> Reading:
    return Reading(f"XXXX-{words.month(m['month']):02d}", "SET", vague=True)


def _every(m: re.Match[str], _context: Context) -> Reading:
    said = m["count"]
    count = 2 if said and said.lower() in {"other", "second"} else words.number(said) if said else 1
    return Reading(duration(count, words.unit(m["unit"])), "SET", vague=True)


def _times_a(m: re.Match[str], _context: Context) -> Reading:
    return Reading(duration(1, words.unit(m["unit"])), "SET", vague=True)


def _frequency(m: re.Match[str], _context: Context) -> Reading:
    return Reading(_FREQUENCY[m["often"].lower()], "SET", vague=True)


RULES = (
    Rule(
        "set",
        rf"(?:every|each)\s+(?P<weekday>{words.WEEKDAY})\s+(?P<part_of_day>morning|afternoon|evening|night)",
        _part_of_weekday,
    ),
    Rule("set", rf"(?P<weekday>{words.WEEKDAY})s?\s+(?P<part_of_day>morning|afternoon|evening|night)s", _part_of_weekday),
    Rule("set", rf"(?:every|each)\s+(?P<weekday>{words.WEEKDAY})", _weekday),
    Rule("set", rf"(?:every|each)\s+(?P<month>{words.MONTH_ALONE})", _month),
    Rule("set", rf"(?:every|each)\s+(?:(?P<count>{words.NUMBER}|other|second)\s+)?(?P<unit>{words.UNIT})", _every),
    Rule("set", rf"{_TIMES}\s+(?:a|an|per|each|every)\s+(?P<unit>{words.UNIT})", _times_a),
    Rule("set", r"(?P<often>hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|annually|yearly)", _frequency),
)
