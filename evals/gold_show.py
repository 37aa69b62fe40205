"""A record, readably: what a second reader looks at when checking gold labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

Json = Mapping[str, object]


def show(record: Json) -> Iterator[str]:
    """Yield the statements, one field a line, spans as `start«words»`."""
    yield f"=== {record['outlet']} | {record['published']} | {record['title']}"
    text = str(record["text"])
    for zone in _many(record, "zones"):
        start, end = int(str(zone["start"])), int(str(zone["end"]))
        yield f"zone {zone['kind']} ({zone['voice']}): {text[start:end][:40]!r} … {text[start:end][-30:]!r}"
    for statement in _many(record, "statements"):
        yield ""
        yield f"S [{statement['zone']}] " + " / ".join(_words(span) for span in _many(statement, "content"))
        yield from _statement(statement)


def _statement(statement: Json) -> Iterator[str]:
    for hop in _many(statement, "chain"):
        source = cast("Json", hop["source"])
        named = "named" if source["named"] else "anon"
        yield f"  H {source['name']} <{source['kind']}/{source['party']}/{named}/for {source['on_behalf_of']}>"
        said = f"cue {_words(hop['cue'])} {hop['act']} {hop['quote']} {_time(hop['said_at'])}"
        yield f"      {_words(source['mention'])} {said}"
    for name in ("basis", "techniques"):
        for one in cast("list[Json]", statement.get(name) or []):
            yield f"  {name} {one['kind']} {_words(one['span'])}"
    if statement["refers_to"]:
        yield f"  refers to {statement['refers_to']}"
    for claim in _many(statement, "claims"):
        yield from _claim(claim)


def _claim(claim: Json) -> Iterator[str]:
    marks = " ".join(str(claim[key]) for key in ("type", "stage", "certainty", "polarity", "event_scope"))
    yield f"  C {marks} {_words(claim['trigger'])} in {_words(claim['span'])}"
    for hedge in _many(claim, "hedges"):
        yield f"      hedge {_words(hedge)}"
    for role in ("actor", "target", "instrument"):
        for one in _many(claim, role):
            rest = ", ".join(str(value) for key, value in one.items() if key != "mention" and value)
            yield f"      {role} {_words(one['mention'])} {rest}"
    for one in _many(claim, "quantities"):
        given = {key: value for key, value in one.items() if value is not None and value is not False}
        rest = ", ".join(f"{key} {value}" for key, value in given.items() if key not in {"mention", "id"})
        yield f"      {one['id']} {_words(one['mention'])} {rest}"
    if claim["time"]:
        yield f"      time {_time(claim['time'])}"
    for one in _many(claim, "places"):
        where = f"{one['name']} {one['country']} {one['admin1']}"
        yield f"      place {_words(one['mention'])} {where} p{one['precision']} {one['role']}"


def _many(holder: Json, key: str) -> list[Json]:
    return cast("list[Json]", holder[key])


def _words(span: object) -> str:
    return f"{span['start']}«{span['exact']}»" if isinstance(span, Mapping) else "∅"


def _time(time: object) -> str:
    return f"{_words(time['mention'])} {time['value']} {time['from']} – {time['to']}" if isinstance(time, Mapping) else ""
