"""
Who passes on whom within one sentence.

"X reported, citing Y"; "X quoted Y as saying P"; "according to X, which had it from Y"; "X heard from Y that P".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from allegedly.records import Sentence, Token
from allegedly.voices.attributions import Attribution, noun_phrase
from allegedly.voices.complements import clause_words, topics
from allegedly.voices.cues import listed
from allegedly.voices.quotes import SIGNS
from allegedly.voices.speakers_of_verbs import agent, is_passive

RELAYING = frozenset({"citing", "quoting"})
_LEADING_BACK = frozenset({"prep", "dative", "agent"})
_RELATIVE = frozenset({"who", "which", "that", "whose"})


def relays_in_clauses(found: Sequence[Attribution]) -> list[Attribution]:
    """
    Read "according to X, which attributed it to Y", "X, who was told by Y, said P": X passes on what Y says of the same.

    What such clauses say the source did is in the table `cue_contexts`, classes "had_from" and "told_by".
    """
    relays = [relay for a in found if a.source is not None and a.content for relay in _in_clauses(a, a.source)]
    read = {relay.head.i for relay in relays}
    return [*(a for a in found if a.head.i not in read), *relays]


def _in_clauses(a: Attribution, source: Token) -> Iterator[Attribution]:
    phrase = {t.i for t in (source, *noun_phrase(source))}
    said = {t.i for t in a.content}
    for clause in _clauses(source):
        origin = _origin(clause)
        if origin is None or clause.head.i not in phrase or origin.lower in listed("self") or clause.i in said:
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


def citing(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Read "…, citing X": X is the source of what stands around; the reporting verb there only passes it on."""
    relays = []
    for token in sentence.tokens:
        if token.lower not in RELAYING or token.tag != "VBG" or token.dep == "pcomp":
            continue
        source = token.head if _opens_with(token) else token.child("dobj")
        if source is None or source.lower in listed("self"):
            continue
        governor = _governor(token, found)
        phrase = {t.i for t in (source.subtree() if _opens_with(token) else token.subtree())}
        if governor is not None:
            if not governor.content and (clause := _clause_after(token, source)) is not None:
                governor.content, governor.frame = clause_words(clause), "clause"
                phrase -= {t.i for t in governor.content}
            content = [t for t in governor.content if t.i not in phrase]
            relays.append(Attribution(token, [token], source, content, "state", "cite", relays=governor))
        else:
            clause = token.head
            content = [t for t in clause.subtree() if t.i not in phrase]
            relays.append(Attribution(token, [token], source, content, "state", "cite"))
    return relays


