"""
How many and how much: counts, money, distances, ages and the like, as bounds that the words allow.

A mention is the number with its bound words and the noun that it counts. What is a date, a
clock time, a calibre or a name ("Article 5", "Su-34") is no quantity and yields none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from allegedly.mentions.numbers import DASHES, Number, exact, may_begin, read_number
from allegedly.mentions.quantity_bounds import apply, qualifier_after, qualifiers_before, read_range
from allegedly.mentions.quantity_counted import counts_whole, is_state_of, resume_at, what_is_counted
from allegedly.mentions.quantity_mentions import QuantityMention, make_mention
from allegedly.mentions.quantity_nouns import (
    of_at,
    of_phrase,
    population,
)
from allegedly.mentions.quantity_parts import (
    all_but_start,
    fronted_whole,
    increment_start,
    is_part,
    quotes_closed,
    running_total,
    whole_of,
)
from allegedly.mentions.quantity_people import (
    ARTICLES,
    BOTH,
    ZERO,
    counts_members,
    is_both_of_told,
    joined_people,
    read_both,
    read_people,
    read_zero,
)
from allegedly.mentions.quantity_units import (
    CLOCK,
    WHEN,
    WHEN_BEFORE,
    Unit,
    age_at,
    is_no_quantity,
    money_before,
    tells_time,
    unit_after,
    unit_of,
    unit_of_one,
)
from allegedly.mentions.quantity_wholes import as_family, parts_of_fronted, parts_out_of, rest_of
from allegedly.records import Sentence, Token

__all__ = ["QuantityMention", "find_quantities"]

DOZEN = 12
# "The" counts the one of "the index case".
UNCOUNTED = ARTICLES | ZERO | BOTH | {"the"}


def find_quantities(sentence: Sentence) -> list[QuantityMention]:
    """The quantities of `sentence` in text order; none overlap, but that a counted whole lies in its part's mention."""
    tokens = sentence.tokens
    found: list[QuantityMention] = []
    k = reached = 0
    while k < len(tokens):
        lower = tokens[k].lower
        mention: QuantityMention | None = None
        last = k + 1
        if may_begin(lower) and not (lower in {"a", "an"} and counts_members(tokens, k)):
            number = read_number(tokens, k)
            if number is not None:
                last = number.last
                mention, last = _counted(tokens, number, reached)
        if (lower in {"a", "an"} and counts_members(tokens, k)) or (mention is None and last == k + 1 and lower in UNCOUNTED):
            mention, last = _uncounted(tokens, k)
        if mention is not None and found and (family := as_family(found[-1], mention, tokens)) is not None:
            found[-1], mention = family, None
        if mention is not None and (
            not found or mention.start >= found[-1].end or (mention.noun or mention.number) is found[-1].subset_of
        ):
            found.append(mention)
            reached = max(last, reached)
        k = max(last, k + 1)
    return parts_out_of(tokens, parts_of_fronted(found, fronted_whole(tokens)))


# ------------------------------------------------------------------ numbers


def _counted(tokens: Sequence[Token], number: Number, reached: int) -> tuple[QuantityMention | None, int]:
    """The mention of a number, and the place in `tokens` where reading goes on."""
    number = _measured_letter(tokens, number)
    ranged = read_range(tokens, number)
    whole = ranged or number
    first = whole.first
    if ranged and first and tokens[first - 1].lower in {"between", "from"}:
        first -= 1
    age = age_at(tokens, whole)
    if age is not None:
        return _measured(tokens, whole, first, Unit(whole.last, age, "a", "age", 1), []), age
    unit = unit_of(tokens, whole)
    if unit is not None and tokens[unit.first].lower in CLOCK and tells_time(tokens[number.first].text):
        unit = None
    if unit is not None and ranged is None and (pair := _repeated_unit(tokens, whole, unit)) is not None:
        whole, unit = pair
        if first and tokens[first - 1].lower in {"between", "from"}:
            first -= 1
    sign = money_before(tokens, first)
    if sign is not None:
        return _money(tokens, whole, sign)
    if unit is None and (whole.attached or is_no_quantity(tokens, whole) or _is_negative(whole)):
        return None, whole.last
    if unit is not None and not (unit.kind in {"duration", "weight"} and is_no_quantity(tokens, whole)):
        begins, effects = qualifiers_before(tokens, first)
        return _measured(tokens, whole, begins, unit, effects), unit.last
    return _count(tokens, whole, first, max(reached, 0))


