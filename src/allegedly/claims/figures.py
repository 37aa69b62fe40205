"""Which of the quantities in a clause belong to its predicate, what they measure, and of which they are a part."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from allegedly import tables
from allegedly.claims.clauses import OBJECTS, SUBJECTS, is_passive
from allegedly.mentions.numbers import tidy
from allegedly.mentions.quantities import QuantityMention
from allegedly.mentions.quantity_nouns import STATES, is_person, lemma, population
from allegedly.mentions.weapons import weapon_classes
from allegedly.records import Quantity, Span, Token

PEOPLE_MEASURES = frozenset({"killed", "wounded", "treated", "missing", "captured", "detained", "displaced", "evacuated", "affected", "at_risk"})
ARTICLE_TYPES = frozenset({"casualties", "detention", "displacement", "attack_on_civilians", "sexual_violence"})
THING_MEASURES = frozenset({"launched", "intercepted", "hit", "destroyed", "damaged", "other"})
UNIT_MEASURES = {"money": "money", "distance": "distance_km", "area": "area_km2", "duration": "duration"}
LEFT_OUT = frozenset({"age", "calibre", "physical", "time"})
# Prepositions that bring in the circumstances of an event, not those who take part in it.
CIRCUMSTANCE = frozenset(
    {"in", "at", "near", "across", "around", "throughout", "after", "before", "during", "within", "between", "under", "among"}
    | {"from", "inside", "outside", "along", "towards", "toward", "on", "over", "since", "until", "because", "about", "as", "behind", "into", "through"}
)
MEANS = frozenset({"with", "by", "using", "along", "involving", "via"})
TALLY_VERBS = frozenset({"rise", "climb", "grow", "jump", "increase", "raise", "bring", "take", "push", "soar", "go"})
TALLY_STANDS = frozenset({"stand", "reach", "pass", "surpass", "exceed", "top", "be", "hit"})
TALLIES = frozenset({"toll", "total", "tally", "number", "count", "figure", "death", "casualty", "dead"})
PRONOUNS = frozenset({"them", "whom", "these", "those", "which", "us", "who", "this"})
VERBS = frozenset({"VERB", "AUX"})
FIRED = frozenset({"missile", "drone", "bomb", "rocket", "shell", "munition", "grenade", "torpedo"})
RECENT_SENTENCES = 2
LONGEST_PATH = 12


@functools.cache
def _measures() -> dict[tuple[str, str, str], dict[str, str]]:
    """(word, part of speech, role) → population class → measure."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in tables.rows("measures"):
        found.setdefault((row["word"], row["pos"], row["role"]), {}).setdefault(row["population"], row["measure"])
    return found


@functools.cache
def _defaults() -> dict[str, str]:
    return {row["type"]: row["measure"] for row in tables.rows("measure_defaults")}


