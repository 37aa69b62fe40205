"""How far a noun phrase that names somebody reaches."""

from __future__ import annotations

import functools
import itertools
import re

from allegedly import tables
from allegedly.records import Token

_TEMPORAL = frozenset({"DATE", "TIME"})
_PLACING = frozenset({"in", "to", "at", "for", "from", "with", "on", "near"})
_INDEFINITE = frozenset({"a", "an", "some", "one", "another", "several", "many", "few", "other"})
_HYPHENS = frozenset({"-", "‑"})
_CLAUSES = frozenset({"relcl", "acl"})
# Verbs of clauses that say who passes the source's words on, and of those that say why it has no name.
_PASSING_ON = frozenset({"cite", "quote", "see"})
_HIDING = frozenset({"ask", "decline", "refuse", "request", "insist"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_VERBAL = frozenset({"VERB", "AUX"})
_MARKS = frozenset('"”»')
_CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d")
_CLOSING = {"(": ")", "[": "]"}


@functools.cache
def _bodies() -> frozenset[str]:
    """Last words of bodies and titles: nouns of which "in X", "to X", "at X" says which one is meant."""
    words = {row["phrase"].rsplit(" ", maxsplit=1)[-1] for name in ("institutions", "titles") for row in tables.rows(name)}
    words |= {row["word"].rsplit(" ", maxsplit=1)[-1] for row in tables.rows("name_words") if row["place"] == "beside"}
    words |= {row["phrase"].rsplit(" ", maxsplit=1)[-1] for row in tables.rows("unnamed_sources") if row["kind"] != "witness"}
    return frozenset(words)


def noun_phrase(head: Token) -> tuple[int, int]:
    """
    Offsets of the noun phrase headed by `head`, half-open.

    With determiners, titles, "of …", appositions and bracketed short names, and with "in …", "to …", "at …" where they say
    which body or office is meant; without relative clauses, participles, times and further members of a coordination.
    """
    return _offsets(head, clauses=False)


def source_phrase(head: Token) -> tuple[int, int]:
    """
    As `noun_phrase`, but an indefinite source keeps the clause that describes it ("a man who asked not to be named").

    What is cited in a place is of that place, though the parser ties the place to the verb ("citing doctors in Homs").
    """
    start, end = _offsets(head, clauses=_is_indefinite(head))
    return start, _end_of_place(head, end)


def _end_of_place(head: Token, end: int) -> int:
    """Where the phrase ends with the place right after it, if `head` is the object of a verb of citing; else `end`."""
    if head.dep != "dobj" or head.head.lemma not in _PASSING_ON or not _is_indefinite(head):
        return end
    following = [t for t in head.sentence.tokens if t.start >= end and t.text not in _MARKS][:1]
    if not following or following[0].lower not in {"in", "at", "from"} or following[0].head is not head.head:
        return end
    inside = following[0].subtree()
    return (
        inside[-1].end
        if any(t.ent in _PLACES for t in inside) and all(t.pos not in _VERBAL and t.text != "," for t in inside)
        else end
    )


def _is_indefinite(head: Token) -> bool:
    if head.pos != "NOUN":
        return False
    determiners = [c.lower for c in head.children if c.dep in {"det", "nummod", "poss"}]
    return not determiners or any(d in _INDEFINITE for d in determiners) or any(c.dep == "nummod" for c in head.children)


def _offsets(head: Token, *, clauses: bool) -> tuple[int, int]:
    tokens = head.sentence.tokens
    offset = tokens[0].i
    chosen = {head.i - offset}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.i - offset in chosen or is_lead_in(child) or not _stays(child, token, clauses=clauses):
                continue
            chosen.add(child.i - offset)
            if child.dep in _CLAUSES:
                chosen.update(t.i - offset for t in _own_words(child))
            else:
                stack.append(child)
    first, last = _run(tokens, chosen, head.i - offset)
    while last > _position(tokens, head) and tokens[last].text in {",", "."}:
        last -= 1
    return tokens[first].start, tokens[last].end


def _position(tokens: list[Token], head: Token) -> int:
    """The position of `head` in its sentence."""
    return head.i - tokens[0].i


def _stays(child: Token, parent: Token, *, clauses: bool) -> bool:
    if child.dep in {"punct", "cc", "mark", "conj", "preconj"}:
        return child.dep == "conj" and parent.dep in {"compound", "amod", "nmod"}
    if child.dep in {"relcl", "acl", "advcl", "ccomp", "parataxis", "dep", "xcomp"}:
        return clauses and child.i > parent.i and _describes(child)
    if parent.pos in {"VERB", "AUX"}:
        return True
    if child.dep in {"prep", "agent"}:
        return child.lower == "of" or (
            _names_which(child, parent)
            and (parent.pos == "PROPN" or parent.lemma.lower() in _bodies() or parent.lower in _bodies())
        )
    if child.dep in {"npadvmod", "nsubj", "nsubjpass", "aux", "attr"} and child.i > parent.i:
        return False
    return child.pos == "NUM" or not (child.ent in _TEMPORAL and child.i > parent.i)


def is_lead_in(word: Token) -> bool:
    """Whether it only leads to a source: "Meanwhile, a soldier said", and the time in "16:47 Two shepherds said"."""
    following = word.sentence.tokens[word.i + 1 - word.sentence.tokens[0].i :][:1]
    adverb = word.dep == "advmod" and word.i < word.head.i and bool(following) and following[0].text == ","
    return adverb or _CLOCK.fullmatch(word.text) is not None


def _own_words(clause: Token) -> list[Token]:
    """The words of a clause that describes a source, without "as saying P", which tells what it says."""
    words = clause.subtree()
    for as_, saying in itertools.pairwise(words):
        if as_.lower == "as" and saying.lower == "saying":
            return [t for t in words if t.i < as_.i]
    return words


def _describes(child: Token) -> bool:
    """Whether a clause belongs to an indefinite source: it tells who that is, or why it has no name, not who passes it on."""
    if child.dep not in _CLAUSES or child.lemma in _PASSING_ON:
        return False
    if child.subtree()[0].lower == "whose":
        return False  # "survivors whose accounts were gathered by X"
    if child.tag == "VBG" and any(c.dep in {"ccomp", "xcomp"} and c.child("mark") is not None for c in child.children):
        return False  # "a letter threatening that P"
    return not _after_comma(child) or (child.dep == "relcl" and child.lemma in _HIDING)


def _names_which(preposition: Token, parent: Token) -> bool:
    inner = preposition.child("pobj")
    if (
        inner is None
        or inner.ent in _TEMPORAL
        or preposition.lower not in _PLACING
        or preposition.i != _next_after(parent, preposition)
    ):
        return False
    return preposition.lower not in {"on", "with"} or parent.pos == "NOUN"


def _next_after(parent: Token, preposition: Token) -> int:
    """The number of the token after `parent` and its name or "of …", where `preposition` must stand."""
    before = [c for c in parent.children if parent.i < c.i < preposition.i and c.dep in {"prep", "appos"}]
    after = before[-1].subtree()[-1].i + 1 if before else parent.i + 1
    tokens = parent.sentence.tokens
    at = after - tokens[0].i
    return after + 1 if at < len(tokens) and tokens[at].text in _MARKS else after


def _after_comma(child: Token) -> bool:
    tokens = child.sentence.tokens
    at = child.subtree()[0].i - tokens[0].i
    return at > 0 and tokens[at - 1].text in {",", "-", "–", "—"}


def _run(tokens: list[Token], chosen: set[int], at: int) -> tuple[int, int]:
    """The contiguous run around the head; signs between chosen words bridge, nothing else does."""
    first = last = at
    while first > 0 and (first - 1 in chosen or (_is_sign(tokens[first - 1]) and first - 2 in chosen)):
        first -= 1
    while last + 1 < len(tokens) and (last + 1 in chosen or (_is_sign(tokens[last + 1]) and last + 2 in chosen)):
        last += 1
    first, last = _joined(tokens, first, last)
    opened = [t.text for t in tokens[first : last + 1] if t.text in _CLOSING]
    if opened and last + 1 < len(tokens) and tokens[last + 1].text == _CLOSING[opened[-1]]:
        last += 1
    return first, last


def _joined(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """The run with the other parts of a name that a hyphen joins without space ("al-Nour")."""
    while (
        first > 1
        and tokens[first - 1].text in _HYPHENS
        and tokens[first - 1].end == tokens[first].start == tokens[first - 1].start + 1
    ):
        if tokens[first - 2].end != tokens[first - 1].start:
            break
        first -= 2
    while last + 2 < len(tokens) and tokens[last + 1].text in _HYPHENS and tokens[last].end == tokens[last + 1].start:
        if tokens[last + 1].end != tokens[last + 2].start:
            break
        last += 2
    return first, last


def _is_sign(token: Token) -> bool:
    return token.pos == "PUNCT" and token.text not in {";", ":", ".", "?", "!", "—", "–", "--", "…"}
