"""Why a statement has its chain: for each hop what the tagger saw, what the linker chose, and by which rule it stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from allegedly.records import Hop, Span, Token
from allegedly.voices.attributions import Attribution
from allegedly.voices.tagger import Tagged
from allegedly.voices.utterances import Utterance

_FRAMES = {
    "clause": "the cue has a clause of its own, or stands in one",
    "quote": "a quotation stands beside the cue",
    "scope": "a phrase such as “according to” covers the clause around it",
    "cite": "“citing” or “quoting”: its object is the source of what stands around",
    "colon": "a name before a colon",
    "that": "a noun of saying with a clause",
    "object": "the object of the cue is what is said",
    "to": "an infinitive after the cue",
    "accused": "somebody is charged with a deed",
    "callon": "somebody is asked to do something",
}


class SpanScore(msgspec.Struct, frozen=True):
    """Words that the tagger marked in one role, and the probability of the marks at their ends."""

    role: str
    words: str
    score: float


class HopReason(msgspec.Struct, frozen=True):
    """
    One hop and why it is there.

    `rule` is the rule in words; `act_from` what made the act; `found_by` "tagger", "grammar" or "both"; `spans` and
    the two link probabilities are the tagger's, empty and None where it saw nothing.
    """

    name: str | None
    act: str
    cue: str | None
    rule: str
    found_by: str | None = None
    words_by: str | None = None
    spans: tuple[SpanScore, ...] = ()
    source_link: float | None = None
    content_link: float | None = None


class Explanation(msgspec.Struct, frozen=True):
    """Why statement `number` (from 1) of a document has its chain."""

    number: int
    content: tuple[Span, ...]
    hops: tuple[HopReason, ...]


def explain(number: int, utterance: Utterance, text: str) -> Explanation:
    """The explanation of one utterance, which is statement `number` of the document with `text`."""
    content = tuple(Span.of(text, start, end) for start, end in utterance.content)
    return Explanation(number, content, tuple(_reasons(utterance, text)))


def _reasons(utterance: Utterance, text: str) -> Iterator[HopReason]:
    chain, steps = utterance.chain, utterance.steps
    without = len(chain) - len(steps)
    for k, hop in enumerate(chain[:without]):
        rule = f"the voice of the {utterance.zone.kind}" if k == 0 else "the sentence before announces its words with a colon"
        yield HopReason(hop.source.name, hop.act, hop.cue.exact if hop.cue else None, rule)
    for k, (hop, step) in enumerate(zip(chain[without:], steps, strict=True)):
        medium = k + 1 < len(steps) and steps[k + 1] is step
        yield _of_medium(hop) if medium else _of_source(hop, step, steps, k, text)


def _of_medium(hop: Hop) -> HopReason:
    return HopReason(
        hop.source.name, hop.act, hop.cue.exact if hop.cue else None, "the medium that was told it, or that carried it"
    )


def _of_source(hop: Hop, step: Attribution, steps: Sequence[Attribution], k: int, text: str) -> HopReason:
    rule = _FRAMES.get(step.frame, f"the cue takes “{step.frame.removeprefix('p:')}”")
    if step.found_by == "tagger":
        rule = "the tagger alone marked it"
    if any(s.relays is step for s in steps):
        rule += "; passes on what the next source says"
    elif k + 1 < len(steps) and steps[k + 1] is not step:
        rule += "; the next source speaks within its words"
    tagged = step.tagged
    return HopReason(
        hop.source.name,
        hop.act,
        hop.cue.exact if hop.cue else None,
        rule,
        step.found_by,
        step.words_by,
        tuple(_scores(tagged, text)) if tagged else (),
        tagged.source_link if tagged else None,
        tagged.content_link if tagged else None,
    )


def _scores(tagged: Tagged, text: str) -> Iterator[SpanScore]:
    if tagged.source:
        yield SpanScore("source", _words(tagged.source, text), tagged.source_score)
    if tagged.cue:
        yield SpanScore("cue", _words(tagged.cue, text), tagged.cue_score)
    for run in tagged.contents:
        yield SpanScore("content", _words(run, text), tagged.content_score)


def _words(run: Sequence[Token], text: str) -> str:
    return text[run[0].start : run[-1].end]
