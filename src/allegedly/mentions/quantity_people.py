"""People counted without a number: "a woman", "a man and his son", "no one", "no soldiers"."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from allegedly import tables
from allegedly.mentions.numbers import read_number
from allegedly.mentions.quantity_nouns import FARTHEST_NOUN, NOUN_TAGS, STATES, is_person, of_phrase, people, population
from allegedly.mentions.weapons import weapon_classes
from allegedly.records import Token

ARTICLES = frozenset({"a", "an", "another", "one"})
ZERO = frozenset({"no", "none", "nobody", "zero", "neither", "not"})
BOTH = frozenset({"both"})
POSSESSIVES = frozenset({"his", "her", "their", "its"})
# "No reason", "no longer": a lack of what cannot be counted is no zero.
MOST_MEMBERS = 6


class People(NamedTuple):
    """A coordination of people counted by articles at `tokens[first:last]`."""

    first: int
    last: int
    number: float
    noun: Token | None
    of: str | None
    more: bool


class Zero(NamedTuple):
    """A count of none at `tokens[first:last]`; `whole` is what none is "of"."""

    first: int
    last: int
    noun: Token | None
    of: str | None
    whole: Token | None


@functools.cache
def countable_things() -> frozenset[str]:
    """Singular nouns of things of which "no" makes a count of none: "no convoy", but not "no reason"."""
    return frozenset(row["word"] for row in tables.rows("counted_things"))


def read_people(tokens: Sequence[Token], k: int) -> People | None:
    """The people that begin with the article `tokens[k]`; None if it stands before anything else."""
    article = tokens[k]
    noun = article.head
    if k > 1 and tokens[k - 1].lower in {"them", "whom"} and tokens[k - 2].lower == "of":
        return None
    if article.lower == "another" and article.dep in {"dobj", "nsubjpass"}:
        return People(k, k + 1, 1.0, None, None, more=True)
    if not (article.dep == "det" and _is_one_person(noun) and noun.i > article.i):
        return None
    members = [(1.0, noun)]
    token = noun
    while len(members) < MOST_MEMBERS:
        following = next((c for c in token.children if c.dep == "conj" and c.i > token.i), None)
        if following is None or (count := _member(tokens, following)) is None:
            break
        members.append((count, following))
        token = following
    populations = {population(member, tokens, max(0, member.i - tokens[0].i - 2)) or "person" for _, member in members}
    of = populations.pop() if len(populations) == 1 else "person"
    return People(k, members[-1][1].i - tokens[0].i + 1, sum(c for c, _ in members), noun, of, article.lower == "another")


def _is_one_person(noun: Token) -> bool:
    if noun.tag not in {"NN", "NNP"} or noun.dep in {"compound", "nmod", "amod"} or noun.lower in {"people", "troop"} | STATES:
        return False
    return is_person(noun)


def _member(tokens: Sequence[Token], noun: Token) -> float | None:
    """How many a further member of the coordination adds, None if it is not counted by article or possessive."""
    if not is_person(noun) or noun.tag not in NOUN_TAGS:
        return None
    owned = any(c.lower in POSSESSIVES and c.dep == "poss" for c in noun.children)
    number = next((c for c in noun.children if c.dep == "nummod"), None)
    if number is not None:
        found = read_number(tokens, number.i - tokens[0].i) if owned else None
        return found.value if found else None
    if noun.tag in {"NNS", "NNPS"}:
        return None
    single = any(c.lower in ARTICLES and c.dep == "det" for c in noun.children)
    return 1.0 if owned or single else None


def read_both(tokens: Sequence[Token], k: int) -> Token | None:
    """The noun of "both drones", "both of the men" that `tokens[k]` counts as two; None for "both A and B" and for sides."""
    if tokens[k].lower not in BOTH:
        return None
    noun = of_phrase(tokens, k + 1) or tokens[k].head
    if tokens[k].dep not in {"det", "predet", "nummod"} and noun is tokens[k].head:
        return None
    if noun.tag not in {"NNS", "NNPS"} or not 0 < noun.i - tokens[k].i < FARTHEST_NOUN:
        return None
    stem = noun.lemma.lower()
    return noun if is_person(noun) or stem in weapon_classes() or stem in countable_things() else None


def read_zero(tokens: Sequence[Token], k: int) -> Zero | None:  # noqa: PLR0911  one word after another
    """The zero that begins at `tokens[k]`: "no soldiers", "nobody", "no one", "none of the drones"."""
    word = tokens[k].lower
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    if word == "nobody":
        return Zero(k, k + 1, None, "person", None)
    if word in {"none", "neither"}:
        whole = of_phrase(tokens, k + 1)
        if whole is None:
            return Zero(k, k + 1, None, None, None) if word == "none" and tokens[k].dep in {"nsubj", "nsubjpass", "dobj"} else None
        return Zero(k, whole.i - tokens[0].i + 1, None, None, whole)
    if following is None:
        return None
    if word == "not":
        return _not_one(tokens, k)
    if following.lower == "one" and word == "no":
        return Zero(k, k + 2, None, "person", None)
    return _zero_noun(tokens, k) if word in {"no", "zero"} else None


def _not_one(tokens: Sequence[Token], k: int) -> Zero | None:
    """As in "not a single tank", "not one soldier"; None for any other "not"."""
    run = [t.lower for t in tokens[k + 1 : k + 3]]
    if run != ["a", "single"] and run[:1] != ["one"]:
        return None
    noun = tokens[k + 2 if run == ["a", "single"] else k + 1].head
    if noun.tag not in NOUN_TAGS or not 1 < noun.i - tokens[k].i < FARTHEST_NOUN:
        return None
    return Zero(k, noun.i - tokens[0].i + 1, noun, None, None)


def _zero_noun(tokens: Sequence[Token], k: int) -> Zero | None:
    noun = tokens[k].head
    if noun.i <= tokens[k].i or noun.tag not in NOUN_TAGS or noun.i - tokens[k].i > 4 or tokens[k].dep not in {"det", "nummod"}:  # noqa: PLR2004
        return None
    lemma = noun.lemma.lower()
    countable = noun.tag in {"NNS", "NNPS"} or lemma in people() or lemma in weapon_classes() or lemma in countable_things()
    return Zero(k, noun.i - tokens[0].i + 1, noun, None, None) if countable else None
