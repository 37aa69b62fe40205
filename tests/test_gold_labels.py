"""The gold labels compile: every span resolves, every reference holds, and what is wrong is said with file and line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from evals.gold_labels import LabelError, compile_file, main
from evals.gold_spans import Article, SpanError
from evals.gold_values import read_bounds, read_interval

GOLD = Path(__file__).resolve().parents[1] / "evals" / "gold"
LABELS = sorted(GOLD.glob("*.labels"))
TEXT = "Shells hit Goma\n\nOn Sunday shells hit Goma, the army said. Rebels hit Sake, the mayor said on Monday.\n"
HEAD = """outlet: The Example Courier
published: 2022-05-11T16:00:00+02:00
tz: Africa/Lubumbashi
conflict: drc
style: wire copy
@who ARMY = Army | military | CD
@place GOMA = Goma | geonames:216281 | -1.67409 29.22845 | CD | CD-NK
Z headline
Z body: On Sunday
"""


def spans(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "exact"}:
            yield value
        for child in value.values():
            yield from spans(child)
    elif isinstance(value, list):
        for child in value:
            yield from spans(child)


def quantities(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for statement in record["statements"]:
        for claim in statement["claims"]:
            yield from claim["quantities"]


def compile_text(folder: Path, labels: str) -> dict[str, Any]:
    (folder / "sample.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "sample.labels"
    path.write_text(HEAD + labels, encoding="utf-8")
    return compile_file(path)


def test_there_is_gold() -> None:
    assert len(LABELS) >= 8
    assert all(path.with_suffix(".txt").is_file() for path in LABELS)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_article_compiles(path: Path) -> None:
    record: dict[str, Any] = compile_file(path)
    text = record["text"]
    found = list(spans(record["statements"]))
    assert found
    assert all(text[span["start"] : span["end"]] == span["exact"] != "" for span in found)
    assert [zone["start"] for zone in record["zones"]] == [0, *(zone["end"] for zone in record["zones"][:-1])]
    assert record["zones"][-1]["end"] == len(text)
    starts = [statement["content"][0]["start"] for statement in record["statements"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_references_hold(path: Path) -> None:
    record: dict[str, Any] = compile_file(path)
    ids = [statement["id"] for statement in record["statements"]]
    claims = [claim["id"] for statement in record["statements"] for claim in statement["claims"]]
    counted = [quantity["id"] for quantity in quantities(record)]
    assert len({*ids, *claims, *counted}) == len(ids) + len(claims) + len(counted)
    assert {statement["refers_to"] for statement in record["statements"]} <= {None, *ids}
    assert {quantity["part_of"] for quantity in quantities(record)} <= {None, *counted}


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_article_keeps_the_contract(path: Path, shared: Path, tmp_path: Path) -> None:
    assert main([str(path), "--out", str(tmp_path)]) == 0
    command = [sys.executable, str(shared / "tools" / "check_record.py"), str(tmp_path / f"{path.stem}.json")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert checked.stdout.endswith("1 records, 0 violations\n"), checked.stdout


def test_worked_example_is_reproduced(shared: Path) -> None:
    record: dict[str, Any] = compile_file(GOLD / "example" / "sake.labels")
    expected = json.loads((shared / "spec" / "example.json").read_text(encoding="utf-8"))
    places = {}
    for made in (record, expected):
        places[made["id"]] = {statement["id"]: number for number, statement in enumerate(made["statements"])}
    for made in (record, expected):
        for statement in made["statements"]:
            statement["refers_to"] = places[made["id"]].get(statement["refers_to"])
            for thing in (statement, *statement["claims"]):
                del thing["id"]
        del made["id"]
    del record["gold"]
    assert record == expected


@pytest.mark.parametrize(
    ("labels", "line", "message"),
    [
        ("S shells struck Goma\n", 10, "'shells struck Goma' is not in"),
        ("S hit\n", 10, "'hit' stands 2 times in"),
        ("S shells hit Goma\n  H NAVY state: the army | said\n", 11, "'NAVY' is not in the @who table"),
        ("S shells hit Goma\n  H ARMY: the army | said\n", 11, "a hop is"),
        ("S shells hit Goma\n  H ARMY state: the navy | said\n", 11, "'the navy' is not in"),
        ("S shells hit Goma\n  C shelling: struck\n", 11, "'struck' is not in"),
        ("S shells hit Goma\n  C shelling often: hit\n", 11, "'often' is no stage"),
        ("S shells hit Goma\n  C shelling: hit\n    place SAKE: Goma\n", 12, "'SAKE' is not in the @place table"),
        ("S shells hit Goma\n  C shelling: hit\n    time 2022-05-08TXX: Sunday\n", 12, "no hours are known for XX"),
        ("S shells hit Goma\n  C shelling: hit\n    q many killed: shells\n", 12, "'many' is no number"),
        ("S shells hit Goma\n  C shelling: hit\n    like strike\n", 12, "there is no claim #strike"),
        ("S shells hit Goma\n  C shelling: hit\n    q 2 hit part=all: shells\n", 12, "there is no label #all"),
        ("S shells hit Goma\n  ref other\n", 11, "there is no label #other"),
        ("S shells hit Goma\n    time 2022-05-08: Sunday\n", 11, "'time' belongs below 'C'"),
        ("S Rebels hit Sake\nS shells hit Goma\n", 11, "stands before that of the statement above"),
        ("Q shells hit Goma\n", 10, "'Q' is no keyword"),
        ("@who ARMY = Another | military\n", 10, "'ARMY' is defined twice"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, labels: str, line: int, message: str) -> None:
    with pytest.raises(LabelError) as raised:
        compile_text(tmp_path, labels)
    assert str(raised.value).startswith(f"{tmp_path / 'sample.labels'}:{line}: ")
    assert message in str(raised.value)


def test_missing_article_and_missing_line_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lonely.labels").write_text(HEAD, encoding="utf-8")
    (tmp_path / "bare.labels").write_text("outlet: X\n", encoding="utf-8")
    (tmp_path / "bare.txt").write_text("X\n", encoding="utf-8")
    assert main([str(tmp_path / "lonely.labels"), str(tmp_path / "bare.labels")]) == 1
    said = capsys.readouterr().err
    assert "lonely.txt" in said
    assert "bare.labels: the line 'published: …' is missing" in said


def test_time_and_places_are_inherited(tmp_path: Path) -> None:
    claim = "S #one shells hit Goma\n  C #hit shelling: hit\n    time 2022-05-08: Sunday\n    place GOMA 2: Goma\n"
    record = compile_text(tmp_path, claim + "S Rebels hit Sake\n  C armed_clash: hit\n    like hit\n")
    first, second = (statement["claims"][0] for statement in record["statements"])
    assert second["time"] == {**first["time"], "mention": None, "inherited": True}
    assert second["places"] == [{**first["places"][0], "mention": None, "inherited": True}]
    assert first["time"]["from"] == "2022-05-08T00:00:00+02:00"


def test_cue_is_the_one_nearest_to_its_source(tmp_path: Path) -> None:
    record = compile_text(tmp_path, "@who MAYOR = the mayor | government\nS Rebels hit Sake\n  H MAYOR state: the mayor | said\n")
    hop = record["statements"][0]["chain"][1]
    assert hop["cue"]["start"] == TEXT.index("said on Monday")


@pytest.mark.parametrize(
    ("written", "lower", "upper", "best", "approximate"),
    [
        ("6", 6, 6, 6, False),
        (">=4", 4, None, 4, False),
        (">30", 31, None, None, False),
        ("<=10", None, 10, None, False),
        ("<10", None, 9, None, False),
        ("~300", 270, 330, 300, True),
        ("~5", 4, 6, 5, True),
        ("<~3000", 2700, 3000, 3000, True),
        ("24..99", 24, 99, None, True),
        ("5-7", 5, 7, None, False),
        ("?", None, None, None, False),
    ],
)
def test_bounds(written: str, lower: float | None, upper: float | None, best: float | None, *, approximate: bool) -> None:
    assert read_bounds(written) == {"lower": lower, "upper": upper, "best": best, "approximate": approximate}


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2022", "2022-01-01T00:00:00+02:00", "2023-01-01T00:00:00+02:00"),
        ("2022-12", "2022-12-01T00:00:00+02:00", "2023-01-01T00:00:00+02:00"),
        ("2022-W19", "2022-05-09T00:00:00+03:00", "2022-05-16T00:00:00+03:00"),
        ("2022-03-27", "2022-03-27T00:00:00+02:00", "2022-03-28T00:00:00+03:00"),
        ("2022-05-08TNI", "2022-05-08T20:00:00+03:00", "2022-05-09T06:00:00+03:00"),
        ("2022-05-08TEV", "2022-05-08T18:00:00+03:00", "2022-05-09T00:00:00+03:00"),
        ("2022-05-08T03:40", "2022-05-08T03:40:00+03:00", "2022-05-08T03:41:00+03:00"),
    ],
)
def test_intervals(value: str, start: str, end: str) -> None:
    first, last = read_interval(value, ZoneInfo("Europe/Kyiv"))
    assert (first.isoformat(), last.isoformat()) == (start, end)


def test_words_are_whole_and_numbers_too() -> None:
    article = Article("The three said 3,000 and 3 fled; the others too")
    assert article.find("3", article.whole()) == (25, 26)
    assert article.find("the", article.whole()) == (33, 36)
    assert article.find("The ~ fled", article.whole()) == (0, 31)
    assert article.find("3 @ 3 fled", article.whole()) == (25, 26)
    with pytest.raises(SpanError, match="has no occurrence 2"):
        article.find("the#2", article.whole())
