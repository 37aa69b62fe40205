"""Quotation marks: of every style, nested, unclosed, over paragraphs; speech told apart from names and distance."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.voices.quotes import find_quotations


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text).outer]


@pytest.mark.parametrize(
    "text",
    [
        'She said: "The road to the port is closed."',
        "She said: “The road to the port is closed.”",
        "She said: ‘The road to the port is closed.’",
        "She said: 'The road to the port is closed.'",
        "She said: «The road to the port is closed.»",
        "She said: „The road to the port is closed.“",
        "She said: »The road to the port is closed.«",
        "She said: ''The road to the port is closed.''",
    ],
)
def test_every_style_of_marks(text: str) -> None:
    assert inner(text) == ["The road to the port is closed."]


def test_apostrophes_open_nothing() -> None:
    assert inner("The rebels' camp wasn't the army's target, the villagers' council said.") == []


def test_short_words_without_a_stop_name_or_distance() -> None:
    text = 'The "safe zone" was shelled, and Hassan "the Fox" Idris fled. "Get out!" he cried.'
    found = find_quotations(text)
    assert [text[q.inner_start : q.inner_end] for q in found.all if not q.speech] == ["safe zone", "the Fox"]
    assert inner(text) == ["Get out!"]


def test_a_quotation_within_a_quotation() -> None:
    text = "\"They told us 'leave within the hour or die' and left,\" she said."
    assert [(q.depth, text[q.inner_start : q.inner_end]) for q in find_quotations(text).all] == [
        (0, "They told us 'leave within the hour or die' and left,"),
        (1, "leave within the hour or die"),
    ]


def test_each_paragraph_of_a_speech_reopens() -> None:
    text = '"We crossed at night.\n"By dawn the village was empty."\nHe left.'
    assert inner(text) == ["We crossed at night.", "By dawn the village was empty."]


def test_a_speech_may_run_over_a_line_end() -> None:
    assert inner('"We crossed at night.\nBy dawn the village was empty." He left.') == [
        "We crossed at night.\nBy dawn the village was empty."
    ]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert inner('He said: "We crossed at night.\nThe army confirmed nothing.') == ["We crossed at night."]


def test_quotations_are_found_by_offset() -> None:
    text = 'He said "we crossed the river at night" twice.'
    found = find_quotations(text)
    around = found.around(text.index("river"))
    assert around is not None
    assert text[around.start : around.end] == '"we crossed the river at night"'
    assert found.around(0) is None
    assert found.around(text.index("twice")) is None
    assert found.holds(text.index("night"))


@given(st.text(alphabet=st.sampled_from("ab \n.,\"'“”‘’«»„`-é😀"), max_size=80))
def test_any_text_gives_orderly_offsets(text: str) -> None:
    for q in find_quotations(text).all:
        assert 0 <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text)
    outer = find_quotations(text).outer
    assert all(a.start <= b.start for a, b in pairwise(outer))
