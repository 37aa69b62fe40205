"""
The words that name what happened, and the event type they stand for.

A trigger is a verb, a noun or a predicative adjective of the table `event_triggers`, with the
light verb ("launched an attack", "came under fire") or particle ("march on") that belongs to it.
Types that depend on the weapon stay "attack" here; `allegedly.claims.types` settles them.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from allegedly import tables
from allegedly.claims.clauses import OBJECTS, objects_of, prepositional, subject_of
from allegedly.mentions.weapons import WeaponMention
from allegedly.records import Token

VERBS = frozenset({"VERB", "AUX"})
COPULAS = frozenset({"be", "remain", "lie", "leave"})
PARTICLE_DEPS = frozenset({"prt", "prep", "advmod", "agent", "oprd", "acomp"})
# Nouns that count events: "a wave of attacks".
SERIES = frozenset(
    {"wave", "series", "string", "spate", "round", "number", "dozen", "hundred", "barrage", "campaign", "flurry", "couple"}
)
HARMED = frozenset({"dead", "wounded", "injured", "missing"})
# Adjectives that say what a verb made of its object.
RESULTS = frozenset({"ablaze", "alight", "open", "apart"})
# Weapons that lie in wait.
EXPLOSIVES = frozenset({"mine", "improvised explosive device"})
# Nouns that only measure out what follows "of".
AMOUNTS = frozenset(
    {"dozen", "score", "number", "hundred", "thousand", "ten", "wave", "swarm", "majority", "group", "total", "handful", "couple"}
    | {"tonne", "ton", "litre", "liter", "kilo", "kilogram", "bag", "sack", "box", "load", "truckload", "lorryload", "planeload"}
    | {"half", "third", "quarter", "fifth", "tenth", "most", "rest", "number"}
)
# Types whose noun, with those who suffered it, says as much as the verb would.
DEEDS = frozenset({"casualties", "detention", "explosion"})
# Deps under which a bare noun is the whole of what is said ("four deaths", a headline).
FREE_NOUN = frozenset({"ROOT", "dobj", "attr", "nsubjpass", "conj", "dep", "appos"})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the trigger table."""

    object: str
    type: str
    frame: str
    particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    A predicate: `head` governs the clause, `noun` is the event noun of a light-verb group.

    `tokens` are the words of the trigger in text order; `subject` is the role of the
    grammatical subject: "actor", "target", "none", "event" or "cause".
    """

    head: Token
    noun: Token | None
    tokens: tuple[Token, ...]
    type: str
    frame: str
    subject: str = "actor"

    @property
    def named(self) -> Token:
        """The word that names the event."""
        return self.noun or self.head


@functools.cache
def _rows() -> dict[tuple[str, str], tuple[Row, ...]]:
    table: dict[tuple[str, str], list[Row]] = {}
    for row in tables.rows("event_triggers"):
        particles = frozenset(p for p in row["particles"].split("|") if p)
        table.setdefault((row["lemma"], row["pos"]), []).append(Row(row["object"], row["type"], row["frame"], particles))
    return {key: tuple(found) for key, found in table.items()}


@functools.cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Lemma → classes of `noun_classes.csv` ("soldier" → {"person"})."""
    table: dict[str, set[str]] = {}
    for row in tables.rows("noun_classes"):
        table.setdefault(row["lemma"], set()).add(row["class"])
    return {lemma: frozenset(classes) for lemma, classes in table.items()}


@functools.cache
def projectile_classes() -> frozenset[str]:
    """Weapon classes that are themselves sent at something (a missile), unlike guns and carriers (a tank)."""
    return frozenset(row["class"] for row in tables.rows("weapon_events") if row["projectile"] == "yes")


@functools.cache
def _light_verbs() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in tables.rows("light_verbs"):
        found.setdefault((row["lemma"], row["preposition"]), row["subject"])
        if row["subject"] in {"event", "cause"}:
            found.setdefault((row["lemma"], row["subject"]), row["subject"])
    return found


