"""The evidence that a source offers for what it says: pictures, papers, witnesses, figures."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping

from allegedly import tables
from allegedly.records import Basis, Span, Token
from allegedly.voices.attributions import Attribution, noun_phrase

_PICTURES = frozenset({"photo", "video"})
_VIEWS = frozenset({"satellite", "thermal", "aerial"})
_SHOWING = frozenset(
    {"show", "reveal", "indicate", "suggest", "appear", "confirm", "prove", "depict", "capture", "contain", "see", "read", "say"}
)


@functools.cache
def kinds() -> Mapping[str, str]:
    """Words for evidence, lower case → kind of basis."""
    return {row["word"]: row["kind"] for row in tables.rows("basis_words")}


def find_basis(a: Attribution, cue_heads: Collection[int], text: str) -> tuple[Basis, ...]:
    """
    What the clause of the cue offers as evidence ("releasing video"), and a source that is evidence itself.

    `cue_heads` are the token numbers of all cues, so that each piece of evidence goes to the nearest one.
    """
    content = {t.i for t in a.content}
    source = {t.i for t in noun_phrase(a.source)} if a.source is not None else set()
    speaks = a.source is not None and a.source.lower in kinds() and a.head.lemma.lower() in _SHOWING
    found: dict[str, Token] = {}
    for token in a.head.sentence.tokens:
        kind = kinds().get(token.lower)
        if kind is None or token.i in content or token.i == a.head.i or token.pos not in {"NOUN", "PROPN", "ADJ", "VERB"}:
            continue
        if token.i in source:
            if speaks and kind != "witness":
                found.setdefault(kind, token)
        elif _belongs(token, a, cue_heads) and not _is_statement(token):
            found.setdefault(kind, token)
    if any(kind in _VIEWS for kind in found):
        found = {kind: token for kind, token in found.items() if kind not in _PICTURES or kind == "video"}
    return tuple(Basis(kind, Span.of(text, token.start, token.end)) for kind, token in sorted(found.items(), key=lambda i: i[1].i))


def _belongs(token: Token, a: Attribution, cue_heads: Collection[int]) -> bool:
    for above in token.ancestors():
        if above is a.head:
            return True
        if above.i in cue_heads:
            return False
    return False


def _is_statement(token: Token) -> bool:
    """Whether it is the medium of saying and no evidence ("said in a letter")."""
    return kinds()[token.lower] in {"document", "video"} and token.dep == "pobj" and token.head.lower in {"in", "on", "via"}
