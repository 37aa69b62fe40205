"""
Noun phrases read as actors: from left to right, each element narrows who is meant.

"Ukraine's air force spokesman Jane Roe": a state, its air force, who speaks for that, and her
name. What follows ("of X", "in X", "(ABC)", ", a colonel,") is read with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from allegedly.mentions.actor_drafts import Draft
from allegedly.mentions.actor_finish import finish
from allegedly.mentions.actor_memory import Memory
from allegedly.mentions.actor_phrases import Element, Phrase
from allegedly.mentions.actor_tables import capitals
from allegedly.mentions.identities import Identity
from allegedly.records import Sentence, Token

_LINKS = frozenset({"of", "to", "for", "at", "in", "from", "with"})
# Uses of a place's name in which nothing happens there: a state acts, a body sits.
_NO_SCENES = frozenset({"metonym", "seat"})
_AWAY = frozenset({"from", "towards", "toward", "than"})
_LOCATIVES = frozenset({"in", "across", "throughout", "inside"})
_NAMES = frozenset({"name", "body", "holder", "actor"})
# Words between a noun and the name that its bearer has or goes by.
_NAMING = frozenset(
    tuple(words.split())
    for words in (
        "called", "named", "known as", "calling itself", "calling himself", "calling herself", "identified as", "that calls itself",
        "which calls itself", "who called himself", "who called herself", "who calls himself", "who calls herself",
        "that called itself", "which called itself", "who identified himself as", "who identified herself as", ", known as",
    )
)  # fmt: skip
_LONGEST_COMPLEMENT = 6
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})


@dataclass(slots=True)
class SentenceReader:
    """Reads the phrases of one sentence; `found` maps token numbers (`Token.i`) to identities."""

    sentence: Sentence
    phrases: list[Phrase]
    memory: Memory
    article: Memory
    found: dict[int, Identity]
    _fronted: str | None = field(default=None, init=False)

    def read(self) -> None:
        """Read the sentence; updates `memory` and `found`."""
        k = 0
        self._fronted = self._fronted_state()
        paragraph, state = self.memory.acted
        self.memory.acted_before = state if paragraph == self.sentence.paragraph else None
        self.memory.subject_state = None
        self.memory.named_here = {e.country for p in self.phrases for e in p.elements if e.sort == "state" and e.country}
        self.memory.sentence = self.sentence.i
        self.memory.in_headline = self.sentence.zone.kind == "headline"
        while k < len(self.phrases):
            draft = Draft(self.sentence.tokens, self.memory, self.article, self._fronted)
            k = self._phrase(k, draft)
            self._conclude(draft)
        self.memory.acted = (self.sentence.paragraph, self.memory.subject_state)

    def _fronted_state(self) -> str | None:
        """The state that, or whose capital, opens the sentence ("In Lisbon, the ministry said…")."""
        tokens = self.sentence.tokens
        if len(tokens) < 4 or not self.phrases:  # noqa: PLR2004
            return None
        element = self.phrases[0].elements[0]
        after = tokens[element.last].text if element.last < len(tokens) else ""
        if element.first == 0 and element.sort in {"state", "place"} and after == ":":
            self.memory.headed = (self.sentence.paragraph, element.country)
            self.memory.place(element.country)
        paragraph, state = self.memory.headed
        if paragraph == self.sentence.paragraph and state is not None:
            return state
        if after != "," or not self._opens(element) or tokens[element.first - 1].lower not in {"in", "from"}:
            return None
        return element.country if element.sort == "state" or self._is_capital(element) else None

    def _opens(self, element: Element) -> bool:
        """Whether only a preposition, and adverbs before it, precede `element` in the sentence ("Meanwhile, in X")."""
        before = self.sentence.tokens[: element.first]
        return bool(before) and all(t.pos in {"ADV", "PUNCT", "CCONJ"} for t in before[:-1])

    def _is_capital(self, element: Element) -> bool:
        words = " ".join(t.text for t in self.sentence.tokens[element.first : element.last])
        return element.country is not None and capitals().get(words) == element.country

    def _phrase(self, k: int, draft: Draft) -> int:
        """Read phrase `k` and what belongs to it into `draft`; returns the number of the next phrase."""
        phrase = self.phrases[k]
        draft.begin(phrase)
        for element in _without_modifiers(phrase.elements):
            if draft.name is not None and element.sort in {"institution", "title", "unnamed", "force"} and self._owns(draft.name):
                self._hand_over(draft)
            if draft.name is not None and _is_region_of(draft.name, element):
                draft.elements.remove(draft.name)
                draft.name = None
            if draft.name is not None and element.sort != "descriptor":
                break
            draft.take(element)
        k = self._linked(k, draft)
        k = self._acronym(k, draft)
        return self._apposition(k, draft)

    def _owns(self, name: Element) -> bool:
        """Whether a name is only the owner of what follows it: "Biden officials", "Kanaan's army"."""
        tokens = self.sentence.tokens
        return name.sort == "holder" or (name.last < len(tokens) and tokens[name.last].tag == "POS")

    def _hand_over(self, draft: Draft) -> None:
        """Make the person named so far the owner of what follows in the phrase."""
        if draft.name is None:
            return
        self._read_alone(draft.name)
        identity = self.found.get(self.sentence.tokens[draft.name.first].i)
        draft.elements.remove(draft.name)
        draft.name, draft.titles, draft.owned = None, [], True
        if identity is not None and identity.party is not None:
            if len(identity.party) == 2:  # noqa: PLR2004  ISO 3166 alpha-2
                draft.state = identity.party
            draft.owner = _body_of(identity)

    # ------------------------------------------------------------------ what follows the phrase

    def _linked(self, k: int, draft: Draft) -> int:
        """Complements: "of the Azov brigade", "to Ukraine Jane Roe", "in Moscow"."""
        while k + 1 < len(self.phrases):
            here, following = self.phrases[k], self.phrases[k + 1]
            between = _link(self.sentence.tokens, here, following)
            if len(between) != 1 or between[0].lower not in _LINKS or not draft.wants(between[0].lower, here):
                return k
            preposition = between[0].lower
            if following.first < following.elements[0].first and preposition in {"in", "at", "with"} and not draft.is_titled():
                first = self.sentence.tokens[following.first]
                if first.tag != "DT":
                    return k
            if self._serves(draft, following, preposition):
                inner = Draft(self.sentence.tokens, self.memory, self.article, self._fronted)
                inner.begin(following)
                self._fill(inner, following)
                self._adopt(draft, inner, preposition)
                draft.last = following.last
                k += 1
                k = self._inner_links(k, draft, inner)
                continue
            if not self._place_or_state(draft, following, preposition):
                return k
            k += 1
        return k

    def _serves(self, draft: Draft, following: Phrase, preposition: str) -> bool:
        """Whether the complement names a body that the person or the part serves, not only where they are."""
        last = following.elements[-1].sort
        if preposition == "to":
            return draft.serves()
        if preposition == "of" and draft.is_institution() and last == "institution":
            return True
        inside = preposition in {"in", "within"} and last in {"institution", "actor"}
        return (inside or preposition in {"of", "for", "at", "from", "with"}) and (draft.is_titled() or draft.name is not None)

    def _inner_links(self, k: int, draft: Draft, inner: Draft) -> int:
        """A complement's own complement ("a nurse at the hospital in Goma")."""
        if k + 1 < len(self.phrases):
            following = self.phrases[k + 1]
            between = self.sentence.tokens[self.phrases[k].last : following.first]
            if len(between) == 1 and between[0].lower in {"of", "in"} and self._place_or_state(inner, following, between[0].lower):
                self._adopt(draft, inner, "of")
                return k + 1
        return k

    def _fill(self, draft: Draft, phrase: Phrase) -> None:
        for element in phrase.elements:
            draft.take(element)

    def _adopt(self, draft: Draft, inner: Draft, preposition: str) -> None:
        """Make what a complement names the owner of `draft`, and a person's name at its end the draft's name."""
        if draft.name is None and inner.name is not None and inner.name.kind != "body" and inner.has_owner() and not inner.titles:
            draft.name, inner.name = inner.name, None
        identity = finish(inner)
        if identity is not None:
            if not inner.is_mere_state():
                draft.owner = _body_of(identity) if identity.person else identity
            if not identity.person or preposition in {"of", "to"}:
                self._assign(inner, identity)
            if inner.name is not None and not identity.person:
                self.memory.note(identity, inner.nouns(), is_subject=False)
        if draft.state is None:
            draft.state = inner.state or (identity.party if identity is not None and len(identity.party or "") == 2 else None)  # noqa: PLR2004
        draft.place = draft.place or inner.place
        draft.has_complement = True

    def _place_or_state(self, draft: Draft, phrase: Phrase, preposition: str) -> bool:
        """Take "in Moscow", "of Iraq", "to Ukraine" from the front of `phrase`; a name behind it is the draft's."""
        element = phrase.elements[0]
        if element.sort not in {"state", "place", "actor"} or (element.sort == "actor" and preposition not in {"to", "of"}):
            return False
        if preposition != "to":
            if element.sort == "place" and preposition == "in" and draft.is_institution() and not self._seats(element, draft):
                return False
            draft.state = draft.state or element.country or _state_of(element)
            draft.place = draft.place or element.sort == "place"
        rest = phrase.elements[1:]
        if (
            rest
            and rest[0].sort in {"name", "holder"}
            and rest[0].first == element.last
            and draft.is_titled()
            and draft.name is None
        ):
            draft.take(rest[0])
        self._see(element)
        draft.has_complement = True
        draft.last = phrase.last
        self._read_alone(element)
        return True

    def _seats(self, element: Element, draft: Draft) -> bool:
        return draft.state is None or element.country == draft.state or self._is_capital(element)

    def _acronym(self, k: int, draft: Draft) -> int:
        """A short name in brackets after the full one: "the Kivu Free Front (KFF)"."""
        if k + 1 >= len(self.phrases):
            return k
        following = self.phrases[k + 1]
        tokens = self.sentence.tokens
        opened = following.first == self.phrases[k].last + 1 and tokens[following.first - 1].text in "(["
        closed = following.last < len(tokens) and tokens[following.last].text in ")]"
        short = "".join(t.text for t in tokens[following.first : following.last])
        if not (opened and closed and following.last - following.first <= 3 and sum(c.isupper() for c in short) > 1):  # noqa: PLR2004
            return k
        draft.acronym = short
        draft.extra.extend(range(following.first, following.last))
        return k + 1

    def _apposition(self, k: int, draft: Draft) -> int:
        """What stands between commas beside it: a name beside a title, a title beside a name, "another armed group"."""
        if k + 1 >= len(self.phrases):
            return k + 1
        here, following = self.phrases[k], self.phrases[k + 1]
        tokens = self.sentence.tokens
        start = here.last + (1 if draft.acronym else 0)
        while start < following.first and tokens[start].text in ")]":
            start += 1
        between = tokens[start : following.first]
        naming = tuple(t.lower for t in between) in _NAMING
        if not naming and [t.text for t in _after_complement(between, draft)] != [","]:
            return k + 1
        side = Draft(tokens, self.memory, self.article, self._fronted)
        side.begin(following)
        self._fill(side, following)
        if not (draft.takes_name(side, stated=naming) or (not naming and draft.takes_beside(side))):
            return k + 1
        last = self._linked(k + 1, side)
        end = self.phrases[last].last
        after = tokens[end] if end < len(tokens) else None
        if after is not None and after.pos == "CCONJ" and not naming:
            return k + 1
        if not naming and (self._acts_itself(side, after) or self._is_lead_in(here, side)):
            return k + 1
        draft.join(side)
        return self._apposition(last, draft) if naming else last + 1

    def _is_lead_in(self, here: Phrase, side: Draft) -> bool:
        """Whether only a place of speaking opens the sentence: "In a video on Telegram, the commander, Idris Hamdan, said"."""
        tokens = self.sentence.tokens
        core = side.tokens_of_core()
        head = tokens[core[-1]] if core else None
        opened = tokens[0].pos == "ADP" and tokens[here.last - 1].dep == "pobj"
        return opened and head is not None and head.dep == "nsubj" and head.head.dep == "ROOT"

    def _acts_itself(self, side: Draft, after: Token | None) -> bool:
        """Whether what stands after the comma does what follows: "At the clinic, a nurse said", "A monk, she recalled, had"."""
        core = side.tokens_of_core()
        head = self.sentence.tokens[core[-1]] if core else None
        if after is None or head is None or head.dep not in {"nsubj", "nsubjpass"} or after.pos not in {"VERB", "AUX"}:
            return False
        return head.head.i >= after.i

    # ------------------------------------------------------------------ conclusions

    def _conclude(self, draft: Draft) -> None:
        for element in draft.elements:
            self._see(element)
        identity = finish(draft)
        own = [e for e in draft.elements if draft.first <= e.first < draft.last]
        for element in draft.modifiers():
            self._read_alone(
                element, [e for e in own if e.last <= element.first and e.sort in {"state", "place", "owner", "actor"}]
            )
        if identity is None:
            return
        self._assign(draft, identity)
        head = self.sentence.tokens[draft.tokens_of_core()[-1]] if draft.tokens_of_core() else None
        self.memory.note(identity, draft.nouns(), is_subject=head is not None and _is_subject(head))
        if identity.kind == "armed_group" and identity.named and not identity.person and draft.name is not None:
            for element in draft.elements:
                if element.sort in {"force", "descriptor"}:
                    self.memory.called[draft.words(element.first, element.last).lower().split()[0].removesuffix("s")] = identity
        if draft.acronym:
            self.memory.acronyms[draft.acronym.lower()] = identity
        self.memory.offices.update(dict.fromkeys(draft.offices(identity), identity))

    def _see(self, element: Element) -> None:
        """Note a place where the news plays."""
        if self._locates(element):
            words = " ".join(t.text for t in self.sentence.tokens[element.first : element.last])
            self.memory.place(element.country, words if element.sort == "place" else "")

    def _locates(self, element: Element) -> bool:
        """Whether the news plays there: in a town or region, or in a state after "in"; a capital that acts is no such place."""
        if element.sort == "place":
            tokens = self.sentence.tokens[max(0, element.first - 3) : element.first]
            return element.kind not in _NO_SCENES and not any(t.lower in _AWAY for t in tokens)
        before = self.sentence.tokens[element.first - 1].lower if element.first else ""
        return element.sort == "state" and before in _LOCATIVES and not self._is_adjective(element)

    def _is_adjective(self, element: Element) -> bool:
        return self.sentence.tokens[element.last - 1].tag in {"JJ", "NNS", "NNPS"}

    def _assign(self, draft: Draft, identity: Identity) -> None:
        tokens = self.sentence.tokens
        for i in draft.tokens_of_core():
            self.found[tokens[i].i] = identity

    def _read_alone(self, element: Element, before: Sequence[Element] = ()) -> None:
        """An element that only narrows another: "army" in "army spokesman", "Russian" in "Russian missiles"."""
        draft = Draft(self.sentence.tokens, self.memory, self.article, self._fronted)
        draft.begin(Phrase(before[0].first if before else element.first, element.last, [element]))
        for one in (*before, element):
            draft.take(one)
        draft.state = draft.state or element.country
        identity = finish(draft)
        if identity is not None:
            identity = replace(identity, plural=False)
            for i in range(element.first, element.last):
                self.found[self.sentence.tokens[i].i] = identity
            self.memory.note(identity, draft.nouns(), is_subject=False)


