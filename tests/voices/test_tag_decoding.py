"""Tags decoded against brute force, and links chosen by the vectors."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.voices.tag_decoding import Decoded, Decoder, Output
from allegedly.voices.tagger_tags import TAGS, may_end, may_follow, may_start

WIDTH = 4


def output(scores: np.ndarray, **links: np.ndarray) -> Output:
    rows, words, _ = scores.shape
    nothing = np.zeros((rows, words, WIDTH), dtype=np.float32)
    parts = {name: links.get(name, nothing) for name in ("asks_cue", "is_cue", "asks_source", "is_source")}
    return Output(
        scores.astype(np.float32), **parts, no_source=links.get("no_source", np.full((rows, words), -9.0, dtype=np.float32))
    )


def spans(decoded: Decoded) -> set[tuple[str, int, int]]:
    found = set()
    for a in decoded.found:
        named = [("cue", a.cue), ("source", a.source), *(("content", c) for c in a.contents)]
        found |= {(role, extent.first, extent.last) for role, extent in named if extent is not None}
    return found


def legal(path: tuple[int, ...]) -> bool:
    tags = [TAGS[k] for k in path]
    return may_start(tags[0]) and may_end(tags[-1]) and all(may_follow(a, b) for a, b in itertools.pairwise(tags))


def spans_of(path: tuple[int, ...]) -> set[tuple[str, int, int]]:
    found, first = set(), 0
    for k, tag in enumerate(TAGS[t] for t in path):
        first = k if tag[0] in "BS" else first
        if tag[0] in "ES":
            found.add((tag[2:], first, k))
    return found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_viterbi_finds_the_best_legal_path_and_marginals_are_its_sums(seed: int, words: int) -> None:
    draw = np.random.default_rng(seed)
    scores = draw.normal(size=(1, words, len(TAGS))) * 2
    moves = draw.normal(size=(len(TAGS), len(TAGS)))
    decoded = Decoder(moves.astype(np.float32), WIDTH).decode(output(scores), [words])[0]
    values = {}
    for path in itertools.product(range(len(TAGS)), repeat=words):
        if legal(path):
            values[path] = sum(scores[0, k, t] for k, t in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path))
    best = max(values, key=values.__getitem__)
    linked = spans_of(best)
    if not any(role == "cue" for role, _, _ in linked):
        # Without a cue only contents can stand for themselves.
        linked = {span for span in linked if span[0] == "content"}
    found = spans(decoded)
    assert found == linked or {s for s in linked if s[0] != "source"} <= found
    weights = np.exp(np.array(list(values.values())) - max(values.values()))
    for k in range(words):
        cue = sum(w for path, w in zip(values, weights, strict=True) if TAGS[path[k]].endswith("-cue"))
        assert decoded.cue_chances[k] == pytest.approx(cue / weights.sum(), abs=2e-3)


def two_attributions() -> np.ndarray:
    """Words 0 to 5: source, cue, content, source, cue, content."""
    scores = np.zeros((1, 6, len(TAGS)))
    for k, tag in enumerate(["S-source", "S-cue", "S-content"] * 2):
        scores[0, k, TAGS.index(tag)] = 9
    return scores


def test_links_follow_the_vectors_and_not_the_order() -> None:
    links = {name: np.zeros((1, 6, WIDTH), dtype=np.float32) for name in ("asks_cue", "is_cue", "asks_source", "is_source")}
    links["is_cue"][0, 1, 0] = links["is_cue"][0, 4, 1] = 9
    links["asks_cue"][0, 2, 1] = links["asks_cue"][0, 5, 0] = 9
    links["asks_source"][0, 1, 2] = links["asks_source"][0, 4, 2] = 9
    links["is_source"][0, 3, 2] = 9
    first, second = Decoder(np.zeros((13, 13), dtype=np.float32), WIDTH).decode(output(two_attributions(), **links), [6])[0].found
    assert [(c.first, c.last) for c in first.contents] == [(5, 5)]
    assert [(c.first, c.last) for c in second.contents] == [(2, 2)]
    assert first.source is not None
    assert first.source.first == 3
    assert second.source is not None
    assert second.source.first == 3, "two cues may share a source"
    assert min(first.source_link, second.content_link) > 0.9


def test_a_cue_may_choose_no_source() -> None:
    none = np.full((1, 6), 9.0, dtype=np.float32)
    found = Decoder(np.zeros((13, 13), dtype=np.float32), WIDTH).decode(output(two_attributions(), no_source=none), [6])[0].found
    assert [a.source for a in found] == [None, None]


def test_padding_changes_nothing() -> None:
    draw = np.random.default_rng(5)
    scores = draw.normal(size=(1, 5, len(TAGS)))
    decoder = Decoder(draw.normal(size=(13, 13)).astype(np.float32), WIDTH)
    alone = decoder.decode(output(scores), [5])[0]
    padded = np.concatenate([scores, draw.normal(size=(1, 7, len(TAGS)))], axis=1)
    both = np.concatenate([padded, draw.normal(size=(1, 12, len(TAGS)))])
    beside = decoder.decode(output(both), [5, 12])[0]
    assert spans(alone) == spans(beside)
    assert alone.cue_chances == pytest.approx(beside.cue_chances, abs=1e-3)
