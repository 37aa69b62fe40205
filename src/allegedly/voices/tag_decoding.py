"""
The network's numbers → spans of source, cue and content, and which of them belong together.

Tags are decoded by Viterbi's algorithm over a linear chain, with forward-backward marginals as
scores (Lafferty et al. 2001). Then every content goes to the cue that its words choose, and every
cue takes the source that it chooses, or none; two cues may share one source.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.voices.tagger_tags import TAGS, may_end, may_follow, may_start

Array = NDArray[np.float32]
BARRED = -1e4
_ROLE_OF = [0, *(1 + k // 4 for k in range(12))]
_SOURCE, _CUE, _CONTENT = 1, 2, 3
# From this probability a content may go to a cue that would else say nothing.
_SPARED = 0.05


class Output(NamedTuple):
    """
    What the network says of B windows of W words; of one window, the same without the first dimension.

    `scores` (B, W, T), link vectors (B, W, D) and `no_source` (B, W).
    """

    scores: Array
    asks_cue: Array
    is_cue: Array
    asks_source: Array
    is_source: Array
    no_source: Array


@dataclass(slots=True)
class Extent:
    """Words `first` to `last` of a window (both inside), and how sure the tagger is of them, 0 to 1."""

    first: int
    last: int
    score: float


class Found(NamedTuple):
    """One attribution in a window. `source_link` and `content_link` are the linker's probabilities of its choices."""

    cue: Extent | None
    source: Extent | None
    contents: list[Extent]
    source_link: float
    content_link: float


class Decoded(NamedTuple):
    """The attributions of a window in the order of their cues, and for each word the probability that it is part of a cue."""

    found: list[Found]
    cue_chances: list[float]


class Decoder:
    """
    Turns outputs into attributions.

    `transitions` (T, T) are the learned scores of one tag after another, `link_width` is D; `bias` is taken from the
    score of the tag outside, so that above zero more is found and less of it is right.
    """

    def __init__(self, transitions: Array, link_width: int, bias: float = 0.0) -> None:
        bars = np.array([[0.0 if may_follow(a, b) else BARRED for b in TAGS] for a in TAGS], dtype=np.float32)
        self._moves = transitions.astype(np.float32) + bars
        self._start = np.array([0.0 if may_start(t) else BARRED for t in TAGS], dtype=np.float32)
        self._end = np.array([0.0 if may_end(t) else BARRED for t in TAGS], dtype=np.float32)
        self._scale = np.float32(1 / math.sqrt(link_width))
        self._outside = np.array([-bias] + [0.0] * (len(TAGS) - 1), dtype=np.float32)

    def decode(self, output: Output, lengths: Sequence[int]) -> list[Decoded]:
        """What is found in each window; `lengths` are the windows' words."""
        scores = output.scores + self._outside
        scaled = output._replace(asks_cue=output.asks_cue * self._scale, asks_source=output.asks_source * self._scale)
        tags = self._viterbi(scores, lengths)
        sure = self._marginals(scores, lengths)
        cue = [k for k, role in enumerate(_ROLE_OF) if role == _CUE]
        return [
            Decoded(
                _linked(_extents(tags[b, :n], sure[b, :n]), Output(*(part[b, :n] for part in scaled))),
                [round(float(chance), 4) for chance in sure[b, :n, cue].sum(axis=0)],
            )
            for b, n in enumerate(lengths)
        ]

    def _viterbi(self, scores: Array, lengths: Sequence[int]) -> NDArray[np.intp]:
        """The best path of tags, (B, W). Which tag led to a word's is asked on the way back, for the path alone."""
        rows, width, _ = scores.shape
        into = np.ascontiguousarray(self._moves.T)
        best = np.empty((width, *scores[:, 0].shape), dtype=np.float32)
        best[0] = scores[:, 0] + self._start
        for k in range(1, width):
            best[k] = (best[k - 1][:, None, :] + into).max(axis=2) + scores[:, k]
        ends, index = np.asarray(lengths), np.arange(rows)
        at = (best[ends - 1, index] + self._end).argmax(axis=1)
        path = np.zeros((rows, width), dtype=np.intp)
        for k in range(width - 1, -1, -1):
            inside = ends > k
            path[inside, k] = at[inside]
            if k:
                at = np.where(inside, (best[k - 1] + into[at]).argmax(axis=1), at)
        return path

    def _marginals(self, scores: Array, lengths: Sequence[int]) -> Array:
        """Probability of each tag at each word, (B, W, T); what lies beyond a window's length means nothing."""
        rows, width, _ = scores.shape
        ends = np.asarray(lengths)
        weights = np.exp(self._moves)
        forward = np.zeros_like(scores)
        peak = scores.max(axis=2, keepdims=True)
        emit = np.exp(scores - peak)
        forward[:, 0] = emit[:, 0] * np.exp(self._start)
        forward[:, 0] /= forward[:, 0].sum(axis=1, keepdims=True)
        for k in range(1, width):
            step = (forward[:, k - 1] @ weights) * emit[:, k]
            forward[:, k] = step / np.maximum(step.sum(axis=1, keepdims=True), 1e-30)
        backward = np.zeros_like(scores)
        last = np.broadcast_to(np.exp(self._end), (rows, scores.shape[2]))
        behind = last.copy()
        for k in range(width - 1, -1, -1):
            behind = np.where((ends <= k + 1)[:, None], last, behind)
            backward[:, k] = behind
            step = (behind * emit[:, k]) @ weights.T
            behind = step / np.maximum(step.sum(axis=1, keepdims=True), 1e-30)
        both = forward * backward
        return np.asarray(both / np.maximum(both.sum(axis=2, keepdims=True), 1e-30), dtype=np.float32)


