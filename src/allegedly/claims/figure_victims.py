"""Single victims that no number or article counts: "the driver of the bus was killed", "the groom's father and three children"."""

from __future__ import annotations

from dataclasses import replace

from allegedly.claims.clauses import is_passive
from allegedly.claims.figure_measures import SUFFERING
from allegedly.claims.figure_words import of_verb
from allegedly.mentions.numbers import tidy
from allegedly.mentions.quantities import QuantityMention
from allegedly.mentions.quantity_nouns import NOUN_TAGS, STATES, is_person, lemma, population
from allegedly.records import Token

# What happens to people one by one.
ONE_BY_ONE = frozenset({"killed", "wounded", "missing", "captured", "detained"})
VICTIM_TYPES = frozenset({"casualties", "detention", "attack_on_civilians"})
# Singular nouns for more than one person.
COLLECTIVE = STATES | frozenset(
    {
        "people",
        "troop",
        "staff",
        "crew",
        "family",
        "police",
        "personnel",
        "public",
        "population",
        "couple",
        "military",
        "enemy",
        "group",
    }
    | {"team", "medical", "infantry", "army", "force", "unit", "squad", "patrol", "militia", "community", "majority", "number"}
)
# Determiners that pick out no one.
OPEN = frozenset({"no", "any", "every", "each", "either", "neither", "some", "what", "which", "many"})


def only_victim(trigger: Token, event_type: str) -> tuple[str, QuantityMention] | None:
    """The measure and the quantity 1…1 of the one definite person to whom `trigger` happens; None if there is none such."""
    if event_type not in VICTIM_TYPES or trigger.pos not in {"VERB", "AUX"}:
        return None
    measure = of_verb(trigger, "patient", "person")
    suffers = is_passive(trigger) or trigger.lemma.lower() in SUFFERING
    noun = trigger.child("nsubjpass", "nsubj") if suffers else trigger.child("dobj")
    if measure not in ONE_BY_ONE or noun is None or not is_one_definite(noun):
        return None
    if any(c.dep == "conj" for c in noun.children):
        return None
    tokens = noun.sentence.tokens
    of = next((c for c in noun.children if c.lower == "of" and c.i == noun.i + 1), None)
    end = max((t.end for t in of.subtree()), default=noun.end) if of is not None else noun.end
    start = _left_edge(noun)
    name = population(noun, tokens, max(0, noun.i - tokens[0].i - 3))
    return measure, QuantityMention(
        start=start,
        end=end,
        lower=1,
        upper=1,
        best=1,
        approximate=False,
        number=noun,
        noun=noun,
        of=name,
        unit=None,
        kind="count",
        subset=False,
        subset_of=None,
        cumulative=None,
        stated=1,
    )


def with_definite(mention: QuantityMention) -> list[QuantityMention]:
    """
    The mention, after the whole that it makes with the one definite person named right before it.

    "Her father and three children" are four, three of them children.
    """
    noun = mention.noun
    if noun is None or noun.dep != "conj" or not is_person(noun) or mention.kind != "count" or mention.best is None:
        return [mention]
    first = noun.head
    has_words = any(c.dep in {"det", "poss"} for c in first.children)
    if not (has_words and is_one_definite(first)) or any(c.dep == "conj" and c is not noun for c in first.children):
        return [mention]
    lower, upper = (None if n is None else tidy(n + 1) for n in (mention.lower, mention.upper))
    whole = replace(mention, start=_left_edge(first), lower=lower, upper=upper, best=tidy(mention.best + 1), noun=None, of="person")
    return [whole, replace(mention, subset=True)]


def is_one_definite(noun: Token) -> bool:
    """Whether a noun names one particular person without a count: "the driver", "her son", but no name."""
    if noun.tag not in {"NN", "NNP"} or noun.ent == "PERSON" or lemma(noun) in COLLECTIVE or not is_person(noun):
        return False
    if any(c.dep == "compound" and c.ent == "PERSON" for c in noun.children):
        return False
    if any(c.dep in {"nummod", "quantmod", "appos"} and c.tag in {"CD", *NOUN_TAGS} for c in noun.children):
        return False
    return not any(c.dep in {"det", "amod"} and c.lower in OPEN | {"a", "an", "another"} for c in noun.children)


def _left_edge(noun: Token) -> int:
    left = [c for c in noun.children if c.i < noun.i and c.dep in {"det", "poss", "amod", "compound", "nmod", "case"}]
    return min((t.start for c in left for t in c.subtree()), default=noun.start)
