"""What a time mention is, and how civil times become instants once the place's zone is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from allegedly.mentions.time_readings import NOW, Moment


@dataclass(frozen=True, slots=True)
class Publication:
    """The day of publication as written there, and the instant with its offset when it is known to the minute."""

    day: date
    instant: datetime | None

    @classmethod
    def of(cls, published: str | None) -> Publication | None:
        """From an RFC 3339 instant or date; None when there is none or it cannot be read."""
        if not published:
            return None
        try:
            moment = datetime.fromisoformat(published.strip().upper())
        except ValueError:
            return None
        return cls(moment.date(), moment if "T" in published.upper() or ":" in published else None)

    def zone(self) -> tzinfo:
        """The offset of the instant, else UTC."""
        return (self.instant.tzinfo if self.instant else None) or UTC

    def at(self, distance: timedelta, zone: tzinfo, *, ends: bool) -> datetime:
        """
        The instant of publication plus `distance`, in `zone`.

        When only the day is known it begins at midnight and, as an end, reaches to the next.
        """
        if self.instant is not None:
            known = self.instant if self.instant.tzinfo else self.instant.replace(tzinfo=zone)
            return (known + distance).astimezone(zone)
        midnight = datetime.combine(self.day, time(), zone)
        return midnight + distance + (timedelta(days=1) if ends else NOW)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """
    A time expression at `start:end` (document code points), with since/by/until but without on/at/in.

    `value` is a TIMEX3 value (of T in "since T"; None if nothing tells), `said_value` what the words
    alone say ("XXXX-WXX-7"); `kind` is DATE, TIME, DURATION or SET; `form` is "", "since",
    "until", "by", "before" or "after"; `historical` says that the date lies in another year or an
    earlier month than publication. `begins` and `ends` are civil or zoned datetimes, or distances
    from publication.
    """

    start: int
    end: int
    value: str | None
    kind: str
    historical: bool
    form: str
    said_value: str | None
    begins: Moment | None
    ends: Moment | None
    publication: Publication | None

    def resolve(self, zone: tzinfo | None = None) -> tuple[str | None, str | None, str | None]:
        """
        The value and the half-open interval as RFC 3339 instants, (value, None, None) when the words give none.

        Civil times are those of `zone` (the place's), else of the offset of publication, else of UTC.
        """
        here = zone or (self.publication.zone() if self.publication else UTC)
        try:
            begins = self._instant(self.begins, here, ends=False)
            ends = self._instant(self.ends, here, ends=True)
        except (OverflowError, ValueError):
            return (self.value, None, None)
        if begins is not None and ends is not None and begins >= ends:
            return (self.value, None, None)
        return (self.value, _written(begins), _written(ends))

    def _instant(self, moment: Moment | None, zone: tzinfo, *, ends: bool) -> datetime | None:
        if moment is None:
            return None
        if isinstance(moment, timedelta):
            return self.publication.at(moment, zone, ends=ends) if self.publication else None
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def _written(moment: datetime | None) -> str | None:
    """An RFC 3339 instant; local mean times of old dates have offsets in seconds, which it does not know."""
    if moment is None:
        return None
    offset = moment.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):
        moment = moment.replace(tzinfo=timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))
    return moment.isoformat(timespec="seconds")
