"""Whose act a verb is: its subject, its own or one shared with the clause around it."""

from __future__ import annotations

from allegedly.records import Token
from allegedly.voices.cues import listed

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_VERBAL = frozenset({"VERB", "AUX"})


def is_passive(verb: Token) -> bool:
    """Whether what the verb names is done to its subject."""
    deps = {c.dep for c in verb.children}
    return "auxpass" in deps or ("nsubjpass" in deps and bool(deps & {"oprd", "xcomp", "acomp"}))


def subject(verb: Token, depth: int = 5) -> tuple[Token, Token | None] | None:
    """
    The head of the noun phrase that does it, and the pronoun that stands for it ("which"), if any.

    Searches the clause around when the verb has no subject of its own (coordination,
    participles, infinitives); None when nobody is named.
    """
    own = _own_subject(verb)
    if own is not None:
        return _resolved(own, verb)
    if depth == 0 or verb.head is verb:
        return None
    return _shared(verb, depth)


def _own_subject(verb: Token) -> Token | None:
    """
    The subject that hangs on the verb itself.

    Of several the one after it where a comma stands before it ("…, says the widow's lawyer"), else the nearest before it:
    the parser takes what "quoting residents, the mayor said" opens with for one too.
    """
    found = [c for c in verb.children if c.dep in {"nsubj", "nsubjpass"}]
    after = [c for c in found if c.i > verb.i]
    if len(found) < 2:  # noqa: PLR2004  none or one
        return found[0] if found else None
    at = verb.i - verb.sentence.tokens[0].i
    if after and at > 0 and verb.sentence.tokens[at - 1].text == ",":
        return after[0]
    return max((c for c in found if c.i < verb.i), key=lambda c: c.i, default=found[0])


def _resolved(own: Token, verb: Token) -> tuple[Token, Token | None]:
    if own.lower in _RELATIVE:
        clause = verb
        while clause.dep == "conj" and clause.head is not clause:
            clause = clause.head
        if clause.dep == "relcl":
            return clause.head, own
    return own, None


def _shared(verb: Token, depth: int) -> tuple[Token, Token | None] | None:
    head = verb.head
    if verb.dep in {"acl", "relcl"}:
        return (head, None) if verb.tag == "VBG" and head.pos in _NAMING else None
    if verb.dep in {"conj", "advcl", "xcomp", "parataxis", "dep"} and head.pos in _VERBAL:
        controlled = verb.dep == "xcomp" and any(c.dep in {"dobj", "dative"} for c in head.children)
        controlled = controlled and head.lemma.lower() not in listed("contacting")
        showing = verb.dep == "advcl" and verb.tag == "VBG" and head.lemma.lower() in listed("showing")
        shown = head.child("dobj") if showing else None
        if shown is not None and shown.i < verb.i:
            return shown, None  # "the channel showed the minister vowing that P"
        return None if controlled else subject(head, depth - 1)
    if verb.dep == "pcomp":
        return _of_prepositional(head, depth)
    return None


def _of_prepositional(preposition: Token, depth: int) -> tuple[Token, Token | None] | None:
    """Find who does it in "quoted X as saying", "X left by saying", "X's answer in saying"."""
    governor = preposition.head if preposition.dep in {"prep", "mark"} else preposition
    if preposition.lower == "as" and governor.lemma in {"quote", "cite"}:
        quoted = governor.child("nsubjpass") if is_passive(governor) else governor.child("dobj")
        return (quoted, None) if quoted is not None else None
    return subject(governor, depth - 1) if governor.pos in _VERBAL else None


def agent(verb: Token) -> Token | None:
    """Who does it in a passive: the object of "by"."""
    by = next((c for c in verb.children if c.dep in {"agent", "prep"} and c.lower == "by"), None)
    return by.child("pobj") if by is not None else None


def verb_group(verb: Token) -> list[Token]:
    """The verb with the auxiliaries, negation and adverbs that stand right before it, and its particle."""
    tokens, offset = verb.sentence.tokens, verb.sentence.tokens[0].i
    first = verb.i - offset
    while first > 0:
        before = tokens[first - 1]
        inside = before.dep in _GROUP or before.lower in {"neither", "both", "either"}
        if before.head is not verb or not inside or before.tag in {"WRB", "WDT"}:
            break
        first -= 1
    group = tokens[first : verb.i - offset + 1]
    while (
        group[0].dep == "advmod"
        and len(group) > 1
        and group[0].lower in {"however", "meanwhile", "then", "so", "instead", "therefore"}
    ):
        group = group[1:]
    after = tokens[verb.i - offset + 1] if verb.i - offset + 1 < len(tokens) else None
    if after is not None and after.dep == "prt" and after.head is verb:
        group = [*group, after]
    return group
