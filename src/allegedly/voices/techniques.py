"""Rhetorical colouring that the marks show: scare quotes round one ordinary word."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Span, Technique, Token
from allegedly.voices.quotes import Quotation, Quotations

SCARE_QUOTES = "scare_quotes"
_ORDINARY = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
# Nouns before or after which a quoted word is a name or is spoken of as a word.
_NAMING = frozenset(
    {"operation", "word", "term", "code", "codename", "nickname", "name", "title", "film", "book", "song", "slogan"}
)


def find_techniques(tokens: Sequence[Token], quotations: Quotations, text: str) -> tuple[Technique, ...]:
    """
    The scare quotes among the words of one utterance: writer or speaker keeps the word at a distance.

    Such is a single ordinary word in marks of its own within unquoted words; no name, title, nickname
    or word spoken of as a word.
    """
    found = []
    for quotation in quotations.all:
        inside = [t for t in tokens if quotation.inner_start <= t.start and t.end <= quotation.inner_end]
        if _keeps_distance(quotation, inside, tokens):
            found.append(Technique(SCARE_QUOTES, Span.of(text, quotation.start, quotation.end)))
    return tuple(found)


def _keeps_distance(quotation: Quotation, inside: Sequence[Token], tokens: Sequence[Token]) -> bool:
    if not quotation.closed or quotation.speech or quotation.depth > 0 or len(inside) != 1:
        return False
    word = inside[0]
    if word.pos not in _ORDINARY or not word.text.islower() or word.ent in {"WORK_OF_ART", "PERSON", "ORG", "GPE"}:
        return False
    if not any(t.pos in {"VERB", "AUX"} and t is not word for t in tokens):
        return False
    around = {word.head.lemma.lower(), *(c.lemma.lower() for c in word.children)}
    return not around & _NAMING
