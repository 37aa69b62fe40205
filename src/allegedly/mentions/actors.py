"""
Who acts and speaks in an article.

Two readings: the first learns what the article as a whole tells (its armed groups, full names,
short names, the state it is about), the second, in reading order, decides what each noun
phrase stands for. Steps: `actor_phrases` (cut), `actor_reading` and `actor_finish` (read),
`actor_memory` (what later phrases refer back to), `actor_tables` (the lexicon).
"""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.mentions.actor_memory import Memory
from allegedly.mentions.actor_phrases import Cutter, Phrase, is_caseless
from allegedly.mentions.actor_reading import SentenceReader
from allegedly.mentions.cast import Cast
from allegedly.mentions.identities import Identity
from allegedly.mentions.places import PlaceMention
from allegedly.records import Sentence

__all__ = ["Cast", "Identity", "find_actors"]


def find_actors(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> Cast:
    """
    The cast of an article, from its parsed `sentences` and the places found in them (metonyms included).

    Linear in the length of the article.
    """
    cutter = Cutter(places, caseless=is_caseless(sentences))
    cut = [(sentence, cutter.phrases(sentence)) for sentence in sentences]
    article = Memory(mentioned=_states_mentioned(cut), dateline=_dateline(sentences, places))
    first: dict[int, Identity] = {}
    _read(cut, article, article, first)
    known = Memory(
        groups=article.groups,
        surnames=article.surnames,
        acronyms=article.acronyms,
        offices=article.offices,
        mentioned=article.mentioned,
        dateline=article.dateline,
        called=article.called,
        weight=article.weight,
        armies=article.armies,
        introduced=article.introduced,
    )
    found: dict[int, Identity] = {}
    _read(cut, Memory(mentioned=article.mentioned, dateline=article.dateline), known, found)
    return Cast(found, sentences)


def _read(cut: list[tuple[Sentence, list[Phrase]]], memory: Memory, article: Memory, found: dict[int, Identity]) -> None:
    for sentence, phrases in cut:
        if phrases:
            SentenceReader(sentence, phrases, memory, article, found).read()


def _states_mentioned(cut: list[tuple[Sentence, list[Phrase]]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for _, phrases in cut:
        for phrase in phrases:
            for element in phrase.elements:
                code = element.country or (element.entry.party if element.entry is not None and element.sort == "actor" else None)
                if code is not None and len(code) == 2:  # noqa: PLR2004  ISO 3166 alpha-2
                    counts[code] = counts.get(code, 0) + 1
    return counts


def _dateline(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> str | None:
    """The state of the dateline's place, if the article has one dateline only."""
    zones = [s.zone for s in sentences if s.zone.kind == "dateline"]
    if not zones:
        return None
    first = zones[0]
    found = {p.country for p in places if first.start <= p.name_start < first.end and p.country is not None}
    return found.pop() if len(found) == 1 else None
