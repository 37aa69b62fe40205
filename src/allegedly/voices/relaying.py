"""Where a source has it from, in a clause about the source: "X, who had it from Y, said P"; "X heard from Y that P"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from allegedly.records import Token
from allegedly.voices.attributions import Attribution, noun_phrase
from allegedly.voices.complements import topics
from allegedly.voices.cues import listed
from allegedly.voices.speakers_of_verbs import agent, is_passive

_LEADING_BACK = frozenset({"prep", "dative", "agent"})
_RELATIVE = frozenset({"who", "which", "that", "whose"})


def relays_in_clauses(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """
    Read "according to X, which attributed it to Y", "X, who was told by Y, said P": X passes on what Y says of the same.

    What such clauses say the source did is in the table `cue_contexts`, classes "had_from" and "told_by".
    """
    read = {a.head.i for a in found if a.relays is not None}
    for a in list(found):
        if a.source is None or not a.content:
            continue
        phrase = {t.i for t in (a.source, *noun_phrase(a.source))}
        said = {t.i for t in a.content}
        for clause in _clauses(a.source):
            origin = _origin(clause)
            if origin is None or clause.head.i not in phrase or origin.lower in listed("self") or clause.i in said | read:
                continue
            own = {t.i for t in clause.subtree()}
            content = [t for t in a.content if t.i not in own]
            if content:
                yield Attribution(clause, [clause], origin, content, "state", "cite", relays=a)


def _clauses(source: Token) -> Iterator[Token]:
    for token in source.subtree():
        if token.dep == "relcl" and any(c.lower in _RELATIVE and c.dep in {"nsubj", "nsubjpass"} for c in token.children):
            yield token


def _origin(clause: Token) -> Token | None:
    """From whom the subject of a relative clause has what it says; None if the clause does not tell."""
    lemma = clause.lemma.lower()
    if is_passive(clause):
        return agent(clause) if lemma in listed("told_by") else None
    thing: Token | None = clause.child("dobj")
    if lemma in listed("had_from"):
        return thing
    words = (*clause.children, *(thing.children if thing is not None else ()))
    from_ = next((w for w in words if w.dep in _LEADING_BACK and f"{lemma} {w.lower}" in listed("had_from")), None)
    origin: Token | None = from_.child("pobj") if from_ is not None else None
    return origin


def heard_from(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Read "X learned from Y that P", "X heard from Y of P": Y says P, and X passes it on."""
    for a in list(found):
        if a.relays is not None or a.source is None or a.head.lemma.lower() not in listed("hearing"):
            continue
        source = next((c for c in a.head.children if c.dep == "prep" and c.lower == "from" and c.i > a.head.i), None)
        origin = source.child("pobj") if source is not None else None
        if source is None or origin is None:
            continue
        own = {t.i for t in source.subtree()}
        content = [t for t in a.content if t.i not in own]
        for topic in topics(origin) if not content else ():
            content = [t for t in topic.subtree() if t is not topic]
        if content:
            a.content, a.act = list(content), "report"
            yield Attribution(source, [source], origin, content, "state", "cite", relays=a)
