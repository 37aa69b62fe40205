"""
How many and how much: counts, money, distances, ages and the like, as bounds that the words allow.

A mention is the number with its bound words and the noun that it counts. What is a date, a
clock time, a calibre or a name ("Article 5", "Su-34") is no quantity and yields none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from allegedly.mentions.numbers import DASHES, Amount, Number, exact, read_number, starters
from allegedly.mentions.quantity_bounds import apply, qualifier_after, qualifiers_before, read_range
from allegedly.mentions.quantity_nouns import STATES, counted_noun, is_definite, is_person, of_phrase, population
from allegedly.mentions.quantity_parts import antecedent, increment_start, is_part, quotes_closed, running_total, whole_of
from allegedly.mentions.quantity_people import ARTICLES, BOTH, ZERO, read_both, read_people, read_zero
from allegedly.mentions.quantity_units import WHEN, WHEN_BEFORE, Unit, age_at, is_no_quantity, money_before, unit_after
from allegedly.records import Sentence, Token

DOZEN = 12


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


def find_quantities(sentence: Sentence) -> list[QuantityMention]:
    """The quantities of `sentence` in text order; none overlap, but that a counted whole lies in its part's mention."""
    tokens = sentence.tokens
    begins = starters()
    found: list[QuantityMention] = []
    k = reached = 0
    while k < len(tokens):
        lower = tokens[k].lower
        mention: QuantityMention | None = None
        last = k + 1
        if lower[0].isdecimal() or lower in begins:
            number = read_number(tokens, k)
            if number is not None:
                last = number.last
                mention, last = _counted(tokens, number, reached)
        if mention is None and last == k + 1 and lower in ARTICLES | ZERO | BOTH:
            mention, last = _uncounted(tokens, k)
        if mention is not None and found and (family := _family(found[-1], mention, tokens)) is not None:
            found[-1], mention = family, None
        if mention is not None and (
            not found or mention.start >= found[-1].end or (mention.noun or mention.number) is found[-1].subset_of
        ):
            found.append(mention)
            reached = max(last, reached)
        k = max(last, k + 1)
    return found


def _family(first: QuantityMention, second: QuantityMention, tokens: Sequence[Token]) -> QuantityMention | None:
    """A couple and those who are theirs as one quantity: "a couple and their three children" are five; else None."""
    if first.number.lower != "couple" or first.noun is not None or second.kind != "count" or second.noun is None:
        return None
    between = [t.lower for t in tokens if first.end <= t.start < second.number.start]
    if between != ["and", "their"] or second.best is None or not is_person(second.noun):
        return None
    lower, upper = (
        None if a is None or b is None else a + b for a, b in ((first.lower, second.lower), (first.upper, second.upper))
    )
    return replace(first, end=second.end, lower=lower, upper=upper, best=second.best + 2, of="person", stated=second.best + 2)


# ------------------------------------------------------------------ numbers


def _counted(tokens: Sequence[Token], number: Number, reached: int) -> tuple[QuantityMention | None, int]:
    """The mention of a number, and the place in `tokens` where reading goes on."""
    ranged = read_range(tokens, number)
    whole = ranged or number
    first = whole.first
    if ranged and first and tokens[first - 1].lower in {"between", "from"}:
        first -= 1
    age = age_at(tokens, whole)
    if age is not None:
        return _measured(tokens, whole, first, Unit(whole.last, age, "a", "age", 1), []), age
    unit = unit_after(tokens, whole.last)
    if unit is not None and ranged is None and (pair := _repeated_unit(tokens, whole, unit)) is not None:
        whole, unit = pair
        if first and tokens[first - 1].lower in {"between", "from"}:
            first -= 1
    sign = money_before(tokens, first)
    if sign is not None:
        return _money(tokens, whole, sign)
    if unit is None and (is_no_quantity(tokens, whole) or _lacks_currency(tokens, whole)):
        return None, whole.last
    if unit is not None and not (unit.kind in {"duration", "weight"} and is_no_quantity(tokens, whole)):
        begins, effects = qualifiers_before(tokens, first)
        return _measured(tokens, whole, begins, unit, effects), unit.last
    return _count(tokens, whole, first, max(reached, 0))


