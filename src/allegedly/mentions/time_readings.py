"""What a time expression is read as (`Reading`), against what (`Context`), and by which rule (`Rule`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from allegedly.mentions.calendar_values import interval, months_later, unit_of, value_of
from allegedly.mentions.time_words import parts

# A civil or zoned datetime, or a distance from the instant of publication.
Moment = datetime | timedelta
NOW = timedelta(0)
PAST, FUTURE = -1, 1
_STILL_NEWS = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Context:
    """
    What an expression is read against: civil dates, None where unknown.

    `today` is the day of publication, `narrative` the last day that the text named, `period` the
    first day of the last period of any length that it named. `tense` is −1, 0 or 1 for past,
    unknown, future. `year` is the year that the sentence is about when it is history, `operations`
    the first and last months (YYYY-MM) of the named operations in the passage. `last` is what the last
    time near by was read as, for "since then". `bare` is true for a phrase without a sentence, for
    which TimeBank's conventions hold.
    """

    today: date | None = None
    narrative: date | None = None
    period: date | None = None
    tense: int = 0
    year: int | None = None
    operations: tuple[tuple[str, str], ...] = field(default=())
    last: Reading | None = None
    bare: bool = False

    @property
    def origin(self) -> date | None:
        """The day from which "two days later" counts."""
        return self.narrative or self.today

    def year_of(self, month: int, day: int | None = None) -> int | None:
        """The year that "5 July" or "July" means here; None when nothing tells."""
        if self.year is None and self._is_recent(month, day):
            return self.today.year if self.today else None
        for first, last in self.operations:
            year = _year_within(month, first, last)
            if year is not None:
                return year
        if self.year is not None:
            return self.year
        return None if self.today is None else self._near_year(self.today, month, day)

    def _is_recent(self, month: int, day: int | None) -> bool:
        """Whether such a day of this year lies in the weeks before publication: news, not the beginning of the operation."""
        if self.today is None or day is None or self.tense == FUTURE:
            return False
        try:
            there = date(self.today.year, month, day)
        except ValueError:
            return False
        return there <= self.today <= there + _STILL_NEWS

    def _near_year(self, today: date, month: int, day: int | None) -> int:
        here = (today.month, today.day) if day is not None else (today.month, 0)
        there = (month, day or 0)
        if self.tense == PAST:
            return today.year - (there > here)
        if self.tense == FUTURE:
            return today.year + (there < here)
        if day is None and not self.bare:
            return today.year - (there > here)
        months_ahead = month - today.month
        nearest = 8
        return today.year - (months_ahead > nearest) + (months_ahead < -nearest)


def _year_within(month: int, first: str, last: str) -> int | None:
    for year in range(int(first[:4]), int(last[:4]) + 1):
        if first <= f"{year:04d}-{month:02d}" <= last:
            return year
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A TIMEX3 value and kind, with its interval where the value alone does not give it.

    `begins` and `ends` are both None when the interval is the value's own; `vague` says that
    there is none. `zone` is set when the expression itself names one.
    """

    value: str | None
    kind: str = "DATE"
    begins: Moment | None = None
    ends: Moment | None = None
    vague: bool = False
    zone: tzinfo | None = None

    @property
    def bounds(self) -> tuple[Moment | None, Moment | None]:
        """The half-open interval; (None, None) when the words give none."""
        if self.vague or self.begins is not None or self.ends is not None:
            return (self.begins, self.ends)
        covered = interval(self.value) if self.value else None
        return covered or (None, None)

    @property
    def day(self) -> date | None:
        """The civil day, when the reading is a day or a time within one."""
        if self.value is None or unit_of(self.value) not in ("day", "time"):
            return None
        begins = self.bounds[0]
        return date.fromisoformat(self.value[:10]) if isinstance(begins, datetime) else None


class Rule(NamedTuple):
    """
    One form of time expression: a pattern with named groups, and how its match is read.

    `family` is "day" (names a civil day), "clock", "part" (of a day), "part of a named day", or
    "period". `phrase_only` rules (the language of company reports) never fire in running text.
    """

    family: str
    pattern: str
    read: Callable[[re.Match[str], Context], Reading | None]
    phrase_only: bool = False


def narrowed(reading: Reading, part: str) -> Reading:
    """`reading` cut to its early, middle or late part ("early" March), as the table `time_parts` has it; the value stays."""
    if reading.value is None:
        return reading
    unit = unit_of(reading.value) or ""
    limits = parts().get((part, unit))
    covered = interval(reading.value)
    if limits is None or covered is None:
        return reading
    begins, ends = _cut(covered[0], covered[1], unit, limits)
    return Reading(reading.value, reading.kind, begins, ends)


def _cut(begins: datetime, ends: datetime, unit: str, limits: tuple[int, int]) -> tuple[datetime, datetime]:
    first, last = limits
    if unit == "day":
        return (begins + timedelta(hours=first), begins + timedelta(hours=last))
    if unit in ("month", "week"):
        return (begins + timedelta(days=first - 1), min(ends, begins + timedelta(days=last)))
    months = 12 if unit in ("decade", "century") else 1
    offset = 0 if months > 1 else 1
    return (_later(begins, (first - offset) * months), min(ends, _later(begins, (last - offset + 1) * months)))


def _later(moment: datetime, months: int) -> datetime:
    return datetime.combine(months_later(moment.date(), months), datetime.min.time())


def dated(day: date | None, unit: str = "day", unknown: str | None = None) -> Reading:
    """The `unit` in which `day` lies; with no day, the value `unknown`."""
    return Reading(unknown if day is None else value_of(day, unit))
