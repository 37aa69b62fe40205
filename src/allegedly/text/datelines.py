"""
Datelines: the place, date and agency with which a report opens ("GOMA, DR Congo (Reuters) — ").

Five shapes: a place in capitals before a dash; a place with a date or agency; an agency alone; the
slashes of eastern agencies; the bracketed tags of monitoring services.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from allegedly import tables

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĽŃŇŌŐŘŚŞŠŢȚŤŪŮŰŲŹŻŽ"
# A hyphen belongs to the word alone: were it a separator too, a row of hyphens could be read in endless ways.
_CAPITALS = rf"[{_UP}](?:[{_UP}]|['’`.](?=[{_UP}]))"
_PARTICLE = r"de|del|la|el|al|and"
_CAPS = rf"{_CAPITALS}+(?:-[{_UP}]+)*\.?(?:[ /](?:{_CAPITALS}*(?:-[{_UP}]+)*\.?|{_PARTICLE}))*"
_WORD = rf"[{_UP}][\w'’.]*(?:-\w[\w'’.]*)*"
_TITLE = rf"{_WORD}(?:[ /](?:{_WORD}|{_PARTICLE}|of|the))*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_DAY}{_ORDINAL}\s+{_MONTH}(?:,?\s+(?:\d{{4}}|\d{{2}}))?"
    rf"|{_DAY}{_MONTH}\s+{_ORDINAL}(?:,?\s+\d{{4}})?|NO DATE)"
)
_AGENCY = r"(?:\((?P<a{0}>[A-Z][^()\n]{{1,60}})\)|/(?P<b{0}>[A-Z][^/\n]{{1,30}})/\.?)"
_DASH = r"(?:\s+(?:[—–]|--+|-(?=\s))\s*|(?:[—–]|--+|-)\s+)"
_TAGS = r"(?P<tags>(?:\[[^\[\]]{1,160}\]\s*)*)"
_PLACE_IN_CAPITALS = rf"(?P<place>{_CAPS}(?:,\s*(?!{_DATE}){_TITLE}){{0,3}})"
_PLACE = rf"(?P<place>{_TITLE}(?:,\s*(?!{_DATE}){_TITLE}){{0,3}})"
_WHEN = rf"(?P<date>(?i:{_DATE}))"

_SHAPES = tuple(
    re.compile(pattern)
    for pattern in (
        # A place in capitals: "GOMA, DR Congo, 6 May 2023 (Reuters) —".
        rf"{_PLACE_IN_CAPITALS}(?:,?\s+{_WHEN})?,?(?:\s*{_AGENCY.format(1)})?,?{_DASH}{_TAGS}",
        # A place and a date: "Moscow, 3 March. /TASS/." or "Geneva, 4 March (UN News) –".
        rf"{_PLACE},?\s+{_WHEN}[.,]?(?:\s*{_AGENCY.format(2)})?(?:{_DASH}|[.:]\s+|(?<=/\.)\s+|(?<=/)\s+){_TAGS}",
        # A place and an agency: "Kyiv (CNN) —" or "KABUL (Pajhwok):".
        rf"{_PLACE}\s+{_AGENCY.format(3)}(?:{_DASH}|:\s+)",
        # An agency alone: "(AP) —".
        rf"{_AGENCY.format(4)}{_DASH}",
        # A place and its country: "Kyiv, Ukraine —".
        rf"(?P<place>{_TITLE},\s+{_TITLE})\s+[—–]\s+(?=[“\"{_UP}])",
        # A city in capitals before a colon, as South Asian papers write.
        rf"(?P<place>{_CAPS}):\s+(?=[“\"{_UP}][\w'’]*\s)",
    )
)
_LONGEST = 320
_SHORTEST_CITY = 4
_NO_PLACE = re.compile(
    r"(?:BREAKING|UPDATED?|WATCH|EXCLUSIVE|NOTE|LIVE|VIDEOS?|PHOTOS?|OPINION|ANALYSIS|EXPLAINERS?|FACTBOX|NATO|UNSC|CORRECTION|COMMENT|READ|LISTEN|Q&A|"
    r"EDITOR|FILE|CAPTION|QUESTION|ANSWER|INTERVIEW|TIMELINE|SUMMARY|BACKGROUND|WARNING|URGENT|ALERT|TEXT|REPORT|DEVELOPING)\b"
)


class Dateline(NamedTuple):
    """Where a dateline ends (after its dash and white space), the agency it names, and its date as written."""

    end: int
    agency: str | None
    date: str | None


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which the line `text[start:end]` opens, or None; `text` is flattened."""
    head = text[start : min(end, start + _LONGEST)]
    capitals = not any(c.islower() for c in head)
    for number, shape in enumerate(_SHAPES):
        match = shape.match(head)
        if match is None or match.end() >= end - start or _NO_PLACE.match(head):
            continue
        groups = match.groupdict()
        agency = next((v for k, v in groups.items() if v and k[0] in "ab" and k[1:].isdigit()), None)
        date = groups.get("date")
        if not _is_sound(number, groups.get("place"), agency or date, head, capitals=capitals):
            continue
        return Dateline(start + match.end(), agency_name(agency) if agency else None, date)
    return None


def _is_sound(shape: int, place: str | None, support: str | None, head: str, *, capitals: bool) -> bool:
    # In a text all in capitals every name looks like a place, so only a date or agency tells.
    if capitals:
        return support is not None
    if shape == len(_SHAPES) - 1:
        return place is not None and len(place) >= _SHORTEST_CITY and any(c.islower() for c in head[len(place) :])
    return True


@functools.cache
def _agencies() -> dict[str, str]:
    return {row["mark"].casefold(): row["name"] for row in tables.rows("dateline_agencies")}


def agency_name(mark: str) -> str:
    """The agency that a dateline's `(AP)` names; what is in no table keeps its own words."""
    mark = " ".join(mark.split())
    return _agencies().get(mark.casefold(), mark)


def is_own_agency(agency: str, outlet: str) -> bool:
    """Whether the agency in a dateline is the outlet itself, under its short or long name."""
    ours, theirs = agency_name(outlet).casefold(), agency.casefold()
    initials = "".join(word[0] for word in ours.split())
    return ours in theirs or theirs in ours or theirs == initials
