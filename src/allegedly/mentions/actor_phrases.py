"""
Sentences cut into the noun phrases in which actors stand, and these into elements.

The cut follows the words and their tags, not the tree, because appositions and titles ("the
envoy to X Jane Roe") are where parsers err most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from allegedly.mentions.actor_name_parts import (
    HYPHENS,
    JOINING,
    PARTICLES,
    is_capital,
    is_described,
    is_elided,
    is_foreign,
    is_inner,
    is_joint,
    is_numeral,
    leads_name,
    leads_of,
    nickname,
)
from allegedly.mentions.actor_tables import MEDIA, Entry, given_names, lexicon, name_words, ordinary, rebelling
from allegedly.mentions.places import PlaceMention
from allegedly.records import Sentence, Token

_TEMPORAL = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_NOUNY = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_ARTICLES = frozenset("the le la el o der die das il".split())  # noqa: SIM905
# Kinds of bodies whose noun stands right before their name.
_INTRODUCING = frozenset({*MEDIA, "social_media", "ngo", "company", "analyst"})
# Kinds of bodies of whose name the country after "of" is a part ("News Agency of Malawi"), and of those with branches.
_NATIONAL = frozenset({*MEDIA, "ngo", "medical"})
_BRANCHING = frozenset({"ngo", "international_body"})
_LANDS = frozenset({"state", "place"})
_NATIONWIDE, _SO_CALLED = frozenset({"national", "federal"}), frozenset({"so", "called", "self", "styled"})
# Capitalised words that describe a body without being a name of its own ("the Regional Police").
_PLAIN = frozenset(
    "regional national federal main general central state royal northern southern eastern western provincial city municipal "  # noqa: SIM905
    "local public military joint supreme high region oblast province district the".split()
)


@dataclass(slots=True)
class Element:
    """A piece of a noun phrase: tokens `first:last` of the sentence (half-open) and what they stand for."""

    sort: str
    first: int
    last: int
    entry: Entry | None = None
    country: str | None = None
    kind: str = ""


@dataclass(slots=True)
class Phrase:
    """A run of tokens `first:last` (half-open) without verb, preposition or comma, and the elements in it."""

    first: int
    last: int
    elements: list[Element] = field(default_factory=list)


def is_caseless(sentences: Sequence[Sentence]) -> bool:
    """Whether the text came without useful capitals, so that names must be known in lower case too."""
    lower = sum(1 for s in sentences if not any(t.text[:1].isupper() for t in s.tokens[1:]))
    return len(sentences) > 1 and lower > 0.8 * len(sentences)


class Cutter:
    """
    Cuts sentences into phrases; `places` tells which names are places, and of which state.

    `halved` has the states that "the North" and "the South" are in this text.
    """

    def __init__(self, places: Sequence[PlaceMention], *, caseless: bool, halved: Mapping[str, str] = MappingProxyType({})) -> None:
        self._places = {place.name_start: place for place in places if not place.described}
        self._caseless = caseless
        self._halved = halved

    def phrases(self, sentence: Sentence) -> list[Phrase]:
        """The noun phrases of `sentence` that hold at least one element, in text order."""
        elements = self._elements(sentence.tokens)
        covered = {i: e for e in elements for i in range(e.first, e.last)}
        found: list[Phrase] = []
        current: Phrase | None = None
        for i, token in enumerate(sentence.tokens):
            element = covered.get(i)
            if element is None and not _belongs(sentence.tokens, i):
                current = None
                continue
            opens = element is None and (token.tag in {"DT", "PRP$", "WP$"} and token.lower not in {"all", "both"})
            if current is None or (opens and current.last > current.first):
                current = Phrase(i, i)
                found.append(current)
            current.last = i + 1
            if element is not None and element.first == i:
                current.elements.append(element)
        return [phrase for phrase in found if phrase.elements]

    def _elements(self, tokens: list[Token]) -> list[Element]:
        found: list[Element] = []
        i = 0
        while i < len(tokens):
            element = (
                self._introduced(tokens, i, found[-1] if found else None)
                or self._branch(tokens, i)
                or self._with_inner(tokens, i)
                or self._half(tokens, i)
                or self._body_name(tokens, i)
                or self._after_state(tokens, i)
                or self._known(tokens, i)
                or self._name(tokens, i)
            )
            if element is None:
                i += 1
            else:
                found.append(element)
                i = element.last
        return found

    def _introduced(self, tokens: list[Token], i: int, before: Element | None) -> Element | None:
        """
        The name right after the noun for what bears it, places and numbers included: "the website Kabul Today 24".

        None where the tables know the name, and where it is but a state's ("the firm Russia had closed").
        """
        if before is None or before.entry is None or before.last != i or before.sort not in {"descriptor", "institution"}:
            return None
        if before.entry.kind not in _INTRODUCING or not tokens[i].text[0].isupper() or tokens[i].ent in _TEMPORAL:
            return None
        known = self._known(tokens, i)
        if (tokens[i - 1].text[0].isupper() and i > 1) or (known is not None and known.sort not in {"place", "state"}):
            return None
        last = i + 1
        while last < len(tokens) and (self._goes_on(tokens, last, introduced=True) or is_numeral(tokens, last)):
            last += 1
        while last > i + 1 and tokens[last - 1].text[0].islower() and not is_joint(tokens, last - 2):
            last -= 1
        if known is not None and known.last == last and (known.sort == "state" or before.entry.kind not in MEDIA):
            return None
        return Element("name", i, last, kind="body")

    def _branch(self, tokens: list[Token], i: int) -> Element | None:
        """The branch of an aid or rights group, named after its country: "Oxfam Yemen"."""
        body = self._lexical(tokens, i) if tokens[i].text[0].isupper() else None
        if body is None or body.entry is None or body.sort != "actor" or body.entry.kind not in _BRANCHING:
            return None
        land = self._known(tokens, body.last) if body.last < len(tokens) else None
        if land is None or land.sort not in _LANDS or tokens[land.last - 1].tag != "NNP":
            return None
        whole = tokens[body.last - 1].head.i == tokens[land.last - 1].i or tokens[land.last - 1].head.i == tokens[body.last - 1].i
        return Element("body", i, land.last, kind=body.entry.kind) if whole else None

    def _half(self, tokens: list[Token], i: int) -> Element | None:
        """As in "the North", "the South's army", in a text about a divided land."""
        if tokens[i].text not in self._halved or i == 0 or tokens[i - 1].lower != "the":
            return None
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is not None and (following.text[0].isupper() or following.lower == "of" or following.text in HYPHENS):
            return None
        code = self._halved[tokens[i].text]
        entry = next(o[2] for o in lexicon()[tokens[i].lower] if o[2].code == code and o[2].sort == "state")
        return Element("state", i, i + 1, entry, country=code)

    def _with_inner(self, tokens: list[Token], i: int) -> Element | None:
        """A name of the sort of "Doctors Without Walls", where no table knows it."""
        if not tokens[i].text[0].isupper() or not is_inner(tokens, i + 1):
            return None
        known = self._lexical(tokens, i)
        return known if known is not None and known.last > i + 1 else self._name(tokens, i)

    def _after_state(self, tokens: list[Token], i: int) -> Element | None:
        """A body in whose name a state comes first: "Chad Info", "Thai PBS"; not what a state's name only narrows."""
        state = self._lexical(tokens, i) if tokens[i].tag == "NNP" and tokens[i].dep == "compound" else None
        if state is None or state.sort != "state" or state.last >= len(tokens) or tokens[state.last].ent != "ORG":
            return None
        if (i and tokens[i - 1].lower == "to") or tokens[state.last].text in given_names():
            return None
        known = self._known(tokens, state.last)
        outlet = known is not None and known.entry is not None and known.sort == "actor" and known.entry.kind in MEDIA
        name = known if outlet else None if known is not None else self._name(tokens, state.last)
        if name is None or not any(t.i == tokens[i].head.i for t in tokens[name.first : name.last]):
            return None
        return Element("body", i, name.last, kind=name.entry.kind if name.entry is not None else "outlet")

    def _known(self, tokens: list[Token], i: int) -> Element | None:
        """A phrase of the lexicon or a place, whichever is longer."""
        place = self._place(tokens, i)
        option = self._lexical(tokens, i)
        if place is not None:
            ahead = option is None or place.last > option.last
            if ahead or (option is not None and place.last == option.last and option.sort not in {"state", "actor"}):
                return place
        if option is None and tokens[i].lower in {"its", "their", "his", "her", "whose"} and tokens[i].tag in {"PRP$", "WP$"}:
            return Element("owner", i, i + 1)
        return option

    def _place(self, tokens: list[Token], i: int) -> Element | None:
        place = self._places.get(tokens[i].start)
        if place is None or place.confidence <= 0 or self._is_first_name(tokens, i):
            return None
        last = i + 1
        while last < len(tokens) and tokens[last].end <= place.name_end:
            last += 1
        return Element("place", i, last, country=place.country, kind=place.use if place.metonym else "")

    def _is_first_name(self, tokens: list[Token], i: int) -> bool:
        """Whether what looks like a place is the first name in "Florence Adeyemi", as a title or a comma before it shows."""
        if tokens[i].text not in given_names() or i + 1 >= len(tokens) or i == 0 or tokens[i + 1].tag != "NNP":
            return False
        before = tokens[i - 1]
        closes = i + 2 < len(tokens) and tokens[i + 2].text == ","
        titled = before.pos in {"NOUN", "PROPN"} and not before.ent
        return (titled or (before.text == "," and closes)) and self._lexical(tokens, i + 1) is None

    def _lexical(self, tokens: list[Token], i: int) -> Element | None:
        token = tokens[i]
        options = lexicon().get(token.lower)
        if options is None and token.lower.endswith("."):
            options = lexicon().get(token.lower[:-1])
        if options is None and token.tag == "NNS":
            options = [o for o in lexicon().get(token.lemma.lower(), ()) if len(o[0]) == 1 and o[2].sort in {"title", "descriptor"}]
        if token.text.islower() and options is not None and not self._caseless:
            options = sorted(options, key=lambda option: (-len(option[0]), option[2].proper))
        for words, phrase, entry in options or ():
            n = len(words)
            if n > 1 and (i + n > len(tokens) or any(tokens[i + k].lower not in {words[k], words[k] + "."} for k in range(1, n))):
                continue
            if self._fits(tokens[i : i + n], phrase, entry):
                return Element(entry.sort, i, i + n, entry, country=entry.code)
        return None

    def _fits(self, tokens: list[Token], phrase: str, entry: Entry) -> bool:
        """Whether the case of the words agrees with the entry's: "us" is no state, "Times" no plural."""
        if not entry.proper:
            return _is_noun_like(tokens, entry)
        if self._caseless or (tokens[0].text.islower() and tokens[0].pos == "PROPN"):
            return len(tokens) > 1 or (len(phrase) > 3 and tokens[0].pos in {"PROPN", "ADJ", "NOUN"})  # noqa: PLR2004  "us", "fox"
        text = " ".join(t.text for t in tokens).replace("’", "'")
        if phrase.isupper() and len(tokens) == 1:
            return text == phrase
        if not text[0].isupper() and not phrase[0].islower():
            return text[:2].lower() == "al" and any(t.text[:1].isupper() for t in tokens)
        of_person = entry.sort == "holder"
        if (of_person or entry.kind in MEDIA) and len(tokens) == 1 and self._is_longer(tokens[0], of_person=of_person):
            return False
        known = entry.sort in {"holder", "state", "people"}
        return known or len(tokens) > 1 or tokens[0].pos in {"PROPN", "ADJ"} or bool(tokens[0].ent)

    def _is_longer(self, token: Token, *, of_person: bool = False) -> bool:
        """Whether the name goes on behind `token` with a word that nothing else explains: "Sirius Plus", "Said Omar"."""
        tokens = token.sentence.tokens
        at = token.i - tokens[0].i + 1
        if at >= len(tokens) or tokens[at].tag != "NNP" or not tokens[at].text[0].isupper() or tokens[at].ent in _TEMPORAL:
            return False
        return (of_person or tokens[at].ent != "PERSON") and tokens[at].dep != "appos" and self._known(tokens, at) is None

    def _body_name(self, tokens: list[Token], i: int) -> Element | None:
        """An unknown body whose name ends (or begins) with a word that says what it is: "Lakes Relief"."""
        if not is_capital(tokens[i]) or (i and is_capital(tokens[i - 1]) and tokens[i - 1].lower not in _PLAIN):
            return None
        last = i + 1
        while last < len(tokens) and (
            is_capital(tokens[last])
            or is_elided(tokens[last])
            or (last == i + 1 and tokens[i].lower in name_words("first") and tokens[last].text.isdigit())
            or (is_joint(tokens, last) and is_capital(tokens[last + 1]))
            or is_inner(tokens, last)
            or (last in {i + 1, i + 2} and tokens[i].lower in name_words("leading") and leads_of(tokens, last))
        ):
            last += 1
        if last - i < 2:  # noqa: PLR2004  a name of one word says nothing
            return None
        two = " ".join(t.lower for t in tokens[last - 2 : last])
        kind = (
            name_words("last").get(two)
            or name_words("last").get(tokens[last - 1].lower)
            or name_words("first").get(tokens[i + 1 if tokens[i].lower in _ARTICLES else i].lower)
            or name_words("leading").get(tokens[i].lower)
        )
        if kind is None or self._is_composed(tokens, i, last):
            return None
        if kind in _NATIONAL and leads_of(tokens, last) and (whose := self._known(tokens, last + 1)) and whose.sort in _LANDS:
            last = whose.last
        first = i + 1 if tokens[i].lower == "the" else i
        return Element("body", first, last, kind=kind) if last - first > 1 else None

    def _is_composed(self, tokens: list[Token], first: int, last: int) -> bool:
        """Whether lexicon, places and plain adjectives explain the whole run ("Ukrainian Air Force")."""
        i = first
        while i < last:
            known = self._known(tokens, i)
            if known is None:
                if tokens[i].lower not in _PLAIN:
                    return False
                i += 1
            else:
                if known.sort in {"title", "holder"} and i == first:
                    return True
                i = known.last
        return self._ends_in_known(tokens, first, last)

    def _ends_in_known(self, tokens: list[Token], first: int, last: int) -> bool:
        ends = [known for i in range(first, last) if (known := self._known(tokens, i)) and known.last >= last]
        return bool(ends) and ends[0].sort in {"institution", "actor", "title", "force", "place"}

    def _name(self, tokens: list[Token], i: int) -> Element | None:
        """A run of capitalised words that nothing else explains: a person or an unknown body."""
        leads = (tokens[i].lower in PARTICLES and leads_name(tokens, i)) or is_inner(tokens, i + 1) or is_foreign(tokens, i)
        if not is_capital(tokens[i]) and not leads:
            return None
        if tokens[i].lower in rebelling() and tokens[i + 1 : i + 2] and self._known(tokens, i + 1) is not None:
            return None
        if tokens[i].tag == "JJ" and tokens[i].ent == "NORP" and tokens[i + 1 : i + 2] and tokens[i + 1].text.islower():
            return None
        if is_described(tokens, i) or self._narrows_title(tokens, i):
            return None
        last = i + 1
        while last < len(tokens) and (step := 1 if self._goes_on(tokens, last) else nickname(tokens, last)):
            last += step
        while last > i + 1 and not is_capital(tokens[last - 1]) and not is_joint(tokens, last - 2):
            last -= 1
        ents = {t.ent for t in tokens[i:last]} - {""}
        if ents and ents <= _TEMPORAL:
            return None
        return Element("name", i, last, kind="person" if "PERSON" in ents else "body" if ents & {"ORG", "NORP"} else "")

    def _narrows_title(self, tokens: list[Token], i: int) -> bool:
        """Whether an ordinary word in capitals only says which office or body follows: "Presidential Security Adviser"."""
        following = self._known(tokens, i + 1) if i + 1 < len(tokens) else None
        if following is None or tokens[i].ent == "PERSON" or tokens[i].lower not in ordinary():
            return False
        return following.sort == "title" or (following.sort == "institution" and tokens[i].lower in _NATIONWIDE)

    def _goes_on(self, tokens: list[Token], i: int, *, introduced: bool = False) -> bool:
        """Whether the name goes on with token `i`; `introduced` by a noun for its bearer, it may hold the name of a place."""
        if is_joint(tokens, i) or is_elided(tokens[i]):
            return True
        token = tokens[i]
        if (token.text[0].islower() and is_joint(tokens, i - 1)) or is_inner(tokens, i):
            return True
        if token.lower in PARTICLES and not token.text[0].isupper():
            return leads_name(tokens, i)
        if not is_capital(token) or token.ent in _TEMPORAL:
            return False
        joined = tokens[i - 1].text in HYPHENS or tokens[i - 1].text in JOINING
        known = None if joined else self._known(tokens, i)
        if introduced and known is not None and known.sort in {"place", "state"} and token.tag != "JJ":
            return True
        within = token.ent == "PERSON" and tokens[i - 1].ent == "PERSON"
        return known is None or (within and known.sort in {"place", "descriptor", "title"})


