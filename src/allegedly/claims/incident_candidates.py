"""
Who, what, where and when may fill the roles of an article's incidents, each mention with its signs.

A candidate is one mention: `key` is what it would fill the role with, so that several mentions of one thing share a key.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allegedly import tables
from allegedly.claims.incident_happenings import Context, Happening, noun_classes
from allegedly.mentions.quantities import QuantityMention
from allegedly.records import Sentence, Token

INSIDE = frozenset({"compound", "nmod", "amod", "nummod", "det", "flat"})
PEOPLE = frozenset({"person", "armed", "civil", "troops", "emergency"})
BODY = re.compile(
    r"(?:army|forces?|police|guard|cartels?|mafias?|squads?|movement|front|group|organi[sz]ation|command|party|military|battalion|"
    r"brigade|government|faction|coalition|columns?|path|extraditables|units?|traffickers|commandos?|regime|alliance)$",
    re.IGNORECASE,
)
DOER = re.compile(r"(?:man|men|woman|women|er|ers|or|ors|ist|ists|ian|ians|ees?|ants?|ents?|people|children)$")
DIGITS = re.compile(r"[\d,.]+$")
LONGEST_PATH = 4
FAR = 9


@dataclass(slots=True)
class Candidate:
    """One mention that may fill `role` with `key`; `token` is its head, None for what stands nowhere ("on or before that day")."""

    role: str
    key: str
    token: Token | None
    signs: list[str]
    start: int = 0
    end: int = 0


class Scene:
    """The article's context with its scored happenings, asked for the signs of a mention among them."""

    def __init__(self, context: Context, happenings: Sequence[Happening]) -> None:
        self.context = context
        self.happenings = happenings
        self.strengths: dict[int, float] = {}
        self._by_token = {h.token.i: h for h in happenings}
        self._in_sentence: dict[int, list[Happening]] = {}
        for happening in happenings:
            i = happening.token.sentence.i
            self.strengths[i] = max(self.strengths.get(i, -FAR), happening.score)
            self._in_sentence.setdefault(i, []).append(happening)

    def signs(self, token: Token) -> list[str]:
        """How a mention's head stands to the happenings around it."""
        here = self.strengths.get(token.sentence.i)
        before, after = (self.strengths.get(token.sentence.i + d) for d in (-1, 1))
        found = [f"here:{_step(here)}", f"before:{_step(before)}", f"after:{_step(after)}", f"at:{min(token.sentence.i, 12)}"]
        found += [f"dep:{token.dep}", f"gov:{token.head.lemma.lower()}", f"{token.dep}>{token.head.lemma.lower()}"]
        found += self._path(token)
        nearest = min(
            self._in_sentence.get(token.sentence.i, ()), key=lambda h: (abs(h.token.i - token.i), h.token.i), default=None
        )
        if nearest is not None:
            side = "l" if token.i < nearest.token.i else "r"
            found += [f"near:{side}{min(abs(nearest.token.i - token.i), FAR)}", f"near:{side}:{nearest.token.lemma.lower()}"]
            found += [f"near:{nearest.kind}", f"nearscore:{_step(nearest.score)}"]
        return found

    def _path(self, token: Token) -> list[str]:
        """The way up the tree to the next happening above."""
        steps: list[str] = []
        here = token
        while here.head is not here and len(steps) < LONGEST_PATH:
            steps.append(here.dep)
            here = here.head
            happening = self._by_token.get(here.i)
            if happening is not None:
                way = ">".join(steps)
                return [
                    f"up:{way}:{here.lemma.lower()}",
                    f"up:{way}:{happening.kind}:{here.tag}",
                    f"upscore:{_step(happening.score)}",
                    f"up:{way}:{_step(happening.score)}",
                    f"upkind:{happening.kind}",
                ]
        return ["up:none"]


def _step(score: float | None) -> str:
    return "none" if score is None else str(max(-4, min(3, round(score))))


def find_candidates(scene: Scene) -> list[Candidate]:
    """Every mention that may fill a role, in no particular order of roles."""
    found: list[Candidate] = []
    for sentence in scene.context.sentences:
        if sentence.zone.kind == "dateline":
            continue
        for token in sentence.tokens:
            if token.pos in {"NOUN", "PROPN"} and not _is_inside(token):
                found.extend(_of_noun(scene, token))
            elif token.pos in {"NOUN", "PROPN"}:
                found.extend(_of_modifier(scene, token))
    found.extend(_places(scene))
    found.extend(_times(scene))
    return found


def _is_inside(token: Token) -> bool:
    return token.dep in INSIDE and token.head.pos in {"NOUN", "PROPN"} and token.head.i > token.i


