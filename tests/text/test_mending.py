"""What the parser gets wrong in news, put right: trailing attributions, feared dead, times beside the cue, headline verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.records import Sentence, Token

Parse = Callable[[str], list[Sentence]]


def words(token: Token | None) -> str:
    return " ".join(t.text for t in token.subtree()) if token is not None else ""


@pytest.mark.parametrize(
    ("sentence", "speaker", "said"),
    [
        (
            "Rebels took the airport, killing nine guards and a cook, the mayor of Bunia, Jean Lotsi, said.",
            "the mayor of Bunia",
            "took",
        ),
        (
            "Gunmen seized 30 pupils and two teachers, the state's commissioner, Aisha Bello, confirmed.",
            "the state 's commissioner",
            "seized",
        ),
        ("Troops shot a farmer, his brother and a neighbour, a councillor, Basim Odeh, told Reuters.", "a councillor", "shot"),
        ("Shells hit a school, a clinic and dozens of houses, regional governor Serhiy Panko wrote.", "regional governor", "hit"),
    ],
)
def test_the_speaker_at_the_end_is_no_item_of_the_list(parse: Parse, sentence: str, speaker: str, said: str) -> None:
    (parsed,) = parse(sentence)
    root = parsed.root
    assert words(root.child("nsubj")).startswith(speaker)
    clause = root.child("ccomp")
    assert clause is not None
    assert clause.text == said


def test_every_sentence_stays_one_tree(parse: Parse) -> None:
    trailing = "Rebels took it, killing nine guards and a cook, the mayor, Jean Lotsi, said."
    text = f"{trailing} Hundreds feared dead. Militants storm army base."
    for sentence in parse(text):
        assert len(sentence.root.subtree()) == len(sentence.tokens)


def test_those_feared_dead_fear_nothing(parse: Parse) -> None:
    (parsed,) = parse("Hundreds feared dead after a raid.")
    assert parsed.root.child("nsubj") is None
    assert words(parsed.root.child("nsubjpass")) == "Hundreds"


def test_a_day_right_after_the_verb_of_saying_is_the_day_of_saying(parse: Parse) -> None:
    (parsed,) = parse("The army said on Sunday it had carried out a raid on the previous day.")
    said = parsed.root
    assert [words(c) for c in said.children if c.dep == "prep"] == ["on Sunday"]


def test_a_semicolon_ends_what_is_said(parse: Parse) -> None:
    (parsed,) = parse("Drone attack kills three soldiers in Jordan; minister vows response.")
    assert parsed.root.child("ccomp") is None


def test_a_noun_with_a_subject_is_a_verb(parse: Parse) -> None:
    (parsed,) = parse("Militants storm army base near Baidoa, officials say.")
    assert next(t for t in parsed.tokens if t.text == "storm").pos == "VERB"
    (plain,) = parse("The storm destroyed a base.")
    assert next(t for t in plain.tokens if t.text == "storm").pos == "NOUN"
