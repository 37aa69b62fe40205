"""Both sides are read alike: the yardstick sees what is not mirrored, and a fixed part of its passages is mirrored."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import msgspec
import pytest

from allegedly.desk import Reader
from allegedly.intake.files import Overrides
from evals.mirror import FOLDER, Exchange, compare, conflicts, differences

# Every so many passages of each conflict are read in the suite; `python -m evals mirror` reads all.
EVERY = 4

ROWS = [
    {"kind": kind, "one": one, "other": other, "reason": ""}
    for kind, one, other in (
        ("published", "2024-07-18", "2024-07-18"),
        ("outlet", "Ukrinform", "TASS"),
        ("party", "UA", "RU"),
        ("word", "Kyiv", "Moscow"),
        ("word", "Ukrainian", "Russian"),
        ("word", "Ukraine", "Russia"),
        ("word", "Sumy", "Belgorod"),
        ("name", "Armed Forces of Ukraine", "Russian Armed Forces"),
    )
]


@pytest.fixture(scope="module")
def exchange() -> Exchange:
    return Exchange(ROWS)


@pytest.fixture(scope="module")
def read(reader: Reader) -> Any:
    def run(text: str, outlet: str) -> dict[str, Any]:
        document = reader.read_bytes(text.encode(), "m.txt", Overrides(published="2024-07-18", outlet=outlet))
        decoded: dict[str, Any] = json.loads(msgspec.json.encode(document))
        return decoded

    return run


TEXT = "Kyiv said that the Ukrainian army had downed 12 Russian drones near Sumy on Wednesday."
IMAGE = "Moscow said that the Russian army had downed 12 Ukrainian drones near Belgorod on Wednesday."


def test_exchange_is_its_own_inverse(exchange: Exchange) -> None:
    mirrored = exchange.text(TEXT)
    assert mirrored == IMAGE
    assert exchange.text(mirrored) == TEXT
    assert exchange.names("Armed Forces of Ukraine") >= {"Russian Armed Forces"}
    assert exchange.party("RU") == "UA"
    assert exchange.party("US") == "US"


def test_the_clocks_are_exchanged() -> None:
    exchange = Exchange([{"kind": "offset", "one": "+05:30", "other": "+05:00", "reason": ""}])
    assert exchange.instant("2025-05-09T06:00:00+05:30") == "2025-05-09T06:00:00+05:00"
    assert exchange.instant("2025-05-09T06:00:00+03:00") == "2025-05-09T06:00:00+03:00"


def test_longest_words_go_first() -> None:
    pairs = (("Khan", "Iris"), ("Khan Younis", "Tel Aviv"))
    exchange = Exchange([{"kind": "word", "one": one, "other": other, "reason": ""} for one, other in pairs])
    assert exchange.text("Khan left Khan Younis, Khanate") == "Iris left Tel Aviv, Khanate"


def test_two_images_and_unknown_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="two images"):
        Exchange([*ROWS, {"kind": "word", "one": "Russian", "other": "Armenian", "reason": ""}])
    with pytest.raises(ValueError, match="unknown kind"):
        Exchange([{"kind": "flag", "one": "a", "other": "b", "reason": ""}])


def test_a_mirrored_pair_has_no_differences(read: Any, exchange: Exchange) -> None:
    one, other = read(TEXT, "Ukrinform"), read(exchange.text(TEXT), "TASS")
    assert one["statements"][0]["claims"]
    assert differences(one, other, exchange) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("chain", 1, "act"), "claim"),
        (("chain", 1, "source", "party"), "UA"),
        (("chain", 1, "source", "kind"), "unnamed"),
        (("chain", 1, "source", "name"), "Ukraine"),
        (("claims", 0, "type"), "shelling"),
        (("claims", 0, "stage"), "planned"),
        (("claims", 0, "certainty"), "probable"),
        (("claims", 0, "polarity"), "negative"),
        (("claims", 0, "actor", 0, "party"), "UA"),
        (("claims", 0, "quantities", 0, "best"), 13),
        (("claims", 0, "quantities", 0, "measure"), "launched"),
        (("claims", 0, "places", 0, "name"), "Sumy"),
        (("claims", 0, "places", 0, "country"), "UA"),
        (("claims", 0, "places", 0, "lat"), None),
        (("claims", 0, "places", 0, "disputed"), True),
        (("claims", 0, "time", "value"), "2024-07-16"),
        (("claims", 0, "trigger", "exact"), "had downed"),
        (("claims", 0, "target"), []),
        (("claims",), []),
    ],
)
def test_whatever_is_not_mirrored_is_seen(read: Any, exchange: Exchange, path: tuple[Any, ...], value: object) -> None:
    one, other = read(TEXT, "Ukrinform"), read(exchange.text(TEXT), "TASS")
    changed = deepcopy(other)
    inner: Any = changed["statements"][0]
    for key in path[:-1]:
        inner = inner[key]
    assert inner[path[-1]] != value
    inner[path[-1]] = value
    assert differences(one, changed, exchange)


def test_an_unexchanged_outlet_is_seen(read: Any, exchange: Exchange) -> None:
    assert differences(read(TEXT, "Ukrinform"), read(exchange.text(TEXT), "Ukrinform"), exchange)


def test_there_are_passages_enough_and_their_tables_are_used() -> None:
    found = list(conflicts(FOLDER))
    assert len(found) >= 5
    assert sum(len(c.passages) for c in found) >= 200
    for name, passages, exchange in found:
        assert len(set(passages)) == len(passages)
        for passage in passages:
            assert exchange.text(exchange.text(passage)) == passage, name
        assert sum(exchange.text(p) != p for p in passages) >= 0.9 * len(passages), name


@pytest.mark.parametrize("name", [c.name for c in conflicts(FOLDER)])
def test_passages_are_mirrored(reader: Reader, name: str) -> None:
    (found,) = conflicts(FOLDER / f"{name}.txt")
    for passage in found.passages[::EVERY]:
        assert compare(reader, passage, found.exchange) == [], passage
