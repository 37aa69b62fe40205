"""The medium between a source and the outlet: who was told, who carried a statement, who had the interview."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from allegedly import tables
from allegedly.mentions.actor_tables import MEDIA
from allegedly.records import Source, Token
from allegedly.voices.attributions import Attribution
from allegedly.voices.cues import listed

# A name that the article leaves unexplained may be a medium's, if it is told or carries something.
_UNEXPLAINED = frozenset({"unnamed", "company", "person", "politician"})
_TIMES = frozenset({"DATE", "TIME"})
_NO_MEDIA = frozenset({"PERSON", "GPE", "NORP", "LOC", "EVENT"})
_CARRYING = frozenset({"by", "on", "in", "to", "via"})
_MEETING = frozenset({"with", "to", "for", "on"})
_WHERE_SAID = frozenset({"on", "in", "through", "via"})
_SAID_IN = frozenset({"to", "on", "in"})
_PARTICLES = frozenset({"out", "on", "live", "online", "later", "first", "earlier"})
KNOWN, UNEXPLAINED, ANY, BODY = range(4)
_TELLING = frozenset({"tell"})
_SPEAKING = frozenset({"speak", "talk", "write", "appear"})
# How many words may stand between "speaking" or "interview" and its preposition.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Channel:
    """
    Words that bring a medium in (`cue`) and the head of its name.

    `trust` tells which names they make a medium's: `KNOWN` those that are one by themselves, `UNEXPLAINED` also
    names of which nothing is known, `ANY` every name but an office's or a body's, `BODY` those too.
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
    yield from _carriers(a)
    content = {t.i for t in a.content}
    for preposition in a.head.children:
        if preposition.i not in content and (place := _where_said(preposition, a)) is not None:
            yield from (Channel((preposition,), m, KNOWN) for m in _told(place))
    for token in a.head.sentence.tokens:
        if token.i in content:
            continue
        if token.lower in _words("participle") | _words("printing") and token.tag in {"VBN", "VBD"} and _belongs(token, a):
            yield from (replace(c, trust=BODY) if _is_of_account(token) else c for c in _through(token, _CARRYING))
        elif token.lower in _words("occasion") and token.pos == "NOUN":
            yield from _through(token, _MEETING)
        elif token.lower in _words("speaking") or (token.lemma.lower() in _SPEAKING and (token is a.head or _describes(token, a))):
            yield from _through(token, _SAID_IN)


def _carriers(a: Attribution) -> Iterator[Channel]:
    carrying = carried_by(a)
    carrier = carrying.child("nsubj") if carrying is not None else None
    if carrying is not None and carrier is not None:
        yield from (Channel((carrying,), m, UNEXPLAINED) for m in _told(carrier))


def carried_by(a: Attribution) -> Token | None:
    """The verb whose subject gives its readers somebody's words: "carried a claim by X that P", "showed X vowing that P"."""
    over = a.head.head
    claim = a.frame == "that" and a.head.dep == "dobj" and over.lemma.lower() in _words("carrying")
    shown = a.head.dep == "advcl" and over.lemma.lower() in listed("showing") and a.source is over.child("dobj")
    return over if claim or shown else None


def _where_said(preposition: Token, a: Attribution) -> Token | None:
    """Where or to whom it was said: "said on state television", "conceded to the Herald"; people and parliaments are no media."""
    if preposition.lower in _WHERE_SAID:
        return _object_of(preposition)
    said_to = a.frame not in {"scope", "cite", "that"} and a.head.lemma.lower() not in _SPEAKING
    to = said_to and preposition.lower == "to" and preposition.dep in {"prep", "dative"}
    return _object_of(preposition) if to else None


def _told(listener: Token) -> Iterator[Token]:
    """Whoever was told: the name after the noun ("the daily, Dilo"), the noun, the name in it, its owner ("the BBC's")."""
    if any(c.dep == "det" and c.lower == "this" for c in listener.children):
        return  # "told this newspaper": the publishing outlet itself
    if listener.pos == "NOUN":
        yield from (c for c in listener.children if c.dep == "appos" and c.pos == "PROPN" and c.i > listener.i)
    yield listener
    for preposition in listener.children:
        # "told colleagues at Radio Djenné", "told reporters from the BBC"
        service = _object_of(preposition) if preposition.lower in {"at", "from", "of"} and preposition.dep == "prep" else None
        if service is not None and service.pos == "PROPN":
            yield service
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
    if participle.dep == "relcl" and (participle.head.lemma.lower() in _documents() or _tells_of_source(participle, a)):
        return True
    tokens = participle.sentence.tokens
    at = participle.i - tokens[0].i
    before = next((t for t in reversed(tokens[max(0, at - 2) : at]) if t.pos in {"NOUN", "PROPN"}), None)
    return before is not None and before.lemma.lower() in _documents()


def _tells_of_source(clause: Token, a: Attribution) -> bool:
    """Whether a relative clause is about the paper that speaks, or about an account: "a memo of the mission that was leaked"."""
    if a.source is None or not any(t is clause for t in a.source.subtree()):
        return False
    return _is_of_account(clause) or a.source.lemma.lower() in _documents()


def _is_of_account(clause: Token) -> bool:
    """Whether it tells what was done with somebody's account: "survivors whose accounts were gathered by the charity"."""
    subject = clause.child("nsubjpass") if clause.dep == "relcl" else None
    return subject is not None and subject.lemma.lower() in _words("account") and clause.subtree()[0].lower == "whose"


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
    if source.name is None or _is_platform(source.name, channel.medium):
        return None
    if source.kind in MEDIA:
        return source if source.named or source.kind == "state_media" else None
    if source.named and (source.kind == "social_media" or channel.trust == BODY):
        return source
    head = channel.medium
    # "in a message circulated on Tuesday": a day is no medium.
    if channel.trust == KNOWN or head.ent in _TIMES or not head.text[0].isupper() or head.lower in _words("platform"):
        return None
    if source.kind in _UNEXPLAINED and (channel.trust == ANY or head.ent not in _NO_MEDIA):
        return msgspec.structs.replace(source, kind="outlet", named=True)
    return None


def _is_platform(name: str, medium: Token) -> bool:
    """Whether it is a platform or somebody's place on one: "on his Telegram channel"."""
    place = any(c.lower in _words("platform") for c in medium.children) and not name[:1].isupper()
    return place or name.lower().removeprefix("the ") in _words("platform")


def is_outlet_itself(medium: str | None, voice: str | None) -> bool:
    """Whether a medium's name is the publishing outlet's own: as written, shortened, or by its initials ("told KSNA")."""
    if medium is None or voice is None:
        return medium == voice
    ours, theirs = (_significant(name) for name in (voice, medium))
    initials = "".join(word[0] for word in ours)
    return ours == theirs or "".join(theirs) == initials or (len(theirs) > 0 and ours[-len(theirs) :] == theirs)


def _significant(name: str) -> list[str]:
    return [word for word in name.lower().replace("’", "'").split() if word not in {"the", "of", "and"}]
