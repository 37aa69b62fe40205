"""Which cue a quotation belongs to, within its sentence and over the sentences around it."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence

from allegedly.records import Sentence, Token
from allegedly.voices.attributions import Attribution
from allegedly.voices.cues import listed, verb
from allegedly.voices.insertions import DASHES
from allegedly.voices.quotes import SIGNS, Quotation, Quotations

# Frames in which a noun phrase is said, which a quotation may end.
_NOMINAL = frozenset({"object", "objto", "p:of", "p:about", "accused", "tally", "happening", "deed", "to"})
_LEADING = frozenset({",", ":", "that", "—", "–", "-", "‚", ""})


def inner_tokens(sentence: Sentence, quotation: Quotation) -> list[Token]:
    """The tokens of a sentence that lie between the marks of a quotation."""
    return [t for t in sentence.tokens if t.start >= quotation.inner_start and t.end <= quotation.inner_end]


def give_quotations(sentence: Sentence, quotations: Sequence[Quotation], found: list[Attribution]) -> set[int]:
    """
    Give each speech quotation of the sentence to the cue that it stands beside.

    Changes the contents of `found`; returns the offsets at which the quotations given begin.
    """
    given: set[int] = set()
    for quotation in quotations:
        words = inner_tokens(sentence, quotation)
        if not words:
            continue
        going_on = next((a for a in found if _goes_on_in(a, words, found)), None)
        if going_on is not None:
            going_on.content = [*going_on.content, *words]
            given.add(quotation.start)
            continue
        owner = _owner(sentence, quotation, words, found)
        if owner is not None:
            _take(owner, words, quotation)
            given.add(quotation.start)
    return given


def _goes_on_in(a: Attribution, words: list[Token], found: list[Attribution]) -> bool:
    """Whether what somebody within another's words says goes on in marks: "said he had promised an inquiry | “without taboos”"."""
    if a.frame not in _NOMINAL or not a.content or a.content[-1].i != words[0].i - 2:
        return False
    return any(b is not a and any(t is a.head for t in b.content) for b in found)


def _owner(sentence: Sentence, quotation: Quotation, words: list[Token], found: list[Attribution]) -> Attribution | None:
    outside = [a for a in found if not quotation.start <= a.head.start < quotation.end]
    inside = {t.i for t in words}
    holding = [a for a in outside if a.content and any(t.i in inside for t in a.content)]
    beside = [(d, a) for a in outside if (d := _distance(sentence, words, a)) is not None]
    nearest = min(beside, key=lambda pair: pair[0], default=None)
    if nearest is not None and (not holding or nearest[1] in holding or nearest[0] <= 1):
        return nearest[1]
    return min(holding, key=lambda a: len(a.content), default=None)


def _distance(sentence: Sentence, words: list[Token], a: Attribution) -> int | None:
    """How many words stand between the quotation and the cue with its source; None if they do not belong together."""
    word = verb(a.head)
    if a.frame in {"scope", "that"} or (word is not None and "quote" not in word.frames):
        return None
    if words[0].pos == "ADP" and a.head.lemma.lower() in listed("doing") and a.cue[-1].i < words[0].i:
        return None  # "would respond “with force”": how they will act
    group = [a.cue[0].i, a.cue[-1].i] + ([(a.mention or a.source).i] if a.source is not None else [])
    if a.head.dep == "pcomp" and a.head.head.lower == "as":  # "Y quoted X as saying"
        quoting = a.head.head.head
        group += [quoting.i, *(c.i for c in quoting.children if c.dep in {"nsubj", "nsubjpass"})]
    gap = _gap_after(sentence, words, a, min(group)) if words[-1].i < min(group) else _gap_before(sentence, words, max(group))
    if gap is None or any(t.pos == "VERB" and t.tag in {"VBD", "VBZ", "VBP"} for t in gap):
        return None
    return sum(1 for t in gap if t.pos != "PUNCT")


def _gap_after(sentence: Sentence, words: list[Token], a: Attribution, first: int) -> list[Token] | None:
    """The words from a quotation to the cue after it: a comma or stop has to close what was said."""
    offset = sentence.tokens[0].i
    gap, mark = sentence.tokens[words[-1].i - offset + 1 : first - offset], words[-1].text[-1:]
    if mark == "." and any(t.i > a.cue[-1].i for t in a.content):
        return None  # a finished sentence, and the cue has words of its own to bring
    return gap if mark in ",.?!—…-" or any(t.text in {",", "—", "–", "-"} for t in gap[:2]) else None


def _gap_before(sentence: Sentence, words: list[Token], last: int) -> list[Token] | None:
    """The words from a cue to the quotation after it: a comma, a colon or "that" leads to it."""
    offset = sentence.tokens[0].i
    if words[0].i <= last:
        return None
    gap = [t for t in sentence.tokens[last - offset + 1 : words[0].i - offset] if t.text not in SIGNS]
    return gap if len(gap) <= 1 or gap[-1].lower in _LEADING else None


def _take(owner: Attribution, words: list[Token], quotation: Quotation) -> None:
    """Make `words` part of what `owner` says: all of it, or beside words outside the marks ("mixed")."""
    inside = {t.i for t in words}
    kept = [t for t in owner.content if t.i not in inside]
    spoken = [t for t in kept if t.pos not in {"PUNCT", "CCONJ"} and not (quotation.start <= t.start < quotation.end)]
    mixed = spoken and any(t.i in inside for t in owner.content)
    if not mixed:
        owner.frame = "quote"
    own = {t.i for t in owner.cue}
    owner.content = sorted((t for t in [*kept, *words] if t.i not in own), key=_position)


def _position(token: Token) -> int:
    return token.i


