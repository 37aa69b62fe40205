"""Verbs of headlines that the parser takes for nouns."""

from __future__ import annotations

import pytest

from allegedly.records import Sentence, Zone
from allegedly.text.syntax import Parser, Passage


def headline(parser: Parser, text: str) -> Sentence:
    (sentence,) = parser.parse(text, [Passage(0, len(text), Zone(0, len(text), "headline"), 0)])
    return sentence


@pytest.mark.parametrize(
    ("text", "verb", "subject", "thing"),
    [
        ("Militias storm border post", "storm", "Militias", "border post"),
        ("Thousands flee as Chad opens new camp", "flee", "Thousands", None),
        ("Toll in ferry collapse climbs to 30", "climbs", "Toll in ferry collapse", None),
        ("Haiti: gangs attack police station", "attack", "gangs", "police station"),
        ("Navy strikes kill 11 in Latakia", "kill", "Navy strikes", "11 in Latakia"),
    ],
)
def test_a_form_that_agrees_with_the_noun_before_it_is_the_verb(
    parser: Parser, text: str, verb: str, subject: str, thing: str | None
) -> None:
    root = headline(parser, text).root
    assert (root.text, root.pos) == (verb, "VERB")
    doer, done = root.child("nsubj"), root.child("dobj")
    assert doer is not None
    assert " ".join(t.text for t in doer.subtree()) == subject
    if thing is not None:
        assert done is not None
        assert thing.startswith(" ".join(t.text for t in done.subtree()))


@pytest.mark.parametrize("text", ["Rebel attack on Goma", "Air raid warning in Lviv"])
def test_a_noun_stays_one(parser: Parser, text: str) -> None:
    before = [t.pos for t in headline(parser, text).tokens if t.text in {"attack", "raid", "raids", "talks"}]
    assert set(before) == {"NOUN"}


def test_what_stands_before_as_stays_the_head(parser: Parser) -> None:
    sentence = headline(parser, "Four dead as Sudanese drones pound river port")
    pound = next(t for t in sentence.tokens if t.text == "pound")
    assert sentence.root.text == "Four"
    assert (pound.dep, pound.pos) == ("advcl", "VERB")


def test_an_attribution_at_the_end_keeps_its_place(parser: Parser) -> None:
    sentence = headline(parser, "Libya strikes kill 20 in Sirte, medics say")
    assert sentence.root.text == "say"
    assert [c.text for c in sentence.root.children if c.dep == "ccomp"] == ["kill"]


@pytest.mark.parametrize(
    "text", [": : attack", "Rebels attack, attack, attack", "strikes strikes strike strike", "Rebels attack base:", "storm"]
)
def test_the_tree_stays_one_tree(parser: Parser, text: str) -> None:
    tokens = headline(parser, text).tokens
    assert sum(t.head is t for t in tokens) == 1
    assert len(next(t for t in tokens if t.head is t).subtree()) == len(tokens)
    assert all(t.head is t or t in t.head.children for t in tokens)
