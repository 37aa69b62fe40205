"""
Bytes → text: byte order mark, declared character set, UTF-8, then statistics.

A text that is almost wholly UTF-8 stays UTF-8, with U+FFFD where bytes were lost; the text layer
says what stood there.
"""

from __future__ import annotations

import codecs
import re

import chardet

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_HIGH = re.compile(rb"[\x80-\xff]")
_NO_CHARSETS = ("utf-7", "idna", "punycode", "unicode", "raw", "undefined")
_SAMPLE = 200_000
_PROBE = 4096
# UTF-8 with a few lost bytes still has far more whole sequences than broken ones.
_WHOLE_PER_BROKEN = 5
# chardet gives low figures for English with a few accents, far lower ones for noise.
_TRUSTED = 0.05
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.01


def decode(data: bytes, *, markup: bool) -> str | None:
    """The text of `data`; None if it is no text in any likely character set. `markup` trusts a charset named in its head."""
    for candidate in _candidates(data, markup=markup):
        try:
            text = data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        return text if _is_text(text) else None
    guessed = _mostly_utf8(data) or _by_statistics(data)
    return guessed if guessed is not None and _is_text(guessed) else None


def _candidates(data: bytes, *, markup: bool) -> list[str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return [name]
    wide = _utf16_without_mark(data[:_PROBE])
    if wide:
        return [wide]
    found = ["utf-8"]
    declared = _DECLARED.search(data[:_PROBE]) if markup else None
    if declared:
        given = declared[1].decode("ascii").lower()
        # Browsers read what calls itself Latin-1 as its superset, and so do those who write it.
        found.append("cp1252" if given in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else given)
    return [candidate for candidate in found if _is_charset(candidate)]


def _is_charset(name: str) -> bool:
    """Whether Python reads bytes in `name` as characters; its own notations and 7-bit mail forms are left out."""
    try:
        return not codecs.lookup(name).name.startswith(_NO_CHARSETS) and isinstance(b"".decode(name), str)
    except (LookupError, ValueError):
        return False


def _utf16_without_mark(probe: bytes) -> str | None:
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    half = len(probe) // 2
    if half and odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if half and even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text[:_SAMPLE] if c > "\x7f") - min(broken, text[:_SAMPLE].count("\ufffd"))
    return text if whole >= _WHOLE_PER_BROKEN * broken else None


def _by_statistics(data: bytes) -> str | None:
    # Bytes around the high ones are what tells the character sets apart.
    first = _HIGH.search(data)
    start = max(0, first.start() - _PROBE) if first else 0
    found = chardet.detect(data[start : start + _SAMPLE])
    name, confidence = found["encoding"], found["confidence"] or 0.0
    if name is None or confidence < _TRUSTED or not _is_charset(name):
        return None
    return data.decode(name, errors="replace")


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    bad = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    return bad <= max(len(sample) * _MOST_CONTROL, 3)
