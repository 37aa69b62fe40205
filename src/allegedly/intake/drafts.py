"""What each format's reader hands on: the text, what the format says of its lines, and what the page says of itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from allegedly.records import Zone


class Line(NamedTuple):
    """A line of text (without line breaks) and the zone kind that its markup shows, None for plain prose."""

    text: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A decoded source before overrides: `zones` are hints, in order and apart; the rest is None when not given."""

    text: str
    zones: tuple[Zone, ...] = ()
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def lay_out(lines: Iterable[Line]) -> tuple[str, tuple[Zone, ...]]:
    """The text of `lines`, one a line, and a hint for each run of lines of one kind; each hint ends after its line break."""
    parts: list[str] = []
    zones: list[Zone] = []
    at = 0
    for line in lines:
        text = normalised(line.text).replace("\n", " ").strip()
        if not text:
            continue
        start, at = at, at + len(text) + 1
        parts.append(text)
        if line.kind is None:
            continue
        if zones and zones[-1].kind == line.kind and zones[-1].end == start:
            start = zones.pop().start
        zones.append(Zone(start, at, line.kind, None))
    whole = "\n".join(parts)
    return whole, tuple(Zone(z.start, min(z.end, len(whole)), z.kind, None) for z in zones)


def normalised(text: str) -> str:
    r"""`text` in NFC with `\n` line ends, without NUL, byte order mark or lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if "\x00" in text or "\ufeff" in text:
        text = text.replace("\x00", "").replace("\ufeff", "")
    if not text.isascii():
        text = text.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")
    return unicodedata.normalize("NFC", text)


def one_line(value: str | None) -> str | None:
    """`value` normalised, white space runs as single spaces; None if nothing is left."""
    return (" ".join(normalised(value).split()) or None) if value else None
