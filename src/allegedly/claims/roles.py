"""Who did it, to whom, and with what: the participants of a predicate, from clause structure."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from allegedly import tables
from allegedly.claims.clauses import agent_of, is_passive, objects_of, prepositional, subject_of, with_conjuncts
from allegedly.claims.triggers import Trigger, is_claimed, noun_classes, targets_by_preposition
from allegedly.mentions.actors import Cast
from allegedly.mentions.found import Mentions
from allegedly.mentions.weapons import WeaponMention
from allegedly.records import Instrument, Participant, Source, Span, Token
from allegedly.voices.speakers import noun_phrase

MODIFIERS = ("compound", "amod", "poss", "nmod")
OWN = frozenset({"its", "our"})
FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
THIRD_PERSON = frozenset({"they", "them", "it", "he", "she", "him", "her"})
WEAPON_PREPOSITIONS = ("with", "by", "from", "using", "of", "via", "involving")

# Verbs of those who meet an attack.
MEETING = frozenset({"repel", "repulse"})
# What bombs do that come from the air.
FALLING = frozenset({"fall", "rain", "drop"})


@dataclass(slots=True)
class Roles:
    """The participants of one claim; `actor_party` is known even where the actor has no words of its own."""

    actor: list[Participant] = field(default_factory=list)
    target: list[Participant] = field(default_factory=list)
    instrument: list[Instrument] = field(default_factory=list)
    target_heads: list[Token] = field(default_factory=list)


@functools.cache
def weapon_events() -> dict[str, str]:
    """Weapon class → the event type of an attack with it."""
    return {row["class"]: row["type"] for row in tables.rows("weapon_events")}


@functools.cache
def event_nouns() -> dict[str, str]:
    """Nouns that name events → their type; people killed or hurt are no such nouns."""
    rows = tables.rows("event_triggers")
    return {row["lemma"]: row["type"] for row in rows if row["pos"] == "noun" and row["type"] != "casualties"}


class RoleReader:
    """Reads the participants of triggers; keeps in mind who was last named, for "they" and "it"."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self._text = text
        self._cast: Cast = mentions.cast
        self._weapons: dict[int, WeaponMention] = {w.head.i: w for w in mentions.weapons}
        self._mentions = mentions
        self._named: list[Participant] = []
        self._side: tuple[str | None, str | None] | None = None

    def read(self, trigger: Trigger, root: Source, owned: frozenset[int]) -> Roles:
        """The participants of `trigger`; `root` is who speaks ("we"), `owned` the statement's token numbers."""
        self._side = _side(root)
        roles = Roles()
        doers, undergoers, means = self._arguments(trigger)
        for token in doers:
            self._place_doer(token, roles, root)
        for token in means:
            self._add_instrument(token, roles)
        if is_claimed(trigger.named) and root.mention is not None:
            roles.actor.append(Participant(root.mention, root.name, root.party))
        if not roles.actor:
            roles.actor.extend(self._modifying_actors(trigger.named))
        for token in undergoers:
            if trigger.type == "explosion" and token.i in self._weapons:
                self._add_instrument(token, roles)  # "a bomb exploded": what goes off is the means
            else:
                self._add_target(token, roles, root, owned)
        party = roles.actor[0].party if roles.actor else None
        roles.instrument = [
            Instrument(i.mention, i.name, i.party or party, i.class_, i.model)
            for i in sorted(_unique(roles.instrument), key=lambda i: i.mention.start)
        ]
        self._named.extend(a for a in roles.actor if a.party)
        return roles

    # ------------------------------------------------------------------ arguments by frame

    def _arguments(self, trigger: Trigger) -> tuple[list[Token], list[Token], list[Token]]:
        """Tokens that do, that undergo, and that are the means."""
        head, noun = trigger.head, trigger.noun
        subject = subject_of(head) if head.pos in {"VERB", "AUX"} else None
        passive = head.pos in {"VERB", "AUX"} and is_passive(head)
        doer = agent_of(head) if passive else subject
        if noun is not None:
            return self._noun_arguments(trigger, subject, doer)
        doers = [t for t in [doer] if t is not None]
        undergoers = [subject] if passive and subject is not None else objects_of(head)
        means = self._weapons_under(head, WEAPON_PREPOSITIONS)
        means += [w for t in trigger.tokens if t is not head for w in self._weapons_under(t, ())]  # "came under drone fire"
        if trigger.frame == "arrive":
            return doers, [], means
        own_words = {t.i for t in trigger.tokens}
        if trigger.frame == "patient" and (passive or not any(o.i not in own_words for o in objects_of(head))):
            return [], [subject] if subject is not None else undergoers, means
        if trigger.frame == "launch":
            return doers, targets_by_preposition(trigger), undergoers + means
        if trigger.frame == "motion":
            return doers, [], means
        if head.dep in {"acl", "relcl"} and passive and not undergoers:
            undergoers = [head.head]
        undergoers = [t for t in undergoers if t.i not in own_words]
        by_preposition = [] if undergoers else targets_by_preposition(trigger) + prepositional(head, "with")
        return doers, undergoers + [t for t in by_preposition if t.i not in self._weapons], means

    def _noun_arguments(
        self, trigger: Trigger, subject: Token | None, doer: Token | None
    ) -> tuple[list[Token], list[Token], list[Token]]:
        noun = trigger.named
        by = prepositional(noun, "by")
        undergoers = targets_by_preposition(trigger)
        if not undergoers and trigger.type in {"casualties", "destruction", "interception", "displacement", "detention"}:
            undergoers = prepositional(noun, "of", "to")
        means = self._weapons_under(noun, WEAPON_PREPOSITIONS)
        if trigger.subject == "target" and subject is not None:
            return by, [subject, *undergoers], means
        if trigger.subject == "actor" and doer is not None:
            return [doer, *by], undergoers, means
        return by, undergoers, means

    def _weapons_under(self, head: Token, prepositions: Iterable[str]) -> list[Token]:
        found = [c for c in head.children if c.dep in MODIFIERS and c.i in self._weapons]
        for weapon in prepositional(head, *prepositions):
            found.extend(t for t in with_conjuncts(weapon) if t.i in self._weapons)
        for child in head.children:
            if child.dep in {"advcl", "acl"} and child.lemma in {"use", "employ"}:
                found.extend(o for o in objects_of(child) if o.i in self._weapons)
        return found

    # ------------------------------------------------------------------ one participant

    def _place_doer(self, token: Token, roles: Roles, root: Source) -> None:
        for one in with_conjuncts(token):
            weapon = self._weapon_of(one)
            if weapon is not None:
                self._add_instrument(weapon.head, roles)
                roles.actor.extend(self._modifying_actors(one))
            elif one.lemma.lower() in event_nouns():
                roles.actor.extend(self._modifying_actors(one))
                for child in one.children:
                    if child.dep in MODIFIERS and child.i in self._weapons:
                        self._add_instrument(child, roles)
            else:
                self._add_actor(one, roles, root)

    def _weapon_of(self, token: Token) -> WeaponMention | None:
        """The weapon that a noun is, also through a count ("53 of the drones", "one", "dozens of")."""
        if token.i in self._weapons:
            return self._weapons[token.i]
        of = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
        inner = of.child("pobj") if of else None
        return self._weapons.get(inner.i) if inner else None

    def _add_actor(self, token: Token, roles: Roles, root: Source) -> None:
        if token.lower == "it" and self._side is not None:
            # "Hezbollah said it hit a base": a body speaks of itself.
            roles.actor.append(Participant(Span.of(self._text, token.start, token.end), *self._side))
            return
        if token.lower in {"it", "this", "that", "which", "there", "what"} or self._mentions.times.around(token.start, token.end):
            return
        start, end = noun_phrase(token)
        participant = self._resolved(token, Span.of(self._text, start, end), root)
        if participant.name or participant.party or token.pos in {"NOUN", "PROPN"}:
            roles.actor.append(participant)

    def _resolved(self, token: Token, mention: Span, root: Source) -> Participant:
        if token.lower in FIRST_PERSON:
            name = root.on_behalf_of or (root.name if root.kind not in {"person", "witness", "unnamed"} else None)
            return Participant(mention, name if root.party else None, root.party)
        identity = self._cast.resolve(token)
        if identity is not None and _is_bare(token):
            if identity.kind == "armed_group":
                return Participant(mention, None, None)  # "gunmen shot a trader": nobody says whose they are
            if identity.kind == "military" and self._side is not None and identity.party != root.party:
                return Participant(mention, None, root.party)  # "Moscow said air defences had destroyed a drone"
        if identity is not None:
            return Participant(mention, identity.name if identity.named else None, identity.party)
        if token.lower in THIRD_PERSON:
            other = next((p for p in reversed(self._named) if p.party and p.party != root.party), None)
            if other is not None and token.lower in {"they", "them"}:
                return Participant(mention, other.name, other.party)
        return Participant(mention, None, self._party_of_modifiers(token))

    def _party_of_modifiers(self, token: Token) -> str | None:
        for child in token.children:
            if child.dep in MODIFIERS:
                if child.lower in OWN and self._side is not None:
                    return self._side[1]
                identity = self._cast.resolve(child)
                if identity is not None and identity.party:
                    return identity.party
        return None

    def _modifying_actors(self, token: Token) -> list[Participant]:
        """Actors among the modifiers of a weapon or event noun: "Russian missiles", "the army's attack"."""
        found = []
        for child in token.children:
            if child.dep not in MODIFIERS or child.i in self._weapons:
                continue
            if child.lower in OWN and self._side is not None:
                found.append(Participant(Span.of(self._text, child.start, child.end), *self._side))
                continue
            identity = None if child.lower in FIRST_PERSON | THIRD_PERSON else self._cast.resolve(child)
            if identity is not None and identity.party:
                words = [t for t in child.subtree() if t.dep not in {"case", "det", "punct"}]
                mention = Span.of(self._text, words[0].start, words[-1].end)
                before = found[-1].mention if found and found[-1].party == identity.party else None
                if before is not None and self._text[before.end : mention.start].isspace():
                    # "Sudanese army drones": one actor in two modifiers.
                    found.pop()
                    mention = Span.of(self._text, before.start, mention.end)
                found.append(Participant(mention, identity.name, identity.party))
        return found

    def _add_target(self, token: Token, roles: Roles, root: Source, owned: frozenset[int]) -> None:
        if token.lower in {"it", "this", "that", "which", "himself", "themselves"} or token.i not in owned:
            return
        if token.lemma.lower() in event_nouns() or self._mentions.times.around(token.start, token.end):
            return
        start, end = noun_phrase(token)
        place = next((p for p in self._mentions.places.within(start, end) if p.name_end == end and p.start <= start), None)
        if place is not None and token.pos == "PROPN":
            return
        mention = Span.of(self._text, start, end)
        roles.target_heads.append(token)
        if token.pos == "PROPN" or token.lower in FIRST_PERSON:
            roles.target.append(self._resolved(token, mention, root))
            return
        identity = self._cast.resolve(token) if token.pos == "NOUN" else None
        party = self._party_of_modifiers(token) or (identity.party if identity else None)
        roles.target.append(Participant(mention, None, party))

    def _add_instrument(self, token: Token, roles: Roles) -> None:
        weapon = self._weapon_of(token)
        if weapon is None:
            return
        party = None
        for child in weapon.head.children:
            if child.dep in {"compound", "poss"} and child.i not in self._weapons:
                identity = self._cast.resolve(child)
                party = party or (identity.party if identity else None)
        mention = Span.of(self._text, weapon.start, weapon.end)
        roles.instrument.append(Instrument(mention, weapon.name, party, weapon.class_, weapon.model))