class TriggerFinder:
    """Finds the triggers among a statement's tokens; `weapons` and `places` are the document's, by offset."""

    def __init__(self, weapons: Sequence[WeaponMention], place_starts: Collection[int]) -> None:
        self._weapon_heads = {w.head.i for w in weapons}
        self._explosives = {w.head.i for w in weapons if w.class_ in EXPLOSIVES}
        self._projectiles = {w.head.i for w in weapons if w.class_ in projectile_classes()}
        self._place_starts = place_starts

    def find(self, tokens: Sequence[Token]) -> list[Trigger]:
        """The triggers whose words stand among `tokens`, in text order, each token in one at most."""
        owned = {t.i for t in tokens}
        found: list[Trigger] = []
        taken: set[int] = set()
        for token in tokens:
            trigger = (self._phrase(token, owned) or self._noun(token, owned)) if token.pos in {"NOUN", "PROPN"} else None
            if trigger is not None:
                found.append(trigger)
                taken.update(t.i for t in trigger.tokens)
        for token in tokens:
            if token.i in taken:
                continue
            if token.pos in VERBS or token.tag in {"VBN", "VBD", "VBG", "JJ", "NN", "NNS"}:
                trigger = _left_in_state(token) or self._verb(token, owned) or self._adjective(token, owned)
                if trigger is not None:
                    found.append(trigger)
                    taken.update(t.i for t in trigger.tokens)
        found.sort(key=lambda t: t.tokens[0].i)
        return found

    def classes_of(self, token: Token) -> frozenset[str]:
        """What kind of thing a noun is: classes of the noun table, plus weapon and place by mention."""
        found = set(noun_classes().get(token.lemma.lower(), ()))
        found |= self._by_mention(token)
        for child in token.children:
            if child.dep == "prep" and child.lower == "of" and (token.pos in {"NUM", "DET", "PRON"} or token.lemma in AMOUNTS):
                found.update(*(self.classes_of(inner) for inner in child.children if inner.dep == "pobj"))
            if child.dep in {"compound", "nmod"} and child.lemma == "aid":
                found.add("aid")
        if token.pos == "NUM" and not found:
            found.add("number")
        return frozenset(found)

    def _by_mention(self, token: Token) -> set[str]:
        heads = {"weapon": self._weapon_heads, "explosive": self._explosives, "projectile": self._projectiles}
        found = {name for name, numbers in heads.items() if token.i in numbers}
        if token.start in self._place_starts or any(c.start in self._place_starts for c in token.children if c.dep == "compound"):
            found.add("place")
        return found

    # ------------------------------------------------------------------ verbs

    def _verb(self, token: Token, owned: Collection[int]) -> Trigger | None:
        if token.pos not in VERBS and not (token.tag in {"VBN", "VBD", "VBG"} and token.dep not in {"amod", "compound"}):
            return None
        if token.dep in {"amod", "compound", "aux", "auxpass", "mark", "prep", "case"}:
            return None
        for row in _rows().get((token.lemma.lower(), "verb"), ()):
            particle = self._particle(token, row)
            if row.particles and particle is None:
                continue
            if not self._object_fits(token, row):
                continue
            words = [token, particle] if particle is not None and self._adjacent(token, particle) else [token]
            if particle is not None and particle.lower in RESULTS:
                words = self._between(token, particle, owned)
            if any(w.i not in owned for w in words):
                words = [token]
            return Trigger(token, None, tuple(sorted(words, key=lambda t: t.i)), row.type, row.frame)
        return None

    @staticmethod
    def _adjacent(token: Token, particle: Token) -> bool:
        return particle.i == token.i + 1

    @staticmethod
    def _particle(token: Token, row: Row) -> Token | None:
        words = row.particles
        own = next((c for c in token.children if c.lower in words and (c.dep in PARTICLE_DEPS or c.lower in RESULTS)), None)
        if own is not None or not words & RESULTS:
            return own
        # "set a depot ablaze": the parser may hang the result on the object.
        return next((g for c in token.children if c.dep in OBJECTS for g in c.children if g.lower in words), None)

    def _object_fits(self, token: Token, row: Row) -> bool:
        """Whether what the verb does, and to what, is what the row asks for (its `object` column)."""
        subject, things, wanted = subject_of(token), self._things(token), row.object
        if row.type == "attack" and subject is not None and "hazard" in self.classes_of(subject):
            return False
        if wanted in {"", "any"}:
            return bool(things) if wanted else not any("verbal" in self.classes_of(o) for o in things)
        if wanted.endswith("_subject"):
            return subject is not None and bool(_accepted(wanted.removesuffix("_subject")) & self.classes_of(subject))
        if wanted.startswith("to:"):
            return any(t.lemma == wanted.removeprefix("to:") for t in prepositional(token, "to"))
        return any(_accepted(wanted) & self.classes_of(o) for o in things)

    @staticmethod
    def _things(token: Token) -> list[Token]:
        """What a verb is done to: its objects, the subject of a passive, the noun that a participle modifies."""
        things = objects_of(token) or prepositional(token, "between")
        if things:
            return things
        participle = token.dep == "acl" and token.tag == "VBN"
        passive = participle or any(c.dep in {"nsubjpass", "auxpass"} for c in token.children)
        subject = subject_of(token) if passive else None
        return [subject] if subject is not None else []

    # ------------------------------------------------------------------ nouns and adjectives

    def _phrase(self, token: Token, owned: Collection[int]) -> Trigger | None:
        """A verb and noun that mean something only together: "opened fire", "lost their lives"."""
        verb = token.head.head if token.dep == "pobj" else token.head
        if token.dep not in {"dobj", "pobj", "nsubjpass"} or verb.pos not in VERBS or verb.i not in owned:
            return None
        rows = _rows().get((f"{verb.lemma.lower()} {token.lemma.lower()}", "phrase"))
        if not rows:
            return None
        return Trigger(verb, None, tuple(self._between(verb, token, owned)), rows[0].type, rows[0].frame)

    def _noun(self, token: Token, owned: Collection[int]) -> Trigger | None:
        rows = _rows().get((token.lower, "noun")) or _rows().get((token.lemma.lower(), "noun")) or ()
        rows = tuple(row for row in rows if self._is_of(token, row.object))
        if not rows or token.dep in {"compound", "nmod", "poss"} or token.i in self._weapon_heads:
            return None
        light, role = self._light(_measured(token))
        if light is not None and light.i in owned:
            words = self._between(light, token, owned) if role in {"actor", "target"} else [token]
            return Trigger(light if role != "cause" else token, token, tuple(words), rows[0].type, rows[0].frame, role)
        if self._stands_alone(token, owned, rows[0].type):
            return Trigger(_governor(token, owned), token, (token,), rows[0].type, rows[0].frame, "event")
        return None

    def _is_of(self, token: Token, wanted: str) -> bool:
        """Whether an event noun is of the class that a row asks for: "the loss of the town" (`of:place`)."""
        kind = wanted.removeprefix("of:")
        return kind == wanted or any(kind in self.classes_of(o) for o in prepositional(token, "of"))

    @staticmethod
    def _light(token: Token) -> tuple[Token | None, str]:
        verbs, head = _light_verbs(), token.head
        if token.dep in OBJECTS and head.pos in VERBS:
            named = verbs.get((head.lemma, ""), "")
            return (head, named) if named in {"actor", "target", "none", "cause"} else (None, "")
        if token.dep == "nsubjpass" and (role := verbs.get((head.lemma, ""))):
            return head, "none" if role == "none" else "event"
        if token.dep == "pobj" and head.head.pos in VERBS and (role := verbs.get((head.head.lemma, head.lower))):
            return head.head, role
        objects = {c.lemma for c in head.children if c.dep in OBJECTS}
        if token.dep == "nsubj" and (head.lemma, "event") in verbs and objects <= {"place", "effect", "shape"}:
            return head, "event"
        if token.dep == "attr" and head.lemma == "be" and any(c.dep == "expl" for c in head.children):
            return head, "event"
        return None, ""

    @staticmethod
    def _between(light: Token, noun: Token, owned: Collection[int]) -> list[Token]:
        if light.i > noun.i:
            return [noun]
        first = light.sentence.tokens[0].i
        words = light.sentence.tokens[light.i - first : noun.i - first + 1]
        return words if all(t.i in owned for t in words) and len(words) <= 7 else [noun]  # noqa: PLR2004

    def _stands_alone(self, token: Token, owned: Collection[int], event_type: str) -> bool:
        if is_claimed(token):
            return True
        counted = any(c.dep == "nummod" or (c.dep == "det" and c.lower == "no") for c in token.children)
        if token.lemma in {"toll", "dead"}:
            return token.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT"}
        if counted and token.dep != "compound":
            return True
        if _tells_of_whom(token, event_type):
            return True
        return (token.dep in FREE_NOUN | {"pobj"} and token.head.i not in owned) or token.dep == "ROOT"

    @staticmethod
    def _adjective(token: Token, owned: Collection[int]) -> Trigger | None:
        rows = _rows().get((token.lower, "adj"))
        if not rows:
            return None
        if token.dep in {"acomp", "oprd", "attr", "xcomp", "ccomp"} and token.head.lemma in COPULAS:
            return Trigger(token.head, token, (token,), rows[0].type, rows[0].frame, "target")
        # "three dead"; "feared dead", the verb being the cue of an attribution.
        beside = token.dep == "amod" and token.head.i == token.i - 1
        if beside or (token.dep in {"oprd", "acomp", "xcomp"} and token.head.i not in owned):
            return Trigger(token, None, (token,), rows[0].type, rows[0].frame, "event")
        if token.dep not in {"pobj", "nsubj", "dobj", "ROOT", "conj", "ccomp"} or token.lower not in HARMED:
            return None
        governor = _governor(token, owned)
        if governor is not token and (governor.lemma, "verb") in _rows():
            return None  # "three of the wounded died": the verb says what happened
        return Trigger(governor, token, (token,), rows[0].type, rows[0].frame, "event")


