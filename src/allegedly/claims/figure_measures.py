"""What a quantity of a clause measures: killed, launched, displaced…, by its noun, its role and the verb."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from allegedly import tables
from allegedly.claims.clauses import OBJECTS, RELATIVE, SUBJECTS, is_passive
from allegedly.claims.figure_complements import of_light_verb, of_those_left, of_what_is_forced
from allegedly.claims.figure_seats import VERBS, Seat, is_tally, is_with_loss
from allegedly.claims.figure_words import of_noun, of_verb
from allegedly.mentions.quantities import QuantityMention
from allegedly.mentions.quantity_nouns import STATES, is_person, lemma, population
from allegedly.mentions.quantity_people import countable_things
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
        "suffer",
        "sustain",
        "catch",
    }
)
FIRED = frozenset({"missile", "drone", "bomb", "rocket", "shell", "munition", "grenade", "torpedo"})
# Words between a number and the state of those it counts: "31 still missing", "four are also wounded".
STILL = frozenset({"still", "also", "are", "were", "remain", "remained", "reported", "more", "others", "feared", "now", "left"})
CAPTIVE = frozenset({"captured", "displaced", "evacuated"})
# "With 20 drones" tells what was sent, "by 20 drones" what came.
SENT_BY = frozenset({"with", "using", "involving", "from"})
ARRIVING = frozenset({"reach", "hit", "strike", "arrive"})
# Nouns whose "of" names the dead: "the bodies of seven".
GOVERNING = frozenset({"body", "corpse", "life", "remains", "death"})


@functools.cache
def _defaults() -> dict[str, str]:
    """Event type → what a quantity measures there if nothing else says so."""
    return {row["type"]: row["measure"] for row in tables.rows("measure_defaults")}


def _as_said_of(  # noqa: PLR0913, PLR0917  all that can change what a verb says
    done: str, mention: QuantityMention, seat: Seat, trigger: Token, event_type: str, kind: str
) -> str:
    """What a verb's measure comes to for those counted: things do not die, people aboard are not destroyed."""
    if kind == "person" and done in {"destroyed", "damaged"} and seat.anchor.dep == "pobj":
        return "other"  # "a freighter with 25 crew sank"
    if kind == "thing" and trigger.lower == "dead" and mention.noun is not None and lemma(mention.noun) in countable_things():
        return "destroyed"  # "left 12 dead and 30 houses in ashes"
    return "evacuated" if done == "deployed" and event_type == "displacement" else done


def own_measure(mention: QuantityMention, seat: Seat, trigger: Token, kind: str) -> str | None:
    """What a quantity's own words say of those counted, whatever the predicate: "four deaths", "14 dead"."""
    return _of_governing_noun(seat, kind) or _of_words(mention, trigger) or _of_state(mention)


def measure_of(  # noqa: PLR0911, PLR0913, PLR0917  one way of knowing after another
    mention: QuantityMention, seat: Seat, trigger: Token, event_type: str, heads: Sequence[Token], kind: str
) -> str | None:
    """What a quantity measures; None where it says nothing about the predicate."""
    if mention.kind in UNIT_MEASURES:
        return UNIT_MEASURES[mention.kind]
    if (own := own_measure(mention, seat, trigger, kind)) is not None:
        return own
    if is_times(mention):
        return "attacks" if event_type in ATTACKS | {"armed_clash", "attack_on_civilians"} else None
    default = _defaults().get(event_type, "other")
    if seat.role == "tally" or (seat.role in {"self", "patient"} and is_tally(trigger)):
        return _of_things(_of_tally(trigger, heads) or default, kind)
    if seat.role == "oblique" and (done := of_light_verb(seat, trigger)) is not None:
        return done
    if seat.role == "oblique":
        return "affected" if seat.preposition == "for" and kind == "person" else None
    if (done := _of_predicate(mention, seat, trigger, heads, kind)) is not None:
        return _as_said_of(done, mention, seat, trigger, event_type, kind)
    if seat.role in {"object", "self", "patient"}:
        return "other" if event_type in ATTACKS and kind != "weapon" else _of_things(default, kind)
    if seat.role == "subject" and event_type == "displacement" and kind in {"person", "any"}:
        return default
    return "other" if seat.role in {"subject", "agent"} and mention.kind in {"count", "zero"} else None


def _of_things(measure: str, kind: str) -> str:
    """The measure as it is said of `kind`: things that are lost are not killed."""
    return "destroyed" if measure == "killed" and kind in {"thing", "weapon"} else measure


