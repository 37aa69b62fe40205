"""
allegedly: who says so? Reads contested reporting and keeps who said what, through whom, how sure.

    import allegedly
    record = allegedly.read("article.txt", published="2024-08-11")

`read` loads the models each time it is first used; `Reader` keeps them for many documents.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from allegedly.errors import AllegedlyError
from allegedly.records import Claim, Document, Hop, Quantity, Span, Statement

if TYPE_CHECKING:
    from allegedly.desk import Reader

__all__ = ["AllegedlyError", "Claim", "Document", "Hop", "Quantity", "Reader", "Span", "Statement", "read"]
__version__ = "0.1.0"


@functools.cache
def _reader() -> Reader:
    from allegedly.desk import Reader  # noqa: PLC0415  loads the language model's machinery

    return Reader()


def read(
    source: str | Path, *, published: str | None = None, outlet: str | None = None, title: str | None = None, url: str | None = None
) -> Document:
    """
    The record of one article; the models are loaded at the first call and kept.

    See `Reader.read` for the options and errors.
    """
    return _reader().read(source, published=published, outlet=outlet, title=title, url=url)


def __getattr__(name: str) -> type[Reader]:
    # Reader pulls in spaCy, which "import allegedly" alone does not need.
    if name == "Reader":
        from allegedly.desk import Reader  # noqa: PLC0415

        return Reader
    raise AttributeError(f"module 'allegedly' has no attribute {name!r}")
