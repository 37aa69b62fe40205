"""Markdown (CommonMark): headings, block quotations and pictures become zones, the rest lines of prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from allegedly.intake.dates import read_date
from allegedly.intake.drafts import Draft, Line, lay_out, one_line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>(?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<name>[A-Za-z_]{3,20})[ \t]*:[ \t]*(?P<value>[^\n]+)$", re.MULTILINE)
_FIELDS = {
    "title": "title", "headline": "title", "outlet": "outlet", "source": "outlet", "publisher": "outlet", "site": "outlet",
    "author": "author", "authors": "author", "byline": "author", "date": "published", "published": "published",
    "url": "url", "link": "url", "canonical": "url", "lang": "language", "language": "language",
}  # fmt: skip
# Deeper nesting than this is no article; the parser drops what lies beyond.
_MAX_NESTING = 40


def looks_like_markdown(text: str) -> bool:
    """Whether `text` opens as Markdown does: front matter or an ATX heading."""
    return bool(re.match(r"\s*#{1,3} \S[^\n]*\n", text) or (_FRONT_MATTER.match(text) and _FIELD.search(text[:2000])))


def read_markdown(text: str) -> Draft:
    """The article in a Markdown text; front matter fields (`title`, `source`, `date`…) are its metadata."""
    given: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        text = text[front.end() :]
        for field in _FIELD.finditer(front["fields"]):
            name = _FIELDS.get(field["name"].lower())
            value = one_line(field["value"].strip().strip("\"'[]"))
            if name and value:
                given.setdefault(name, value)
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING, "html": True}).disable(["reference"])
    lines = list(_lines(parser.parse(text)))
    shown = lines[0].text if lines and lines[0].kind == "headline" else None
    whole, zones = lay_out(lines)
    return Draft(
        whole,
        zones,
        title=one_line(shown) or given.get("title"),
        outlet=given.get("outlet"),
        authors=tuple(a for part in given["author"].split(",") if (a := part.strip())) if "author" in given else None,
        published=read_date(given["published"]) if "published" in given else None,
        url=given.get("url"),
        language=given.get("language"),
    )


def _lines(tokens: Iterable[Token]) -> Iterator[Line]:
    quoted = 0
    heading = False
    for token in tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            quoted += token.nesting
        elif token.type in {"heading_open", "heading_close"}:
            heading = token.nesting > 0
        elif token.type == "inline":
            kind = "headline" if heading else "quotation" if quoted else None
            yield from (Line(text, found or kind) for text, found in _inline(token.children or []))
        elif token.type in {"fence", "code_block"}:
            yield from (Line(line, "quotation" if quoted else None) for line in token.content.splitlines())


def _inline(tokens: list[Token]) -> Iterator[tuple[str, str | None]]:
    """The text lines of one block; a picture's own words are a caption on a line of its own."""
    words: list[str] = []
    captions: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak":
            yield "".join(words), None
            words.clear()
        elif token.type == "image":
            captions.extend(c for c in (token.content, str(token.attrs.get("title") or "")) if c.strip())
    if "".join(words).strip():
        yield "".join(words), None
    for caption in dict.fromkeys(captions):
        yield caption, "caption"
