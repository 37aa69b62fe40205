"""The page on a new conflict shows rows that stand in the tables, and figures that its gold still reaches."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from allegedly import tables
from allegedly.desk import Reader
from evals.record import compare, figures_of, gold_records, read_again

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "new-conflict.md").read_text(encoding="utf-8")
SHOWN_ROWS = re.findall(r"<!-- rows (\w+) -->\n```csv\n(.*?)```", PAGE, re.DOTALL)
SHOWN_FIGURES = re.findall(r"^\| ([a-zF1 ]+?) \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
# What other work may move without making the page untrue.
SLACK = 3.0


@pytest.mark.parametrize(("table", "lines"), SHOWN_ROWS, ids=[name for name, _ in SHOWN_ROWS])
def test_rows_stand_in_their_tables(table: str, lines: str) -> None:
    shown = list(csv.DictReader(lines.splitlines()))
    assert shown
    there = tables.rows(table)
    for row in shown:
        assert row in there, row
        assert row["reason"]


def test_every_table_named_has_a_worked_row() -> None:
    worked = {name for name, _ in SHOWN_ROWS}
    assert {"actors", "outlets", "office_holders", "given_names", "places_extra"} == worked


def test_the_gold_reaches_the_figures_shown(reader: Reader) -> None:
    total: Counter[str] = Counter()
    for _, gold in gold_records(ROOT / "evals" / "gold" / "chin"):
        total.update(compare(gold, read_again(reader, gold))[0])
    measured = figures_of(total)
    assert len(SHOWN_FIGURES) >= 16
    for name, before, after in SHOWN_FIGURES:
        assert measured[name] >= float(after) - SLACK, name
        assert 0 <= float(before) <= 100
    raised = {name: float(after) - float(before) for name, before, after in SHOWN_FIGURES}
    assert min(raised[name] for name in ("kind", "party", "place", "chain")) > 15
