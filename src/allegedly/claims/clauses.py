"""Predicates and what belongs to them: subjects, objects and clauses over the dependency tree."""

from __future__ import annotations

from collections.abc import Collection

from allegedly.records import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
OBJECTS = ("dobj", "obj", "dative")
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "dep", "csubj", "csubjpass"})
# Verbs that lay a deed to the charge of their object.
ACCUSING = frozenset({"accuse", "suspect", "blame", "charge", "convict", "acquit", "absolve"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})


def is_passive(head: Token) -> bool:
    """Whether a verb's grammatical subject undergoes what it names ("was hit", "a house hit by")."""
    if any(c.dep in {"auxpass", "nsubjpass"} for c in head.children):
        return True
    if head.tag != "VBN" or any(c.dep in OBJECTS for c in head.children):
        return False
    if any(c.lower in {"have", "has", "had", "'ve", "having"} and c.dep == "aux" for c in head.children):
        return False
    if head.dep == "conj" and head.head.tag == "VBN":
        return is_passive(head.head)
    return head.dep not in {"aux", "auxpass", "xcomp"}


def subject_of(head: Token, depth: int = 4) -> Token | None:
    """The subject of a predicate, its own or shared with the clause on which it depends; else None."""
    own = next((c for c in head.children if c.dep in SUBJECTS), None)
    if own is not None:
        return head.head if own.lower in RELATIVE and head.dep == "relcl" else own
    if depth == 0 or head.head is head:
        return None
    if head.dep in {"acl", "relcl"}:
        return _modified(head, depth)
    if head.dep == "pcomp" and head.head.dep == "prep":
        if (accused := _accused(head.head.head)) is not None:
            return accused
        governor: Token | None = head.head.head
    else:
        governor = head.head if head.dep in {"conj", "xcomp", "advcl", "parataxis"} else None
    if governor is None or governor.pos not in VERBS:
        return None
    return _shared(head, governor, depth)


def _accused(governor: Token) -> Token | None:
    """Whose deed follows in "accused the army of bombing …", "is suspected of arming …", else None."""
    if governor.dep in OBJECTS and governor.head.lemma in ACCUSING:
        return governor
    if governor.lemma in ACCUSING:
        return governor.child("nsubjpass") or governor.child(*OBJECTS)
    return None


def _modified(head: Token, depth: int) -> Token | None:
    """The subject of a clause that modifies a noun: the noun, unless the clause is an infinitive."""
    if head.dep == "acl" and head.tag == "VB":
        # "a war to repel invaders": who fights it repels them.
        governor = head.head.head
        return subject_of(governor, depth - 1) if governor.pos in VERBS else None
    return head.head if head.head.pos in NOUNS else None


def _shared(head: Token, governor: Token, depth: int) -> Token | None:
    """The subject that a clause shares with the verb that governs it."""
    if head.dep == "xcomp" and (controller := governor.child(*OBJECTS)) is not None and _can_act(controller):
        return controller
    if head.dep == "advcl" and is_passive(governor) and not is_passive(head):
        return agent_of(governor) or subject_of(governor, depth - 1)
    return subject_of(governor, depth - 1)


def _can_act(token: Token) -> bool:
    """Whether an object can be the doer of an infinitive ("urged them to go"), unlike "fight a war to win"."""
    return token.pos in {"PROPN", "PRON"} or token.ent in {"PERSON", "ORG", "GPE", "NORP"} or token.tag == "NNS"


def agent_of(head: Token) -> Token | None:
    """Who does it in a passive: the object of "by"."""
    by = next((c for c in head.children if c.dep in {"agent", "prep"} and c.lower == "by"), None)
    return by.child("pobj") if by else None


def objects_of(head: Token) -> list[Token]:
    """Direct objects of a verb with what is coordinated to them, in text order."""
    return [o for c in head.children if c.dep in OBJECTS for o in with_conjuncts(c)]


def with_conjuncts(head: Token) -> list[Token]:
    """A noun and the nouns coordinated to it."""
    found = [head]
    for child in head.children:
        if child.dep in {"conj", "appos"} and child.pos in NOUNS and child.dep == "conj":
            found.extend(with_conjuncts(child))
    return found


def prepositional(head: Token, *words: str) -> list[Token]:
    """The objects of the prepositions `words` that hang on `head`, one level of nesting deep."""
    found: list[Token] = []
    for child in head.children:
        if child.dep in {"prep", "agent", "prt"}:
            if child.lower in words:
                found.extend(o for o in child.children if o.dep == "pobj")
            for inner in child.children:
                if inner.dep == "prep" and inner.lower in words:
                    found.extend(o for o in inner.children if o.dep == "pobj")
    return found


def clause_tokens(head: Token, owned: Collection[int], others: Collection[int]) -> list[Token]:
    """
    The words of the clause of predicate `head`, in text order.

    Its subtree within `owned` (token numbers), without clauses that hold another predicate
    (`others`, token numbers), and without its own connective ("and", "but").
    """
    found: list[Token] = []
    stack = [head]
    while stack:
        token = stack.pop()
        found.append(token)
        for child in token.children:
            if child.dep == "cc" and token is head:
                continue
            if child.dep in CLAUSES and child.i != head.i and _holds(child, others):
                continue
            stack.append(child)
    return sorted((t for t in found if t.i in owned), key=lambda t: t.i)


def _holds(token: Token, others: Collection[int]) -> bool:
    stack = [token]
    while stack:
        here = stack.pop()
        if here.i in others:
            return True
        stack.extend(here.children)
    return False


def contiguous(tokens: list[Token], around: Token) -> list[Token]:
    """
    The run of `tokens` around one of them: gaps of punctuation are bridged, larger ones end it.

    Keeps a clause's span free of the words of an attribution inserted into it.
    """
    at = next((k for k, t in enumerate(tokens) if t.i == around.i), None)
    if at is None:
        return [around]
    first = last = at
    while first > 0 and tokens[first].i - tokens[first - 1].i <= 2:  # noqa: PLR2004  one sign between
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= 2:  # noqa: PLR2004
        last += 1
    run = tokens[first : last + 1]
    while run and run[0].pos == "PUNCT" and run[0] is not around:
        run = run[1:]
    while run and run[-1].pos == "PUNCT" and run[-1] is not around:
        run = run[:-1]
    return run or [around]