def carry_on(sentences: Sequence[Sentence], quotations: Quotations, found: dict[int, list[Attribution]]) -> None:
    """
    Give quoted sentences without a cue of their own to the speaker who is speaking.

    A sentence inside a quotation that is given in part goes with the rest of it and what reopens it; a
    quotation in the same paragraph goes on where the last one ended, and so does the next paragraph if it
    is nothing but quotation; one that follows a cue with a colon is what that cue announces, and so are
    lines that begin with a dash. Changes the contents in `found` (place of the sentence → attributions).
    """
    first_of = _reopened(sentences, quotations)
    owner_of = _givers(sentences, quotations, found, first_of)
    taken: dict[int, tuple[Attribution, list[Token]]] = {}
    last: Attribution | None = None
    paragraph = -1
    for k, sentence in enumerate(sentences):
        own = [a for a in found.get(k, []) if a.content or a.frame == "quote"]
        spoken = quotations.within(sentence.start, sentence.end)
        if last is not None and not own and not spoken and _is_line_of(last, sentences, k, paragraph):
            taken.setdefault(id(last), (last, []))[1].extend(sentence.tokens[1:])
            last.frame, paragraph = "quote", sentence.paragraph
            continue
        firsts = [first_of.get(q.start, q.start) for q in spoken]
        speaker = (
            None if any(_holds(a, spoken) for a in own) else _silent_speaker(sentence, spoken, firsts, owner_of, last, paragraph)
        )
        if speaker is not None:
            for q, first in zip(spoken, firsts, strict=True):
                if owner_of.setdefault(first, speaker) is speaker:
                    taken.setdefault(id(speaker), (speaker, []))[1].extend(inner_tokens(sentence, q))
            last, paragraph = speaker, sentence.paragraph
            continue
        outer = [a for a in own if not any(q.start <= a.head.start < q.end for q in spoken)]
        if outer:
            quoting = [a for a in outer if a.frame == "quote"]
            last, paragraph = (quoting or outer)[-1], sentence.paragraph
        elif not spoken:
            last = None
    for a, words in taken.values():
        a.content = sorted({t.i: t for t in [*a.content, *words]}.values(), key=_position)


def _reopened(sentences: Sequence[Sentence], quotations: Quotations) -> dict[int, int]:
    """Where a quotation begins that goes on with one left open in the paragraph before → where the first of them began."""
    begins = {s.start: s.paragraph for s in sentences}
    found: dict[int, int] = {}
    for earlier, later in itertools.pairwise(quotations.outer):
        if earlier.closed or later.start not in begins:
            continue
        place = bisect_right(sentences, earlier.end - 1, key=_start) - 1
        if place >= 0 and sentences[place].paragraph + 1 == begins[later.start]:
            found[later.start] = found.get(earlier.start, earlier.start)
    return found


def _start(sentence: Sentence) -> int:
    return sentence.start


def _is_line_of(last: Attribution, sentences: Sequence[Sentence], k: int, paragraph: int) -> bool:
    """Whether a sentence after a dash is the speaker's: announced by a colon, the next in such a list, or on in a dialogue."""
    sentence = sentences[k]
    if sentence.tokens[0].text not in DASHES or len(sentence.tokens) <= 1:
        return False
    if sentence.paragraph == paragraph:
        opening = next(s for s in sentences[max(0, k - 40) : k] if s.paragraph == paragraph)
        return opening.tokens[0].text in DASHES
    announced = last.head.sentence.tokens[-1].text == ":" and last.head.sentence.paragraph < sentence.paragraph
    return announced and sentence.paragraph == paragraph + 1


def _givers(
    sentences: Sequence[Sentence], quotations: Quotations, found: dict[int, list[Attribution]], first_of: dict[int, int]
) -> dict[int, Attribution]:
    """Where a quotation begins → the attribution, in one of its sentences, that has some of its words."""
    owner_of: dict[int, Attribution] = {}
    for k, attributions in found.items():
        spoken = quotations.within(sentences[k].start, sentences[k].end)
        for a in attributions:
            for q in spoken:
                if _holds(a, [q]):
                    owner_of.setdefault(first_of.get(q.start, q.start), a)
    return owner_of


def _silent_speaker(  # noqa: PLR0913, PLR0917  what stands here, what was given, who spoke last
    sentence: Sentence,
    spoken: Sequence[Quotation],
    firsts: Sequence[int],
    owner_of: dict[int, Attribution],
    last: Attribution | None,
    paragraph: int,
) -> Attribution | None:
    if not spoken:
        return None
    speaker = owner_of.get(firsts[0])
    if speaker is None and last is not None and _goes_on(sentence, spoken[0], paragraph, last):
        speaker = last
    return speaker if speaker is not None and speaker.head.sentence is not sentence else None


def _holds(a: Attribution, spoken: Sequence[Quotation]) -> bool:
    return any(q.start <= t.start < q.end for q in spoken for t in a.content) and not any(
        q.start <= a.head.start < q.end for q in spoken
    )


def _goes_on(sentence: Sentence, quotation: Quotation, paragraph: int, last: Attribution) -> bool:
    """Whether a quotation that fills its sentence continues the speech before it."""
    outside = [t for t in sentence.tokens if not quotation.start <= t.start < quotation.end and t.pos != "PUNCT"]
    if len(outside) > 1:
        return False
    announced = last.head.sentence.tokens[-1].text == ":" and sentence.i == last.head.sentence.i + 1
    if sentence.paragraph == paragraph:
        return announced or last.frame in {"quote", "clause", "colon"}
    return announced or (sentence.paragraph == paragraph + 1 and last.frame == "quote")
