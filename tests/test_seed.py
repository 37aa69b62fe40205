"""The article that the project was born from, read right: the acceptance list, where ../shared is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from allegedly.desk import Reader
from allegedly.records import Claim, Document, Quantity, Span, Statement

SEED = "data/seed/000_ee936e8667926ea9.txt"
OUTLET = "The Example Courier"


@pytest.fixture(scope="module")
def record(shared: Path, reader: Reader) -> Document:
    return reader.read(shared / SEED, published="2024-08-11", outlet=OUTLET)


@pytest.fixture(scope="module")
def saying(record: Document) -> Callable[[str], Statement]:
    """The one statement whose content holds these words."""

    def find(words: str) -> Statement:
        found = [s for s in record.statements if any(words in span.exact for span in s.content)]
        assert found, f"no statement holds {words!r}"
        return min(found, key=lambda s: sum(span.end - span.start for span in s.content))

    return find


def claims_with(statement: Statement, word: str) -> list[Claim]:
    return [c for c in statement.claims if word in c.trigger.exact]


def roots(statement: Statement) -> list[str | None]:
    return [hop.source.name for hop in statement.chain]


def quantities(record: Document) -> list[Quantity]:
    return [q for s in record.statements for c in s.claims for q in c.quantities]


def test_1_repairs(record: Document) -> None:
    assert [r.original for r in record.repairs] == ["โ", "โ"]
    assert all(record.text[r.start : r.end] == "—" for r in record.repairs)
    assert "โ" not in record.text


def test_2_foreign_ministry_threatens(saying: Callable[[str], Statement]) -> None:
    root = saying("tough response").chain[-1]
    assert (root.act, root.quote, root.source.party) == ("threaten", "direct", "RU")
    assert root.source.kind == "government"


def test_3_missiles_and_drones_through_the_agency_to_the_air_force(record: Document, saying: Callable[[str], Statement]) -> None:
    launched = saying("at least four ballistic missiles")
    assert roots(launched) == [OUTLET, "Associated Press", "Ukrainian Air Force"]
    assert [h.act for h in launched.chain] == ["report", "report", "state"]
    figures = {q.best: q for c in launched.claims for q in c.quantities}
    assert (figures[4].lower, figures[4].upper) == (4, None)
    assert (figures[57].lower, figures[57].upper) == (57, 57)
    downed = saying("intercepted 53")
    assert downed.chain[-1].source.name == "Ukrainian Air Force"
    (fifty_three,) = [q for c in downed.claims for q in c.quantities]
    assert fifty_three.measure == "intercepted"
    assert fifty_three.part_of == figures[57].id
    assert len({q.id for q in quantities(record)}) == len(quantities(record))


def test_4_suburbs_hit_centre_not(saying: Callable[[str], Statement]) -> None:
    statement = saying("did not reach the center")
    (missed,) = claims_with(statement, "reach")
    assert missed.polarity == "negative"
    suburbs = claims_with(saying("the suburbs were"), "impacted")[0]
    assert suburbs.polarity == "positive"
    (place,) = suburbs.places
    assert (place.name, place.precision, place.country) == ("Kyiv", 2, "UA")


def test_5_north_korean_missile(saying: Callable[[str], Statement]) -> None:
    alleged = saying("Russia used a North Korean").chain[-1]
    assert (alleged.act, alleged.source.name, alleged.source.party) == ("allege", "Volodymyr Zelensky", "UA")
    stated = saying("the Russians used")
    assert (stated.chain[-1].act, stated.chain[-1].quote, stated.chain[-1].source.party) == ("state", "direct", "UA")
    used = claims_with(stated, "used")[0]
    assert used.type == "weapons_use"
    assert any("preliminary" in h.exact for h in used.hedges)
    assert used.certainty in {"probable", "possible"}
    added = saying("Pyrotechnic experts")
    assert added.chain[-1].source.name == "Volodymyr Zelensky"
    assert added.chain[-1].source.mention is not None
    assert added.chain[-1].source.mention.exact == "he"


def test_6_ambassador_and_two_dead(saying: Callable[[str], Statement]) -> None:
    statement = saying("killed a man and his")
    assert statement.chain[-1].source.name == "Bridget Brink"
    assert statement.chain[-1].source.party == "US"
    (killed,) = claims_with(statement, "killed")
    (two,) = killed.quantities
    assert (two.lower, two.upper, two.measure) == (2, 2, "killed")


def test_7_appeal_without_event(saying: Callable[[str], Statement]) -> None:
    statement = saying("full-fledged air shield")
    assert statement.chain[-1].act == "appeal"
    assert statement.chain[-1].source.name == "Volodymyr Zelensky"
    assert all(c.stage == "hypothetical" for c in statement.claims)


def test_8_unnamed_sources_and_hypotheses(saying: Callable[[str], Statement]) -> None:
    for words, mention in (("last-ditch", "Some analysts"), ("all PR-driven", "Others"), ("hitting a building", "local sources")):
        statement = saying(words)
        source = statement.chain[-1].source
        assert source.mention is not None
        assert source.mention.exact == mention
        assert not source.named
    assert not [c for c in saying("last-ditch").claims if c.stage == "occurred" and c.certainty == "certain"]


def test_9_pasted_block_and_comment(record: Document) -> None:
    zones = {record.text[z.start : z.start + 12]: z for z in record.zones}
    (block,) = [z for z in record.zones if "It also appears a distraction" in record.text[z.start : z.end]]
    assert block.kind == "quotation"
    assert block.voice != OUTLET
    (comment,) = [z for z in record.zones if "Except that it" in record.text[z.start : z.end]]
    assert comment.kind == "comment", zones
    for statement in record.statements:
        if statement.zone == "quotation":
            assert statement.chain[0].source.name != OUTLET


def test_10_thirteen_wounded(saying: Callable[[str], Statement]) -> None:
    statement = saying("wounding 13")
    (wounding,) = claims_with(statement, "wounding")
    (thirteen,) = wounding.quantities
    assert (thirteen.lower, thirteen.upper, thirteen.measure) == (13, 13, "wounded")
    assert wounding.time is not None
    assert str(wounding.time.from_).startswith("2024-08-11")
    assert {p.name for p in wounding.places} == {"Kursk"}
    hedges = {h.exact for c in statement.claims for h in c.hedges}
    assert "reportedly" in hedges


def test_11_command_centre(saying: Callable[[str], Statement]) -> None:
    statement = saying("A missile strike has destroyed")
    assert statement.chain[-1].source.kind == "military"
    assert (statement.chain[-1].act, statement.chain[-1].source.party) == ("claim", "RU")
    assert [b.kind for b in statement.basis] == ["video"]
    described = saying("command and control center having been destroyed")
    assert described.chain[-1].source.kind == "state_media"


def test_12_fled_and_evacuated(record: Document, saying: Callable[[str], Statement]) -> None:
    fled = saying("have fled")
    assert (fled.chain[-1].act, fled.chain[-1].source.party, fled.chain[-1].source.named) == ("admit", "RU", False)
    (eighty,) = [q for c in fled.claims for q in c.quantities]
    assert (eighty.best, eighty.approximate, eighty.lower, eighty.upper) == (80_000, True, 72_000, 88_000)
    (many,) = [q for q in quantities(record) if q.mention.exact.startswith("Many tens of thousands")]
    assert (many.lower, many.upper, many.best) == (20_000, 99_999, None)


def test_13_history_is_background(record: Document) -> None:
    old = [s for s in record.statements if any("German offensive" in span.exact or "Citadel" in span.exact for span in s.content)]
    assert old
    assert all(c.event_scope == "background" for s in old for c in s.claims)
    times = {c.time.value for s in old for c in s.claims if c.time}
    assert times == {"1943-07-05"}


def test_14_times_and_places(record: Document, saying: Callable[[str], Statement]) -> None:
    night = saying("overnight and into Sunday")
    whens = [c.time for c in night.claims if c.time is not None]
    assert whens
    assert str(whens[0].from_).startswith("2024-08-10T20:00")
    assert str(whens[0].to) >= "2024-08-11T06:00"
    incursion = saying("large-scale incursion")
    week = [c.time for c in incursion.claims if c.time is not None]
    assert week
    assert str(week[0].from_).startswith("2024-08-05")
    places = [p for s in record.statements for c in s.claims for p in c.places]
    kyiv = {p.gazetteer_id for p in places if p.name == "Kyiv"}
    assert len(kyiv) == 1
    kursk = {(p.name, p.precision) for p in places if p.name and p.name.startswith("Kursk")}
    assert len(kursk) >= 2


def test_same_day_is_when_it_was_said(saying: Callable[[str], Statement]) -> None:
    said_at = saying("tough response").chain[-1].said_at
    assert said_at is not None
    assert isinstance(said_at.mention, Span)
    assert str(said_at.from_).startswith("2024-08-1")
