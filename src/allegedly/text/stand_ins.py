"""
What the parser is shown for the name of a country, people, place, armed group or agency: one stand-in for all of a sort.

A statistical parser has seen some names often and others never, and builds another tree for the same words when "Belgorod"
stands where "Sumy" stood. To read all sides alike it must not know which side it reads. A name of several words is
one stand-in, so that its length makes no tree either. Persons, other bodies and whatever may be an ordinary word stay as written.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allegedly import tables
from allegedly.text.word_cases import is_ordinary, is_place, land_of_place, longest_place, months, titles

PLACE, COUNTRY, PEOPLE, PERSONS, UNCOUNTED = "London", "Russia", "Russian", "Russians", "Chinese"
GROUP, AGENCY = "Hamas", "Reuters"
# "The Chinese said": endings of peoples that have one form for one and for many.
_ONE_FORM = ("ese", "sh", "ch", "ss")
SHORTEST = 3
_JOINTS = frozenset({"-", "al", "el", "of", "on"})
# Where towns and families bear the same names ("Jackson", "Mendoza"): there a name alone is no sign of a place.
_FAMILY_NAMES = frozenset("US GB CA AU NZ IE ES PT MX GT HN SV NI CR PA CU DO PR CO VE EC PE BO CL AR UY PY BR PH".split())  # noqa: SIM905
_LOCATIVE = frozenset("in near at from to over into around outside toward towards across between above off".split())  # noqa: SIM905
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "bint", "von", "van", "de", "da", "di"})


class StandIn(NamedTuple):
    """The tokens `first:last` of a sentence are shown to the parser as one `word`."""

    first: int
    last: int
    word: str


@functools.cache
def _by_table() -> dict[tuple[str, ...], str]:
    """The tables' names of countries, capitals, peoples, groups and agencies, as their words, with what stands in for each."""
    found: dict[tuple[str, ...], str] = {}
    for row in tables.rows("demonyms"):
        found[tuple(row["word"].split())] = _people(row["word"])
    for row in tables.rows("states"):
        found[tuple(row["adjective"].split())] = _people(row["adjective"])
        for capital in filter(None, row["capital"].split(";")):
            found[tuple(capital.split())] = PLACE
    for row in tables.rows("countries"):
        for name in (row["name"], *row["aliases"].split(";")):
            if name and not name.isupper():
                found[tuple(name.split())] = COUNTRY
    for words in _others():
        found.pop(words, None)
    found |= {(word,): stand_in for word, stand_in in _bodies()}
    return {words: stand_in for words, stand_in in found.items() if all(w[0].isupper() for w in words)}


def _others() -> Iterator[tuple[str, ...]]:
    """Persons and bodies, which the table of peoples has too where they tell of a country."""
    for table in ("office_holders", "actors"):
        for row in tables.rows(table):
            yield from (tuple(name.split()) for name in (row["name"], *row["aliases"].split(";")))


def _bodies() -> Iterator[tuple[str, str]]:
    """Armed groups, armies and news agencies with a name of one word that is no other word's and tells of one, not of many."""
    for table in ("actors", "outlets"):
        for row in tables.rows(table):
            stand_in = GROUP if row["kind"] == "armed_group" else AGENCY if row["kind"] in {"wire", "state_media"} else None
            for name in (row["name"], *row["aliases"].split(";")):
                small = name.lower()
                one = name.isupper() or not name.endswith("s")
                if (
                    stand_in is not None
                    and name.isalnum()
                    and one
                    and (name.isupper() or not (is_ordinary(small) or is_place(small)))
                ):
                    yield name, stand_in
    for row in tables.rows("states"):
        yield from ((name, GROUP) for name in row["army_aliases"].split(";") if name.isupper())


def _people(word: str) -> str:
    if word.endswith(_ONE_FORM):
        return UNCOUNTED
    return PERSONS if word.endswith("s") else PEOPLE


@functools.cache
def _longest_in_table() -> int:
    return max(map(len, _by_table()))


@functools.cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for row in tables.rows("given_names"))


@functools.cache
def _no_places() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in tables.rows("not_places"))


def stand_ins(words: Sequence[str]) -> list[StandIn]:
    """The names among the words of one sentence for which another is shown, in order, none overlapping."""
    found: list[StandIn] = []
    i = 0
    while i < len(words):
        here = _at(words, i) if words[i][:1].isupper() else None
        if here is None:
            i += 1
        else:
            found.append(here)
            i = here.last
    return found


def _at(words: Sequence[str], i: int) -> StandIn | None:
    for length in range(min(_longest_in_table(), len(words) - i), 0, -1):
        stand_in = _by_table().get(tuple(words[i : i + length]))
        if stand_in is not None and (stand_in not in {PLACE, COUNTRY, AGENCY} or not _stands_in_name(words, i, i + length)):
            return StandIn(i, i + length, stand_in)
    last = _place(words, i)
    if last is None or _stands_in_name(words, i, last) or not _is_told(words, i, last):
        return None
    return StandIn(i, last, PLACE)


def _is_told(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the name can be no family's, or the word before it says that it is a place's."""
    before = words[first - 1].lower() if first else ""
    return before in _LOCATIVE or land_of_place(" ".join(_key(w) for w in words[first:last] if w != "-")) not in _FAMILY_NAMES


def _place(words: Sequence[str], i: int) -> int | None:
    """Where a place name that begins at word `i` ends; None if none does or it may be something else."""
    if words[i].isupper() or not longest_place(_key(words[i])):
        return None
    end = min(len(words), i + 5)
    for last in range(end, i, -1):
        run = words[i:last]
        if (run[-1][0].isupper() and all(w[0].isupper() or w in _JOINTS for w in run)) and _is_known(run):
            return last
    return None


def _is_known(run: Sequence[str]) -> bool:
    key = " ".join(_key(w) for w in run if w != "-")
    single = len(run) == 1
    if single and (len(key) < SHORTEST or is_ordinary(key) or run[0] in _given_names() or key in _no_places() or key in months()):
        return False
    return is_place(key)


def _key(word: str) -> str:
    return word.lower().replace("'", "").replace("’", "")


def _stands_in_name(words: Sequence[str], first: int, last: int) -> bool:
    """Whether capitals beside it make it a part of a longer name ("Lima Barreto", "Mount Hebron", "Gen. Jackson")."""
    before, after = words[first - 1] if first else "", words[last] if last < len(words) else ""
    joined = after in _PARTICLES | {"-"} and last + 1 < len(words) and (words[last + 1][0].isupper() or words[last + 1] == "-")
    titled = before[:1].isupper() and before.lower().rstrip(".") in titles()
    return titled or _is_name_part(before) or (_is_name_part(after) and after.lower() not in titles()) or joined


def _is_name_part(word: str) -> bool:
    return word[:1].isupper() and not is_ordinary(word.lower().rstrip("."))
