"""The terminal view: the statements in order, each with its chain, act, claims and figures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from allegedly.export.wording import (
    SIGNS,
    act_words,
    figures_by_id,
    participant_words,
    place_words,
    printable,
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

LONGEST_CONTENT = 220
INDENT = 5
LEGEND = (
    "● certain ◕ probable ◔ possible ○ unknown ✗ said not to be so, as the last of the chain presents it. "
    "In brackets: taken over from the story around it."
)


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
    if any(s.claims for d in documents for s in d.statements):
        console.print()
        console.print(Text(LEGEND, style="dim"))
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _print_document(console: Console, document: Document) -> None:
    console.print(Text(title_words(document), style="bold"))
    claims = sum(len(s.claims) for s in document.statements)
    facts = [document.outlet or "outlet unknown", published_words(document.published) if document.published else "date unknown"]
    facts += [f"{len(document.statements)} statements", f"{claims} claims"]
    if document.repairs:
        facts.append(f"{len(document.repairs)} characters repaired")
    console.print(Text(printable(" · ".join(facts)), style="dim"))
    figures = figures_by_id(document)
    zone = None
    for k, statement in enumerate(document.statements, 1):
        if statement.zone != zone:
            zone = statement.zone
            console.print(Rule(Text(f" {zone} ", style="dim"), align="left", style="dim", characters="─"))
        _print_statement(console, k, statement, figures)
    if not document.statements:
        console.print(Text("Nothing checkable is said here.", style="italic"))


def _print_statement(console: Console, number: int, statement: Statement, figures: Mapping[str, Quantity]) -> None:
    console.print(_hanging(Text(f"{number:>3}", style="dim"), _chain(statement.chain), 3, before=0))
    content = printable(" … ".join(span.exact for span in statement.content))
    if len(content) > LONGEST_CONTENT:
        content = content[: LONGEST_CONTENT - 1].rsplit(" ", 1)[0] + "…"
    if content:
        console.print(Padding(Text(f"“{content}”", style="italic"), (0, 0, 0, INDENT)))
    for claim in statement.claims:
        console.print(_hanging(_sign(claim), _claim(claim, figures), 1, before=INDENT))
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
        if marks := source_marks(hop):
            text.append(f" [{', '.join(marks)}]", style="magenta")
        if len(chain) == 1 and hop.source.kind == "outlet":
            text.append(" in its own voice", style="dim")
        if root and len(chain) > 1:
            text.append(f" {act_words(hop)}", style="bold yellow")
            if hop.quote in {"direct", "mixed"}:
                text.append(f" ({hop.quote} quote)", style="dim")
            if hop.said_at is not None:
                text.append(f" on {time_words(hop.said_at)}", style="dim")
    return text


def _claim(claim: Claim, figures: Mapping[str, Quantity]) -> Text:
    text = Text()
    text.append(claim.type.replace("_", " "), style="bold")
    text.append(f" “{printable(claim.trigger.exact)}”")
    for label, value in _facts(claim, figures):
        text.append(f"  {label} ", style="dim")
        text.append(value, style="bold" if label == "how many" else "")
    return text


def _facts(claim: Claim, figures: Mapping[str, Quantity]) -> Iterator[tuple[str, str]]:
    if who := participant_words(claim.actor):
        yield "by", who
    if whom := target_words(claim):
        yield "against", whom
    means = [printable(i.name or i.model or i.class_ or i.mention.exact) for i in claim.instrument]
    if means:
        yield "with", ", ".join(dict.fromkeys(means))
    if claim.quantities:
        yield "how many", "; ".join(quantity_words(q, figures) for q in claim.quantities)
    if claim.time is not None:
        yield "when", _taken_over(time_words(claim.time), inherited=claim.time.inherited)
    if claim.places:
        yield "where", "; ".join(_taken_over(place_words(p), inherited=p.inherited) for p in claim.places)
    hedges = ", ".join(f"“{printable(h.exact)}”" for h in claim.hedges)
    standing = standing_words(claim)
    # The sign before the claim says "certain" well enough.
    if standing != "certain" or hedges:
        yield "how sure", standing + (f" ({hedges})" if hedges else "")
    if claim.event_scope == "background":
        yield "scope", "background, not news"


def _taken_over(words: str, *, inherited: bool) -> str:
    return f"[{words}]" if inherited else words
