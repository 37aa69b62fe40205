"""WordPiece: the greedy longest match, as the encoder's vocabulary wants it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.voices.tagger import SHIPPED
from allegedly.voices.word_pieces import MOST_PIECES, WordPieces

SMALL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "shell", "##ing", "##s", "un", "##known", "-", "'", "cafe", "s", "1", "##9"]


@pytest.fixture(scope="module")
def small() -> WordPieces:
    return WordPieces(SMALL)


@pytest.fixture(scope="module")
def shipped() -> WordPieces:
    return WordPieces((SHIPPED / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))


def named(pieces: WordPieces, word: str) -> list[str]:
    return [SMALL[k] for k in pieces.of(word)]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("shelling", ["shell", "##ing"]),
        ("SHELLS", ["shell", "##s"]),
        ("café", ["cafe"]),
        ("un-shell", ["un", "-", "shell"]),
        ("shell's", ["shell", "'", "s"]),
        ("199", ["1", "##9", "##9"]),
        ("Київ", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_longest_match(small: WordPieces, word: str, wanted: list[str]) -> None:
    assert named(small, word) == wanted


def test_a_long_number_is_cut(small: WordPieces) -> None:
    assert len(small.of("1" + "9" * 40)) == MOST_PIECES


def test_words_beyond_reason_are_unknown(small: WordPieces) -> None:
    assert named(small, "s" * 101) == ["[UNK]"]


@given(st.text(min_size=1, max_size=30))
def test_every_word_has_pieces_of_the_vocabulary(shipped: WordPieces, word: str) -> None:
    found = shipped.of(word)
    assert 1 <= len(found) <= MOST_PIECES
    assert found == shipped.of(word)


def test_ordinary_words_are_whole_in_the_shipped_vocabulary(shipped: WordPieces) -> None:
    assert all(len(shipped.of(word)) == 1 for word in ("ministry", "said", "missile", "according", "governor"))
