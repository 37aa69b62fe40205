"""One attribution as words: who says what, by which cue. The grammar finds them; a learned tagger may instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from allegedly.mentions.noun_phrases import is_lead_in
from allegedly.records import Sentence, Token
from allegedly.voices.quotes import Quotations
from allegedly.voices.tagger import Tagged

# Participles that say in which medium something stood: "a statement carried by X".
CARRYING = frozenset({"carried", "published", "quoted", "cited", "reported", "broadcast", "aired", "run", "shared", "distributed"})
# Clauses that say more about a noun, but are no part of naming it.
_ASIDE = frozenset({"relcl", "advcl", "ccomp", "parataxis", "dep"})


@dataclass(slots=True)
class Attribution:
    """
    Who says what by which cue, as tokens of one document.

    `source` is the head of the noun phrase that speaks (None in a passive without one), `mention`
    its token when a pronoun stands for it ("which"); `cue` are the words that attribute and
    `head` the chief one; `content` are the words attributed. `relays` is the attribution whose
    content this one gives the source of ("citing"). `listener` is whoever is told. `found_by` and `words_by` tell who
    saw it and whose edges the content has ("grammar", "tagger" or "both"); `tagged` is what the tagger saw, if anything.
    """

    head: Token
    cue: list[Token]
    source: Token | None
    content: list[Token]
    act: str
    frame: str
    mention: Token | None = None
    listener: Token | None = None
    relays: Attribution | None = None
    found_by: str = "grammar"
    words_by: str = "grammar"
    tagged: Tagged | None = None


class Attributor(Protocol):
    """Finds attributions: the grammar here, or a learned tagger behind the same call."""

    def attributions(self, sentences: Sequence[Sentence], quotations: Quotations) -> list[Attribution]:
        """All attributions of a document, in text order; tokens are those of `sentences`."""
        ...


def noun_phrase(head: Token) -> list[Token]:
    """
    The words of the noun phrase of `head`, contiguous and in text order.

    Keeps determiners, names, appositions and what "of" adds; leaves out relative clauses and
    whatever stands beyond a comma that no apposition fills.
    """
    found, stack = [], [head]
    while stack:
        token = stack.pop()
        found.append(token)
        stack.extend(c for c in token.children if not _is_aside(c, head))
    found.sort(key=_position)
    return _contiguous(found, head)


def _is_aside(child: Token, head: Token) -> bool:
    loose = child.dep == "acl" and (child.tag == "VBG" or child.lower in CARRYING or _after_comma(child))
    if child.dep in _ASIDE or child.dep == "mark" or loose or is_lead_in(child):
        return True
    if child.dep in {"punct", "cc"} and child.head is head and child.i > head.i and not _joins(child):
        return True
    return child.dep == "conj" and child.pos in {"VERB", "AUX"}


def _after_comma(clause: Token) -> bool:
    """Whether a comma sets off a clause: "Lima, accused of arming them, …"."""
    at = clause.subtree()[0].i - clause.sentence.tokens[0].i
    return at > 0 and clause.sentence.tokens[at - 1].text == ","


def _joins(sign: Token) -> bool:
    """Whether a sign or "and" stands inside the phrase: before an apposition, a further member or in brackets."""
    return any(c.i > sign.i and c.dep in {"appos", "conj", "punct"} and c.pos not in {"VERB", "AUX"} for c in sign.head.children)


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    at = next(k for k, t in enumerate(tokens) if t is head)
    first = last = at
    while first > 0 and tokens[first - 1].i == tokens[first].i - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i == tokens[last].i + 1:
        last += 1
    run = tokens[first : last + 1]
    run = _bracket_closed(run)
    while run and run[-1] is not head and (run[-1].pos in {"PUNCT", "CCONJ", "ADP"}) and run[-1].text not in {")", "]"}:
        run.pop()
    if head.dep == "poss" and run[-1].dep == "case":
        run.pop()
    while run and run[0] is not head and run[0].pos in {"PUNCT", "CCONJ"}:
        run.pop(0)
    return run


def _bracket_closed(run: list[Token]) -> list[Token]:
    """The run with the bracket that closes one opened in it, when that is the next word."""
    tokens = run[0].sentence.tokens
    at = run[-1].i - tokens[0].i + 1
    depth = sum((t.text == "(") - (t.text == ")") for t in run)
    return [*run, tokens[at]] if depth > 0 and at < len(tokens) and tokens[at].text == ")" else run


def _position(token: Token) -> int:
    return token.i
