"""
Brings what the pages show up to date: `python docs/refresh.py [FIGURES.json]`.

Rewrites, in README.md and docs/*.md, each block that stands under a marker:

    <!-- output: allegedly read demo/1-port-wire.html | head -n 20 -->   what the command prints, with the samples in demo/
    <!-- seed: "two words", "others" -->    the statements of the first article that hold these words, without their contents
    <!-- seed zones -->, <!-- seed repairs -->
    <!-- figures: NAME, NAME -->            the second, third… column of the table, by the key in the first

Figures come from the file that `python -m evals --json FIGURES.json` writes; without it tables stay. The first article
lies outside the repository; where it is missing its blocks stay.
"""
# ruff: noqa: INP001, T201  a command that stands beside the pages, not a module of the program

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from allegedly.desk import Reader, render
from allegedly.records import Document, Statement

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared/data/seed/000_ee936e8667926ea9.txt"
PUBLISHED = "2024-08-11"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^<!-- (output|seed)(:| zones| repairs)(.*?) -->\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^<!-- figures: (\S.*?) -->\n((?:\|.*\n)+)", re.MULTILINE)
# Correlations and errors, shown as they are; proportions are shown as percent.
PLAIN = frozenset({"r", "mae"})


def main() -> int:
    """Rewrite the pages; 0."""
    figures = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")) if len(sys.argv) > 1 else {}
    seed = read_seed()
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = with_figures(with_outputs(old, seed), figures)
        if new != old:
            page.write_text(new, encoding="utf-8")
            print(f"refreshed {page.relative_to(ROOT)}")
    return 0


def read_seed() -> Document | None:
    """The record of the first article; None where it is not at hand."""
    return Reader().read(SEED, published=PUBLISHED) if SEED.exists() else None


def with_outputs(page: str, seed: Document | None) -> str:
    """`page` with every generated block as the program would print it now."""

    def fresh(found: re.Match[str]) -> str:
        now = block(found[1], found[2].strip(" :"), found[3].strip(), seed)
        return found[0] if now is None else found[0].removesuffix(found[4] + "```") + now + "```"

    return BLOCK.sub(fresh, page)


def block(kind: str, form: str, wanted: str, seed: Document | None) -> str | None:
    """What a generated block must hold; None if the first article is needed and not at hand."""
    if kind == "output":
        return command_output(wanted)
    if seed is None:
        return None
    if form == "zones":
        return "".join(f"{z.kind:<12}{z.start:>6} –{z.end:>6}  voice: {z.voice or 'unknown'}\n" for z in seed.zones)
    if form == "repairs":
        return "".join(f"at {r.start}: {r.original!r} now {seed.text[r.start : r.end]!r}\n" for r in seed.repairs)
    return bare_statements(seed, re.findall(r'"(.*?)"', wanted))


def command_output(command: str) -> str:
    """What an `allegedly` command prints on 80 columns in a folder with the samples in demo/; "| head -n N" cuts it."""
    words, _, cut = command.partition(" | head -n ")
    run = [sys.executable, "-m", "allegedly.cli"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}
        for arguments in (["samples", "demo"], words.split()[1:]):
            done = subprocess.run(run + arguments, cwd=folder, env=environment, capture_output=True, check=True)  # noqa: S603  our own command
    lines = done.stdout.decode("utf-8").splitlines()
    return "\n".join(lines[: int(cut)] if cut else lines).rstrip() + "\n"


def bare_statements(seed: Document, phrases: list[str]) -> str:
    """The shortest statement that holds each phrase, as the table prints it, without the article's sentences."""
    chosen = []
    for phrase in phrases:
        holding = [s for s in seed.statements if any(phrase in span.exact for span in s.content)]
        if not holding:
            message = f"docs/first-article.md: no statement holds {phrase!r} any more; choose other words"
            raise ValueError(message)
        shortest = min(holding, key=lambda s: sum(span.end - span.start for span in s.content))
        if shortest not in chosen:
            chosen.append(shortest)
    bare = msgspec.structs.replace(seed, statements=tuple(_bare(s) for s in chosen))
    lines = render([bare], "table", colour=False, width=80).splitlines()
    first = next(k for k, line in enumerate(lines) if re.match(r" \w+  ─", line))
    last = lines.index("", first) if "" in lines[first:] else len(lines)
    return "\n".join(line for line in lines[first:last] if not re.match(r" \w+  ─", line)) + "\n"


def _bare(statement: Statement) -> Statement:
    """`statement` without its contents, and its claims without targets, which can be long phrases of the article."""
    claims = tuple(msgspec.structs.replace(claim, target=()) for claim in statement.claims)
    return msgspec.structs.replace(statement, content=(), claims=claims)


def with_figures(page: str, figures: dict[str, dict[str, float]]) -> str:
    """`page` with its tables of figures filled: a column for each yardstick; keys stand as code in the first."""

    def fresh(found: re.Match[str]) -> str:
        measured = [figures.get(name, {}) for name in found[1].split(", ")]
        return f"<!-- figures: {found[1]} -->\n" + "".join(_row(line, measured) for line in found[2].splitlines(keepends=True))

    return TABLE.sub(fresh, page)


def _row(line: str, measured: list[dict[str, float]]) -> str:
    cells = line.split("|")
    if key := re.search(r"`(.+?)`", cells[1]):
        for column, found in enumerate(measured, 2):
            if key[1] in found:
                cells[column] = f" {shown(key[1], found)} "
    return "|".join(cells)


def shown(key: str, found: dict[str, float]) -> str:
    """A figure as the tables show it: percent with one decimal; correlations and errors with two."""
    if key in PLAIN:
        return f"{found[key]:.2f}"
    # Some yardsticks give percent, others proportions; none of the former has only figures up to 1.
    scale = 100 if max(abs(value) for value in found.values()) <= 1 else 1
    return f"{found[key] * scale:.1f}"


if __name__ == "__main__":
    sys.exit(main())
