"""
Numbers as written, in figures or in words, exact or vague, as bounds on what they allow.

Reads a run of tokens; what the number counts is `allegedly.mentions.quantities`' to say.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from allegedly import tables
from allegedly.mentions.number_figures import FRACTION, Figure, may_be_figure, read_figure, read_power
from allegedly.records import Token

DASHES = frozenset("-–—‑‒")
CARDINAL = frozenset({"unit", "teen", "tens", "scale"})
_HUNDRED = 100
# The finest fraction in which things are measured: sixteenths of an inch.
_FINEST = 16
MINUS = frozenset({"minus", "negative"})
# A power of ten may be cut into several words: "5.5x10", "-", "3".
_LONGEST_POWER = 4
_SMALL = 1e-3
# "Half" alone is a number after these; after others it is one of two ("the second half", "cut in half").
_BEFORE_HALF = frozenset({"by", "than", "about", "around", "nearly", "almost", "only", "just", "roughly", "least"})


@dataclass(frozen=True, slots=True)
class Amount:
    """What the words allow: `lower` and `upper` are inclusive, None where open; `best` None where no one figure stands out."""

    lower: float | None
    upper: float | None
    best: float | None
    approximate: bool = False

    def times(self, factor: float) -> Amount:
        """The amount in a unit `factor` times as fine, rounded to the sixth decimal."""
        return Amount(_scaled(self.lower, factor), _scaled(self.upper, factor), _scaled(self.best, factor), self.approximate)


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number at `tokens[first:last]`.

    `scale` is the power of ten (or dozen) that its last word multiplies by, 1 without one;
    `part` marks fractions of a whole ("a third"); `figures` that digits were used; `attached` is the unit
    written on to the digits ("25lbs").
    """

    first: int
    last: int
    amount: Amount
    scale: float = 1
    part: bool = False
    figures: bool = False
    attached: str = ""

    @property
    def value(self) -> float | None:
        """The exact value, None for a vague numeral or a range."""
        return self.amount.best


def exact(value: float) -> Amount:
    """The amount that is just `value`; an int where it is whole."""
    number = tidy(value)
    return Amount(number, number, number)


def tidy(value: float) -> float:
    """`value` without the dust of binary fractions, as int where it is whole."""
    if 0 < abs(value) < _SMALL:
        return float(f"{value:.6g}")
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else tidy(value * factor)


@functools.cache
def words() -> dict[str, tuple[float, str]]:
    """Number word → (value, kind): kinds are unit, teen, tens, scale, suffix, money suffix and part."""
    return {row["word"]: (tidy(float(row["value"])), row["kind"]) for row in tables.rows("number_words")}


@functools.cache
def _vague() -> dict[str, tuple[tuple[tuple[str, ...], Amount], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Amount]]] = {}
    for row in tables.rows("vague_numerals"):
        run = tuple(row["words"].split())
        best = tidy(float(row["best"])) if row["best"] else None
        found.setdefault(run[0], []).append((run, Amount(tidy(float(row["lower"])), tidy(float(row["upper"])), best, best is None)))
    return {first: tuple(sorted(runs, key=lambda r: -len(r[0]))) for first, runs in found.items()}


@functools.cache
def starters() -> frozenset[str]:
    """Lower-case words with which a number can begin; figures apart."""
    return (
        frozenset(w for w, (_, kind) in words().items() if kind in CARDINAL | {"part"})
        | frozenset(_vague())
        | {"a", "an", "all"}
        | MINUS
    )


def touches(left: Token, right: Token) -> bool:
    """Whether no space stands between two neighbouring tokens."""
    return left.end == right.start


def read_number(tokens: Sequence[Token], k: int) -> Number | None:
    """
    The number that begins at `tokens[k]`, without qualifiers; None if none does.

    A lone article or ordinal is no number; years, labels and the like are numbers here.
    """
    first = tokens[k].lower
    if may_be_figure(first):
        return _read_figures(tokens, k)
    if first not in starters():
        return None
    if first in MINUS:
        return _negated(tokens, k)
    if first == "all":
        return _read_all(tokens, k)
    return _read_vague(tokens, k) or _read_part(tokens, k) or _read_words(tokens, k)


def may_begin(word: str) -> bool:
    """Whether a number can begin with `word`, lower case."""
    return may_be_figure(word) or word in starters()


def _read_all(tokens: Sequence[Token], k: int) -> Number | None:
    """As many as those told: "all of them", "all of whom"."""
    run = [t.lower for t in tokens[k + 1 : k + 3]]
    return Number(k, k + 1, exact(1), part=True) if run[:1] == ["of"] and run[1:] in (["them"], ["whom"], ["which"]) else None


def _negated(tokens: Sequence[Token], k: int) -> Number | None:
    """The number after "minus" or "negative"."""
    number = read_number(tokens, k + 1) if k + 1 < len(tokens) and tokens[k + 1].lower not in MINUS else None
    return replace(number, first=k, amount=number.amount.times(-1)) if number is not None and number.value is not None else None


