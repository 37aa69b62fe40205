"""The words of a source as they stand in the text: quotation marks closed, loose clauses left out, names found in them."""

from __future__ import annotations

from itertools import pairwise

from allegedly.mentions.noun_phrases import source_phrase
from allegedly.records import Token

PARTITIVES = frozenset(
    {"one", "two", "three", "some", "many", "several", "most", "both", "another", "group", "number", "dozens", "majority", "pair"}
)
# Tags of words that open what a comma sets loose from a noun: relative pronouns and participles.
_LOOSE = frozenset({"WP", "WDT", "WP$", "VBN", "VBG"})
_PAIRS = (("“", "”"), ("«", "»"), ('"', '"'))
OPENING, CLOSING = frozenset(a for a, _ in _PAIRS), frozenset(b for _, b in _PAIRS)


def with_marks_closed(head: Token, text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase with the end of a quotation that opens in it, and with what follows that in the phrase."""
    if not is_open(text[start:end]):
        return start, end
    first, last = source_phrase(head)
    last = last if first == start and last > end else end
    return start, last + 1 if is_open(text[start:last]) and text[last : last + 1] in CLOSING else last


def is_open(words: str) -> bool:
    """Whether a quotation opens in `words` and does not end there."""
    return any(words.count(a) > words.count(b) if a != b else words.count(a) % 2 == 1 for a, b in _PAIRS)


def without_loose(head: Token, text: str, start: int, end: int) -> str:
    """The words for an unnamed source without what a comma sets loose: "A medic in Homs, reached by telephone"."""
    tokens = head.sentence.between(start, end)
    if head.pos != "NOUN" or head.lower in PARTITIVES:
        return text[start:end]
    for comma, after in pairwise(tokens):
        loose = after.tag in _LOOSE or after.pos == "NUM" or after.lower in {"a", "an", "in", "at", "from"}
        listed = any(t.dep == "cc" and t.i > comma.i and t.head.i <= comma.i for t in tokens)
        if comma.text == "," and comma.i > head.i and loose and not listed and not is_open(text[start : comma.start]):
            return text[start : comma.start]
    return text[start:end]


def clause_subject_before(pronoun: Token) -> Token | None:
    """The first subject of the sentence, where a colon or semicolon parts its clause from that of `pronoun`."""
    tokens = pronoun.sentence.tokens
    before = tokens[: pronoun.i - tokens[0].i]
    spliced = before and before[-1].text == "," and sum(t.text in OPENING | CLOSING for t in before) % 2 == 1
    if spliced:
        # In direct speech "a man rang, he said…" goes on about the man; in the writer's words "he" would be another.
        at = max(k for k, t in enumerate(before) if t.text in OPENING)
        before = before[at:]
    elif not any(t.text in {":", ";"} for t in before):
        return None
    subjects = [t for t in before if t.dep in {"nsubj", "nsubjpass"}]
    return next((t for t in subjects if t.head.dep in {"ROOT", "ccomp", "conj", "parataxis"}), next(iter(subjects), None))


def name_offsets(head: Token) -> tuple[int, int]:
    """Offsets of the capitalised name that `head` ends, within its noun phrase."""
    start = source_phrase(head)[0]
    parts = [c for c in head.children if c.dep in {"compound", "flat"} and c.text[0].isupper() and c.i < head.i]
    return (parts[0].start if parts else head.start) - start, head.end - start
