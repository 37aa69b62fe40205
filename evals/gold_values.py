"""Values in the gold labels: how many (`>=4`, `~300`) and when (`2022-05-08TMO`), by the tables of `record.md`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

Number = int | float
Bounds = dict[str, Number | bool | None]

# Hours of a day part; the night of a day begins on its evening and ends on the next day.
DAY_PARTS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 24), "NI": (20, 30)}

ACTS = {
    "state", "report", "claim", "allege", "confirm", "admit", "deny", "estimate", "believe", "predict", "threaten", "promise",
    "appeal", "condemn", "praise", "ask",
}  # fmt: skip


def read_bounds(written: str) -> Bounds:
    """`6`, `>=4`, `>30`, `<=10`, `~300`, `<~3000` (nearly), `24..99` (vague), `5-7` (a range), `?` → lower, upper, best."""
    if written == "?":
        return _bounds(None, None, None, approximate=False)
    if match := re.fullmatch(r"([\d.]+?)\.\.([\d.]+)", written):
        return _bounds(_number(match[1]), _number(match[2]), None, approximate=True)
    if match := re.fullmatch(r"([\d.]+)-([\d.]+)", written):
        return _bounds(_number(match[1]), _number(match[2]), None, approximate=False)
    match = re.fullmatch(r"(>=|<=|>|<~|<|~|)([\d.]+)", written)
    if match is None:
        raise ValueError(f"{written!r} is no number; write 6, >=4, >30, <=10, <10, ~300, <~3000, 24..99, 5-7 or ?")
    return _one_sided(match[1], _number(match[2]))


def _one_sided(sign: str, value: Number) -> Bounds:
    slack = max(1, value / 10)
    low, high = _tidy(value - slack), _tidy(value + slack)
    return {
        "": _bounds(value, value, value, approximate=False),
        ">=": _bounds(value, None, value, approximate=False),
        ">": _bounds(value + 1, None, None, approximate=False),
        "<=": _bounds(None, value, None, approximate=False),
        "<": _bounds(None, value - 1, None, approximate=False),
        "~": _bounds(low, high, value, approximate=True),
        "<~": _bounds(low, value, value, approximate=True),
    }[sign]


def _bounds(lower: Number | None, upper: Number | None, best: Number | None, *, approximate: bool) -> Bounds:
    return {"lower": lower, "upper": upper, "best": best, "approximate": approximate}


def _number(digits: str) -> Number:
    return float(digits) if "." in digits else int(digits)


def _tidy(value: Number) -> Number:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def read_interval(value: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Give the half-open interval of local instants that a TIMEX3 value means."""
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        start = datetime.fromisocalendar(int(match[1]), int(match[2]), 1)
        return _local(start, zone), _local(start + timedelta(days=7), zone)
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)T([A-Z]{2})", value):
        day = datetime.fromisoformat(match[1])
        if match[2] not in DAY_PARTS:
            raise ValueError(f"{value!r}: no hours are known for {match[2]}; known are {', '.join(DAY_PARTS)}")
        first, last = DAY_PARTS[match[2]]
        return _local(day + timedelta(hours=first), zone), _local(day + timedelta(hours=last), zone)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value):
        start = datetime.fromisoformat(value)
        return _local(start, zone), _local(start + timedelta(minutes=1), zone)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        start = datetime.fromisoformat(value)
        return _local(start, zone), _local(start + timedelta(days=1), zone)
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d))?", value):
        year, month = int(match[1]), int(match[2] or 1)
        after = (year + month // 12, month % 12 + 1) if match[2] else (year + 1, 1)
        return _local(datetime(year, month, 1), zone), _local(datetime(*after, 1), zone)  # noqa: DTZ001
    raise ValueError(f"{value!r} has no interval of its own; add one as FROM..TO")


def read_ends(written: str, zone: ZoneInfo, published: str | None) -> tuple[str | None, str | None]:
    """`FROM..TO`, each a local date or minute, `pub` for the time of publication, or `-` for open."""
    ends: list[str | None] = []
    for end in written.split(".."):
        if end == "pub":
            if published is None or "T" not in published:
                raise ValueError("'pub' needs a time of publication")
            ends.append(datetime.fromisoformat(published).astimezone(zone).isoformat())
        else:
            ends.append(None if end == "-" else _local(datetime.fromisoformat(end), zone).isoformat())
    if len(ends) != 2:
        raise ValueError(f"{written!r} is no interval; write FROM..TO")
    return ends[0], ends[1]


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone)
