"""
HTML: the article out of its page.

Trafilatura (Barbaresi, ACL 2021) tells the article from navigation, advertising and the rest; block quotations
and picture captions keep their zone. Nothing named in the page is fetched or run.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from allegedly.errors import UnreadableDocumentError
from allegedly.intake.drafts import Draft, Line, lay_out, one_line
from allegedly.intake.metadata import read_metadata

# The parser stops at 256 and would lose the rest in silence.
DEEPEST = 250
# Trafilatura's work grows faster than the page; a larger one is read block by block.
MOST_ELEMENTS = 15_000
_INLINE_DATA = re.compile(r"""(["'])data:[^"']{200,}\1""")
_HUGE_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}>")
_SUBSET = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<!DOCTYPE[^\[>]{0,300}\[", re.IGNORECASE)
_OPENS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_OPENS_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption", "td", "pre", "dd", "dt"})
_NOT_PROSE = ("script", "style", "noscript", "template", "nav", "footer", "form", "aside", "iframe", "svg", "button", "select")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def looks_like_html(text: str) -> bool:
    """Whether `text` opens as a web page or a piece of one."""
    return bool(_OPENS_HTML.match(text[:5000]))


def looks_like_feed(text: str) -> bool:
    """Whether `text` opens as an RSS or Atom feed."""
    return bool(_OPENS_FEED.match(text[:5000]))


def read_html(html: str, name: str) -> Draft:
    """The article of the page `html`; raises UnreadableDocumentError, naming `name`, if it holds none."""
    tree = _parse(html, name)
    metadata = read_metadata(tree)
    lines = list(_article_lines(tree))
    if not lines:
        raise UnreadableDocumentError(
            name, "the page holds no article text", "save the page after it has loaded fully, or give its text"
        )
    title, lines = _with_title(lines, metadata.titles, tree)
    text, zones = lay_out(lines)
    return Draft(
        text, zones, title, outlet=metadata.outlet, authors=metadata.authors, published=metadata.published, url=metadata.url,
        language=metadata.language,
    )  # fmt: skip


def _parse(html: str, name: str) -> HtmlElement:
    html = _HUGE_TAG.sub(" ", _INLINE_DATA.sub('""', _without_entity_definitions(html)))
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocumentError(name, "the page cannot be parsed", "save the page again, or give its text") from error
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest >= DEEPEST:
        raise UnreadableDocumentError(
            name, f"its markup is nested more than {DEEPEST} levels deep", "give the article's text instead"
        )
    return tree


def _without_entity_definitions(html: str) -> str:
    """The page without a document type's own definitions, which no browser reads and which may expand without end."""
    opened = _SUBSET.match(html)
    closed = html.find("]>", opened.end()) if opened else -1
    return html[closed + 2 :] if closed >= 0 else html


def _article_lines(tree: HtmlElement) -> Iterator[Line]:
    known = _marked_lines(tree)
    lines = list(_extracted(tree)) if sum(1 for _ in tree.iter()) <= MOST_ELEMENTS else []
    for line in lines or _every_block(tree):
        text = one_line(line.text)
        if text:
            yield Line(text, line.kind or known.get(text))


def _marked_lines(tree: HtmlElement) -> dict[str, str]:
    """The zone kind of lines that stand in block quotations and captions, by their text."""
    found: dict[str, str] = {}
    for tag, kind in (("blockquote", "quotation"), ("figcaption", "caption")):
        for element in tree.iter(tag):
            for line in _block_lines(element):
                found.setdefault(line, kind)
    return found


def _extracted(tree: HtmlElement) -> Iterator[Line]:
    from trafilatura import bare_extraction  # noqa: PLC0415  half a second that plain text does not need

    page = copy.deepcopy(tree)
    # Trafilatura drops captions as furniture; as paragraphs they stay.
    for element in list(page.iter("figcaption")):
        element.tag = "p"
    for element in list(page.iter("figure")):
        element.tag = "div"
    try:
        found = bare_extraction(page, include_comments=False, with_metadata=False, include_tables=True)
    except (RecursionError, ValueError, etree.LxmlError):
        return
    if found is None or isinstance(found, dict) or found.body is None:
        return
    for element in found.body:
        yield from _output_lines(element)


def _output_lines(element: HtmlElement) -> Iterator[Line]:
    """The lines of one block of Trafilatura's own markup (`head`, `p`, `quote`, `list`, `table`)."""
    kind = {"head": "headline", "quote": "quotation"}.get(element.tag)
    inner = {"quote": "p", "list": "item", "table": "row"}.get(element.tag)
    blocks = [b for b in element.iter(inner) if b is not element] if inner else []
    if not blocks:
        yield from (Line(text, kind) for text in _broken_text(element, "lb"))
        return
    if (element.text or "").strip():
        yield Line(element.text, kind)
    for block in blocks:
        if element.tag == "table":
            yield Line(" ".join(" ".join(cell.itertext()).strip() for cell in block.iter("cell")), kind)
        else:
            yield from (Line(text, kind) for text in _broken_text(block, "lb"))
            if (block.tail or "").strip():
                yield Line(block.tail, kind)


def _every_block(tree: HtmlElement) -> Iterator[Line]:
    """Every block of prose in the page's article (else main, else body): what small or huge pages are read by."""
    start = next((e for tag in ("article", "main", "body") for e in tree.iter(tag)), tree)
    page = copy.deepcopy(start)
    etree.strip_elements(page, *_NOT_PROSE, with_tail=False)
    for element in page.iter(*_BLOCKS):
        kind = "headline" if element.tag in _HEADINGS else None
        if any(True for _ in element.iter(*_BLOCKS - {element.tag})) or any(True for _ in element.iterchildren(*_BLOCKS)):
            continue
        yield from (Line(text, kind) for text in _broken_text(element, "br"))
    if not any(True for _ in page.iter(*_BLOCKS)):
        yield from (Line(text) for text in _broken_text(page, "br"))


def _block_lines(element: HtmlElement) -> Iterator[str]:
    blocks = [b for b in element.iter("p", "li") if b is not element] or [element]
    for block in blocks:
        yield from (text for part in _broken_text(block, "br") if (text := one_line(part)))


def _broken_text(element: HtmlElement, line_break: str) -> Iterable[str]:
    parts: list[str] = [element.text or ""]
    for inner in element.iter():
        if inner is element:
            continue
        if inner.tag == line_break:
            parts.append("\n")
    if "\n" not in parts:
        return ["".join(element.itertext())]
    return "".join(_text_with_breaks(element, line_break)).split("\x1e")


def _text_with_breaks(element: HtmlElement, line_break: str) -> Iterator[str]:
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield "\x1e" if inner.tag == line_break else inner.text or ""
        elif inner is not element:
            yield inner.tail or ""


def _with_title(lines: list[Line], titles: tuple[str, ...], tree: HtmlElement) -> tuple[str | None, list[Line]]:
    """The title, and the lines with it as the first if the page shows it."""
    shown = {_plain(text): text for h in tree.iter("h1", "h2") if (text := one_line(h.text_content()))}
    title = next((shown[_plain(t)] for t in titles if _plain(t) in shown), titles[0] if titles else None)
    if title is None:
        return (lines[0].text, lines) if lines[0].kind == "headline" else (None, lines)
    key = _plain(title)
    if key not in shown and key not in (_plain(line.text) for line in lines[:3]):
        return title, lines
    return title, [Line(title, "headline"), *(line for line in lines if _plain(line.text) != key)]


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
