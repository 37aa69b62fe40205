"""
Where sentences end: before parsing, by rules over punctuation and the abbreviations table.

Splitting first keeps quotations, datelines, initials and ellipses out of the parser's hands,
which would cut at them. A line break always ends a sentence.
"""

from __future__ import annotations

import functools
import re

from allegedly import tables

# "week.Ukraine" lost its space; "e.g" and "x.y" did not.
SHORTEST_LAST_WORD = 3
OPENING = "\"'“‘«„([{—–-"
CLOSING = "\"'”’»)]}"
# A stop, any closing quotes or brackets, then either space or (missing space) a capitalised word.
_STOP = re.compile(rf"(?P<stop>[.!?…]+)(?P<close>[{re.escape(CLOSING)}]*)(?P<gap>\s+|(?=[A-Z][a-z]))")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘'«—–]+$")
_INITIALISM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")
_ASKED = re.compile(r"(?:[\w.’'-]+,? ){0,6}(?:said|asked|added|wrote|told|replied|says|asks|posted|declared|exclaimed|shouted)\b")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*\d{1,2}$")


@functools.cache
def abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Abbreviations that never end a sentence, and those that may (both lower case, with stops)."""
    never: set[str] = set()
    may: set[str] = set()
    for row in tables.rows("abbreviations"):
        (never if row["ends_sentence"] == "no" else may).add(row["form"].lower())
    return frozenset(never), frozenset(may)


@functools.cache
def starters() -> frozenset[str]:
    """Words that, capitalised after a doubtful stop, begin a sentence ("The", "He", "In"…)."""
    return frozenset(row["word"] for row in tables.rows("sentence_starters"))


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """
    The sentences of `text[start:end]` as half-open offsets into `text`, without outer white space.

    Linear in the length of the passage; never returns an empty span.
    """
    found = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        found.extend(_split_line(text, start + line.start(), start + line.end()))
    return found


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, begin = [], start
    for match in _STOP.finditer(text, start, end):
        if match.end() >= end or not _is_boundary(text, begin, end, match):
            continue
        found.append((begin, match.end("close")))
        begin = match.end("close")
    found.append((begin, end))
    return _without_stray_signs(text, [trimmed for s, e in found if (trimmed := _trim(text, s, e))])


def _without_stray_signs(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a piece without any letter or digit (a lone closing quotation mark) to the sentence before it."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and not any(c.isalnum() for c in text[start:end]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _is_boundary(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    following = text[match.end("gap") : min(end, match.end("gap") + 80)]
    stop, close = match["stop"], match["close"]
    before = _word_before(text, begin, match.start("stop"))
    if not match["gap"]:
        # "this week.Ukraine sent": a lost space, unless it is a domain, a file name or an initial.
        return stop == "." and len(before) >= SHORTEST_LAST_WORD and before.isalpha() and before.islower()
    opening = following.lstrip(OPENING + " ")
    if not opening:
        return True
    if opening[0].islower():
        return False
    if close and set(close) & set("\"”’»'") and _ASKED.match(following):
        # "Are you mad?" he asked: one sentence; "It is over." He said so twice: two.
        return not stop.rstrip(".…")
    return stop != "." or _full_stop_ends(before, opening, close)


def _word_before(text: str, begin: int, at: int) -> str:
    found = _WORD_BEFORE.search(text, max(begin, at - 40), at)
    return found[0] if found else ""


def _full_stop_ends(before: str, opening: str, close: str) -> bool:
    never, may = abbreviations()
    word = before.lower() + "."
    if close and not close.startswith(")"):
        return True
    if word in never or _LIST_NUMBER.search(before):
        return False
    single_initial = len(before) == 1 and before.isupper()
    if single_initial or word in may or _INITIALISM.match(before + "."):
        first = re.match(r"[\w’']+", opening)
        return bool(first) and first[0] in starters() and before != "I"  # type: ignore[index]
    return True
