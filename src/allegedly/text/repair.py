"""
Damage to characters, undone and recorded: text whose UTF-8 bytes were read in a foreign code page.

The method is general: what a punctuation mark or accented letter turns into is computed for every code page of
the `mojibake` table. Where bytes were lost as well, the lead byte alone (0xE2 opens every dash and curly quotation
mark) is left as one foreign letter among Latin words, and its surroundings say which mark it was. ftfy
(Speer, 2019) finds the rest. Curly quotes, full-width letters and ligatures are genuine and stay.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import ftfy
from ftfy.badness import is_bad

from allegedly import tables
from allegedly.records import Repair

_PUNCTUATION = "–—‘’“”„‚…•′″‹›«»€™§°½×\u00a0"
_LETTERS = "".join(chr(c) for c in range(0xC0, 0x180))
_LEAD = b"\xe2"
_SECOND = b"\x80"
_CLITIC = r"(?:s|t|re|ve|ll|d|m)\b"
_HOSTS = frozenset(["i", "we", "he", "she", "it", "you", "they", "who", "that", "there", "what", "let"])
_ENTITY = re.compile(r"&(?:amp|quot|lt|gt|nbsp|apos|[lr][sd]quo|[nm]dash|hellip|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_LOST = re.compile("\ufffd+")
_C1 = re.compile("[\x80-\x9f]+")
# "Ã" before a space may be half of any letter; guessing "à" would hide the damage.
_FTFY = ftfy.TextFixerConfig(restore_byte_a0=False)
_RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_SCRIPTS = ("\u0370\u03ff", "\u0400\u052f", "\u0590\u05ff", "\u0600\u06ff", "\u0e00\u0e7f")


class Edit(NamedTuple):
    """Put `new` at `start:end` of the damaged text."""

    start: int
    end: int
    new: str
    reason: str


def repaired(text: str) -> tuple[str, tuple[Repair, ...], list[Edit]]:
    """`text` without damage, what was done (offsets in the new text), and the same as edits of the old; linear in length."""
    if text.isascii() and "&" not in text:
        return text, (), []
    edits = _without_overlap(_own_edits(text))
    # Bytes in the control range are part of what ftfy reads, so they are mended only where it left them.
    edits = _without_overlap([*edits, *_ftfy_edits(text, edits)])
    edits = [e for e in _without_overlap([*edits, *_c1_controls(text)]) if _stays_normal(text, e)]
    parts: list[str] = []
    repairs: list[Repair] = []
    at = length = 0
    for edit in edits:
        parts += text[at : edit.start], edit.new
        length += edit.start - at
        repairs.append(Repair(length, length + len(edit.new), text[edit.start : edit.end], edit.reason))
        length += len(edit.new)
        at = edit.end
    return "".join([*parts, text[at:]]), tuple(repairs), edits


def _own_edits(text: str) -> list[Edit]:
    found = [Edit(m.start(), m.end(), html.unescape(m[0]), "HTML entity") for m in _ENTITY.finditer(text)]
    found = [e for e in found if e.new != text[e.start : e.end] and e.new.isprintable()]
    if text.isascii():
        return found
    present = set(text)
    for lead in present & _sequences().keys():
        found.extend(_whole_sequences(text, lead))
    for lead, seconds, alone, page in _leads():
        if lead in present:
            found.extend(_lone_leads(text, lead, seconds, alone, page))
    found.extend(_lost_marks(text))
    return found


def _without_overlap(edits: list[Edit]) -> list[Edit]:
    """The edits in order, the longer one where two meet."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end, e.reason)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _stays_normal(text: str, edit: Edit) -> bool:
    around = text[max(0, edit.start - 1) : edit.start] + edit.new + text[edit.end : edit.end + 1]
    return unicodedata.is_normalized("NFC", around)


# Whole sequences.


@functools.cache
def _sequences() -> dict[str, tuple[int, dict[str, tuple[str, str]]]]:
    """By first letter: the longest sequence, and what each sequence stood for with the code page that made it."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for page in (row["code_page"] for row in tables.rows("mojibake")):
        for mark in itertools.chain(_PUNCTUATION, _LETTERS):
            for damaged, meant in _readings(mark, page):
                found.setdefault(damaged[0], {}).setdefault(damaged, (meant, page))
    return {first: (max(map(len, by)), by) for first, by in found.items()}


def _readings(mark: str, page: str) -> Iterator[tuple[str, str]]:
    """What `mark` turns into when its UTF-8 is read in `page`: undefined bytes as controls or as U+FFFD."""
    data = mark.encode("utf-8")
    if page == "gbk":
        for after in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
            damaged = (data + after.encode()).decode(page, errors="replace")
            if len(damaged) == len(data) - 1 and mark in _PUNCTUATION and "\ufffd" not in damaged:
                yield damaged, mark + after
        return
    for undefined in ("control", "\ufffd"):
        letters = [_letter(bytes([b]), page, undefined) for b in data]
        # Two-letter sequences are found in genuine text too ("Ã" + "¤"); ftfy weighs those.
        if len(data) > len(_LEAD + _SECOND):
            yield unicodedata.normalize("NFC", "".join(letters)), mark


def _letter(byte: bytes, page: str, undefined: str) -> str:
    try:
        return byte.decode(page)
    except UnicodeDecodeError:
        return byte.decode("latin_1") if undefined == "control" else undefined


def _whole_sequences(text: str, lead: str) -> Iterator[Edit]:
    longest, by = _sequences()[lead]
    at = text.find(lead)
    while at >= 0:
        end = at + 1
        for size in range(longest, 1, -1):
            hit = by.get(text[at : at + size])
            if hit:
                end = at + size
                yield Edit(at, end, hit[0], f"UTF-8 read as {hit[1]}")
                break
        at = text.find(lead, end)


# A lead byte whose companions were lost.


@functools.cache
def _leads() -> tuple[tuple[str, str, str, str], ...]:
    """Each (lead letter, what the second byte reads as, `alone`, code pages), the first row of a letter deciding."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in tables.rows("mojibake"):
        page = row["code_page"]
        if page == "gbk":
            continue
        lead = _LEAD.decode(page)
        second = _letter(_SECOND, page, "control")
        _, seconds, alone, name = (lead, *found.get(lead, ("", row["alone"], page)))
        found[lead] = (seconds if second in seconds else seconds + second, alone, name)
    return tuple((lead, *rest) for lead, rest in found.items() if lead.isalpha())


