"""Shared fixtures: the parser is loaded once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from allegedly.records import Sentence, Zone
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Parser, Passage

if TYPE_CHECKING:
    from allegedly.desk import Reader

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The English parser, loaded once."""
    return Parser()


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[[str], list[Sentence]]:
    """Parse a text as one body zone: `parse("…") -> list[Sentence]`."""

    def run(text: str) -> list[Sentence]:
        zone = Zone(0, max(len(text), 1), "body", None)
        return parser.parse(text, [Passage(s, e, zone, 0) for s, e in split_sentences(text, 0, len(text))])

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data outside the repository; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: this check needs its data")
    return SHARED


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The whole program, its models loaded once."""
    from allegedly.desk import Reader  # noqa: PLC0415  tests of single layers need not load all of them

    return Reader()