@dataclass(frozen=True, slots=True)
class _Told:
    """A quantity already told, as later ones refer back to it."""

    quantity: Quantity
    head: str
    sentence: int


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a quantity stands in the clause: its role, and the verb or noun on which it hangs."""

    role: str
    anchor: Token
    preposition: str | None = None


class FigureReader:
    """Reads the figures of one document's claims in reading order; gives the ids q1, q2…"""

    def __init__(self) -> None:
        self._told: list[_Told] = []
        self._count = 0
        self._waiting: list[QuantityMention] = []
        self._adopted: set[int] = set()

    def read(
        self,
        text: str,
        trigger_head: Token,
        event_type: str,
        clause_tokens: Sequence[Token],
        quantities: Sequence[QuantityMention],
    ) -> tuple[Quantity, ...]:
        """
        The quantities that belong to the predicate `trigger_head`, in text order.

        `quantities` are those that begin in the clause; those of circumstances ("in a town of
        30,000") and of other predicates are left out.
        """
        inside = {t.i for t in clause_tokens}
        heads = _heads(trigger_head, inside)
        found: list[Quantity] = []
        due = self._due(trigger_head, clause_tokens, inside, quantities)
        for mention in _wholes_first(due):
            known = mention.start in self._adopted or _is_whole(mention, due)
            seat = _Seat("object", _anchor(mention)) if known else _seat(mention, heads, inside)
            if seat is None or mention.kind in LEFT_OUT:
                continue
            measure = _measure_of_whole(mention, due) or _measure(mention, seat, trigger_head, event_type, heads)
            if measure is None or _says_nothing(mention, measure, event_type, seat):
                continue
            found.append(self._quantity(text, mention, measure, seat, heads, found))
        return tuple(sorted(found, key=lambda q: q.mention.start))

    def _due(
        self, trigger: Token, clause: Sequence[Token], inside: set[int], quantities: Sequence[QuantityMention]
    ) -> list[QuantityMention]:
        """
        The clause's quantities, and the parts that the parser hung on an earlier predicate.

        In "killed four soldiers and wounded 20 civilians, three of them children" the three are of the
        wounded: a part told after a later predicate waits for that one.
        """
        here = trigger.sentence.i
        waiting = [m for m in self._waiting if m.number.sentence.i == here and m.start > clause[-1].end]
        own: list[QuantityMention] = []
        self._waiting = []
        for mention in quantities:
            refers = mention.subset and (mention.subset_of is None or mention.subset_of.lower in PRONOUNS)
            if refers and _later_predicate(trigger, mention, inside):
                self._waiting.append(mention)
            else:
                own.append(mention)
        inside.update(t.i for m in waiting for t in m.number.sentence.tokens if m.start <= t.start < m.end)
        self._adopted = {m.start for m in waiting}
        return own + waiting

    def _quantity(
        self, text: str, mention: QuantityMention, measure: str, seat: _Seat, heads: Sequence[Token], here: Sequence[Quantity]
    ) -> Quantity:
        whole = self._whole(mention, here) if mention.subset else None
        bounds = _bounds(mention, whole)
        self._count += 1
        quantity = Quantity(
            id=f"q{self._count}",
            mention=Span.of(text, mention.start, mention.end),
            lower=bounds[0],
            upper=bounds[1],
            best=bounds[2],
            approximate=mention.approximate,
            measure=measure,
            unit=None if mention.kind in {"count", "article", "zero", "fraction", "percent"} else mention.unit,
            of=_of(mention, measure, whole, seat) or self._of_before(mention, measure),
            part_of=whole.id if whole else None,
            cumulative=mention.cumulative if mention.cumulative is not None else _cumulative(mention, heads),
        )
        head = lemma(mention.noun) if mention.noun is not None else (quantity.of or "").rsplit(" ", 1)[-1]
        self._told.append(_Told(quantity, head, mention.number.sentence.i))
        return quantity

    def _of_before(self, mention: QuantityMention, measure: str) -> str | None:
        """For a bare number of things, what was counted last: "12 drones were shot down and three hit a depot"."""
        if measure not in THING_MEASURES or mention.unit is not None:
            return None
        here = mention.number.sentence.i
        return next((t.quantity.of for t in reversed(self._told) if here - t.sentence < RECENT_SENTENCES and _is_fired(t.head)), None)

    def _whole(self, mention: QuantityMention, here: Sequence[Quantity]) -> Quantity | None:
        """The latest quantity of which `mention` can be a part."""
        named, sentence = mention.subset_of, mention.number.sentence.i
        fitting = [t for t in self._told if _can_hold(t.quantity, mention)]
        if named is None or named.lower in PRONOUNS or named.tag == "CD":
            recent = [t.quantity for t in fitting if sentence - t.sentence < RECENT_SENTENCES]
            same = [q for q in recent if q in here]
            return next(reversed(same or recent), None)
        measure = _measures().get((lemma(named), "noun", "any"), _measures().get((named.lower, "noun", "any"), {})).get("any")
        if measure in {"killed", "wounded", "missing", "displaced", "captured"}:
            return next((t.quantity for t in reversed(fitting) if t.quantity.measure == measure), None)
        if is_person(named):
            return next((t.quantity for t in reversed(fitting) if t.head == lemma(named)), None)
        return next((t.quantity for t in reversed(fitting) if t.head == lemma(named)), None)


def _is_whole(mention: QuantityMention, others: Sequence[QuantityMention]) -> bool:
    """Whether another of the mentions is a part of this one: the 47 of "34 of 47 drones"."""
    return mention.noun is not None and any(m.subset_of is mention.noun and m is not mention for m in others)


def _wholes_first(mentions: Sequence[QuantityMention]) -> list[QuantityMention]:
    """The mentions with each whole before its parts, so that the parts can name its id."""
    return sorted(mentions, key=lambda m: (min((o.start for o in mentions if o.subset_of is m.noun and m.noun is not None), default=m.start), m.subset))


def _measure_of_whole(mention: QuantityMention, others: Sequence[QuantityMention]) -> str | None:
    """What the whole of a part measures; the predicate is said of the part alone."""
    if not _is_whole(mention, others):
        return None
    own = _measures().get((lemma(mention.noun), "noun", "any"), {}) if mention.noun is not None else {}
    return own.get("any") or ("launched" if _kind(mention) == "weapon" else "other")


