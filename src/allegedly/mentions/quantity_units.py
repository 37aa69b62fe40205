"""Units of measure beside a number: money, length, area, time, weight; and what is no quantity at all."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from allegedly import tables
from allegedly.mentions.numbers import DASHES, Number, touches
from allegedly.mentions.quantity_bounds import FIRST_YEAR, LAST_YEAR
from allegedly.mentions.quantity_nouns import is_person
from allegedly.records import Token

LONGEST_UNIT = 3
LIFE_TIMES = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days"})
OLDEST = 115
# "Children under 12", "13 of them under five": an age where nothing counted follows.
AGED = frozenset({"them", "whom", "those", "children", "people", "boys", "girls", "men", "women", "all", "civilians"})
MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
CLOCK = frozenset({"am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "gmt", "utc", "cet", "est", "edt", "bst", "ist"})
YEAR_PREPOSITIONS = frozenset({"in", "since", "until", "till", "before", "during", "between", "-", "–", "("})
HUNDRED, LONGEST_MONTH = 100, 31
# With these, "three days" says when, not how long.
WHEN = frozenset({"ago", "earlier", "later", "before", "after", "prior", "since"})
WHEN_BEFORE = frozenset({"last", "past", "within", "previous", "next", "coming", "recent", "first", "after", "in", "every", "only"})
PHONE_DIGITS = 7
COUNTED_BY_ARTICLE = frozenset({"distance", "weight", "physical", "money"})
# Units that are other things as well, so that "a foot" counts none.
OTHER_SENSES = frozenset({"foot", "yard", "degree", "pound", "magnitude", "ton", "barrel", "mark", "cup", "bit", "rem", "rad"})
LONGEST_SYMBOL = 2


class Unit(NamedTuple):
    """A unit at `tokens[first:last]`: its code, kind of quantity and factor to the record's unit."""

    first: int
    last: int
    code: str
    kind: str
    factor: float


@functools.cache
def _units() -> dict[tuple[str, ...], tuple[str, str, float]]:
    return {tuple(row["word"].lower().split()): (row["unit"], row["kind"], float(row["factor"])) for row in tables.rows("units")}


@functools.cache
def _openers() -> frozenset[str]:
    return frozenset(run[0] for run in _units())


@functools.cache
def labels() -> frozenset[str]:
    """Nouns after which a number is a name, not a count: "Article 5", "page 3"."""
    return frozenset(row["word"] for row in tables.rows("number_labels"))


def unit_after(tokens: Sequence[Token], last: int) -> Unit | None:
    """The unit that begins at `tokens[last]`, a hyphen before it allowed ("500-kg")."""
    at = last + 1 if last < len(tokens) and tokens[last].text in DASHES else last
    if at >= len(tokens) or tokens[at].lower not in _openers():
        return None
    for size in range(min(LONGEST_UNIT, len(tokens) - at), 0, -1):
        found = _units().get(tuple(t.lower for t in tokens[at : at + size]))
        if found and found[1] != "money sign":
            return Unit(at, at + size, *found)
        if (
            found
            and (tokens[at].text.isupper() or not tokens[at].text[0].isalpha())
            and touches(tokens[at - 1], tokens[at]) | tokens[at].text.isupper()
        ):
            return Unit(at, at + size, found[0], "money", found[2])
    return None


def unit_of(tokens: Sequence[Token], number: Number) -> Unit | None:
    """The unit of a number: what is written on to its digits ("25lbs"), else what begins after it."""
    if not number.attached:
        return unit_after(tokens, number.last)
    found = _units().get((number.attached,))
    return Unit(number.last - 1, number.last, *found) if found and found[1] != "money sign" else None


def unit_of_one(tokens: Sequence[Token], k: int) -> Unit | None:
    """The unit of which the article `tokens[k]` makes one ("a mile from the border"); None in rates ("60 km an hour")."""
    unit = unit_after(tokens, k + 1)
    if unit is None or unit.kind not in COUNTED_BY_ARTICLE or tokens[unit.first].text in DASHES:
        return None
    last = tokens[unit.last - 1]
    if last.tag != "NN" or last.dep in {"compound", "nmod"} or last.lower in OTHER_SENSES or len(last.text) <= LONGEST_SYMBOL:
        return None
    before = tokens[k - 1] if k else None
    return None if before is not None and (before.tag in {"CD", "NNS", "NN"} or before.lower in {"such", "per"}) else unit


