"""Who speaks in a headline that only describes them: "says rights group" is the group that the article goes on to name."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import msgspec

from allegedly.records import Hop, Token
from allegedly.voices.quotes import Quotations
from allegedly.voices.utterances import Utterance

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
# Kinds of a source that its description alone leaves open.
_OPEN = frozenset({"unnamed", "person", "witness"})
# How far from its name a source may be described ("Sahel Watch, a rights group"), in characters.
_BEFORE, _AFTER = 60, 90
# Shares of the headline's words that a statement has to repeat: of a source so described, and of one that is of the same kind.
_SAME_WORD, _SAME_KIND = 0.15, 0.4
# A quotation of fewer words may be anybody's; so many words beside it still belong to its frame ("Mali: …").
_FEWEST_QUOTED = 3
_FEW = 2
_PLURAL = re.compile(r"(?<=[a-z]{3})s$")


def name_headline_sources(found: Sequence[Utterance], text: str, quotations: Quotations) -> list[Utterance]:
    """
    The statements, those of a headline with the names that the article gives their sources below.

    Words that the headline quotes are those of whoever is quoted with them below. An unnamed source is that of the
    statement below which says the same, if the article describes it with the headline's word ("lawyer", "rights group")
    or it is of the headline's kind; without such a statement the headline's words stay its name.
    """
    spoken = [u for u in found if u.zone.kind != "headline" and len(u.chain) > 1]
    below = [u for u in spoken if u.chain[-1].source.named]
    settled: list[Utterance] = []
    for u in found:
        if u.zone.kind != "headline":
            settled.append(u)
            continue
        settled += [
            part if len(part.chain) == 1 else _named(part, below, text) for part in _with_quoted(u, spoken, text, quotations)
        ]
    return sorted(settled, key=lambda u: u.content[0])


def _with_quoted(headline: Utterance, spoken: Sequence[Utterance], text: str, quotations: Quotations) -> list[Utterance]:
    """The headline's statement, what it quotes of somebody below being theirs."""
    for quotation in quotations.within(headline.content[0][0] - 1, headline.content[-1][1] + 1):
        words = [t for t in headline.tokens if quotation.inner_start <= t.start and t.end <= quotation.inner_end]
        said = [t.lower for t in words if t.pos != "PUNCT"]
        speaker = next((u for u in spoken if _holds_run([t.lower for t in u.tokens if t.pos != "PUNCT"], said)), None)
        if len(said) < _FEWEST_QUOTED or speaker is None:
            continue
        others = [t for t in headline.tokens if not quotation.start <= t.start < quotation.end and t.pos != "PUNCT"]
        theirs, root = speaker.chain[-1], headline.chain[-1]
        alone = len(others) <= _FEW and len(headline.chain) > 1
        mention = root.source.mention if alone else None
        hop = msgspec.structs.replace(
            theirs, source=msgspec.structs.replace(theirs.source, mention=mention), cue=root.cue if alone else None, quote="direct"
        )
        own = dataclasses.replace(
            headline,
            content=((words[0].start, words[-1].end),),
            tokens=tuple(words),
            chain=(msgspec.structs.replace(headline.chain[0], act="report"), hop),
            steps=headline.steps if alone else (),
        )
        outside = [] if alone else [t for t in headline.tokens if not quotation.start <= t.start < quotation.end]
        runs = _runs(outside, text)
        left = [t for run in runs for t in run]
        rest = (
            dataclasses.replace(headline, content=tuple((r[0].start, r[-1].end) for r in runs), tokens=tuple(left))
            if left
            else None
        )
        return [own, *([rest] if rest is not None else [])]
    return [headline]


def _holds_run(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(list(words[k : k + len(run)]) == list(run) for k in range(len(words) - len(run) + 1))


def _runs(tokens: Sequence[Token], text: str) -> list[list[Token]]:
    """The stretches of words that stand together, without signs at their edges."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    for run in runs:
        while run and not text[run[0].start : run[0].end][:1].isalnum():
            run.pop(0)
        while run and not text[run[-1].start : run[-1].end][-1:].isalnum():
            run.pop()
    return [run for run in runs if run]


def _named(headline: Utterance, below: Sequence[Utterance], text: str) -> Utterance:
    root = headline.chain[-1]
    if root.source.named or root.source.mention is None:
        return headline
    noun = _PLURAL.sub("", root.source.mention.exact.rsplit(maxsplit=1)[-1].lower())
    said = _words(headline.tokens)
    best = max(below, key=lambda u: _likeness(said, u, root, noun, text), default=None)
    if best is None or not said or _likeness(said, best, root, noun, text) <= 0:
        return headline
    theirs = best.chain[-1].source
    source = msgspec.structs.replace(theirs, mention=root.source.mention)
    return dataclasses.replace(headline, chain=(*headline.chain[:-1], msgspec.structs.replace(root, source=source)))


def _likeness(said: set[str], below: Utterance, root: Hop, noun: str, text: str) -> float:
    """How much of the headline a statement repeats, 0 if its source is another; sources described by the headline's word first."""
    theirs = below.chain[-1].source
    share = len(said & _words(below.tokens)) / len(said) if said else 0.0
    if theirs.name is None or (root.source.kind not in _OPEN and theirs.kind != root.source.kind):
        return 0.0
    if _is_described(theirs.name, noun, text):
        return 1 + share if share >= _SAME_WORD else 0.0
    return share if share >= _SAME_KIND and root.source.kind not in _OPEN else 0.0


def _is_described(name: str, noun: str, text: str) -> bool:
    """Whether the noun stands beside the name somewhere, within one paragraph."""
    for match in re.finditer(re.escape(name), text):
        around = text[max(0, match.start() - _BEFORE) : match.start()].rsplit("\n", maxsplit=1)[-1]
        around += " " + text[match.end() : match.end() + _AFTER].split("\n", maxsplit=1)[0]
        if re.search(rf"\b{re.escape(noun)}s?\b", around, re.IGNORECASE):
            return True
    return False


def _words(tokens: Sequence[Token]) -> set[str]:
    return {t.lemma.lower() for t in tokens if t.pos in _CONTENT}
