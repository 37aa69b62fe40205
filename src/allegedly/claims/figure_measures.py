"""What a quantity of a clause measures: killed, launched, displaced…, by its noun, its role and the verb."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from allegedly import tables
from allegedly.claims.clauses import OBJECTS, RELATIVE, SUBJECTS, is_passive
from allegedly.claims.figure_seats import VERBS, Seat, is_tally
from allegedly.mentions.quantities import QuantityMention
from allegedly.mentions.quantity_nouns import STATES, is_person, lemma, population
from allegedly.mentions.weapons import weapon_classes
from allegedly.records import Quantity, Token

PEOPLE_MEASURES = frozenset(
    {"killed", "wounded", "treated", "missing", "captured", "detained", "displaced", "evacuated", "affected", "at_risk"}
)
THING_MEASURES = frozenset({"launched", "intercepted", "hit", "destroyed", "damaged", "other"})
UNIT_MEASURES = {"money": "money", "distance": "distance_km", "area": "area_km2", "duration": "duration"}
ARTICLE_TYPES = frozenset({"casualties", "detention", "displacement", "attack_on_civilians", "sexual_violence"})
ATTACKS = frozenset({"drone_strike", "missile_strike", "air_strike", "shelling"})
PRONOUNS = frozenset({"them", "whom", "these", "those", "which", "us", "who", "this"})
# Verbs whose subject is the one it happens to.
SUFFERING = frozenset(
    {
        "die",
        "perish",
        "succumb",
        "drown",
        "flee",
        "shelter",
        "escape",
        "leave",
        "vanish",
        "disappear",
        "burn",
        "collapse",
        "sink",
        "lose",
        "sleep",
        "miss",
    }
)
FIRED = frozenset({"missile", "drone", "bomb", "rocket", "shell", "munition", "grenade", "torpedo"})
# Words between a number and the state of those it counts: "31 still missing", "four are also wounded".
STILL = frozenset({"still", "also", "are", "were", "remain", "remained", "reported", "more", "others", "feared", "now", "left"})
CAPTIVE = frozenset({"captured", "displaced", "evacuated"})
PARTICLES = frozenset({"prt", "advmod", "prep", "oprd"})


@functools.cache
def _measures() -> dict[tuple[str, str, str], dict[str, str]]:
    """(word, part of speech, role) → population class → measure."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in tables.rows("measures"):
        found.setdefault((row["word"], row["pos"], row["role"]), {}).setdefault(row["population"], row["measure"])
    return found


@functools.cache
def _defaults() -> dict[str, str]:
    """Event type → what a quantity measures there if nothing else says so."""
    return {row["type"]: row["measure"] for row in tables.rows("measure_defaults")}


def of_noun(noun: Token | None) -> str | None:
    """The measure that a noun names by itself: "deaths", "the wounded", "airstrikes"."""
    if noun is None:
        return None
    found = _measures().get((lemma(noun), "noun", "any")) or _measures().get((noun.lower, "noun", "any"))
    return found["any"] if found else None


def of_verb(word: Token, role: str, kind: str) -> str | None:
    """What a verb or verbal noun says of a population `kind` ("person", "weapon", "thing", "any") in `role`."""
    stem = word.lemma.lower()
    # "shot down", "carried out": the particle may change what the verb does.
    phrasal = [f"{stem} {c.lower}" for c in word.children if c.dep in PARTICLES]
    if role == "patient" and any(c.lower == "dead" and c.dep in {"oprd", "acomp", "advmod", "xcomp"} for c in word.children):
        return "killed"
    for name in (*phrasal, stem, word.lower):
        found = _measures().get((name, "verb", role))
        if found is None:
            continue
        if (measure := found.get(kind) or found.get("any")) is not None:
            return measure
        if kind in {"any", "thing"} and name in phrasal:
            return next(iter(found.values()))  # "shot down eight": the particle tells what they are
    return None


