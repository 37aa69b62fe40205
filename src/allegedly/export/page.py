"""The page view: one self-contained HTML file, the article with its claims marked, a click shows whose they are."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any, NamedTuple

import jinja2

from allegedly.export.wording import (
    SIGNS,
    act_words,
    figures_by_id,
    participant_words,
    place_words,
    published_words,
    quantity_words,
    source_marks,
    source_words,
    standing_words,
    target_words,
    time_words,
    title_words,
)  # fmt: skip
from allegedly.records import Claim, Document, Hop, Quantity, Statement


class Piece(NamedTuple):
    """A run of the article's text with the same marks: number of its statement and claim, or None."""

    text: str
    statement: int | None
    claim: int | None
    trigger: bool


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((resources.files(__package__) / "page.html").read_text(encoding="utf-8"))


def write_page(documents: Sequence[Document]) -> str:
    """One HTML page with all `documents`; it needs no network and runs nothing from the articles."""
    return _template().render(articles=[_article(k, d) for k, d in enumerate(documents)])


def _article(number: int, document: Document) -> dict[str, Any]:
    """What the template receives for a document: heading, facts, zones of pieces, statements."""
    figures = figures_by_id(document)
    return {
        "number": number,
        "title": title_words(document),
        "facts": [f for f in (document.outlet, published_words(document.published) if document.published else None) if f],
        "url": document.url,
        # Only what a browser opens as a page: an address from the article must not become a script.
        "is_link": (document.url or "").startswith(("http://", "https://")),
        "language": document.language or "en",
        "zones": [{"kind": z.kind, "pieces": _pieces(document, z.start, z.end)} for z in document.zones],
        "statements": [_statement(s, figures) for s in document.statements],
        "repairs": [{"original": r.original, "now": document.text[r.start : r.end], "reason": r.reason} for r in document.repairs],
    }


def _pieces(document: Document, start: int, end: int) -> list[Piece]:
    """The text of a zone cut at marks and line breaks; an inner claim wins over an outer one."""
    marks: list[tuple[int, int, int, int | None, bool]] = []
    for s, statement in enumerate(document.statements):
        marks.extend((span.start, span.end, s, None, False) for span in statement.content)
        for c, claim in enumerate(statement.claims):
            marks.append((claim.span.start, claim.span.end, s, c, False))
            marks.append((claim.trigger.start, claim.trigger.end, s, c, True))
    inside = [m for m in marks if m[0] < end and m[1] > start]
    breaks = {p for m in re.finditer(r"\n+", document.text[start:end]) for p in (start + m.start(), start + m.end())}
    cuts = sorted({start, end} | breaks | {p for m in inside for p in m[:2] if start < p < end})
    inside.sort(key=lambda m: (m[0], -m[1]))
    pieces, active, following = [], list[tuple[int, int, int, int | None, bool]](), 0
    for here, there in itertools.pairwise(cuts):
        while following < len(inside) and inside[following][0] <= here:
            active.append(inside[following])
            following += 1
        active = [m for m in active if m[1] > here]
        best = min(active, key=lambda m: (not m[4], m[3] is None, m[1] - m[0]), default=None)
        text = document.text[here:there]
        pieces.append(Piece(text, best[2], best[3], best[4]) if best else Piece(text, None, None, trigger=False))
    return pieces


def _statement(statement: Statement, figures: Mapping[str, Quantity]) -> dict[str, Any]:
    return {
        "id": statement.id,
        "content": " … ".join(span.exact for span in statement.content),
        "zone": statement.zone,
        "chain": [_hop(h) for h in statement.chain],
        "claims": [_claim(c, figures) for c in statement.claims],
        "basis": [b.kind.replace("_", " ") for b in statement.basis],
        "answers": statement.refers_to,
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "name": source_words(hop),
        "kind": hop.source.kind.replace("_", " "),
        "marks": source_marks(hop),
        "behalf": hop.source.on_behalf_of,
        "act": act_words(hop),
        "quote": hop.quote,
        "cue": hop.cue.exact if hop.cue else None,
        "said": time_words(hop.said_at) if hop.said_at else None,
    }


def _claim(claim: Claim, figures: Mapping[str, Quantity]) -> dict[str, Any]:
    rows = [("by", participant_words(claim.actor)), ("against", target_words(claim))]
    rows.append(("with", ", ".join(i.name or i.mention.exact for i in claim.instrument)))
    rows.append(("how many", "; ".join(quantity_words(q, figures) for q in claim.quantities)))
    if claim.time:
        rows.append(("when", time_words(claim.time) + (" (from the story)" if claim.time.inherited else "")))
    rows.append(("where", "; ".join(place_words(p) + (" (from the story)" if p.inherited else "") for p in claim.places)))
    rows.append(("how sure", standing_words(claim)))
    rows.append(("hedged by", ", ".join(h.exact for h in claim.hedges)))
    if claim.event_scope == "background":
        rows.append(("scope", "background, not news"))
    return {
        "id": claim.id,
        "type": claim.type.replace("_", " "),
        "trigger": claim.trigger.exact,
        "sign": "✗" if claim.polarity == "negative" else SIGNS[claim.certainty],
        "negative": claim.polarity == "negative",
        "rows": [(label, value) for label, value in rows if value],
    }
