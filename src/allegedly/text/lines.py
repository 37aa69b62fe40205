"""
The lines of a text as its writer meant them.

Old wires and mail break every paragraph at one width. Such a line break ends nothing; `flattened` makes it a
space, without moving a single offset.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

WIDEST_WRAP = 100
NARROWEST_WRAP = 40
FEWEST_LINES = 4
# How far short of the width a line may fall and still be one that was broken to fit.
_SLACK = 9
_MOSTLY = 0.7
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-–—•*·]\s|\d{1,2}[.)]\s)")


class Line(NamedTuple):
    """A line with something on it: its text is `start:end`, the next such line begins at `after`."""

    start: int
    end: int
    after: int


def flattened(text: str) -> str:
    """`text` with each line break that only fits the line to a width as one space: same length, same offsets."""
    if "\n" not in text:
        return text
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    filled = [end - start for start, end in lines if text[start:end].strip()]
    width = max(filled, default=0)
    if len(filled) < FEWEST_LINES or not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return text
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a[1] + 1 == b[0] and text[b[0] : b[1]].strip()]
    soft = [a[1] for a, b in pairs if _was_full(text, a, b, width)]
    if len(soft) < max(2, len(pairs) * _MOSTLY):
        return text
    characters = list(text)
    for at in soft:
        characters[at] = " "
    return "".join(characters)


def _was_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    following_text = text[following[0] : following[1]]
    if following_text[:2].isspace() or _BULLET.match(following_text):
        return False
    first_word = len(following_text.split(maxsplit=1)[0])
    return line[1] - line[0] + 1 + first_word > width - _SLACK


def filled_lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of `text[start:end]` that hold more than white space, trimmed, in order."""
    pending: Line | None = None
    for match in _LINE.finditer(text, start, end):
        raw = match[0]
        stripped = raw.strip()
        if not stripped:
            continue
        at = match.start() + len(raw) - len(raw.lstrip())
        if pending is not None:
            yield pending._replace(after=match.start())
        pending = Line(at, at + len(stripped), end)
    if pending is not None:
        yield pending