def _extents(tags: NDArray[np.intp], sure: Array) -> list[tuple[int, Extent]]:
    """Role and extent of each span of a window; its score is the least sure of its ends."""
    found, first = [], 0
    for k, tag in enumerate(tags):
        place = TAGS[tag][0]
        if place in "BS":
            first = k
        if place in "ES":
            score = float(min(sure[first, tags[first]], sure[k, tag]))
            found.append((_ROLE_OF[tag], Extent(first, k, round(score, 4))))
    return found


def _linked(extents: list[tuple[int, Extent]], window: Output) -> list[Found]:
    cues, sources, contents = ([extent for role, extent in extents if role == wanted] for wanted in (_CUE, _SOURCE, _CONTENT))
    if not cues:
        return [Found(None, None, [content], 0.0, 0.0) for content in contents]
    starts = [cue.first for cue in cues]
    chances = [_shares(window.asks_cue[c.first : c.last + 1] @ window.is_cue[starts].T) for c in contents]
    chosen = _assigned(chances, len(cues))
    found = []
    for k, cue in enumerate(cues):
        mine = [c for c, at in enumerate(chosen) if at == k]
        link = min((round(float(chances[c][k]), 4) for c in mine), default=1.0)
        source, chance = _source_of(cue, sources, window)
        found.append(Found(cue, source, [contents[c] for c in mine], chance, link))
    return found


def _assigned(chances: Sequence[Array], cues: int) -> list[int]:
    """The cue of each content: its likeliest; but a cue left without takes, if it may, one from a cue that has several."""
    chosen = [int(chance.argmax()) for chance in chances]
    for cue in range(cues):
        if cue in chosen:
            continue
        shared = (c for c, at in enumerate(chosen) if chosen.count(at) > 1)
        spare = [(float(chances[c][cue]), c) for c in shared if chances[c][cue] > _SPARED]
        if spare:
            chosen[max(spare)[1]] = cue
    return chosen


def _shares(products: Array) -> Array:
    """The mean of the words' log-probabilities over the options, as probabilities. `products` (words, options)."""
    logs = products - np.logaddexp.reduce(products, axis=1, keepdims=True)
    mean = logs.mean(axis=0)
    return np.asarray(np.exp(mean - np.logaddexp.reduce(mean)), dtype=np.float32)


def _source_of(cue: Extent, sources: Sequence[Extent], window: Output) -> tuple[Extent | None, float]:
    """The source that a cue chooses, None for none, and the probability of that choice."""
    if not sources:
        return None, 1.0
    asked = window.is_source @ window.asks_source[cue.first]
    options = np.array([*(np.logaddexp.reduce(asked[s.first : s.last + 1]) for s in sources), window.no_source[cue.first]])
    chances = np.exp(options - np.logaddexp.reduce(options))
    best = int(chances.argmax())
    return (sources[best] if best < len(sources) else None), round(float(chances[best]), 4)