def measure_of(  # noqa: PLR0911, PLR0913, PLR0917  one way of knowing after another
    mention: QuantityMention, seat: Seat, trigger: Token, event_type: str, heads: Sequence[Token], kind: str
) -> str | None:
    """What a quantity measures; None where it says nothing about the predicate."""
    if mention.kind in UNIT_MEASURES:
        return UNIT_MEASURES[mention.kind]
    if (own := _of_words(mention, trigger) or _of_state(mention)) is not None:
        return own
    default = _defaults().get(event_type, "other")
    if seat.role == "tally" or (seat.role in {"self", "patient"} and is_tally(trigger)):
        return _of_tally(trigger, heads) or default
    if seat.role == "oblique":
        return "affected" if seat.preposition == "for" and kind == "person" else None
    participle = _participle(seat.anchor)
    verb = next((h for h in heads if h.pos in VERBS), trigger)
    kind = "person" if kind == "thing" and _is_alive(mention, seat, trigger) else kind
    direct = trigger.pos in VERBS and seat.role in {"object", "subject"} and not mention.subset
    for word in (trigger, participle, verb) if direct else (participle, trigger, verb):
        if word is None:
            continue
        role = "patient" if word is participle else _frame(seat, word)
        if (found := of_verb(word, role, kind)) is not None:
            return "evacuated" if found == "deployed" and event_type == "displacement" else found
    if seat.role in {"object", "self", "patient"}:
        return "other" if event_type in ATTACKS and kind != "weapon" else default
    if seat.role == "subject" and event_type == "displacement" and kind in {"person", "any"}:
        return default
    return "other" if seat.role in {"subject", "agent"} and mention.kind in {"count", "zero"} else None


def _is_alive(mention: QuantityMention, seat: Seat, trigger: Token) -> bool:
    """Whether what is counted is killed, and so alive where it is not known for a weapon ("three instructors")."""
    suffers = seat.role == "object" or (seat.role == "subject" and is_passive(trigger))
    return suffers and trigger.lemma.lower() == "kill" and mention.noun is not None and lemma(mention.noun) not in weapon_classes()


def _has_subject(verb: Token) -> bool:
    """Whether a verb has a subject other than a relative pronoun ("of which four were downed")."""
    return any(c.dep in SUBJECTS and c.lower not in RELATIVE for c in verb.children)


def _participle(noun: Token) -> Token | None:
    """
    The participle that says of the counted noun what happened to it: "57 drones sent".

    Where the parser takes it for a finite verb, the one right after the noun that is joined to
    nothing by a conjunction and has no arguments of its own.
    """
    hung = next((c for c in noun.children if c.dep in {"acl", "relcl"} and c.tag in {"VBN", "VBD"} and not _has_subject(c)), None)
    tokens, at = noun.sentence.tokens, noun.i - noun.sentence.tokens[0].i + 1
    if hung is not None or at >= len(tokens):
        return hung
    after = tokens[at]
    misread = after.tag in {"VBN", "VBD"} and after.dep == "conj" and after.head.i < noun.i
    return after if misread and not any(c.dep in {*OBJECTS, *SUBJECTS} for c in after.children) else None


def _of_words(mention: QuantityMention, trigger: Token) -> str | None:
    """The measure in the quantity's own words: "four deaths", "two of the dead", "half of those displaced"."""
    found = of_noun(mention.noun)
    if found is not None and mention.noun is not None and not _undergoes(mention.noun, trigger, found):
        return found
    if mention.subset_of is None or (trigger.pos in VERBS and of_verb(trigger, "patient", "person") in {"killed", "missing"}):
        return None
    participle = next((c for c in mention.subset_of.children if c.dep == "acl"), None)
    return of_noun(mention.subset_of) or (of_verb(participle, "patient", "any") if participle is not None else None)


def _of_state(mention: QuantityMention) -> str | None:
    """The measure of the state that a bare number is given: "14 dead, 30 wounded"."""
    tokens = mention.number.sentence.tokens
    at = mention.number.i - tokens[0].i + 1
    while at < len(tokens) and (tokens[at].start < mention.end or tokens[at].lower in STILL):
        at += 1
    if mention.noun is not None or mention.subset or at >= len(tokens) or tokens[at].lower not in STATES:
        return None
    return of_verb(tokens[at], "patient", "person")


def _of_tally(trigger: Token, heads: Sequence[Token]) -> str | None:
    """What a toll counts: the dead unless it says otherwise ("the number of wounded rose to 30")."""
    tallies = [t for t in (trigger, *(c for h in heads for c in h.children)) if is_tally(t)]
    for tally in tallies:
        named = next((m for w in _counted_by(tally) if (m := of_noun(w) or of_verb(w, "patient", "person"))), None)
        if named is not None:
            return named
    return "killed" if any(t.lemma.lower() in {"toll", "loss"} for t in tallies) else None


def _counted_by(tally: Token) -> list[Token]:
    """The words that say what a tally counts: itself, those before it, and after "of", but for the events of a toll."""
    found = [tally] if tally.lemma.lower() in {"death", "dead", "casualty", "fatality"} else []
    for child in tally.children:
        if child.dep in {"compound", "amod", "nmod"}:
            found.append(child)
        elif child.lower == "of" and tally.lemma.lower() != "toll":
            for counted in (c for c in child.children if c.dep in {"pobj", "pcomp"}):
                found += [c for c in counted.children if c.dep in {"acl", "amod"} and c.tag in {"VBN", "VBD", "JJ"}] + [counted]
    return found