def phrase_of(head: Token) -> list[Token]:
    """The noun with the words before it that belong to it, without articles."""
    tokens, at = head.sentence.tokens, head.i - head.sentence.tokens[0].i
    first = at
    while first > 0 and (tokens[first - 1].head is head or tokens[first - 1].head.i in range(tokens[first].i, head.i)):
        if tokens[first - 1].dep not in INSIDE | {"poss", "punct", "quantmod", "advmod"} or tokens[first - 1].text in {
            ",",
            "(",
            "[",
        }:
            break
        first -= 1
    while first < at and (tokens[first].pos in {"DET", "PUNCT", "PRON", "ADV", "ADP"} or tokens[first].dep == "punct"):
        first += 1
    return tokens[first : at + 1]


def _own_signs(scene: Scene, head: Token, phrase: Sequence[Token]) -> list[str]:
    found = [f"h:{head.lemma.lower()}", f"tag:{head.tag}", f"pos:{head.pos}"]
    found += [f"m:{t.lemma.lower()}" for t in phrase[:-1]]
    found += scene.context.who(head)[1:]
    found += [f"end:{head.lower[-3:]}"]
    if head.ent:
        found.append("ent:" + head.ent)
    before = phrase[0].i - head.sentence.tokens[0].i - 1
    if before >= 0:
        found.append("prev:" + head.sentence.tokens[before].lower)
    after = head.i - head.sentence.tokens[0].i + 1
    if after < len(head.sentence.tokens):
        found.append("next:" + head.sentence.tokens[after].lower)
    return found


def _of_noun(scene: Scene, head: Token) -> Iterator[Candidate]:
    phrase = phrase_of(head)
    words = " ".join(t.text for t in phrase)
    own: list[str] | None = None
    span = phrase[0].start, head.end
    if is_person(scene, head):
        own = _own_signs(scene, head, phrase) + scene.signs(head)
        yield from _people(scene, head, words, own, span)
    if _is_body(scene, head, words):
        own = own or _own_signs(scene, head, phrase) + scene.signs(head)
        yield Candidate("organisation", words, head, own + _hedging(scene, head), *span)
    if is_means(scene, head):
        own = own or _own_signs(scene, head, phrase) + scene.signs(head)
        yield Candidate("instrument", words, head, own, *span)


def _of_modifier(scene: Scene, token: Token) -> Iterator[Candidate]:
    """A group named before its people: "ELN guerrillas"."""
    identity = scene.context.mentions.cast.resolve(token)
    if (identity is not None and identity.kind == "armed_group") or (token.text.isupper() and len(token.text) > 1):
        signs = ["inside", f"of:{token.head.lemma.lower()}", *_own_signs(scene, token, [token]), *scene.signs(token.head)]
        yield Candidate("organisation", token.text, token, signs + _hedging(scene, token.head), token.start, token.end)


@functools.cache
def _offices() -> frozenset[str]:
    return frozenset(row["phrase"].rsplit(" ", maxsplit=1)[-1].lower() for row in tables.rows("titles"))


def is_person(scene: Scene, head: Token) -> bool:
    """Whether a noun may name people."""
    identity = scene.context.mentions.cast.resolve(head)
    if identity is not None:
        return identity.person or identity.kind in {"military", "emergency_services"}
    lemma = head.lemma.lower()
    if noun_classes().get(lemma) in PEOPLE or lemma in _offices() or head.ent == "PERSON":
        return True
    return DOER.search(head.lower) is not None or head.pos == "PROPN"


def _is_body(scene: Scene, head: Token, words: str) -> bool:
    identity = scene.context.mentions.cast.resolve(head)
    if (
        identity is not None
        and not identity.person
        and identity.kind in {"armed_group", "military", "government", "emergency_services"}
    ):
        return True
    return BODY.search(words) is not None or (head.pos == "PROPN" and head.text.isupper() and head.ent != "PERSON")


@functools.cache
def _means() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("incident_means"))


def is_means(scene: Scene, head: Token) -> bool:
    """Whether a noun names a weapon or what serves as one."""
    return head.lemma.lower() in _means() or bool(scene.context.mentions.weapons.around(head.start, head.end))


def _people(scene: Scene, head: Token, words: str, own: list[str], span: tuple[int, int]) -> Iterator[Candidate]:
    title = next((c for c in head.children if c.dep == "appos" and c.pos in {"NOUN", "PROPN"}), None)
    named = head.pos == "PROPN"
    more = ["named"] if named else ["unnamed"]
    if title is not None:
        more += ["titled", f"appos:{title.lemma.lower()}"]
    if head.dep == "appos":
        more.append(f"appositive of {head.head.pos}")
    yield Candidate("victim", words, head, own + more, *span)
    value = _number(scene, head, span)
    yield Candidate("number", value, head, [*own, *more, f"n:{value}", f"n:{'one' if value == '1' else 'more'}"], *span)


