"""
What stands in quotation marks: speech, told apart from titles, nicknames and scare quotes.

A single pass over the text with a stack of open marks: straight and curly marks, doubled
apostrophes, guillemets (either way round, set close or spaced), low German ones and right
marks on both sides; nested, in the same marks too; over several paragraphs, each reopening;
and unclosed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Runs of so few words, without a sign that ends a sentence, name or distance; they do not speak.
LONGEST_MENTION = 3
# How far (in characters) a mark that a paragraph leaves open may still be closed.
REACH = 3000
# Tokens that are quotation marks, of whatever kind.
SIGNS = frozenset({"''", "``", *"\"“”„‟«»‹›‘’‚'`"})
_MARKS = re.compile(r"''|``|[\"“”„‟«»‹›‘’‚'\n]")
_CLOSERS = {
    "“": '”"',
    "”": "”",
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
_SINGLE = frozenset("‘’‚'")
# Marks that may stand on either side: only what stands round them tells.
_EITHER_SIDE = frozenset({'"', "''", "”", "»", "›"}) | _SINGLE
# Marks that still open with a space after them: French custom, or a slip of the pen.
_SPACED = frozenset("«‹“„")
_OPENS_AFTER = frozenset(" \t\n\u00a0\u2009\u202f([{—–-/\"“„«»‹›'‘‚”`")
_BRACKETS = frozenset("([{")
_CLOSING_SIGN = re.compile(r"[,;:!?)\]}]|\.(?!\.)")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_SENTENCE_SIGN = re.compile(r"[.,!?…]\W*$|^\W*…|[.!?]\s")
# An apostrophe that stands for what is left out before it: "'94", "'90s", "'em".
_ELIDED = re.compile(r"['‘](?:\d\ds?|em|til|cause|tis|twas|n)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"(\w+)\s*$")
_LONGEST_TITLE = 10
# Words of a title that stay small are no longer ("of", "with").
_LONGEST_SMALL_WORD = 4
_SPEECH_BEGINS = re.compile(r"(?:^|[\n:,;.?!—–])[\s\u00a0]*$")


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

    def closed_around(self, offset: int) -> list[Quotation]:
        """The quotations of every depth, speech or not, with a mark on both sides, that hold the character at `offset`."""
        k = bisect_right(self._all_starts, offset) - 1
        found = []
        while k >= 0:
            q = self.all[k]
            if offset < q.end and q.closed:
                found.append(q)
            if q.depth == 0:
                break
            k -= 1
        return found

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
    opening, closing = _looks_opening(text, match), _looks_closing(text, match)
    level = next((k for k in range(len(stack) - 1, -1, -1) if mark in _CLOSERS[stack[k].mark]), None)
    if opening and closing and level is not None and mark not in "“«»‹›":
        # Right after a mark that opens, or a bracket, nothing closes.
        opening = stack[-1].inner == start or text[start - 1] in _BRACKETS
        closing = not opening
    if level is not None and closing and not (opening and mark == "“"):
        # An inner mark that was never closed belongs to no quotation.
        opened = stack[level]
        del stack[level:]
        found.append(_quotation(text, opened, (start, end), depth=_depth(text, stack)))
    elif opening and mark in _CLOSERS:
        if any(o.mark == mark for o in stack) and mark not in _SINGLE and not _nests(text, match):
            # The same mark opens again: a new paragraph of one speech, or the earlier one was left open.
            while stack:
                opened = stack.pop()
                if opened.mark == mark:
                    found.append(_quotation(text, opened, (start, start), depth=_depth(text, stack), closed=False))
        stack.append(_Open(mark, start, end))


def _nests(text: str, match: re.Match[str]) -> bool:
    """Whether a mark that opens where the same is open opens another within: both are closed in the paragraph."""
    if not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip():
        return False
    depth = 2
    for later in _rest_of_paragraph(text, match.end()):
        if later[0] in _CLOSERS[match[0]] and not (later[0] == match[0] and _looks_opening(text, later)):
            depth -= 1
        elif later[0] == match[0] and _looks_opening(text, later):
            depth += 1
        if depth == 0:
            return True
    return False


def _rest_of_paragraph(text: str, at: int) -> Iterator[re.Match[str]]:
    end = text.find("\n", at)
    return _MARKS.finditer(text, at, len(text) if end < 0 else end)


def _beside(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a mark; a line's end at the edges of the text."""
    before = text[match.start() - 1] if match.start() else "\n"
    return before, text[match.end()] if match.end() < len(text) else "\n"


