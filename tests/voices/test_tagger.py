"""The shipped weights: what they find, that they are checked, and that they give the same twice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from allegedly.errors import MissingPartError
from allegedly.records import Sentence
from allegedly.voices.quotes import find_quotations
from allegedly.voices.tagger import SHIPPED, Tagged, Tagger, read_card

Parse = Callable[[str], list[Sentence]]


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger()


def said(tagger: Tagger, parse: Parse, text: str) -> list[tuple[str, str, str]]:
    return [words(a, text) for a in tagger.tag(parse(text), find_quotations(text)).attributions]


def words(a: Tagged, text: str) -> tuple[str, str, str]:
    runs = [a.source, a.cue, *a.contents]
    source, cue, *contents = [text[r[0].start : r[-1].end].rstrip(",.") if r else "" for r in runs]
    return source, cue, " / ".join(contents)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The governor of Zabul said rockets had hit a clinic in Qalat.",
            ("The governor of Zabul", "said", "rockets had hit a clinic in Qalat"),
        ),
        (
            "According to the Kenyan army, nine militants were killed near Lamu.",
            ("the Kenyan army", "According to", "nine militants were killed near Lamu"),
        ),
        (
            "“We lost everything in one night,” Huda Salim told reporters.",
            ("Huda Salim", "told", "“We lost everything in one night,”"),
        ),
        (
            "Analysts believe that the rebels are running out of fuel.",
            ("Analysts", "believe", "that the rebels are running out of fuel"),
        ),
    ],
)
def test_plain_attributions(tagger: Tagger, parse: Parse, text: str, wanted: tuple[str, str, str]) -> None:
    assert said(tagger, parse, text) == [wanted]


def test_each_content_goes_to_its_own_cue(tagger: Tagger, parse: Parse) -> None:
    text = "The army said the bridge was intact, but residents said it had collapsed."
    assert said(tagger, parse, text) == [("The army", "said", "the bridge was intact"), ("residents", "said", "it had collapsed")]


def test_capitals_and_lost_marks_do_not_matter(tagger: Tagger, parse: Parse) -> None:
    plain = "The ministry said three soldiers were killed in the ambush near Goma."
    capitals = plain.upper()
    found = said(tagger, parse, capitals)
    assert [tuple(part.lower() for part in a) for a in found] == [
        ("the ministry", "said", "three soldiers were killed in the ambush near goma")
    ]
    stripped = "We will come back, Colonel Okello said."
    assert said(tagger, parse, stripped) == [("Colonel Okello", "said", "We will come back")]


def test_scores_are_probabilities(tagger: Tagger, parse: Parse) -> None:
    text = "The mayor said two people had died, adding that more were missing."
    tagging = tagger.tag(parse(text), find_quotations(text))
    for a in tagging.attributions:
        assert all(0 <= score <= 1 for score in (a.cue_score, a.source_score, a.content_score, a.source_link, a.content_link))
    assert max(tagging.cue_chances.values()) > 0.8
    assert len(tagging.cue_chances) == sum(len(s.tokens) for s in parse(text))


def test_the_same_twice_and_from_a_fresh_session(tagger: Tagger, parse: Parse) -> None:
    text = "Officials in Bamako said the convoy was attacked. “They came at dawn,” a driver told Radio Kati. " * 12
    first = tagger.tag(parse(text), find_quotations(text))
    again = Tagger().tag(parse(text), find_quotations(text))
    assert [words(a, text) for a in first.attributions] == [words(a, text) for a in again.attributions]
    assert first.cue_chances == again.cue_chances


def test_nothing_to_tag(tagger: Tagger) -> None:
    assert tagger.tag([], find_quotations("")).attributions == ()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for file in SHIPPED.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path / file.name)
    return tmp_path


@pytest.mark.parametrize("name", ["tagger.onnx", "vocab.txt"])
def test_a_changed_file_is_refused(copied: Path, name: str) -> None:
    with (copied / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(MissingPartError, match=name):
        Tagger(copied)


def test_a_missing_folder_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"card\.json: .*training/"):
        Tagger(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("version", "tagger/0", "version 'tagger/0'"),
        ("tags", ["O"], "other tags"),
        ("features", {"pos": 3}, "other tags or features"),
        ("files", 7, "no card"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(copied: Path, field: str, value: object, message: str) -> None:
    card = json.loads((copied / "card.json").read_text(encoding="utf-8"))
    (copied / "card.json").write_text(json.dumps(card | {field: value}), encoding="utf-8")
    with pytest.raises(MissingPartError, match=message):
        read_card(copied)


def test_the_weights_are_small() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) <= 40e6
