"""A quantity as it stands in a text, and how one is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.mentions.numbers import Amount, Number
from allegedly.records import Token


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """
    A quantity at `start:end` (document offsets): number, bound words and counted noun.

    `lower` and `upper` are inclusive, None where the words leave them open; `best` is None where
    no one figure stands out. `of` is the population in the singular, None when unknown. `unit`
    is an ISO 4217 code or the record's unit, None for counts; values are in that unit, `stated`
    is the figure as written. `kind` is count, article, zero, fraction, percent, money, distance,
    area, duration, time (a duration that only dates), weight, age, calibre or physical.
    `subset_of` is the head noun of the whole of which a `subset` is a part.
    """

    start: int
    end: int
    lower: float | None
    upper: float | None
    best: float | None
    approximate: bool
    number: Token
    noun: Token | None
    of: str | None
    unit: str | None
    kind: str
    subset: bool
    subset_of: Token | None
    cumulative: bool | None
    stated: float | None = None
    factor: float = 1


def make_mention(  # noqa: PLR0913  the fields of one value
    tokens: Sequence[Token],
    first: int,
    last: int,
    amount: Amount,
    number: Number,
    *,
    kind: str,
    unit: str | None,
    stated: float | None,
    factor: float = 1,
    noun: Token | None = None,
    of: str | None = None,
    subset: bool = False,
    subset_of: Token | None = None,
    cumulative: bool | None = None,
) -> QuantityMention:
    """The mention at `tokens[first:last]` with the bounds of `amount`."""
    return QuantityMention(
        start=tokens[first].start,
        end=_end_of(tokens[last - 1]),
        lower=amount.lower,
        upper=amount.upper,
        best=amount.best,
        approximate=amount.approximate,
        number=tokens[number.last - 1],
        noun=noun,
        of=of,
        unit=unit,
        kind=kind,
        subset=subset,
        subset_of=subset_of,
        cumulative=cumulative,
        stated=stated,
        factor=factor,
    )


def _end_of(token: Token) -> int:
    """Where a word ends, without the full stop that the tokeniser leaves on figures ("$2.5T.")."""
    return token.end - 1 if token.text[0].isdecimal() and token.text[-1] == "." else token.end
