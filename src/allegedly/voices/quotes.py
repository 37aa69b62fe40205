"""
What stands in quotation marks: speech, told apart from titles, nicknames and scare quotes.

A single pass over the text with a stack of open marks: straight and curly marks, doubled
apostrophes, guillemets (either way round) and low German ones; nested; over several
paragraphs, each reopening; and unclosed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# Runs of so few words, without a sign that ends a sentence, name or distance; they do not speak.
LONGEST_MENTION = 3
# How far (in characters) a mark that a paragraph leaves open may still be closed.
REACH = 3000
_MARKS = re.compile(r"''|``|[\"“”„‟«»‹›‘’‚'\n]")
_CLOSERS = {
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"”',
    "''": "''",
    "``": "''",
    "‘": "’'",
    "‚": "‘’",
    "'": "'’",
}
_STRAIGHT = frozenset({'"', "''"})
_SINGLE = frozenset("‘’‚'‹›")
_OPENS_AFTER = frozenset(" \t\n\u00a0([{—–-/\"“„«'‘")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_SENTENCE_SIGN = re.compile(r"[.,!?…]\W*$|^\W*…|[.!?]\s")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: `start:end` with the marks, `inner_start:inner_end` without; `speech` unless it names or distances."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    speech: bool
    closed: bool


class Quotations:
    """The quotations of a text in order, to be asked for by offsets (code points)."""

    def __init__(self, found: Sequence[Quotation]) -> None:
        self.all = sorted(found, key=lambda q: (q.start, -q.end))
        self.outer = [q for q in self.all if q.depth == 0 and q.speech]
        self._starts = [q.start for q in self.outer]
        self._all_starts = [q.start for q in self.all]

    def holds(self, offset: int, apart_from: int | None = None) -> bool:
        """Whether the character at `offset` stands in quotation marks that do not hold the one at `apart_from` as well."""
        k = bisect_right(self._all_starts, offset) - 1
        while k >= 0:
            q = self.all[k]
            if offset < q.end and not (apart_from is not None and q.start <= apart_from < q.end):
                return True
            if q.depth == 0:
                return False
            k -= 1
        return False

    def around(self, offset: int) -> Quotation | None:
        """The outermost speech quotation whose words hold the character at `offset`."""
        k = bisect_right(self._starts, offset) - 1
        return self.outer[k] if k >= 0 and offset < self.outer[k].end else None

    def within(self, start: int, end: int) -> list[Quotation]:
        """The outermost speech quotations that touch `start:end`."""
        k = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        while k < len(self.outer) and self.outer[k].start < end:
            if self.outer[k].end > start:
                found.append(self.outer[k])
            k += 1
        return found


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    inner: int
    closes: bool = False


def find_quotations(text: str) -> Quotations:
    """
    All quotations of `text`, nested ones included.

    An opened mark that its paragraph does not close runs to the paragraph's end, or on to a
    closing mark within the next paragraphs when none is opened before it.
    """
    found: list[Quotation] = []
    stack: list[_Open] = []
    for match in _MARKS.finditer(text):
        if match[0] == "\n":
            _end_paragraph(text, match.start(), stack, found)
        else:
            _read_mark(text, match, stack, found)
    _end_paragraph(text, len(text), stack, found, last=True)
    return Quotations(found)


def _read_mark(text: str, match: re.Match[str], stack: list[_Open], found: list[Quotation]) -> None:
    mark, start, end = match[0], match.start(), match.end()
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    opening, closing = _looks_opening(mark, before, after), _looks_closing(mark, before, after)
    level = next((k for k in range(len(stack) - 1, -1, -1) if mark in _CLOSERS[stack[k].mark]), None)
    if level is not None and closing and not (opening and mark == "“"):
        # An inner mark that was never closed belongs to no quotation.
        opened = stack[level]
        del stack[level:]
        found.append(_quotation(text, opened, (start, end), depth=_depth(stack)))
    elif opening and mark in _CLOSERS:
        if any(o.mark == mark for o in stack) and mark not in _SINGLE:
            # The same mark opens again: a new paragraph of one speech, or the earlier one was left open.
            while stack:
                opened = stack.pop()
                if opened.mark == mark:
                    found.append(_quotation(text, opened, (start, start), depth=_depth(stack), closed=False))
        stack.append(_Open(mark, start, end))


def _looks_opening(mark: str, before: str, after: str) -> bool:
    if mark in "”’":
        return False
    if after.isspace():
        return False
    if mark in _SINGLE or mark in _STRAIGHT:
        return before in _OPENS_AFTER and (mark not in _SINGLE or after.isalnum())
    return True


def _looks_closing(mark: str, before: str, after: str) -> bool:
    if mark in {"„", "‚", "``"}:
        return False
    if mark in _SINGLE:
        return not before.isspace() and not after.isalnum()
    if mark in _STRAIGHT:
        return not before.isspace() or after.isspace()
    return True


def _depth(stack: Sequence[_Open]) -> int:
    return sum(1 for o in stack if o.mark != "'")


def _end_paragraph(text: str, at: int, stack: list[_Open], found: list[Quotation], *, last: bool = False) -> None:
    stack[:] = [o for o in stack if o.mark not in _SINGLE]
    if not stack:
        return
    outer = stack[0]
    if not last and (outer.closes or _closes_later(text, outer, at)):
        outer.closes = at < outer.at + REACH
        del stack[1:]
        return
    found.append(_quotation(text, outer, (at, at), depth=0, closed=False))
    stack.clear()


def _closes_later(text: str, opened: _Open, at: int) -> bool:
    """Whether the next mark of the kind closes, so that the quotation runs over this line end."""
    limit = min(len(text), opened.at + REACH)
    for match in _MARKS.finditer(text, at, limit):
        mark = match[0]
        if mark == "\n" or mark in _SINGLE:
            continue
        before = text[match.start() - 1]
        after = text[match.end()] if match.end() < len(text) else "\n"
        if mark in _CLOSERS[opened.mark] and not before.isspace() and not after.isalnum():
            return True
        if mark in _CLOSERS[opened.mark] or mark == opened.mark:
            return False
    return False


def _quotation(text: str, opened: _Open, until: tuple[int, int], *, depth: int, closed: bool = True) -> Quotation:
    start, stop = opened.inner, until[0]
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    inner = text[start:stop]
    words = sum(1 for _ in _WORD.finditer(inner[:400]))
    speech = words > LONGEST_MENTION or bool(words and _SENTENCE_SIGN.search(inner[-3:])) or (not closed and words > 1)
    return Quotation(opened.at, max(until[1], stop), start, stop, depth, speech, closed)
