"""Which figures belong to which predicate, what they measure, and of which they are a part."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from allegedly.claims.clauses import clause_tokens
from allegedly.claims.figures import FigureReader
from allegedly.mentions.quantities import find_quantities
from allegedly.records import Quantity, Sentence, Token

Parse = Callable[[str], list[Sentence]]
Row = tuple[str, float | None, float | None, str, str | None]


def _read(parse: Parse, text: str, triggers: list[tuple[str, str]]) -> list[Quantity]:
    """The figures of the predicates named by `triggers` (word, event type), in that order."""
    sentences = parse(text)
    tokens = [t for s in sentences for t in s.tokens]
    words: list[Token] = []
    for word, _ in triggers:
        words.append(next(t for t in tokens if t.text == word and t not in words))
    # A noun's clause is that of the verb on which it hangs.
    heads = [_governor(w) for w in words]
    reader = FigureReader()
    found: list[Quantity] = []
    for trigger, head, (_, event_type) in zip(words, heads, triggers, strict=True):
        owned = frozenset(t.i for t in trigger.sentence.tokens)
        clause = clause_tokens(head, owned, frozenset(h.i for h in heads) - {head.i})
        starts = {t.start for t in clause}
        mentions = [q for q in find_quantities(trigger.sentence) if q.start in starts]
        found.extend(reader.read(text, trigger, event_type, clause, mentions))
    return found


def _governor(token: Token) -> Token:
    while token.pos not in {"VERB", "AUX"} and token.head is not token:
        token = token.head
    return token


CASUALTIES, DRONES, INTERCEPTION = "casualties", "drone_strike", "interception"
CASES: list[tuple[str, list[tuple[str, str]], list[Row]]] = [
    (
        "The blast killed two and wounded five.",
        [("killed", CASUALTIES), ("wounded", CASUALTIES)],
        [("two", 2, 2, "killed", "person"), ("five", 5, 5, "wounded", "person")],
    ),
    ("The hospital reported four deaths.", [("deaths", CASUALTIES)], [("four deaths", 4, 4, "killed", "person")]),
    ("The strike left a toll of nine.", [("toll", CASUALTIES)], [("nine", 9, 9, "killed", "person")]),
    ("The clash left 14 dead in Goma.", [("dead", CASUALTIES)], [("14", 14, 14, "killed", "person")]),
    ("No soldiers were hurt.", [("hurt", CASUALTIES)], [("No soldiers", 0, 0, "wounded", "soldier")]),
    ("The toll from the raid rose to six.", [("toll", CASUALTIES)], [("six", 6, 6, "killed", "person")]),
    (
        "The number of people killed in the raid has risen to 40.",
        [("killed", CASUALTIES), ("risen", "other")],
        [("40", 40, 40, "killed", "person")],
    ),
    ("Doctors put the number of wounded at nine.", [("wounded", CASUALTIES)], [("nine", 9, 9, "wounded", "person")]),
    ("The pilot was killed by a mine.", [("killed", CASUALTIES)], [("The pilot", 1, 1, "killed", "pilot")]),
    ("The shell wounded the driver of a tram.", [("wounded", CASUALTIES)], [("the driver of a tram", 1, 1, "wounded", "driver")]),
    (
        "A mine killed the farmer's wife and four children.",
        [("killed", CASUALTIES)],
        [("the farmer's wife and four children", 5, 5, "killed", "person"), ("four children", 4, 4, "killed", "child")],
    ),
    (
        "The shell killed a couple and their two sons.",
        [("killed", CASUALTIES)],
        [("a couple and their two sons", 4, 4, "killed", "person")],
    ),
    ("Crews shot down both drones.", [("shot", INTERCEPTION)], [("both drones", 2, 2, "intercepted", "drone")]),
    ("Six miners are known to have died.", [("died", CASUALTIES)], [("Six miners", 6, 6, "killed", "miner")]),
    ("The town lies 20 km from the coast.", [("lies", "other")], [("20 km", 20, 20, "distance_km", None)]),
    (
        "Gunmen abducted a woman and her two sons.",
        [("abducted", "detention")],
        [("a woman and her two sons", 3, 3, "captured", "person")],
    ),
    ("The rebels took 60 prisoners.", [("took", "detention")], [("60 prisoners", 60, 60, "captured", "prisoner")]),
    ("Police arrested 12 suspects.", [("arrested", "detention")], [("12 suspects", 12, 12, "detained", "suspect")]),
    ("Some 300 families fled Mrauk U.", [("fled", "displacement")], [("Some 300 families", 270, 330, "displaced", "family")]),
    ("Officials evacuated 900 residents.", [("evacuated", "displacement")], [("900 residents", 900, 900, "evacuated", "person")]),
    ("Russia attacked Lviv with 12 drones.", [("attacked", DRONES)], [("12 drones", 12, 12, "launched", "drone")]),
    ("Hezbollah fired 40 rockets at Haifa.", [("fired", "shelling")], [("40 rockets", 40, 40, "launched", "rocket")]),
    ("Three missiles hit the port of Hodeidah.", [("hit", "missile_strike")], [("Three missiles", 3, 3, "hit", "missile")]),
    ("The jets struck nine sites.", [("struck", "air_strike")], [("nine sites", 9, 9, "hit", "site")]),
    ("Air defence shot down 30 drones.", [("shot", INTERCEPTION)], [("30 drones", 30, 30, "intercepted", "drone")]),
    ("Pakistan shot down five jets.", [("shot", INTERCEPTION)], [("five jets", 5, 5, "destroyed", "jet")]),
    (
        "The army lost 13 tanks and 200 soldiers.",
        [("lost", CASUALTIES)],
        [("13 tanks", 13, 13, "destroyed", "tank"), ("200 soldiers", 200, 200, "killed", "soldier")],
    ),
    ("Fire damaged 40 houses.", [("damaged", "destruction")], [("40 houses", 40, 40, "damaged", "house")]),
    (
        "Pyongyang deployed 10,000 troops.",
        [("deployed", "military_movement")],
        [("10,000 troops", 10000, 10000, "deployed", "soldier")],
    ),
    ("The army carried out 15 air strikes.", [("strikes", "air_strike")], [("15 air strikes", 15, 15, "attacks", "air strike")]),
    ("A shell killed six people in a town of 30,000 people.", [("killed", CASUALTIES)], [("six people", 6, 6, "killed", "person")]),
    ("The mayor put the toll at 17.", [("toll", CASUALTIES)], [("17", 17, 17, "killed", "person")]),
    (
        "Moscow fired ten Kh-22 missiles, and crews destroyed six.",
        [("fired", "missile_strike"), ("destroyed", "destruction")],
        [("ten Kh-22 missiles", 10, 10, "launched", "Kh-22 missile"), ("six", 6, 6, "intercepted", "Kh-22 missile")],
    ),
    ("Eleven drones failed to reach their targets.", [("reach", DRONES)], [("Eleven drones", 11, 11, "intercepted", "drone")]),
    ("They attacked Lviv with 14 rockets.", [("attacked", DRONES)], [("14 rockets", 14, 14, "launched", "rocket")]),
    ("They struck Lviv with 14 rockets.", [("struck", DRONES)], [("14 rockets", 14, 14, "launched", "rocket")]),
    (
        "Crews shot down 17 drones out of 25.",
        [("shot", INTERCEPTION)],
        [("17 drones", 17, 17, "intercepted", "drone"), ("25", 25, 25, "launched", "drone")],
    ),
    (
        "Shelling killed nine monks, four of them novices.",
        [("killed", CASUALTIES)],
        [("nine monks", 9, 9, "killed", "monk"), ("four of them novices", 4, 4, "killed", "novice")],
    ),
    (
        "Six peacekeepers were killed and three wounded.",
        [("killed", CASUALTIES), ("wounded", CASUALTIES)],
        [("Six peacekeepers", 6, 6, "killed", "peacekeeper"), ("three", 3, 3, "wounded", "peacekeeper")],
    ),
    (
        "Medics counted 26 dead, among them seven pupils.",
        [("dead", CASUALTIES)],
        [("26 dead", 26, 26, "killed", "person"), ("seven pupils", 7, 7, "killed", "pupil")],
    ),
    ("No shells fell on Bria.", [("fell", "shelling")], [("No shells", 0, 0, "hit", "shell")]),
    ("A family of four was wiped out.", [("wiped", "destruction")], [("A family of four", 4, 4, "killed", "person")]),
    ("Divers found the bodies of five sailors.", [("found", CASUALTIES)], [("five sailors", 5, 5, "killed", "sailor")]),
    (
        "More than half of the 800 captured rebels were wounded.",
        [("wounded", CASUALTIES)],
        [
            ("More than half of the 800 captured rebels", 401, None, "wounded", "rebel"),
            ("800 captured rebels", 800, 800, "captured", "rebel"),
        ],
    ),
    ("Twelve patients were treated for burns.", [("treated", CASUALTIES)], [("Twelve patients", 12, 12, "treated", "patient")]),
]


@pytest.mark.parametrize(("text", "triggers", "expected"), CASES, ids=[c[0] for c in CASES])
def test_figures(parse: Parse, text: str, triggers: list[tuple[str, str]], expected: list[Row]) -> None:
    found = _read(parse, text, triggers)
    assert [(q.mention.exact, q.lower, q.upper, q.measure, q.of) for q in found] == expected


@pytest.mark.parametrize(
    ("text", "triggers", "part", "whole"),
    [
        (
            "It sent 57 drones. Air defence intercepted 53 of the drones.",
            [("sent", DRONES), ("intercepted", INTERCEPTION)],
            "53 of the drones",
            "57 drones",
        ),
        (
            "The raid killed nine people. Two of the dead were nurses.",
            [("killed", CASUALTIES), ("dead", CASUALTIES)],
            "Two of the dead",
            "nine people",
        ),
        ("Shells killed 31 people, including seven women.", [("killed", CASUALTIES)], "seven women", "31 people"),
        (
            "They killed four men and wounded ten, two of them children.",
            [("killed", CASUALTIES), ("wounded", CASUALTIES)],
            "two of them children",
            "ten",
        ),
        ("The crew downed 34 of 47 drones.", [("downed", INTERCEPTION)], "34 of 47 drones", "47 drones"),
    ],
)
def test_parts_name_their_whole(parse: Parse, text: str, triggers: list[tuple[str, str]], part: str, whole: str) -> None:
    found = {q.mention.exact: q for q in _read(parse, text, triggers)}
    assert found[part].part_of == found[whole].id


def test_a_relative_clause_with_a_subject_says_nothing_of_its_noun(parse: Parse) -> None:
    found = _read(
        parse, "Hamas fired 90 rockets, of which 74 were intercepted.", [("fired", "shelling"), ("intercepted", INTERCEPTION)]
    )
    assert [(q.best, q.measure, q.part_of) for q in found] == [(90, "launched", None), (74, "intercepted", "q1")]


def test_fraction_follows_from_its_whole(parse: Parse) -> None:
    found = _read(
        parse, "It launched 60 drones. A third of the drones were downed.", [("launched", DRONES), ("downed", INTERCEPTION)]
    )
    assert (found[1].lower, found[1].upper, found[1].part_of) == (20, 20, "q1")


def test_number_that_the_parser_gave_to_another_verb(parse: Parse) -> None:
    text = "Thousands of citizens have been evacuated - with local sources acknowledging some 60,000 have fled by train."
    found = _read(parse, text, [("evacuated", "displacement"), ("fled", "displacement")])
    assert [(q.mention.exact, q.measure) for q in found] == [("Thousands of citizens", "evacuated"), ("some 60,000", "displaced")]


def test_running_total(parse: Parse) -> None:
    found = _read(parse, "The toll had risen to nine.", [("toll", CASUALTIES)])
    assert [(q.best, q.cumulative) for q in found] == [(9, True)]


def test_ids_count_up_through_the_document(parse: Parse) -> None:
    found = _read(
        parse, "The raid killed nine people. Rain fell. It wounded two.", [("killed", CASUALTIES), ("wounded", CASUALTIES)]
    )
    assert [q.id for q in found] == ["q1", "q2"]


def test_example_of_the_contract(parse: Parse, shared: Path) -> None:
    example = json.loads((shared / "spec" / "example.json").read_text(encoding="utf-8"))
    text, claims = example["text"], [c for s in example["statements"] for c in s["claims"] if c["quantities"]]
    tokens = [t for s in parse(text) for t in s.tokens]
    by_start = {t.start: t for t in tokens}
    reader = FigureReader()
    for claim in claims:
        word = by_start[claim["trigger"]["start"]]
        head = _governor(word)
        clause = clause_tokens(
            head, frozenset(t.i for t in tokens if claim["span"]["start"] <= t.start < claim["span"]["end"]), frozenset()
        )
        mentions = [q for q in find_quantities(word.sentence) if q.start in {t.start for t in clause}]
        found = reader.read(text, word, claim["type"], clause, mentions)
        wanted = [
            {k: q[k] for k in ("id", "lower", "upper", "best", "approximate", "measure", "unit", "of", "part_of", "cumulative")}
            for q in claim["quantities"]
        ]
        assert [{k: getattr(q, k) for k in wanted[0]} for q in found] == wanted
        assert [q.mention.exact for q in found] == [q["mention"]["exact"] for q in claim["quantities"]]


@pytest.mark.parametrize(
    ("text", "triggers", "rows"),
    [
        (
            "A mine ripped through a van, killing nine civilians and injuring seven, two of them badly.",
            [("ripped", "explosion"), ("killing", "casualties"), ("injuring", "casualties")],
            [("seven", "wounded"), ("two of them", "wounded")],
        ),
        ("Among the wounded are 15 nurses.", [("wounded", "casualties")], [("15 nurses", "wounded")]),
        ("A bomb killed three people and left 33 wounded.", [("wounded", "casualties")], [("33", "wounded")]),
        ("The trawler sank with the loss of 18 men.", [("sank", "destruction")], [("18 men", "killed")]),
        ("Raiders set fire to five barns.", [("set", "destruction")], [("five barns", "destroyed")]),
        ("Guards shot dead 21 miners.", [("shot", "casualties")], [("21 miners", "killed")]),
        ("The fighting forced 900 families to flee their homes.", [("forced", "displacement")], [("900 families", "displaced")]),
        ("The fire left 16 miners with burns.", [("left", "other")], [("16 miners", "wounded")]),
        ("A pair of gunmen killed 13 monks.", [("killed", "casualties")], [("A pair of gunmen", "other"), ("13 monks", "killed")]),
    ],
)
def test_complements_and_parts_tell_what_is_measured(
    parse: Parse, text: str, triggers: list[tuple[str, str]], rows: list[tuple[str, str]]
) -> None:
    read = [(q.mention.exact, q.measure) for q in _read(parse, text, triggers)]
    assert [row for row in read if row in rows] == rows
    assert not {exact for exact, _ in rows} & {exact for exact, measure in read if (exact, measure) not in rows}