def _later_predicate(trigger: Token, mention: QuantityMention, inside: set[int]) -> bool:
    """Whether another predicate with an object of its own, coordinated to this one, stands before `mention`."""
    return any(
        c.dep == "conj" and c.pos == "VERB" and c.i not in inside and trigger.i < c.i < mention.number.i and c.child(*OBJECTS) is not None
        for c in trigger.children
    )


def _can_hold(whole: Quantity, part: QuantityMention) -> bool:
    """Whether a quantity is no part itself and large enough for `part`."""
    if whole.part_of is not None or whole.unit is not None or whole.upper == 0:
        return False
    if part.kind in {"fraction", "percent"} or part.lower is None or whole.upper is None:
        return True
    return part.lower <= whole.upper


def _bounds(mention: QuantityMention, whole: Quantity | None) -> tuple[float | None, float | None, float | None]:
    """Inclusive bounds and best value; a fraction's follow from its whole, and are open without one."""
    if mention.kind not in {"fraction", "percent"}:
        return mention.lower, mention.upper, mention.best
    if whole is None:
        return None, None, None
    factor = 1.0 if mention.kind == "fraction" else 0.01
    pairs = ((mention.lower, whole.lower), (mention.upper, whole.upper), (mention.best, whole.best))
    low, high, best = (None if a is None or b is None else a * b * factor for a, b in pairs)
    return _whole_number(low), _whole_number(high), _whole_number(best)


def _whole_number(value: float | None) -> float | None:
    return None if value is None else tidy(round(value))


# ------------------------------------------------------------------ where a quantity stands


def _heads(trigger: Token, inside: set[int]) -> list[Token]:
    """The predicate's words: the trigger and, for a noun, what it hangs on up to the verb of its clause."""
    found = [trigger]
    while trigger.pos not in VERBS and trigger.head is not trigger and trigger.head.i in inside:
        trigger = trigger.head
        found.append(trigger)
    return found


def _anchor(mention: QuantityMention) -> Token:
    """The head of the quantity's noun phrase."""
    token = mention.noun or mention.number
    # "dozens of people": the number word governs the noun.
    if mention.noun is not None and mention.noun.dep == "pobj" and mention.number.i < mention.noun.head.i:
        of = mention.noun.head
        return of.head if of.lower == "of" and of.head.start >= mention.start else token
    while token.dep in {"nummod", "quantmod", "compound", "amod", "det", "advmod"} and token.head.start >= mention.start and token.head.end <= mention.end:
        token = token.head
    return token


def _seat(mention: QuantityMention, heads: Sequence[Token], inside: set[int]) -> _Seat | None:
    """The role of a quantity under the predicate, None if it belongs to something else in the clause."""
    numbers = {h.i for h in heads}
    anchor = token = _anchor(mention)
    if token.i in numbers:
        return _Seat("self", token)
    partitive, preposition = False, None
    for _ in range(LONGEST_PATH):
        head, dep = token.head, token.dep
        if head is token or head.i not in inside:
            return _Seat("object", anchor) if head is token and not preposition else None
        if head.i in numbers:
            return _role(token, dep, head, anchor, preposition)
        if dep == "pobj" and head.dep in {"prep", "agent", "dative"}:
            if head.lower in {"including", "among"} or partitive:
                partitive = True
            elif preposition is None or head.lower == "of":
                preposition = head.lower if preposition is None else preposition
            else:
                return None
        elif dep not in {"conj", "appos", "prep", "agent", "nummod", "npadvmod", "dep", "nsubj", "relcl", "acl", "amod", "quantmod", "advmod"}:
            return None
        elif dep == "prep" and preposition == "of" and not partitive and not _measures_out(head):
            return None
        token = head
    return None


def _measures_out(head: Token) -> bool:
    """Whether "of N" after this noun gives its size: "a toll of nine", "a group of 12"."""
    return head.lemma.lower() in TALLIES | {"group", "crowd", "barrage", "salvo", "wave", "swarm", "convoy", "column", "cell", "team", "death", "killing", "force"}