def _state_of(element: Element) -> str | None:
    """The state that a body of the tables is of, if it is a state's: that of "the Korean People's Army"."""
    party = element.entry.party if element.entry is not None else None
    return party if party is not None and len(party) == 2 else None  # noqa: PLR2004  ISO 3166 alpha-2


def _is_region_of(name: Element, element: Element) -> bool:
    """Whether a name that no table knows is the region of the body right behind it: "the Amhara regional government"."""
    local = element.sort == "institution" and element.entry is not None and element.entry.name == "{words}"
    return local and name.sort == "name" and name.last == element.first


def _without_modifiers(elements: list[Element]) -> list[Element]:
    """The elements without a name that only narrows the noun for the bearer of another: "the Gulf channel Al-Watan"."""
    for k, (one, noun) in enumerate(pairwise(elements)):
        bearer = noun.sort == "descriptor" and one.last == noun.first
        if one.sort == "name" and bearer and any(e.sort in _NAMES for e in elements[k + 2 :]):
            return elements[:k] + elements[k + 1 :]
    return elements


def _link(tokens: list[Token], here: Phrase, following: Phrase) -> list[Token]:
    """The words between two phrases; a title that itself ends in "of" holds the preposition ("representative of")."""
    between = tokens[here.last : following.first]
    return between or [t for t in tokens[here.last - 1 : here.last] if t.lower == "of"]


def _after_complement(between: list[Token], draft: Draft) -> list[Token]:
    """What follows a complement in which nobody is named: the comma in "the leader of the uprising, Jane Roe"."""
    if not between or between[0].lower not in {"of", "in"} or not draft.is_titled():
        return between
    plain = takewhile(lambda t: t.pos in {"DET", "ADJ", "NOUN"}, between[1:_LONGEST_COMPLEMENT])
    return between[1 + len(list(plain)) :]


def _body_of(person: Identity) -> Identity:
    """The body for which a person speaks, so that an aide of theirs speaks for it too."""
    return Identity(person.on_behalf_of or person.name, person.kind, person.party, person.named)


def _is_subject(token: Token) -> bool:
    while token.dep in {"compound", "appos", "flat", "nmod"} and token.head is not token:
        token = token.head
    asked = token.dep == "ROOT" and token.pos in {"NOUN", "PROPN"} and token.sentence.tokens[-1].text == "?"
    return asked or token.dep in _SUBJECTS
