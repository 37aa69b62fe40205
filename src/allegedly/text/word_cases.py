"""
Which words are names and which are ordinary, by our tables: what restoring case needs to know.

All keys are in small letters. The tables are read once, when the first passage in capitals comes.
"""

from __future__ import annotations

import functools
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from allegedly import tables
from allegedly.errors import MissingPartError

GAZETTEER = "gazetteer.sqlite"
SHORTEST_STEM = 3
SHORTEST_AFTER_PREFIX = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_RANKS = frozenset("mr mrs ms dr gen col maj lt capt sgt cpl adm brig cmdr rev msgr prof sen rep gov pres".split())  # noqa: SIM905
# Columns whose words in small letters are ordinary, and whose words in capitals are names.
_ORDINARY = (
    ("force_words", "phrase"),
    ("titles", "phrase"),
    ("institutions", "phrase"),
    ("event_triggers", "lemma"),
    ("weapons", "pattern"),
    ("noun_classes", "lemma"),
    ("counted_people", "word"),
    ("counted_things", "word"),
    ("source_documents", "noun"),
    ("unnamed_sources", "phrase"),
)
_NAMES = (
    ("actors", "name"),
    ("actors", "aliases"),
    ("countries", "name"),
    ("countries", "aliases"),
    ("regions", "name"),
    ("regions", "aliases"),
    ("places_extra", "name"),
    ("places_extra", "aliases"),
    ("place_spellings", "spelling"),
    ("states", "adjective"),
    ("states", "capital"),
    ("states", "army_aliases"),
    ("demonyms", "word"),
    ("outlets", "name"),
    ("outlets", "aliases"),
    ("office_holders", "name"),
    ("office_holders", "aliases"),
    ("named_operations", "name"),
    ("institutions", "name"),
    ("given_names", "name"),
)
_ENDINGS = (
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("ness", ("",)),
    ("less", ("",)),
)
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)$")
_PREFIXES = ("un", "re", "anti", "counter", "non", "over", "under", "pre", "para", "narco", "mis", "out")
# Two consonants with which an English or Spanish word of three or four letters that opens with a vowel can end.
_CODAS = frozenset(
    "ch ck ct ff ft gh ld lf lk ll lm lp ls lt mb mp ms nd ng nk nn ns nt ph pt rb rc rd rk rl rm rn rp rs rt rz sh sk sp ss st "  # noqa: SIM905
    "th tt tz zz".split()
)
_SHORT_CLUSTER = re.compile(r"[aeiou]([^aeiouy]{2,3})$")
LONGEST_ACRONYM = 5


@functools.cache
def _word_table() -> tuple[frozenset[str], frozenset[str]]:
    rows = tables.rows("word_cases")
    return frozenset(r["word"] for r in rows if r["case"] == "lower"), frozenset(r["word"] for r in rows if r["case"] == "name")


def _cells(columns: Iterable[tuple[str, str]]) -> Iterator[str]:
    for table, column in columns:
        for row in tables.rows(table):
            yield from (part for cell in row[column].split(";") if (part := cell.strip()))


@functools.cache
def _name_words() -> dict[str, str]:
    """Names of one word as written, by their small letters."""
    found: dict[str, str] = {}
    for name in _cells(_NAMES):
        if _WORD.fullmatch(name) and name[0].isupper():
            found.setdefault(name.lower(), name)
    return found


@functools.cache
def long_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of several words as written, by their first word in small letters, longest first."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in _cells(_NAMES):
        parts = tuple(_WORD.findall(name))
        if len(parts) > 1 and "{" not in name:
            found[parts[0].lower()].add(parts)
    return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in found.items()}


@functools.cache
def titles() -> frozenset[str]:
    """Words of titles and ranks that stand before a person's name."""
    return frozenset(r["phrase"].split()[-1] for r in tables.rows("titles") if " of" not in r["phrase"]) | _RANKS


@functools.cache
def months() -> frozenset[str]:
    """The names of months and weekdays."""
    return frozenset(r["word"].lower() for r in tables.rows("time_words") if r["class"] in {"month", "weekday"})


@functools.cache
def _ordinary() -> frozenset[str]:
    lower, name = _word_table()
    found = {word for cell in _cells(_ORDINARY) for word in _WORD.findall(cell) if word.islower()}
    return frozenset(((found - _acronyms() - _RANKS) | lower) - name)


@functools.cache
def _acronyms() -> frozenset[str]:
    return frozenset(small for small, name in _name_words().items() if len(name) > 1 and name.isupper())


@functools.lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Whether a word in small letters is no name: known as such, or formed from a known one."""
    if word in _word_table()[1] or (word in _name_words() and word not in _ordinary()):
        return False
    return any(word in _ordinary() or _formed(word) for word in (word, word.replace("’", "'").split("'")[0]))


def _formed(word: str) -> bool:
    return any(base in _ordinary() or any(b in _ordinary() for b in _bases(base)) for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    for ending, endings in _ENDINGS:
        base = word.removesuffix(ending)
        if base == word or len(base) < SHORTEST_STEM or (ending == "es" and not _SIBILANT.search(base)):
            continue
        yield from (base + e for e in endings)
        if "" in endings and base[-1] == base[-2]:
            yield base[:-1]
    yield from (word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= SHORTEST_AFTER_PREFIX)


@functools.lru_cache(maxsize=65536)
def written(word: str) -> str | None:
    """How a name of one word in small letters is written ("kyiv" → "Kyiv", "fmln" → "FMLN"), or None if it is no known name."""
    return _name_words().get(word)


@functools.lru_cache(maxsize=65536)
def is_acronym(word: str) -> bool:
    """Whether a word that is neither ordinary nor a known name can only be read letter by letter."""
    if len(word) > LONGEST_ACRONYM or not word.isascii():
        return False
    if not any(c in "aeiouy" for c in word):
        return word not in _RANKS
    cluster = _SHORT_CLUSTER.match(word)
    return cluster is not None and cluster[1] not in _CODAS


@functools.cache
def _gazetteer() -> sqlite3.Connection:
    path = tables.data_path(GAZETTEER)
    try:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise MissingPartError(f"tables/{GAZETTEER}", f"no gazetteer ({error})", "reinstall allegedly") from error


@functools.lru_cache(maxsize=65536)
def longest_place(word: str) -> int:
    """How many words the longest place name has that begins with `word`; 0 if none does."""
    row = _gazetteer().execute("SELECT longest FROM firsts WHERE word = ?", (word,)).fetchone()
    return 0 if row is None else int(row[0])


@functools.lru_cache(maxsize=65536)
def is_place(name: str) -> bool:
    """Whether the gazetteer has a place of that name (small letters, single spaces)."""
    return _gazetteer().execute("SELECT 1 FROM names WHERE key = ? LIMIT 1", (name,)).fetchone() is not None


@functools.lru_cache(maxsize=65536)
def land_of_place(name: str) -> str | None:
    """The country of the largest place of that name (small letters, single spaces); None if there is none or it has none."""
    query = "SELECT p.country FROM names n JOIN places p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 1"
    row = _gazetteer().execute(query, (name,)).fetchone()
    return None if row is None else row[0]