def money_before(tokens: Sequence[Token], first: int) -> Unit | None:
    """The currency sign or code right before `tokens[first]`."""
    if first == 0:
        return None
    sign = tokens[first - 1]
    found = _units().get((sign.lower,))
    if found and found[1] == "money sign" and (not sign.text[0].isalpha() or sign.text[0].isupper()):
        return Unit(first - 1, first, found[0], "money", 1)
    return None


def age_at(tokens: Sequence[Token], number: Number) -> int | None:
    """Where an age that begins with `number` ends ("four-year-old", "aged 34", "Maria, 43,"), else None."""
    at, first = number.last, number.first
    run = [t.lower for t in tokens[at : at + 5] if t.text not in DASHES][:2]
    if run[1:] in (["old"], ["olds"]) and run[0] in LIFE_TIMES:
        while tokens[at].lower not in {"old", "olds"}:
            at += 1
        return at + 1
    before = [t.lower for t in tokens[max(0, first - 3) : first]]
    under = len(before) > 1 and before[-1] in {"under", "over"} and before[-2] in AGED and _ends_phrase(tokens, at)
    if under or (
        before
        and (
            before[-1] in {"aged", "age", "ages"}
            or before[-2:] in (["age", "of"], ["ages", "of"], ["aged", "between"], ["age", "between"])
        )
    ):
        return at
    if before and before[-1] == "and" and first > 3 and tokens[first - 3].lower in {"aged", "between"}:  # noqa: PLR2004
        return at if tokens[first - 3].lower == "aged" else None
    if not number.figures or number.value is None or not 0 < number.value <= OLDEST or first < 2:  # noqa: PLR2004
        return None
    closed = at == len(tokens) or tokens[at].text in {",", ")", ".", ";"} or tokens[at].lower in {"and", "who"}
    return at if closed and tokens[first - 1].text in {",", "("} and _has_an_age(tokens, first) else None


def _has_an_age(tokens: Sequence[Token], first: int) -> bool:
    """Whether it is one person before the comma: "Maria, 43,", "her grandmother, 71,"."""
    who = tokens[first - 2]
    named = who.pos == "PROPN" and who.lower not in MONTHS and tokens[first].head.i <= who.i
    return named or (who.tag == "NN" and is_person(who))


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether no noun follows for a number to count."""
    return at == len(tokens) or not tokens[at].tag.startswith(("NN", "JJ"))


def is_no_quantity(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a number is a date, a clock time, a model, a label, a telephone or list number."""
    first, last = number.first, number.last
    if not number.figures:
        return _is_label(tokens, number) or _is_oblique_one(tokens, number)
    return (
        _is_date(tokens, number)
        or _is_clock(tokens, last, tokens[first].text)
        or _is_fragment(tokens, first, last)
        or _is_label(tokens, number)
        or _is_bare_code(tokens, number)
    )


def _is_date(tokens: Sequence[Token], number: Number) -> bool:
    first, last = number.first, number.last
    following = tokens[last] if last < len(tokens) else None
    before = tokens[first - 1] if first else None
    exact = number.value if number.value is not None else 0
    if following is not None and _is_month(following) and exact <= LONGEST_MONTH:
        return True
    if before is not None and _is_month(before) and (exact < HUNDRED or FIRST_YEAR <= exact <= LAST_YEAR):
        # "in May 89 people died" counts people; "20 May 89" and "May 8" are dates.
        return not _counts_plural(tokens[last - 1]) or (first > 1 and tokens[first - 2].text.isdecimal())
    if last - first > 1 or not tokens[first].text.isdecimal() or not FIRST_YEAR <= exact <= LAST_YEAR:
        return False
    return not _counts_plural(tokens[first]) or (before is not None and before.lower in YEAR_PREPOSITIONS)


def _is_month(token: Token) -> bool:
    if token.lower.rstrip(".") not in MONTHS:
        return False
    # Wire text in capitals has lost them; there the parser must take "may" and "march" for names.
    return token.text[0].isupper() or token.tag in {"NNP", "NN", "CD"} or token.lower not in {"may", "march", "mar"}


def _counts_plural(token: Token) -> bool:
    return token.dep == "nummod" and token.head.i == token.i + 1 and token.head.tag in {"NNS", "NNPS"}


