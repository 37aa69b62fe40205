"""
Zones: which passage is what, and who speaks there when no one is quoted.

One pass over the lines. Marks ("Comment:", "Full text:"), the format's own hints, quotation marks that run over
paragraphs and the years a passage tells of decide; the rest is body. Zones cover the text in order without a gap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from allegedly.records import Zone
from allegedly.text.datelines import Dateline, find_dateline, is_own_agency
from allegedly.text.history import Chronicle
from allegedly.text.lines import Line, filled_lines
from allegedly.text.marks import is_boilerplate, is_caption, opening
from allegedly.text.quotations import block_after_colon, block_in_quotes, block_opened_by_mark

# An editor's own sentence inside a paragraph; a word or two inserted into one is no passage.
_NOTE = re.compile(
    r"\[[^\[\]\n]{20,600}?\s*[—–-]+\s*Ed(?:itor|s)?s?\.?\]|[\[(]Editor['’]s note:[^\[\]()\n]{10,600}[\])]|"
    r"\(Ed(?:itor)?\.?:[^()\n]{10,400}\)",
    re.IGNORECASE,
)
_FEWEST_NOTE_WORDS = 4
# A report's dateline opens its first or second paragraph (after a summary or byline), never a later one.
_LATEST_DATELINE = 2


class _Piece(NamedTuple):
    start: int
    kind: str
    voice: str | None


def find_zones(flat: str, hints: Sequence[Zone], outlet: str | None, published: str | None) -> tuple[Zone, ...]:
    """The zones of a text (flattened: see `lines`), given the format's hints; empty only for an empty text."""
    if not flat:
        return ()
    lines = list(filled_lines(flat, 0, len(flat)))
    if not lines:
        return (Zone(0, len(flat), "boilerplate", outlet),)
    return _Reading(flat, lines, hints, outlet, published).zones()