def _looks_opening(text: str, match: re.Match[str]) -> bool:
    mark = match[0]
    before, after = _beside(text, match)
    if mark == "’" or _CLOSING_SIGN.match(text, match.end()):
        return False
    if after.isspace():
        return mark in _SPACED and before in _OPENS_AFTER and after != "\n"
    if mark in _SINGLE and (_ELIDED.match(text, match.start()) or not (after.isalnum() or after in '"“„«…')):
        return False
    return mark not in _EITHER_SIDE or before in _OPENS_AFTER


def _looks_closing(text: str, match: re.Match[str]) -> bool:
    mark = match[0]
    before, after = _beside(text, match)
    if mark in {"„", "‚", "``"}:
        return False
    if mark in _SINGLE:
        return not before.isspace() and not after.isalnum() and not _is_apostrophe(text, match)
    if mark in {'"', "''"}:
        return not before.isspace() or after.isspace()
    return True


def _is_apostrophe(text: str, match: re.Match[str]) -> bool:
    """Whether it marks a plural that owns what follows ("the rebels' mortars"): a mark that closes still comes."""
    before, after = _beside(text, match)
    owned = text[match.end() + 1 : match.end() + 2]
    if match[0] == "‘" or before not in "sS" or after != " " or not owned.islower():
        return False
    for later in _rest_of_paragraph(text, match.end()):
        if later[0] in "'’":
            left, right = _beside(text, later)
            if left.isspace():
                return False
            if not right.isalnum():
                return left in ",.?!…" or right in ",.;:?!\n"
    return False


def _depth(text: str, stack: Sequence[_Open]) -> int:
    return sum(1 for o in stack if o.mark != "'" or _begins_speech(text, o))


def _end_paragraph(text: str, at: int, stack: list[_Open], found: list[Quotation], *, last: bool = False) -> None:
    reopened = text[at : at + 4].lstrip()[:1]
    stack[:] = [o for o in stack if o.mark not in _SINGLE or (o is stack[0] and (o.mark == reopened or _begins_speech(text, o)))]
    if not stack:
        return
    outer = stack[0]
    if not last and outer.mark not in _SINGLE and (outer.closes or _closes_later(text, outer, at)):
        outer.closes = at < outer.at + REACH
        del stack[1:]
        return
    found.append(_quotation(text, outer, (at, at), depth=0, closed=False))
    stack.clear()


def _begins_speech(text: str, opened: _Open) -> bool:
    """Whether a single mark that nothing closes opens speech for all that: no apostrophe stands so before a capital."""
    first = text[opened.inner : opened.inner + 4].lstrip('"“„«')[:1]
    return first.isupper() and bool(_SPEECH_BEGINS.search(text[max(0, opened.at - 4) : opened.at]))


def _closes_later(text: str, opened: _Open, at: int) -> bool:
    """Whether the next mark of the kind closes, so that the quotation runs over this line end."""
    limit = min(len(text), opened.at + REACH)
    for match in _MARKS.finditer(text, at, limit):
        mark = match[0]
        if mark == "\n" or mark in _SINGLE:
            continue
        before, after = _beside(text, match)
        spaced = opened.mark in "«‹" and before != "\n"
        if mark in _CLOSERS[opened.mark] and (spaced or not before.isspace()) and not after.isalnum():
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
    speech = (
        (words > LONGEST_MENTION and not _is_title(text, opened.at, inner))
        or bool(words and _SENTENCE_SIGN.search(inner[-3:]))
        or (not closed and words > 1)
    )
    return Quotation(opened.at, max(until[1], stop), start, stop, depth, speech, closed)


def _is_title(text: str, at: int, inner: str) -> bool:
    """Whether it names a work within a sentence: every long word has a capital, and the word before the marks none."""
    before = _LAST_WORD.search(text[max(0, at - 30) : at])
    words = _WORD.findall(inner)
    if before is None or not before[1].islower() or len(words) > _LONGEST_TITLE or not words[-1][0].isupper():
        return False
    return words[0][0].isupper() and all(w[0].isupper() or len(w) <= _LONGEST_SMALL_WORD for w in words)
