"""Who has it from whom: what is told, heard, counted and cited within what somebody else says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.desk import Reader
from allegedly.intake.files import Overrides
from allegedly.records import Statement

Statements = Callable[[str], list[Statement]]


@pytest.fixture(scope="module")
def statements() -> Statements:
    reader = Reader()

    def read(text: str) -> list[Statement]:
        return list(
            reader.read_bytes(text.encode(), "x.txt", Overrides(published="2023-05-17", outlet="The Example Courier")).statements
        )

    return read


def chain(statement: Statement) -> list[str | None]:
    return [hop.source.name for hop in statement.chain[1:]]


def words(statement: Statement) -> list[str]:
    return [span.exact for span in statement.content]


@pytest.mark.parametrize(
    ("text", "sources", "content"),
    [
        (
            "The mayor of Sake, Jean Lotsi, said a shepherd had told his deputy that the bridge was mined.",
            ["Jean Lotsi", "a shepherd"],
            ["the bridge was mined"],
        ),
        (
            "The mayor of Sake, Jean Lotsi, said a shepherd had told her of nine bodies in the river.",
            ["Jean Lotsi", "a shepherd"],
            ["nine bodies in the river"],
        ),
        (
            "Jean Lotsi said a nurse had phoned him to say that the clinic was on fire.",
            ["Jean Lotsi", "a nurse"],
            ["the clinic was on fire"],
        ),
        (
            "The governor learned from his envoy in Goma that the rebels had left the airport.",
            ["governor", "envoy in Goma"],
            ["the rebels had left the airport"],
        ),
        (
            "At least 12 people were killed, according to the Lakes Fund, which cites two surgeons.",
            ["Lakes Fund", "two surgeons"],
            ["At least 12 people were killed"],
        ),
        (
            "The lake is poisoned, according to the Lakes Fund, which attributed the finding to a chemist in Bukavu.",
            ["Lakes Fund", "a chemist in Bukavu"],
            ["The lake is poisoned"],
        ),
        (
            "Eight houses burned down, Interfax reported with reference to the fire service.",
            ["Interfax", "fire service"],
            ["Eight houses burned down"],
        ),
        (
            "An officer at the base concedes that the radar was switched off, writes the weekly Le Lac.",
            ["Le Lac", "An officer at the base"],
            ["the radar was switched off"],
        ),
        (
            "A senior officer conceded to Reuters that the radar was switched off.",
            ["Reuters", "A senior officer"],
            ["the radar was switched off"],
        ),
    ],
)
def test_who_has_it_from_whom(statements: Statements, text: str, sources: list[str], content: list[str]) -> None:
    said = next((s for s in statements(text) if words(s) == content), None)
    assert said is not None, [(chain(s), words(s)) for s in statements(text)]
    assert [name.removeprefix("the ") if name else None for name in chain(said)] == sources


def test_what_is_told_is_no_part_of_who_is_told(statements: Statements) -> None:
    (said,) = statements("The army told residents of Goma to leave by noon.")
    assert words(said) == ["to leave by noon"]


def test_one_paper_is_leaked_once(statements: Statements) -> None:
    text = "The militia has threatened to shut the road, according to a letter leaked to the daily Le Lac."
    (said,) = (s for s in statements(text) if len(s.chain) > 2)
    assert chain(said)[0] == "Le Lac"
    assert chain(said).count("Le Lac") == 1


@pytest.mark.parametrize(
    ("text", "act", "content"),
    [
        ("UN monitors counted 14 bodies in the market.", "state", ["14 bodies in the market"]),
        ("The mayor of Sake, Jean Lotsi, begged both sides for a truce.", "appeal", ["both sides for a truce"]),
        ("The ministry accused the rebels, holding them responsible for the fire.", "allege", ["them responsible for the fire"]),
        (
            "The mayor of Sake, Jean Lotsi, recalled a second explosion near the school.",
            "state",
            ["a second explosion near the school"],
        ),
        (
            "The mayor of Sake, Jean Lotsi, called on both armies to spare the harvest.",
            "appeal",
            ["both armies to spare the harvest"],
        ),
    ],
)
def test_what_is_counted_begged_for_and_recalled(statements: Statements, text: str, act: str, content: list[str]) -> None:
    assert (act, content) in [(s.chain[-1].act, words(s)) for s in statements(text)]


@pytest.mark.parametrize("text", ["Volunteers counted votes in the hall.", "Norway recalled its ambassador from Rome on Monday."])
def test_deeds_are_not_said(statements: Statements, text: str) -> None:
    assert [words(s) for s in statements(text) if len(s.chain) > 1] == []


def test_an_account_is_answered(statements: Statements) -> None:
    found = statements("The rebels burned the market, the mayor of Sake said, an account that the militia disputed.")
    assert ("deny", ["an account"]) in [(s.chain[-1].act, words(s)) for s in found]


def test_a_sentence_without_a_verb_finds_it(statements: Statements) -> None:
    (said,) = statements("Satellite images taken over the port by Planet show at least 40 burnt boats.")
    assert (said.chain[-1].source.kind, words(said)) == ("document", ["at least 40 burnt boats"])


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Drones kill two, hurt nine in Lakes District — governor", "governor", "Drones kill two, hurt nine in Lakes District"),
        ("Gao: 'They came at dawn', says survivor of raid", "survivor of raid", "They came at dawn"),
        ("Blast kills 20 at market, radio quotes clinic as saying", "clinic", "Blast kills 20 at market"),
        ("(LEAD) Patrol boat crosses sea border: JCS", "JCS", "Patrol boat crosses sea border"),
    ],
)
def test_headlines(statements: Statements, headline: str, source: str, content: str) -> None:
    found = statements(f"{headline}\n\nThe committee met on Monday to discuss the plan for the year.\n")
    assert found[0].zone == "headline"
    named = {span.exact.removeprefix("(LEAD) "): s.chain[-1].source.name for s in found for span in s.content}
    assert source in (named.get(content) or "")


def test_a_quotation_begun_by_another_is_not_who_she_is(statements: Statements) -> None:
    found = statements("Rosa Lukusa sells fish in Sake. “My brother rang me and said the road was shut,” she said.")
    assert [chain(s)[0] for s in found if len(s.chain) > 1][:1] == ["Rosa Lukusa"]


def test_soldiers_where_there_is_no_army_are_the_other_army(statements: Statements) -> None:
    text = (
        "JENIN, West Bank — Soldiers entered the camp in Jenin at dawn. "
        "The Israeli military said it had made two arrests. The soldiers said they had met no resistance."
    )
    parties = {h.source.party for s in statements(text) for h in s.chain[1:] if h.source.kind == "military"}
    assert parties == {"IL"}


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Ferry sank with 40 aboard, rights group says", "Lake Watch, a rights group, said the ferry sank with 40 people aboard."),
        ("‘The engine just stopped’: ferry sinks", "“The engine just stopped and we drifted,” said Lake Watch."),
    ],
)
def test_a_headline_takes_its_source_from_below(statements: Statements, headline: str, body: str) -> None:
    found = statements(f"{headline}\n\n{body} The lake is wide and cold there.\n")
    assert "Lake Watch" in [s.chain[-1].source.name for s in found if s.zone == "headline"]


def test_another_statement_below_gives_a_headline_no_source(statements: Statements) -> None:
    found = statements(
        "Ferry sank with 40 aboard, rights group says\n\nThe mayor, Jean Lotsi, said schools would open on Monday.\n"
    )
    assert "Jean Lotsi" not in [s.chain[-1].source.name for s in found if s.zone == "headline"]


def test_who_speaks_within_anothers_words_is_not_he(statements: Statements) -> None:
    text = "The mayor, Jean Lotsi, said a guard had told him that the gate was open. He urged residents to stay at home."
    assert [chain(s)[-1] for s in statements(text) if s.chain[-1].act == "appeal"] == ["Jean Lotsi"]


def test_words_in_marks_that_are_anothers_do_not_make_a_statement_mixed(statements: Statements) -> None:
    text = 'The army said that rockets had struck a clinic at dawn. "We fired back," Colonel Jean Lotsi told reporters.'
    assert [(s.chain[-1].quote, words(s)) for s in statements(text) if len(s.chain) > 1] == [
        ("indirect", ["rockets had struck a clinic at dawn"]),
        ("direct", ["We fired back"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "BANGKOK, Thailand (AP) — Thai troops fired. The governor of Upper Zarnia, Jean Lotsi, said four had died.",
        "BANGKOK, Thailand (AP) — Thai troops fired. Both armies said that they had been fired at first.",
    ],
)
def test_no_party_is_guessed(statements: Statements, text: str) -> None:
    speakers = [s.chain[-1].source for s in statements(text) if len(s.chain) > 1]
    assert speakers
    assert {source.party for source in speakers} == {None}


def test_victims_of_a_headline_kill_nobody(statements: Statements) -> None:
    (said, *_) = statements("Thai soldier killed as shelling resumes, governor says\n\nThe committee met on Monday.\n")
    killing = next(c for c in said.claims if c.trigger.exact == "killed")
    assert killing.actor == ()
