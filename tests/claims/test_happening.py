"""What readers take to have happened: the learned estimate, its reasons, and where the product hears it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from allegedly.claims.certainty import assess, has_happened, signs_of, why
from allegedly.claims.happening import WEIGHTS
from allegedly.errors import MissingPartError
from allegedly.records import Sentence, Token

Parse = Callable[[str], list[Sentence]]


def token(parse: Parse, text: str, word: str) -> Token:
    return next(t for s in parse(text) for t in s.tokens if t.text == word)


@pytest.mark.parametrize(
    ("happened", "other", "word"),
    [
        ("The rebels burned the mill.", "The rebels will burn the mill.", "burn"),
        ("She went home.", "She hopes to go home.", "go"),
        ("They are guarding the bridge.", "They may guard the bridge.", "guard"),
        ("We had to sell the boat.", "We would have to sell the boat.", "sell"),
    ],
)
def test_what_is_told_stands_above_what_is_planned(parse: Parse, happened: str, other: str, word: str) -> None:
    def found(text: str) -> Token:
        return next(t for s in parse(text) for t in s.tokens if t.lemma == word)

    assert has_happened(found(happened)) > has_happened(found(other)) + 1.0


def test_the_estimate_stays_on_the_scale(parse: Parse) -> None:
    for sentence in parse("Nobody came. If it rains, will you try to leave? Go! The old mill burned down and six people died."):
        assert all(-3.0 <= has_happened(t) <= 3.0 for t in sentence.tokens)


def test_the_reasons_are_the_heaviest_of_the_signs(parse: Parse) -> None:
    head = token(parse, "The rebels hope to burn the mill.", "burn")
    reasons = why(head)
    heights = [abs(weight) for _, weight in reasons]
    assert len(reasons) == 5
    assert heights == sorted(heights, reverse=True)
    assert {sign for sign, _ in reasons} <= signs_of(head)


def test_the_estimate_belongs_to_the_standing(parse: Parse) -> None:
    head = token(parse, "The rebels burned the mill.", "burned")
    assert assess(head).happened == has_happened(head)


def test_readers_are_heard_where_the_rules_only_suppose(parse: Parse) -> None:
    text = "I sent a letter and it came back, what should I do?"
    standing = assess(token(parse, text, "sent"))
    assert (standing.stage, standing.certainty) == ("occurred", "probable")


@pytest.mark.parametrize("act", ["ask", "appeal", "promise"])
def test_readers_are_not_heard_on_what_an_act_leaves_open(parse: Parse, act: str) -> None:
    text = "I sent a letter and it came back, what should I do?"
    assert assess(token(parse, text, "sent"), act=act).stage != "occurred"


def test_a_direct_question_stays_open(parse: Parse) -> None:
    assert assess(token(parse, "Have you heard from the miners?", "heard")).stage == "hypothetical"


def test_weights_are_small_and_have_their_card() -> None:
    content = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert WEIGHTS.stat().st_size < 1_000_000
    assert {"data", "data_sha256", "made by"} <= content["card"].keys()
    assert all(isinstance(w, float) for w in content["weights"].values())


def test_missing_weights_are_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch, parse: Parse) -> None:
    from allegedly.claims import happening  # noqa: PLC0415

    head = token(parse, "The mill burned.", "burned")
    monkeypatch.setattr(happening, "WEIGHTS", WEIGHTS.with_name("none.json"))
    happening._weights.cache_clear()  # noqa: SLF001
    try:
        with pytest.raises(MissingPartError, match="fit_happening"):
            has_happened(head)
    finally:
        happening._weights.cache_clear()  # noqa: SLF001