def _undergoes(noun: Token, trigger: Token, measure: str) -> bool:
    """Whether the verb, not the noun, says what happened: "killed two refugees", but "took 12 prisoners"."""
    if trigger is noun or trigger.pos not in VERBS:
        return False
    own = of_verb(trigger, "patient", "person")
    return own is not None and own != measure and measure in CAPTIVE and trigger.lemma.lower() not in {"take", "hold"}


def _frame(seat: Seat, word: Token) -> str:
    """The role in the terms of the measures table: what undergoes, or the weapon that does it."""
    if seat.role in {"means", "agent"}:
        return "weapon"
    if seat.role != "subject" or word.pos not in VERBS or is_passive(word) or word.lemma.lower() in SUFFERING:
        return "patient"
    return "weapon" if any(c.dep in OBJECTS or c.dep == "prep" for c in word.children) else "patient"


def kind_of(mention: QuantityMention) -> str:
    """The population in the terms of the measures table: person, weapon (what is fired), thing or any."""
    noun = mention.noun or mention.subset_of
    if noun is None or noun.lower in STATES | PRONOUNS or lemma(noun) == "other":
        return "any" if mention.of is None else "person"
    if is_person(noun):
        return "person"
    return "weapon" if is_fired(lemma(noun)) or _phrases().get(_three_words(noun)) in FIRED else "thing"


@functools.cache
def _phrases() -> dict[str, str]:
    """Names of weapons that have several words → class."""
    return {row["pattern"]: row["class"] for row in tables.rows("weapons") if " " in row["pattern"]}


def _three_words(noun: Token) -> str:
    """The noun in the singular after the two words before it: "unmanned aerial vehicle"."""
    at = noun.i - noun.sentence.tokens[0].i
    return " ".join([*(t.lower for t in noun.sentence.tokens[max(0, at - 2) : at]), lemma(noun)])


def is_fired(noun: str) -> bool:
    """Whether a weapon is itself sent against the target: a rocket is, its launcher is not."""
    return weapon_classes().get(noun, "").rsplit(" ", 1)[-1] in FIRED


def measure_of_whole(mention: QuantityMention) -> str:
    """What the whole of a part measures ("34 of 47 drones"): the predicate is said of the part alone."""
    return of_noun(mention.noun) or ("launched" if kind_of(mention) == "weapon" else "other")


def says_nothing(mention: QuantityMention, measure: str, event_type: str, seat: Seat) -> bool:
    """
    Whether a quantity is none for the record.

    A person named with an article counts as a victim only, not as the one who did it; a pronoun "one" counts
    where it is known of what; a part must be part of what can be counted.
    """
    if mention.kind == "article":
        said_of_another = seat.anchor.dep == "attr"  # "one of the dead was a woman"
        idle = event_type not in ARTICLE_TYPES or measure not in PEOPLE_MEASURES
        return idle or said_of_another or seat.role in {"agent", "means", "oblique"}
    if mention.number.lower == "one" and mention.noun is None and not mention.subset:
        return measure == "other"
    if mention.kind in {"fraction", "percent"}:
        whole = mention.subset_of
        return whole is None or (whole.tag in {"NN", "NNP"} and not is_person(whole))
    return mention.kind == "zero" and measure == "other" and mention.noun is None


def population_of(mention: QuantityMention, measure: str, whole: Quantity | None, seat: Seat) -> str | None:
    """The population that is counted, in the singular; None when the clause and `whole` do not tell."""
    if mention.subset and mention.of is None and (named := _predicate_noun(seat)) is not None:
        tokens = named.sentence.tokens
        return population(named, tokens, named.i - tokens[0].i)
    if mention.of is not None:
        return mention.of
    person = "person" if measure in PEOPLE_MEASURES else None
    if mention.subset_of is not None and mention.subset_of.lower not in PRONOUNS:
        tokens = mention.subset_of.sentence.tokens
        after = mention.number.i if mention.number.i < mention.subset_of.i else mention.subset_of.i - 3
        return population(mention.subset_of, tokens, max(after + 1 - tokens[0].i, 0)) or person
    return whole.of if whole is not None else person


def _predicate_noun(seat: Seat) -> Token | None:
    """The noun that says what the counted are: "two of the dead were children"."""
    head = seat.anchor.head
    if seat.anchor.dep not in {"nsubj", "nsubjpass"}:
        return None
    if head.tag in {"NNS", "NN"}:
        return head
    if head.lemma == "be":
        return next((c for c in head.children if c.dep == "attr" and c.tag in {"NNS", "NN"}), None)
    return None
