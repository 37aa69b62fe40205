"""The words of a source as they stand in the text: quotation marks closed, loose clauses left out, names found in them."""

from __future__ import annotations

import functools
from itertools import pairwise

from allegedly import tables
from allegedly.mentions.noun_phrases import source_phrase
from allegedly.records import Token

PARTITIVES = frozenset(
    {"one", "two", "three", "some", "many", "several", "most", "both", "another", "group", "number", "dozens", "majority", "pair"}
)
# Words with which a noun phrase brings somebody in.
_BRINGING_IN = frozenset({"a", "an", "some", "several", "many", "one", "another", "few", "two", "three"})
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


def is_of_people(head: Token) -> bool:
    """Whether a word for a people tells it from others of its sort: "the Lebanese group"."""
    return any(c.dep == "amod" and c.ent == "NORP" for c in head.children)


def without_title(name: str) -> str:
    """A person's name without the title before it that the cast took for a part of it: "Minister Jane Roe", "Rep. Jane Roe"."""
    first, _, rest = name.partition(" ")
    titled = first[:1].isupper() and rest[:1].isupper() and first.removesuffix(".").lower() in _titles()
    return rest if " " in rest and titled else name


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(row["phrase"] for row in tables.rows("titles") if " " not in row["phrase"])


def concerns(pronoun: Token, subject: Token) -> bool:
    """Whether the subject is told of as somebody beside the speaker: "His cousin told him that P, he added"."""
    own = {"he": {"his", "him"}, "she": {"her"}, "they": {"their", "them"}}.get(pronoun.lower, set[str]())
    told = subject.head.child("dobj", "dative")
    return any(c.dep == "poss" and c.lower in own for c in subject.children) or (told is not None and told.lower in own)


def is_of_name(token: Token, beside: Token) -> bool:
    """Whether the parser takes a capitalised word for a part of the same name of a body."""
    return token.ent == beside.ent == "ORG" and token.text[0].isupper() and token.lower != "the"


def is_new(head: Token) -> bool:
    """Whether a noun phrase brings somebody in: "a monk", "several patients"."""
    opening = head.subtree()[0]
    return head.pos in {"NOUN", "ADJ"} and (opening.lower in _BRINGING_IN or opening.pos == "NUM")


def is_definite(head: Token) -> bool:
    """Whether "the", "this" or "same" says that the noun was spoken of before."""
    return any(c.dep in {"det", "poss"} and c.lower in {"the", "this", "that", "same"} for c in head.children)


@functools.cache
def documents() -> dict[str, str]:
    """Noun → "voice" (words of whoever issued them) or "document" (evidence that speaks for itself)."""
    return {row["noun"]: row["role"] for row in tables.rows("source_documents")}


@functools.cache
def platforms() -> frozenset[str]:
    """Names of platforms, which are never sources."""
    return frozenset(row["word"] for row in tables.rows("carrying_words") if row["kind"] == "platform")


@functools.cache
def body_words() -> frozenset[str]:
    """Nouns for bodies, of which none is a "he" or "she"."""
    words = {row["word"].rsplit(" ", maxsplit=1)[-1] for row in tables.rows("name_words") if row["place"] == "beside"}
    return frozenset(words | {row["phrase"].rsplit(" ", maxsplit=1)[-1] for row in tables.rows("institutions")})


def who_is_there(head: Token, mention: tuple[int, int] | None) -> tuple[Token, tuple[int, int] | None]:
    """
    Who speaks, where what was taken for the source is only where that was said, and the mention if it is still good.

    A platform stands for the subject of its sentence ("on Telegram, the mayor said"), the paper for who comes before it
    ("The army, in a communique").
    """
    if head.lower in platforms() and head.text[0].isupper():
        subject = head.sentence.root.child("nsubj")
        return (subject, None) if subject is not None and subject.lower not in platforms() else (head, mention)
    if mention is None or head.dep != "pobj" or head.head.lower != "in" or head.lemma.lower() not in documents():
        return head, mention
    before = [t for t in head.sentence.between(*mention) if t.i < head.head.i]
    if len(before) < 2 or before[-1].text != "," or before[-2].pos not in {"NOUN", "PROPN"}:  # noqa: PLR2004
        return head, mention
    return before[-2], (mention[0], before[-2].end)
