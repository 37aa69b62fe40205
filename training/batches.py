"""Labelled words → windows → batches, shuffled and roughened anew at every epoch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from allegedly.voices.tagger_input import FEATURES
from allegedly.voices.tagger_tags import ROLES
from training.tagger_net import Batch

CASE, QUOTED = (list(FEATURES).index(name) for name in ("case", "quoted"))
MARK, UPPER = 2, 3


@dataclass(frozen=True)
class Word:
    """
    One word of an article.

    `head` is the number of its syntactic head, `role` 0 for none, else 1 and more in the order of `ROLES`;
    `begins` is true where a span begins; `owners` are the numbers of the attributions that it belongs to.
    """

    pieces: tuple[int, ...]
    features: tuple[int, ...]
    number: int
    head: int
    sentence: int
    paragraph: int
    role: int
    begins: bool
    owners: tuple[int, ...]


@dataclass(frozen=True)
class Article:
    """One annotator's reading of one article; `cues[a]` is the first cue word of attribution a, -1 without one."""

    name: str
    words: list[Word]
    cues: list[int]


@dataclass(frozen=True)
class Roughening:
    """How windows are varied in training: shares of windows (or pieces) to which each change is done."""

    masked_pieces: float = 0.06
    without_marks: float = 0.07
    without_features: float = 0.08
    in_capitals: float = 0.05


def cut(article: Article, longest: int, rng: random.Random | None = None) -> Iterator[list[Word]]:
    """Windows of whole sentences of up to `longest` pieces, at paragraph ends where that leaves them well filled."""
    window: list[Word] = []
    size = 0
    sentences: dict[int, list[Word]] = {}
    for word in article.words:
        sentences.setdefault(word.sentence, []).append(word)
    limit = rng.randint(longest // 3, longest) if rng else longest
    for sentence in sentences.values():
        length = sum(len(w.pieces) for w in sentence)
        fresh = bool(window) and window[-1].paragraph != sentence[0].paragraph
        if window and (size + length > limit or (fresh and size >= 0.6 * limit)):
            yield window
            window, size = [], 0
            limit = longest
        for word in sentence:
            if size + len(word.pieces) > longest:
                yield window
                window, size = [], 0
            window.append(word)
            size += len(word.pieces)
    if window:
        yield window


def roughened(window: list[Word], how: Roughening, rng: random.Random, mask: int) -> list[Word]:
    """The window as a worse text would give it."""
    if rng.random() < how.without_marks:
        kept = [w for w in window if w.features[QUOTED] != MARK]
        window = [replace(w, features=_with(w.features, QUOTED, 0)) for w in kept] or window
    if rng.random() < how.without_features:
        window = [replace(w, features=(0,) * len(w.features), head=w.number) for w in window]
    elif rng.random() < how.in_capitals:
        window = [replace(w, features=_with(w.features, CASE, UPPER)) for w in window]
    return [replace(w, pieces=tuple(mask if rng.random() < how.masked_pieces else p for p in w.pieces)) for w in window]


def _with(features: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*features[:place], value, *features[place + 1 :])


def tags_of(window: Sequence[Word]) -> list[int]:
    """The tags of a window's words; a span that the window's edge cuts is whole inside it."""
    found = []
    for k, word in enumerate(window):
        if not word.role:
            found.append(0)
            continue
        starts = k == 0 or word.begins or window[k - 1].role != word.role
        ends = k + 1 == len(window) or window[k + 1].role != word.role or window[k + 1].begins
        place = 3 if starts and ends else 0 if starts else 2 if ends else 1
        found.append(1 + 4 * (word.role - 1) + place)
    return found


def batch_of(windows: Sequence[tuple[Article, list[Word]]], frame: tuple[int, int, int]) -> Batch:
    """The batch of some windows; `frame` are the ids that begin, end and pad a row of pieces."""
    begin, end, pad = frame
    longest = max(sum(len(w.pieces) for w in window) for _, window in windows) + 2
    widest = max(len(window) for _, window in windows)
    rows = len(windows)
    pieces = np.full((rows, longest), pad, dtype=np.int64)
    features = np.zeros((rows, longest, len(FEATURES)), dtype=np.int64)
    first, last, heads, tags = (np.zeros((rows, widest), dtype=np.int64) for _ in range(4))
    cue_of = np.full((rows, widest), -1, dtype=np.int64)
    words, cue_starts = (np.zeros((rows, widest), dtype=bool) for _ in range(2))
    source_of = np.zeros((rows, widest, widest), dtype=np.float32)
    for r, (article, window) in enumerate(windows):
        at = {w.number: k for k, w in enumerate(window)}
        position = 1
        pieces[r, 0] = begin
        for k, word in enumerate(window):
            length = len(word.pieces)
            pieces[r, position : position + length] = word.pieces
            features[r, position : position + length] = word.features
            first[r, k], last[r, k] = position, position + length - 1
            heads[r, k] = at.get(word.head, k)
            position += length
        pieces[r, position] = end
        tags[r, : len(window)] = tags_of(window)
        words[r, : len(window)] = True
        _link(article, window, at, cue_of[r], cue_starts[r], source_of[r])
    arrays = (pieces, pieces != pad, features, first, last, heads, words, tags, cue_of, cue_starts, source_of)
    return Batch(*(torch.from_numpy(a) for a in arrays))


def _link(
    article: Article, window: Sequence[Word], at: dict[int, int], cue_of: np.ndarray, starts: np.ndarray, source_of: np.ndarray
) -> None:
    source, _, content = (1 + k for k in range(len(ROLES)))
    speakers: dict[int, list[int]] = {}
    for k, word in enumerate(window):
        for owner in word.owners:
            cue = at.get(article.cues[owner], -1)
            if cue < 0:
                continue
            starts[cue] = True
            if word.role == content:
                cue_of[k] = cue
            elif word.role == source:
                speakers.setdefault(cue, []).append(k)
    for cue, places in speakers.items():
        source_of[cue, places] = 1 / len(places)


def epoch(
    articles: Sequence[Article],
    longest: int,
    budget: int,
    rng: random.Random,
    how: Roughening,
    mask: int,
) -> list[list[tuple[Article, list[Word]]]]:
    """Groups of windows of about `budget` pieces over all articles, one annotator's reading of each, in random order."""
    readings: dict[str, list[Article]] = {}
    for article in articles:
        readings.setdefault(article.name, []).append(article)
    chosen = [rng.choice(several) for several in readings.values()]
    windows = [(a, roughened(w, how, rng, mask)) for a in chosen for w in cut(a, longest, rng)]
    rng.shuffle(windows)
    windows.sort(key=lambda pair: sum(len(w.pieces) for w in pair[1]) // 16)
    groups: list[list[tuple[Article, list[Word]]]] = []
    size = 0
    for pair in windows:
        length = sum(len(w.pieces) for w in pair[1]) + 2
        if not groups or size + length > budget:
            groups.append([])
            size = 0
        groups[-1].append(pair)
        size += length
    rng.shuffle(groups)
    return groups
