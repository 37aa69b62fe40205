"""How a quantity relates to others: a part of a whole, an increment, a running total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from allegedly.mentions.quantity_nouns import is_person
from allegedly.records import Token

QUOTES = frozenset("\"“”‘’'")
INCREMENTS = frozenset({"another", "further", "additional", "extra"})
TOTALS = frozenset({("total", "of"), ("total", "to"), ("in", "total"), ("in", "all"), ("so", "far"), ("to", "date")})
RUNNING = frozenset(
    {
        "rise",
        "climb",
        "grow",
        "jump",
        "increase",
        "raise",
        "bring",
        "take",
        "push",
        "soar",
        "go",
        "reach",
        "pass",
        "surpass",
        "exceed",
        "stand",
        "top",
        "lift",
    }
)
TALLIES = frozenset({"toll", "total", "tally", "number", "count", "figure", "deaths", "losses", "casualties", "dead"})
PARTITIVES = frozenset({"including", "among", "amongst"})


def increment_start(tokens: Sequence[Token], first: int) -> int:
    """Where a quantity begins with the words that make it an increment: "a further 46", "another five"."""
    if not first or tokens[first - 1].lower not in INCREMENTS:
        return first
    return first - 2 if first > 1 and tokens[first - 2].lower in {"a", "an"} else first - 1


def quotes_closed(tokens: Sequence[Token], first: int, end: int) -> int:
    """The end of a mention that takes in the closing quotation mark of one opened inside it."""
    opened = sum(t.text in QUOTES for t in tokens[first:end])
    return end + 1 if opened % 2 and end < len(tokens) and tokens[end].text in QUOTES else end


def antecedent(pronoun: Token) -> Token | None:
    """The noun that "which" or "whom" stands for: the one its relative clause hangs on."""
    noun = next((t.head for t in pronoun.ancestors() if t.dep == "relcl" and t.head.tag.startswith("NN")), None)
    if noun is None or is_person(noun) or (pronoun.lower != "whom" and noun.tag != "NN"):
        return noun
    if pronoun.lower != "whom":
        # "14 missiles at the base, of which 13 were downed": of one thing 13 can be no part.
        counted = [t for t in noun.sentence.tokens[: noun.i - noun.sentence.tokens[0].i] if t.child("nummod") is not None]
        return next((t for t in reversed(counted) if t.tag == "NNS"), noun)
    # "Patients with burns, 13 of whom": the people named last, whatever the parser hung the clause on.
    before = [t for t in pronoun.sentence.tokens if t.i < pronoun.i]
    return next((t for t in reversed(before) if t.tag in {"NNS", "NNPS"} and is_person(t)), noun)


def running_total(tokens: Sequence[Token], number_first: int, last: int, first: int) -> bool | None:
    """Whether the words around a number make it a running total (True) or an increment (False); None if neither."""
    before = tuple(t.lower for t in tokens[max(0, first - 3) : first])
    after = tuple(t.lower for t in tokens[last : last + 4])
    if (before and before[-1] in INCREMENTS) or (
        after and after[0] in {"more", "additional", "further"} and "than" not in after[:2]
    ):
        return False
    if before[-2:] in TOTALS or any(pair in TOTALS for pair in pairwise(after)):
        return True
    return _is_running(tokens[number_first])


def _is_running(number: Token) -> bool | None:
    """True where a tally is said to have moved to this figure ("the toll has risen to nine")."""
    head = number.head
    if head.lower in {"to", "at"} and head.dep == "prep":
        head = head.head
    elif number.dep not in {"dobj", "attr"} and head.dep not in {"dobj", "pobj"}:
        return None
    else:
        head = head if head.pos == "VERB" else head.head
        head = head.head if head.lower == "to" else head
    if head.lemma.lower() not in RUNNING:
        return None
    return True if any(c.lower in TALLIES or c.lemma.lower() in TALLIES for c in head.children) else None


def all_but_start(tokens: Sequence[Token], first: int) -> int | None:
    """Where "all but three of the 24" begins if the number at `tokens[first]` is what is left out; None otherwise."""
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    return first - 2 if before in (["all", "but"], ["all", "except"]) else None


def fronted_whole(tokens: Sequence[Token]) -> Token | None:
    """The whole with which a sentence begins, of which its bare numbers are parts: "Of the 57 drones, 52 were shot down"."""
    opening = next((t for t in tokens[:4] if t.lower == "of" and t.dep == "prep" and t.head.pos in {"VERB", "AUX", "NUM"}), None)
    if opening is None or any(t.pos not in {"PUNCT", "CCONJ", "ADV"} for t in tokens[: opening.i - tokens[0].i]):
        return None
    return next((c for c in reversed(list(opening.children)) if c.dep in {"pobj", "pcomp"}), None)


def is_part(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words before `tokens[first]` make what begins there a part: "including", "of which", "among them"."""
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    if not before:
        return False
    if before[0] == "of" and before[-1] in {"which", "whom"}:
        return True
    return before[-1] in PARTITIVES or (
        len(before) > 1 and before[0] in PARTITIVES and before[1] in {"them", "whom", "these", "at"}
    )


def whole_of(tokens: Sequence[Token], first: int) -> Token | None:
    """The noun before "including" or "among them", of which this is a part, when it is a noun."""
    if not is_part(tokens, first):
        return None
    at = first - 1 if tokens[first - 1].lower in PARTITIVES else first - 2
    if tokens[at].lower == "of":
        return antecedent(tokens[first - 1])
    head = tokens[at].head
    return head if head.tag in {"NNS", "NN", "NNP", "NNPS", "CD"} and head.i < tokens[at].i else None
