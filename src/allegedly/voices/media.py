"""The medium between a source and the outlet: who was told, who carried a statement, who had the interview."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from allegedly import tables
from allegedly.mentions.actor_tables import MEDIA
from allegedly.records import Source, Token
from allegedly.voices.attributions import Attribution

# A name that the article leaves unexplained may be a medium's, if it is told or carries something.
_UNEXPLAINED = frozenset({"unnamed", "company", "person", "politician"})
_NO_MEDIA = frozenset({"PERSON", "GPE", "NORP", "LOC", "EVENT"})
_CARRYING = frozenset({"by", "on", "in", "to", "via"})
_MEETING = frozenset({"with", "to", "for", "on"})
_WHERE_SAID = frozenset({"on", "in", "through", "via"})
_SAID_IN = frozenset({"to", "on", "in"})
_PARTICLES = frozenset({"out", "on", "live", "online", "later", "first", "earlier"})
KNOWN, UNEXPLAINED, ANY = range(3)
_TELLING = frozenset({"tell"})
_SPEAKING = frozenset({"speak", "talk", "write", "appear"})
# How many words may stand between "speaking" or "interview" and its preposition.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Channel:
    """
    Words that bring a medium in (`cue`) and the head of its name.

    `trust` tells which names they make a medium's: `KNOWN` those that are one by themselves, `UNEXPLAINED` also
    names of which nothing is known, `ANY` every name but an office's or a body's.
    """

    cue: tuple[Token, ...]
    medium: Token
    trust: int = 1


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("carrying_words") if row["kind"] == kind)


def channels(a: Attribution) -> Iterator[Channel]:
    """The channels of an attribution, the likeliest first: whoever was told, then who carried or asked."""
    if a.listener is not None and a.head.lemma.lower() in _TELLING:
        for medium in _told(a.listener):
            yield Channel(tuple(a.cue), medium, _trust_in_listener(a.listener, medium))
    content = {t.i for t in a.content}
    for preposition in a.head.children:
        place = _object_of(preposition) if preposition.lower in _WHERE_SAID and preposition.i not in content else None
        if place is not None:
            yield from (Channel((preposition,), m, KNOWN) for m in _told(place))
    for token in a.head.sentence.tokens:
        if token.i in content:
            continue
        if token.lower in _words("participle") | _words("printing") and token.tag in {"VBN", "VBD"} and _belongs(token, a):
            yield from _through(token, _CARRYING)
        elif token.lower in _words("occasion") and token.pos == "NOUN":
            yield from _through(token, _MEETING)
        elif token.lower in _words("speaking") or (token.lemma.lower() in _SPEAKING and (token is a.head or _describes(token, a))):
            yield from _through(token, _SAID_IN)


def _told(listener: Token) -> Iterator[Token]:
    """Whoever was told: the noun itself, the name that stands after it ("the daily Dilo"), whose service it is ("the BBC's")."""
    yield listener
    tokens = listener.sentence.tokens
    last = listener
    for word in tokens[listener.i - tokens[0].i + 1 :]:
        if word.pos not in {"NOUN", "PROPN", "ADJ"}:
            break
        last = word
    if last is not listener and last.text[0].isupper():
        yield last
    owner = listener.child("poss")
    if owner is not None:
        yield owner
    # "the Rudaw network": the name stands before the noun.
    yield from (c for c in reversed(listener.children) if c.dep in {"compound", "nmod", "appos"} and c.pos == "PROPN")


def _trust_in_listener(listener: Token, medium: Token) -> int:
    if not medium.text[0].isupper():
        return KNOWN
    return ANY if listener.lemma.lower() in _words("medium") else UNEXPLAINED


def _describes(verb: Token, a: Attribution) -> bool:
    """Whether it is the verb of "X, who spoke to M, said"."""
    return verb.dep == "relcl" and a.source is not None and verb.head in {a.source, a.source.head}


def _belongs(participle: Token, a: Attribution) -> bool:
    """Whether it says something of the source or of the statement in which it was said."""
    above = participle.ancestors()
    if participle.dep in {"acl", "advcl"} and any(t is a.head or t is a.source for t in above):
        return True
    if participle.dep == "relcl" and participle.head.lemma.lower() in _documents():
        return True
    tokens = participle.sentence.tokens
    at = participle.i - tokens[0].i
    before = next((t for t in reversed(tokens[max(0, at - 2) : at]) if t.pos in {"NOUN", "PROPN"}), None)
    return before is not None and before.lemma.lower() in _documents()


@functools.cache
def _documents() -> frozenset[str]:
    return frozenset(row["noun"] for row in tables.rows("source_documents") if row["role"] in {"voice", "report", "document"})


def _through(token: Token, prepositions: frozenset[str]) -> Iterator[Channel]:
    tokens = token.sentence.tokens
    at = token.i - tokens[0].i
    cue = [token]
    for word in tokens[at + 1 : at + 1 + _REACH]:
        medium = _object_of(word) if word.lower in prepositions and word.pos in {"ADP", "PART", "SCONJ", "ADV"} else None
        if medium is not None:
            trust = ANY if token.lower in _words("printing") else UNEXPLAINED
            yield from (Channel((*cue, word), m, trust) for m in _told(medium))
            return
        if word.lower not in _PARTICLES and word.pos != "ADV":
            return
        cue.append(word)


def _object_of(preposition: Token) -> Token | None:
    return preposition.child("pobj")


def as_medium(source: Source, channel: Channel) -> Source | None:
    """The source as the medium of a channel; None if it is none: a platform, a person, an office."""
    if source.name is None or source.name.lower().removeprefix("the ") in _words("platform"):
        return None
    if source.kind in MEDIA:
        return source if source.named or source.kind == "state_media" else None
    if source.kind == "social_media" and source.named:
        return source
    head = channel.medium
    if channel.trust == KNOWN or not head.text[0].isupper() or head.lower in _words("platform"):
        return None
    if source.kind in _UNEXPLAINED and (channel.trust == ANY or head.ent not in _NO_MEDIA):
        return msgspec.structs.replace(source, kind="outlet", named=True)
    return None


def is_outlet_itself(medium: str | None, voice: str | None) -> bool:
    """Whether a medium's name is the publishing outlet's own: as written, shortened, or by its initials ("told KSNA")."""
    if medium is None or voice is None:
        return medium == voice
    ours, theirs = (_significant(name) for name in (voice, medium))
    initials = "".join(word[0] for word in ours)
    return ours == theirs or "".join(theirs) == initials or (len(theirs) > 0 and ours[-len(theirs) :] == theirs)


def _significant(name: str) -> list[str]:
    return [word for word in name.lower().replace("’", "'").split() if word not in {"the", "of", "and"}]