def _lacks_currency(tokens: Sequence[Token], number: Number) -> bool:
    """Whether digits end in "m", "b" or "t" with no currency beside them: metres, bytes or a name, but no million."""
    return number.figures and tokens[number.first].lower[-1] in "mbt" and tokens[number.first].lower[-2:-1].isdecimal()


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
    return _mention(
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
    return _mention(tokens, first, last, bounded, number, kind="money", unit=code, stated=amount.best), last


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
    noun, whole, end = _what(tokens, number, last)
    if noun is None and whole is None and _is_state_of(tokens, number, end):
        end += 1
    if effect is None and end > last:
        after, effect = qualifier_after(tokens, end)
        if effect:
            end, effects = after, [*effects, effect]
    first = increment_start(tokens, first)
    subset_of = whole or whole_of(tokens, first)
    subset = whole is not None or is_part(tokens, first)
    amount = apply(number.amount, effects, whole=not number.part)
    if number.value == DOZEN and tokens[number.last - 1].lower == "dozen":
        amount = replace(amount, best=None, approximate=True)  # the ruling: vague, no best
    if more and noun is None and tokens[last].lower == "more":
        end = last + 1
    end = quotes_closed(tokens, first, end)
    return _mention(
        tokens,
        first,
        end,
        amount,
        number,
        kind="fraction" if number.part else "count",
        unit=None,
        stated=number.value,
        noun=noun,
        of=population(noun, tokens, last) if noun is not None else None,
        subset=subset or number.part,
        subset_of=subset_of,
        cumulative=cumulative,
    ), max(last if _counts_whole(tokens, last, whole) else _resume(tokens, last, end), number.last)


def _resume(tokens: Sequence[Token], last: int, end: int) -> int:
    """Where reading goes on: before a second number that shares the noun ("four ballistic and two cruise missiles")."""
    return next((k for k in range(last, end) if tokens[k].tag == "CD" and tokens[k].text not in DASHES), end)


def _what(tokens: Sequence[Token], number: Number, last: int) -> tuple[Token | None, Token | None, int]:
    """The counted noun, the whole ("the drones" of "53 of the drones"), and where the mention ends."""
    inner = of_phrase(tokens, last)
    if inner is not None:
        return _what_of(tokens, number, last, inner)
    noun = counted_noun(tokens, number.first, last) if last == len(tokens) or tokens[last].lower != "of" else None
    if noun is None:
        return None, None, last
    end = noun.i - tokens[0].i + 1
    second = next((k for k in range(last, end) if tokens[k].tag == "CD"), None)
    if second is not None and any(t.tag == "CC" for t in tokens[last:second]):
        end = next(k for k in range(last, second) if tokens[k].tag == "CC")
    return noun, None, end


def _what_of(tokens: Sequence[Token], number: Number, last: int, inner: Token) -> tuple[Token | None, Token | None, int]:
    """The counted noun, the whole and the end of the mention where "of" stands at `tokens[last]` and governs `inner`."""
    end = inner.i - tokens[0].i + 1
    if inner.lower in {"whom", "which"} and (meant := antecedent(inner)) is not None:
        return None, meant, end
    if inner.lower in {"them", "whom", "which"} and (named := _named_after(tokens, end)) is not None:
        return named, inner, named.i - tokens[0].i + 1
    part = _counts_whole(tokens, last, inner) or is_definite(inner) or number.part or inner.lower in STATES
    return (None, inner, end) if part else (inner, None, end)


def _counts_whole(tokens: Sequence[Token], last: int, whole: Token | None) -> bool:
    """Whether the whole has a number of its own ("34 of 47 drones"): then it is a mention too, inside that of its part."""
    return whole is not None and (whole.tag == "CD" or any(c.dep == "nummod" and c.i > tokens[last].i for c in whole.children))


def _is_state_of(tokens: Sequence[Token], number: Number, at: int) -> bool:
    """Whether the word at `at` is a state used as the counted noun ("48 detained", "five dead"), not the clause's verb."""
    if at >= len(tokens) or tokens[at].lower not in STATES:
        return False
    state, last = tokens[at], tokens[number.last - 1]
    if state.tag == "VBN" or state.head.lemma == "leave" or state.dep in {"oprd", "acomp", "ccomp", "conj"}:
        return False
    return (last.dep == "nummod" and last.head is state) or (state.head is last and state.dep in {"amod", "acl", "advmod"})


def _named_after(tokens: Sequence[Token], k: int) -> Token | None:
    """The noun that closes "three of them children", "one of them a nurse": no verb follows it."""
    at = k
    while at < len(tokens) and at < k + 4 and (tokens[at].tag in {"JJ", "NN", "NNP", "DT"} or tokens[at].tag in {"NNS", "NNPS"}):
        at += 1
    closed = at == len(tokens) or tokens[at].text in {",", ".", ";", ")", "–", "—", "-"} or tokens[at].tag == "CC"
    noun = tokens[at - 1]
    return noun if at > k and closed and noun.tag in {"NN", "NNS", "NNPS"} else None


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
    return _mention(tokens, first, number.last + 2, amount, number, kind="count", unit=None, stated=number.value, of="person")


# ------------------------------------------------------------------ articles and zero


def _uncounted(tokens: Sequence[Token], k: int) -> tuple[QuantityMention | None, int]:
    zero = read_zero(tokens, k)
    if zero is not None:
        number = Number(k, k + 1, exact(0))
        of = population(zero.noun, tokens, k) if zero.noun is not None else zero.of
        return _mention(
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
    both = read_both(tokens, k)
    if both is not None:
        last = both.i - tokens[0].i + 1
        number, of = Number(k, k + 1, exact(2)), population(both, tokens, k + 1)
        return _mention(tokens, k, last, exact(2), number, kind="count", unit=None, stated=2, noun=both, of=of), last
    people = read_people(tokens, k)
    if people is None:
        return None, k + 1
    number = Number(k, k + 1, exact(people.number))
    partitive = is_part(tokens, k)
    mention = _mention(
        tokens,
        people.first,
        people.last,
        exact(people.number),
        number,
        kind="article",
        unit=None,
        stated=people.number,
        noun=people.noun,
        of=people.of,
        subset=partitive,
        subset_of=whole_of(tokens, k),
        cumulative=False if people.more else None,
    )
    return mention, people.last


def _mention(  # noqa: PLR0913  the fields of one value
    tokens: Sequence[Token],
    first: int,
    last: int,
    amount: Amount,
    number: Number,
    *,
    kind: str,
    unit: str | None,
    stated: float | None,
    noun: Token | None = None,
    of: str | None = None,
    subset: bool = False,
    subset_of: Token | None = None,
    cumulative: bool | None = None,
) -> QuantityMention:
    return QuantityMention(
        start=tokens[first].start,
        end=tokens[last - 1].end,
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
    )