def _accepted(wanted: str) -> frozenset[str]:
    """The classes that count as the one a row asks for: a bare number is of people."""
    return frozenset({wanted, "number"} if wanted == "person" else {wanted})


def _left_in_state(token: Token) -> Trigger | None:
    """The state in "left 215 wounded", with the verb as its predicate."""
    rows = _rows().get((token.lower, "adj"))
    thing = token.head
    if not rows or token.dep not in {"acl", "amod", "oprd"} or thing.dep not in OBJECTS or thing.head.lemma != "leave":
        return None
    return Trigger(thing.head, token, (token,), rows[0].type, "transitive", "cause")


def _measured(noun: Token) -> Token:
    """The noun that measures out an event noun ("a wave of attacks"), else the noun itself."""
    if noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.lemma in SERIES:
        return noun.head.head
    return noun


def _tells_of_whom(noun: Token, event_type: str) -> bool:
    """Whether a noun for a deed against persons names them: "the murder of two nuns", "the kidnapping of an engineer"."""
    if event_type not in DEEDS:
        return False
    return any(
        c.dep == "prep" and c.lower == "of" and any(o.dep == "pobj" and o.pos in {"NOUN", "PROPN", "NUM"} for o in c.children)
        for c in noun.children
    )


def is_claimed(noun: Token) -> bool:
    """Whether it is the deed in "responsibility for the attack"."""
    return noun.dep == "pobj" and noun.head.lower == "for" and noun.head.head.lemma == "responsibility"


def _governor(noun: Token, owned: Collection[int]) -> Token:
    """The verb whose subject a noun is, or is part of ("two of the dead were …"), if it is owned; else the noun."""
    token = noun
    while token.dep in {"pobj", "prep"} and token.head is not token and token.head.i in owned and token.head.pos not in VERBS:
        token = token.head
    if token.dep in {"nsubj", "nsubjpass", "dobj"} and token.head.pos in VERBS and token.head.i in owned:
        return token.head
    return noun


def targets_by_preposition(trigger: Trigger) -> list[Token]:
    """Who or what an event noun or a verb is directed at: "attack on X", "fired at X"."""
    return [t for t in prepositional(trigger.named, "on", "against", "at", "upon") if t.pos in {"NOUN", "PROPN", "PRON", "NUM"}]
