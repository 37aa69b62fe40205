"""A noun phrase being read: what its elements have told so far of who is meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from allegedly.mentions.actor_memory import Memory
from allegedly.mentions.actor_phrases import Element, Phrase
from allegedly.mentions.actor_tables import OUTLETS, body_nouns
from allegedly.mentions.identities import Identity
from allegedly.records import Token

_ALPHA2 = 2
_CORES = frozenset({"institution", "force", "descriptor", "unnamed", "title"})
_NAMES = frozenset({"name", "body", "holder"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "same"})
_INDEFINITE = frozenset(
    {"a", "an", "some", "one", "another", "several", "many", "two", "three", "four", "other", "few", "no", "any", "both"}
)
# Kinds whose noun beside a name makes it a body's, of which no title is told.
_BODIES = frozenset({"outlet", "wire", "state_media", "ngo", "company"})
_RUN = frozenset({"run", "owned", "controlled", "funded", "backed", "aligned", "affiliated"})
_BACKED = frozenset({"backed", "supported", "aligned", "allied", "funded"})
_LINKED_FORCES = frozenset({"of", "from", "in"})


@dataclass(slots=True)
class Draft:
    """
    The state of reading one phrase with what belongs to it; token numbers are positions in the sentence.

    `state` is the code of the state named in it, `owner` the body to which it belongs, `titles` the titles in it, `name`
    the proper name, `place` whether a place within a state narrows it.
    """

    tokens: list[Token]
    memory: Memory
    article: Memory
    fronted: str | None = None
    first: int = 0
    last: int = 0
    elements: list[Element] = field(default_factory=list)
    titles: list[Element] = field(default_factory=list)
    name: Element | None = None
    state: str | None = None
    place: bool = False
    owner: Identity | None = None
    acronym: str | None = None
    has_complement: bool = False
    extra: list[int] = field(default_factory=list)
    beside: list[Draft] = field(default_factory=list)
    owned: bool = False

    def begin(self, phrase: Phrase) -> None:
        """Start on `phrase`."""
        self.first, self.last = phrase.first, phrase.last

    def take(self, element: Element) -> None:
        """The next element from the left."""
        self.elements.append(element)
        if element.sort in {"state", "people"}:
            self.state = element.country
        elif element.sort == "place":
            self.state = self.state or element.country
            self.place = True
        elif element.sort == "title":
            self.titles.append(element)
        elif element.sort in _NAMES:
            self.name = element
        elif element.sort == "owner":
            self._take_owner(self.tokens[element.first].lower)

    def _take_owner(self, pronoun: str) -> None:
        self.owned = True
        whose = self.memory.person if pronoun in {"his", "her"} else self.memory.focus
        if pronoun == "whose":
            whose = self.memory.latest
        if pronoun == "their" and self.memory.plural is not None:
            whose = self.memory.plural
        if whose is None:
            return
        self.owner = whose if not whose.person or pronoun == "their" else None
        if whose.party is not None and len(whose.party) == _ALPHA2:
            self.state = whose.party

    # ------------------------------------------------------------------ questions of the reader

    @property
    def core(self) -> Element | None:
        """The element that says what sort of actor it is: the last one, but a name above all."""
        return self.name or (self.elements[-1] if self.elements else None)

    def is_titled(self) -> bool:
        """Whether a title or a word for unnamed people waits for whom it serves."""
        last = self.elements[-1] if self.elements else None
        return last is not None and self.name is None and last.sort in {"title", "unnamed", "force", "descriptor"}

    def serves(self) -> bool:
        """Whether a title waits for the one served: "an aide *to* the president", not "the ambassador to France"."""
        last = self.elements[-1] if self.elements else None
        return self.is_titled() and last is not None and last.entry is not None and last.entry.role in {"head", "spokes"}

    def is_institution(self) -> bool:
        """Whether the phrase so far ends in a body's common noun."""
        return bool(self.elements) and self.elements[-1].sort == "institution"

    def is_mere_state(self) -> bool:
        """Whether nothing but a state or place was named."""
        return all(e.sort in {"state", "place"} for e in self.elements)

    def has_owner(self) -> bool:
        """Whether a state, place or body stands before a name, so that the name is not theirs."""
        return any(e.sort in {"state", "place", "actor", "institution"} for e in self.elements)

    def wants(self, preposition: str, phrase: Phrase) -> bool:
        """Whether a complement with `preposition` belongs to what the phrase names."""
        last = self.elements[-1] if self.elements else None
        if last is not None and last is self.name and self.titles:
            return preposition == "of" and last.last == phrase.last
        if last is None or last.sort not in _CORES or last.last != phrase.last:
            return False
        if last.sort == "title":
            return True
        if last.sort == "force":
            return preposition == "of"
        if last.sort in {"unnamed", "descriptor"}:
            return preposition in _LINKED_FORCES or (preposition == "at" and last.sort == "unnamed")
        return preposition in {"of", "in", "to"}

    def takes_beside(self, side: Draft) -> bool:
        """Whether `side`, after a comma, says more of the same actor."""
        if self.name is None and self.titles and self.elements[-1].sort != "institution":
            return (
                side.name is not None
                and side.name.sort != "body"
                and all(e.sort in {"title", "name", "holder"} for e in side.elements)
            )
        if self.name is None and len(self.elements) > 0 and self.elements[-1].sort == "actor" and side.elements:
            return side.name is None and side.elements[-1].sort in {"descriptor", "force"}
        if self.name is None or side.name is not None or not side.elements:
            return False
        last = side.elements[-1]
        leads = self.tokens[side.first].lower
        if self.name.sort == "name":
            if last.sort == "title" and any(e.sort == "descriptor" and e.entry and e.entry.kind in _BODIES for e in self.elements):
                return False
            return last.sort in {"title", "descriptor"} or (
                last.sort == "force" and last.entry is not None and leads in {"a", "an", "another", "the"}
            )
        return self.name.sort == "body" and last.sort in {"descriptor", "force"}

    def takes_name(self, side: Draft, *, stated: bool) -> bool:
        """Whether `side` names what a common noun tells: "a local militia, the Kivu Guard", or `stated` so ("a man called X")."""
        last = self.elements[-1] if self.elements else None
        if last is None or self.name is not None or side.name is None or side.titles or last.last != self.last:
            return False
        if stated:
            return last.sort in {"descriptor", "force", "title", "unnamed"} and side.elements == [side.name]
        bodily = (side.name.sort == "body" or side.name.kind == "body") and (
            self.tokens[side.first].lower == "the" or last.sort == "descriptor"
        )
        return bodily and last.sort in {"descriptor", "force"} and self.determiner() != "bare" and side.elements == [side.name]

    def join(self, side: Draft) -> None:
        """Take over what an apposition told."""
        self.beside.append(side)
        self.name = self.name or side.name
        self.titles.extend(side.titles)
        self.owner = self.owner or side.owner
        self.state = side.state or self.state
        self.extra.extend(side.tokens_of_core())
        kept = [e for e in side.elements if e.sort not in _NAMES]
        self.elements[:0] = kept

    # ------------------------------------------------------------------ words and tokens

    def determiner(self) -> str:
        """As in "definite", "indefinite" or "bare", by what opens the phrase or owns it."""
        first = self.tokens[self.first].lower if self.first < len(self.tokens) else ""
        if first in _INDEFINITE or (self.tokens[self.first].pos == "NUM" and self.first < self.last):
            return "indefinite"
        if first in _DEFINITE or self.has_owner() or self.owned:
            return "definite"
        return "bare"

    def says_state(self) -> bool:
        """Whether "state", "state-run" or "official" stands in the phrase."""
        return any(t.lower in {"state", "official", "government"} for t in self.tokens[self.first : self.last])

    def is_state_run(self) -> bool:
        """Whether "state-run" or the like stands in the phrase."""
        tokens = self.tokens[self.first : self.last]
        return any(a.lower == "state" and b.lower in _RUN for a, b in zip(tokens, tokens[2:], strict=False))

    def is_backed(self) -> bool:
        """Whether the phrase tells of those whom another backs: "RSF-backed fighters" are not the RSF."""
        tokens = self.tokens[self.first : self.last]
        return any(a.text in "-–‑" and b.lower in _BACKED for a, b in pairwise(tokens))

    def is_compound_part(self, element: Element) -> bool:
        """Whether the element is bound to what follows by a hyphen or "and": "command-and-control centre"."""
        if element.last + 1 >= len(self.tokens) or element.last < self.last:
            following = self.tokens[element.last] if element.last < len(self.tokens) else None
            return following is not None and following.text in "-–‑" and following.start == self.tokens[element.last - 1].end
        return self.tokens[element.last].lower == "and" and self.tokens[element.last + 1].lower == "control"

    def words(self, first: int | None = None, last: int | None = None) -> str:
        """The phrase as written, its white space made single."""
        start, stop = self.first if first is None else first, self._stop() if last is None else last
        parts: list[str] = []
        for token, before in zip(self.tokens[start:stop], [None, *self.tokens[start : stop - 1]], strict=False):
            if before is not None and token.start > before.end:
                parts.append(" ")
            parts.append(token.text)
        return "".join(parts).replace("’", "'")

    def _stop(self) -> int:
        """Where the actor's own words end: before a noun that it only narrows ("Editor" in "Editor's note")."""
        core = self.core
        return self.last if core is None or self.has_complement else core.last

    def name_words(self) -> str:
        """The proper name as written."""
        return self.words(self.name.first, self.name.last) if self.name is not None else ""

    def core_elements(self) -> list[Element]:
        """The elements that together are the actor; the others only narrow it."""
        core = self.core
        if core is None:
            return []
        chosen = [core]
        if self.name is not None:
            chosen += [e for e in self.elements if e.sort in {"title", "descriptor", "force", "unnamed"}]
        return chosen + [e for e in self._nouns_of_medium(core) if e not in chosen]

    def _nouns_of_medium(self, core: Element) -> list[Element]:
        """The noun right before the name of a medium for what it is: "state news agency" in "the state news agency Antara"."""
        if core.sort not in {"actor", "name", "body"} or (core.entry is not None and core.entry.kind not in OUTLETS):
            return []
        beside = (e for e in self.elements if e.last == core.first and e.sort in {"institution", "descriptor"})
        return [e for e in beside if e.entry is not None and e.entry.kind in OUTLETS]

    def modifiers(self) -> list[Element]:
        """Elements that are actors of their own beside the core."""
        core = self.core_elements()
        inside = {id(e) for e in core}
        return [
            e for e in self.elements if id(e) not in inside and e.sort not in {"title", "name", "owner", "unnamed", "descriptor"}
        ]

    def tokens_of_core(self) -> list[int]:
        """Positions of the core's tokens, the head among them, in order."""
        found = {i for e in self.core_elements() for i in range(e.first, e.last)}
        found.update(self.extra)
        return sorted(found)

    def nouns(self) -> list[str]:
        """What the actor may be called again: "the ministry", "the general"."""
        found = []
        for element in self.elements:
            if element.sort in {"title", "descriptor", "unnamed"} and (self.name is not None or element is self.core):
                words = self.words(element.first, element.last).lower()
                found += [words, words.rsplit(" ", maxsplit=1)[-1]]
                found += ["governor"] if words == "head" and self._heads_region() else []
                found += ["doctor"] if words.removesuffix(".") == "dr" else []
        core = self.core
        if core is not None and core.entry is not None:
            if core.sort == "institution":
                found += [core.entry.body, core.entry.name, self.words(core.first, core.last).lower()]
            if core.sort == "actor" and core.entry.kind in {
                "emergency_services",
                "government",
                "military",
                "medical",
                "politician",
            }:
                named = core.entry.name.lower().split()
                found += [" ".join(named[-2:]), named[-1]] if len(named) > 1 else []
                found += [word for word in named if word in body_nouns()]
            if core.entry.role == "army" and core.sort == "actor":
                found += ["army", "{army}"]
        return found

    def _heads_region(self) -> bool:
        """Whether a "head" is that of the administration of a region, whom others call its governor."""
        name = self.owner.name.lower() if self.owner is not None else ""
        return name.endswith("administration") and "regional" in name

    def offices(self, identity: Identity) -> list[tuple[str, str]]:
        """(state, office) of a named person in a state's office, for "the president" later on."""
        if not (identity.person and identity.named and identity.party):
            return []
        found = [(identity.party, self.words(e.first, e.last).lower()) for e in self.titles]
        if self.name is not None and self.name.entry is not None:
            found.append((identity.party, self.name.entry.role))
        return found
