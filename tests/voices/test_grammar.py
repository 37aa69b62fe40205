"""Who says what, by which cue: one small text for each construction of news English."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from allegedly.records import Sentence, Token
from allegedly.voices.attributions import Attribution, noun_phrase
from allegedly.voices.cues import verbs
from allegedly.voices.grammar import Grammar
from allegedly.voices.quotes import find_quotations

Parse = Callable[[str], list[Sentence]]


def words(text: str, tokens: Sequence[Token]) -> list[str]:
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [text[run[0].start : run[-1].end].strip(' ,."“”') for run in runs if any(c.isalnum() for t in run for c in t.text)]


def read(parse: Parse, text: str) -> list[tuple[str | None, str, list[str]]]:
    found = Grammar().attributions(parse(text), find_quotations(text))
    return [(source_of(text, a), text[a.cue[0].start : a.cue[-1].end], words(text, a.content)) for a in found]


def source_of(text: str, a: Attribution) -> str | None:
    if a.source is None:
        return None
    phrase = [a.mention] if a.mention is not None else noun_phrase(a.source)
    return text[phrase[0].start : phrase[-1].end]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Officials in Taiz said that the bridge had collapsed.", "Officials in Taiz", "said", ["the bridge had collapsed"]),
        ("The bridge had collapsed, officials in Taiz said.", "officials in Taiz", "said", ["The bridge had collapsed"]),
        ("The bridge, officials said, had collapsed.", "officials", "said", ["The bridge", "had collapsed"]),
        ('"The bridge is gone," said Mayor Samira Haddad.', "Mayor Samira Haddad", "said", ["The bridge is gone"]),
        ('"The bridge is gone," Haddad said. "Nobody can cross."', "Haddad", "said", ["The bridge is gone", "Nobody can cross"]),
        (
            'In a post the governor wrote: "Two people are dead. Stay inside."',
            "the governor",
            "wrote",
            ["Two people are dead. Stay inside"],
        ),
        ("According to the Red Crescent, 12 people drowned.", "the Red Crescent", "According to", ["12 people drowned"]),
        (
            "A depot burned and a school was hit, according to two dockers.",
            "two dockers",
            "according to",
            ["A depot burned and a school was hit"],
        ),
        ("The column has withdrawn, per Reuters.", "Reuters", "per", ["The column has withdrawn"]),
        ("The army has since confirmed that it lost a jet.", "The army", "has since confirmed", ["it lost a jet"]),
        ("He accused the rebels of shelling a school.", "He", "accused", ["the rebels of shelling a school"]),
        ("The junta threatened to close the border.", "The junta", "threatened", ["to close the border"]),
        ("The UN urged both sides to stop fighting.", "The UN", "urged", ["both sides to stop fighting"]),
        ("The minister called on Ankara to withdraw its troops.", "The minister", "called on", ["Ankara to withdraw its troops"]),
        ("The bishop called for a ceasefire.", "The bishop", "called for", ["a ceasefire"]),
        ("The union condemned the raid on the port.", "The union", "condemned", ["the raid on the port"]),
        ("The raid was condemned by the union.", "the union", "was condemned", ["The raid"]),
        ("Some observers view the truce as a trick.", "Some observers", "view", ["the truce as a trick"]),
        ("The general is believed to have fled.", None, "is believed to have", ["The general", "fled"]),
        ("Explosions were reported in Tyre.", None, "were reported", ["Explosions", "in Tyre"]),
        (
            "The minister rejected claims that his jets had bombed the clinic.",
            "The minister",
            "rejected",
            ["his jets had bombed the clinic"],
        ),
        (
            "The junta has neither confirmed nor denied that it shelled the town.",
            "The junta",
            "has neither confirmed nor denied",
            ["it shelled the town"],
        ),
        (
            "The clinic was hit, with local sources acknowledging nine guards had died.",
            "local sources",
            "acknowledging",
            ["nine guards had died"],
        ),
        ("The group's claim that it shot down a jet surprised many.", "The group", "claim", ["it shot down a jet"]),
        ("The mayor is confident that the dam will hold.", "The mayor", "is confident", ["the dam will hold"]),
    ],
)
def test_constructions(parse: Parse, text: str, source: str | None, cue: str, content: list[str]) -> None:
    assert read(parse, text) == [(source, cue, content)]


def test_a_second_cue_starts_a_second_attribution(parse: Parse) -> None:
    assert read(parse, "Police said the gunmen fled, adding that one had been shot.") == [
        ("Police", "said", ["the gunmen fled"]),
        ("Police", "adding", ["one had been shot"]),
    ]


def test_a_relative_pronoun_speaks_for_its_noun(parse: Parse) -> None:
    text = "The army, which said it had lost two tanks, gave no dates."
    (found,) = Grammar().attributions(parse(text), find_quotations(text))
    assert found.mention is not None
    assert (found.mention.text, found.source and found.source.text) == ("which", "army")


def test_a_broken_quotation_is_one_attribution(parse: Parse) -> None:
    text = '"If the dam breaks," the engineer, Ana Petrova, warned, "the valley will drown."'
    assert read(parse, text) == [("the engineer, Ana Petrova", "warned", ["If the dam breaks", "the valley will drown"])]


def test_citing_gives_the_source_of_what_is_reported(parse: Parse) -> None:
    text = "Nine people drowned, Coast Radio reported, citing the harbour police."
    reported, citing = Grammar().attributions(parse(text), find_quotations(text))
    assert citing.relays is reported
    assert words(text, citing.content) == words(text, reported.content) == ["Nine people drowned"]


def test_quoting_someone_as_saying(parse: Parse) -> None:
    text = "Local media quoted a police officer as saying four people were hurt."
    saying = next(a for a in Grammar().attributions(parse(text), find_quotations(text)) if a.head.text == "saying")
    assert saying.source is not None
    assert saying.source.text == "officer"
    assert saying.relays is not None
    assert words(text, saying.content) == ["four people were hurt"]


@pytest.mark.parametrize(
    "text",
    [
        "The attack claimed three lives.",
        "Three shells found their mark.",
        "According to preliminary information, nobody was hurt.",
        "I think the siege will last.",
        "Note: the ferry does not run on Fridays.",
        "The drone reportedly hit a silo.",
    ],
)
def test_what_attributes_nothing(parse: Parse, text: str) -> None:
    assert read(parse, text) == []


def test_a_speech_of_two_paragraphs_has_one_speaker(parse: Parse) -> None:
    text = '"We crossed at night," the miller said.\n"By dawn the village was empty."'
    assert read(parse, text) == [("the miller", "said", ["We crossed at night", "By dawn the village was empty"])]


def test_inflected_forms_of_cues() -> None:
    table = verbs()
    assert {form for form in ("denied", "denies", "denying", "admitted", "says", "told", "wrote", "urging") if form in table} == {
        "denied", "denies", "denying", "admitted", "says", "told", "wrote", "urging",
    }  # fmt: skip
