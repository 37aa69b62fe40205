"""Which noun a number counts, which whole it is a part of, and where its words end."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.mentions.numbers import DASHES, Number
from allegedly.mentions.quantity_nouns import STATES, counted_noun, is_definite, of_at, of_phrase, whole_noun
from allegedly.mentions.quantity_parts import antecedent
from allegedly.records import Token


def what_is_counted(tokens: Sequence[Token], number: Number, last: int) -> tuple[Token | None, Token | None, int]:
    """The counted noun, the whole ("the drones" of "53 of the drones"), and where the mention ends."""
    inner = of_phrase(tokens, last)
    if inner is not None:
        return _what_of(tokens, number, of_at(tokens, last), inner)
    noun = counted_noun(tokens, number.first, last) if last == len(tokens) or tokens[of_at(tokens, last)].lower != "of" else None
    if noun is None:
        return None, None, last
    end = noun.i - tokens[0].i + 1
    second = next((k for k in range(last, end) if tokens[k].tag == "CD"), None)
    if second is not None and any(t.tag == "CC" for t in tokens[last:second]):
        end = next(k for k in range(last, second) if tokens[k].tag == "CC")
    return noun, None, end


def _what_of(tokens: Sequence[Token], number: Number, last: int, inner: Token) -> tuple[Token | None, Token | None, int]:
    """The counted noun, the whole and the end of the mention where "of" stands at `tokens[last]` and governs `inner`."""
    end = inner.i - tokens[0].i + 1
    if inner.lower in {"whom", "which"} and (meant := antecedent(inner)) is not None:
        return None, meant, end
    if inner.lower in {"them", "whom", "which"} and (named := _named_after(tokens, end)) is not None:
        return named, inner, named.i - tokens[0].i + 1
    part = counts_whole(tokens, last, inner) or is_definite(inner) or number.part or inner.lower in STATES
    return (None, inner, end) if part else (inner, None, end)


def counts_whole(tokens: Sequence[Token], last: int, whole: Token | None) -> bool:
    """Whether the whole has a number of its own ("34 of 47 drones"): then it is a mention too, inside that of its part."""
    if whole is None or whole.tag == "CD":
        return whole is not None
    between = tokens[last + 1 : whole.i - tokens[0].i]
    return any((t.dep == "nummod" and t.head is whole) or (t.tag == "CD" and whole_noun(t.head) is whole) for t in between)


def is_state_of(tokens: Sequence[Token], number: Number, at: int) -> bool:
    """Whether the word at `at` is a state used as the counted noun ("48 detained", "five dead"), not the clause's verb."""
    if at >= len(tokens) or tokens[at].lower not in STATES:
        return False
    state, last = tokens[at], tokens[number.last - 1]
    if state.tag == "VBN" or state.head.lemma == "leave" or state.dep in {"oprd", "acomp", "ccomp", "conj"}:
        return False
    return (last.dep == "nummod" and last.head is state) or (state.head is last and state.dep in {"amod", "acl", "advmod"})


def _named_after(tokens: Sequence[Token], k: int) -> Token | None:
    """The noun that closes "three of them children", "one of them a nurse": no verb follows it."""
    at = k
    while at < len(tokens) and at < k + 4 and (tokens[at].tag in {"JJ", "NN", "NNP", "DT"} or tokens[at].tag in {"NNS", "NNPS"}):
        at += 1
    closed = at == len(tokens) or tokens[at].text in {",", ".", ";", ")", "–", "—", "-"} or tokens[at].tag == "CC"
    noun = tokens[at - 1]
    return noun if at > k and closed and noun.tag in {"NN", "NNS", "NNPS"} else None


def resume_at(tokens: Sequence[Token], last: int, end: int) -> int:
    """Where reading goes on: before a second number that shares the noun ("four ballistic and two cruise missiles")."""
    return next((k for k in range(last, end) if tokens[k].tag == "CD" and tokens[k].text not in DASHES), end)