def _role(token: Token, dep: str, head: Token, anchor: Token, preposition: str | None) -> _Seat | None:
    if dep in {"prep", "agent"}:
        word = token.lower
        if word == "by" and dep == "agent":
            return _Seat("agent", anchor, word)
        if word in {"to", "at", "by", "from"} and (_is_tally(head) or any(_is_tally(c) for c in head.children)):
            return None if word in {"from", "by"} else _Seat("tally", anchor, word)
        if word in MEANS:
            return _Seat("means", anchor, word)
        if word == "of":
            return _Seat("patient", anchor, word)
        if word in {"including"}:
            return _Seat("object", anchor, word)
        return None if word in CIRCUMSTANCE or preposition == "of" else _Seat("oblique", anchor, word)
    if dep in {"nsubj", "csubj"}:
        return _Seat("subject", anchor)
    if dep in {*OBJECTS, *SUBJECTS, "attr", "oprd", "ccomp", "acomp"}:
        return _Seat("object", anchor)
    return _Seat("self" if dep in {"nummod", "amod", "det", "compound", "quantmod"} else "object", anchor)


def _is_tally(token: Token) -> bool:
    return token.lemma.lower() in TALLIES or token.lower in TALLIES


# ------------------------------------------------------------------ what it measures


def _measure(mention: QuantityMention, seat: _Seat, trigger: Token, event_type: str, heads: Sequence[Token]) -> str | None:
    """The measure, None where the quantity says nothing about the predicate."""
    if mention.kind in UNIT_MEASURES:
        return UNIT_MEASURES[mention.kind]
    own = _measure_of_noun(mention, trigger) or _measure_of_state(mention)
    if own is not None:
        return own
    verb = next((h for h in heads if h.pos in VERBS), trigger)
    kind = _kind(mention)
    if seat.role == "tally" or (seat.role in {"self", "patient"} and _is_tally(trigger)):
        return _tally_measure(trigger, heads) or _defaults().get(event_type, "other")
    if seat.role == "oblique":
        return "affected" if seat.preposition == "for" and kind == "person" else None
    participle = next((c for c in seat.anchor.children if c.dep in {"acl", "relcl"} and c.tag in {"VBN", "VBD"}), None)
    if participle is not None and (found := _of_word(participle, "patient", kind)):
        return found
    for word in (trigger, verb):
        if (found := _of_word(word, _frame(seat, word), kind)) is not None:
            return found
    if seat.role in {"object", "self", "patient"}:
        if kind == "weapon" or event_type not in {"drone_strike", "missile_strike", "air_strike", "shelling"}:
            return _defaults().get(event_type, "other")
        return "other"
    return "other" if seat.role in {"subject", "agent"} and mention.kind == "count" else None


def _measure_of_noun(mention: QuantityMention, trigger: Token) -> str | None:
    """The measure that the counted noun itself names: "four deaths", "two of the dead", "12 airstrikes"."""
    for noun in (mention.noun, mention.subset_of):
        if noun is None:
            continue
        found = _measures().get((lemma(noun), "noun", "any"), _measures().get((noun.lower, "noun", "any")))
        if found is not None and (noun is mention.subset_of or not _undergoes(noun, trigger, found["any"])):
            return found["any"]
    if mention.subset_of is not None:
        participle = next((c for c in mention.subset_of.children if c.dep == "acl"), None)
        return _of_word(participle, "patient", "any") if participle is not None else None
    return None


def _measure_of_state(mention: QuantityMention) -> str | None:
    """The measure of the state that a bare number is given: "14 dead, 30 wounded"."""
    tokens = mention.number.sentence.tokens
    at = mention.number.i - tokens[0].i + 1
    while at < len(tokens) and tokens[at].start < mention.end:
        at += 1
    if mention.noun is not None or mention.subset or at >= len(tokens) or tokens[at].lower not in STATES:
        return None
    return _of_word(tokens[at], "patient", "person")


def _undergoes(noun: Token, trigger: Token, measure: str) -> bool:
    """Whether the verb, not the noun, says what happened: "freed 12 hostages", "killed two refugees", "took 12 prisoners"."""
    if trigger is noun or trigger.pos not in VERBS:
        return False
    own = _of_word(trigger, "patient", "person")
    return own is not None and own != measure and measure in {"captured", "displaced", "evacuated"} and trigger.lemma.lower() not in {"take", "hold"}


def _frame(seat: _Seat, word: Token) -> str:
    """The role in the terms of the measures table."""
    if seat.role in {"means", "agent"}:
        return "weapon"
    if seat.role == "subject" and word.pos in VERBS and not is_passive(word):
        return "weapon" if any(c.dep in OBJECTS or c.dep == "prep" for c in word.children) and not _suffers(word) else "patient"
    return "patient"


def _suffers(word: Token) -> bool:
    """Whether the verb's subject is the one it happens to: "died", "fled", "burned"."""
    return word.lemma.lower() in {"die", "perish", "succumb", "drown", "flee", "shelter", "escape", "leave", "vanish", "disappear", "burn", "collapse", "sink"}


