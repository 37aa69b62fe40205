"""The thread of time through a document: each expression is checked in its sentence and read against what went before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allegedly.mentions.time_anaphora import week_to
from allegedly.mentions.time_grammar import Group, groups, is_range, pieces
from allegedly.mentions.time_mentions import Publication, TimeMention
from allegedly.mentions.time_readings import NOW, Context, Moment, Reading
from allegedly.mentions.time_standing import form_before, sentence_string, stands
from allegedly.mentions.time_tense import tense_at
from allegedly.mentions.time_words import operations
from allegedly.records import Sentence, Token

# How far back a date still belongs to the news although its month or year is an earlier one.
_STILL_NEWS = timedelta(days=14)
# How many sentences a time that the text has told is what "since then" and "at the time" point at.
_LAST_HOLDS = 2
# Live blogs run past midnight: a stamp that would lie so long after publication is of the day before.
_STAMP_AHEAD = timedelta(hours=1)
_STAMP_SIGNS = frozenset({"—", "–", "-", "--", ":", "|", "]", ")"})
_STRETCHES = frozenset({"week", "fortnight", "month", "year"})
# How many sentences a year that the text has named holds for a later "on 5 July".
_YEAR_HOLDS = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A group with its tokens and reading."""

    group: Group
    first: Token
    start: int
    form: str
    reading: Reading
    said: Reading | None