def _is_noun_like(tokens: list[Token], entry: Entry) -> bool:
    """Whether a word of common use stands as a noun here: no verb, and no "some" before another noun."""
    if len(tokens) > 1:
        return True
    token = tokens[0]
    if entry.sort == "descriptor" and entry.kind in MEDIA and token.pos == "ADJ":
        at = token.i - token.sentence.tokens[0].i + 1
        return not any(t.pos == "NOUN" for t in token.sentence.tokens[at : at + 1])
    if entry.sort == "title" and token.pos not in {"NOUN", "PROPN"}:
        at = token.i - token.sentence.tokens[0].i + 1
        following = token.sentence.tokens[at : at + 1]
        named = bool(following) and following[0].pos == "PROPN" and following[0].text[0].isupper()
        return named and token.text != "official"
    return token.pos in {"NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM", "X"} and not _is_pronominal(token, entry)


def _is_pronominal(token: Token, entry: Entry) -> bool:
    """Words like "some" or "others" name somebody only when no noun follows them."""
    if entry.sort != "unnamed" or token.pos in {"NOUN", "PROPN"}:
        return False
    return token.dep not in {"nsubj", "nsubjpass", "pobj", "dobj", "conj", "agent"}


def _belongs(tokens: list[Token], i: int) -> bool:
    """Whether a token without element can stand inside a noun phrase."""
    token = tokens[i]
    if token.ent in {"DATE", "TIME"}:
        return False
    if token.pos in _NOUNY:
        return token.tag not in {"WDT", "WP"}
    if token.tag in {"POS", "PRP$"} or (token.tag in {"VBN", "VBG"} and token.dep == "amod"):
        return True
    if token.lower in _SO_CALLED and any(t.text in HYPHENS for t in tokens[max(0, i - 1) : i + 2]):
        return True
    near = tokens[max(0, i - 1) : i + 2]
    return token.text in HYPHENS and len(near) == 3 and all(a.end == b.start for a, b in pairwise(near))  # noqa: PLR2004
