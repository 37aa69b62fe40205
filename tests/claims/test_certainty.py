"""How predicates stand: stage, certainty, polarity and hedges."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.claims.certainty import Standing, assess
from allegedly.records import Sentence

Parse = Callable[[str], list[Sentence]]


def standing(parse: Parse, text: str, word: str, act: str = "state") -> Standing:
    head = next(t for s in parse(text) for t in s.tokens if t.text == word)
    return assess(head, act=act)


CASES = [
    ("Rebels shelled the port.", "shelled", "occurred certain positive"),
    ("The fighting has displaced many families.", "displaced", "occurred certain positive"),
    ("Families are sheltering in a church.", "sheltering", "ongoing certain positive"),
    ("The phones have been down since Sunday.", "down", "ongoing certain positive"),
    ("Troops continue to shell the suburbs.", "shell", "ongoing certain positive"),
    ("No civilians were hurt.", "hurt", "occurred certain negative"),
    ("Nobody was killed.", "killed", "occurred certain negative"),
    ("There were no casualties.", "casualties", "occurred certain negative"),
    ("The column did not reach the capital.", "reach", "occurred certain negative"),
    ("Neither the army nor the militia attacked the convoy.", "attacked", "occurred certain negative"),
    ("They withdrew without firing a shot.", "firing", "occurred certain negative"),
    ("The militia refused to withdraw.", "withdraw", "occurred certain negative"),
    ("The governor denied attacking the convoy.", "attacking", "occurred certain negative"),
    ("The militia is unlikely to attack the dam.", "attack", "hypothetical probable negative"),
    ("The mayor doubts that the army shelled the dam.", "shelled", "occurred probable negative"),
    ("Soldiers may have burned the village.", "burned", "occurred possible positive"),
    ("The rocket appears to have hit a clinic.", "hit", "occurred probable positive"),
    ("Police suspect that militants planted the mine.", "planted", "occurred probable positive"),
    ("It is unclear whether anyone was killed.", "killed", "occurred unknown positive"),
    ("The ministry could not confirm that a drone hit the dam.", "hit", "occurred unknown positive"),
    ("The army failed to reach the river.", "reach", "attempted certain positive"),
    ("The gunners had been aiming at a depot.", "aiming", "attempted certain positive"),
    ("The attack was foiled.", "attack", "prevented certain positive"),
    ("Guards prevented an attack on the dam.", "attack", "prevented certain positive"),
    ("Militants threatened to attack the dam.", "attack", "threatened certain positive"),
    ("The province plans to evacuate the valley.", "evacuate", "planned certain positive"),
    ("The army will attack at dawn.", "attack", "planned certain positive"),
    ("The governor had ordered residents to leave.", "leave", "planned certain positive"),
    ("Engineers dug trenches to stop the tanks.", "stop", "hypothetical unknown positive"),
    ("Was the bridge destroyed?", "destroyed", "hypothetical unknown positive"),
    ("The commander managed to escape.", "escape", "occurred certain positive"),
    ("Militants may attack the airport.", "attack", "hypothetical possible positive"),
    ("The smugglers may be hiding in the hills.", "hiding", "ongoing possible positive"),
    ("The price is likely to rise.", "is", "hypothetical probable positive"),
    ("Six climbers are known to have died.", "died", "occurred certain positive"),
    ("The pilot tried to turn and crashed near the lake.", "crashed", "occurred certain positive"),
    ("Water will run out by Friday.", "run", "hypothetical certain positive"),
    ("Supplies will be exhausted by May.", "exhausted", "hypothetical certain positive"),
    ("If they cross the river, we will shell the town.", "shell", "threatened certain positive"),
    ("Who guards the missing?", "guards", "hypothetical unknown positive"),
    ("Not one bridge was destroyed.", "destroyed", "occurred certain negative"),
    ("No children were among the wounded.", "wounded", "occurred certain negative"),
    ("The valley remains cut off.", "cut", "ongoing certain positive"),
    ("The governor refused to confirm that the dam was hit.", "hit", "occurred unknown positive"),
    ("The minister's visit to the camp was postponed.", "visit", "prevented certain positive"),
    ("Officials regret the delay in the evacuation of the hospital.", "evacuation", "prevented certain positive"),
    ("A convoy cancelled at noon had carried flour.", "convoy", "prevented certain positive"),
    ("The cancelled plan to shell the port came to light.", "shell", "planned certain positive"),
    ("Wheat fell to close at two hundred dollars.", "close", "occurred certain positive"),
    ("Residents had to leave the valley.", "leave", "occurred certain positive"),
    ("Residents would have to leave the valley.", "leave", "hypothetical unknown positive"),
    ("Not all houses were destroyed.", "destroyed", "occurred certain positive"),
    ("The unit was suspended after firing on the crowd.", "firing", "occurred certain positive"),
    ("The leak was not reported.", "leak", "occurred certain positive"),
    ("The ferry nearly sank.", "sank", "occurred certain negative"),
    ("The shelling killed nearly forty sailors.", "killed", "occurred certain positive"),
    ("No leak was reported.", "leak", "occurred certain negative"),
    ("The hopes raised by the truce faded.", "raised", "occurred certain positive"),
    ("Trucks can reach the camp and have been unloaded.", "unloaded", "occurred certain positive"),
]


@pytest.mark.parametrize(
    ("text", "word", "cue", "expected"),
    [
        ("The guards refused to leave the bridge.", "leave", "refused", "occurred certain negative"),
        ("The navy did not confirm the loss of a frigate.", "loss", "confirm", "occurred unknown positive"),
        ("The envoy doubted that the rebels hold the pass.", "hold", "doubted", "ongoing probable negative"),
    ],
)
def test_a_cue_outside_the_content_may_decide(parse: Parse, text: str, word: str, cue: str, expected: str) -> None:
    tokens = [t for s in parse(text) for t in s.tokens]
    after = next(t.i for t in tokens if t.text == cue)
    found = assess(next(t for t in tokens if t.text == word), within={t.i for t in tokens if t.i > after})
    assert f"{found.stage} {found.certainty} {found.polarity}" == expected


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_cues(parse: Parse, text: str, word: str, expected: str) -> None:
    found = standing(parse, text, word)
    assert f"{found.stage} {found.certainty} {found.polarity}" == expected


@pytest.mark.parametrize(
    ("text", "word", "act", "expected"),
    [
        ("The convoy had crossed the border.", "crossed", "deny", "occurred certain negative"),
        ("If they attack again, we will burn the port.", "attack", "threaten", "hypothetical unknown positive"),
        ("If they attack again, we will burn the port.", "burn", "threaten", "threatened certain positive"),
        ("Relief trucks be allowed into the valley.", "allowed", "appeal", "hypothetical unknown positive"),
        ("We will free the prisoners.", "free", "promise", "planned certain positive"),
        ("The front will collapse.", "collapse", "predict", "hypothetical certain positive"),
        ("The militia burned the market.", "burned", "believe", "occurred probable positive"),
    ],
)
def test_acts_have_the_last_word(parse: Parse, text: str, word: str, act: str, expected: str) -> None:
    found = standing(parse, text, word, act)
    assert f"{found.stage} {found.certainty} {found.polarity}" == expected


def test_hedges_are_spans_of_the_text(parse: Parse) -> None:
    for text, word, hedge in (
        ("One shell reportedly hit a clinic.", "hit", "reportedly"),
        ("According to preliminary information, the militia used a mine.", "used", "According to preliminary information"),
    ):
        found = standing(parse, text, word)
        assert [text[start:end] for start, end in found.hedges] == [hedge]
        assert found.certainty in ("possible", "probable")


def test_words_outside_the_content_govern_nothing(parse: Parse) -> None:
    sentence = parse("Villagers believe that the army burned the mill.")[0]
    head = next(t for t in sentence.tokens if t.text == "burned")
    assert assess(head).certainty == "probable"
    content = {t.i for t in head.subtree()}
    assert assess(head, within=content).certainty == "certain"


def test_a_conjunct_shares_the_modal_but_not_after_but(parse: Parse) -> None:
    assert standing(parse, "The drones may hit or damage the dam.", "damage").certainty == "possible"
    assert standing(parse, "Rockets did not reach the centre, but the suburbs were damaged.", "damaged").polarity == "positive"
