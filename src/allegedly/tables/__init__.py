"""
What a domain expert may change without touching code: one CSV a table, a `reason` in each row.

Tables are UTF-8 CSV with a header line. `rows` reads one; each layer shapes what it needs.
"""

from __future__ import annotations

import csv
import functools
from importlib import resources
from pathlib import Path

from allegedly.errors import MissingPartError


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """
    The rows of table `name` (without ".csv"), in file order; cells are stripped strings.

    Raises MissingPartError if there is no such table or a row has more cells than the header.
    """
    file = resources.files(__name__) / f"{name}.csv"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise MissingPartError(f"tables/{name}.csv", "table not found", "reinstall allegedly") from error
    found = []
    for row in csv.DictReader(line for line in lines if line and not line.startswith("#")):
        if None in row or None in row.values():
            raise MissingPartError(f"tables/{name}.csv", f"row {row} does not fit the header", "mend the row")
        found.append({key: value.strip() for key, value in row.items()})
    return tuple(found)


def data_path(name: str) -> Path:
    """The path of a data file that ships in this package, e.g. the gazetteer."""
    with resources.as_file(resources.files(__name__) / name) as path:
        return path
