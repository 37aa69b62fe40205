"""Web pages: the article, its metadata in their many dresses, its zones; nothing of the page around it."""

from __future__ import annotations

import pytest

from allegedly.intake.files import read_bytes
from allegedly.records import Document

BODY = """
<nav><a href="/">Home</a></nav><div class="cookie-banner"><p>We use cookies. Accept all</p></div>
<article><h1>Ferry sunk off Misrata, coast guard says</h1>
<figure><img src="f.jpg"><figcaption>Divers search the harbour of Misrata. (Sami Ferjani/AFP)</figcaption></figure>
<p>A ferry carrying soldiers was sunk off Misrata on Friday, the coast guard said.
It did not say how many people had been aboard.</p>
<h2>What the ministry says</h2>
<p>The ministry said a <a href="/x">drone boat</a> had hit the vessel.<br>It blamed a militia for the attack on the ferry.</p>
<blockquote><p>We mourn our men, and we will find those who did this to them.</p><p>They will not escape.</p></blockquote>
<p>The militia denied it on Saturday and said that it has no drone boats at all.</p></article>
<aside><h3>Related</h3><a href="/q">Another story</a></aside><footer><p>© 2023 Gulf Mail. All rights reserved.</p></footer>
"""
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite",
"name": "Gulf Mail"},
{"@type": ["NewsArticle"], "headline": "Ferry sunk off Misrata, coast guard says", "datePublished": "2023-06-10T07:15:00+0200",
"author": [{"@type": "Person", "name": "Hana Saleh"}, {"name": "Omar Trabelsi"}], "publisher": {"name": "Gulf Mail"}}]}</script>"""
GRAPH = """<meta property="og:title" content="Ferry sunk off Misrata, coast guard says"><meta property="og:site_name"
content="Gulf Mail">
<meta property="article:published_time" content="2023-06-10T05:15:00Z"><meta property="og:url"
content="https://gulfmail.example/ferry">
<meta name="author" content="Hana Saleh">"""
PLAIN = """<title>Ferry sunk off Misrata, coast guard says | Gulf Mail</title><meta name="date" content="10 June 2023">"""


def page(head: str, body: str = BODY, language: str = "en-GB") -> Document:
    return read_bytes(
        f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode(), "ferry.html"
    )


@pytest.mark.parametrize(
    ("head", "published", "authors"),
    [
        (LINKED, "2023-06-10T07:15:00+02:00", ("Hana Saleh", "Omar Trabelsi")),
        (GRAPH, "2023-06-10T05:15:00Z", ("Hana Saleh",)),
        (PLAIN, "2023-06-10", None),
    ],
)
def test_metadata_variants(head: str, published: str, authors: tuple[str, ...] | None) -> None:
    document = page(head)
    assert document.title == "Ferry sunk off Misrata, coast guard says"
    assert (document.outlet, document.published, document.authors, document.language) == ("Gulf Mail", published, authors, "en-GB")


def test_article_and_nothing_else() -> None:
    document = page(GRAPH)
    lines = document.text.split("\n")
    assert lines[0] == document.title
    assert lines.count(lines[0]) == 1
    assert "The ministry said a drone boat had hit the vessel." in lines
    assert not {"Home", "Another story", "Related"} & set(lines)
    assert "cookies" not in document.text
    assert document.url == "https://gulfmail.example/ferry"


def test_captions_and_block_quotations_are_zones() -> None:
    document = page(GRAPH)
    found = {(z.kind, document.text[z.start : z.end].strip()) for z in document.zones}
    assert ("caption", "Divers search the harbour of Misrata. (Sami Ferjani/AFP)") in found
    assert ("quotation", "We mourn our men, and we will find those who did this to them.\nThey will not escape.") in found


def test_a_title_that_the_page_does_not_show_is_metadata_only() -> None:
    document = page(GRAPH, BODY.replace("<h1>Ferry sunk off Misrata, coast guard says</h1>", ""))
    assert document.title == "Ferry sunk off Misrata, coast guard says"
    assert not document.text.startswith("Ferry sunk off")


def test_a_date_only_in_the_address() -> None:
    assert page('<link rel="canonical" href="https://gulfmail.example/2023/06/10/ferry">').published == "2023-06-10"


def test_broken_linked_data_is_passed_over() -> None:
    assert page('<script type="application/ld+json">{"headline": </script>' + GRAPH).outlet == "Gulf Mail"


def test_a_page_silent_about_itself() -> None:
    document = page("", "<p>" + "Two boats were sunk near the port on Friday, the coast guard said. " * 4 + "</p>")
    assert (document.title, document.outlet, document.published, document.authors) == (None, None, None, None)