class Narrative:
    """Reads the sentences of one document in order; holds the last day, period and year that they named."""

    def __init__(self, publication: Publication | None) -> None:
        self._publication = publication
        self._today = publication.day if publication else None
        self._day: date | None = None
        self._period: date | None = None
        self._day_paragraph: tuple[int, str] | None = None
        self._year: tuple[int, int, tuple[int, str]] | None = None  # year, sentence, passage
        self._operations: tuple[tuple[tuple[str, str], ...], tuple[int, str]] = ((), (-1, ""))
        self._last: tuple[Reading, int] | None = None  # what the last time was read as, and in which sentence
        self._seen_paragraph = -1

    def read(self, sentence: Sentence) -> Iterator[TimeMention]:
        """The time mentions of the next sentence, in text order."""
        opens, self._seen_paragraph = sentence.paragraph != self._seen_paragraph, sentence.paragraph
        text = sentence_string(sentence)
        if text is None:
            return
        # A dateline dates the passage that it opens.
        passage = (sentence.paragraph, "body" if sentence.zone.kind == "dateline" else sentence.zone.kind)
        self._note_operations(text, passage)
        found = [piece for piece in pieces(text) if stands(piece, sentence)]
        starts = [t.start - sentence.start for t in sentence.tokens]
        previous: _Found | None = None
        for group in groups(text, found):
            if opens and self._is_stamp(group, sentence, starts, passage):
                continue
            item = self._read_group(group, sentence, starts, passage)
            if item is None:
                continue
            if previous is not None and self._is_range(text, previous, item, sentence):
                previous = _ranged(previous, item)
                continue
            if previous is not None:
                yield self._mention(previous, sentence)
            previous = item
        if previous is not None:
            yield self._mention(previous, sentence)

    def _read_group(self, group: Group, sentence: Sentence, starts: list[int], passage: tuple[int, str]) -> _Found | None:
        at = bisect_right(starts, group.start) - 1
        first = sentence.tokens[at]
        form, begin = form_before(sentence, at, group, starts)
        if not group.day and form is None and not _time_of_day_stands(group, sentence, at):
            return None
        context = self._context(group, first, sentence, passage)
        reading = group.read(context)
        if reading is None:
            return None
        said = group.read(Context())
        stretch = _stretch_to(sentence, at) if form is None and group.day is not None and not group.times else None
        if stretch is not None:
            reading, begin = week_to(stretch.text, reading), _with_article(sentence, stretch) - sentence.start
        elif group.head.rule.family == "pointer":
            self._last = (self._last[0], sentence.i) if self._last is not None else None
        else:
            self._remember(reading, sentence, passage, group, form)
        return _Found(group, first, begin, form or "", reading, said)

    def _context(self, group: Group, first: Token, sentence: Sentence, passage: tuple[int, str]) -> Context:
        day = self._day
        if group.day is None and group.into is None and passage != self._day_paragraph:
            day = None
        held, where = self._operations
        return Context(
            today=self._today,
            narrative=day,
            period=self._period,
            tense=tense_at(first),
            year=self._held_year(sentence, passage),
            operations=held if where == passage else (),
            last=self._last[0] if self._last is not None and sentence.i - self._last[1] <= _LAST_HOLDS else None,
        )

    def _is_stamp(self, group: Group, sentence: Sentence, starts: list[int], passage: tuple[int, str]) -> bool:
        """
        Whether the clock time that opens a paragraph is the stamp of a live blog ("19:50 — …"), which is no time of an event.

        The paragraph is then told on the stamp's day.
        """
        if not any(p.rule.family == "clock" for p in group.times) or not all(c in "[( " for c in _opening(sentence, group.start)):
            return False
        after = bisect_right(starts, group.end - 1)
        if after < len(sentence.tokens) and sentence.tokens[after].text not in _STAMP_SIGNS:
            return False
        reading = group.read(Context(today=self._today))
        day = reading.day if reading is not None else None
        if reading is not None and day is not None:
            late = _lies_ahead(reading.bounds[0], self._publication.instant if self._publication else None)
            self._day, self._day_paragraph = day - timedelta(days=late), passage
        return True

    def _held_year(self, sentence: Sentence, passage: tuple[int, str]) -> int | None:
        if self._year is None:
            return None
        year, at, where = self._year
        if at == sentence.i:
            return year
        return year if where == passage and sentence.i - at <= _YEAR_HOLDS and passage[1] in ("background", "quotation") else None

    def _note_operations(self, text: str, passage: tuple[int, str]) -> None:
        lowered = text.lower()
        named = tuple(span for name, span in operations().items() if name in lowered)
        if named:
            self._operations = (named, passage)

    def _remember(self, reading: Reading, sentence: Sentence, passage: tuple[int, str], group: Group, form: str | None) -> None:
        begins = reading.bounds[0]
        if not isinstance(begins, datetime) or reading.kind not in ("DATE", "TIME"):
            return
        if self._last is not None and self._last[1] == sentence.i and _is_of(group, sentence):
            return  # "agreed in May to keep the truce of 2019" is told of May
        self._period = begins.date()
        self._last = (reading, sentence.i)
        # "Since Tuesday" and "by Friday" bound what is told; the story itself does not move there, nor with "only the next day".
        aside = group.start > 0 and _leans(group)
        if reading.day is not None and form not in ("since", "until", "by") and not aside:
            self._day, self._day_paragraph = reading.day, passage
        says_year = group.day is not None and group.day.match.groupdict().get("year")
        if says_year and self._today is not None and begins.year != self._today.year:
            self._year = (begins.year, sentence.i, passage)

    def _is_range(self, text: str, first: _Found, second: _Found, sentence: Sentence) -> bool:
        if (
            first.group.day is None
            or second.group.day is None
            or first.reading.kind != second.reading.kind
            or first.reading.kind == "SET"
        ):
            return False
        gap = text[first.group.end : second.group.start].strip()
        if not is_range(text, first.group, second.group):
            return False
        before = sentence.tokens[max(first.first.i - sentence.tokens[0].i - 1, 0)].lower
        return gap in ("-", "–", "—", "through") or before in ("from", "between")

    def _mention(self, found: _Found, sentence: Sentence) -> TimeMention:
        begins, ends = self._bounds(found)
        said = found.said.value if found.said else None
        value = found.reading.value
        return TimeMention(
            start=sentence.start + found.start,
            end=sentence.start + found.group.end,
            value=value if value is not None else said,
            kind=found.reading.kind,
            historical=self._is_historical(found, begins, ends),
            form=found.form,
            said_value=said,
            begins=begins,
            ends=ends,
            publication=self._publication,
        )

    def _bounds(self, found: _Found) -> tuple[Moment | None, Moment | None]:
        begins, ends = found.reading.bounds
        if found.reading.kind not in ("DATE", "TIME") or (begins is None and ends is None):
            return (begins, ends)
        match found.form:
            case "since":
                return (begins, NOW)
            case "until" | "by":
                return (self._anchor_before(begins, ends), ends)
            case "before":
                return (None, begins)
            case "after":
                return (ends, NOW if self._is_past(ends) else None)
            case _:
                return (begins, ends)

    def _is_past(self, moment: Moment | None) -> bool:
        return isinstance(moment, datetime) and self._today is not None and moment.date() <= self._today

    def _anchor_before(self, moment: Moment | None, ends: Moment | None) -> Moment | None:
        """Where "by T" and "until T" begin: at publication, else on the narrative's day, if that is before T."""
        if not isinstance(moment, datetime) or self._today is None:
            return None
        # "By the end of the month" lies ahead within its last days too.
        still_runs = isinstance(ends, datetime) and ends - moment > timedelta(days=1) and self._today < ends.date()
        if self._today < moment.date() or still_runs:
            return NOW
        if self._day is not None and self._day < moment.date():
            return datetime.combine(self._day, datetime.min.time())
        return None

    def _is_historical(self, found: _Found, begins: Moment | None, ends: Moment | None) -> bool:
        last = ends if isinstance(ends, datetime) else begins
        if (
            found.form == "since"
            or isinstance(ends, timedelta)
            or found.reading.kind not in ("DATE", "TIME")
            or not isinstance(last, datetime)
            or self._today is None
        ):
            return False
        this_month = self._today.replace(day=1)
        return last.date() <= this_month and self._today - last.date() > _STILL_NEWS


