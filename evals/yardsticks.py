"""Which yardsticks there are, on what data, and what others published on the same or similar data."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = Path(__file__).resolve().parent / "gold"


class Yardstick(NamedTuple):
    """One measurement: `module.function(path)` returns figures by name."""

    name: str
    module: str
    function: str
    path: Path
    published: dict[str, str]

    def measure(self) -> dict[str, float]:
        """Run it; raises FileNotFoundError where its data are missing."""
        if not self.path.exists():
            raise FileNotFoundError(self.path)
        function = cast("Callable[[Path], dict[str, float]]", getattr(import_module(f"evals.{self.module}"), self.function))
        return function(self.path)


DATA = SHARED / "data"
YARDSTICKS = (
    Yardstick(
        "attribution/documents", "attribution", "measure", DATA / "attribution/polnear/dev.jsonl",
        {"linked overlap": "Citron 50.5, GGT 46.5, textacy 22.7 (test)", "content overlap": "Citron 55.8, GGT 50.3 (test)"},
    ),
    Yardstick(
        "attribution/tokens", "attribution", "measure_bio", DATA / "attribution/polnear_bio/dev.jsonl",
        {"source exact": "BERT+CofeNet 83.2 (test), CoreNLP 13.9", "cue exact": "BERT+CofeNet 75.3 (test)",
         "content exact": "BERT+CofeNet 72.9 (test), CoreNLP 17.5"},
    ),
    Yardstick("attribution/statements", "attribution", "measure_statements", DATA / "attribution/polnear/dev.jsonl", {}),
    Yardstick("times", "times", "measure", DATA / "time/timenorm_en/train.tsv", {"value_fifth": "HeidelTime .776 (other text)"}),
    Yardstick("places/lgl", "places", "measure", DATA / "geo/lgl.jsonl", {"accuracy_161km": "mordecai3 .827 (given names)"}),
    Yardstick("places/geovirus", "places", "measure", DATA / "geo/geovirus.jsonl", {}),
    Yardstick("quantities/quantulum3", "quantities", "measure", DATA / "quantities/quantulum3_tests.jsonl", {}),
    Yardstick("quantities/epitator", "quantities", "measure", DATA / "quantities/epitator_counts.jsonl", {}),
    Yardstick("quantities/measeval", "quantities", "measure", DATA / "quantities/measeval_train.jsonl", {}),
    Yardstick("actors/re3d", "actors", "measure", DATA / "entities/re3d/dev.jsonl", {}),
    Yardstick("factuality/meantime", "factuality", "measure", DATA / "factuality/meantime/dev.jsonl", {"r": ".66 (UW, rules)"}),
    Yardstick("factuality/uds", "factuality", "measure", DATA / "factuality/uds_ih2/dev.jsonl", {"r": ".66 (UW, rules)"}),
    Yardstick("events/tst1", "events", "measure", DATA / "events/muc34/tst1.jsonl", {"type": "86.6 best of 17 in 1992 (TST3)"}),
    Yardstick("events/tst2", "events", "measure", DATA / "events/muc34/tst2.jsonl", {"type": "81.2 best of 17 in 1992 (TST4)"}),
    Yardstick("record/built on", "record", "measure_built_on", GOLD, {}),
    Yardstick("record/held back", "record", "measure_held_back", GOLD, {}),
    Yardstick("chains/built on", "chains", "measure_built_on", GOLD / "chains", {}),
    Yardstick("chains/held back", "chains", "measure_held_back", GOLD / "chains", {}),
    Yardstick("figures/built on", "war_figures", "measure_built_on", GOLD / "quantities/war.jsonl", {}),
    Yardstick("figures/held back", "war_figures", "measure_held_back", GOLD / "quantities/war.jsonl", {}),
    Yardstick("tallies", "tallies", "measure", DATA / "war/missile_attacks.csv", {}),
    Yardstick("mirror", "mirror", "measure", GOLD / "mirror", {}),
)  # fmt: skip
