"""
When a page says it was published, in the two forms that the record allows.

RFC 3339: a full date, or an instant with its offset. A local time without an offset is only known to the day.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re

_ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s?(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_BASIC = re.compile(r"(\d{4})/?(\d{2})/?(\d{2})$")
_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[a-z]{3,9})\.?,?\s+(?P<y1>\d{4})"
    r"|(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4}))",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:/|-|$)")


def is_rfc_3339(value: str) -> bool:
    """Whether `value` is an RFC 3339 full date or instant that exists in the calendar."""
    return bool(_RFC_3339.fullmatch(value)) and _exists(value)


def read_date(value: str) -> str | None:
    """The RFC 3339 date or instant that `value` (ISO 8601, RFC 2822 or English words) means, else None."""
    value = " ".join(value.split())[:80]
    return _iso(value) or _mail(value) or _in_words(value)


def date_in_url(url: str) -> str | None:
    """The date in a path such as `/2024/08/11/name`, else None."""
    found = _IN_URL.search(url)
    return _day(*(int(part) for part in found.groups())) if found else None


def _iso(value: str) -> str | None:
    basic = _BASIC.match(value)
    if basic:
        return _day(*(int(part) for part in basic.groups()))
    found = _ISO.match(value)
    if not found or not _exists(found["date"]):
        return None
    if not found["time"] or not found["offset"]:
        return found["date"]
    time = found["time"] if found["time"].count(":") > 1 else found["time"] + ":00"
    instant = f"{found['date']}T{time}{_offset(found['offset'].upper())}"
    return instant if _exists(instant) else found["date"]


def _offset(offset: str) -> str:
    if offset in {"Z", "UTC", "GMT"}:
        return "Z"
    digits = offset[1:].replace(":", "").ljust(4, "0")
    return f"{offset[0]}{digits[:2]}:{digits[2:]}"


def _mail(value: str) -> str | None:
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.isoformat().replace("+00:00", "Z")


def _in_words(value: str) -> str | None:
    found = _WORDS.search(value)
    if not found:
        return None
    month = (found["m1"] or found["m2"]).lower()[:3]
    if month not in _MONTHS:
        return None
    return _day(int(found["y1"] or found["y2"]), _MONTHS.index(month) + 1, int(found["d1"] or found["d2"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _exists(value: str) -> bool:
    try:
        dt.datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True
