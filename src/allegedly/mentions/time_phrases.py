"""Time phrases without a sentence, by the conventions of TimeBank."""

from __future__ import annotations

from datetime import date

from allegedly.mentions.time_grammar import groups, pieces
from allegedly.mentions.time_readings import Context


def normalise(expression: str, anchor: str) -> tuple[str, str | None]:
    """
    The TIMEX3 type and value of `expression`, read on the day `anchor` (ISO date).

    The value is None when the words are no time expression that the grammar knows.
    """
    try:
        today = date.fromisoformat(anchor[:10])
    except ValueError:
        today = None
    context = Context(today=today, bare=True)
    found = groups(expression, list(pieces(expression, bare=True)))
    readings = [(g.end - g.start, r) for g in found if (r := g.read(context)) is not None]
    if not readings:
        return ("DATE", None)
    best = max(readings, key=lambda item: item[0])[1]
    return (best.kind, best.value)