def _of_predicate(mention: QuantityMention, seat: Seat, trigger: Token, heads: Sequence[Token], kind: str) -> str | None:
    """What the verbs over a quantity say of it: the trigger, the participle after its noun, the verb of a nominal trigger."""
    participle = participle_of(seat.anchor)
    if participle is not None and participle is not trigger and participle.head is mention.subset_of:
        participle = None  # it tells of the whole: "seven of the eight missiles fired had been downed"
    verb = next((h for h in heads if h.pos in VERBS), trigger)
    kind = "person" if kind == "thing" and _is_alive(mention, seat, trigger) else kind
    direct = trigger.pos in VERBS and seat.role in {"object", "subject"} and not mention.subset
    for word in (trigger, participle, verb) if direct else (participle, trigger, verb):
        if word is None:
            continue
        role = "patient" if word is participle else _frame(seat, word)
        if (forced := of_what_is_forced(word, seat, kind)) is not None:
            return forced
        if word.lemma.lower() == "leave" and seat.role == "object" and not is_passive(word):
            return of_those_left(word, seat.anchor)
        if kind == "weapon" and _falls_short(word, role):
            return "intercepted"
        if (found := of_verb(word, role, kind)) is not None:
            # "struck the city with 20 drones": how many arrived is not said.
            return "launched" if found == "hit" and seat.role == "means" and seat.preposition in SENT_BY else found
    return None


def _falls_short(word: Token, role: str) -> bool:
    """Whether weapons do not reach what they were sent against: the record has no other measure for what stops them."""
    if role != "weapon" or word.lemma.lower() not in ARRIVING:
        return False
    negated = any(c.dep == "neg" for c in word.children)
    return negated or (word.dep == "xcomp" and word.head.lemma.lower() == "fail")


def _of_governing_noun(seat: Seat, kind: str) -> str | None:
    """The measure of the noun of which this is the number: "the bodies of seven", "the lives of 29"."""
    of = seat.anchor.head
    governs = seat.anchor.dep == "pobj" and of.lower == "of" and of.head.pos == "NOUN"
    if seat.anchor.dep == "pobj" and of.lower == "for" and of.head.lemma.lower() in {"search", "hunt"} and kind != "thing":
        return "missing"
    if governs and is_with_loss(of.head, of.head.head):
        return "killed" if kind not in {"thing", "weapon"} else "destroyed"
    return "killed" if governs and {lemma(of.head), of.head.lower} & GOVERNING else None


def is_times(mention: QuantityMention) -> bool:
    """Whether it counts how often: "struck the town 30 times"."""
    return mention.noun is not None and mention.noun.lower == "times" and not mention.subset


def _is_alive(mention: QuantityMention, seat: Seat, trigger: Token) -> bool:
    """Whether what is counted is killed, and so alive where it is not known for a weapon ("three instructors")."""
    suffers = seat.role == "object" or (seat.role == "subject" and is_passive(trigger))
    return suffers and trigger.lemma.lower() == "kill" and mention.noun is not None and lemma(mention.noun) not in weapon_classes()


def _has_subject(verb: Token) -> bool:
    """Whether a verb has a subject other than a relative pronoun ("of which four were downed")."""
    return any(c.dep in SUBJECTS and c.lower not in RELATIVE for c in verb.children)


def participle_of(noun: Token) -> Token | None:
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
    if mention.subset_of is None:
        return None
    participle = next((c for c in mention.subset_of.children if c.dep == "acl"), None)
    if trigger.pos in VERBS and trigger is not participle and of_verb(trigger, "patient", "person") is not None:
        return None
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
    if is_person(noun) or mention.of == "person":
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
    kind = kind_of(mention)
    states = [c for c in mention.noun.children if c.tag == "VBN" and c.dep in {"amod", "acl"}] if mention.noun is not None else []
    states += [c for c in mention.noun.children if _relates(c)] if mention.noun is not None else []
    said = next((m for c in states if (m := of_verb(c, "patient", kind))), None)
    return of_noun(mention.noun) or said or ("launched" if kind == "weapon" else "other")


def _relates(clause: Token) -> bool:
    """Whether a relative clause tells what the noun over it underwent: "who fled the town", "they had snatched"."""
    subject = clause.child(*SUBJECTS)
    if clause.dep != "relcl" or subject is None:
        return False
    if subject.lower in RELATIVE:
        return is_passive(clause) or clause.lemma.lower() in SUFFERING
    return not any(c.dep in OBJECTS and c.lower not in RELATIVE for c in clause.children)


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
    noun = lemma(mention.noun) if mention.noun is not None else ""
    countable = mention.noun is not None and (is_person(mention.noun) or noun in weapon_classes() or noun in countable_things())
    return mention.kind == "zero" and measure == "other" and not countable


def population_of(mention: QuantityMention, measure: str, whole: Quantity | None, seat: Seat) -> str | None:
    """The population that is counted, in the singular; None when the clause and `whole` do not tell."""
    if mention.subset and mention.of is None and (named := _predicate_noun(seat)) is not None:
        tokens = named.sentence.tokens
        return population(named, tokens, named.i - tokens[0].i)
    if is_times(mention):
        return None
    if mention.of is not None:
        return mention.of
    person = "person" if measure in PEOPLE_MEASURES else None
    if mention.subset_of is not None and mention.subset_of.lower not in PRONOUNS:
        if whole is not None and whole.of is not None and whole.of.casefold().endswith(lemma(mention.subset_of)):
            return whole.of
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
