"""The terminal view: the statements in order, each with its chain, act, claims and figures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from allegedly.export.wording import (
    SIGNS, act_words, place_words, printable, quantity_words, source_words, standing_words, time_words,
)  # fmt: skip
from allegedly.records import Claim, Document, Hop, Statement

LONGEST_CONTENT = 220
INDENT = 5


def write_table(documents: Sequence[Document], *, colour: bool, width: int) -> str:
    """`documents` as text of at most `width` columns, with ANSI colours if `colour`."""
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    for k, document in enumerate(documents):
        if k:
            console.print()
        _print_document(console, document)
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _print_document(console: Console, document: Document) -> None:
    title = document.title or document.url or "An article without a title"
    console.print(Text(printable(title), style="bold"))
    claims = sum(len(s.claims) for s in document.statements)
    facts = [document.outlet or "outlet unknown", document.published or "date unknown"]
    facts += [f"{len(document.statements)} statements", f"{claims} claims"]
    if document.repairs:
        facts.append(f"{len(document.repairs)} characters repaired")
    console.print(Text(printable(" · ".join(facts)), style="dim"))
    zone = None
    for k, statement in enumerate(document.statements, 1):
        if statement.zone != zone:
            zone = statement.zone
            console.print(Rule(Text(f" {zone} ", style="dim"), align="left", style="dim", characters="─"))
        _print_statement(console, k, statement)
    if not document.statements:
        console.print(Text("Nothing checkable is said here.", style="italic"))


def _print_statement(console: Console, number: int, statement: Statement) -> None:
    console.print(_hanging(Text(f"{number:>3}", style="dim"), _chain(statement.chain), 3, before=0))
    content = printable(" … ".join(span.exact for span in statement.content))
    if len(content) > LONGEST_CONTENT:
        content = content[: LONGEST_CONTENT - 1].rsplit(" ", 1)[0] + "…"
    console.print(Padding(Text(f"“{content}”", style="italic"), (0, 0, 0, INDENT)))
    for claim in statement.claims:
        console.print(_hanging(_sign(claim), _claim(claim), 1, before=INDENT))
    if statement.refers_to:
        console.print(Padding(Text("answers an earlier statement", style="dim"), (0, 0, 0, INDENT)))
    if statement.basis:
        kinds = ", ".join(dict.fromkeys(b.kind.replace("_", " ") for b in statement.basis))
        console.print(Padding(Text(f"offers: {kinds}", style="dim"), (0, 0, 0, INDENT)))


def _hanging(label: Text, text: Text, label_width: int, *, before: int) -> Padding:
    """`text` in a column of its own beside `label`, so that its further lines are indented."""
    grid = Table.grid(padding=(0, 2 if label_width > 1 else 1, 0, 0), expand=True)
    grid.add_column(width=label_width)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(label, text)
    return Padding(grid, (0, 0, 0, before))


def _sign(claim: Claim) -> Text:
    negative = claim.polarity == "negative"
    return Text("✗" if negative else SIGNS[claim.certainty], style="red" if negative else "green")


def _chain(chain: Sequence[Hop]) -> Text:
    text = Text()
    for k, hop in enumerate(chain):
        root = k == len(chain) - 1
        if k:
            text.append(" → ", style="dim")
        text.append(source_words(hop), style="bold cyan" if root else "cyan")
        details = [d for d in (hop.source.party, None if hop.source.named else "unnamed") if d]
        if details:
            text.append(f" [{', '.join(details)}]", style="magenta")
        if root and len(chain) > 1:
            text.append(f" {act_words(hop)}", style="bold yellow")
            if hop.quote in {"direct", "mixed"}:
                text.append(f" ({hop.quote} quote)", style="dim")
            if hop.said_at is not None:
                text.append(f" on {time_words(hop.said_at)}", style="dim")
    return text


def _claim(claim: Claim) -> Text:
    text = Text()
    text.append(claim.type.replace("_", " "), style="bold")
    text.append(f" “{printable(claim.trigger.exact)}”")
    for label, value in _facts(claim):
        text.append(f"  {label} ", style="dim")
        text.append(value, style="bold" if label == "how many" else "")
    return text


def _facts(claim: Claim) -> Iterator[tuple[str, str]]:
    who = [printable(a.name or a.mention.exact) for a in claim.actor if a.mention]
    if who:
        yield "by", ", ".join(dict.fromkeys(who))
    means = [printable(i.name or i.model or i.class_ or i.mention.exact) for i in claim.instrument]
    if means:
        yield "with", ", ".join(dict.fromkeys(means))
    if claim.quantities:
        yield "how many", "; ".join(quantity_words(q) for q in claim.quantities)
    if claim.time is not None:
        yield "when", time_words(claim.time)
    if claim.places:
        yield "where", "; ".join(place_words(p) for p in claim.places)
    hedges = ", ".join(f"“{printable(h.exact)}”" for h in claim.hedges)
    yield "how sure", standing_words(claim) + (f" ({hedges})" if hedges else "")
    if claim.event_scope == "background":
        yield "", "background"
