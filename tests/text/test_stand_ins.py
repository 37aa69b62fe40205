"""What the parser is shown for names: one stand-in a sort, and the tree is the same whatever the name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.records import Sentence
from allegedly.text.stand_ins import AGENCY, COUNTRY, GROUP, PEOPLE, PERSONS, PLACE, UNCOUNTED, stand_ins

Parse = Callable[[str], list[Sentence]]


def shown(text: str) -> dict[str, str]:
    words = text.split()
    return {" ".join(words[s.first : s.last]): s.word for s in stand_ins(words)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia and South Sudan signed", {"Armenia": COUNTRY, "South Sudan": COUNTRY}),
        ("two Cambodian soldiers", {"Cambodian": PEOPLE}),
        ("many Armenians left", {"Armenians": PERSONS}),
        ("the Vietnamese said", {"Vietnamese": UNCOUNTED}),
        ("Kyiv said so", {"Kyiv": PLACE}),
        ("near Port Sudan yesterday", {"Port Sudan": PLACE}),
        ("Hezbollah and the RSF fired", {"Hezbollah": GROUP, "RSF": GROUP}),
        ("TASS and Ukrinform reported", {"TASS": AGENCY, "Ukrinform": AGENCY}),
    ],
)
def test_one_stand_in_for_a_sort(text: str, expected: dict[str, str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jackson told us",
        "President Lima spoke",
        "Israel Katz spoke",
        "Haider al-Abadi left",
        "The reading was nice",
        "Putin and Zelensky met",
        "Human Rights Watch said",
    ],
)
def test_persons_bodies_and_words_stay_as_written(text: str) -> None:
    assert shown(text) == {}


def test_a_place_of_a_family_name_needs_a_word_that_says_so() -> None:
    assert shown("in Cordoba yesterday") == {"Cordoba": PLACE}
    assert shown("Cordoba told us") == {}


PAIRS = [
    (
        "A missile hit a house in Sumy on Friday, killing two Ukrainian nurses.",
        "A missile hit a house in Kursk on Friday, killing two Russian nurses.",
    ),
    ("Residents of Omdurman fled after an attack.", "Residents of El Geneina fled after an attack."),
    ("An Armenian drone was downed over Goris.", "A Cambodian drone was downed over Surin."),
    ("The RSF accused Khartoum of lying.", "The SDF accused Damascus of lying."),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_tree_does_not_depend_on_the_name(parse: Parse, one: str, other: str) -> None:
    def tree(text: str) -> list[tuple[str, str, str]]:
        (sentence,) = parse(text)
        inner = {t.i for t in sentence.tokens if t.dep == "compound" and t.shown == t.head.shown}
        return [(t.shown, t.dep, t.head.shown) for t in sentence.tokens if t.i not in inner]

    assert tree(one) == tree(other)


def test_words_and_offsets_stay_the_texts(parse: Parse) -> None:
    text = "An Armenian officer left Rostov-on-Don for Port Sudan."
    (sentence,) = parse(text)
    assert all(text[t.start : t.end] == t.text for t in sentence.tokens)
    assert [t.i for t in sentence.tokens] == list(range(len(sentence.tokens)))
    assert all(c.head is t for t in sentence.tokens for c in t.children)
    assert all([c.i for c in t.children] == sorted(c.i for c in t.children) for t in sentence.tokens)
    port = next(t for t in sentence.tokens if t.text == "Port")
    assert (port.dep, port.head.text) == ("compound", "Sudan")
