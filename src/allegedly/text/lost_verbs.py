"""
The verb of a sentence that seems to have none: "Satellite images taken by the lab | show | 40 burnt houses".

It is a word for saying or showing that the tagger took for a noun, in the number of the noun that opens the sentence,
before a noun phrase or "of"; that noun becomes its subject.
"""

from __future__ import annotations

from itertools import pairwise

from allegedly.records import Token
from allegedly.text.tree import hang, make_root

# Verbs with which a paper or a witness says something, spelt like nouns.
_SHOWING = frozenset({"show", "name", "speak", "list", "report", "claim", "estimate", "note", "state", "document", "record"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUNS = frozenset({"NN", "NNS"})
_PLURALS = frozenset({"NNS", "NNPS"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_OPENING_OBJECTS = frozenset({"DT", "CD", "JJ", "NN", "NNS", "NNP", "IN", "PRP$", "RB", "VBN", "RBS", "JJS"})
_SHORTEST_SUBJECT = 2


def mend_lost_verb(tokens: list[Token]) -> None:
    """Find the lost verb of a sentence, if it has lost one, and make it the head of its tree, in place."""
    root = next(t for t in tokens if t.head is t)
    finite = any(t.tag in _FINITE and t.dep not in {"relcl", "aux", "auxpass"} for t in tokens)
    if root.pos not in _NOMINAL or tokens[-1].text != "." or finite:
        return
    opening = root.child("nsubj", "compound") if root.lemma.lower() in _SHOWING else root
    if opening is None:
        return
    pairs = pairwise(tokens[_SHORTEST_SUBJECT:])
    verb = next((word for word, following in pairs if _is_lost(word, following, opening)), None)
    if verb is not None:
        _raise(tokens, verb, opening)


def _is_lost(word: Token, following: Token, opening: Token) -> bool:
    """Whether a word that reads as a noun is the verb of the noun that opens the sentence."""
    if word.tag not in _NOUNS or word.lemma.lower() not in _SHOWING or opening.i >= word.i or word.child("det") is not None:
        return False
    return (opening.tag in _PLURALS) is (word.lower == word.lemma.lower()) and following.tag in _OPENING_OBJECTS


def _raise(tokens: list[Token], verb: Token, subject: Token) -> None:
    """Make `verb` the root; the noun phrase that it seemed to end keeps the word before it, and what follows is its object."""
    holder, dep = verb.head, verb.dep
    own = [c for c in verb.children if c.i < verb.i and c is not subject]
    if holder is verb and own:
        before = tokens[max(own[-1].subtree()[0].i - tokens[0].i - 1, 0)]
        holder, dep = (before, "pobj") if before.pos == "ADP" and before.child("pobj") is None else (verb, "dep")
    for child in own:
        hang(child, holder, dep if child is own[-1] else child.dep)
    verb.pos, verb.tag = "VERB", "VBP" if subject.tag in _PLURALS else "VBZ"
    make_root(tokens, verb)
    hang(subject, verb, "nsubj")
    for stop in [c for c in subject.children if c.dep == "punct" and c.i > verb.i]:
        hang(stop, verb, "punct")
    after = [t for t in tokens if t.i > verb.i]
    inside = {t.i for t in after}
    for k, top in enumerate([t for t in after if t.head.i not in inside and t.pos != "PUNCT"]):
        object_ = k == 0 and top.pos in _NOMINAL | {"NUM"}
        hang(top, verb, "dobj" if object_ else "prep" if top.pos == "ADP" else "dep")
