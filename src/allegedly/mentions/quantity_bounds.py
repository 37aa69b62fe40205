"""What qualifiers and ranges make of a number: "at least", "up to", "some", "or so", "20 to 30"."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import replace

from allegedly import tables
from allegedly.mentions.numbers import DASHES, Amount, Number, read_number, tidy, touches
from allegedly.records import Token

# How far "about N" may lie from N: the ruling's tenth, and never less than one of what is counted whole.
TOLERANCE = 0.1
CHANGES = frozenset(
    {
        "rise",
        "increase",
        "climb",
        "grow",
        "jump",
        "go",
        "fall",
        "drop",
        "raise",
        "revise",
        "decline",
        "soar",
        "update",
        "surge",
        "double",
        "up",
    }
)
FIRST_YEAR, LAST_YEAR = 1900, 2099
Runs = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@functools.cache
def _before() -> Runs:
    """Last word of a qualifier that precedes → (words, effect), longest first."""
    return _runs("before", -1)


@functools.cache
def _after() -> Runs:
    """First word of a qualifier that follows → (words, effect), longest first."""
    return _runs("after", 0)


def _runs(side: str, key: int) -> Runs:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in tables.rows("qualifiers"):
        if row["side"] == side:
            run = tuple(row["words"].lower().split())
            found.setdefault(run[key], []).append((run, row["effect"]))
    return {word: tuple(sorted(runs, key=lambda r: -len(r[0]))) for word, runs in found.items()}


def qualifiers_before(tokens: Sequence[Token], first: int) -> tuple[int, list[str]]:
    """Where the qualifiers before `tokens[first]` begin, and their effects, nearest first."""
    effects: list[str] = []
    while first > 0:
        for run, effect in _before().get(tokens[first - 1].lower, ()):
            size = len(run)
            if size <= first and tuple(t.lower for t in tokens[first - size : first]) == run:
                effects.append(effect)
                first -= size
                break
        else:
            break
    return first, effects


def qualifier_after(tokens: Sequence[Token], last: int) -> tuple[int, str | None]:
    """Where a qualifier that begins at `tokens[last]` ends, and its effect; (`last`, None) without one."""
    if last < len(tokens):
        for run, effect in _after().get(tokens[last].lower, ()):
            if tuple(t.lower for t in tokens[last : last + len(run)]) == run:
                return last + len(run), effect
    return last, None


def apply(amount: Amount, effects: Sequence[str], *, whole: bool) -> Amount:
    """`amount` under qualifiers; `whole` when what is counted has no fractions (people, not kilometres)."""
    for effect in effects:
        amount = _apply(amount, effect, whole=whole)
    return amount


def _apply(amount: Amount, effect: str, *, whole: bool) -> Amount:  # noqa: PLR0911  one effect after another
    low, high, best = amount.lower, amount.upper, amount.best
    step = 1 if whole else 0
    if effect == "at_least":
        return Amount(low, None, best, amount.approximate)
    if effect == "more_than":
        return Amount(None if low is None else tidy(low + step), None, None, amount.approximate)
    if effect == "up_to":
        return Amount(None, high, None, amount.approximate)
    if effect == "less_than":
        return Amount(None, None if high is None else tidy(high - step), None, amount.approximate)
    down, up = (None if low is None else _under(low, whole=whole)), (None if high is None else _over(high, whole=whole))
    if effect == "nearly":
        return Amount(down, high, best, approximate=True)
    if effect == "just_over":
        return Amount(None if low is None else tidy(low + step), up, best, approximate=True)
    # A range or a vague numeral already is its own tolerance.
    return Amount(down, up, best, approximate=True) if best is not None else replace(amount, approximate=True)


def _under(value: float, *, whole: bool) -> float:
    if not whole:
        return tidy(value * (1 - TOLERANCE))
    return math.floor(round(value - max(1, value * TOLERANCE), 6))


def _over(value: float, *, whole: bool) -> float:
    if not whole:
        return tidy(value * (1 + TOLERANCE))
    return math.ceil(round(value + max(1, value * TOLERANCE), 6))


def read_range(tokens: Sequence[Token], number: Number) -> Number | None:
    """
    The range that begins with `number`: "between 20 and 30", "20 to 30", "20-30", "two or three"; else None.

    "Rose from 9 to 14" names two figures, not a range; so does a score ("3-1") or a span of years.
    """
    at = number.last
    if at + 1 >= len(tokens) or number.part:
        return None
    before = tokens[number.first - 1].lower if number.first else ""
    joint = tokens[at].lower
    hyphen = joint in DASHES
    if tokens[at - 1].text[-1] in DASHES and joint not in {"to", "or", "and"}:
        return None
    if hyphen and tokens[at + 1].lower == "to" and at + 2 < len(tokens):
        at, joint, hyphen = at + 1, "to", False
    if not (hyphen or joint in {"to", "or"} or (joint == "and" and before == "between")):
        return None
    if (joint == "to" and before in {"from", "by", ","} and _is_change(tokens, number.first)) or (
        hyphen and not _tight(tokens, at)
    ):
        return None
    other = read_number(tokens, at + 1)
    if other is None or other.part or other.amount.upper is None:
        return None
    return _spanning(number, other, joint, hyphen=hyphen)


def _tight(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash joins its neighbours and no further dash follows, as in a telephone number."""
    if not (touches(tokens[at - 1], tokens[at]) and touches(tokens[at], tokens[at + 1])):
        return False
    return not (at + 3 < len(tokens) and tokens[at + 2].text in DASHES and tokens[at + 3].text[0].isdecimal())


def _is_change(tokens: Sequence[Token], first: int) -> bool:
    return any(t.lemma.lower() in CHANGES for t in tokens[max(0, first - 7) : first])


def _spanning(number: Number, other: Number, joint: str, *, hyphen: bool) -> Number | None:
    low, high = number.amount.lower, other.amount.upper
    if low is None or high is None:
        return None
    if (
        number.scale == 1
        and other.scale > 1
        and number.value is not None
        and other.value is not None
        and low < other.value / other.scale
    ):
        low = tidy(low * other.scale)
    if low < 0 and high < low:
        low, high = high, low  # "from -18 to -34 degrees"
    if low >= high or (hyphen and FIRST_YEAR <= low <= LAST_YEAR and FIRST_YEAR <= high <= LAST_YEAR):
        return None
    if joint == "or" and high > 10 * low:
        return None
    vague = number.amount.approximate or other.amount.approximate or joint == "or"
    return replace(number, last=other.last, amount=Amount(low, high, None, vague))
