"""
A file or bytes → a `Document`: decoded, its metadata read, its format's zones marked.

Plain text, Markdown and HTML, told apart by content and suffix. What cannot become a document is turned
away at once, by an error that says why and what would help.
"""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec

from allegedly.errors import OptionError, UnreadableDocumentError
from allegedly.intake.charsets import decode
from allegedly.intake.dates import is_rfc_3339
from allegedly.intake.drafts import Draft, normalised, one_line
from allegedly.intake.html import looks_like_feed, looks_like_html, read_html
from allegedly.intake.language import ENGLISH, foreign_language
from allegedly.intake.markdown import looks_like_markdown, read_markdown
from allegedly.intake.plain import read_plain
from allegedly.intake.signatures import recognise
from allegedly.records import Document, content_id

LARGEST_BYTES = 50_000_000
# An article of a million words has shorter lines; packed data has not.
LONGEST_LINE = 2_000_000
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mkd"})


class Overrides(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says of a document, over what it says of itself; raises OptionError for an impossible date."""

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and not is_rfc_3339(self.published):
            raise OptionError(
                "published",
                f"{self.published!r} is not a date or instant",
                "write it as 2024-08-11 or 2024-08-11T09:00:00+02:00",
            )


def read_document(source: str | Path, *, overrides: Overrides | None = None) -> Document:
    """The document in file `source`; raises UnreadableDocumentError with the remedy if it holds none."""
    path = Path(source)
    name = str(source)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableDocumentError(name, "it is a directory", "name the files in it")
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            raise UnreadableDocumentError(name, "it is not a file", "name a text, Markdown or HTML file")
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableDocumentError(name, "no such file", "check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableDocumentError(name, reason.lower(), "check the path and its permissions") from None
    return read_bytes(data, name, overrides=overrides)


def read_bytes(data: bytes, name: str, *, overrides: Overrides | None = None) -> Document:
    """The document in `data`; `name` stands for it in messages, and its suffix helps to tell the format."""
    if len(data) > LARGEST_BYTES:
        raise UnreadableDocumentError(name, f"it is larger than {LARGEST_BYTES // 1_000_000} MB", "give one article a file")
    if not data.strip():
        raise UnreadableDocumentError(name, "it is empty", "give an article as text, Markdown or HTML")
    known = recognise(data)
    if known:
        raise UnreadableDocumentError(name, known.reason, known.remedy)
    suffix = Path(name).suffix.lower()
    text = decode(data, markup=suffix in _HTML_SUFFIXES or data[:200].lstrip().startswith(b"<"))
    if text is None:
        raise UnreadableDocumentError(name, "it is not text in any known character set", "save the article as UTF-8 text")
    draft = _draft(normalised(text), suffix, name)
    return _document(draft, name, overrides or Overrides())


def _draft(text: str, suffix: str, name: str) -> Draft:
    if looks_like_feed(text):
        raise UnreadableDocumentError(name, "it is a news feed, not an article", "save one of its articles as a page and read that")
    if _is_json(text):
        raise UnreadableDocumentError(name, "it is JSON data, not an article", "give the article's text itself")
    if looks_like_html(text) or suffix in _HTML_SUFFIXES:
        return read_html(text, name)
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        raise UnreadableDocumentError(
            name, f"it has a line of {longest:,} characters", "give an article with line breaks between paragraphs"
        )
    if suffix in _MARKDOWN_SUFFIXES or looks_like_markdown(text):
        return read_markdown(text)
    return read_plain(text)


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        msgspec.json.decode(text.strip().encode("utf-8"), type=dict[str, msgspec.Raw] | list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _document(draft: Draft, name: str, overrides: Overrides) -> Document:
    if not any(c.isalnum() for c in draft.text):
        raise UnreadableDocumentError(name, "it holds no words", "give an article as text, Markdown or HTML")
    foreign = foreign_language(draft.text)
    if foreign:
        raise UnreadableDocumentError(
            name, f"it is not in English (it looks like {foreign})", "give an English text or a translation"
        )
    url, outlet = one_line(overrides.url) or draft.url, one_line(overrides.outlet) or draft.outlet
    title, published = one_line(overrides.title) or draft.title, overrides.published or draft.published
    declared = draft.language or ENGLISH
    return Document(
        id=content_id("d", url, outlet, title, published, draft.text),
        url=url,
        outlet=outlet,
        title=title,
        authors=draft.authors,
        language=declared if declared.lower().split("-")[0] == ENGLISH else ENGLISH,
        published=published,
        text=draft.text,
        zones=draft.zones,
    )
