"""What the words between two names tell of both: which holds which, which are listed together, which lies near which."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from allegedly.mentions.gazetteer import Gazetteer, place_key
from allegedly.mentions.place_spotting import Occurrence, related
from allegedly.records import Token

# "some 20 km to the north of" has as many.
NEAR_WORDS = 7
# Whose states are named as countries are, one after another.
FEDERAL = frozenset({"US", "CA", "AU"})
_BETWEEN_MEMBERS = ([","], ["and"], ["or"], [",", "and"], [",", "or"], ["/"])
_WITHIN = (["in"], ["in", "the"], [",", "in"], [",", "in", "the"], ["area", "of"])


def tie(occurrences: Sequence[Occurrence], gazetteer: Gazetteer) -> None:
    """Set on the occurrences, which stand in text order, what the words between them tell: holders, lists, nearness."""
    for inner, outer in itertools.pairwise(occurrences):
        if inner.sentence is outer.sentence:
            between = inner.sentence.tokens[max(inner.last, inner.typed) + 1 : outer.first]
            if not _tie_holder(inner, outer, [t.lower for t in between]):
                _tie_list(inner, outer, between)
    for occurrence in occurrences:
        _link_postal_code(occurrence, gazetteer)


def _tie_holder(inner: Occurrence, outer: Occurrence, words: list[str]) -> bool:
    """Join "Paris, Texas", "Goma, DR Congo", "Salem (Ore.)", "Sake in North Kivu" and "Russia's Kursk"."""
    if words in ([","], ["("]) and _can_hold(inner, outer) and not (words == [","] and _is_list(inner, outer)):
        inner.holder, outer.held = outer, True
        outer.holds.append(inner)
    elif words in _WITHIN and _can_hold(inner, outer):
        inner.holder = outer
    elif words in (["'s"], ["'"]) and _can_hold(outer, inner):
        outer.holder, inner.held = inner, True
    else:
        return False
    return True


def _tie_list(inner: Occurrence, outer: Occurrence, between: list[Token]) -> None:
    """Join "Odesa and Mykolaiv", "X near Y", "India-Pakistan"; mark "Stroud, Ontario" where no such place is known."""
    words = [t.lower for t in between]
    if _tells_near(words):
        inner.near.append(outer)
    elif words in _BETWEEN_MEMBERS or _counts_on(between):
        inner.beside.append(outer)
        outer.beside.append(inner)
    elif words in (["-"], ["–"]) and between[0].start == inner.tokens[-1].end and between[0].end == outer.tokens[0].start:
        outer.hyphened = True
    if words == [","] and _is_held_elsewhere(inner, outer):
        inner.held_elsewhere = True


def _counts_on(between: list[Token]) -> bool:
    """Recognise "twelve in Ohio, *and two in* Utah"."""
    words = [t.lower for t in between if t.lower not in {",", "and"}]
    return len(words) == 2 and words[1] == "in" and any(t.pos == "NUM" for t in between)  # noqa: PLR2004  "two in"


def _is_held_elsewhere(inner: Occurrence, outer: Occurrence) -> bool:
    """Recognise "Stroud, Ontario" where no Stroud of that state is known: it is none of the others either."""
    if inner.holder is not None or outer in inner.beside or outer.typed > 0:
        return False
    state = any(p.kind == "region" and p.country in FEDERAL for p, _ in outer.candidates)
    known = any(p.kind not in {"settlement", "district", "site"} for p, _ in inner.candidates)
    after = outer.after
    lists = after is not None and (after.lower in {"and", "or"} or after.text == ",") and bool(outer.beside)
    return state and not known and not lists


def _tells_near(words: list[str]) -> bool:
    """Recognise "X near Y", "X, just outside Y", "X, 20 km north of Y"."""
    told = [w for w in words if w not in {",", "the", "just", "city", "town"}]
    if told in (["near"], ["outside"], ["close", "to"], ["not", "far", "from"]):
        return True
    return 2 <= len(told) <= NEAR_WORDS and told[-1] == "of" and told[-2] in related("direction")  # noqa: PLR2004  "north of"


def _is_list(inner: Occurrence, outer: Occurrence) -> bool:
    """Recognise "China, Japan" and "Washington, Pennsylvania": of states beside states none is a town in the other."""
    if inner.key == outer.key:
        return False
    kinds = [{(p.kind, p.country if p.kind == "region" else None) for p, v in o.candidates if not v} for o in (inner, outer)]
    both = kinds[0] & kinds[1]
    states = {kind for kind, country in both if kind == "country" or country in FEDERAL}
    in_state = any(p.kind == "country" for p, _ in outer.candidates) and any(k == "region" for k, _ in kinds[0])
    return bool(states) and not (in_state and states == {"country"})


def _can_hold(inner: Occurrence, outer: Occurrence) -> bool:
    """Whether some candidate of `outer` is the country, region or district of some candidate of `inner`."""
    for place, _ in outer.candidates:
        for held, _ in inner.candidates:
            if held.kind in {"settlement", "district", "region", "site"} and (
                (place.kind == "country" and place.country == held.country and held.kind != "country")
                or (place.kind == "region" and place.id == held.region)
                or (place.kind == "district" and place.id == held.district)
            ):
                return True
    return False


def _link_postal_code(occurrence: Occurrence, gazetteer: Gazetteer) -> None:
    """Read "Gainesville, FL": two capitals after a comma are a state of the United States."""
    tokens, at = occurrence.sentence.tokens, max(occurrence.last, occurrence.typed) + 1
    if occurrence.holder or at + 1 >= len(tokens) or tokens[at].text != "," or len(tokens[at + 1].text) != 2:  # noqa: PLR2004
        return
    code = tokens[at + 1].text
    if not code.isupper():
        return
    states = {p.region for p, _ in occurrence.candidates if p.country == "US" and p.admin1 == f"US-{code}"}
    state = next((s for s in states if s is not None), None)
    if state is not None:
        place = gazetteer.place(state)
        holder = Occurrence(occurrence.sentence, at + 1, at + 1, place_key(place.name), ((place, False),), occurrence.cased)
        occurrence.holder = holder
