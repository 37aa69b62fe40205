"""From a sentence's characters to pieces of time expressions, and from neighbouring pieces to groups."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from allegedly.mentions import time_anaphora, time_business, time_dates, time_of_day, time_relative, time_sets
from allegedly.mentions.calendar_values import dayparts
from allegedly.mentions.time_readings import NOW, Context, Reading, Rule, narrowed
from allegedly.mentions.time_words import either, part_names

_EDGE = rf"(?:(?:the\s+)?(?P<edge>earlier|later|{either(part_names())})(?:\s+(?:on|in)\s+(?:the\s+)?|[\s-]+(?:the\s+)?))?"
# Which rules take "early", "the end of"… before them.
_WITH_EDGE = frozenset({"day", "period", "month", "season", "year"})
TIMES_OF_DAY = frozenset({"clock", "part"})
_FLAGS = re.IGNORECASE | re.ASCII

_TIME_THEN_DAY = re.compile(r",?\s+(?:(?:on|of|in)\s+)?(?:the\s+)?", _FLAGS)
_DAY_THEN_TIME = re.compile(
    r"(?:['’]s)?,?\s+(?:(?:at|in|during|around|from)\s+)?(?:the\s+)?|,?\s+(?:at\s+)?(?:about|around)\s+", _FLAGS
)
_NIGHT_INTO = re.compile(r",?\s+(?:and\s+)?(?:in)?to\s+(?:the\s+)?(?:early\s+(?:on\s+)?)?", _FLAGS)
_RANGE = re.compile(r"\s+(?:to|and|until|till|through)\s+(?:the\s+)?|\s*[-–—]\s*", _FLAGS)


@dataclass(frozen=True, slots=True)
class Piece:
    """A match of one rule at `start:end` of the sentence's string."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]

    @property
    def edge(self) -> str | None:
        """The word that cuts the period ("early"), in lower case."""
        said = self.match.groupdict().get("edge")
        return re.sub(r"\s+", " ", said.lower()) if said else None

    def read(self, context: Context) -> Reading | None:
        """The reading of this piece alone; None when it is no possible time ("31 February")."""
        try:
            reading = self.rule.read(self.match, context)
            if reading is None or self.edge is None:
                return reading
            return _until_now(reading, self.edge, context) if self.edge in ("earlier", "later") else narrowed(reading, self.edge)
        except (ValueError, OverflowError):
            return None


def _until_now(reading: Reading, edge: str, context: Context) -> Reading:
    """Cut the period that holds today at publication: "earlier this week" ends, "later this week" begins there."""
    begins, ends = reading.bounds
    if context.today is None or not isinstance(begins, datetime) or not isinstance(ends, datetime):
        return reading
    if not begins.date() <= context.today < ends.date():
        return reading
    return replace(reading, begins=begins, ends=NOW) if edge == "earlier" else replace(reading, begins=NOW, ends=ends)


@functools.cache
def _compiled(*, bare: bool) -> tuple[re.Pattern[str], tuple[tuple[Rule, re.Pattern[str]], ...]]:
    clocks = tuple(r for r in time_of_day.RULES if r.family == "clock")
    others = tuple(r for r in time_of_day.RULES if r.family != "clock")
    every = (
        *clocks,
        *time_anaphora.RULES,
        *time_sets.RULES,
        *time_business.BEFORE_DATES,
        *(r for r in time_relative.RULES if r.family == "that year's month"),
        *time_dates.RULES,
        *time_relative.RULES,
        *others,
        *time_business.AFTER_DATES,
    )
    rules = [rule for rule in every if bare or not rule.phrase_only]
    patterns = [(_EDGE if r.family in _WITH_EDGE else "") + f"(?:{r.pattern})" for r in rules]
    either_of = "|".join(f"(?P<r{i}>{_unnamed(p)})" for i, p in enumerate(patterns))
    recogniser = re.compile(rf"(?<![\w$€£#])(?:{either_of})(?![\w%])", _FLAGS)
    return recogniser, tuple((r, re.compile(p, _FLAGS)) for r, p in zip(rules, patterns, strict=True))


def _unnamed(pattern: str) -> str:
    """`pattern` without group names; a back-reference by name has no place in the union and matches any sign."""
    return re.sub(r"\(\?P=\w+\)", "[/.]", re.sub(r"\(\?P<\w+>", "(?:", pattern))


