"""From attributions to chains: who passes on whom, from the reader's side to the root source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Protocol

import msgspec

from allegedly.mentions.actor_tables import MEDIA
from allegedly.mentions.times import TimeMention
from allegedly.records import Hop, Source, Span, Time, Token
from allegedly.voices.acts import quoted, settle_act
from allegedly.voices.attributions import Attribution, noun_phrase
from allegedly.voices.interest import settle_interest
from allegedly.voices.media import as_medium, carried_by, channels, is_outlet_itself
from allegedly.voices.quotes import Quotations

UNNAMED = Source(None, None, "unnamed", None, named=False)
# Acts of a neutral cue: whoever only passes on what another says reports it.
_PLAIN = frozenset({"state", "report", "claim"})
_DATED = frozenset({"DATE", "TIME"})


class SourceReader(Protocol):
    """Who a noun phrase names: `voices.speakers.Speakers`."""

    def source_of(self, head: Token, text: str, mention: tuple[int, int] | None = None) -> Source:
        """The source that the noun phrase of `head` names; `mention` are its offsets as written."""
        ...

    def note(self, source: Source) -> None:
        """Remember that `source` has just spoken, for the pronouns to come."""
        ...

    def party_of(self, head: Token) -> str | None:
        """The party that a noun names, None if it names none."""
        ...


@dataclass(slots=True)
class Spoken:
    """
    An attribution with the hops that lead to it, the words that it owns, and those that only attribute.

    `steps` has for each hop the attribution that it comes from.
    """

    attribution: Attribution
    hops: tuple[Hop, ...]
    content: list[Token]
    framing: set[int]
    steps: tuple[Attribution, ...] = ()


class ChainReader:
    """
    Builds the hops of a document's attributions, in text order.

    `text` is the document's; `timezone` is the one of civil times of saying, None for that of publication.
    """

    def __init__(
        self, text: str, speakers: SourceReader, quotations: Quotations, times: Sequence[TimeMention], timezone: tzinfo | None
    ) -> None:
        self._text = text
        self._speakers = speakers
        self._quotations = quotations
        self._times = [t for t in times if t.kind in _DATED]
        self._starts = [t.start for t in self._times]
        self._timezone = timezone
        self._nested: set[int] = set()

    def read(self, attributions: Sequence[Attribution], voices: dict[int, str | None]) -> list[Spoken]:
        """The attributions that own words, with their hops after the voice of the zone; `voices`: sentence → that voice."""
        holders = _holders(attributions)
        self._nested = {id(a) for a in attributions if any(b is not a for b in holders.get(a.head.i, ()))}
        known = {id(a) for a in attributions}
        relaying = {id(a): a.relays for a in attributions if a.relays is not None and id(a.relays) in known}
        parents = {id(a): relaying.get(id(a)) or _parent(a, holders) for a in attributions}
        hops = self._all_hops(attributions, voices)
        attributions = _without_echoes(attributions, parents, hops)
        framing = {id(a): self._framing(a) for a in attributions}
        relayed = {id(a.relays) for a in attributions if a.relays is not None}
        depth = {id(a): len(_line(a, parents)) for a in attributions}
        owner = _owners(attributions, depth, relayed, framing)
        found = []
        for a in attributions:
            own = [t for t in a.content if owner.get(t.i) is a]
            if id(a) not in relayed and any(t.pos not in {"PUNCT", "CCONJ", "ADP", "SCONJ"} for t in own):
                steps = _once([(h, step) for step in _line(a, parents) for h in hops[id(step)]])
                line = [h for h, _ in steps]
                line[-1] = self._quoted_anew(line[-1], a, own)
                found.append(
                    Spoken(a, (*map(_passing_on, line[:-1]), line[-1]), own, framing[id(a)], tuple(step for _, step in steps))
                )
            else:
                found.append(Spoken(a, (), [], framing[id(a)] | {t.i for t in own}))
        return found

    def _all_hops(self, attributions: Sequence[Attribution], voices: dict[int, str | None]) -> dict[int, tuple[Hop, ...]]:
        """
        The hops of each attribution on its own.

        A medium that a source told, or that carried its words, holds for what the source says further in
        the sentence: "told the daily that P, adding that Q".
        """
        found: dict[int, tuple[Hop, ...]] = {}
        media: dict[tuple[int, str | None], Hop] = {}
        for a in attributions:
            hops = self._hops(a, voices.get(a.head.sentence.i))
            key = (a.head.sentence.i, hops[-1].source.name)
            if len(hops) > 1:
                media[key] = hops[0]
            elif key in media and a.frame not in {"scope", "cite", "that"}:
                hops = (media[key], *hops)
            found[id(a)] = hops
        return found

    def _hops(self, a: Attribution, voice: str | None) -> tuple[Hop, ...]:
        act = settle_act(a)
        quote = quoted(a, self._quotations, act)
        cue = Span.of(self._text, a.cue[0].start, a.cue[-1].end)
        said_at = self._said_at(a)
        source = self._source(a)
        act = settle_interest(act, source, a.content, self._speakers.party_of)
        hop = Hop(source, cue, act, quote, said_at)
        medium = self._medium(a, voice)
        return (*([medium] if medium is not None else []), hop)

    def _quoted_anew(self, hop: Hop, a: Attribution, own: list[Token]) -> Hop:
        """The hop with the kind of quotation of the words that are left to it: another may own those in marks."""
        if hop.quote != "mixed" or len(own) == len(a.content):
            return hop
        return msgspec.structs.replace(hop, quote=quoted(replace(a, content=own), self._quotations, hop.act))

    def _source(self, a: Attribution) -> Source:
        if a.source is None:
            return UNNAMED
        words = [a.mention] if a.mention is not None else noun_phrase(a.source)
        source = self._speakers.source_of(a.source, self._text, (words[0].start, words[-1].end))
        if id(a) not in self._nested:
            # "The president said his general had told him so. He added …": the president does
            self._speakers.note(source)
        return source

    def _medium(self, a: Attribution, voice: str | None) -> Hop | None:
        """The third medium to which the source spoke, or which carried its words."""
        for channel in channels(a):
            words = noun_phrase(channel.medium)
            if is_outlet_itself(" ".join(t.text for t in words), voice):
                return None
            source = as_medium(self._speakers.source_of(channel.medium, self._text, (words[0].start, words[-1].end)), channel)
            if source is not None and not is_outlet_itself(source.name, voice):
                return Hop(source, Span.of(self._text, channel.cue[0].start, channel.cue[-1].end), "report", "indirect")
        return None

    def _framing(self, a: Attribution) -> set[int]:
        """The words that attribute: cue, source, and whatever else hangs on the cue and is not said."""
        own = {t.i for t in a.cue}
        apart = a.mention is not None or a.frame in {"scope", "cite", "colon", "that"}
        if a.source is not None and (a.source.head.i in own or apart):
            own.update(t.i for t in ([a.mention] if a.mention is not None else noun_phrase(a.source)))
        if a.listener is not None:
            said = {t.i for t in a.content}
            own.update(t.i for t in noun_phrase(a.listener) if t.i not in said)
        if a.source is not None and a.source.head.dep == "agent" and a.source.head.head is a.head:
            own.update(t.i for t in (a.source.head, *noun_phrase(a.source)))
            told = a.head.child("nsubjpass")
            said = {t.i for t in a.content}
            if told is not None and told.i not in said:
                own.update(t.i for t in noun_phrase(told))
        if (carrying := carried_by(a)) is not None:
            carrier = carrying.child("nsubj")
            own.update(t.i for t in (carrying, *(noun_phrase(carrier) if carrier is not None else ())))
            own.update(t.i for t in noun_phrase(a.head) if a.frame == "that" and t.i <= a.head.i)
        for time in self._times_of(a):
            own.update(t.i for t in a.head.sentence.between(time.start, time.end))
        return own

    def _said_at(self, a: Attribution) -> Time | None:
        time = next(iter(self._times_of(a)), None)
        if time is None:
            return None
        value, start, end = time.resolve(self._timezone)
        return Time(Span.of(self._text, time.start, time.end), value, start, end, inherited=False)

    def _times_of(self, a: Attribution) -> list[TimeMention]:
        """The times that hang on the cue and stand outside its content."""
        sentence = a.head.sentence
        first, last = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        content = {t.start for t in a.content}
        cue = {t.i for t in a.cue}
        found = []
        for time in self._times[first:last]:
            tokens = sentence.between(time.start, time.end)
            if tokens and tokens[0].start not in content and any(_hangs_on(t, cue) for t in tokens):
                found.append(time)
        return found


def _passing_on(hop: Hop) -> Hop:
    """A hop before the last: its source passes on what another says, in its own words unless all of it is quoted."""
    act = "report" if hop.act in _PLAIN else hop.act
    return msgspec.structs.replace(hop, act=act, quote=hop.quote if hop.quote == "direct" else "indirect")


def _once(steps: list[tuple[Hop, Attribution]]) -> list[tuple[Hop, Attribution]]:
    """The hops without media that stand in the chain already: one letter leaked to a daily is leaked to it once."""
    names = [h.source.name for h, _ in steps]
    return [
        (hop, a)
        for k, (hop, a) in enumerate(steps)
        if k + 1 == len(steps) or hop.source.name is None or hop.source.kind not in MEDIA or hop.source.name not in names[:k]
    ]


def _hangs_on(token: Token, cue: set[int]) -> bool:
    while token.head is not token:
        token = token.head
        if token.i in cue:
            return True
        if token.pos in {"VERB", "AUX"} or token.dep in {"nsubj", "nsubjpass", "appos", "poss"}:
            return False
    return False


def _holders(attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    heads = {a.head.i for a in attributions}
    found: dict[int, list[Attribution]] = {}
    for a in attributions:
        for token in a.content:
            if token.i in heads:
                found.setdefault(token.i, []).append(a)
    return found


def _parent(a: Attribution, holders: dict[int, list[Attribution]]) -> Attribution | None:
    around = [b for b in holders.get(a.head.i, []) if b is not a and b.relays is not a]
    mine = {t.i for t in a.content}
    around = [b for b in around if b.head.i not in mine]
    relaying = [b for b in around if b.relays is not None]
    return min(relaying or around, key=lambda b: len(b.content), default=None)


def _without_echoes(
    attributions: Sequence[Attribution], parents: dict[int, Attribution | None], hops: dict[int, tuple[Hop, ...]]
) -> list[Attribution]:
    """
    Leave out what a source says of its own saying: "she said she thinks P" is one statement of hers.

    Changes `parents` so that what stands inside such an echo belongs to the statement around it.
    """
    echoes = set()
    for a in attributions:
        around = parents[id(a)]
        if around is not None and a.relays is None:
            mine, theirs = hops[id(a)][-1].source, hops[id(around)][-1].source
            if mine.name is not None and mine.name == theirs.name:
                echoes.add(id(a))
    for key, around in parents.items():
        while around is not None and id(around) in echoes:
            around = parents[id(around)]  # noqa: PLW2901  climbs to the statement that stays
        parents[key] = around
    return [a for a in attributions if id(a) not in echoes]


def _line(a: Attribution, parents: dict[int, Attribution | None]) -> list[Attribution]:
    """The attributions from the outermost down to `a`."""
    line: list[Attribution] = []
    step: Attribution | None = a
    while step is not None and step not in line:
        line.append(step)
        step = parents[id(step)]
    return line[::-1]


def _owners(
    attributions: Sequence[Attribution], depth: dict[int, int], relayed: set[int], framing: dict[int, set[int]]
) -> dict[int, Attribution]:
    """Each attributed token → the innermost attribution that says it."""
    owner: dict[int, Attribution] = {}
    for a in sorted((a for a in attributions if id(a) not in relayed), key=lambda a: (depth[id(a)], -len(a.content))):
        for token in a.content:
            owner[token.i] = a
    for a in attributions:
        for i in framing[id(a)]:
            owner.pop(i, None)
    return owner