def _lies_ahead(begins: Moment | None, now: datetime | None) -> bool:
    """Whether a stamp lies so far after the instant of publication that it must be of the day before."""
    if now is None or not isinstance(begins, datetime):
        return False
    return begins.replace(tzinfo=begins.tzinfo or now.tzinfo) > now.replace(tzinfo=now.tzinfo or begins.tzinfo) + _STAMP_AHEAD


def _leans(group: Group) -> bool:
    """Whether the group counts from the story's day: "the following day", "two days later"."""
    said = group.head.match.groupdict()
    return any(said.get(name) for name in ("how", "how2", "way", "way2"))


def _is_of(group: Group, sentence: Sentence) -> bool:
    """Whether "of" stands before the group: the date of a thing."""
    before = [t for t in sentence.tokens if t.end - sentence.start <= group.start]
    return bool(before) and before[-1].lower == "of"


def _opening(sentence: Sentence, end: int) -> str:
    """What stands in the sentence before offset `end` of it."""
    return "".join(t.text for t in sentence.tokens if t.start - sentence.start < end)


def _stretch_to(sentence: Sentence, at: int) -> Token | None:
    """The "week" of "the week to 4 May", "the month ending 3 June" before token `at`."""
    k = at - 1
    if k > 0 and sentence.tokens[k].lower in ("on", "the"):
        k -= 1
    if k < 2 or sentence.tokens[k].lower not in ("to", "ending", "ended"):  # noqa: PLR2004  the article and the week come before
        return None
    week = sentence.tokens[k - 1]
    return week if week.lower in _STRETCHES and sentence.tokens[k - 2].lower == "the" else None


def _with_article(sentence: Sentence, token: Token) -> int:
    return sentence.tokens[token.i - sentence.tokens[0].i - 1].start


def _time_of_day_stands(group: Group, sentence: Sentence, at: int) -> bool:
    """Whether a time of day without a date is one: "at dawn", "in the morning", "overnight", any clock time."""
    if group.into is not None or any(p.rule.family == "clock" for p in group.times):
        return True
    word = group.times[0].match["part_of_day"].lower()
    if word == "overnight":
        return True
    before = sentence.tokens[at - 1].lower if at else ""
    article = group.times[0].match.group().lower().startswith("the ")
    if article:
        return before in ("in", "during", "into")
    bare = word in (
        "noon",
        "midday",
        "midnight",
        "dawn",
        "dusk",
        "daybreak",
        "sunrise",
        "sunset",
        "nightfall",
        "first light",
        "before dawn",
        "before daybreak",
    )
    return bare and before in ("at", "around", "about", "near", "before", "by", "after", "since", "until", "shortly", "just")


def _ranged(first: _Found, second: _Found) -> _Found:
    begins, ends = first.reading.bounds[0], second.reading.bounds[1]
    value = f"{first.reading.value}/{second.reading.value}" if first.reading.value and second.reading.value else None
    group = Group(first.group.start, second.group.end, first.group.day, first.group.times)
    reading = Reading(value, first.reading.kind, begins, ends, vague=begins is None)
    return _Found(group, first.first, first.start, first.form, reading, first.said)