def _is_negative(number: Number) -> bool:
    """Whether a number lies below zero: then it measures and counts nothing."""
    return number.amount.lower is not None and number.amount.lower < 0


def _measured_letter(tokens: Sequence[Token], number: Number) -> Number:
    """
    The number whose last letter is a unit, where it looks like a million, a billion or a trillion.

    "1,500m" are metres unless a currency stands beside or things are counted ("£2m", "2m people").
    """
    letter = tokens[number.first].lower[-1]
    if not number.figures or letter not in "mbt" or tokens[number.first].lower[-2:-1].isalpha() or number.last > number.first + 1:
        return number
    following = tokens[number.last] if number.last < len(tokens) else None
    counts = following is not None and (following.tag in {"NNS", "NNPS"} or following.lower == "people")
    after = unit_after(tokens, number.last)
    if counts or money_before(tokens, number.first) is not None or (after is not None and after.kind == "money"):
        return number
    return replace(number, amount=number.amount.times(1 / number.scale), scale=1, attached=letter)


def _repeated_unit(tokens: Sequence[Token], number: Number, unit: Unit) -> tuple[Number, Unit] | None:
    """A range that names its unit twice: "between 20 km and 30 km"."""
    ranged = read_range(tokens, replace(number, last=unit.last))
    again = unit_after(tokens, ranged.last) if ranged else None
    if ranged is None or again is None or (again.code, again.factor) != (unit.code, unit.factor):
        return None
    return ranged, again


def _measured(tokens: Sequence[Token], number: Number, first: int, unit: Unit, effects: list[str]) -> QuantityMention | None:
    kind, last = unit.kind, unit.last
    before = tokens[first].lower
    if effects and before == "within" and kind != "distance":
        first, effects = number.first, []
    if kind == "duration":
        if effects and before in {"over", "under", "around", "about"} and before != "about":
            first, effects = number.first, []
        kind = _duration_kind(tokens, first, last)
    after, effect = qualifier_after(tokens, last)
    if effect:
        last, effects = after, [*effects, effect]
    amount = apply(number.amount.times(unit.factor), effects, whole=False)
    of = of_phrase(tokens, last) if kind in {"percent", "area", "weight"} else None
    begin = last
    if of is not None and kind != "percent" and of.tag in {"NN", "NNS"}:
        last = of.i - tokens[0].i + 1
    subset = kind == "percent" and of is not None
    return make_mention(
        tokens,
        first,
        last,
        amount,
        number,
        kind=kind,
        unit=unit.code,
        stated=number.value,
        noun=of if kind != "percent" else None,
        of=population(of, tokens, begin) if of else None,
        subset=subset,
        subset_of=of if subset else None,
        factor=unit.factor,
    )


def _duration_kind(tokens: Sequence[Token], first: int, last: int) -> str:
    if last < len(tokens) and tokens[last].lower in WHEN:
        return "time"
    before = {t.lower for t in tokens[max(0, first - 2) : first]}
    return "time" if before & WHEN_BEFORE else "duration"


def _money(tokens: Sequence[Token], number: Number, sign: Unit) -> tuple[QuantityMention | None, int]:
    last, amount = number.last, number.amount
    if last < len(tokens) and tokens[last].lower == "m" and number.scale == 1:
        last, amount = last + 1, amount.times(10**6)
    named = unit_after(tokens, last)
    if named is not None and named.kind == "money":
        last = named.last
    first, effects = qualifiers_before(tokens, sign.first)
    after, effect = qualifier_after(tokens, last)
    if effect:
        last, effects = after, [*effects, effect]
    bounded = apply(amount, effects, whole=False)
    code = named.code if named is not None and named.kind == "money" else sign.code
    return make_mention(tokens, first, last, bounded, number, kind="money", unit=code, stated=amount.best), last


