"""Who says which words of a whole document: chains, owned words, own voices, answers, evidence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.mentions.actors import find_actors
from allegedly.mentions.times import find_times
from allegedly.records import Document, Zone
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Parser, Passage
from allegedly.voices.reading_voices import find_utterances
from allegedly.voices.utterances import Utterance

OUTLET = "The Harbour Gazette"
Read = Callable[..., list[Utterance]]


@pytest.fixture(scope="module")
def read(parser: Parser) -> Read:
    """Read a text, as one body zone or in the zones given, up to who says what."""

    def run(text: str, *zones: Zone) -> list[Utterance]:
        placed = zones or (Zone(0, len(text), "body", OUTLET),)
        document = Document("d", None, OUTLET, None, None, "en", "2023-06-01", text, zones=tuple(placed))
        passages, paragraph, last = [], 0, 0
        for zone in placed:
            for start, end in split_sentences(text, zone.start, zone.end):
                paragraph += "\n" in text[last:start]
                last = end
                passages.append(Passage(start, end, zone, paragraph))
        sentences = parser.parse(text, passages)
        return find_utterances(document, sentences, find_actors(sentences, []), find_times(sentences, "2023-06-01"))

    return run


def content(text: str, utterance: Utterance) -> list[str]:
    return [text[start:end] for start, end in utterance.content]


def cues(utterance: Utterance) -> list[str | None]:
    return [hop.cue.exact if hop.cue else None for hop in utterance.chain]


def test_an_own_voice_has_a_chain_of_one(read: Read) -> None:
    text = "Three shells hit the ferry terminal on Monday."
    (own,) = read(text)
    assert content(text, own) == ["Three shells hit the ferry terminal on Monday"]
    (hop,) = own.chain
    assert (hop.source.name, hop.source.kind, hop.act, hop.quote, hop.cue) == (OUTLET, "outlet", "state", "none", None)


def test_an_attributed_statement_passes_through_the_outlet(read: Read) -> None:
    text = "The navy said on Monday that three shells had hit the ferry terminal."
    (said,) = read(text)
    assert content(text, said) == ["three shells had hit the ferry terminal"]
    assert cues(said) == [None, "said"]
    assert (said.chain[0].act, said.chain[1].act) == ("report", "state")
    said_at = said.chain[1].said_at
    assert said_at is not None
    assert said_at.mention is not None
    assert said_at.mention.exact == "Monday"


def test_a_time_of_what_happened_is_no_time_of_saying(read: Read) -> None:
    (said,) = read("Three shells hit the ferry terminal on Sunday, the navy said.")
    assert said.chain[-1].said_at is None


def test_citing_adds_a_hop_and_which_another_statement(read: Read) -> None:
    text = "Reuters has reported that two barges sank, citing the port police, who also said that nobody drowned."
    sank, drowned = read(text)
    assert (content(text, sank), cues(sank)) == (["two barges sank"], [None, "has reported", "citing"])
    assert (content(text, drowned), cues(drowned)) == (["nobody drowned"], [None, "has reported", "also said"])


def test_words_on_both_sides_of_an_inner_attribution(read: Read) -> None:
    text = "Pilots continued to fly, with one plane striking a depot, killing two according to dock workers."
    own, attributed = read(text)
    assert len(own.chain) == 1
    assert content(text, own) == ["Pilots continued to fly"]
    assert len(attributed.chain) == 2
    assert content(text, attributed) == ["one plane striking a depot, killing two"]


def test_evidence_is_the_basis(read: Read) -> None:
    text = "Publishing aerial footage, the militia claimed that its drone had sunk a barge."
    (claimed,) = read(text)
    assert {b.kind for b in claimed.basis} == {"aerial", "video"}
    text = "Satellite images show that the hangar burned down."
    (shown,) = read(text)
    assert {b.kind for b in shown.basis} == {"satellite"}


def test_a_denial_answers_the_other_side(read: Read) -> None:
    text = (
        "The militia claimed that its drone had sunk a barge in the harbour. The navy denied that a drone had sunk the barge. "
        "The militia rejected the denial."
    )
    claimed, denied, rejected = read(text)
    assert (claimed.answers, denied.answers, rejected.answers) == (None, 0, 1)
    assert (rejected.chain[-1].act, rejected.chain[-1].quote) == ("deny", "none")
    assert content(text, rejected) == ["the denial"]


def test_the_editor_speaks_in_a_comment(read: Read) -> None:
    text = "Three shells hit the quay.\nEditor's note: The quay had been closed since May."
    at = text.index("Editor")
    _, note = read(text, Zone(0, at, "body", OUTLET), Zone(at, len(text), "comment", OUTLET))
    assert content(text, note) == ["The quay had been closed since May"]
    source = note.chain[0].source
    assert source.mention is not None
    assert (source.mention.exact, source.name, source.kind, source.named) == ("Editor", OUTLET, "outlet", False)


def test_a_pasted_block_is_not_the_outlets_voice(read: Read) -> None:
    text = "A blogger wrote about it.\nThe quay was never hit."
    at = text.index("The quay")
    found = read(text, Zone(0, at, "body", OUTLET), Zone(at, len(text), "quotation", None))
    source = found[-1].chain[0].source
    assert (source.mention, source.name, source.kind, source.named) == (None, None, "unnamed", False)


def test_a_headline_with_its_source_at_the_end(read: Read) -> None:
    text = "Army shells killed six near the quay, rebels say"
    (said,) = read(text, Zone(0, len(text), "headline", OUTLET))
    assert (content(text, said), cues(said)) == (["Army shells killed six near the quay"], [None, "say"])


def test_each_token_is_owned_once_and_order_holds(read: Read) -> None:
    text = (
        'The mayor said he thinks the siege will end, adding: "We wait." Officials, who said they saw smoke, urged calm. '
        "According to Reuters, the army said that rebels claimed a jet fell. It rained."
    )
    found = read(text)
    owned = [t.i for u in found for t in u.tokens]
    assert len(owned) == len(set(owned))
    assert [u.content[0] for u in found] == sorted(u.content[0] for u in found)
    assert max(len(u.chain) for u in found) == 4


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "'",
                "said",
                "He",
                "according to",
                "X",
                ":",
                ",",
                ".",
                "\n",
                "citing",
                "who",
                "denied",
                "é😀",
                "that it fell",
                "video",
                "--",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_any_text_goes_through_with_spans_that_hold(read: Read, text: str) -> None:
    text = text.strip() or "x"
    for u in read(text):
        assert u.content
        assert all(0 <= s < e <= len(text) for s, e in u.content)
        assert all(a[1] <= b[0] for a, b in zip(u.content, u.content[1:], strict=False))
        for hop in u.chain:
            for span in (hop.cue, hop.source.mention):
                assert span is None or text[span.start : span.end] == span.exact


def test_the_worked_example(parser: Parser, shared: Path) -> None:
    gold = json.loads((shared / "spec/example.json").read_text(encoding="utf-8"))
    text, zones = gold["text"], [Zone(**zone) for zone in gold["zones"]]
    document = Document("d", None, gold["outlet"], None, None, "en", gold["published"], text, zones=tuple(zones))
    passages = [Passage(s, e, z, text.count("\n", 0, s)) for z in zones for s, e in split_sentences(text, z.start, z.end)]
    sentences = parser.parse(text, passages)
    found = find_utterances(document, sentences, find_actors(sentences, []), find_times(sentences, gold["published"]))
    wanted = [
        ([c["exact"] for c in s["content"]], [(h["cue"] and h["cue"]["exact"], h["act"], h["quote"]) for h in s["chain"]])
        for s in gold["statements"]
    ]
    assert [(content(text, u), [(h.cue and h.cue.exact, h.act, h.quote) for h in u.chain]) for u in found] == wanted
