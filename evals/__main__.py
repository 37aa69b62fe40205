"""
`python -m evals [NAME…]`: run the yardsticks, print their figures beside the published ones, check the floors.

Figures on ../shared/data are development figures. The exit status is 1 if one falls under its floor in
`floors.toml`. `--write` raises floors to the figures just measured (rounded down); they are never
lowered unless `--lower --reason "…"` is given, and the reason is kept in the file. `--json FILE` keeps
the figures beside those of other yardsticks in FILE, for `python docs/refresh.py FILE`.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
import tomllib
from pathlib import Path

from evals.yardsticks import YARDSTICKS, Yardstick

ERRORS = frozenset({"mae", "mae zero-shot", "mae unfitted"})
# Counts and speeds are shown, never held.
SHOWN_ONLY = frozenset({"predicates", "words", "ms_per_word", "toponyms", "chains", "passages"})
PROPORTIONS = 1.5
FLOORS = Path(__file__).with_name("floors.toml")


def main() -> int:
    """Run what the arguments ask for; the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m evals", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="yardsticks whose name begins so; all by default")
    parser.add_argument("--write", action="store_true", help="raise the floors to these figures")
    parser.add_argument("--lower", action="store_true", help="with --write: lower floors too")
    parser.add_argument("--reason", default="", help="why floors are lowered; needed with --lower")
    parser.add_argument("--json", metavar="FILE", type=Path, help="keep the figures in FILE, beside what other runs kept there")
    given = parser.parse_args()
    if given.lower and not given.reason:
        parser.error("--lower needs --reason")
    chosen = [y for y in YARDSTICKS if not given.names or any(y.name.startswith(n) for n in given.names)]
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    figures = {y.name: found for y in chosen if (found := _run(y, floors.get(y.name, {}))) is not None}
    if given.json:
        _keep(given.json, figures)
    if given.write:
        _write(floors, figures, lower=given.lower, reason=given.reason)
        return 0
    fallen = [
        f"{name}: {key} is {figures[name].get(key, math.nan):.1f}, its floor {floor}"
        for name, limits in floors.items()
        if name in figures
        for key, floor in limits.items()
        if key in figures[name] and _is_worse(key, figures[name][key], floor)
    ]
    for line in fallen:
        print(f"FALLEN  {line}", file=sys.stderr)
    return 1 if fallen else 0


def _is_worse(key: str, value: float, limit: float) -> bool:
    return not (value <= limit if key in ERRORS else value >= limit)


def _limit(key: str, value: float) -> float:
    """A figure rounded with a little slack to the side on which it may not fall (or, an error, rise)."""
    step, slack = (0.01, 0.01) if abs(value) <= PROPORTIONS else (0.5, 0.5)
    if key in ERRORS:
        return round(math.ceil(value / step) * step + slack, 2)
    return round(math.floor(value / step) * step - slack, 2)


def _run(yardstick: Yardstick, floors: dict[str, float]) -> dict[str, float] | None:
    begun = time.monotonic()
    try:
        figures = yardstick.measure()
    except FileNotFoundError as error:
        print(f"\n{yardstick.name}: not measured, {error.filename or error} is not here")
        return None
    print(f"\n{yardstick.name}  ({time.monotonic() - begun:.0f} s)")
    for key, value in figures.items():
        floor = f"floor {floors[key]}" if key in floors else ""
        shown = f"{value:8.3f}" if abs(value) <= 1 else f"{value:8.1f}"
        print(f"  {key:<34}{shown}  {floor:<12}{yardstick.published.get(key, '')}".rstrip(), flush=True)
    return figures


def _keep(path: Path, figures: dict[str, dict[str, float]]) -> None:
    """Put `figures` into the JSON file at `path`; yardsticks that did not run now stay as they were."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(kept | figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _write(floors: dict[str, dict[str, float]], figures: dict[str, dict[str, float]], *, lower: bool, reason: str) -> None:
    """Write `floors.toml` anew with the limits that these figures set."""
    for name, found in figures.items():
        limits = floors.setdefault(name, {})
        for key, value in found.items():
            if key in SHOWN_ONLY or not math.isfinite(value):
                continue
            limit = _limit(key, value)
            if lower or key not in limits or _is_worse(key, limits[key], limit):
                limits[key] = limit
    lines = [
        "# Figures that may not fall (percent, or hundredths of r). Written by `python -m evals --write`; raised only,",
        "# unless --lower --reason is given.",
    ]
    if reason:
        lines.append(f"# Lowered: {reason}")
    for name in sorted(floors):
        lines += ["", f'["{name}"]'] + [f'"{key}" = {value}' for key, value in floors[name].items()]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
