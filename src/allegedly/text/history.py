"""
Background: passages that tell of other years or of wars long over, not of the news.

A sentence tells of history when its main clause carries a year before the year of publication, or names a war,
a state or an operation that is over, and nothing in it points to the present. A paragraph is background when every
sentence of it is, or goes on from one that is.
"""

from __future__ import annotations

import functools
import re

from allegedly import tables
from allegedly.text.marks import holding, opening
from allegedly.text.sentences import split_sentences

_BEFORE_YEAR = (
    r"(?:\b(?:in|since|from|until|till|by|of|during|early|late|mid|before|after|between|and|to|around|year|spring|summer|autumn|fall|winter|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)[ -]|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2}(?:st|"
    r"nd|rd|th)?)?,? |\d[–-]|\()"
)
_YEAR = re.compile(
    rf"{_BEFORE_YEAR}(?P<year>1[0-9]{{3}}|20[0-9]{{2}})(?P<s>s?)\b(?![-.,]?\d)(?! (?!was|is|has|as|ends|census|"
    r"elections|clashes)[a-z]+s\b)"
)
_PRESENT = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tonight|tomorrow|overnight|now|currently|"
    r"presently|recent(?:ly)?|ongoing|so far|"
    r"(?:this|last|next|past|coming) (?:week|weekend|month|year|morning|afternoon|evening|night|few)|(?:hours|"
    r"days|weeks|months) ago|still|"
    r"will|expected to|plans to|has|have|is|are|amid|again)\b|['’](?:ve|re|ll)\b|:\s*$",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|yesterday|tonight|overnight)\b", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:said|says|say|told|tells|added|claim(?:ed|s)|report(?:ed|s)|according to|stated|warned|announced|"
    r"insist(?:ed|s)|accus(?:ed|es)|alleg(?:ed|es)|"
    r"denied|denies|confirmed|condemn(?:ed|s)|calls? on|urges?|wrote|argues?|argued|believes?|estimat(?:ed|es))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s+(?:which|who|whose|whom|where|when|since|after|and which)\b[^,.;]*(?:,|(?=[.;!?\"”]|$))|,\s+[a-z]+ed\b[^,.;]*,"
    r"|\([^()]*\)|\b(?:since|until|dating from|dating back to) (?:[A-Za-z]+ )?\d{4}|\b(?:that|which|who) [^,.;]*"
)
_GLOSS = re.compile(
    r"\((?:German|Russian|Ukrainian|Polish|French|Arabic|Hebrew|Persian|Turkish|Kurdish|Spanish|Italian|Serbo-Croatian|Serbian|Croatian|Romanian|Hungarian|"
    r"Chinese|Japanese|Korean|Latin|Amharic|Pashto|lit\.|romani[sz]ed):"
)
_COMPARED = re.compile(
    r"\b(?:since|worst|largest|biggest|deadliest|first|heaviest|era|veterans?|memorial|museum|anniversary|another|new)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:It|They|He|She|That|This|These|Those|The (?:war|battle|conflict|siege|uprising|fighting|operation|"
    r"offensive|treaty|agreement|accord))\b"
)
_BACK = 2
_PIVOT = 50


@functools.cache
def _operations() -> re.Pattern[str]:
    names = sorted((row["name"] for row in tables.rows("named_operations")), key=lambda n: (-len(n), n))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


@functools.cache
def _operation_years() -> dict[str, int]:
    return {row["name"]: int(row["to"][:4]) for row in tables.rows("named_operations") if row["to"][:4].isdigit()}


def _dateline_year(date: str) -> int | None:
    """The year in a dateline's date; two digits are read as old wires meant them."""
    found = re.search(r"(?:\b(?P<full>(?:19|20)\d{2})|(?<=[A-Za-z.,] )(?P<short>\d{2}))$", date)
    if found is None:
        return None
    if found["full"]:
        return int(found["full"])
    if not re.match(r"\d{1,2}\D", date):
        return None  # "March 12": the digits are the day
    short = int(found["short"])
    return short + (1900 if short >= _PIVOT else 2000)


class Chronicle:
    """Tells background from news in one document; `published` is RFC 3339 or None, `dateline` its date as written."""

    def __init__(self, text: str, published: str | None, dateline: str | None) -> None:
        self._year: int | None = int(published[:4]) if published else _dateline_year(dateline or "")
        self._turn_of_year = bool(published and published[5:7] == "01")
        # Without a date of publication: news that says "Sunday" names a year only when it means another one.
        self._bare_days = self._year is None and bool(_ANCHOR.search(text))

    def is_background(self, text: str, start: int, end: int) -> bool:
        """Whether the passage `text[start:end]` as a whole is history."""
        passage = text[start:end]
        if not (self._has_other_year(passage) or self._has_mark(passage)):
            return False
        told = False
        for s, e in split_sentences(text, start, end):
            sentence = text[s:e]
            if _PRESENT.search(sentence) or _SPEECH.search(sentence):
                return False
            if self._has_other_year(_ASIDE.sub(" ", sentence)) or self._has_mark(sentence):
                told = True
            elif not (told and _GOES_ON.match(sentence)):
                return False
        return told

    def _has_other_year(self, passage: str) -> bool:
        years = [int(m["year"]) for m in _YEAR.finditer(passage)]
        if self._year is None:
            return bool(years) and self._bare_days
        if self._turn_of_year and self._year - 1 in years and "December" in passage:
            return False
        return any(y < self._year for y in years) and all(y < self._year for y in years)

    def _has_mark(self, passage: str) -> bool:
        if _GLOSS.search(passage) or opening("history").match(passage.lstrip('"“')):
            return True
        limit = self._year - _BACK if self._year is not None else None
        operation = _operations().search(passage)
        if operation and (limit is None or _operation_years().get(operation[0], 9999) < limit):
            return True
        found = holding("history").search(passage)
        return bool(found) and not _COMPARED.search(passage)
