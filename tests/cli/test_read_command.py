"""The command line as a user meets it: exit codes, pipes, formats, errors in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = (
    "Shells hit clinic in Tall Rifat, medics say\n"
    "ALEPPO, Syria — Two nurses were killed on Monday when shells hit a clinic in Tall Rifat, the town's hospital said.\n"
    "The army denied that it had fired at the town.\n"
)


def allegedly(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "COLUMNS": "80"}
    command = [sys.executable, "-m", "allegedly.cli", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, env=environment)  # noqa: S603


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_table_fits_eighty_columns_without_colour(article: Path) -> None:
    done = allegedly("read", str(article), "--published", "2021-03-02")
    shown = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in shown
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "Shells hit clinic in Tall Rifat" in shown
    assert "2 killed" in shown


def test_colour_on_request(article: Path) -> None:
    assert b"\x1b[" in allegedly("read", str(article), "--colour").stdout


def test_json_of_one_is_an_object_and_of_many_an_array_in_order(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "another.txt"
    other.write_text(ARTICLE.replace("Two nurses", "Four nurses"), encoding="utf-8")
    one = json.loads(allegedly("read", str(article), "--format", "json").stdout)
    many = json.loads(allegedly("read", str(other), str(article), "--format", "json").stdout)
    assert one["schema"] == "allegedly/1"
    assert ["Four" in m["text"] for m in many] == [True, False]
    assert many[1] == one


def test_standard_input_and_jsonl(article: Path) -> None:
    done = allegedly("read", "-", "--format", "jsonl", "--outlet", "The Example Courier", given=article.read_bytes())
    (line,) = done.stdout.decode().splitlines()
    assert json.loads(line)["outlet"] == "The Example Courier"


def test_one_bad_document_stops_nothing(article: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = allegedly("read", str(empty), str(article), str(tmp_path / "missing.txt"), "--format", "jsonl")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 2
    assert "empty.txt" in errors[0]
    assert "missing.txt" in errors[1]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("blank.txt", b"  \n\t\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Encrypt 5 0 R >>\nendobj\n"),
        ("noise.txt", bytes((i * 7919 + i // 3) % 256 for i in range(4000))),
        ("deep.html", b"<html><body>" + b"<div>" * 200_000 + b"The army said so."),
        ("foreign.txt", "Die Armee hat am Montag mitgeteilt, dass zwei Soldaten bei dem Angriff getötet wurden. ".encode() * 5),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = allegedly("read", str(path))
    assert done.returncode == 2, done.stdout[:500]
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("allegedly: ")
    assert name in line
    assert "Traceback" not in line


def test_bad_date_is_refused(article: Path) -> None:
    done = allegedly("read", str(article), "--published", "last Tuesday")
    assert done.returncode == 2
    assert "last Tuesday" in done.stderr.decode()


def test_help_has_examples() -> None:
    shown = allegedly("read", "--help").stdout.decode()
    assert "Examples:" in shown
    assert "--published" in shown


def test_a_closed_pipe_is_no_error(article: Path) -> None:
    command = f"{sys.executable} -m allegedly.cli read {article} --format json | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)  # noqa: S603, S607
    assert b"Traceback" not in done.stderr
