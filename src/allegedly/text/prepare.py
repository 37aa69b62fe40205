"""A document as intake gave it → one ready to read: characters repaired, zones complete, passages to parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from allegedly.records import Document, Zone, content_id
from allegedly.text.lines import filled_lines, flattened
from allegedly.text.marks import opening
from allegedly.text.quotations import mark_end
from allegedly.text.repair import Edit, repaired
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Passage
from allegedly.text.zones import find_zones

SILENT = frozenset({"boilerplate"})
_WHOLE_LINES = frozenset({"headline", "dateline", "caption"})
_NOTE_BRACKETS = re.compile(r"^[\[(*]+\s*|\s*(?:[—–-]+\s*Ed(?:itor|s)?s?\.?)?\s*[\])*]+$", re.IGNORECASE)


def clean(document: Document) -> Document:
    r"""
    `document` with its damage repaired and recorded, its zones complete and its final id.

    Takes text in NFC with `\n` line ends, as intake gives it; offsets of the format's hints move with the repairs.
    """
    text, repairs, edits = repaired(document.text)
    hints = [Zone(_moved(z.start, edits), _moved(z.end, edits), z.kind, z.voice) for z in document.zones]
    title = repaired(document.title)[0] if document.title else document.title
    return msgspec.structs.replace(
        document,
        id=content_id("d", document.url, document.outlet, title, document.published, text),
        title=title,
        text=text,
        repairs=(*document.repairs, *repairs),
        zones=find_zones(flattened(text), hints, document.outlet, document.published),
    )


def _moved(at: int, edits: Sequence[Edit]) -> int:
    """The offset in the repaired text of offset `at` in the damaged one."""
    shift = 0
    for edit in edits:
        if edit.end > at:
            break
        shift += len(edit.new) - (edit.end - edit.start)
    return at + shift


def passages(document: Document) -> list[Passage]:
    """
    The sentences of a cleaned document with their zone and paragraph, in order.

    Boilerplate has none; a headline, dateline or caption is one a line; the mark that opens a comment or a
    pasted text ("Editor's note:") is left out. A paragraph is a line with something on it.
    """
    flat = flattened(document.text)
    paragraphs = _paragraph_starts(flat)
    found: list[Passage] = []
    number = 0
    for zone in document.zones:
        if zone.kind in SILENT:
            continue
        for start, end in _sentences(flat, zone):
            while number + 1 < len(paragraphs) and paragraphs[number + 1] <= start:
                number += 1
            found.append(Passage(start, end, zone, number))
    return found


def bare_passages(text: str) -> list[Passage]:
    """The sentences of a text of which nothing is known: all of it body, a paragraph a line."""
    zone = Zone(0, max(len(text), 1), "body", "The Outlet")
    found, paragraph, last = [], 0, 0
    for start, end in split_sentences(text, 0, len(text)):
        paragraph += "\n" in text[last:start]
        last = end
        found.append(Passage(start, end, zone, paragraph))
    return found


def _paragraph_starts(flat: str) -> list[int]:
    return [line.start for line in filled_lines(flat, 0, len(flat))]


def _sentences(flat: str, zone: Zone) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(filled_lines(flat, zone.start, zone.end)):
        start, end = line.start, line.end
        text = flat[start:end]
        if zone.kind == "comment":
            start, end = _without_brackets(flat, start, end)
        if zone.kind == "caption" or (zone.kind == "comment" and number == 0):
            mark = opening(zone.kind).match(flat[start:end])
            start += mark.end() if mark else 0
        elif zone.kind in {"quotation", "background"} and number == 0:
            start += mark_end(text)
        if start >= end:
            continue
        if zone.kind in _WHOLE_LINES:
            yield start, end
        else:
            yield from split_sentences(flat, start, end)


def _without_brackets(flat: str, start: int, end: int) -> tuple[int, int]:
    """A note without the brackets around it and the editor's sign at its end."""
    text = flat[start:end]
    if text[0] not in "[(*":
        return start, end
    edges = list(_NOTE_BRACKETS.finditer(text))
    head = edges[0].end() if edges and edges[0].start() == 0 else 0
    tail = edges[-1].start() if edges and edges[-1].end() == len(text) and edges[-1].start() >= head else len(text)
    return start + head, start + tail
