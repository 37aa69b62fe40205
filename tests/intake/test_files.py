"""Files and bytes become documents, or are turned away with a reason and a remedy, quickly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import OptionError, UnreadableDocumentError
from allegedly.intake.files import LARGEST_BYTES, Overrides, read_bytes, read_document
from allegedly.records import Document

SENTENCE = "The governor said on Tuesday that two bridges near the town had been shelled. "
PARAGRAPH = f"<p>{SENTENCE * 4}</p>"
SLOWEST_S = 10.0


def read(data: str | bytes, name: str = "a.txt", **given_: str) -> Document:
    return read_bytes(data if isinstance(data, bytes) else data.encode(), name, overrides=Overrides(**given_))


def test_first_short_line_is_headline_and_title() -> None:
    document = read("Bridges shelled near Akobo, governor says\n" + SENTENCE)
    assert document.title == "Bridges shelled near Akobo, governor says"
    assert [(z.kind, z.start, z.end) for z in document.zones] == [("headline", 0, 42)]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE + "\n" + SENTENCE,
        "AKOBO (Lakes Wire) - Two bridges were shelled\nnear the town on Tuesday, the governor said.\n",
        "two bridges that the army had\nbuilt were shelled on Tuesday, the governor said.",
        "By Mary Deng\n" + SENTENCE,
        "   THE GOVERNOR SAID ON TUESDAY THAT TWO\nBRIDGES HAD BEEN SHELLED.",
    ],
)
def test_prose_datelines_and_bylines_are_no_headlines(text: str) -> None:
    assert read(text).title is None


def test_a_given_title_is_metadata_only() -> None:
    document = read(
        SENTENCE, title="Bridges shelled", outlet="The Upland Post", published="2023-02-07", url="https://upland.example/b"
    )
    assert (document.text, document.title, document.outlet) == (SENTENCE, "Bridges shelled", "The Upland Post")
    assert not document.zones
    assert (
        document.id
        == read(
            SENTENCE, title="Bridges shelled", outlet="The Upland Post", published="2023-02-07", url="https://upland.example/b"
        ).id
    )


@pytest.mark.parametrize("value", ["2023-02-07", "2023-02-07T08:30:00Z", "2023-02-07T08:30:00.5+03:00"])
def test_dates_and_instants_are_taken(value: str) -> None:
    assert Overrides(published=value).published == value


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2023-02-30", "2023-02-07T08:30:00", "07.02.2023", "2023-2-7", "2023-02-07T25:00:00Z"]
)
def test_other_dates_are_refused(value: str) -> None:
    with pytest.raises(OptionError) as caught:
        Overrides(published=value)
    assert "2024-08-11" in caught.value.remedy


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_character_sets(charset: str) -> None:
    text = "The mayor’s office said “three” had died – two in a café on Sunday, it added."
    assert read(text.encode(charset)).text == text


def test_cyrillic_code_page_declared_by_a_page() -> None:
    head = '<html><head><meta charset="windows-1251"></head>'
    page = f"{head}<body><article><p>Shells fell on Бахмут (Bakhmut). {SENTENCE * 4}</p></article></body></html>"
    assert "Бахмут" in read(page.encode("cp1251"), "a.html").text


def test_text_is_normalised() -> None:
    assert (
        read("One cafe\u0301 burned.\r\nThe army said\x00 so.\rTwo burned.").text
        == "One café burned.\nThe army said so.\nTwo burned."
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"--- *** ...", "no words"),
        (b"%PDF-1.7 1 0 obj", "PDF"),
        (b"%PDF-1.7 << /Encrypt 5 0 R >>", "password-protected PDF"),
        (b"PK\x03\x04\x14\x00\x00\x00rest", "Office"),
        (b"PK\x03\x04\x14\x00\x01\x00rest", "password-protected"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (bytes((i * i * 31 + i * 7) % 256 for i in range(1, 9000)), "character set"),
        (b'{"text": "The army said so."}', "JSON"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "feed"),
        (b"<html><body><script>var a = 1</script></body></html>", "no article"),
        (("L'armée a annoncé dimanche avoir bombardé la ville, selon les autorités locales. " * 3).encode(), "French"),
        ("Місто обстріляли вночі, повідомила влада.".encode(), "not in English"),
        ("Город обстреляли ночью, сообщили власти. ".encode("cp1251") * 8, "not in English"),
        (b"A" * 3_000_000, "line of"),
        (b"x" * (LARGEST_BYTES + 1), "larger than 50 MB"),
    ],
)
def test_what_is_turned_away(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_bytes(data, "given")
    assert reason in caught.value.reason
    assert caught.value.source == "given"
    assert caught.value.remedy


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="no such file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocumentError, match="directory"):
        read_document(tmp_path)
    with pytest.raises(UnreadableDocumentError):
        read_document("a\x00b")


def test_a_huge_file_is_turned_away_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    started = time.perf_counter()
    with pytest.raises(UnreadableDocumentError, match="50 MB"):
        read_document(path)
    assert time.perf_counter() - started < SLOWEST_S


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 100_000 + PARAGRAPH,
        "<html><body>" + "<b>" * 100_000 + PARAGRAPH,
        "<html><body><article>" + "<p>two bridges were shelled<b>" * 40_000,
        "<html><body><article>" + "<blockquote>" * 240 + PARAGRAPH,
        "<html><body><p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">x</p>" + PARAGRAPH,
        '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><html><body><p>&c;</p>' + PARAGRAPH,
        "<!DOCTYPE a [" * 100_000,
        "<!--" * 300_000,
        '<html><head><script type="application/ld+json">' + "[" * 100_000 + "</script></head><body>" + PARAGRAPH,
        "<html><body>" + PARAGRAPH * 8_000,
    ],
)
def test_hostile_pages_end_soon(page: str) -> None:
    started = time.perf_counter()
    try:
        assert read(page, "a.html").text
    except UnreadableDocumentError as error:
        assert error.remedy  # noqa: PT017  either outcome is sound
    assert time.perf_counter() - started < SLOWEST_S


def test_markdown() -> None:
    text = (
        "# Bridges shelled near Akobo\n\n![Smoke over the river](a.png)\n\nTwo bridges were *shelled* on\nTuesday, "
        "[the governor](g) said.\n\n"
        "> We will rebuild.\n\n## What the army says\n\nIt denied the shelling.\n"
    )
    document = read(text, "a.md")
    assert document.title == "Bridges shelled near Akobo"
    assert document.text.split("\n")[2] == "Two bridges were shelled on Tuesday, the governor said."
    kinds = [(z.kind, document.text[z.start : z.end].strip()) for z in document.zones]
    assert ("caption", "Smoke over the river") in kinds
    assert ("quotation", "We will rebuild.") in kinds


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.md"]))
def test_any_bytes_end_in_a_document_or_an_error(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except UnreadableDocumentError:
        return
    assert "\x00" not in document.text
    assert "\r" not in document.text