class _Reading:
    """One pass over the lines of one document; `pieces` are where zones begin."""

    def __init__(self, flat: str, lines: list[Line], hints: Sequence[Zone], outlet: str | None, published: str | None) -> None:
        self._flat = flat
        self._lines = lines
        self._hints = [_hint(hints, line) for line in lines]
        self._outlet = outlet
        self._voice = outlet
        self._published = published
        self._chronicle: Chronicle | None = None
        self._bodies = 0
        self._pieces: list[_Piece] = []

    def zones(self) -> tuple[Zone, ...]:
        at = 0
        while at < len(self._lines):
            at = self._take(at)
        starts = [0, *(p.start for p in self._pieces[1:])]
        found: list[Zone] = []
        for piece, start, end in zip(self._pieces, starts, [*starts[1:], len(self._flat)], strict=True):
            if found and (found[-1].kind, found[-1].voice) == (piece.kind, piece.voice):
                start = found.pop().start  # noqa: PLW2901  a zone that goes on
            if end > start:
                found.append(Zone(start, end, piece.kind, piece.voice))
        return tuple(found)

    def _take(self, at: int) -> int:
        """Label the line `at` and those that belong to it; the number of the next line."""
        text = self._text(at)
        kind = self._hints[at] or ("boilerplate" if is_boilerplate(text) else "caption" if is_caption(text) else None)
        if kind in {"headline", "caption", "boilerplate", "dateline"}:
            return self._label(at, at + 1, kind, self._outlet)
        if kind is None and opening("comment").match(text):
            marked = opening("comment").match(text)
            alone = marked is not None and marked.end() >= len(text)
            return self._label(at, min(at + 1 + alone, len(self._lines)), "comment", self._outlet)
        block = self._quoted_block(at) if kind != "quotation" else self._hinted_block(at)
        if block:
            return self._quote(at, *block)
        self._body(at)
        return at + 1

    def _text(self, at: int) -> str:
        return self._flat[self._lines[at].start : self._lines[at].end]

    def _label(self, first: int, after: int, kind: str, voice: str | None) -> int:
        self._pieces.append(_Piece(self._line_start(first), kind, voice))
        return after

    def _line_start(self, at: int) -> int:
        return self._lines[at - 1].after if at else 0

    # Quotations.

    def _hinted_block(self, at: int) -> tuple[int, str | None]:
        after = at
        while after < len(self._lines) and self._hints[after] == "quotation":
            after += 1
        author = block_after_colon(self._text(at - 1), self._text(at)) if at else None
        return after, author.author if author else None

    def _quoted_block(self, at: int) -> tuple[int, str | None] | None:
        text = self._text(at)
        opened = block_opened_by_mark(text)
        if opened:
            return self._end_of_block(at + 1, whole=opened.whole), opened.author
        before = self._text(at - 1) if at and self._hints[at - 1] is None else ""
        size = (
            block_in_quotes([self._text(i) for i in range(at, min(at + 40, len(self._lines)))], before) if text[0] in '"“«' else 0
        )
        introduced = block_after_colon(before, text)
        if size:
            return at + size, introduced.author if introduced else None
        if introduced and text[0] not in '"“«':
            # The introduced line belongs to the block whatever it looks like.
            return (self._end_of_block(at + 1, whole=True) if introduced.whole else at + 1), introduced.author
        return None

    def _end_of_block(self, at: int, *, whole: bool) -> int:
        """The line after a pasted block: a whole text runs until another voice sets in, a part of one paragraph."""
        if not whole:
            return min(at + 1, len(self._lines))
        size = (
            block_in_quotes([self._text(i) for i in range(at, min(at + 40, len(self._lines)))], "") if at < len(self._lines) else 0
        )
        if size and self._text(at)[0] in '"“«':
            return at + size
        while at < len(self._lines) and not self._ends_block(at):
            at += 1
        return at

    def _ends_block(self, at: int) -> bool:
        text = self._text(at)
        return (
            self._hints[at] in {"headline", "boilerplate"}
            or is_boilerplate(text)
            or opening("comment").match(text) is not None
            or not any(c.isalnum() for c in text)
        )

    def _quote(self, first: int, after: int, author: str | None) -> int:
        history = all(self._is_history(i) for i in range(first, after))
        return self._label(first, after, "background" if history else "quotation", author)

    # The outlet's own words.

    def _is_history(self, at: int) -> bool:
        if self._chronicle is None:
            self._chronicle = Chronicle(self._flat, self._published, None)
        return self._chronicle.is_background(self._flat, self._lines[at].start, self._lines[at].end)

    def _body(self, at: int) -> None:
        line, start = self._lines[at], self._line_start(at)
        self._bodies += 1
        found = find_dateline(self._flat, line.start, line.end) if self._bodies <= _LATEST_DATELINE else None
        if found:
            self._bodies = _LATEST_DATELINE
            self._take_dateline(found, start)
            start = found.end
        history = self._bodies > 1 and not found and self._is_history(at)
        kind = "background" if history else "body"
        self._pieces.append(_Piece(start, kind, self._voice))
        for note in _NOTE.finditer(self._flat, max(start, line.start), line.end):
            if self._is_passage(note, start):
                self._pieces.append(_Piece(note.start(), "comment", self._outlet))
                if note.end() < line.end:
                    self._pieces.append(_Piece(note.end(), kind, self._voice))

    def _take_dateline(self, found: Dateline, start: int) -> None:
        if found.agency and not (self._outlet and is_own_agency(found.agency, self._outlet)):
            self._voice = found.agency
        self._chronicle = Chronicle(self._flat, self._published, found.date)
        self._pieces.append(_Piece(start, "dateline", self._voice))

    def _is_passage(self, note: re.Match[str], start: int) -> bool:
        """Whether a bracketed note stands between sentences, not inside one that it would tear apart."""
        before = self._flat[start : note.start()].rstrip()
        return len(note[0].split()) >= _FEWEST_NOTE_WORDS and (not before or before[-1] in '.!?…"”’:')


def _hint(hints: Sequence[Zone], line: Line) -> str | None:
    """The kind of the hint in which the line begins."""
    at = bisect_right(hints, line.start, key=lambda z: z.start) - 1
    return hints[at].kind if at >= 0 and line.start < hints[at].end and hints[at].kind != "body" else None
