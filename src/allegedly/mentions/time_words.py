"""The words of time expressions, shaped from the tables, and the patterns made of them."""

from __future__ import annotations

import functools
import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from allegedly import tables
from allegedly.mentions.calendar_values import dayparts


@functools.cache
def words(kind: str) -> dict[str, str]:
    """Words of one class of the table `time_words` → value as written there."""
    return {row["word"]: row["value"] for row in tables.rows("time_words") if row["class"] == kind}


def either(forms: list[str] | dict[str, str]) -> str:
    """A pattern that matches any of `forms`, longest first; a space also matches a hyphen or several spaces."""
    ordered = sorted(forms, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(f).replace(r"\ ", r"[\s-]+").replace("'", "['’]") for f in ordered) + ")"


def _full(kind: str) -> list[str]:
    return [w for w in words(kind) if len(w) > 4 or w in ("may", "june", "july")]  # noqa: PLR2004


def _cut(kind: str) -> list[str]:
    return [w for w in words(kind) if w not in _full(kind)]


# Abbreviations may carry a stop; without one they count only where a pattern puts a number beside them.
MONTH = rf"(?:{either(_full('month'))}|{either(_cut('month'))}\.?)"
MONTH_ALONE = rf"(?:{either(_full('month'))}|{either(_cut('month'))}\.)"
WEEKDAY = rf"(?:{either(_full('weekday'))}|{either(_cut('weekday'))}\.)"
WEEKDAY_BESIDE_DATE = rf"(?:{either(_full('weekday'))}|{either(_cut('weekday'))}\.?)"
UNIT = rf"(?:{either(words('unit'))}s?)"
LONG_UNIT = r"(?:day|week|fortnight|weekend|month|quarter|year|decade|century)s?"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?:\s+1/2)?|{either(words('number'))})"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{either(words('ordinal'))})"
SHIFT = either([w for w in words("shift") if w != "same"])
SEASON = either(words("season"))
SMALL_NUMBER = either([w for w, v in words("number").items() if v in {str(n) for n in range(1, 13)} and " " not in w])
YEAR = r"(?:1[0-9]|20|21)\d\d"
DAYPART = either([w for w in dayparts() if w not in ("night", "midday")] + ["night", "midday"])
ZONE = rf"(?:{either([r['name'] for r in tables.rows('time_zones') if r['name'] != 'z'])}|local(?:\s+time)?)"


def _plain(text: str) -> str:
    return re.sub(r"[\s-]+", " ", text.lower().replace("’", "'")).strip().rstrip(".")


def word(kind: str, text: str) -> str:
    """The value of `text` in class `kind`; raises KeyError if it is not there."""
    table = words(kind)
    plain = _plain(text)
    return table[plain] if plain in table else table[text.lower()]


def month(text: str) -> int:
    """The number of a month's name or abbreviation."""
    return int(word("month", text))


def weekday(text: str) -> int:
    """The ISO number of a weekday's name or abbreviation, singular or plural."""
    plain = _plain(text)
    return int(word("weekday", plain if plain in words("weekday") else plain.removesuffix("s")))


def unit(text: str) -> str:
    """The unit of time that a singular or plural word names."""
    plain = _plain(text)
    return words("unit")[plain] if plain in words("unit") else words("unit")[plain.removesuffix("s")]


def number(text: str) -> float | None:
    """How many: None for vague words ("several")."""
    plain = _plain(text)
    value = words("number").get(plain)
    if value is None:
        half = plain.endswith(" 1/2")
        return float(plain.removesuffix(" 1/2").replace(",", "")) + (0.5 if half else 0)
    return None if value == "X" else float(value)


def ordinal(text: str) -> int:
    """The number of an ordinal in words or figures."""
    plain = _plain(text)
    if plain[0].isdigit():
        return int(re.sub(r"\D", "", plain))
    return int(words("ordinal")[plain.replace(" ", "-") if plain.replace(" ", "-") in words("ordinal") else plain])


def shift(text: str) -> int:
    """−1, 0 or 1 for "last", "this", "next" and their like."""
    return int(word("shift", text))


@functools.cache
def zone(name: str) -> tzinfo | None:
    """The zone that a clock time names ("GMT", "Kyiv time"); None for local time."""
    plain = _plain(name)
    written = {row["name"]: row["zone"] for row in tables.rows("time_zones")}.get(plain)
    if written is None:
        return None
    if written == "UTC":
        return UTC
    if written[0] in "+-":
        hours, minutes = written[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(offset if written[0] == "+" else -offset)
    return ZoneInfo(written)


@functools.cache
def parts() -> dict[tuple[str, str], tuple[int, int]]:
    """(part, unit) → first and last sub-unit of the part, as the table `time_parts` says."""
    return {(row["part"], row["unit"]): (int(row["first"]), int(row["last"])) for row in tables.rows("time_parts")}


@functools.cache
def part_names() -> list[str]:
    """All words for parts of a period, such as "early" and "the end of"."""
    return sorted({row["part"] for row in tables.rows("time_parts")})


@functools.cache
def fixed_days() -> dict[str, tuple[int, int]]:
    """Days that have a name and a fixed date → month, day."""
    return {row["name"]: (int(row["month"]), int(row["day"])) for row in tables.rows("calendar_days")}


@functools.cache
def operations() -> dict[str, tuple[str, str]]:
    """Named operations and battles in lower case → first and last month, as YYYY-MM."""
    return {row["name"].lower(): (row["from"], row["to"]) for row in tables.rows("named_operations")}
