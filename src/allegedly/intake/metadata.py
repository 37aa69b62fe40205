"""
What a web page says of itself: JSON-LD (schema.org), OpenGraph, meta tags, its byline and its title.

Only what the page states is taken. Guesses from the copyright line or the file's age are not made: a wrong
date of publication moves every "yesterday" of the article.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from allegedly.intake.dates import date_in_url, read_date
from allegedly.intake.drafts import one_line

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Analysis|Review|WebPage)$")
_SEPARATOR = re.compile(r"\s+[|–—·»]\s+|\s+-\s+")
_BY = re.compile(r"^\s*(?:written\s+|reported\s+)?by[:\s]+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\band\b|&|\|)\s*")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_PUBLISHED_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "published_time",
)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own account: `titles` in order of trust; None or empty where it is silent."""

    titles: tuple[str, ...]
    outlet: str | None
    authors: tuple[str, ...] | None
    published: str | None
    url: str | None
    language: str | None


def read_metadata(tree: HtmlElement) -> Metadata:
    """The metadata of a parsed page."""
    things = list(_linked_data(tree))
    article = next((t for t in things if _is_article(t)), {})
    tags = _meta_tags(tree)
    headings = [text for h in tree.iter("h1") if (text := one_line(h.text_content()))]
    page_title = one_line(tree.findtext(".//title"))
    titles = [_text(article.get("headline")), tags.get("og:title"), tags.get("twitter:title"), *headings]
    known = [t for t in titles if t]
    first, site = _split_title(page_title, known)
    url = _url(tree, tags, article)
    return Metadata(
        titles=tuple(dict.fromkeys(t for t in [*known, first] if t)),
        outlet=_name(article.get("publisher")) or tags.get("og:site_name") or _site(things) or tags.get("application-name") or site,
        authors=_authors(article, tags, tree),
        published=_published(article, tags, tree, url),
        url=url,
        language=_language(tree, tags, article),
    )


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first; broken blocks are passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            pending: deque[Any] = deque([msgspec.json.decode((script.text or "").strip().encode("utf-8", errors="replace"))])
        except (msgspec.DecodeError, RecursionError):
            continue
        while pending:
            value = pending.popleft()
            if isinstance(value, dict):
                yield value
                pending.extend(v for v in value.values() if isinstance(v, dict | list))
            elif isinstance(value, list):
                pending.extend(v for v in value if isinstance(v, dict | list))


def _types(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _is_article(thing: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(kind) for kind in _types(thing)) and ("headline" in thing or "datePublished" in thing)


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = one_line(meta.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _text(value: object) -> str | None:
    return one_line(value) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return next((name for v in value if (name := _name(v))), None)
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _site(things: list[dict[str, Any]]) -> str | None:
    kinds = {"NewsMediaOrganization", "WebSite"}
    return next((name for t in things if kinds & set(_types(t)) and (name := _name(t))), None)


def _split_title(page_title: str | None, known: list[str]) -> tuple[str | None, str | None]:
    """The title proper and the site's name out of `Title | Site`; the site only if the rest is a title already known."""
    if page_title is None:
        return None, None
    parts = _SEPARATOR.split(page_title)
    for at in range(len(parts) - 1, 0, -1):
        head = page_title[: page_title.rindex(parts[at])].rstrip(" |–—·»-")
        if any(head.casefold() == k.casefold() for k in known):
            return head, parts[at]
    return (parts[0] if len(parts) > 1 and len(parts[0].split()) > len(parts[-1].split()) else page_title), None


def _authors(article: dict[str, Any], tags: dict[str, str], tree: HtmlElement) -> tuple[str, ...] | None:
    given = article.get("author")
    names = [_name(a) for a in (given if isinstance(given, list) else [given])]
    if not any(names):
        names = [tags.get(key) for key in ("author", "dc.creator", "parsely-author", "sailthru.author", "article:author")]
    if not any(n and "://" not in n for n in names):
        path = "//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author-name')]"
        names = [one_line(e.text_content()) for e in tree.xpath(path)[:4]]
    people: dict[str, None] = {}
    for name in names:
        if name and "://" not in name and len(name) <= _LONGEST_NAME:
            people.update(dict.fromkeys(p for p in _AND.split(_BY.sub("", name)) if p and p[0].isalpha()))
    return tuple(people) or None


def _published(article: dict[str, Any], tags: dict[str, str], tree: HtmlElement, url: str | None) -> str | None:
    stated = [_text(article.get("datePublished")), _text(article.get("dateCreated"))]
    stated += [tags.get(name) for name in _PUBLISHED_NAMES]
    marked = tree.xpath("//time[@pubdate or @itemprop='datePublished' or contains(@class,'publish')][@datetime]")
    stated += [
        e.get("datetime") for e in [*marked, *tree.xpath("//article//time[@datetime]"), *tree.xpath("//time[@datetime]")][:5]
    ]
    stated += [e.text_content() for e in tree.xpath("//*[@itemprop='datePublished' or contains(@class,'dateline-date')]")[:2]]
    found = next((date for value in stated if value and (date := read_date(value))), None)
    return found or (date_in_url(url) if url else None)


def _url(tree: HtmlElement, tags: dict[str, str], article: dict[str, Any]) -> str | None:
    canonical = [e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    main = article.get("mainEntityOfPage")
    ids = [main.get("@id"), main.get("url")] if isinstance(main, dict) else [main]
    candidates = [*canonical, tags.get("og:url"), *ids, article.get("url")]
    return next(
        (url for c in candidates if isinstance(c, str) and (url := one_line(c)) and url.startswith(("http://", "https://"))), None
    )


def _language(tree: HtmlElement, tags: dict[str, str], article: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    for value in (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        _text(article.get("inLanguage")),
        tags.get("og:locale"),
        tags.get("content-language"),
        tags.get("language"),
    ):
        if value and _LANGUAGE.match(value.strip()):
            return value.strip().replace("_", "-")
    return None
