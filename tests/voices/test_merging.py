"""Tagger and grammar made one: what each adds, and that neither loses what the other is sure of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.records import Sentence
from allegedly.voices.attributions import Attribution
from allegedly.voices.grammar import Grammar
from allegedly.voices.merging import Voices
from allegedly.voices.quotes import find_quotations
from allegedly.voices.tagger import Tagger

Parse = Callable[[str], list[Sentence]]


@pytest.fixture(scope="module")
def voices() -> Voices:
    return Voices(Tagger(), Grammar())


def found(voices: Voices, parse: Parse, text: str) -> list[Attribution]:
    return voices.attributions(parse(text), find_quotations(text))


def words(a: Attribution) -> str:
    return " ".join(t.text for t in a.content)


def test_both_see_a_plain_one_and_the_grammar_keeps_the_act(voices: Voices, parse: Parse) -> None:
    (a,) = found(voices, parse, "The governor of Zabul denied that rockets had hit the clinic.")
    assert (a.act, a.found_by, words(a)) == ("deny", "both", "rockets had hit the clinic")
    assert a.tagged is not None


def test_what_stands_inside_is_the_grammars(voices: Voices, parse: Parse) -> None:
    outer, inner = found(voices, parse, "The radio said that the general had denied that his men had fled.")
    assert (outer.found_by, inner.act, words(inner)) == ("both", "deny", "his men had fled")


@pytest.mark.parametrize(
    "text",
    [
        "Washington imposed sanctions on three generals.",
        "No group has claimed responsibility for the bombing.",
        "The raid was ordered by the general.",
        "The army plans to attack the rebels near Goma.",
    ],
)
def test_deeds_and_wishes_are_no_statements(voices: Voices, parse: Parse, text: str) -> None:
    assert [a for a in found(voices, parse, text) if a.found_by == "tagger"] == []


def test_each_attribution_says_something_of_its_own(voices: Voices, parse: Parse) -> None:
    text = "The mayor said two died. The police put the toll at three. “It was dark,” a witness told Radio Kati, adding: “We ran.”"
    attributions = found(voices, parse, text)
    assert len(attributions) >= 4
    assert all(a.content for a in attributions)
    assert len({a.head.i for a in attributions}) == len(attributions)
