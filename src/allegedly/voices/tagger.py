"""
The learned tagger: sources, cues and contents of a document, and which belong together.

The network runs in onnxruntime (the one place that loads it) on one thread, so that the same text
gives the same numbers beside whatever else runs. What it was trained on and how well it does stands
in `weights/card.json`; `training/` makes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegedly.errors import MissingPartError
from allegedly.records import Sentence, Token
from allegedly.voices.quotes import Quotations
from allegedly.voices.tag_decoding import Decoder, Extent, Found, Output
from allegedly.voices.tagger_input import FEATURES, Window, inner_window, windows
from allegedly.voices.tagger_tags import TAGS
from allegedly.voices.word_pieces import WordPieces

if TYPE_CHECKING:
    import onnxruntime

VERSION = "tagger/1"
SHIPPED = Path(__file__).resolve().parent.parent / "weights"
_REMEDY = "reinstall allegedly, or build the weights anew with training/ (see docs/tagger.md)"
# The network reads one window at a time: on one core that is as fast as several, nothing is padded, and a window's
# numbers depend on nothing beside it. Decoding is done for so many at once.
BATCH = 16
_SILENT = frozenset({"boilerplate", "dateline"})


class Card(msgspec.Struct, frozen=True):
    """
    What belongs to a weights file: it is not used unless all of this fits.

    `files` maps each file beside the card to its SHA-256; `transitions` are the scores of one tag after
    another; `outside_bias` is added to what speaks for a span. The rest tells people what it is.
    """

    version: str
    tags: tuple[str, ...]
    features: dict[str, int]
    files: dict[str, str]
    transitions: tuple[tuple[float, ...], ...]
    link_width: int
    outside_bias: float = 0.0
    window: int = 190
    about: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Tagged:
    """
    One attribution as the tagger sees it: runs of words, in text order; every run is one span.

    `cue` and `source` may be empty. Scores are probabilities: the tagger's of each span's ends
    (`cue_score`, `source_score`, `content_score`, the least of several), the linker's of its choices.
    """

    source: tuple[Token, ...]
    cue: tuple[Token, ...]
    contents: tuple[tuple[Token, ...], ...]
    cue_score: float
    source_score: float
    content_score: float
    source_link: float
    content_link: float


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the tagger says of a document: its attributions, and token number → probability that the token is part of a cue."""

    attributions: tuple[Tagged, ...]
    cue_chances: dict[int, float]


class Tagger:
    """
    Finds attributions with the weights in a folder (`card.json`, the network, the vocabulary).

    Raises MissingPartError if one of them is missing, damaged, or made for another version.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        self.card = read_card(folder)
        vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self._pieces = WordPieces(vocabulary[:-1] if vocabulary[-1] == "" else vocabulary)
        self._session = _session(folder / "tagger.onnx")
        self._decoder = Decoder(np.asarray(self.card.transitions, dtype=np.float32), self.card.link_width, self.card.outside_bias)

    def tag(self, sentences: Sequence[Sentence], quotations: Quotations) -> Tagging:
        """The attributions of one document's sentences, in the order of their first word; boilerplate and datelines have none."""
        spoken = [s for s in sentences if s.zone.kind not in _SILENT]
        return self._read(list(windows(spoken, quotations, self._pieces, self.card.window)))

    def tag_inside(self, runs: Sequence[Sequence[Token]], quotations: Quotations) -> Tagging:
        """
        The attributions within words that somebody says, each run (of one sentence) read as a sentence of its own.

        The training data mark no attribution within another; without its frame the inner one is an outer one.
        """
        return self._read([inner_window(run, None, quotations, self._pieces) for run in runs])

    def _read(self, read: Sequence[Window]) -> Tagging:
        cut = sorted(read, key=lambda w: len(w.tokens))
        found: list[Tagged] = []
        chances: dict[int, float] = {}
        for start in range(0, len(cut), BATCH):
            batch = cut[start : start + BATCH]
            output = _side_by_side([self._run(window) for window in batch])
            for window, decoded in zip(batch, self._decoder.decode(output, [len(w.tokens) for w in batch]), strict=True):
                found.extend(_tagged(window.tokens, parts) for parts in decoded.found)
                chances.update(zip((t.i for t in window.tokens), decoded.cue_chances, strict=True))
        return Tagging(tuple(sorted(found, key=_first_word)), chances)

    def _run(self, window: Window) -> Output:
        scores, links, no_source = self._session.run(["scores", "links", "no_source"], _arrays(window, self._pieces))
        asks_cue, is_cue, asks_source, is_source = np.split(links, 4, axis=-1)
        return Output(scores, asks_cue, is_cue, asks_source, is_source, no_source[..., 0])