def _lone_leads(text: str, lead: str, seconds: str, alone: str, page: str) -> Iterator[Edit]:
    if alone == "lone" and _script_is_used(text, lead, seconds):
        alone = "no"
    for match in re.finditer(f"{re.escape(lead)}(?P<more>[{re.escape(seconds)}]?)", text):
        mark = _mark_by_context(text, match.start(), match.end(), alone="lone" if match["more"] else alone)
        if mark:
            yield Edit(match.start(), match.end(), mark, f"UTF-8 read as {page}, bytes lost")


def _script_is_used(text: str, lead: str, seconds: str) -> bool:
    """Whether other letters of the lead's script stand in the text, so that it may be a genuine word."""
    script = next((s for s in _SCRIPTS if s[0] <= lead <= s[1]), None)
    return script is not None and any(c not in seconds for c in re.findall(f"[{script[0]}-{script[1]}]", text) if c != lead)


def _mark_by_context(text: str, start: int, end: int, *, alone: str) -> str | None:  # noqa: PLR0911  one return a mark
    """The mark that must have stood at `start:end`; None if the letter may be genuine."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before.isalpha() and before.isascii():
        clitic = re.compile(_CLITIC).match(text, end)
        if clitic and _takes_clitic(text, start, clitic[0]):
            return "’"
    if alone == "no" or not (before + after).isascii():
        return None
    if before.isspace() and after.isspace():
        return "—" if _between_words(text, start, end) else None
    if alone == "spaced":
        return None
    if before.isdigit() and after.isdigit():
        return "–"
    if before.isalnum() and after.isalnum():
        return "—"
    if (not before or before.isspace() or before in "([\"'") and after.isalnum():
        return "“"
    return (
        "”"
        if (before.isalnum() or (before and before in ".,!?;:")) and (not after or after.isspace() or after in ".,;:)!?")
        else None
    )


def _takes_clitic(text: str, at: int, clitic: str) -> bool:
    found = re.compile(r"[A-Za-z]+$").search(text, max(0, at - 30), at)
    host = found[0] if found else ""
    if clitic == "t":
        return host.endswith("n")
    if clitic == "m":
        return host == "I"
    return host.lower() in _HOSTS or (clitic != "d" and len(host) > len("an"))


def _between_words(text: str, start: int, end: int) -> bool:
    left, right = text[max(0, start - 3) : start].rstrip(), text[end : end + 3].lstrip()
    return bool(left and right) and (left[-1].isascii() and left[-1] not in ".?!:") and right[0].isascii()


# Marks of which nothing is left.


def _lost_marks(text: str) -> Iterator[Edit]:
    for match in _LOST.finditer(text):
        mark = _mark_by_context(text, match.start(), match.end(), alone="spaced")
        if mark:
            yield Edit(match.start(), match.end(), mark, "lost character")


def _c1_controls(text: str) -> Iterator[Edit]:
    for match in _C1.finditer(text):
        new = match[0].encode("latin_1").decode("cp1252", errors="ignore")
        if len(new) == len(match[0]):
            yield Edit(match.start(), match.end(), new, "cp1252 read as latin_1")


# The rest.


def _ftfy_edits(text: str, known: list[Edit]) -> Iterator[Edit]:
    """What ftfy finds on each line between the edits that are known already."""
    bounds = [0, *itertools.chain.from_iterable((e.start, e.end) for e in known), len(text)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        for line in re.compile(r"[^\n]*[^\x00-\x7f\n][^\n]*").finditer(text, start, end):
            if is_bad(line[0]):
                yield from _line_edits(line[0], unicodedata.normalize("NFC", ftfy.fix_encoding(line[0], _FTFY)), line.start())


def _line_edits(old: str, new: str, offset: int) -> Iterator[Edit]:
    if old == new:
        return
    reason = "UTF-8 read in another character set (ftfy)"
    before, after = _RUNS.findall(old), _RUNS.findall(new)
    if len(before) == len(after) and all(a == b for a, b in zip(before, after, strict=True) if a.isascii() or b.isascii()):
        at = offset
        for a, b in zip(before, after, strict=True):
            if a != b:
                yield Edit(at, at + len(a), b, reason)
            at += len(a)
        return
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    limit = min(len(old), len(new)) - head
    tail = next((i for i, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=False)) if a != b or i == limit), limit)
    tail = min(tail, limit)
    yield Edit(offset + head, offset + len(old) - tail, new[head : len(new) - tail], reason)
