"""
Who acts and speaks in an article.

Two readings: the first learns what the article as a whole tells (its armed groups, full names,
short names, the state it is about), the second, in reading order, decides what each noun
phrase stands for. Steps: `actor_phrases` (cut), `actor_reading` and `actor_finish` (read),
`actor_memory` (what later phrases refer back to), `actor_tables` (the lexicon).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from allegedly.mentions.actor_memory import CLEAR_LEAD, Memory
from allegedly.mentions.actor_phrases import Cutter, Phrase, is_caseless
from allegedly.mentions.actor_reading import SentenceReader
from allegedly.mentions.actor_tables import bodies, halved_states
from allegedly.mentions.cast import Cast
from allegedly.mentions.identities import Identity
from allegedly.mentions.places import PlaceMention
from allegedly.records import Sentence

# How often another state must be named for one of the dateline's, for the news to be that other's.
_OUTWEIGHED = 3

__all__ = ["Cast", "Identity", "find_actors"]


def find_actors(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> Cast:
    """
    The cast of an article, from its parsed `sentences` and the places found in them (metonyms included).

    Linear in the length of the article.
    """
    cutter = Cutter(places, caseless=is_caseless(sentences), halved=_halves(sentences))
    cut = [(sentence, cutter.phrases(sentence)) for sentence in sentences]
    mentioned, acting = _states_mentioned(cut)
    article = Memory(mentioned=mentioned, acting=acting, dateline=_trusted(_dateline(sentences, places), mentioned))
    first: dict[int, Identity] = {}
    _read(cut, article, article, first)
    known = Memory(
        groups=article.groups,
        surnames=article.surnames,
        acronyms=article.acronyms,
        offices=article.offices,
        mentioned=article.mentioned,
        acting=acting,
        theatre=_theatre(cut),
        dateline=article.dateline,
        called=article.called,
        weight=article.weight,
        armies=article.armies,
        introduced=article.introduced,
        bearers=article.bearers,
        endings=article.endings,
        named_first=article.named_first,
        first_of_kind=article.first_of_kind,
        kinds=article.kinds,
    )
    found: dict[int, Identity] = {}
    _read(cut, Memory(mentioned=article.mentioned, dateline=article.dateline), known, found)
    _find_misread_surnames(sentences, known, found)
    return Cast(_as_spelt(found, sentences), sentences)


def _find_misread_surnames(sentences: Sequence[Sentence], known: Memory, found: dict[int, Identity]) -> None:
    """Add persons called by a surname that the tagger took for a common noun: "Marwood said", of Helen Marwood."""
    for token in (t for s in sentences for t in s.tokens):
        who = known.surnames.get(token.lower) if token.tag in {"NN", "NNS"} and token.text[0].isupper() else None
        alone = token.dep in {"nsubj", "nsubjpass"} and not any(c.dep in {"det", "amod", "compound"} for c in token.children)
        if who is not None and who.person and alone and token.i not in found:
            found[token.i] = who


def _as_spelt(found: dict[int, Identity], sentences: Sequence[Sentence]) -> dict[int, Identity]:
    """
    The identities with names of bodies in the spelling of the article, so that one body has one name in it.

    Our templates are in British spelling; an article that mostly writes "Defense" gets "Defense Ministry". Names of the
    tables are as the tables have them.
    """
    words = [t.lower for s in sentences for t in s.tokens if not _is_listed(found.get(t.i))]
    if words.count("defense") <= words.count("defence"):
        return found
    return {i: _american(identity) for i, identity in found.items()}


def _is_listed(identity: Identity | None) -> bool:
    return identity is not None and identity.name in bodies()


def _american(identity: Identity) -> Identity:
    name, behalf = identity.name, identity.on_behalf_of
    if name not in bodies():
        name = name.replace("Defence", "Defense").replace("defence", "defense")
    if behalf is not None and behalf not in bodies():
        behalf = behalf.replace("Defence", "Defense").replace("defence", "defense")
    return replace(identity, name=name, on_behalf_of=behalf)


def _read(cut: list[tuple[Sentence, list[Phrase]]], memory: Memory, article: Memory, found: dict[int, Identity]) -> None:
    for sentence, phrases in cut:
        if phrases:
            SentenceReader(sentence, phrases, memory, article, found).read()


def _trusted(dateline: str | None, mentioned: dict[str, int]) -> str | None:
    """
    The dateline's state, unless the article is about another one.

    Correspondents write of a war from the capital next door, of which the article then says nothing or little.
    """
    own = mentioned.get(dateline, 0) if dateline is not None else 0
    lead = max((n for code, n in mentioned.items() if code != dateline), default=0)
    return dateline if own and lead < _OUTWEIGHED * own else None


def _states_mentioned(cut: list[tuple[Sentence, list[Phrase]]]) -> tuple[dict[str, int], frozenset[str]]:
    """How often each state is spoken of, and those that are so only by a capital that acts."""
    counts: dict[str, int] = {}
    otherwise: set[str] = set()
    for sentence, phrases in cut:
        if sentence.zone.kind == "dateline":
            continue
        for element in (element for phrase in phrases for element in phrase.elements):
            code = element.country or (element.entry.party if element.entry is not None and element.sort == "actor" else None)
            if code is not None and len(code) == 2:  # noqa: PLR2004  ISO 3166 alpha-2
                counts[code] = counts.get(code, 0) + 1
                if element.kind != "metonym":
                    otherwise.add(code)
    return counts, frozenset(counts.keys() - otherwise)


def _halves(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Word for a half of a divided land of which the text tells → its state: "the North" in a text about Korea."""
    words = {t.text for s in sentences for t in s.tokens}
    return {half: code for half, (code, told_by) in halved_states().items() if words & told_by}


def _theatre(cut: list[tuple[Sentence, list[Phrase]]]) -> str | None:
    """The state in which most of the towns and regions lie that the article names; None if another has half as many."""
    counts: dict[str, int] = {}
    for element in (e for _, phrases in cut for phrase in phrases for e in phrase.elements):
        if element.sort == "place" and element.country is not None and element.kind not in {"metonym", "seat"}:
            counts[element.country] = counts.get(element.country, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    clear = ranked and (len(ranked) == 1 or ranked[0][1] >= CLEAR_LEAD * ranked[1][1])
    return ranked[0][0] if clear else None


def _dateline(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> str | None:
    """The state of the dateline's place, if the article has one dateline only."""
    zones = [s.zone for s in sentences if s.zone.kind == "dateline"]
    if not zones:
        return None
    first = zones[0]
    found = {p.country for p in places if first.start <= p.name_start < first.end and p.country is not None}
    return found.pop() if len(found) == 1 else None