def read_card(folder: Path) -> Card:
    """The card in `folder`, every file that it lists having its sum; raises MissingPartError."""
    path = folder / "card.json"
    try:
        card = msgspec.json.decode(path.read_bytes(), type=Card)
    except OSError as error:
        raise MissingPartError(str(path), "the tagger's weights are not there", _REMEDY) from error
    except msgspec.MsgspecError as error:
        raise MissingPartError(str(path), f"this is no card of a tagger ({error})", _REMEDY) from error
    if card.version != VERSION:
        raise MissingPartError(str(path), f"weights of version {card.version!r}, this program reads {VERSION!r}", _REMEDY)
    if card.tags != TAGS or card.features != FEATURES:
        raise MissingPartError(str(path), "the weights know other tags or features than this program", _REMEDY)
    for name in ("tagger.onnx", "vocab.txt"):
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != card.files.get(name):
            raise MissingPartError(str(file), "the file is missing or not the one that its card describes", _REMEDY)
    return card


def _session(path: Path) -> onnxruntime.InferenceSession:
    import onnxruntime  # noqa: PLC0415  --help does without it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _side_by_side(outputs: Sequence[Output]) -> Output:
    """The outputs of single windows as one, padded to the widest."""
    widest = max(output.scores.shape[1] for output in outputs)

    def padded(parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        whole = np.zeros((len(parts), widest, *parts[0].shape[2:]), dtype=np.float32)
        for row, part in enumerate(parts):
            whole[row, : part.shape[1]] = part[0]
        return whole

    return Output(*(padded(parts) for parts in zip(*outputs, strict=True)))


def _arrays(window: Window, pieces: WordPieces) -> dict[str, NDArray[np.int64]]:
    ids = np.array([[pieces.cls, *window.pieces, pieces.sep]], dtype=np.int64)
    features = np.zeros((1, ids.shape[1], len(FEATURES)), dtype=np.int64)
    lengths = np.subtract(window.last, window.first) + 1
    features[0, 1:-1] = np.repeat(np.asarray(window.features, dtype=np.int64), lengths, axis=0)
    first, last = (np.array([edges], dtype=np.int64) + 1 for edges in (window.first, window.last))
    heads = np.array([window.heads], dtype=np.int64)
    return {"pieces": ids, "mask": np.ones_like(ids), "features": features, "first": first, "last": last, "heads": heads}


def _tagged(tokens: Sequence[Token], found: Found) -> Tagged:
    def words(extent: Extent | None) -> tuple[Token, ...]:
        return tuple(tokens[extent.first : extent.last + 1]) if extent is not None else ()

    contents = sorted(found.contents, key=lambda c: c.first)
    return Tagged(
        source=words(found.source),
        cue=words(found.cue),
        contents=tuple(words(c) for c in contents),
        cue_score=found.cue.score if found.cue else 0.0,
        source_score=found.source.score if found.source else 0.0,
        content_score=min((c.score for c in contents), default=0.0),
        source_link=found.source_link,
        content_link=found.content_link,
    )


def _first_word(tagged: Tagged) -> int:
    return min(t.i for t in (*tagged.cue, *tagged.source, *(t for run in tagged.contents for t in run)))
