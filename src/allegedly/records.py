"""
What reading a document yields: the record `allegedly/1`, as frozen values.

Three levels: a `Document` holds `Statement`s (one attribution each), a statement holds
`Claim`s (one checkable thing said each). Every value points at the words it came from.
`Token` and `Sentence` stand here too, because every layer speaks of them and none may
import the layer that makes them.

Ids derive from content (see `content_id`), so that the same bytes give the same ids on
any machine.
"""

from __future__ import annotations

import hashlib

import msgspec

SCHEMA = "allegedly/1"


class Span(msgspec.Struct, frozen=True, order=True):
    """Words of the text: half-open code point offsets, `text[start:end] == exact`."""

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span `start:end` of `text`; raises ValueError if it is empty or lies outside."""
        if not 0 <= start < end <= len(text):
            message = f"span {start}:{end} does not lie in a text of {len(text)} characters"
            raise ValueError(message)
        return cls(start, end, text[start:end])


class Repair(msgspec.Struct, frozen=True):
    """What a repair put at `start:end` of the text, and what stood there before."""

    start: int
    end: int
    original: str
    reason: str


class Zone(msgspec.Struct, frozen=True):
    """A passage and who speaks there when no one is quoted (`voice`, None when unknown)."""

    start: int
    end: int
    kind: str
    voice: str | None = None


class Time(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """When: a TIMEX3 value and the half-open interval of RFC 3339 instants it can mean."""

    mention: Span | None
    value: str | None
    from_: str | None
    to: str | None
    inherited: bool = False


class Source(msgspec.Struct, frozen=True):
    """Who speaks: as written (`mention`) and as resolved (`name`, `kind`, `party`)."""

    mention: Span | None
    name: str | None
    kind: str
    party: str | None = None
    named: bool = True
    on_behalf_of: str | None = None


class Hop(msgspec.Struct, frozen=True):
    """One step from the reader towards the root source."""

    source: Source
    cue: Span | None
    act: str
    quote: str
    said_at: Time | None = None


class Basis(msgspec.Struct, frozen=True):
    """Evidence that the source offers: `kind` is video, photo, satellite and so on."""

    kind: str
    span: Span


class Technique(msgspec.Struct, frozen=True):
    """Rhetorical colouring of the wording."""

    kind: str
    span: Span


class Participant(msgspec.Struct, frozen=True):
    """An actor or target of a claim. `mention` is None only when `inherited`."""

    mention: Span | None
    name: str | None = None
    party: str | None = None


class Instrument(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """A weapon or means: `class` as in the weapons table, `model` if named."""

    mention: Span
    name: str | None = None
    party: str | None = None
    class_: str | None = None
    model: str | None = None


class Quantity(msgspec.Struct, frozen=True):
    """How many, as bounds that the words allow; `id` is q1, q2… within the document."""

    id: str
    mention: Span
    lower: float | int | None
    upper: float | int | None
    best: float | int | None
    approximate: bool
    measure: str
    unit: str | None = None
    of: str | None = None
    part_of: str | None = None
    cumulative: bool | None = None


class Place(msgspec.Struct, frozen=True):
    """Where it happened, came from or went to; `precision` 1 place, 2 near, 3 region, 4 country."""

    mention: Span | None
    name: str | None
    gazetteer_id: str | None
    lat: float | None
    lon: float | None
    radius_km: float | int | None
    country: str | None
    admin1: str | None
    disputed: bool
    precision: int
    role: str = "location"
    inherited: bool = False


class Claim(msgspec.Struct, frozen=True):
    """One checkable thing said: what happened, how sure, how many, when, where."""

    id: str
    trigger: Span
    span: Span
    type: str
    stage: str
    certainty: str
    polarity: str
    hedges: tuple[Span, ...] = ()
    actor: tuple[Participant, ...] = ()
    target: tuple[Participant, ...] = ()
    instrument: tuple[Instrument, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    time: Time | None = None
    places: tuple[Place, ...] = ()
    event_scope: str = "news"


class Statement(msgspec.Struct, frozen=True):
    """One attribution: who says it, through whom, by what act of speech."""

    id: str
    zone: str
    content: tuple[Span, ...]
    chain: tuple[Hop, ...]
    claims: tuple[Claim, ...] = ()
    refers_to: str | None = None
    basis: tuple[Basis, ...] = ()
    techniques: tuple[Technique, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """
    What was published, where and when, and what is said in it.

    From intake, `text` is as decoded and `zones` are only the hints that the format gives
    (a block quotation, a caption); the text layer repairs the one and completes the other.
    """

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...] | None
    language: str | None
    published: str | None
    text: str
    repairs: tuple[Repair, ...] = ()
    zones: tuple[Zone, ...] = ()
    statements: tuple[Statement, ...] = ()
    schema: str = SCHEMA


class Rejection(msgspec.Struct, frozen=True):
    """A source that could not become a document: which, why, and what would help."""

    source: str
    reason: str
    remedy: str


def content_id(prefix: str, *parts: object) -> str:
    """
    An id that is the same for the same content, e.g. `content_id("c", …)` → "c-07ef3935547d5e35".

    The SHA-256 of the parts' canonical JSON, cut to 64 bits; parts are anything JSON can hold.
    """
    canonical = msgspec.json.encode(parts, order="deterministic")
    return f"{prefix}-{hashlib.sha256(canonical).hexdigest()[:16]}"


class Token:
    """
    One word or sign as the parser sees it; offsets are the document's.

    `pos` is a Universal POS tag, `tag` a Penn Treebank tag, `dep` a ClearNLP dependency label
    (spaCy's English scheme), `ent` a named-entity label or "". `head` is the token itself at
    the root; `children` stand in text order. `shown` is the word for it that statistical models
    are shown: another only where `text` names a country, a people or a place.
    """

    __slots__ = ("children", "dep", "end", "ent", "head", "i", "lemma", "lower", "pos", "sentence", "shown", "start", "tag", "text")

    def __init__(  # noqa: PLR0913, PLR0917  a token is what it is; keywords would double the time to make one
        self, i: int, start: int, text: str, lemma: str, pos: str, tag: str, dep: str, ent: str, shown: str | None = None
    ) -> None:
        self.i = i
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.shown = text if shown is None else shown
        self.lower = text.lower().replace("’", "'")
        self.lemma = lemma
        self.pos = pos
        self.tag = tag
        self.dep = dep
        self.ent = ent
        self.head: Token = self
        self.children: list[Token] = []
        self.sentence: Sentence

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}"

    def subtree(self) -> list[Token]:
        """The token and all that depends on it, in text order."""
        found, stack = [], [self]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
        found.sort(key=_position)
        return found

    def ancestors(self) -> list[Token]:
        """Heads from the nearest to the root; never the token itself."""
        found: list[Token] = []
        token = self
        while token.head is not token:
            token = token.head
            found.append(token)
        return found

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these dependency labels."""
        return next((c for c in self.children if c.dep in deps), None)


def _position(token: Token) -> int:
    return token.i


class Sentence:
    """
    A parsed sentence: its tokens, offsets, and where it stands.

    `i` counts sentences through the document, `paragraph` counts paragraphs, `zone` is the
    (final) zone in which it stands. `tokens[k].i` counts tokens through the document, so
    `tokens[k].i - tokens[0].i == k`.
    """

    __slots__ = ("end", "i", "paragraph", "start", "tokens", "zone")

    def __init__(self, i: int, paragraph: int, zone: Zone, tokens: list[Token]) -> None:
        self.i = i
        self.paragraph = paragraph
        self.zone = zone
        self.tokens = tokens
        self.start = tokens[0].start
        self.end = tokens[-1].end
        for token in tokens:
            token.sentence = self

    def __repr__(self) -> str:
        return " ".join(t.text for t in self.tokens)

    @property
    def root(self) -> Token:
        """The token that is its own head."""
        return next(t for t in self.tokens if t.head is t)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that lie wholly inside the offsets `start:end`."""
        return [t for t in self.tokens if t.start >= start and t.end <= end]
