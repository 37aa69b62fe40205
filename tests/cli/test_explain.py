"""`allegedly read FILE --explain N`, `--weights FOLDER`: as a user runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Bridge hit\n\nThe bridge was hit twice, the mayor of Bunia told Reuters on Monday. Rebels denied it.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "allegedly.cli", "read", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own program


def test_it_tells_spans_scores_links_and_rules(article: Path) -> None:
    done = run(article, "--published", "2024-08-11", "--explain", "2")
    assert done.returncode == 0, done.stderr
    for words in (
        "Statement 2",
        "Reuters: report",
        "the medium that was told",
        "tagger   cue",
        "linker   cue to source",
        "rule     ",
    ):
        assert words in done.stdout


def test_a_number_too_high_is_named(article: Path) -> None:
    done = run(article, "--published", "2024-08-11", "--explain", "99")
    assert done.returncode == 2
    assert done.stderr.startswith("allegedly: --explain 99: ")
    assert done.stderr.count("\n") == 1


def test_one_article_at_a_time(article: Path) -> None:
    done = run(article, article, "--explain", "1")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_weights_that_are_none_are_named_with_the_remedy(article: Path, tmp_path: Path) -> None:
    done = run(article, "--weights", tmp_path)
    assert done.returncode == 2
    assert "card.json" in done.stderr
    assert "training/" in done.stderr
    assert done.stderr.count("\n") == 1
