"""What news leaves out or puts in asides: victims without a source, asides, tolls, threats, locators, verbless news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.desk import Reader
from allegedly.intake.files import Overrides
from allegedly.records import Statement

Statements = Callable[[str], list[Statement]]
BODY = "\n\nLAGOS, Nigeria (AP) — The committee met on Monday to discuss the plan for the year.\n"


@pytest.fixture(scope="module")
def statements() -> Statements:
    reader = Reader()

    def read(text: str) -> list[Statement]:
        overrides = Overrides(published="2023-05-17", outlet="The Example Courier")
        return list(reader.read_bytes(text.encode(), "x.txt", overrides).statements)

    return read


def told(statement: Statement) -> tuple[str | None, str, list[str]]:
    hop = statement.chain[-1]
    return hop.source.name, hop.act, [span.exact for span in statement.content]


@pytest.mark.parametrize(
    ("text", "act", "content"),
    [
        ("Dozens feared dead after a dam burst in Derna.", "believe", ["Dozens", "dead after a dam burst in Derna"]),
        ("One sailor reported killed in shelling of Odesa.", "report", ["One sailor", "killed in shelling of Odesa"]),
        ("At least 9 people reported dead, 31 injured.", "report", ["At least 9 people", "dead, 31 injured"]),
        ("Two nurses were reported killed in the raid.", "report", ["Two nurses", "killed in the raid"]),
    ],
)
def test_victims_are_no_source(statements: Statements, text: str, act: str, content: list[str]) -> None:
    (said,) = statements(text)
    assert told(said) == (None, act, content)
    assert said.chain[-1].source.kind == "unnamed"


def test_a_clause_with_which_is_the_writers(statements: Statements) -> None:
    blamed, denied = statements("The army blamed the blast on a failed launch by Hezbollah, which denied the accusation.")
    assert told(blamed)[2] == ["the blast on a failed launch by Hezbollah"]
    assert (denied.chain[-1].source.name, len(denied.chain)) == ("Hezbollah", 2)


def test_a_clause_with_after_is_the_writers(statements: Statements) -> None:
    left, denied = statements("Khartoum said its troops had left El Fasher on Sunday, after the governor denied it.")
    assert told(left)[2] == ["its troops had left El Fasher on Sunday"]
    assert len(denied.chain) == 2


def test_which_somebody_said_is_theirs_alone(statements: Statements) -> None:
    denied, housed = statements("Rebels denied that they had shelled the camp, which the UN said housed 4,000 people.")
    assert told(denied)[2] == ["they had shelled the camp"]
    assert [hop.source.name for hop in housed.chain] == ["The Example Courier", "United Nations"]


def test_time_and_medium_before_the_clause_belong_to_the_cue(statements: Statements) -> None:
    (said,) = statements("The navy said on Thursday in a statement it had sunk a barge on the previous day.")
    assert told(said)[2] == ["it had sunk a barge on the previous day"]
    said_at = said.chain[-1].said_at
    assert said_at is not None
    assert said_at.mention is not None
    assert said_at.mention.exact == "Thursday"


def test_believed_kidnapped_inside_what_a_state_says(statements: Statements) -> None:
    (said,) = statements("Nigeria says 40 pupils believed kidnapped in Niger state.")
    assert told(said)[2] == ["40 pupils", "kidnapped in Niger state"]
    assert [hop.act for hop in said.chain] == ["report", "report", "believe"]


def test_who_first_insisted_is_who_concedes_now(statements: Statements) -> None:
    text = "The ministry conceded that gunmen had entered the camp, after first insisting that they never crossed the ditch."
    conceded, insisted = statements(text)
    assert told(conceded)[2] == ["gunmen had entered the camp"]
    assert insisted.chain[-1].source.name == conceded.chain[-1].source.name


@pytest.mark.parametrize(
    ("text", "act", "content"),
    [
        ("The militia threatened a wider war.", "threaten", "a wider war"),
        ("The union threatened strikes if wages are cut.", "threaten", "strikes if wages are cut"),
        ("The captain admitted to the killing of two fishermen.", "admit", "the killing of two fishermen"),
        ("The envoy cast the raid as an act of despair.", "state", "the raid as an act of despair"),
        ("The hospital raised the toll to 51 on Friday.", "estimate", "the toll to 51"),
        ("The UN raised its estimate of the displaced to 40,000.", "estimate", "its estimate of the displaced to 40,000"),
        ("Officials revised the death toll down to 12.", "estimate", "the death toll down to 12"),
    ],
)
def test_frames_of_threats_admissions_and_tolls(statements: Statements, text: str, act: str, content: str) -> None:
    (said,) = statements(text)
    assert told(said)[1:] == (act, [content])


def test_state_television_hears_it(statements: Statements) -> None:
    (said,) = statements("The governor told state television that four guards were killed.")
    assert [hop.source.kind for hop in said.chain] == ["outlet", "state_media", "government"]


@pytest.mark.parametrize(
    "text",
    [
        "Two more deaths raised the toll to 14.",
        "The floods threatened the town.",
        "The officer was found guilty of killing two detainees.",
        "Soldiers committed murder in the village.",
        "The raid was ordered by the general.",
        "The mayor neither admitted nor ruled anything out.",
        "The ministry declined to comment.",
        "The driver saw the old man.",
        "No group has claimed responsibility for the bombing.",
    ],
)
def test_nobody_says_it(statements: Statements, text: str) -> None:
    assert all(len(said.chain) == 1 for said in statements(text))


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Mali: jihadists attack army convoy", "The Example Courier", "Mali: jihadists attack army convoy"),
        ("Ethiopia: scores dead in raid on camp, rebels claim", "rebels", "scores dead in raid on camp"),
        ("Mortar attack kills three; Biden vows response", "The Example Courier", "Mortar attack kills three"),
    ],
)
def test_signs_of_headlines(statements: Statements, title: str, source: str, content: str) -> None:
    said = next(s for s in statements(title + BODY) if s.zone == "headline")
    assert said.content[0].exact == content
    assert said.chain[-1].source.name == source


@pytest.mark.parametrize(
    "text",
    [
        "Library damaged in a rocket strike; at least 2 people killed.",
        "Explosions in Mykolaiv.",
        "Three fishermen dead, two missing after attack off Hodeidah.",
    ],
)
def test_news_without_a_verb_is_kept(statements: Statements, text: str) -> None:
    (said,) = statements(text)
    assert told(said) == ("The Example Courier", "state", [text.rstrip(".")])
    assert said.claims
