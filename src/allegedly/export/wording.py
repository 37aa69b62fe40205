"""How the views put a record into words: chains, figures, times, places, certainty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from allegedly.records import Claim, Document, Hop, Participant, Place, Quantity, Time

# In the past, which needs no agreement: "local sources claimed", "the ministry claimed".
ACTS = {
    "state": "stated", "report": "reported", "claim": "claimed", "allege": "alleged", "confirm": "confirmed", "admit": "admitted",
    "deny": "denied", "estimate": "estimated", "believe": "believed", "predict": "predicted", "threaten": "threatened",
    "promise": "promised", "appeal": "appealed", "condemn": "condemned", "praise": "praised", "ask": "asked",
}  # fmt: skip
SIGNS = {"certain": "●", "probable": "◕", "possible": "◔", "unknown": "○"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST_TITLE = 70
# Our own names: `strftime` would write those of the locale that the program around us has set.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def printable(text: str) -> str:
    """`text` without characters that could steer a terminal or hide from a reader; white space becomes a blank."""
    return "".join(" " if c.isspace() else c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"} else "·" for c in text)


def title_words(document: Document) -> str:
    """What to call a document: its title, else its address, else how its text begins."""
    known = document.title or document.url
    if known:
        return printable(known)
    start = printable(document.text[:LONGEST_TITLE])
    return f"“{start.rsplit(' ', 1)[0]} …”" if len(document.text) > LONGEST_TITLE else f"“{start.strip()}”"


def published_words(published: str) -> str:
    """A publication instant in its own zone: "14 Sep 2024 09:20"; as given where it is no date."""
    try:
        instant = datetime.fromisoformat(published)
    except ValueError:
        return printable(published)
    return _day(instant) if len(published) == len("2024-09-14") else f"{_day(instant)} {_clock(instant)}"


def source_words(hop: Hop) -> str:
    """A hop's source: its name, else its words, else what is known of it."""
    source = hop.source
    name = source.name or (source.mention.exact if source.mention else None)
    if name:
        return printable(name)
    kind = source.kind.replace("_", " ")
    return {"outlet": "this article", "unnamed": "an unnamed source"}.get(kind, f"an unnamed {kind}")


def source_marks(hop: Hop) -> list[str]:
    """What stands behind a source in brackets: its party, and "unnamed" where its words do not say so themselves."""
    source = hop.source
    spoken_of = bool(source.name or source.mention)
    party = source.party if source.party != source.name else None
    return [mark for mark in (party, "unnamed" if spoken_of and not source.named else None) if mark]


def act_words(hop: Hop) -> str:
    """What a hop does, as a verb in the past."""
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


def figures_by_id(document: Document) -> dict[str, Quantity]:
    """All figures of a document, for those that are part of another."""
    return {q.id: q for s in document.statements for c in s.claims for q in c.quantities}


def quantity_words(quantity: Quantity, figures: Mapping[str, Quantity]) -> str:
    """A figure with measure, population and relation: "53 intercepted (Shahed drone), out of 57"."""
    parts = [bounds_words(quantity)]
    if quantity.unit:
        parts.append(quantity.unit)
    if quantity.measure != "other":
        parts.append(quantity.measure.replace("_km2", "").replace("_km", "").replace("_", " "))
    if quantity.of:
        parts.append(f"({printable(quantity.of)})")
    words = " ".join(parts)
    if quantity.part_of:
        whole = figures.get(quantity.part_of)
        words += f", out of {bounds_words(whole)}" if whole else ", part of another figure"
    return words + {True: ", in all", False: ", more", None: ""}[quantity.cumulative]


def time_words(time: Time) -> str:
    """An interval in its own zone: "11 Aug 2024", "8 May 2022 06:00–12:00", or the TIMEX3 value where it has none."""
    if time.from_ is None or time.to is None:
        known = time.from_ or time.to
        return _value_words(time.value) or (_day(datetime.fromisoformat(known)) if known else "some time")
    start, end = datetime.fromisoformat(time.from_), datetime.fromisoformat(time.to)
    whole_days = start.time() == end.time() == datetime.min.time()
    if whole_days:
        last = end - timedelta(days=1)
        return _day(start) if last.date() == start.date() else f"{_day(start)} – {_day(last)}"
    if start.date() == end.date() or (end - start < timedelta(days=1) and end.time() == datetime.min.time()):
        return f"{_day(start)} {_clock(start)}–{_clock(end)}"
    return f"{_day(start)} {_clock(start)} – {_day(end)} {_clock(end)}"


def _day(instant: datetime) -> str:
    return f"{_day_of_year(instant)} {instant.year}"


def _day_of_year(instant: datetime) -> str:
    return f"{instant.day} {_MONTHS[instant.month - 1]}"


def _clock(instant: datetime) -> str:
    return f"{instant.hour:02}:{instant.minute:02}"


def _value_words(value: str | None) -> str | None:
    """A TIMEX3 value without a year or week in words, others as they are: "XXXX-WXX-3" is a Wednesday."""
    if weekday := re.fullmatch(r"XXXX-WXX-([1-7])", value or ""):
        return f"a {WEEKDAYS[int(weekday[1]) - 1]}"
    if day := re.fullmatch(r"XXXX-(\d\d-\d\d)", value or ""):
        return f"{_day_of_year(datetime.fromisoformat(f'2000-{day[1]}'))} of some year"
    return value


def place_words(place: Place) -> str:
    """A place with its precision, country and role: "near Sake, CD", "from Crimea, UA (disputed)"."""
    name = printable(place.name or (place.mention.exact if place.mention else "somewhere"))
    near = "near " if place.precision == 2 else ""  # noqa: PLR2004  the record's code for "near or part of it"
    role = {"origin": "from ", "destination": "to "}.get(place.role, "")
    country = f", {place.country}" if place.country and place.precision < 4 else ""  # noqa: PLR2004
    return f"{role}{near}{name}{country}{' (disputed)' if place.disputed else ''}"


def participant_words(participants: Sequence[Participant]) -> str:
    """Who took part, by name or else by the article's words, each once."""
    return ", ".join(dict.fromkeys(printable(p.name or p.mention.exact) for p in participants if p.mention))


def target_words(claim: Claim) -> str:
    """Against whom or what; leaves out those that a figure of the claim counts."""
    counted = [q.mention for q in claim.quantities]
    return participant_words(
        [t for t in claim.target if t.mention and not any(t.mention.start <= m.start < t.mention.end for m in counted)]
    )


def standing_words(claim: Claim) -> str:
    """How sure the root is, and at what stage the matter stands: "certain", "possible, planned", "certain: not so"."""
    words = [claim.certainty] if claim.certainty != "unknown" or claim.stage == "occurred" else []
    if claim.stage != "occurred":
        words.append(claim.stage)
    return ", ".join(words) + (": not so" if claim.polarity == "negative" else "")