def pieces(text: str, *, bare: bool = False) -> Iterator[Piece]:
    """The leftmost, most specific pieces in `text`, without overlap; with `bare`, by the rules for phrases too."""
    recogniser, rules = _compiled(bare=bare)
    for found in recogniser.finditer(text):
        if found.lastgroup is None:
            continue
        rule, pattern = rules[int(found.lastgroup[1:])]
        match = pattern.fullmatch(text, found.start(), found.end())
        if match is not None and _stands_free(text, found.start(), found.end()):
            yield Piece(found.start(), found.end(), rule, match)


def _stands_free(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that make one expression: a day with a time of day, a night that runs into a day, or one piece."""

    start: int
    end: int
    day: Piece | None = None
    times: tuple[Piece, ...] = ()
    into: Piece | None = None

    @property
    def head(self) -> Piece:
        """The piece that stands for the group where one is asked for."""
        return self.day or self.times[0]

    def read(self, context: Context) -> Reading | None:
        """The group's reading against `context`; None when it is no possible time."""
        try:
            return self._read(context)
        except (ValueError, OverflowError):
            return None

    def _read(self, context: Context) -> Reading | None:
        if self.into is not None and self.day is None:
            into = self.into.read(context)
            return time_of_day.night_into(into) if into else None
        if self.day is None:
            return self.times[0].read(context)
        day = self.day.read(context)
        if day is None or not self.times:
            return day
        clock = next((p for p in self.times if p.rule.family == "clock"), self.times[0])
        if day.value is None or day.day is None:
            time = clock.read(replace(context, today=None, narrative=None))
            return time_of_day.on_day(time, day) if time else None
        if clock.rule.family == "clock":
            return clock.read(replace(context, narrative=day.day))
        return self._part(clock, self.day, day, context)

    def _part(self, part: Piece, named: Piece, day: Reading, context: Context) -> Reading | None:
        word = part.match["part_of_day"].lower()
        joined = f"{named.edge} {word}"
        if joined in dayparts():
            return time_relative.part_of_day(day.day, joined)
        if word == "overnight" and context.today is not None and day.day is not None and day.day >= context.today:
            # The night that begins on that day is still to come: the one that ended on it is meant.
            return time_of_day.night_into(day)
        return part.read(replace(context, narrative=day.day))


def groups(text: str, found: list[Piece]) -> list[Group]:
    """Join neighbouring pieces; every piece ends up in exactly one group."""
    made: list[Group] = []
    for piece in found:
        joined = _join(text, made[-1], piece) if made else None
        if joined is not None:
            made[-1] = joined
        else:
            is_time = piece.rule.family in TIMES_OF_DAY
            made.append(Group(piece.start, piece.end, None if is_time else piece, (piece,) if is_time else ()))
    return made


def _join(text: str, group: Group, piece: Piece) -> Group | None:  # noqa: PLR0911  one way out a joint
    if group.into is not None or piece.start - group.end > 24:  # noqa: PLR2004  no joint is longer
        return None
    gap = text[group.end : piece.start]
    family = piece.rule.family
    if family in TIMES_OF_DAY:
        if group.day is not None and group.day.rule.family == "day" and _DAY_THEN_TIME.fullmatch(gap) and _adds(group, piece):
            return replace(group, end=piece.end, times=(*group.times, piece))
        if group.day is None and _adds(group, piece) and _DAY_THEN_TIME.fullmatch(gap):
            return replace(group, end=piece.end, times=(*group.times, piece))
        return None
    if family == "day" and group.times:
        if _NIGHT_INTO.fullmatch(gap) and _is_night(group):
            return replace(group, end=piece.end, into=piece)
        if group.day is None and _TIME_THEN_DAY.fullmatch(gap):
            return replace(group, end=piece.end, day=piece)
    return None


def _adds(group: Group, piece: Piece) -> bool:
    """One clock time and one part of the day at most."""
    return all(p.rule.family != piece.rule.family for p in group.times)


def _is_night(group: Group) -> bool:
    return any(
        p.match.groupdict().get("part_of_day", "").lower() in ("overnight", "night", "evening", "late night", "late evening")
        for p in group.times
        if p.rule.family == "part"
    )


def is_range(text: str, first: Group, second: Group) -> bool:
    """Whether only "to", "and" or a dash stands between two days or periods."""
    return _RANGE.fullmatch(text[first.end : second.start]) is not None
