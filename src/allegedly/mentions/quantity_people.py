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
# Where the name of a people stands for one of them, not for their tongue or faith.
ONE_OF_A_PEOPLE = frozenset({"nsubj", "nsubjpass", "dobj", "conj"})
GROUPS = frozenset({"family", "group", "crew", "party", "squad", "household"})


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
    if article.dep == "det" and noun.i > article.i and _is_one_case(article, noun):
        return People(k, noun.i - tokens[0].i + 1, 1.0, noun, "case", more=article.lower == "another")
    if not (article.lower in ARTICLES and article.dep == "det" and _is_one_person(noun) and noun.i > article.i):
        return None
    if (members_of := _members_of(tokens, noun)) is not None:
        return People(k, members_of[1], members_of[0], noun, "person", more=article.lower == "another")
    members = [(2.0 if noun.lower == "couple" else 1.0, noun)]
    token = noun
    while len(members) < MOST_MEMBERS:
        following = next((c for c in token.children if c.dep == "conj" and c.i > token.i), None)
        if following is None or (count := _member(tokens, following)) is None:
            break
        members.append((count, following))
        token = following
    populations = {_population(member, tokens) for _, member in members}
    of = populations.pop() if len(populations) == 1 and noun.lower != "couple" else "person"
    return People(k, members[-1][1].i - tokens[0].i + 1, sum(c for c, _ in members), noun, of, article.lower == "another")


def _population(member: Token, tokens: Sequence[Token]) -> str:
    named = population(member, tokens, max(0, member.i - tokens[0].i - 2)) if is_person(member) else None
    return named or "person"


def _is_one_person(noun: Token) -> bool:
    if noun.lower == "couple":
        return True
    if noun.tag not in {"NN", "NNP"} or noun.dep in {"compound", "nmod", "amod"} or noun.lower in {"people", "troop"} | STATES:
        return False
    # "A Uruguayan died": the name of a people in the singular.
    return is_person(noun) or (noun.ent == "NORP" and noun.dep in ONE_OF_A_PEOPLE)


def _is_one_case(article: Token, noun: Token) -> bool:
    """Whether it is one case of a disease: "a lassa fever case", "the index case"."""
    if noun.lower != "case" or noun.tag != "NN":
        return False
    kinds = {c.lower for c in noun.children if c.dep in {"compound", "amod", "nmod"}}
    return "index" in kinds or (
        article.lower in ARTICLES and any(c.dep == "compound" and c.tag in {"NN", "NNP"} for c in noun.children)
    )


def counts_members(tokens: Sequence[Token], k: int) -> bool:
    """Whether the article `tokens[k]` stands before people who are more than one: "a married couple", "a family of seven"."""
    noun = tokens[k].head
    if tokens[k].dep != "det" or noun.i <= tokens[k].i or noun.tag != "NN":
        return False
    at = noun.i - tokens[0].i + 1
    if noun.lower == "couple":
        return at == len(tokens) or not (tokens[at].lower in {"of", "more"} or tokens[at].tag in {"NNS", "CD"})
    return _members_of(tokens, noun) is not None


def _members_of(tokens: Sequence[Token], noun: Token) -> tuple[float, int] | None:
    """How many a family or a group is, and where that ends: "a family of seven"; None if it is not said so."""
    at = noun.i - tokens[0].i + 1
    if noun.lower not in GROUPS or at + 1 >= len(tokens) or tokens[at].lower != "of":
        return None
    number = read_number(tokens, at + 1)
    if number is None or number.value is None or number.part:
        return None
    counted = number.last < len(tokens) and tokens[number.last].tag.startswith(("NN", "JJ"))
    return None if counted else (number.value, number.last)


def joined_people(tokens: Sequence[Token], noun: Token | None, end: int) -> int:
    """Where "men and boys", "women, children and babies" end after the counted `noun`; 0 if no other people share its number."""
    if noun is None or noun.tag not in {"NNS", "NNPS"} or not is_person(noun) or noun.i - tokens[0].i + 1 != end:
        return 0
    last, at = 0, end
    while at + 1 < len(tokens) and tokens[at].lower in {",", "and", "or"}:
        following = tokens[at + 1] if tokens[at + 1].lower not in {"and", "or"} else tokens[min(at + 2, len(tokens) - 1)]
        if following.tag not in {"NNS", "NNPS"} or not is_person(following) or any(c.i < following.i for c in following.children):
            break
        last = at = following.i - tokens[0].i + 1
    return last if last and any(t.lower in {"and", "or"} for t in tokens[end:last]) else 0


def is_both_of_told(tokens: Sequence[Token], k: int) -> bool:
    """Whether "both" stands for two just told: "two missiles were fired; both were downed"."""
    both = tokens[k]
    return both.lower == "both" and both.dep in {"nsubj", "nsubjpass", "dobj"} and not list(both.children)


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
    if noun.dep == "appos" and noun.head.i < tokens[k].i:
        return None  # "two reservists, both fathers": they are counted already
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