def _of_word(word: Token, role: str, kind: str) -> str | None:
    stem = word.lemma.lower()
    # "shot down", "carried out": the particle may change what the verb does.
    phrasal = [f"{stem} {c.lower}" for c in word.children if c.dep in {"prt", "advmod", "prep", "oprd"}]
    for name in (*phrasal, stem, word.lower):
        found = _measures().get((name, "verb", role))
        if found is not None and (measure := found.get(kind) or found.get("any")) is not None:
            return measure
    return None


def _kind(mention: QuantityMention) -> str:
    noun = mention.noun or mention.subset_of
    if noun is None or noun.lower in STATES | PRONOUNS:
        return "any" if mention.of is None else "person"
    if is_person(noun):
        return "person"
    return "weapon" if _is_fired(lemma(noun)) else "thing"


def _is_fired(noun: str) -> bool:
    """Whether a weapon is itself sent against the target: a rocket is, its launcher is not."""
    return weapon_classes().get(noun, "").rsplit(" ", 1)[-1] in FIRED


def _tally_measure(trigger: Token, heads: Sequence[Token]) -> str | None:
    """What a toll counts: the dead unless it says otherwise ("the number of wounded rose to 30")."""
    tallies = [t for t in (trigger, *(c for h in heads for c in h.children)) if _is_tally(t)]
    for tally in tallies:
        for word in tally.subtree():
            found = _measures().get((word.lemma.lower(), "noun", "any"), _measures().get((word.lower, "noun", "any")))
            if found is not None and word.lemma.lower() != "toll":
                return found["any"]
    return "killed" if any(t.lemma.lower() == "toll" for t in tallies) else None


def _says_nothing(mention: QuantityMention, measure: str, event_type: str, seat: _Seat) -> bool:
    """
    Whether a quantity is none for the record.

    A person named with an article counts as a victim only, not as the one who did it; a pronoun "one" counts
    where it is known of what; a part must be part of what can be counted.
    """
    if mention.kind == "article":
        return event_type not in ARTICLE_TYPES or measure not in PEOPLE_MEASURES or seat.role in {"agent", "means", "oblique"}
    if mention.number.lower == "one" and mention.noun is None and not mention.subset:
        return measure == "other"
    if mention.kind in {"fraction", "percent"}:
        whole = mention.subset_of
        return whole is None or (whole.tag in {"NN", "NNP"} and not is_person(whole))
    return mention.kind == "zero" and measure == "other"


# ------------------------------------------------------------------ of what, and whether a running total


def _of(mention: QuantityMention, measure: str, whole: Quantity | None, seat: _Seat) -> str | None:
    if mention.subset:
        named = _predicate_noun(seat) if mention.of is None else None
        if named is not None:
            return population(named, [*named.sentence.tokens], named.i - named.sentence.tokens[0].i)
    if mention.of is not None:
        return mention.of
    if mention.subset_of is not None and mention.subset_of.lower not in PRONOUNS:
        tokens = mention.subset_of.sentence.tokens
        at = max(mention.number.i + 1 - tokens[0].i, 0)
        return population(mention.subset_of, tokens, at) or _person(measure)
    if whole is not None:
        return whole.of
    return _person(measure)


def _person(measure: str) -> str | None:
    return "person" if measure in PEOPLE_MEASURES else None


def _predicate_noun(seat: _Seat) -> Token | None:
    """The noun that says what the counted are: "two of the dead were children", "three of them children"."""
    head = seat.anchor.head
    if seat.anchor.dep not in {"nsubj", "nsubjpass"}:
        return None
    if head.tag in {"NNS", "NN"}:
        return head
    if head.lemma == "be":
        return next((c for c in head.children if c.dep == "attr" and c.tag in {"NNS", "NN"}), None)
    return None


def _cumulative(mention: QuantityMention, heads: Sequence[Token]) -> bool | None:
    """True where the clause moves a tally to this figure ("brought the toll to nine"), else None."""
    verb = next((h for h in heads if h.pos in VERBS), None)
    if verb is None or mention.kind not in {"count", "article"}:
        return None
    word = verb.lemma.lower()
    tallied = any(_is_tally(c) for c in verb.children)
    if not tallied or mention.number.i < verb.i:
        return None
    anchor = _anchor(mention)
    if word in TALLY_VERBS:
        return True if anchor.dep == "pobj" and anchor.head.lower == "to" else None
    return True if word in TALLY_STANDS - {"be"} else None
