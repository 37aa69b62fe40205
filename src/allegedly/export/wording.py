"""How the views put a record into words: chains, figures, times, places, certainty."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from allegedly.records import Claim, Hop, Place, Quantity, Time

ACTS = {
    "state": "states", "report": "reports", "claim": "claims", "allege": "alleges", "confirm": "confirms", "admit": "admits",
    "deny": "denies", "estimate": "estimates", "believe": "believes", "predict": "predicts", "threaten": "threatens",
    "promise": "promises", "appeal": "appeals", "condemn": "condemns", "praise": "praises", "ask": "asks",
}  # fmt: skip
SIGNS = {"certain": "●", "probable": "◕", "possible": "◔", "unknown": "○"}
_DAY = "%-d %b %Y"


def printable(text: str) -> str:
    """`text` without characters that could steer a terminal or hide from a reader; white space becomes a blank."""
    return "".join(" " if c.isspace() else c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"} else "·" for c in text)


def source_words(hop: Hop) -> str:
    """A hop's source: its name, else its words, else what is known of it."""
    source = hop.source
    name = source.name or (source.mention.exact if source.mention else None) or f"an unnamed {source.kind.replace('_', ' ')}"
    return printable("an unnamed source" if name == "an unnamed unnamed" else name)


def act_words(hop: Hop) -> str:
    """What a hop does, as a verb in the third person."""
    return ACTS.get(hop.act, hop.act)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def bounds_words(quantity: Quantity) -> str:
    """The interval of a figure: "6", "4 or more", "up to 20", "24–99", "≈ 80,000 (72,000–88,000)"."""
    lower, upper, best = quantity.lower, quantity.upper, quantity.best
    if lower is None and upper is None:
        return "some" if best is None else f"≈ {_number(best)}"
    if lower is None or upper is None:
        return f"{_number(lower)} or more" if lower is not None else f"up to {_number(upper or 0)}"
    if lower == upper:
        return _number(lower)
    span = f"{_number(lower)}–{_number(upper)}"
    return span if best is None else f"≈ {_number(best)} ({span})"


def quantity_words(quantity: Quantity) -> str:
    """A figure with measure, population and relation: "53 intercepted (Shahed drone), part of q2"."""
    parts = [bounds_words(quantity)]
    if quantity.unit:
        parts.append(quantity.unit)
    if quantity.measure != "other":
        parts.append(quantity.measure.replace("_km2", "").replace("_km", "").replace("_", " "))
    if quantity.of:
        parts.append(f"({printable(quantity.of)})")
    words = " ".join(parts)
    if quantity.part_of:
        words += f", part of {quantity.part_of}"
    return words + {True: ", in all", False: ", more", None: ""}[quantity.cumulative]


def time_words(time: Time) -> str:
    """An interval in its own zone: "11 Aug 2024", "8 May 2022 06:00–12:00", or the TIMEX3 value where it has none."""
    if time.from_ is None or time.to is None:
        known = time.from_ or time.to
        return time.value or (datetime.fromisoformat(known).strftime(_DAY) if known else "some time")
    start, end = datetime.fromisoformat(time.from_), datetime.fromisoformat(time.to)
    whole_days = start.time() == end.time() == datetime.min.time()
    if whole_days:
        last = end - timedelta(days=1)
        return start.strftime(_DAY) if last.date() == start.date() else f"{start.strftime(_DAY)} – {last.strftime(_DAY)}"
    if start.date() == end.date() or end - start < timedelta(days=1) and end.time() == datetime.min.time():
        return f"{start.strftime(_DAY)} {start:%H:%M}–{end:%H:%M}"
    return f"{start.strftime(_DAY)} {start:%H:%M} – {end.strftime(_DAY)} {end:%H:%M}"


def place_words(place: Place) -> str:
    """A place with its precision, country and role: "near Sake, CD", "from Crimea, UA (disputed)"."""
    name = printable(place.name or (place.mention.exact if place.mention else "somewhere"))
    near = "near " if place.precision == 2 else ""  # noqa: PLR2004  the record's code for "near or part of it"
    role = {"origin": "from ", "destination": "to "}.get(place.role, "")
    country = f", {place.country}" if place.country and place.precision < 4 else ""  # noqa: PLR2004
    return f"{role}{near}{name}{country}{' (disputed)' if place.disputed else ''}"


def standing_words(claim: Claim) -> str:
    """How sure the root is, and at what stage the matter stands: "certain", "possible, planned", "certain: not so"."""
    words = claim.certainty if claim.stage == "occurred" else f"{claim.certainty}, {claim.stage}"
    return words + (": not so" if claim.polarity == "negative" else "")
