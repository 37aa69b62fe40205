"""How far a sentence speaks for or against a capitalised run being a place: titles, persons, bodies, prepositions."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.mentions.gazetteer import Gazetteer, place_key
from allegedly.mentions.place_spotting import Occurrence, is_titled, not_places, related, stopped_abbreviations
from allegedly.mentions.place_ties import tie
from allegedly.records import Token

PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
NO_PLACE = -100.0
WEIGHTS = {
    "place entity": 1.5,
    "person": -1.5,
    "body": -0.5,
    "people": -0.5,
    "other entity": -0.8,
    "preposition": 1.5,
    "type word": 2.5,
    "holder": 2.5,
    "held": 2.5,
    "several words": 1.0,
    "speaks": -1.5,
    "common noun": -1.0,
    "doubtful": -2.5,
    "personal name": -1.0,
    "surname": -3.0,
    "titled": -0.7,
    "initial": -0.5,
    "uncased": -1.5,
    "name goes on": -2.5,
    "building follows": -0.3,
    "dateline": 3.0,
    "office follows": 1.0,
}


def weigh(occurrences: Sequence[Occurrence], gazetteer: Gazetteer) -> list[Occurrence]:
    """The occurrences that may be places, each with its evidence and the run that holds it; the others are gone."""
    tie(occurrences, gazetteer)
    surnames = _surnames(occurrences)
    kept = []
    titled: dict[int, bool] = {}
    for occurrence in occurrences:
        number = occurrence.sentence.i
        if number not in titled:
            titled[number] = is_titled(occurrence.sentence)
        occurrence.evidence = _evidence(occurrence, surnames, titled=titled[number])
        if occurrence.evidence > NO_PLACE / 2:
            kept.append(occurrence)
    return kept


def _surnames(occurrences: Sequence[Occurrence]) -> frozenset[str]:
    """Last words of the longer personal names in the text: "Houston" after "Ada Houston"."""
    found = set()
    for occurrence in occurrences:
        tokens = occurrence.sentence.tokens
        before = occurrence.before
        if (
            occurrence.first == occurrence.last
            and before is not None
            and before.ent == "PERSON"
            and tokens[occurrence.last].ent == "PERSON"
        ):
            found.add(occurrence.key)
    return frozenset(found)


def _evidence(occurrence: Occurrence, surnames: frozenset[str], *, titled: bool) -> float:
    if occurrence.key in stopped_abbreviations() and not occurrence.held and not _is_abbreviated(occurrence):
        return NO_PLACE
    if _has_title(occurrence):
        return NO_PLACE
    if _is_part_of_another_name(occurrence) if not titled else _is_headed(occurrence):
        return NO_PLACE
    if _is_in_name_of_ground(occurrence) or _is_in_firm(occurrence) or _is_patron(occurrence):
        return NO_PLACE
    return sum(WEIGHTS[feature] for feature in features(occurrence, surnames, titled=titled))


def _is_abbreviated(occurrence: Occurrence) -> bool:
    """Whether the short form of a state is one here: "S.C.", "R-Calif.", "Camp X, Ga."; not "ill." or "wash."."""
    token, before = occurrence.sentence.tokens[occurrence.first], occurrence.before
    if place_key(token.text) != occurrence.key:
        return True
    if not token.text.endswith(".") or not token.text[0].isupper():
        return False
    if "." in token.text[:-1]:
        return True
    ahead = occurrence.sentence.tokens[occurrence.first - 2] if occurrence.first > 1 else None
    return before is not None and ahead is not None and before.text in {",", "-"} and ahead.text[0].isupper()


def features(occurrence: Occurrence, surnames: frozenset[str], *, titled: bool) -> list[str]:
    """What speaks for or against a place, as names in `WEIGHTS`."""
    tokens = occurrence.sentence.tokens
    first, last = tokens[occurrence.first], tokens[occurrence.last]
    before, after = occurrence.before, occurrence.after
    joined = occurrence.wanted or occurrence.holder or occurrence.held
    how = not_places().get(occurrence.key, "")
    checks = {
        "place entity": first.ent in PLACE_ENTITIES,
        "person": first.ent == "PERSON",
        "body": first.ent == "ORG",
        "people": first.ent == "NORP",
        "other entity": bool(first.ent) and first.ent not in PLACE_ENTITIES | {"PERSON", "ORG", "NORP"},
        "preposition": _is_governed(before) or _ends_between(occurrence),
        "type word": occurrence.wanted is not None or (after is not None and after.lower in related("front_word")),
        "holder": occurrence.holder is not None,
        "held": occurrence.held,
        "several words": occurrence.first != occurrence.last,
        "common noun": last.pos != "PROPN",
        "speaks": _speaks(last, before),
        "doubtful": how == "doubtful",
        "personal name": how == "name",
        "surname": occurrence.key in surnames and not joined,
        "titled": titled,
        "initial": occurrence.first == 0,
        "uncased": not occurrence.cased,
        "name goes on": not titled
        and after is not None
        and _is_name_word(after)
        and not _is_office(after)
        and not _is_building(after)
        and not occurrence.has_type,
        "office follows": after is not None and _is_office(after),
        "building follows": after is not None and _is_building(after),
        "dateline": occurrence.first == 0 and after is not None and after.text in {"—", "–", "--", "("} and last.text.isupper(),
    }
    return [name for name, holds in checks.items() if holds]


def _is_name_word(token: Token) -> bool:
    return token.text[0].isupper() and token.pos == "PROPN"


def _is_office(token: Token) -> bool:
    """Recognise "Kharkiv *Mayor*", "Goma *Police*": the place keeps its meaning before them."""
    return (
        token.lower.rstrip(".") in related("institution")
        or token.lower in related("settlement_word")
        or token.lower in related("quarter")
    )


def _is_building(token: Token) -> bool:
    """Recognise what stands in a place: "Mariupol *Theatre*", "Donetsk *Airport*"."""
    return token.text[0].isupper() and token.lower.rstrip(".") in related("building")


def _has_title(occurrence: Occurrence) -> bool:
    """Recognise "General Houston", "Mr. Lincoln"; not "Kharkiv Mayor" or "the president in Paris"."""
    before = occurrence.before
    return (
        before is not None
        and before.text[0].isupper()
        and before.pos == "PROPN"
        and before.lower.rstrip(".") in related("person_title")
    )


def _is_governed(before: Token | None) -> bool:
    return before is not None and before.lower in related("place_prep") and before.pos in {"ADP", "SCONJ", "PART", "VERB", "ADV"}


def _ends_between(occurrence: Occurrence) -> bool:
    """Recognise the second of "between Odesa and Mykolaiv": the preposition governs both."""
    before = occurrence.before
    if before is None or before.lower != "and":
        return False
    return any(
        o.before is not None and o.before.lower == "between" and o.last + 1 == occurrence.first - 1 for o in occurrence.beside
    )


def _speaks(name: Token, before: Token | None) -> bool:
    """Recognise "Hopkins said", "according to Polk": towns do not talk, though states do."""
    if name.dep == "nsubj" and name.head.lemma.lower() in related("talk_verb"):
        return True
    return before is not None and before.lower == "to" and before.head.lower == "according"


def _is_in_name_of_ground(occurrence: Occurrence) -> bool:
    """Recognise "Kanawha *River*", "Goshen *Road*": they are called after a town and lie elsewhere."""
    after = occurrence.after
    return (
        after is not None
        and not occurrence.has_type
        and after.text[0].isupper()
        and after.pos == "PROPN"
        and after.lower in related("ground")
    )


def _is_patron(occurrence: Occurrence) -> bool:
    """Recognise "St. Michael's School": the saint of a church, where no town is called with the "s"."""
    after = occurrence.after
    first = occurrence.tokens[0].lower.rstrip(".")
    return after is not None and after.lower == "'s" and first in {"st", "saint"}


def _is_in_firm(occurrence: Occurrence) -> bool:
    """Recognise "Stevens & Wilkinson": names of partners."""
    tokens = occurrence.sentence.tokens
    near = [occurrence.before, occurrence.after]
    if not any(t is not None and t.text == "&" for t in near) or occurrence.first != occurrence.last:
        return False
    return tokens[occurrence.first].ent in {"ORG", "PERSON", ""}


def _is_headed(occurrence: Occurrence) -> bool:
    """Recognise "University of Texas" and a first name before a surname; the one thing that holds in headlines too."""
    tokens, before, after = occurrence.sentence.tokens, occurrence.before, occurrence.after
    first, last = tokens[occurrence.first], tokens[occurrence.last]
    if before is not None and before.lower == "of" and occurrence.first > 1:
        return tokens[occurrence.first - 2].lower in related("head_of_name")
    return (
        not occurrence.has_type
        and first.ent == "PERSON"
        and any(t is not None and t.ent == "PERSON" and _is_name_word(t) for t in (before, after))
        and last.ent == "PERSON"
    )


def _is_part_of_another_name(occurrence: Occurrence) -> bool:
    tokens = occurrence.sentence.tokens
    before, after = occurrence.before, occurrence.after
    if before is not None and _opens_another_name(before, tokens, occurrence):
        return True
    if after is not None and after.lower in related("illness"):
        return True
    if after is None or occurrence.has_type or not after.text[0].isupper():
        return False
    if after.lower.rstrip(".") in related("name_part"):
        return True
    return after.pos == "PROPN" and after.ent == tokens[occurrence.last].ent == "PERSON"


def _opens_another_name(before: Token, tokens: list[Token], occurrence: Occurrence) -> bool:
    """Whether the word before makes the run the rest of a name: "President Lincoln", "University of Texas", "Fort Bragg"."""
    ahead = tokens[occurrence.first - 2] if occurrence.first > 1 else None
    if before.text in "-–" and ahead is not None and before.start == ahead.end and before.end == tokens[occurrence.first].start:
        return _is_name_word(ahead) and not occurrence.hyphened and len(ahead.text) > 2  # noqa: PLR2004  "R-Ohio", "EU-Israel"
    if before.lower == "of" and ahead is not None:
        return ahead.lower in related("head_of_name") and (ahead.text[0].isupper() or ahead.lower in related("house_of_name"))
    if not _is_name_word(before):
        return False
    if before.lower in related("quarter") or before.lower in related("direction") or before.lower in related("fore_word"):
        return False
    return before.ent in {"PERSON", "ORG", "FAC", "EVENT", "WORK_OF_ART", ""} or before.ent == tokens[occurrence.first].ent