def _number(scene: Scene, head: Token, span: tuple[int, int]) -> str:
    """How many a noun phrase names: a figure, "1" or "several"."""
    quantity = next((q for q in scene.context.mentions.quantities.around(head.start, head.end) if _counts(q, head)), None)
    if quantity is None:
        quantity = next((q for q in scene.context.mentions.quantities.within(*span) if _counts(q, head)), None)
    if quantity is not None and quantity.best is not None:
        return f"{quantity.best:.0f}"
    return "several" if head.tag in {"NNS", "NNPS"} or (quantity is not None and quantity.upper != 1) else "1"


def _counts(quantity: QuantityMention, head: Token) -> bool:
    return quantity.unit is None and quantity.kind in {"count", "article"} and (quantity.noun is None or quantity.noun.i == head.i)


def _hedging(scene: Scene, head: Token) -> list[str]:
    """How surely, and in whose words, a body is spoken of."""
    found = []
    for token in (*head.ancestors()[:4], *head.children):
        found.append(f"by:{token.lemma.lower()}")
        if token.start in scene.context.claims:
            claim, statement = scene.context.claims[token.start]
            hop = statement.chain[-1]
            found += [f"act:{hop.act}", f"root:{hop.source.kind}", f"sure:{claim.certainty}", f"hedged:{bool(claim.hedges)}"]
            found += [f"{claim.type}:{claim.stage}", f"said:{len(statement.chain) > 1}:{hop.source.party is not None}"]
            break
    return found + [f"s:{w}" for w in scene.context.words(head.sentence)]


def plain_name(words: str) -> str:
    """Upper case without accents and breaks: how names of places are compared."""
    decomposed = unicodedata.normalize("NFD", " ".join(words.split()).upper())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@functools.cache
def _countries() -> dict[str, str]:
    return {row["code"]: plain_name(row["name"]) for row in tables.rows("countries")}


def _places(scene: Scene) -> Iterator[Candidate]:
    context = scene.context
    lands: Counter[str] = Counter()
    by_sentence = {s.i: s for s in context.sentences}
    for place in context.mentions.places:
        sentence = _sentence_of(context.sentences, place.name_start)
        if place.country:
            lands[place.country] += 1
        if sentence is None or place.described:
            continue
        words = context.document.text[place.name_start : place.name_end]
        inside = sentence.between(place.name_start, place.name_end)
        if not inside:
            continue
        head = inside[-1]
        finer = any(
            p.precision < place.precision for p in context.mentions.places.within(by_sentence[sentence.i].start, sentence.end)
        )
        signs = [f"kind:{place.kind}", f"land:{place.country}", f"precise:{place.precision}", f"finer:{finer}", f"use:{place.use}"]
        signs += [f"zone:{sentence.zone.kind}", f"n:{plain_name(words)}", *_own_signs(scene, head, inside), *scene.signs(head)]
        yield Candidate("place", plain_name(words), head, signs, place.name_start, place.name_end)
    total = sum(lands.values()) or 1
    for code, count in lands.items():
        if code in _countries():
            share = round(4 * count / total)
            yield Candidate("place", _countries()[code], None, [f"land itself:{code}", f"share:{share}", "land itself"])


def _sentence_of(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    return next((s for s in sentences if s.start <= at < s.end), None)


def _times(scene: Scene) -> Iterator[Candidate]:
    context = scene.context
    for time in context.mentions.times:
        sentence = _sentence_of(context.sentences, time.start)
        _, start, end = time.resolve()
        if sentence is None or sentence.zone.kind == "dateline" or start is None or end is None:
            continue
        inside = sentence.between(time.start, time.end)
        if not inside:
            continue
        head = inside[-1]
        words = " ".join(t.lower for t in inside if not DIGITS.match(t.text))
        signs = [f"t:{words}", f"said:{time.said_value if not (time.said_value or '')[:2].isdigit() else 'full'}"]
        signs += [f"tkind:{time.kind}", f"form:{time.form}", f"age:{context.age(start)}", f"old:{time.historical}"]
        signs += [f"tw:{t.lower}" for t in inside if t.lower.isalpha()]
        signs += scene.signs(head)
        yield from _time_candidates(signs, start, end, head, (time.start, time.end))
    if context.published is not None:
        yield Candidate("time", f"until {context.published}", None, ["unsaid"])


def _time_candidates(signs: list[str], start: str, end: str, head: Token, span: tuple[int, int]) -> Iterator[Candidate]:
    first = datetime.fromisoformat(start).date()
    last = (datetime.fromisoformat(end) - timedelta(seconds=1)).date()
    yield from (Candidate("time", key, head, [*signs, f"as:{shape}"], *span) for key, shape in time_keys(first, last))


def time_keys(first: date, last: date) -> list[tuple[str, str]]:
    """The ways to put the days from `first` to `last`: as a day or a span."""
    if first == last:
        return [(str(first), "day")]
    if (last - first).days == 1:
        return [(f"{first} {last}", "night"), (str(last), "night's day")]
    return [(f"{first} {last}", "span")]
