"""What people do with it all: the use cases that the command line, the web and batches share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import msgspec

from allegedly.errors import AllegedlyError, OptionError
from allegedly.export.explanation import write_explanation
from allegedly.export.page import write_page
from allegedly.export.terminal import write_table
from allegedly.intake.files import Overrides, read_bytes, read_document
from allegedly.reading import DocumentReader
from allegedly.records import Document, Rejection

__all__ = ["FORMATS", "Overrides", "Reader", "render", "write_samples"]

FORMATS = ("table", "json", "jsonl", "html")


class Reader:
    """
    Reads articles with the models loaded once: `Reader().read("article.txt")`.

    Safe to use for any number of documents, one at a time. `weights` is a folder of other weights for the
    tagger than those that ship with the package. Raises MissingPartError if a model or table is missing or damaged.
    """

    def __init__(self, weights: str | Path | None = None) -> None:
        self._reader = DocumentReader(Path(weights)) if weights is not None else DocumentReader()

    def read(
        self,
        source: str | Path,
        *,
        published: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Document:
        """
        The record of the article in file `source`: plain text, Markdown or HTML.

        `published` is an RFC 3339 date or instant; it, `outlet`, `title` and `url` override what
        the file says. Raises UnreadableDocumentError or OptionError, each with the remedy.
        """
        overrides = Overrides(published=published, outlet=outlet, title=title, url=url)
        return self._reader.read(read_document(source, overrides=overrides))

    def read_bytes(self, data: bytes, name: str, overrides: Overrides | None = None) -> Document:
        """The record of an article given as bytes; `name` stands for it in messages."""
        return self._reader.read(read_bytes(data, name, overrides=overrides or Overrides()))

    def explain(self, data: bytes, name: str, number: int, overrides: Overrides | None = None) -> str:
        """
        Why statement `number` (as the table counts them) of an article has its chain, as text ready to print.

        Raises OptionError if the article has no such statement.
        """
        document = read_bytes(data, name, overrides=overrides or Overrides())
        explanation = self._reader.explain(document, number)
        if explanation is None:
            raise OptionError(f"--explain {number}", f"{name} has no such statement", "see the numbers in the table")
        return write_explanation(msgspec.to_builtins(explanation))

    def read_all(self, sources: Iterable[tuple[str, bytes | None]], overrides: Overrides) -> Iterator[Document | Rejection]:
        """
        One document or rejection for each (name, bytes) in turn; bytes None means a file to open.

        A source that cannot be read never stops the others.
        """
        for name, data in sources:
            try:
                taken = read_document(name, overrides=overrides) if data is None else read_bytes(data, name, overrides=overrides)
                yield self._reader.read(taken)
            except OptionError:
                raise
            except AllegedlyError as error:
                yield Rejection(error.source, error.reason, error.remedy)


def render(documents: list[Document], form: str, *, colour: bool, width: int) -> str:
    """
    Documents in one of `FORMATS`, as text ready to print.

    json is one object for one document, an array for several; jsonl one object a line; table fits
    `width` columns; html is one self-contained page.
    """
    if form == "json":
        encoded = [msgspec.json.encode(d) for d in documents]
        whole = encoded[0] if len(encoded) == 1 else b"[" + b",".join(encoded) + b"]"
        return msgspec.json.format(whole, indent=1).decode() + "\n"
    if form == "jsonl":
        return "".join(msgspec.json.encode(d).decode() + "\n" for d in documents)
    if form == "html":
        return write_page(documents)
    return write_table(documents, colour=colour, width=width)


def write_samples(folder: Path) -> list[Path]:
    """Copy the sample articles that ship with the package into `folder`; the paths, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sample in sorted(resources.files("allegedly.samples").iterdir(), key=lambda s: s.name):
        if sample.name.endswith((".txt", ".html", ".md")):
            path = folder / sample.name
            path.write_bytes(sample.read_bytes())
            written.append(path)
    return written
