"""Who says which words of a document: every attribution with its chain, and what the zones say themselves."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import tzinfo

from allegedly.mentions.actor_tables import MEDIA
from allegedly.mentions.actors import Cast
from allegedly.mentions.times import TimeMention
from allegedly.records import Document, Hop, Sentence, Source, Span, Token, Zone
from allegedly.voices.answers import find_answered
from allegedly.voices.attributions import Attribution, Attributor
from allegedly.voices.basis import find_basis
from allegedly.voices.chains import UNNAMED, ChainReader, Spoken
from allegedly.voices.grammar import Grammar
from allegedly.voices.headline_sources import name_headline_sources
from allegedly.voices.own_voice import own_words, trim
from allegedly.voices.publishers import publisher
from allegedly.voices.quotes import SIGNS, Quotations, find_quotations
from allegedly.voices.speakers import Speakers
from allegedly.voices.techniques import find_techniques
from allegedly.voices.utterances import Utterance

_EDITOR = re.compile(r"\b[Ee]ditor(?:'s|’s|s|ial)?\b")
_EDITOR_REACH = 40
_GRAMMAR = Grammar()


def find_utterances(  # noqa: PLR0913  the four are the document; the two have defaults
    document: Document,
    sentences: Sequence[Sentence],
    cast: Cast,
    times: Sequence[TimeMention],
    *,
    attributor: Attributor = _GRAMMAR,
    timezone: tzinfo | None = None,
) -> list[Utterance]:
    """
    Everything that is said in `document`, in order of its first content character.

    `timezone` is that of civil times of saying ("on Monday"), None for that of publication.
    Each token belongs to one utterance at most.
    """
    quotations = find_quotations(document.text)
    chains = ChainReader(document.text, Speakers(cast), quotations, times, timezone)
    return _Reader(document, sentences, attributor.attributions(sentences, quotations), chains, quotations).utterances()


class _Reader:
    """One document on its way from attributions to utterances."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        chains: ChainReader,
        quotations: Quotations,
    ) -> None:
        self._quotations = quotations
        self._text = document.text
        self._document = document
        self._sentences = sentences
        self._attributions = attributions
        self._chains = chains

    def utterances(self) -> list[Utterance]:
        voices = {s.i: s.zone.voice for s in self._sentences}
        spoken = self._chains.read(self._attributions, voices)
        heads = frozenset(a.head.i for a in self._attributions)
        prefixes = self._introductions(spoken)
        owned = {i for s in spoken for i in s.framing} | {t.i for s in spoken for t in s.content}
        attributed = (self._attributed(s, heads, prefixes) for s in spoken)
        own = (self._own(sentence, owned, prefixes.get(sentence.i, ())) for sentence in self._sentences)
        found = sorted((u for u in (*attributed, *own) if u is not None), key=lambda u: u.content[0])
        found = name_headline_sources(found, self._text, self._quotations)
        return [
            u if answered is None else dataclasses.replace(u, answers=answered)
            for u, answered in zip(found, find_answered(found), strict=True)
        ]

    def _attributed(self, s: Spoken, heads: frozenset[int], prefixes: dict[int, tuple[Hop, ...]]) -> Utterance | None:
        runs = content_runs(s.content, self._quotations)
        if not runs or not s.hops or _is_remnant(s):
            return None
        sentence = s.attribution.head.sentence
        # A block quotation whose speaker the text around it names stands where its words stand.
        zone = runs[0][0].sentence.zone
        return Utterance(
            content=tuple((run[0].start, run[-1].end) for run in runs),
            tokens=tuple(t for run in runs for t in run),
            chain=(self._voice(zone, alone=False), *prefixes.get(sentence.i, ()), *s.hops),
            zone=zone,
            basis=find_basis(s.attribution, heads, self._text),
            techniques=find_techniques([t for run in runs for t in run], self._quotations, self._text),
            steps=s.steps,
        )

    def _own(self, sentence: Sentence, owned: set[int], prefix: tuple[Hop, ...]) -> Utterance | None:
        silent = sentence.zone.kind in {"boilerplate", "dateline"}
        runs = [] if silent else [_with_inner_marks(run, self._quotations) for run in own_words(sentence, owned)]
        if not runs:
            return None
        return Utterance(
            content=tuple((run[0].start, run[-1].end) for run in runs),
            tokens=tuple(t for run in runs for t in run),
            chain=(self._voice(sentence.zone, alone=not prefix), *prefix),
            zone=sentence.zone,
            techniques=find_techniques([t for run in runs for t in run], self._quotations, self._text),
        )

    def _voice(self, zone: Zone, *, alone: bool) -> Hop:
        act = "state" if alone else "report"
        if zone.voice is None and (zone.kind == "quotation" or self._document.outlet is not None):
            return Hop(UNNAMED, None, act, "none")
        kind, party = publisher(zone.voice)
        source = Source(None, zone.voice, kind, party, named=zone.voice is not None)
        if zone.kind == "comment":
            match = _EDITOR.search(self._text, zone.start, min(zone.end, zone.start + _EDITOR_REACH))
            if match:
                mention = Span.of(self._text, match.start(), match.start() + len("Editor"))
                source = Source(mention, zone.voice, "outlet", None, named=False)
        return Hop(source, None, act, "none")

    def _introductions(self, spoken: Sequence[Spoken]) -> dict[int, tuple[Hop, ...]]:
        """
        Sentence number → hops of a medium that the sentence before its paragraph announces with a colon.

        "State media described the strike:" gives a voice to the paragraph that follows.
        """
        found: dict[int, tuple[Hop, ...]] = {}
        by_sentence: dict[int, Spoken] = {}
        for s in spoken:
            if s.hops and s.hops[-1].source.kind in MEDIA:
                by_sentence[s.attribution.head.sentence.i] = s
        for k, s in by_sentence.items():
            sentence = self._sentences[k]
            if sentence.tokens[-1].text != ":":
                continue
            following = [f for f in self._sentences[k + 1 : k + 30] if f.paragraph == sentence.paragraph + 1]
            if (
                following
                and following[0].paragraph != sentence.paragraph
                and following[0].zone.voice in {sentence.zone.voice, None}
            ):
                found.update((f.i, s.hops) for f in following)
        return found