def referring(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Read "X reported with reference to Y": as "X reported, citing Y"."""
    relays = []
    for with_, reference, to in zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False):
        if (with_.lower, reference.lower, to.lower) != ("with", "reference", "to"):
            continue
        source, governor = to.child("pobj"), _governor(with_, found)
        if source is None or governor is None or not governor.content:
            continue
        phrase = {t.i for t in with_.subtree()}
        content = [t for t in governor.content if t.i not in phrase]
        relays.append(Attribution(reference, [with_, reference, to], source, content, "state", "cite", relays=governor))
    return relays


def _opens_with(token: Token) -> bool:
    """Whether it opens its sentence and the parser takes it for a word about the noun: "Quoting residents, the mayor said"."""
    return token.dep == "amod" and token is token.sentence.tokens[0] and token.head.i > token.i


def _clause_after(citing: Token, source: Token) -> Token | None:
    """Find P of "X reported, citing Y, that P" where the parser hangs it on the citing or on Y."""
    for holder in (citing, source):
        for child in holder.children:
            marked = any(c.dep == "mark" and c.lower == "that" for c in child.children)
            if child.i > source.i and child.pos in {"VERB", "AUX"} and marked:
                return child
    return None


def _governor(token: Token, found: list[Attribution]) -> Attribution | None:
    above = {t.i for t in token.ancestors()}
    speaking = [a for a in found if a.head.i in above and a.source is not None]
    return max(speaking, key=lambda a: -abs(a.head.i - token.i), default=None)


def quoting(found: list[Attribution]) -> list[Attribution]:
    """Read "X quoted Y as saying P": X passes on what Y says; in "Y was quoted as saying" somebody unnamed does."""
    kept = list(found)
    for inner in found:
        as_ = inner.head.head
        if inner.head.dep != "pcomp" or as_.lower != "as" or as_.head.lemma not in {"quote", "cite"}:
            continue
        outer = next((b for b in found if b.head is as_.head), None)
        if outer is None:
            continue
        kept.remove(outer)
        if not inner.content:
            fronted = outer.head.child("ccomp")
            if outer.frame == "quote" and outer.content:
                inner.content, inner.frame = list(outer.content), "quote"
            elif fronted is not None and fronted.i < outer.head.i:
                inner.content, inner.frame = clause_words(fronted), "clause"
        passive = outer.source is None and any(c.dep == "auxpass" for c in outer.head.children)
        if passive and outer.source is None:
            # "was quoted as saying by the daily": "by" may hang on either verb.
            outer.source = next((by for verb in (outer.head, inner.head) if (by := agent(verb)) is not None), None)
        if passive or (outer.source is not None and outer.source is not inner.source):
            outer.content, outer.frame, outer.act = list(inner.content), "clause", "report"
            inner.relays = outer
            kept.append(outer)
        if as_.i == inner.cue[0].i - 1:
            inner.cue = [as_, *inner.cue]
    return kept


def as_saying(found: list[Attribution]) -> list[Attribution]:
    """Read "X quoted Y as saying P" where the parser sees no clause in it: Y and P are the words around "as saying"."""
    kept = list(found)
    for a in found:
        words = _rest_of_sentence(a)
        at = next((k for k, t in enumerate(words[1:], 1) if t.lower == "saying" and words[k - 1].lower == "as"), None)
        if a.head.lemma not in {"quote", "cite"} or a.source is None or at is None or at == 1 or a.relays is not None:
            continue
        if any(t.pos == "VERB" and t.dep not in {"relcl", "acl", "advcl"} for t in words[: at - 1]) or is_passive(a.head):
            continue
        if any(b.relays is a for b in kept):
            continue
        who = [t for t in words[: at - 1] if t.text not in SIGNS]
        said = words[at + 1 :] or _said_before(a)
        inside = {t.i for t in who}
        naming = [t for t in who if t.pos in {"NOUN", "PROPN", "PRON"}]
        named = max((k for k, t in enumerate(who) if t.text == ","), default=len(who))
        beside = [t for t in who[named + 1 :] if t.text != ","]
        source = next((t for t in naming if t.head.i not in inside), next(iter(naming), None))
        if beside and all(t.pos == "PROPN" for t in beside):
            source = beside[-1]  # "the mayor of the village, Jane Roe"
        if source is not None and said:
            kept.append(Attribution(words[at], words[at - 1 : at + 1], source, said, "state", "clause", relays=a))
            a.content, a.frame, a.act = list(said), "clause", "report"
    return kept


def _rest_of_sentence(a: Attribution) -> list[Token]:
    """The words after the cue, without the signs at the end."""
    tokens = a.head.sentence.tokens
    rest = tokens[a.head.i + 1 - tokens[0].i :]
    while rest and rest[-1].pos == "PUNCT":
        rest = rest[:-1]
    return rest


def _said_before(a: Attribution) -> list[Token]:
    """What stands before ", X quoted Y as saying" at the end of a sentence."""
    tokens = a.head.sentence.tokens
    first = min(t.i for t in (*a.cue, *(noun_phrase(a.source) if a.source is not None else ()))) - tokens[0].i
    said = tokens[:first]
    while said and said[-1].text in SIGNS:
        said = said[:-1]
    return [t for t in said[:-1] if t.text not in SIGNS] if said and said[-1].text in {",", "—", "–"} else []
