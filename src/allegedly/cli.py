"""The command line: arguments and printing, no logic."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from allegedly import __version__
from allegedly.errors import AllegedlyError, OptionError

if TYPE_CHECKING:
    from allegedly.desk import Overrides, Reader
    from allegedly.records import Document, Rejection

EXAMPLES = """
\b
Examples:
  allegedly read article.txt --published 2024-08-11
  allegedly read page.html --format json > record.json
  allegedly read *.txt --format html > articles.html
  cat article.txt | allegedly read - --outlet "The Example Courier"
  allegedly read article.txt --explain 4
"""
FAILURE = 2
NARROW, WIDEST = 80, 100


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="allegedly")
def main() -> None:
    """
    Show who says so.

    Reads news on wars and crises and shows who said what happened, through whom, how sure they
    were, how many, when and where.
    """


@main.command(epilog=EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["table", "json", "jsonl", "html"]), default="table", show_default=True)
@click.option("--published", metavar="DATE", help="When it was published: 2024-08-11 or 2024-08-11T09:00:00+02:00.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--url", metavar="URL", help="Its address.")
@click.option(
    "--explain", metavar="N", type=click.IntRange(min=1), help="Show why statement N of one article has its chain of sources."
)
@click.option("--weights", metavar="FOLDER", type=click.Path(file_okay=False), help="Other weights for the tagger.")
@click.option("--colour/--no-colour", "colour", default=None, help="Colour in the table; by default when printing to a terminal.")
def read(
    files: tuple[str, ...],
    form: str,
    colour: bool | None,  # noqa: FBT001
    explain: int | None,
    weights: str | None,
    **given: str | None,
) -> None:
    """
    Read articles (plain text, Markdown, HTML; "-" is standard input) and print what is said in them.

    Exit status: 0 if all were read, 2 if one could not be (the others are printed all the same).
    """
    from allegedly.desk import Overrides, Reader, render  # noqa: PLC0415  --help must not load the models

    with _errors_in_one_line():
        overrides = Overrides(**given)
        reader = Reader(weights)
        if explain is not None:
            _print(_explained(reader, files, explain, overrides))
            return
        found = list(_with_progress(reader.read_all(_sources(files), overrides), len(files)))
    documents = [d for d in found if not _rejected(d)]
    for rejection in found:
        if _rejected(rejection):
            click.echo(f"allegedly: {rejection.source}: {rejection.reason}; {rejection.remedy}", err=True)  # type: ignore[union-attr]
    if documents:
        terminal = sys.stdout.isatty()
        width = min(shutil.get_terminal_size().columns, WIDEST) if terminal else NARROW
        _print(render(documents, form, colour=terminal if colour is None else colour, width=width))  # type: ignore[arg-type]
    if len(documents) < len(found):
        sys.exit(FAILURE)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def samples(folder: Path) -> None:
    """Write the sample articles (invented events in real places) into FOLDER."""
    from allegedly.desk import write_samples  # noqa: PLC0415

    with _errors_in_one_line():
        for path in write_samples(folder):
            click.echo(path)


def _sources(files: tuple[str, ...]) -> Iterator[tuple[str, bytes | None]]:
    for name in files:
        yield ("standard input", sys.stdin.buffer.read()) if name == "-" else (name, None)


def _explained(reader: Reader, files: tuple[str, ...], number: int, overrides: Overrides) -> str:
    if len(files) != 1:
        raise OptionError("--explain", f"it takes one article, not {len(files)}", "name one file")
    ((name, data),) = _sources(files)
    return reader.explain(Path(name).read_bytes() if data is None else data, name, number, overrides)


def _rejected(found: Document | Rejection) -> bool:
    return type(found).__name__ == "Rejection"


def _with_progress(found: Iterable[Document | Rejection], total: int) -> Iterable[Document | Rejection]:
    if total == 1 or not sys.stderr.isatty():
        return found
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    return track(found, description="reading", total=total, console=Console(stderr=True))


def _print(text: str) -> None:
    stream: IO[bytes] = sys.stdout.buffer
    try:
        stream.write(text.encode("utf-8"))
        stream.flush()
    except BrokenPipeError:
        # The reader of the pipe ("| head") has seen enough.
        sys.stderr.close()
        sys.exit(0)


@contextmanager
def _errors_in_one_line() -> Iterator[None]:
    try:
        yield
    except AllegedlyError as error:
        click.echo(f"allegedly: {error}", err=True)
        sys.exit(FAILURE)
    except OSError as error:
        click.echo(f"allegedly: {error.filename or ''}: {error.strerror or error}; check the path and its permissions", err=True)
        sys.exit(FAILURE)


if __name__ == "__main__":
    main()
