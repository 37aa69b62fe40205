"""The record's contract: the schema and rules checked by an independent tool, offsets, determinism, the worked example."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.desk import Reader, write_samples
from allegedly.errors import UnreadableDocumentError
from allegedly.intake.files import Overrides
from allegedly.records import Document


def spans(value: Any) -> list[dict[str, Any]]:
    found = []
    if isinstance(value, dict):
        if {"start", "end", "exact"} <= value.keys():
            found.append(value)
        for child in value.values():
            found += spans(child)
    elif isinstance(value, list):
        for child in value:
            found += spans(child)
    return found


def check(shared: Path, encoded: bytes) -> subprocess.CompletedProcess[bytes]:
    tool = shared / "tools/check_record.py"
    return subprocess.run([sys.executable, str(tool), "-"], input=encoded, capture_output=True, check=False)  # noqa: S603


@pytest.fixture(scope="module")
def sample_records(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    return [reader.read(path, published="2024-09-16") for path in write_samples(tmp_path_factory.mktemp("samples"))]


def test_samples_follow_the_contract(shared: Path, sample_records: list[Document]) -> None:
    checked = check(shared, msgspec.json.encode(sample_records))
    assert checked.returncode == 0, checked.stdout.decode()[:2000]


def test_every_span_resolves(sample_records: list[Document]) -> None:
    for record in sample_records:
        found = spans(json.loads(msgspec.json.encode(record)))
        assert found
        assert all(record.text[s["start"] : s["end"]] == s["exact"] for s in found)


WAR_WORDS = st.sampled_from(
    [
        "Kyiv",
        "said",
        "53",
        "drones",
        "“were",
        "downed”",
        "on",
        "Sunday",
        ",",
        "killing",
        "at",
        "least",
        "two",
        "—",
        "he",
        "added",
        ".",
        "\n",
        "According",
        "to",
        "Moscow's",
        "army",
        "“",
        '"',
        "’",
        "l'île",
        "🙂",
        "é",
        "โ",
        "Editor's",
        "note:",
        "KHARKIV",
        "overnight",
        "nearly",
        "3,000",
        "people",
        "denied;",
        "the",
        "governor",
        "of",
        "Kursk",
        "region",
        "admitted",
        ",",
        "citing",
        "Reuters",
        ":",
        "-",
        "…",
        "(",
        ")",
        "?",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(min_size=1, max_size=300), st.lists(WAR_WORDS, min_size=3, max_size=60).map(" ".join)))
def test_offsets_hold_for_any_text(reader: Reader, text: str) -> None:
    try:
        record = reader.read_bytes(
            ("The ministry said that the army had denied it. " + text).encode("utf-8", "replace"), "any.txt", Overrides()
        )
    except UnreadableDocumentError:
        return
    encoded = json.loads(msgspec.json.encode(record))
    assert all(record.text[s["start"] : s["end"]] == s["exact"] for s in spans(encoded))
    edges = [0, *[z["end"] for z in encoded["zones"]]]
    assert [z["start"] for z in encoded["zones"]] == edges[:-1]
    assert edges[-1] == len(record.text)


def test_same_bytes_same_record_in_any_order(reader: Reader, tmp_path: Path) -> None:
    paths = write_samples(tmp_path)
    forward = {p.name: msgspec.json.encode(reader.read(p)) for p in paths}
    backward = {p.name: msgspec.json.encode(reader.read(p)) for p in reversed(paths)}
    assert forward == backward


def test_same_record_in_a_process_of_another_hash_seed(reader: Reader, tmp_path: Path) -> None:
    path = write_samples(tmp_path)[0]
    command = [sys.executable, "-m", "allegedly.cli", "read", str(path), "--format", "jsonl"]
    printed = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "4711", "PATH": ""})  # noqa: S603
    assert json.loads(printed.stdout) == json.loads(msgspec.json.encode(reader.read(path)))


def test_worked_example(shared: Path, reader: Reader) -> None:
    from evals.record import compare, figures_of, read_again  # noqa: PLC0415  only this test needs the evals

    gold = json.loads((shared / "spec/example.json").read_text(encoding="utf-8"))
    found = read_again(reader, gold)
    assert found["text"] == gold["text"]
    assert found["title"] == gold["title"]
    assert [(z["start"], z["end"], z["kind"], z["voice"]) for z in found["zones"]] == [
        (z["start"], z["end"], z["kind"], z["voice"]) for z in gold["zones"]
    ]
    counts, failures = compare(gold, found)
    figures = figures_of(counts)
    assert figures["statement F1"] >= 97, failures
    assert figures["trigger F1"] >= 94, failures
    assert min(figures[k] for k in ("root", "chain", "act", "type", "stage", "certainty", "polarity")) >= 90, failures
    assert min(figures[k] for k in ("interval", "place", "quantity")) >= 90, failures


def test_all_shared_texts_keep_the_offset_rule(shared: Path, reader: Reader) -> None:
    """A sample of every text collection; `python -m evals.sweep` reads all of them."""
    from evals.sweep import texts, violations  # noqa: PLC0415

    for name, text in texts(shared / "data", every=400):
        assert not violations(reader, name, text)
