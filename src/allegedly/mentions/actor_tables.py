"""The tables of actors, states, bodies and titles, shaped once into a lexicon of phrases."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from allegedly import tables

_PIECES = re.compile(r"'s\b|'(?=\s|$)|[(),]|[^\s(),-]+?(?='s\b|'(?=\s|$)|[\s(),-]|$)|-")

# Kinds of sources that publish, and those that publish on a platform beside them.
MEDIA = frozenset({"outlet", "wire", "state_media"})
OUTLETS = MEDIA | {"social_media"}


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What a phrase of the lexicon stands for.

    `sort`: "holder", "actor", "state", "people", "institution", "title", "force", "descriptor" or "unnamed".
    `name` is a canonical name or a template, `role` what kind of title or force word it is, `code` a state.
    """

    sort: str
    name: str = ""
    kind: str = ""
    party: str | None = None
    role: str = ""
    code: str | None = None
    body: str = ""
    gender: str | None = None
    proper: bool = False


class State(NamedTuple):
    """A state and the names of what belongs to it."""

    code: str
    name: str
    adjective: str
    army: str


Lexicon = dict[str, list[tuple[tuple[str, ...], str, Entry]]]


def pieces(phrase: str) -> tuple[str, ...]:
    """`phrase` cut where the parser's tokens are cut, in its own case: hyphens and "'s" stand alone."""
    return tuple(_PIECES.findall(phrase.replace("’", "'")))


@functools.cache
def states() -> dict[str, State]:
    """States by ISO 3166 alpha-2 code."""
    names = {row["code"]: row["name"] for row in tables.rows("countries")}
    found = {}
    for row in tables.rows("states"):
        code, adjective = row["code"], row["adjective"]
        found[code] = State(code, names.get(code, adjective), adjective, _army(row["army"], adjective))
    return found


def _army(named: str, adjective: str) -> str:
    """The name of a state's army; "" where the table says "-", that it has none."""
    return "" if named == "-" else named or f"{adjective} Armed Forces"


@functools.cache
def capitals() -> dict[str, str]:
    """Capital → code of the state for which it stands."""
    return {capital: row["code"] for row in tables.rows("states") for capital in row["capital"].split(";") if capital}


@functools.cache
def unnamed() -> dict[str, str]:
    """Word for people who are not named → their kind."""
    return {row["phrase"]: row["kind"] for row in tables.rows("unnamed_sources")}


@functools.cache
def given_names() -> dict[str, str]:
    """Given name → gender ("m" or "f") of those who bear it."""
    return {row["name"]: row["gender"] for row in tables.rows("given_names")}


@functools.cache
def ordinary() -> frozenset[str]:
    """Words that news writes with a small letter, wherever no sentence begins with them."""
    return frozenset(row["word"] for row in tables.rows("word_cases") if row["case"] == "lower")


@functools.cache
def halved_states() -> dict[str, tuple[str, frozenset[str]]]:
    """Word for a half of a divided land → its state, and the words of which one tells that the text is about that land."""
    return {row["word"]: (row["code"], frozenset(row["told_by"].split(";"))) for row in tables.rows("halved_states")}


@functools.cache
def seats() -> dict[str, str]:
    """Place → the international body for which it stands when it speaks."""
    return {row["place"]: row["body"] for row in tables.rows("seats")}


@functools.cache
def name_words(place: str) -> dict[str, str]:
    """Word → kind of a body whose name has it first, last or "leading" an "of" (lower case), or that stands "beside" the name."""
    return {row["word"].lower(): row["kind"] for row in tables.rows("name_words") if row["place"] == place}


@functools.cache
def body_nouns() -> frozenset[str]:
    """Nouns by which bodies of a state are called again: "ministry", "police"."""
    return frozenset(row["noun"] for row in tables.rows("institutions")) - {"army"}


@functools.cache
def rebelling() -> frozenset[str]:
    """Adjectives of forces that fight their state."""
    return frozenset(row["phrase"] for row in tables.rows("force_words") if row["role"] == "rebelling")


@functools.cache
def bodies() -> dict[str, Entry]:
    """Every name of every body in the tables → its entry."""
    return {phrase: entry for phrase, entry in reversed(_proper_entries()) if entry.sort == "actor"}


@functools.cache
def lexicon() -> Lexicon:
    """First word in lower case → (all words, the phrase as the table has it, its entry), longest first, names before nouns."""
    found: dict[tuple[tuple[str, ...], bool], tuple[str, Entry]] = {}
    for phrase, entry in [*_proper_entries(), *_common_entries()]:
        words = pieces(phrase)
        found.setdefault((tuple(w.lower() for w in words), entry.proper), (" ".join(words), entry))
    shaped: Lexicon = {}
    for (words, _), (phrase, entry) in found.items():
        shaped.setdefault(words[0], []).append((words, phrase, entry))
    for options in shaped.values():
        options.sort(key=lambda option: (-len(option[0]), option[0], not option[2].proper))
    return shaped


def _proper_entries() -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for row in tables.rows("office_holders"):
        entry = Entry(
            "holder",
            row["name"],
            row["kind"],
            row["party"] or None,
            row["office"],
            body=row["body"],
            gender=row["gender"],
            proper=True,
        )
        found.extend((phrase, entry) for phrase in _forms(row["name"], row["aliases"]))
    for row in (*tables.rows("actors"), *tables.rows("outlets")):
        entry = Entry("actor", row["name"], row["kind"], row["party"] or None, proper=True)
        found.extend((phrase, entry) for phrase in _forms(row["name"], row["aliases"]))
    for row in tables.rows("states"):
        if row["army"]:
            entry = Entry("actor", row["army"], "military", row["code"], role="army", proper=True)
            found.extend((phrase, entry) for phrase in _forms(row["army"], row["army_aliases"]))
    for row in tables.rows("countries"):
        entry = Entry("state", row["name"], "government", row["code"], code=row["code"], proper=True)
        found.extend((phrase, entry) for phrase in _forms(row["name"], row["aliases"]))
    adjectives = {row["adjective"] for row in tables.rows("states")}
    for row in tables.rows("demonyms"):
        sort = "people" if _is_plural(row["word"], adjectives) else "state"
        found.append((row["word"], Entry(sort, code=row["country"], role="demonym", proper=True)))
    return found


def _is_plural(word: str, adjectives: set[str]) -> bool:
    return word.endswith("s") and word not in adjectives and not word.endswith(("ss", "us"))


def _forms(name: str, aliases: str) -> list[str]:
    return [name, *(alias for alias in aliases.split(";") if alias)]


def _common_entries() -> list[tuple[str, Entry]]:
    titles = (
        (row["phrase"], Entry("title", "", row["kind"], role=row["role"], body=row["body"], gender=row["gender"] or None))
        for row in tables.rows("titles")
    )
    return [
        *((row["phrase"], Entry("institution", row["name"], row["kind"], body=row["noun"])) for row in tables.rows("institutions")),
        *titles,
        *((row["phrase"], Entry("force", role=row["role"])) for row in tables.rows("force_words") if row["role"] != "rebelling"),
        *((word, Entry("descriptor", kind=kind)) for word, kind in name_words("beside").items()),
        *((phrase, Entry("unnamed", kind=kind)) for phrase, kind in unnamed().items()),
    ]