def _is_remnant(s: Spoken) -> bool:
    """Whether only small words are left of what somebody says, the rest being another's: "The officer told | us | …"."""
    return len(s.content) < len(s.attribution.content) and not any(
        t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"} for t in s.content
    )


def _sign_between(before: Token, after: Token) -> Token | None:
    """The only sign between two words of one sentence, a comma, semicolon or dash; else None."""
    if after.i != before.i + 2 or before.sentence is not after.sentence:
        return None
    sign = before.sentence.tokens[before.i + 1 - before.sentence.tokens[0].i]
    return sign if sign.text in {",", ";", "-", "–", "—"} else None


def _with_inner_marks(run: list[Token], quotations: Quotations) -> list[Token]:
    """`run` with the mark beside it whose partner stands within it: it quotes a part of what is said, not the whole."""
    if not run:
        return run
    tokens, offset = run[0].sentence.tokens, run[0].sentence.tokens[0].i
    at = run[0].i - offset - 1
    if (
        at >= 0
        and tokens[at].text in SIGNS
        and any(
            tokens[at].start == q.start and run[0].end < q.end < run[-1].end for q in quotations.closed_around(tokens[at].start)
        )
    ):
        run = [tokens[at], *run]
    tokens, offset = run[-1].sentence.tokens, run[-1].sentence.tokens[0].i
    at = run[-1].i - offset + 1
    if (
        at < len(tokens)
        and tokens[at].text in SIGNS
        and any(
            tokens[at].end == q.end and run[0].start < q.start < run[-1].start for q in quotations.closed_around(tokens[at].start)
        )
    ):
        run = [*run, tokens[at]]
    return run


def _finished(run: list[Token]) -> list[Token]:
    """`run` without connectives at its end whose clause or object stands beyond it: "…, but also", "…, after"."""
    last = len(run)
    while last > 1 and _opens_what_follows(run[last - 1]):
        last -= 1
        if last > 1 and run[last - 1].tag == "CC":
            last -= 1
    while last < len(run) and last > 1 and run[last - 1].text in {",", ";", "-", "–", "—"}:
        last -= 1
    return run[:last]


def _opens_what_follows(token: Token) -> bool:
    following = token.head.i > token.i or any(c.i > token.i and c.pos != "PUNCT" for c in token.children)
    if token.tag == "CC":
        return token.dep in {"cc", "preconj"}
    if token.dep == "mark" or (token.pos in {"ADP", "SCONJ"} and token.dep in {"prep", "agent"}):
        return following
    return token.lower in {"also", "then", "instead"} and token.dep == "advmod" and token.head.i > token.i


def content_runs(tokens: Sequence[Token], quotations: Quotations) -> list[list[Token]]:
    """The stretches of content words, unbroken but for a comma or dash, without signs at their edges but marks of an inner pair."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and token.i == runs[-1][-1].i + 1 and token.sentence.paragraph == runs[-1][-1].sentence.paragraph:
            runs[-1].append(token)
        elif runs and (sign := _sign_between(runs[-1][-1], token)) is not None:
            runs[-1] += [sign, token]
        else:
            runs.append([token])
    return [
        t
        for run in runs
        if (t := _with_inner_marks(_finished(trim(run, loose=len(runs) > 1 and len(run) == 1)), quotations))
        and any(c.isalnum() for w in t for c in w.text)
    ]