def _is_clock(tokens: Sequence[Token], last: int, text: str) -> bool:
    following = tokens[last].lower if last < len(tokens) else ""
    if (following in CLOCK and tells_time(text)) or (
        following == "local" and last + 1 < len(tokens) and tokens[last + 1].lower == "time"
    ):
        return True
    if len(text) != 4 or not text.isdecimal() or int(text[:2]) > 23 or int(text[2:]) > 59:  # noqa: PLR2004  "1800 hours", "at 2130"
        return False
    at = tokens[last - 2] if last > 1 else None
    plain = (
        at is not None
        and at.lower in {"at", "about", "around"}
        and at.dep in {"prep", "advmod"}
        and not _counts_plural(tokens[last - 1])
    )
    return following in {"hours", "hrs"} or (
        plain and at is not None and at.head.lemma not in {"stand", "put", "remain", "estimate"}
    )


def tells_time(text: str) -> bool:
    """Whether figures can stand on a clock: after a point come two digits, as in "2.13 am"."""
    minutes = text.partition(".")[2]
    return not minutes or (len(minutes) == 2 and minutes.isdecimal() and int(minutes) < 60)  # noqa: PLR2004  minutes of an hour


def _is_fragment(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the digits belong to a longer sign: "Kh-101", "10:30", "020-555", "3-1", "11 / 16 / 1982"."""
    if (first and tokens[first - 1].text == "/") or (last < len(tokens) and tokens[last].text == "/"):
        return True
    if first and touches(tokens[first - 1], tokens[first]):
        sign = tokens[first - 1].text
        if sign[-1].isalnum() or sign in {"/", ":", ".", "#", "'", "’", "_"}:
            return True
        if sign in DASHES and first > 1 and touches(tokens[first - 2], tokens[first - 1]) and tokens[first - 2].text[-1].isalnum():
            return True
    if last < len(tokens) and touches(tokens[last - 1], tokens[last]):
        sign, attached = tokens[last].text, last + 1 < len(tokens) and touches(tokens[last], tokens[last + 1])
        return sign in {"/", ":", "_"} or (sign in DASHES and attached and tokens[last + 1].text[0].isdecimal())
    return False


def _is_label(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the number hangs on the word before it: "Article 5", "Brigade 47", "phase two"."""
    first = number.first
    if first == 0 or number.last - first > 1 or number.value is None:
        return False
    before, head = tokens[first - 1], tokens[number.last - 1].head
    hangs_back = head.i <= before.i and tokens[first].dep not in {"dobj", "pobj", "attr", "nsubj", "nsubjpass", "conj"}
    if before.lower in labels() and before.tag in {"NN", "NNP"} and hangs_back:
        return True
    return number.figures and before.tag == "NNP" and head is before and tokens[first].dep in {"nummod", "appos"}


def _is_oblique_one(tokens: Sequence[Token], number: Number) -> bool:
    """Whether "one" is no count of one: "one another", "this one", "at one point", "one-way", "one of the worst"."""
    token, last = tokens[number.first], number.last
    if token.lower != "one" or number.value != 1:
        return False
    following = tokens[last] if last < len(tokens) else None
    # "One was shot down" counts one of those just told; "one must…" is anybody.
    if (token.tag == "PRP" and token.dep != "nsubjpass") or any(c.dep == "det" or c.tag == "JJ" for c in token.children):
        return True
    if following is None:
        return False
    if following.lower in {"another", "point", "time", "side", "hand", "way", "thing", "place", "end", "word", "moment", "'s"}:
        return True
    if following.lower == "of":
        return any(t.tag in {"JJS", "RBS"} for t in tokens[last : last + 4])
    return False


def _is_bare_code(tokens: Sequence[Token], number: Number) -> bool:
    """Telephone and serial numbers, list numbers, and decimals without a unit."""
    first, last = number.first, number.last
    text = tokens[first].text
    counted = tokens[last - 1].head.i > tokens[last - 1].i and tokens[last - 1].dep == "nummod"
    if len(text) >= PHONE_DIGITS and text.isdecimal() and not counted:
        return True
    decimals = text.partition(".")[2]
    if decimals.isdecimal() and number.scale == 1 and not counted and len(decimals) > 2:  # noqa: PLR2004
        return True
    following = tokens[last].text if last < len(tokens) else ""
    return first == 0 and last == 1 and following in {".", ")"} and last + 1 < len(tokens)