def _side(root: Source) -> tuple[str | None, str | None] | None:
    """(name, party) of a body that speaks for itself; None for persons, who say "it" of other things."""
    if root.party is None or root.on_behalf_of is not None or not root.named or root.kind in {"person", "witness", "politician"}:
        return None
    return root.name, root.party


def _is_bare(token: Token) -> bool:
    """Whether nothing in the phrase tells who or whose it is: "gunmen", "air defences"."""
    return all(t.text.islower() and t.dep not in {"det", "poss"} for t in token.subtree())


def _unique(instruments: list[Instrument]) -> list[Instrument]:
    seen: set[tuple[int, int]] = set()
    found = []
    for instrument in instruments:
        key = (instrument.mention.start, instrument.mention.end)
        if key not in seen:
            seen.add(key)
            found.append(instrument)
    return found


def settle_type(trigger: Trigger, roles: Roles, narrative_type: str | None) -> str:
    """
    The event type of a trigger whose kind depends on the weapon ("attack").

    By the instrument's class; without one, the type of the attack that the article tells of;
    failing that an attack on civilians if people are the target, else "armed_clash".
    """
    if trigger.type != "attack":
        return trigger.type
    if trigger.noun is not None and trigger.head.lemma in MEETING and not roles.instrument:
        return "armed_clash"  # "repelled 14 assaults"
    told = _by_words(trigger, roles)
    if told is not None:
        return told
    if narrative_type is None and any(_is_civilian(t) for t in roles.target_heads):
        return "attack_on_civilians"
    return narrative_type or "armed_clash"


def _by_words(trigger: Trigger, roles: Roles) -> str | None:
    """The type that the subject ("blasts rocked the town"), the weapon or "air" tells."""
    subject = subject_of(trigger.head) if trigger.noun is None else None
    told = event_nouns().get(subject.lemma.lower()) if subject is not None else None
    if told is not None and told != "attack":
        return told
    for instrument in roles.instrument:
        if instrument.class_ == "bomb" and trigger.head.lemma in FALLING:
            return "air_strike"
        if instrument.class_ and (found := weapon_events().get(instrument.class_)):
            return found
    strikes = [trigger.named, *([subject] if subject is not None and told == "attack" else [])]
    aerial = any(c.lower in {"air", "aerial"} for t in strikes for c in t.children if c.dep in MODIFIERS)
    return "air_strike" if aerial else None


def _is_civilian(token: Token) -> bool:
    """Whether a target is people who bear no arms, or what only they use."""
    classes = noun_classes().get(token.lemma.lower(), frozenset())
    return "civil" in classes or ("person" in classes and not classes & {"troops", "armed"})