def _read_vague(tokens: Sequence[Token], k: int) -> Number | None:
    for run, amount in _vague().get(tokens[k].lower, ()):
        if len(run) == 1 or tuple(t.lower for t in tokens[k : k + len(run)]) == run:
            return Number(k, k + len(run), amount)
    return None


def _read_figures(tokens: Sequence[Token], k: int) -> Number | None:
    text = tokens[k].lower
    if (fraction := FRACTION.fullmatch(text)) is not None:
        return _read_written_fraction(tokens, k, int(fraction[1]), int(fraction[2]))
    if (power := _read_power(tokens, k)) is not None:
        return power
    figure = read_figure(text)
    # "20 -30", "A-15": a sign that follows a number or hangs on a word is none.
    if figure is None or (figure.low < 0 and k and (touches(tokens[k - 1], tokens[k]) and tokens[k - 1].text[-1] not in "$€£([")):
        return None
    if figure.low < 0 and k and tokens[k - 1].text[-1].isdecimal():
        return None
    if figure.high > figure.low:
        return Number(k, k + 1, Amount(tidy(figure.low), tidy(figure.high), None), figures=True)
    return _scaled_figure(tokens, k, figure)


def _scaled_figure(tokens: Sequence[Token], k: int, figure: Figure) -> Number | None:
    """A figure with its suffix, its further groups of digits and its scale words: "2.5bn", "197 000", "1.2 million"."""
    value, last, scale, attached = figure.low, k + 1, 1.0, figure.attached
    factor, kind = words().get(attached, (0, ""))
    if kind in {"suffix", "money suffix"}:
        scale, attached = factor, ""
    elif not attached:
        value, last = _spaced_thousands(tokens, k, value)
        value, last = _mixed(tokens, last, value)
    while last < len(tokens) and (following := words().get(tokens[last].lower, (0, "")))[1] in {"scale", "suffix"}:
        scale, last = scale * following[0], last + 1
    last = _past_uncertainty(tokens, last)
    amount = exact(value * scale)
    if figure.plus:
        amount = replace(amount, upper=None)
    return Number(k, last, amount, scale, figures=True, attached=attached)


def _past_uncertainty(tokens: Sequence[Token], last: int) -> int:
    """Where a number ends with the uncertainty given after it: "9.83 +/- 0.01"."""
    sign = ""
    for k in range(last, min(last + 3, len(tokens))):
        sign += tokens[k].text
        if sign in {"±", "+/-", "+/−", "+-"} and k + 1 < len(tokens) and read_figure(tokens[k + 1].lower) is not None:
            return k + 2
    return last


def _read_power(tokens: Sequence[Token], k: int) -> Number | None:
    """A product with a power that begins at `tokens[k]` and ends where a word does; None for any other figure."""
    if not any(sign in tokens[k].text for sign in "x×·*"):
        return None
    run, ends, at = "", [], k
    while at < len(tokens) and at - k < _LONGEST_POWER and (at == k or touches(tokens[at - 1], tokens[at])):
        run += tokens[at].lower
        ends.append(len(run))
        at += 1
    found = read_power(run)
    if found is None or found[1] not in ends:
        return None
    value = found[0]
    return Number(k, k + ends.index(found[1]) + 1, Amount(value, value, value), figures=True)


def _read_written_fraction(tokens: Sequence[Token], k: int, above: int, below: int) -> Number | None:
    """A fraction in figures, "1/3 of the homes", "1/4 mile"; "9/11" and "24/7" are names, so a whole or a noun must follow."""
    if below == 0 or above >= below or k + 1 >= len(tokens):
        return None
    following = tokens[k + 1]
    if following.lower == "of":
        return Number(k, k + 1, exact(above / below), part=True, figures=True)
    measured = following.tag in {"NN", "NNS"} and below <= _FINEST and (k == 0 or tokens[k - 1].text != "/")
    return Number(k, k + 1, exact(above / below), figures=True) if measured else None


def _spaced_thousands(tokens: Sequence[Token], k: int, value: float) -> tuple[float, int]:
    last = k + 1
    if not 1 <= value <= 999 or not tokens[k].text.isdecimal():  # noqa: PLR2004  a group of three digits
        return value, last
    while last < len(tokens) and len(tokens[last].text) == 3 and tokens[last].text.isdecimal():  # noqa: PLR2004
        if tokens[last].start - tokens[last - 1].end != 1:
            break
        value, last = value * 1000 + int(tokens[last].text), last + 1
    return value, last


def _mixed(tokens: Sequence[Token], last: int, value: float) -> tuple[float, int]:
    """A fraction written after a whole number: "2 1/2", "two and a half"."""
    if last < len(tokens) and (match := FRACTION.fullmatch(tokens[last].text)) and 0 < int(match[1]) < int(match[2]):
        return value + int(match[1]) / int(match[2]), last + 1
    if [t.lower for t in tokens[last : last + 3]] == ["and", "a", "half"]:
        return value + 0.5, last + 3
    return value, last