def _count(tokens: Sequence[Token], number: Number, first: int, floor: int) -> tuple[QuantityMention | None, int]:
    begin, effects = qualifiers_before(tokens, first)
    if effects and tokens[begin].lower == "within":
        begin, effects = first, []
    first = begin
    first = max(first, floor) if first >= floor or floor > number.first else floor
    last = number.last
    after, effect = qualifier_after(tokens, last)
    if effect:
        last, effects = after, [*effects, effect]
    if not effect and _is_compound_modifier(tokens, last):
        return _strength(tokens, number, first, effects), last
    more = last < len(tokens) and tokens[last].lower in {"more", "other", "others", "additional", "further"}
    cumulative = running_total(tokens, number.first, last, first)
    noun, whole, end = what_is_counted(tokens, number, last)
    if noun is None and whole is None and is_state_of(tokens, number, end):
        end += 1
    joined = joined_people(tokens, noun, end)
    end = max(end, joined)
    if effect is None and end > last:
        after, effect = qualifier_after(tokens, end)
        if effect:
            end, effects = after, [*effects, effect]
    first = increment_start(tokens, first)
    subset_of = whole or whole_of(tokens, first)
    subset = whole is not None or is_part(tokens, first)
    amount = apply(number.amount, effects, whole=not number.part)
    opening, rest = all_but_start(tokens, first), rest_of(tokens, amount, subset_of)
    if opening is not None and rest is not None:
        first, amount = opening, rest
    if number.value == DOZEN and tokens[number.last - 1].lower == "dozen":
        amount = replace(amount, best=None, approximate=True)  # the ruling: vague, no best
    if more and noun is None and tokens[last].lower == "more":
        end = last + 1
    end = quotes_closed(tokens, first, end)
    return make_mention(
        tokens,
        first,
        end,
        amount,
        number,
        kind="fraction" if number.part else "count",
        unit=None,
        stated=number.value,
        noun=noun,
        of="person" if joined > last else population(noun, tokens, last) if noun is not None else None,
        subset=subset or number.part,
        subset_of=subset_of,
        cumulative=cumulative,
    ), max(last if counts_whole(tokens, of_at(tokens, last), whole) else resume_at(tokens, last, end), number.last)


def _is_compound_modifier(tokens: Sequence[Token], last: int) -> bool:
    """Whether a number describes and does not count: "12-member team", "five-storey block"."""
    return (
        last + 1 < len(tokens)
        and tokens[last].text in DASHES
        and tokens[last].end == tokens[last + 1].start == tokens[last - 1].end + 1
    )


def _strength(tokens: Sequence[Token], number: Number, first: int, effects: list[str]) -> QuantityMention | None:
    """The thirty people of "a 30-strong unit"; None for other compounds."""
    if tokens[number.last + 1].lower != "strong":
        return None
    amount = apply(number.amount, effects, whole=True)
    return make_mention(tokens, first, number.last + 2, amount, number, kind="count", unit=None, stated=number.value, of="person")


# ------------------------------------------------------------------ articles and zero


def _uncounted(tokens: Sequence[Token], k: int) -> tuple[QuantityMention | None, int]:
    zero = read_zero(tokens, k)
    if zero is not None:
        number = Number(k, k + 1, exact(0))
        of = population(zero.noun, tokens, k) if zero.noun is not None else zero.of
        return make_mention(
            tokens,
            zero.first,
            zero.last,
            exact(0),
            number,
            kind="zero",
            unit=None,
            stated=0,
            noun=zero.noun,
            of=of,
            subset=zero.whole is not None,
            subset_of=zero.whole,
        ), zero.last
    if is_both_of_told(tokens, k):
        number = Number(k, k + 1, exact(2))
        return make_mention(tokens, k, k + 1, exact(2), number, kind="count", unit=None, stated=2, subset=True), k + 1
    both = read_both(tokens, k)
    if both is not None:
        last = both.i - tokens[0].i + 1
        number, of = Number(k, k + 1, exact(2)), population(both, tokens, k + 1)
        return make_mention(tokens, k, last, exact(2), number, kind="count", unit=None, stated=2, noun=both, of=of), last
    people = read_people(tokens, k)
    if people is None:
        return _one_of_unit(tokens, k)
    number = Number(k, k + 1, exact(people.number))
    partitive = is_part(tokens, k)
    mention = make_mention(
        tokens,
        people.first,
        people.last,
        exact(people.number),
        number,
        kind="article" if people.number == 1 or not counts_members(tokens, k) else "count",
        unit=None,
        stated=people.number,
        noun=people.noun,
        of=people.of,
        subset=partitive,
        subset_of=whole_of(tokens, k),
        cumulative=False if people.more else None,
    )
    return mention, people.last


def _one_of_unit(tokens: Sequence[Token], k: int) -> tuple[QuantityMention | None, int]:
    """One of a unit that an article counts: "a mile from the border"."""
    unit = unit_of_one(tokens, k) if tokens[k].lower in {"a", "an"} else None
    if unit is None:
        return None, k + 1
    first, effects = qualifiers_before(tokens, k)
    return _measured(tokens, Number(k, k + 1, exact(1)), first, unit, effects), unit.last
