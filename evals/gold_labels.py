"""
Gold labels → records: compiles `NAME.txt` and `NAME.labels` into a complete `allegedly/1` record.

The format is explained in `gold/FORMAT.md`. Nothing here knows the program under test: the gold stands by itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evals.gold_show import show
from evals.gold_spans import Article, Extent
from evals.gold_tree import Labels, LineError, Node, blame, read_labels
from evals.gold_values import ACTS, read_bounds, read_ends, read_interval

Json = dict[str, object]
Scopes = tuple[Extent, ...]

STAGES = {"occurred", "ongoing", "attempted", "prevented", "planned", "threatened", "hypothetical"}
CERTAINTIES = {"certain", "probable", "possible", "unknown"}
QUOTES = {"direct", "indirect", "mixed", "none"}
ROLES = {"location", "origin", "destination"}


class LabelError(ValueError):
    """A label that cannot be compiled; the message names file and line."""


def compile_file(path: Path) -> Json:
    """Compile one label file; the article lies beside it as `.txt`. Raises LabelError."""
    try:
        text = unicodedata.normalize("NFC", path.with_suffix(".txt").read_text(encoding="utf-8")).rstrip("\n")
        return Compiler(text, read_labels(path.read_text(encoding="utf-8"))).record()
    except LineError as error:
        raise LabelError(f"{path}:{error.number}: {error}") from error
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise LabelError(f"{path}: {error}") from error


def _null(word: str) -> str | None:
    return None if word in {"", "-"} else word


def _number(word: str) -> float | None:
    return None if word in {"", "-"} else float(word)


def _digest(prefix: str, *parts: object) -> str:
    return f"{prefix}-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]}"


def _known(table: dict[str, str], label: str) -> str:
    if label not in table:
        raise ValueError(f"there is no label #{label}")
    return table[label]


class Compiler:
    """Resolves the labels of one article."""

    def __init__(self, text: str, labels: Labels) -> None:
        self.article = Article(text)
        self.meta = labels.meta
        if missing := [name for name in ("outlet", "published", "tz", "conflict", "style") if name not in self.meta]:
            raise ValueError(f"the line '{missing[0]}: …' is missing")
        self.who, self.places, self.times = (labels.tables[name] for name in ("who", "place", "time"))
        self.who["OUTLET"] = self._outlet()
        if strangers := labels.tables["alias"].keys() - self.who.keys():
            raise ValueError(f"@alias {min(strangers)}: no such key in the @who table")
        self.aliases: Json = {self.who[key][0]: others for key, others in labels.tables["alias"].items()}
        self.zone_nodes = labels.zones
        self.published = _null(self.meta["published"])
        self.statement_ids: dict[str, str] = {}
        self.quantity_ids: dict[str, str] = {}
        self.claims: dict[str, tuple[Node, Json]] = {}
        self.later: list[tuple[Node, Callable[[], None]]] = []
        self.quantity_count = 0

    def _outlet(self) -> list[str]:
        name, kind, party, *_ = [*(cell.strip() for cell in self.meta["outlet"].split("|")), "", ""]
        return [name, kind or "outlet", party]

    def record(self) -> Json:
        """Build the whole record; raises LineError, or ValueError where no line is to blame."""
        text, zones = self.article.text, self._zones()
        statements = [self._statement(node, zone, extent) for zone, extent in zones for node in zone.of("S")]
        statements = self._in_order(statements, [node for zone, _ in zones for node in zone.of("S")])
        for node, finish in self.later:
            with blame(node):
                finish()
        authors = _null(self.meta.get("authors", "-"))
        return {
            "schema": "allegedly/1",
            "id": _digest("d", text),
            "url": _null(self.meta.get("url", "-")),
            "outlet": self.who["OUTLET"][0],
            "title": self.meta.get("title", text.partition("\n")[0]),
            "authors": [name.strip() for name in authors.split(";")] if authors else None,
            "language": self.meta.get("language", "en"),
            "published": self.published,
            "text": text,
            "repairs": [],
            "zones": [{"start": a, "end": b, "kind": node.first(), "voice": self._voice(node)["name"]} for node, (a, b) in zones],
            "statements": statements,
            "gold": {"conflict": self.meta["conflict"], "style": self.meta["style"], "aliases": self.aliases},
        }

    def _zones(self) -> list[tuple[Node, Extent]]:
        if not self.zone_nodes:
            raise ValueError("there is no 'Z' line")
        starts, end = [0], len(self.article.text)
        for node in self.zone_nodes[1:]:
            with blame(node):
                starts.append(self.article.find(node.words, (starts[-1], end))[0])
        return list(zip(self.zone_nodes, pairwise([*starts, end]), strict=True))

    def _voice(self, zone: Node) -> Json:
        """Find the source that speaks in a zone when no one is quoted."""
        node = zone.one("voice")
        if node is None:
            return self._source(zone, "OUTLET", None, anonymous=False)
        with blame(node):
            mention = self.article.find(node.words, self.article.whole()) if node.words else None
            return self._source(node, node.first(), mention, anonymous="anon" in node.head)

    def _source(self, node: Node, key: str, mention: Extent | None, *, anonymous: bool) -> Json:
        cells = ["", "unnamed"] if key == "-" else self.who.get(key)
        if cells is None or len(cells) < 2:
            raise LineError(node.number, f"{key!r} is not in the @who table, or lacks a kind there")
        name, kind, party, institution, *_ = [*cells, "", ""]
        return {
            "mention": self.article.span(mention) if mention else None,
            "name": _null(name),
            "kind": kind,
            "party": _null(party),
            "named": kind != "unnamed" and not anonymous,
            "on_behalf_of": _null(institution),
        }

    def _statement(self, node: Node, zone: Node, extent: Extent) -> Json:
        with blame(node):
            fragments = self._fragments(node.words, extent)
        identity = _digest("s", self.article.text, fragments)
        if label := node.label():
            self.statement_ids[label] = identity
        hops = node.of("H")
        act = "report" if hops else "state"
        first: Json = {"source": self._voice(zone), "cue": None, "act": act, "quote": "none", "said_at": None}
        statement: Json = {
            "id": identity,
            "zone": zone.first(),
            "content": [self.article.span(fragment) for fragment in fragments],
            "chain": [first, *(self._hop(hop, fragments) for hop in hops)],
            "claims": [self._claim(claim, zone, fragments) for claim in node.of("C")],
            "refers_to": None,
            "basis": [self._evidence(one, fragments) for one in node.of("basis")],
        }
        if techniques := node.of("tech"):
            statement["techniques"] = [self._evidence(one, fragments) for one in techniques]
        if answer := node.one("ref"):
            self.later.append((answer, lambda: statement.update(refers_to=_known(self.statement_ids, answer.first()))))
        return statement

    def _fragments(self, words: str, extent: Extent) -> list[Extent]:
        first, *others = words.split(" / ")
        fragments = [self.article.find(first, extent)]
        for other in others:
            at = fragments[-1][1]
            # A quotation that runs on may have its next words in the paragraph after.
            fragments.append(self.article.find(other, (at, self.article.paragraph((at, at))[1]), (at, extent[1])))
        return fragments

    def _in_order(self, statements: list[Json], nodes: list[Node]) -> list[Json]:
        starts = [statement["content"][0]["start"] for statement in statements]  # type: ignore[index]
        for node, (before, here) in zip(nodes[1:], pairwise(starts), strict=True):
            if here < before:
                raise LineError(node.number, "this content stands before that of the statement above it")
        return statements

    def _evidence(self, node: Node, fragments: list[Extent]) -> Json:
        content = fragments[0][0], fragments[-1][1]
        with blame(node):
            found = self.article.find(node.words, content, self.article.paragraph(content))
            return {"kind": node.first(), "span": self.article.span(found)}

    def _hop(self, node: Node, fragments: list[Extent]) -> Json:
        content = fragments[0][0], fragments[-1][1]
        scopes = self.article.paragraph(content), self.article.whole()
        mention_words, _, cue_words = (part.strip() for part in f"{node.words} ".partition("|"))
        key, *flags = [*node.plain(), ""]
        acts = [flag for flag in flags if flag and flag not in QUOTES and flag != "anon"]
        if len(acts) != 1 or acts[0] not in ACTS:
            raise LineError(node.number, "a hop is 'H KEY ACT [quote] [anon]: mention | cue', with an act of the record")
        with blame(node):
            mention = self.article.nearest(mention_words, fragments, fragments, *scopes) if mention_words else None
            anchors = [mention] if mention else fragments
            cue = self.article.nearest(cue_words, anchors, [*anchors, *fragments], *scopes) if cue_words else None
        return {
            "source": self._source(node, key, mention, anonymous="anon" in flags),
            "cue": self.article.span(cue) if cue else None,
            "act": acts[0],
            "quote": next((flag for flag in flags if flag in QUOTES), "indirect"),
            "said_at": self._said_at(node.one("said"), [cue or mention or content], scopes),
        }

    def _said_at(self, node: Node | None, anchors: list[Extent], scopes: Scopes) -> Json | None:
        if node is None:
            return None
        with blame(node):
            mention = self.article.nearest(node.words, anchors, anchors, *scopes) if node.words else None
            return self._time(node, mention)

    def _claim(self, node: Node, zone: Node, fragments: list[Extent]) -> Json:
        content = fragments[0][0], fragments[-1][1]
        with blame(node):
            span, trigger = self._clause(node, fragments)
        scopes = span, content, self.article.paragraph(content), self.article.whole()
        kind, *flags = [node.first(), *node.plain()[1:]]
        if odd := set(flags) - STAGES - CERTAINTIES - {"neg", "bg"}:
            raise LineError(node.number, f"{min(odd)!r} is no stage, certainty, 'neg' or 'bg'")
        claim: Json = {
            "id": _digest("c", self.article.text, span, trigger, kind),
            "trigger": self.article.span(trigger),
            "span": self.article.span(span),
            "type": kind,
            "stage": next((flag for flag in flags if flag in STAGES), "occurred"),
            "certainty": next((flag for flag in flags if flag in CERTAINTIES), "certain"),
            "polarity": "negative" if "neg" in flags else "positive",
            "hedges": [self._words(one, scopes) for one in node.of("hedge")],
            "actor": [self._participant(one, scopes) for one in node.of("actor")],
            "target": [self._participant(one, scopes) for one in node.of("target")],
            "instrument": [self._instrument(one, scopes) for one in node.of("instr")],
            "quantities": [self._quantity(one, scopes) for one in node.of("q")],
            "time": self._claim_time(node.one("time"), scopes),
            "places": [self._place(one, scopes) for one in node.of("place")],
            "event_scope": "background" if "bg" in flags or zone.first() == "background" else "news",
        }
        if label := node.label():
            self.claims[label] = (node, claim)
        if heir := node.one("like"):
            self.later.append((heir, lambda: self._inherit(node, claim, heir, [])))
        return claim

    def _clause(self, node: Node, fragments: list[Extent]) -> tuple[Extent, Extent]:
        """Find the claim's span and its trigger."""
        content = fragments[0][0], fragments[-1][1]
        if within := node.one("in"):
            with blame(within):
                span = self.article.find(within.words, content)
            return span, self.article.find(node.words, span)
        trigger = self.article.find(node.words, content)
        return next((one for one in fragments if one[0] <= trigger[0] and trigger[1] <= one[1]), content), trigger

    def _inherit(self, node: Node, claim: Json, heir: Node, passed: list[str]) -> None:
        """Copy time and places of another claim, itself perhaps an heir, where this claim has none of its own."""
        label, *parts = heir.plain()
        if label not in self.claims or label in passed:
            raise LineError(heir.number, f"there is no claim #{label}" if label not in passed else f"#{label} inherits from itself")
        other_node, other = self.claims[label]
        if further := other_node.one("like"):
            self._inherit(other_node, other, further, [*passed, label])
        time, places = other["time"], other["places"]
        if isinstance(time, dict) and not node.of("time") and (not parts or "time" in parts):
            claim["time"] = {**time, "mention": None, "inherited": True}
        if isinstance(places, list) and not node.of("place") and (not parts or "place" in parts):
            claim["places"] = [{**place, "mention": None, "inherited": True} for place in places]

    def _words(self, node: Node, scopes: Scopes) -> Json:
        with blame(node):
            return self.article.span(self.article.find(node.words, *scopes))

    def _actor_row(self, node: Node) -> tuple[str | None, str | None]:
        """Name and party of a participant, from the @who table and the line's own options."""
        name, party = node.option("name"), node.option("party")
        for key in node.plain()[:1] if node.key != "instr" else []:
            source = self._source(node, key, None, anonymous=False)
            name, party = name or str(source["name"]), party or _null(str(source["party"] or ""))
        return name, party

    def _participant(self, node: Node, scopes: Scopes) -> Json:
        name, party = self._actor_row(node)
        return {"mention": self._words(node, scopes), "name": name, "party": party}

    def _instrument(self, node: Node, scopes: Scopes) -> Json:
        (_, party), model = self._actor_row(node), node.option("model")
        kind = _null(node.first().replace("_", " "))
        return {
            "mention": self._words(node, scopes),
            "name": node.option("name") or model,
            "party": party,
            "class": kind,
            "model": model,
        }

    def _quantity(self, node: Node, scopes: Scopes) -> Json:
        self.quantity_count += 1
        identity = f"q{self.quantity_count}"
        if label := node.label():
            self.quantity_ids[label] = identity
        many, measure, *rest = [*node.plain(), "", ""]
        flags = [flag for flag in rest if flag]
        counted = [flag.replace("_", " ") for flag in flags if flag not in {"cum", "inc"}]
        with blame(node):
            bounds = read_bounds(many)
        quantity: Json = {
            "id": identity,
            "mention": self._words(node, scopes),
            **bounds,
            "measure": measure,
            "unit": node.option("unit"),
            "of": counted[0] if counted else None,
            "part_of": None,
            "cumulative": True if "cum" in flags else False if "inc" in flags else None,
        }
        if whole := node.option("part"):
            self.later.append((node, lambda: quantity.update(part_of=_known(self.quantity_ids, whole))))
        return quantity

    def _claim_time(self, node: Node | None, scopes: Scopes) -> Json | None:
        if node is None:
            return None
        with blame(node):
            return self._time(node, self.article.find(node.words, *scopes) if node.words else None)

    def _time(self, node: Node, mention: Extent | None) -> Json:
        row = self.times.get(node.first())
        parts = row[0].split() if row else node.head
        zone = ZoneInfo(next((part[3:] for part in parts if part.startswith("tz=")), self.meta["tz"]))
        value, *ends = [part for part in parts if not part.startswith("tz=")]
        if ends:
            start, end = read_ends(ends[0], zone, self.published)
        else:
            start, end = (moment.isoformat() for moment in read_interval(value, zone))
        return {
            "mention": self.article.span(mention) if mention else None,
            "value": _null(value),
            "from": start,
            "to": end,
            "inherited": mention is None,
        }

    def _place(self, node: Node, scopes: Scopes) -> Json:
        row = self.places.get(node.first())
        if row is None:
            raise LineError(node.number, f"{node.first()!r} is not in the @place table")
        name, gazetteer, point, country, admin1, precision, radius, disputed, *_ = [*row, *[""] * 8]
        flags = node.plain()[1:]
        if odd := [flag for flag in flags if flag not in ROLES and flag not in {"1", "2", "3", "4"}]:
            raise LineError(node.number, f"{odd[0]!r} is no precision or role")
        latitude, longitude = point.split() if _null(point) else ("-", "-")
        return {
            "mention": self._words(node, scopes) if node.words else None,
            "name": _null(name),
            "gazetteer_id": _null(gazetteer),
            "lat": _number(latitude),
            "lon": _number(longitude),
            "radius_km": _number(radius),
            "country": _null(country),
            "admin1": _null(admin1),
            "disputed": disputed == "disputed",
            "precision": next((int(flag) for flag in flags if flag.isdigit()), int(precision or 1)),
            "role": next((flag for flag in flags if flag in ROLES), "location"),
            "inherited": not node.words,
        }


def main(arguments: list[str] | None = None) -> int:
    """Compile the files named on the command line."""
    parser = argparse.ArgumentParser(description="Compile gold labels to allegedly/1 records.")
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="folder for NAME.json")
    parser.add_argument("--show", action="store_true", help="print the records readably")
    options = parser.parse_args(arguments)
    failures = 0
    for path in options.labels:
        try:
            record = compile_file(path)
        except LabelError as error:
            failures += 1
            print(error, file=sys.stderr)
            continue
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            target = options.out / f"{path.stem}.json"
            target.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if options.show:
            print("\n".join(show(record)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