def _read_part(tokens: Sequence[Token], k: int) -> Number | None:
    """A fraction in words: "half of", "a third of", "two-thirds of", "three quarters"; "a third person" is an ordinal."""
    at, above = k, 1.0
    head = words().get(tokens[k].lower, (0, ""))
    if tokens[k].lower == "a" or head[1] == "unit":
        above, at = (1.0 if tokens[k].lower == "a" else head[0]), k + 1
        if at < len(tokens) and tokens[at].text in DASHES:
            at += 1
    if at >= len(tokens):
        return None
    word = tokens[at].lower
    value, kind = words().get(word, words().get(word.removesuffix("s"), (0, "")))
    if kind != "part":
        return None
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word == "half" and following in {"a", "an"}:
        scaled = _read_words(tokens, at + 1)
        return Number(k, scaled.last, exact(0.5 * (scaled.value or 0)), scaled.scale) if scaled and scaled.scale > 1 else None
    if not (_has_whole(word, following) or (at > k and word.endswith("s")) or _stands_alone(tokens, k, at)):
        return None
    # "one-half miles": a fraction that measures, of no whole.
    measures = at > k + 1 and at + 1 < len(tokens) and tokens[at + 1].tag == "NNS"
    return Number(k, at + 1, exact(above * value), part=not measures)


def _has_whole(word: str, following: str) -> bool:
    """Whether a whole follows the fraction: "half of", "half the", "a third of"."""
    return following in {"of", "the", "those", "all", "its", "their"} if word == "half" else following == "of"


def _stands_alone(tokens: Sequence[Token], k: int, at: int) -> bool:
    """Whether a fraction needs no whole: "one-half", "is one sixth", "fell by half"; "a third" may be an ordinal."""
    ends = at + 1 == len(tokens) or not (tokens[at + 1].tag.startswith(("NN", "JJ")) or tokens[at + 1].text in DASHES)
    if at == k:
        return ends and tokens[at].lower == "half" and (k == 0 or tokens[k - 1].lower in _BEFORE_HALF)
    return tokens[k].lower != "a" and (ends or at > k + 1)


class _Sum:
    """A cardinal in words as it is being read: what is complete, and the group under the next scale word."""

    __slots__ = ("group", "limit", "previous", "scale", "total")

    def __init__(self) -> None:
        self.total = 0.0
        self.group = 0.0
        self.scale = 1.0
        self.limit = math.inf
        self.previous = ""

    def add(self, value: float, kind: str) -> bool:
        """Take in one more word; False, and nothing changed, if it cannot continue the number."""
        if kind != "scale":
            if self.previous not in {"", "scale"} and not (self.previous == "tens" and kind == "unit"):
                return False
            self.group, self.scale = self.group + value, 1.0
        elif value <= _HUNDRED:
            if self.group >= value:
                return False  # "a hundred and five | hundred and six"
            self.group, self.scale = (self.group or 1) * value, value
        elif (self.total or self.group) and value >= self.limit:
            return False
        else:
            self.total, self.group, self.limit, self.scale = self.total + (self.group or 1) * value, 0.0, value, value
        self.previous = kind
        return True

    @property
    def value(self) -> float:
        """The number so far."""
        return self.total + self.group


def _read_words(tokens: Sequence[Token], k: int) -> Number | None:
    """Cardinals in words: "twenty-five", "a hundred and five", "five million three hundred thousand"."""
    i = last = k
    if tokens[k].lower in {"a", "an"}:
        if k + 1 >= len(tokens) or _cardinal(tokens[k + 1])[1] != "scale":
            return None
        i = k + 1
    reading = _Sum()
    while i < len(tokens):
        value, kind = _cardinal(tokens[i])
        if kind:
            if not reading.add(value, kind):
                break
            last = i = i + 1
        elif last == i and _joins(tokens, i, reading.previous):
            i += 1
        else:
            break
    if last == k:
        return None
    value, last = _mixed(tokens, last, reading.value)
    scale = reading.scale
    if last < len(tokens) and value != reading.value and (more := _cardinal(tokens[last]))[1] == "scale":
        # "two and a half million"
        value, scale, last = value * more[0], more[0], last + 1
    return Number(k, last, exact(value), scale)


def _cardinal(token: Token) -> tuple[float, str]:
    """The value and kind of a number word, (0, "") for any other and for parts and suffixes."""
    value, kind = words().get(token.lower, (0.0, ""))
    return (value, kind) if kind in CARDINAL else (0.0, "")


def _joins(tokens: Sequence[Token], i: int, previous: str) -> bool:
    """Whether `tokens[i]` is a hyphen or "and" inside a number in words."""
    if i + 1 >= len(tokens):
        return False
    following = words().get(tokens[i + 1].lower, (0, ""))[1]
    if tokens[i].text in DASHES:
        return previous == "tens" and following == "unit" and touches(tokens[i], tokens[i + 1])
    if tokens[i].text == ",":
        # "two thousand, three hundred people", but not "two thousand, three of them".
        return (
            previous == "scale"
            and following in CARDINAL - {"scale"}
            and _cardinal(tokens[min(i + 2, len(tokens) - 1)])[0] == _HUNDRED
        )
    # "a hundred and five", but not "a dozen and two".
    joined = tokens[i].lower in {"and", "&"}
    return joined and previous == "scale" and following in CARDINAL - {"scale"} and tokens[i - 1].lower != "dozen"
