"""
Verbs of headlines that the parser takes for nouns: "Militants storm army base", "Toll climbs to 30".

The present tense of many verbs is spelt like a noun. In a clause of a headline without another
finite verb, a known verb that agrees with the noun before it is made the verb of that clause: the
bare form after a plural, the form in -s after a singular.
"""

from __future__ import annotations

import functools

from allegedly import tables
from allegedly.records import Token
from allegedly.text.tree import hang, make_root

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLURAL = frozenset({"NNS", "NNPS", "CD"})
_SINGULAR = frozenset({"NN", "NNP"})
_MISREAD = frozenset({"NN", "NNS", "NNP", "NNPS", "VB", "JJ", "VBP", "VBZ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
# Verbs that always have an object.
_DONE_TO = frozenset({"kill", "wound", "injure", "arrest", "detain", "kidnap", "abduct"})
_OPENING = frozenset({"as", "after", "while", "when", "amid", "before", "because", "but", "and"})
_CLAUSAL = frozenset({"ROOT", "advcl", "ccomp", "parataxis", "conj", "relcl", "acl", "dep"})
_CLOSING = frozenset({";", ":", ",", "—", "–", "-", "|", "..."})


@functools.cache
def _forms() -> dict[str, tuple[str, bool]]:
    """Bare form and form in -s, lower case → the verb, and whether the form is that of a plural subject."""
    found: dict[str, tuple[str, bool]] = {}
    for row in tables.rows("headline_verbs"):
        lemma = row["lemma"]
        hissing = lemma.endswith(("s", "sh", "ch", "x", "z"))
        third = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + ("es" if hissing else "s")
        found[lemma], found[third] = (lemma, True), (lemma, False)
    return found


@functools.cache
def _alone() -> frozenset[str]:
    """Verbs that need nothing after them."""
    return frozenset(row["lemma"] for row in tables.rows("headline_verbs") if row["alone"])


def mend_headline(tokens: list[Token]) -> None:
    """Make misread verbs the heads of their clauses, and the name before a colon a name, in place."""
    if len(tokens) > 1 and tokens[1].text == ":" and tokens[0].text[0].isupper():
        tokens[0].pos, tokens[0].tag = "PROPN", "NNP"
        if tokens[0].dep in {"nsubj", "nsubjpass"}:
            tokens[0].dep = "dep"
    for verb in tokens:
        _mend_victims(verb)
    clauses = _clauses(tokens)
    verbs = [_misread(tokens[a:b]) for a, b in clauses]
    if any(verb is not None for verb in verbs):
        _rebuild(tokens, clauses, verbs)


def _mend_victims(verb: Token) -> None:
    """Make those of "Soldier killed in raid" the ones to whom it is done: without an object they are no killers."""
    done_to = verb.tag in {"VBD", "VBN"} and verb.lemma.lower() in _DONE_TO
    if not done_to or any(c.dep in {"dobj", "aux", "auxpass", "dative"} for c in verb.children):
        return
    for child in verb.children:
        if child.dep == "nsubj" and child.i < verb.i:
            child.dep, verb.tag = "nsubjpass", "VBN"


def _rebuild(tokens: list[Token], clauses: list[tuple[int, int]], verbs: list[Token | None]) -> None:
    old = next(t for t in tokens if t.head is t)
    for (a, b), verb in zip(clauses, verbs, strict=True):
        if verb is not None:
            _gather(tokens[a:b], verb)
    heads = [_clause_head(tokens[a:b], verb) for (a, b), verb in zip(clauses, verbs, strict=True)]
    told = [h for k, h in enumerate(heads) if h is not None and not _is_locator(tokens, clauses[k])] or [v for v in verbs if v]
    kept = _is_finite(old) and not any(verb is old for verb in verbs) and _well_read(old)
    root = old if kept else told[0]
    for k, (head, verb) in enumerate(zip(heads, verbs, strict=True)):
        if head is None or head is root or (verb is None and kept):
            continue
        opened = tokens[clauses[k][0]].lower in _OPENING
        before = kept and head.i < root.i
        hang(head, root, "ccomp" if before and verb is not None else "advcl" if opened and verb is not None else "dep")
    make_root(tokens, root)


def _clauses(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where the clauses of a headline begin and end: at signs, and at words that open a clause with a verb of its own."""
    found, start = [], 0
    for k, token in enumerate(tokens):
        if token.text in _CLOSING:
            found.append((start, k))
            start = k + 1
        elif token.lower in _OPENING and k > start and token.lower != "and":
            found.append((start, k))
            start = k
    found.append((start, len(tokens)))
    return [(a, b) for a, b in found if a < b]


def _misread(clause: list[Token]) -> Token | None:
    """The word of a clause that has to be its verb, if the parser has found none."""
    if any(_is_finite(t) and (t.lower not in _forms() or _well_read(t)) and not _is_plural_noun(clause, t) for t in clause):
        return None
    for k in range(1, len(clause)):
        before, token = clause[k - 1], clause[k]
        form = _forms().get(token.lower)
        if form is None or token.tag not in _MISREAD or _is_plural_noun(clause, token):
            continue
        if k + 1 == len(clause) and form[0] not in _alone():
            continue
        plural = before.tag in _PLURAL or _is_plural_noun(clause, before)
        if plural == form[1] and (plural or before.tag in _SINGULAR):
            return token
    return None


def _is_plural_noun(clause: list[Token], token: Token) -> bool:
    """Whether a form in -s is no verb but the plural subject of the bare form after it: "Army strikes | kill 20"."""
    at = clause.index(token) + 1
    mine, after = _forms().get(token.lower), _forms().get(clause[at].lower) if at < len(clause) else None
    return mine is not None and not mine[1] and after is not None and after[1]


def _is_finite(token: Token) -> bool:
    return token.tag in _FINITE and token.pos in {"VERB", "AUX"}


def _well_read(verb: Token) -> bool:
    """Whether the parser has a subject for the verb and a place for its clause."""
    return verb.dep in _CLAUSAL and any(c.dep in {"nsubj", "nsubjpass"} and c.i < verb.i for c in verb.children)


def _is_locator(tokens: list[Token], clause: tuple[int, int]) -> bool:
    """Whether it is the place before a colon: "Mali: …"."""
    end = clause[1]
    return end < len(tokens) and tokens[end].text == ":"


def _clause_head(clause: list[Token], verb: Token | None) -> Token | None:
    if verb is not None:
        return verb
    inside = {t.i for t in clause}
    tops = [t for t in clause if (t.head.i not in inside or t.head is t) and t.pos != "PUNCT"]
    return next((t for t in tops if t.pos in {"VERB", "AUX"}), tops[0] if tops else None)


def _gather(clause: list[Token], verb: Token) -> None:
    """Hang subject, object and the rest of a clause on its verb."""
    at = clause.index(verb)
    before, after = clause[:at], clause[at + 1 :]
    lemma, plural = _forms()[verb.lower]
    verb.pos, verb.tag, verb.lemma = "VERB", "VBP" if plural else "VBZ", lemma
    subject = before[-1]
    if _is_finite(subject):
        subject.pos, subject.tag = "NOUN", "NNS"
    for token in _tops(before, verb):
        if token.lower in _OPENING:
            hang(token, verb, "mark")
        elif token is not subject:
            hang(token, verb, "prep" if token.pos == "ADP" else "dep")
    subject = _subject(before, subject)
    hang(subject, verb, "nsubj")
    _phrase_of(before, subject)
    thing = next((t for t in _tops(after, verb) if t.pos in _NOMINAL), None)
    for token in _tops(after, verb):
        direct = token is thing and all(t.pos not in {"ADP", "SCONJ", "ADV"} for t in after[: after.index(token)])
        hang(token, verb, "dobj" if direct else _loose_dep(token))


def _loose_dep(token: Token) -> str:
    if token.pos in {"ADP", "SCONJ"}:
        return "prt" if token.tag == "RP" else "prep"
    if token.pos == "VERB":
        return "xcomp" if token.tag == "VB" else "advcl"
    return "npadvmod" if token.pos in _NOMINAL else "advmod" if token.pos == "ADV" else "dep"


def _subject(before: list[Token], last: Token) -> Token:
    """The head of the phrase that ends before the verb: "toll" of "toll in mine collapse"."""
    inside = {t.i for t in before}
    bare = next(
        (t for t in before if t.pos == "ADP" and t.head.i in inside and t.head.i < t.i and t.child("pobj", "pcomp") is None), None
    )
    if bare is not None and last.head.i not in inside:
        hang(last, bare, "pobj")
    head = last
    while head.head.i in inside and head.head is not head and head.dep in {"pobj", "prep", "compound", "nummod", "amod"}:
        head = head.head
    return head if head.pos in _NOMINAL else last


def _phrase_of(before: list[Token], subject: Token) -> None:
    """Hang words before the subject that the parser gave to something behind it on the subject."""
    for token in before:
        if token.head.i > before[-1].i and token is not subject and token.dep not in {"mark", "nsubj", "prep", "dep"}:
            dep = "compound" if token.pos in {"NOUN", "PROPN"} else "amod" if token.pos == "ADJ" else token.dep
            hang(token, subject, dep)


def _tops(words: list[Token], verb: Token) -> list[Token]:
    """The words whose heads stand outside the given ones, without signs."""
    inside = {t.i for t in words}
    return [t for t in words if (t.head.i not in inside or t.head is t) and t is not verb and t.pos != "PUNCT"]
