"""
WordPiece: words → the encoder's pieces, as BERT's uncased vocabularies define it (Devlin et al. 2019, section 3).

Own code because the kept library for it (`tokenizers`) brings a network client along. Words come
from the parser, so only lower-casing, the loss of accents and the greedy longest match are left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# Pieces that are no words, as MPNet's vocabulary names them and as BERT's do. MPNet's holds BERT's as well, unused but for
# the unknown word's.
SPECIAL = (("<pad>", "[PAD]"), ("[UNK]", "<unk>"), ("<s>", "[CLS]"), ("</s>", "[SEP]"), ("<mask>", "[MASK]"))
LONGEST_WORD = 100
# A number or a name spelled out in pieces says no more after these.
MOST_PIECES = 6


class WordPieces:
    """The pieces of words by a vocabulary, one piece a line; remembers the words it has seen."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: k for k, piece in enumerate(vocabulary)}
        self.pad, self.unknown, self.cls, self.sep, self.mask = (
            next(self._ids[name] for name in names if name in self._ids) for names in SPECIAL
        )
        self._seen: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The ids of the pieces of one word (no white space), at least one and at most `MOST_PIECES`."""
        found = self._seen.get(word)
        if found is None:
            found = tuple(p for part in _split_at_signs(_plain(word)) for p in self._match(part))[:MOST_PIECES] or (self.unknown,)
            self._seen[word] = found
        return found

    def _match(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [self.unknown]
        found, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self._ids.get(part[start:end] if start == 0 else "##" + part[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [self.unknown]
        return found


def _plain(word: str) -> str:
    """Lower case, without accents and control characters."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cc", "Cf"})


def _split_at_signs(word: str) -> list[str]:
    parts, open_part = [], False
    for char in word:
        if _is_sign(char):
            parts.append(char)
            open_part = False
        elif char.isspace():
            open_part = False
        elif open_part:
            parts[-1] += char
        else:
            parts.append(char)
            open_part = True
    return parts


def _is_sign(char: str) -> bool:
    """Punctuation as BERT counts it: all ASCII signs, and Unicode's P classes."""
    return (char.isascii() and not char.isalnum() and not char.isspace()) or unicodedata.category(char)[0] == "P"
