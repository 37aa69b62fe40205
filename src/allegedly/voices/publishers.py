"""What kind of source a publisher is, from its name alone: an outlet, an agency, a state's own medium."""

from __future__ import annotations

import functools

from allegedly import tables


@functools.cache
def _listed() -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for row in tables.rows("outlets"):
        for name in (row["name"], *row["aliases"].split(";")):
            if name.strip():
                found.setdefault(name.strip().casefold(), (row["kind"], row["party"] or None))
    return found


@functools.cache
def _closing_words() -> frozenset[str]:
    return frozenset(row["word"].casefold() for row in tables.rows("name_words") if (row["kind"], row["place"]) == ("wire", "last"))


def publisher(name: str | None) -> tuple[str, str | None]:
    """(kind, party) of the publisher `name`: by the outlets table, else "wire" by its last word, else ("outlet", None)."""
    if not name:
        return "outlet", None
    known = _listed().get(name.casefold()) or _listed().get(name.casefold().removeprefix("the "))
    if known is not None:
        return known
    return ("wire" if name.casefold().rsplit(" ", 1)[-1] in _closing_words() else "outlet"), None
