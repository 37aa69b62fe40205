"""The words by which passages show what they are: the `zone_marks` table, shaped for matching."""

from __future__ import annotations

import functools
import re

from allegedly import tables

_LONGEST_NOTICE = 400


@functools.cache
def _phrases(kind: str, match: str) -> tuple[str, ...]:
    return tuple(row["mark"] for row in tables.rows("zone_marks") if row["kind"] == kind and row["match"] == match)


def _any_of(phrases: tuple[str, ...]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(re.sub("['’]", "['’]", re.escape(p)).replace(r"\ ", r"\s+") for p in longest_first) + ")"


@functools.cache
def opening(kind: str) -> re.Pattern[str]:
    """Matches the mark with which a line of this kind opens (any brackets or asterisks before it, white space after it)."""
    marks = _phrases(kind, "opens")
    letters = tuple(m for m in marks if m[-1].isalnum())
    signs = tuple(m for m in marks if not m[-1].isalnum())
    both = "|".join(p for p in (_any_of(signs) if signs else "", _any_of(letters) + r"\b" if letters else "") if p)
    return re.compile(rf"[*_\[(]*(?:{both})[*_]*\s*", re.IGNORECASE)


@functools.cache
def _whole(kind: str) -> frozenset[str]:
    return frozenset(p.lower() for p in _phrases(kind, "whole"))


@functools.cache
def holding(kind: str) -> re.Pattern[str]:
    """Matches a phrase that shows this kind wherever it stands in a line."""
    return re.compile(r"\b" + _any_of(_phrases(kind, "holds")) + r"(?!\w)", re.IGNORECASE)


@functools.cache
def quoting(match: str) -> str:
    """A pattern for the `quoting` words of one group: noun, verb or hint."""
    return _any_of(_phrases("quoting", match))


_BYLINE = re.compile(
    r"(?:By|BY)\s+[A-ZÀ-ÞŁŚŠŽ][\w.'’-]*(?:\s+(?:[A-ZÀ-ÞŁŚŠŽ][\w.'’-]*|and|in|of|de|van|von|al|bin|for|"
    r",|&|\|)){0,14}(?:,\s*[\w .'’&-]{2,60})?\s*$"
)
_CREDIT = re.compile(
    r"[(\[][^()\[\]]{0,70}(?:AFP|AP|AP Photo|Reuters|REUTERS|Getty|EPA|Xinhua|TASS|Anadolu|Photo|Handout|Images|"
    r"Sputnik)[^()\[\]]{0,50}[)\]]\.?\s*$"
    r"|\|\s*(?:Photo|Image|Picture):[^|]{2,60}$|\b(?:Photo|Image|Picture|Photograph|Credit)(?: by| credit)?:[^.:]{2,60}$"
)
_PICTURE = re.compile(r"(?:An?|This|The)\s+(?:[\w-]+\s+){0,2}(?:picture|photo|photograph|image|view|handout|screengrab|still)\b")


def is_boilerplate(line: str) -> bool:
    """Whether a trimmed line is page furniture, credits, a byline or a notice of rights."""
    if line.lower().rstrip(" .:") in _whole("boilerplate") or _BYLINE.match(line):
        return True
    if len(line) > _LONGEST_NOTICE:
        return False
    return bool(opening("boilerplate").match(line) or holding("boilerplate").search(line))


def is_caption(line: str) -> bool:
    """Whether a trimmed line stands under a picture: its opening says so, or it is a sentence or two with a photo credit."""
    if opening("caption").match(line):
        return True
    if len(line) > _LONGEST_NOTICE:
        return False
    credit = _CREDIT.search(line)
    return bool(
        credit
        and (credit.start() > 0)
        and (_PICTURE.match(line) or "/" in credit[0] or "Photo" in credit[0] or "Image" in credit[0])
    )
