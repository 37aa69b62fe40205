"""
Numbers written in figures, as one word: signs, decimals, powers of ten, vulgar fractions, ranges, units written on.

Works on strings alone; `allegedly.mentions.numbers` says which words of a sentence make them up.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import NamedTuple

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.\d+)?"
_MINUS = "-−"
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FIGURE = re.compile(
    rf"(?P<sign>[{_MINUS}])?(?:(?P<digits>{DIGITS})(?P<exponent>e[{_MINUS}+]?\d{{1,3}})?(?P<vulgar>[{VULGAR}])?|(?P<part>[{VULGAR}]))"
    rf"(?:±{DIGITS})?(?P<attached>[a-z°][a-z0-9^³²]*)?(?P<plus>\+)?-?\.?"
)
# "2.48×10−5", "5.5x10-3", "8x2^10": the power is marked by a sign or a caret, which "7.62x39" lacks.
_POWER = re.compile(
    rf"(?P<sign>[{_MINUS}])?(?P<digits>{DIGITS})[x×·*](?:10(?P<signed>[{_MINUS}+]\d{{1,2}})|(?P<base>\d+)\^(?P<exponent>[{_MINUS}]?\d{{1,3}}))"
)
FRACTION = re.compile(r"(\d{1,2})/(\d{1,3})")
_SPAN = re.compile(rf"(?P<low>{DIGITS})[–—‑](?P<high>{DIGITS})")


class Figure(NamedTuple):
    """A number in figures: its bounds (equal but for a range), what is written on to it, and whether "+" follows."""

    low: float
    high: float
    attached: str = ""
    plus: bool = False


def read_figure(word: str) -> Figure | None:
    """The number that `word`, lower case, is as a whole; None if it is none or a code with a leading zero."""
    if (span := _SPAN.fullmatch(word)) is not None:
        low, high = _plain(span["low"]), _plain(span["high"])
        return Figure(low, high) if low < high else None
    match = _FIGURE.fullmatch(word)
    if match is None:
        return None
    digits = match["digits"] or "0"
    if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
        return None
    value = _plain(digits)
    if match["exponent"]:
        if abs(_exponent(match["exponent"][1:])) > sys.float_info.max_10_exp:
            return None  # a code: no figure of the news has 300 digits
        value *= 10.0 ** _exponent(match["exponent"][1:])
    value += sum(unicodedata.numeric(c) for c in (match["vulgar"] or match["part"] or ""))
    value = -value if match["sign"] else value
    return Figure(value, value, match["attached"] or "", bool(match["plus"]))


def read_power(run: str) -> tuple[float, int] | None:
    """The value of a product with a power at the start of `run`, and how many characters it takes; None without one."""
    match = _POWER.match(run)
    if match is None:
        return None
    base = float(match["base"] or 10)
    value = _plain(match["digits"]) * base ** _exponent(match["signed"] or match["exponent"])
    return (-value if match["sign"] else value), match.end()


def may_be_figure(word: str) -> bool:
    """Whether a word can begin a number in figures, by its first characters."""
    return word[0].isdecimal() or word[0] in VULGAR or (word[0] in _MINUS and len(word) > 1 and word[1].isdecimal())


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


def _exponent(text: str) -> int:
    return int(text.replace("−", "-"))
