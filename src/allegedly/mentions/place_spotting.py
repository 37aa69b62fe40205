"""
Where place names may stand: capitalised runs of words that the gazetteer knows.

Nothing is decided here but what can be seen in the run's own sentence; `place_choice` says which place is meant.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from allegedly import tables
from allegedly.mentions.gazetteer import Gazetteer, Place, place_key
from allegedly.records import Sentence, Token

LONGEST_NAME = 7
MINIMUM_CASED = 4
SHORT_KEY = 3
_JOINERS = frozenset("-–‐‑’'")
_ABBREVIATED = frozenset(["st", "ste", "ft", "mt"])


@dataclass(slots=True, eq=False)
class Occurrence:
    """
    A run of tokens `first..last` (indices into `sentence.tokens`) that may name one of `candidates`.

    `wanted` is the kind that a type word asks for ("Kursk *region*"), `typed` the index of the last token with it.
    `evidence` is how far its own sentence speaks for a place; `holder` the run that holds it ("Paris, *Texas*"), `holds`
    the runs that it holds so; `beside` are the members of a list next to it, `near` what it is told to lie by
    ("Makiivka *near Svatove*"), `hyphened` is true after "India-", `held_elsewhere` before a state in which no such place is known.
    """

    sentence: Sentence
    first: int
    last: int
    key: str
    candidates: tuple[tuple[Place, bool], ...]
    cased: bool
    wanted: str | None = None
    typed: int = -1
    evidence: float = 0.0
    holder: Occurrence | None = None
    held: bool = False
    holds: list[Occurrence] = field(default_factory=list)
    beside: list[Occurrence] = field(default_factory=list)
    near: list[Occurrence] = field(default_factory=list)
    hyphened: bool = False
    held_elsewhere: bool = False
    place: Place | None = None
    confidence: float = 0.0
    is_name_only: bool = field(default=False)

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the name and its type word."""
        return self.sentence.tokens[self.first : max(self.last, self.typed) + 1]

    @property
    def has_type(self) -> bool:
        """Whether a type word says what it is: "Kursk *region*", "Madison *County*"."""
        if self.typed > 0:
            return True
        last = self.sentence.tokens[self.last]
        return self.first != self.last and last.text[0].isupper() and last.lower in related("district_word")

    @property
    def is_river_like(self) -> bool:
        """Whether it has the article that rivers have and towns lack: "the Dnipro", not "the Dnipro mayor"."""
        before, after = self.before, self.after
        if before is None or before.lower != "the":
            return False
        return after is None or after.pos not in {"NOUN", "PROPN", "ADJ"} or after.lower in related("water_word")

    @property
    def before(self) -> Token | None:
        """The token before the name."""
        return self.sentence.tokens[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        """The token after the name and its type word."""
        at = max(self.last, self.typed) + 1
        return self.sentence.tokens[at] if at < len(self.sentence.tokens) else None


@functools.cache
def related(relation: str) -> dict[str, str]:
    """The words of one relation in the table, lower case, each with its value."""
    return {row["word"]: row["value"] for row in tables.rows("place_relations") if row["relation"] == relation}


@functools.cache
def not_places() -> dict[str, str]:
    """Keys that are seldom places, and how seldom: never, doubtful, name."""
    return {row["word"]: row["how"] for row in tables.rows("not_places")}


@functools.cache
def stopped_abbreviations() -> frozenset[str]:
    """Keys of regions that are such only with a full stop and after another name ("Galveston, Tex.")."""
    aliases = [a for row in tables.rows("regions") for a in row["aliases"].split(";") if a.endswith(".")]
    return frozenset(place_key(a) for a in aliases)


def is_cased(sentence: Sentence) -> bool:
    """Whether the sentence tells names by capitals: some word beyond its first has one."""
    return any(t.text[0].isupper() and t.text != "I" for t in sentence.tokens[1:])


def is_titled(sentence: Sentence) -> bool:
    """Whether nearly every longer word has a capital, as in headlines, so that capitals tell nothing."""
    words = [t.text for t in sentence.tokens if len(t.text) > 3 and t.text[0].isalpha()]  # noqa: PLR2004  short words stay small
    return len(words) >= MINIMUM_CASED and sum(w[0].isupper() for w in words) >= 0.85 * len(words)


def spot(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Occurrence]:
    """All runs that may be places, in text order, none overlapping another."""
    cased = [is_cased(s) for s in sentences]
    long = [c for c, s in zip(cased, sentences, strict=True) if len(s.tokens) > MINIMUM_CASED]
    uncased_source = bool(long) and sum(long) < 0.1 * len(long)
    found: list[Occurrence] = []
    for sentence, has_case in zip(sentences, cased, strict=True):
        if has_case or uncased_source or sentence.tokens[0].text[0].isupper():
            found.extend(_spot_in(sentence, gazetteer, cased=has_case or not uncased_source))
    return found


def _spot_in(sentence: Sentence, gazetteer: Gazetteer, *, cased: bool) -> Iterator[Occurrence]:
    tokens = sentence.tokens
    k = 0
    while k < len(tokens):
        token = tokens[k]
        if not (token.text[0].isupper() or (not cased and token.text[0].isalpha())):
            k += 1
            continue
        occurrence = _longest_at(sentence, k, gazetteer, cased=cased)
        if occurrence is None:
            k += 1
            continue
        yield occurrence
        k = max(occurrence.last, occurrence.typed) + 1


def _longest_at(sentence: Sentence, k: int, gazetteer: Gazetteer, *, cased: bool) -> Occurrence | None:
    best: Occurrence | None = None
    for last, key in _runs(sentence.tokens, k, gazetteer, cased=cased):
        candidates = gazetteer.lookup(key)
        if candidates and _may_name(sentence.tokens, k, last, key, cased=cased):
            if len(key) <= SHORT_KEY and sentence.tokens[k].text.isupper():
                # "HIV" is no town, but "DRC" and "UK" are countries.
                candidates = tuple((p, v) for p, v in candidates if p.kind in {"country", "region"} and not v)
            if candidates:
                best = Occurrence(sentence, k, last, key, candidates, cased)
    if best is not None:
        _read_type_word(best)
    return best


def _runs(tokens: list[Token], k: int, gazetteer: Gazetteer, *, cased: bool) -> Iterator[tuple[int, str]]:
    """Growing runs from token `k` as (last index, key), as long as the gazetteer has longer names."""
    words = place_key(tokens[k].text).split()
    if not words:
        return
    longest = gazetteer.longest(words[0])
    if tokens[k + 1 : k + 2] and tokens[k + 1].lower == "'s":
        longest = max(longest, gazetteer.longest(words[0] + "s"))
    if not longest:
        return
    yield k, " ".join(words)
    at = k + 1
    while at < len(tokens) and len(words) < longest and at - k < 2 * LONGEST_NAME:
        token = tokens[at]
        joined = token.start == tokens[at - 1].end
        if token.text in _JOINERS and joined:
            at += 1
            continue
        if joined and token.lower in {"'s", "’s"}:
            # "Donetsk People's Republic": the key has one word there.
            words[-1] += "s"
            at += 1
            continue
        added = place_key(token.text).split()
        if joined and tokens[at - 1].text[-1] in "'’" and len(added) == 1 and len(tokens[at - 1].text) > 1:
            # "Côte d'Ivoire", where "d'" may be a word by itself.
            words[-1] += added[0]
            yield at, " ".join(words)
            at += 1
            continue
        if not added or (joined and tokens[at - 1].text not in _JOINERS and not tokens[at - 1].text.endswith(".")):
            return
        words += added
        if (
            token.text[0].isupper()
            or not cased
            or (tokens[at - 1].text in _JOINERS and joined)
            or token.lower in related("site_word")
        ):
            yield at, " ".join(words)
        at += 1


@functools.cache
def _never() -> frozenset[str]:
    people = {place_key(row["word"]) for row in tables.rows("demonyms")}
    listed = {word for word, how in not_places().items() if how == "never"}
    return frozenset(people | listed | related("direction").keys() | related("quarter").keys())


def _is_never(key: str) -> bool:
    return key in _never()


def _may_name(tokens: list[Token], first: int, last: int, key: str, *, cased: bool) -> bool:
    token = tokens[first]
    if not cased and token.pos == "DET":
        return False
    if first == last:
        if token.text.endswith(".") and key in stopped_abbreviations():
            return True
        if _is_never(key) or key in _ABBREVIATED or token.pos in {"ADP", "DET", "PRON", "CCONJ", "AUX", "PUNCT", "SYM"}:
            return False
        if len(key) < 4:  # noqa: PLR2004  "US" but not "us", "UK", "Goa", "Rio"
            return token.text.replace(".", "").isupper() if len(key) < 3 or not token.text[1:].islower() else cased  # noqa: PLR2004
        return token.pos in {"PROPN", "NOUN", "ADJ", "X", "VERB", "ADV", "INTJ"} or bool(token.ent) or first > 0
    return tokens[last].pos != "PUNCT" and tokens[last].lower not in {"of", "the", "'s"}


def _read_type_word(occurrence: Occurrence) -> None:
    """Take "region", "oblast", "County" after the name with it, and what kind of place they ask for."""
    if _is_called_region(occurrence):
        occurrence.wanted = "region"
    after = occurrence.after
    if after is None:
        return
    following = occurrence.sentence.tokens[occurrence.last + 2 :][:1]
    if after.text[0].isupper() and following and following[0].lower == "of":
        return  # "the US Department of …" is a body
    if after.lower in related("region_word"):
        occurrence.wanted = "region"
    elif after.lower in related("district_word") and (
        after.text[0].isupper() or after.lower in {"raion", "rayon", "county", "parish", "district"}
    ):
        occurrence.wanted = "district"
    else:
        return
    # "Kursk region" is one name; where no such region is known, "Bucha region" stays the town and its surroundings.
    occurrence.typed = occurrence.last + 1


def _is_called_region(occurrence: Occurrence) -> bool:
    """Recognise "the state of Washington", "the provinces of Chaco"."""
    tokens, first = occurrence.sentence.tokens, occurrence.first
    if first < 2 or tokens[first - 1].lower != "of":  # noqa: PLR2004  two words before the name
        return False
    noun = tokens[first - 2].lower
    return noun in related("region_word") or noun in {"states", "governorates"}
