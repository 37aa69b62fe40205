"""The chains yardstick: what counts as right, and that the gold compiles with both halves told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.chains import compare, figures_of, plain
from evals.gold_labels import LabelError, compile_file
from evals.record import Record, gold_records, held_back

CHAINS = Path(__file__).resolve().parents[2] / "evals" / "gold" / "chains"


def statement(names: list[str | None], act: str = "state", start: int = 0, end: int = 10) -> Record:
    chain = [
        {"source": {"name": name}, "act": act if k + 1 == len(names) else "report", "quote": "none"} for k, name in enumerate(names)
    ]
    return {"content": [{"start": start, "end": end, "exact": "x" * (end - start)}], "chain": chain}


def record(*statements: Record, **aliases: list[str]) -> Record:
    return {"statements": list(statements), "gold": {"aliases": {k.replace("_", " "): v for k, v in aliases.items()}}}


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (["Courier", "Lakes Wire", "Free Front"], {"chain": 1, "root": 1, "act": 1}),
        (["Courier", "the Lakes Wire", "free front"], {"chain": 1, "root": 1, "act": 1}),
        (["Courier", "Lakes Wire", "KFF"], {"chain": 1, "root": 1, "act": 1}),
        (["Courier", "Free Front"], {"chain": 0, "root": 1, "act": 1}),
        (["Courier", "Lakes Wire"], {"chain": 0, "root": 0, "act": 1}),
    ],
)
def test_what_is_right(found: list[str | None], right: dict[str, int]) -> None:
    gold = record(statement(["Courier", "Lakes Wire", "Free Front"]), Free_Front=["KFF"])
    counts, failures = compare(gold, record(statement(found)))
    assert {field: counts[f"{field} right"] for field in right} == right
    assert bool(failures) is (right["chain"] == 0)


def test_what_is_missed_counts_of_all_and_the_outlets_own_words_do_not() -> None:
    gold = record(
        statement(["Courier", "Army"]), statement(["Courier", "Army"], start=20, end=30), statement(["Courier"], start=40, end=50)
    )
    figures = figures_of(compare(gold, record(statement(["Courier", "Army"])))[0])
    assert (figures["chains"], figures["statement recall"], figures["chain"], figures["chain of all"]) == (2, 50, 100, 50)


def test_names_without_article_and_case() -> None:
    assert plain("The Ministry") == plain("ministry")
    assert plain(None) is None


def test_the_gold_is_large_varied_and_halved() -> None:
    apart, chains, conflicts = held_back(CHAINS), {True: 0, False: 0}, set()
    for name, gold in gold_records(CHAINS):
        chains[name in apart] += sum(len(s["chain"]) > 1 for s in gold["statements"])
        conflicts.add(gold["gold"]["conflict"])
    assert min(chains.values()) >= 200
    assert sum(chains.values()) >= 400
    assert len(conflicts) >= 6
    assert all((CHAINS / f"{name}.labels").is_file() for name in apart)


def test_an_act_that_the_record_lacks_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Shells hit a bridge, the army said.\n", encoding="utf-8")
    labels = "outlet: C\npublished: 2024-01-01\ntz: UTC\nconflict: x\nstyle: y\n@who A = Army | military\n"
    (tmp_path / "x.labels").write_text(labels + "Z body\nS Shells hit a bridge\n  H A refuse: the army | said\n", encoding="utf-8")
    with pytest.raises(LabelError, match="an act of the record"):
        compile_file(tmp_path / "x.labels")
