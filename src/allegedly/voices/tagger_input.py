"""
Sentences → what the tagger's network reads: windows of words with their pieces and features.

A window is a run of whole sentences, cut at paragraph ends where it can be. Besides its pieces
every word has `FEATURES`: part of speech and dependency, the clause that it opens or closes, its
case (the encoder itself knows none), whether it stands in quotation marks, and whether it
begins a sentence or paragraph. The network also reads each word's syntactic head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allegedly.records import Sentence, Token
from allegedly.voices.quotes import Quotations
from allegedly.voices.word_pieces import WordPieces

# Pieces a window, without the two that frame it; cut at a paragraph from this share on.
WINDOW = 190
FULL_ENOUGH = 0.6

_POS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)  # fmt: skip
_DEPS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp",
    "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta", "neg", "nmod",
    "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet", "prep",
    "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
_CLAUSES = ("ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis", "csubj", "pcomp", "conj")
_POS_ID = {name: k + 1 for k, name in enumerate(_POS)}
_DEP_ID = {name: k + 1 for k, name in enumerate(_DEPS)}
_CLAUSE_ID = {name: k + 1 for k, name in enumerate(_CLAUSES)}
_VERBAL = frozenset({"VERB", "AUX"})
_MARKS = frozenset({'"', "“", "”", "«", "»", "„", "‟", "''", "``", "‹", "›"})
_NEAR, _MIDDLE = 1, 5

# Name → how many values (0 is "unknown" or "none").
FEATURES = {
    "pos": len(_POS) + 1,
    "dep": len(_DEPS) + 1,
    "head": 8,
    "opens": len(_CLAUSES) + 1,
    "closes": len(_CLAUSES) + 1,
    "case": 7,
    "quoted": 4,
    "begins": 3,
}


class Window(NamedTuple):
    """
    Words for the network. `pieces` has the ids without the frame; word k has pieces `first[k]` to `last[k]`.

    `features[k]` are as many numbers as `FEATURES` has names; `heads[k]` is the word's syntactic
    head as an index into the window.
    """

    tokens: list[Token]
    pieces: list[int]
    first: list[int]
    last: list[int]
    heads: list[int]
    features: list[tuple[int, ...]]


def windows(sentences: Sequence[Sentence], quotations: Quotations, pieces: WordPieces, longest: int = WINDOW) -> Iterator[Window]:
    """The windows of a document in order; every token is in one of them, none in two."""
    words: list[_Word] = []
    size = 0
    before: Sentence | None = None
    for sentence in sentences:
        read = _words(sentence, before, quotations, pieces)
        length = sum(len(w.pieces) for w in read)
        new_paragraph = before is not None and before.paragraph != sentence.paragraph
        if words and (size + length > longest or (new_paragraph and size >= FULL_ENOUGH * longest)):
            yield _window(words)
            words, size = [], 0
        for word in read:
            if size + len(word.pieces) > longest:
                yield _window(words)
                words, size = [], 0
            words.append(word)
            size += len(word.pieces)
        before = sentence
    if words:
        yield _window(words)


def inner_window(run: Sequence[Token], before: Sentence | None, quotations: Quotations, pieces: WordPieces) -> Window:
    """The words of one sentence that somebody says, as a sentence of their own: without the frame in which they are said."""
    inside = {t.i for t in run}
    words = [w for w in _words(run[0].sentence, before, quotations, pieces) if w.token.i in inside]
    quoted = list(FEATURES).index("quoted")
    whole = all(w.features[quoted] for w in words)
    return _window([w._replace(features=_with(w.features, quoted, 0)) if whole else w for w in words])


def _with(features: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*features[:place], value, *features[place + 1 :])


class _Word(NamedTuple):
    token: Token
    pieces: tuple[int, ...]
    features: tuple[int, ...]


def _window(words: Sequence[_Word]) -> Window:
    window = Window([], [], [], [], [], [])
    at = {word.token.i: k for k, word in enumerate(words)}
    for k, word in enumerate(words):
        window.tokens.append(word.token)
        window.first.append(len(window.pieces))
        window.pieces.extend(word.pieces)
        window.last.append(len(window.pieces) - 1)
        window.heads.append(at.get(word.token.head.i, k))
        window.features.append(word.features)
    return window


def _words(sentence: Sentence, before: Sentence | None, quotations: Quotations, pieces: WordPieces) -> list[_Word]:
    tokens = sentence.tokens
    opens, closes = _clause_edges(tokens)
    begins = 2 if before is None or before.paragraph != sentence.paragraph else 1
    return [
        _Word(
            token,
            pieces.of(token.shown),
            (
                _POS_ID.get(token.pos, 0),
                _DEP_ID.get(token.dep, 0),
                _head_side(token),
                opens.get(token.i, 0),
                closes.get(token.i, 0),
                _case(token.shown),
                _quoted(token, quotations),
                0 if k else begins,
            ),
        )
        for k, token in enumerate(tokens)
    ]


def _head_side(token: Token) -> int:
    distance = token.head.i - token.i
    if distance == 0:
        return 1
    near = 0 if abs(distance) <= _NEAR else 1 if abs(distance) <= _MIDDLE else 2
    return 2 + near + (3 if distance > 0 else 0)


def _clause_edges(tokens: Sequence[Token]) -> tuple[dict[int, int], dict[int, int]]:
    """Token number → the kind of the largest clause that begins there, and that ends there."""
    opens: dict[int, int] = {}
    closes: dict[int, int] = {}
    largest: dict[tuple[int, int], int] = {}
    for token in tokens:
        kind = _CLAUSE_ID.get(token.dep, 0)
        if not kind or (token.dep == "conj" and token.pos not in _VERBAL):
            continue
        left, right = _edges(token)
        size = right - left
        for side, at, found in ((0, left, opens), (1, right, closes)):
            if size >= largest.get((side, at), -1):
                largest[side, at] = size
                found[at] = kind
    return opens, closes


def _edges(token: Token) -> tuple[int, int]:
    left = right = token.i
    stack, seen = [token], {token.i}
    while stack:
        for child in stack.pop().children:
            if child.dep != "punct" and child.i not in seen:
                seen.add(child.i)
                left, right = min(left, child.i), max(right, child.i)
                stack.append(child)
    return left, right


def _case(word: str) -> int:
    if word[0].isdigit():
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() else 4


def _quoted(token: Token, quotations: Quotations) -> int:
    if token.text in _MARKS:
        return 2
    if quotations.around(token.start) is not None:
        return 1
    return 3 if quotations.holds(token.start) else 0
