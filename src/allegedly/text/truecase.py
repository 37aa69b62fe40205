"""
Ordinary case for passages that were sent in capitals, as old wires and headlines are, so that a parser can read them.

Every character is replaced by exactly one, so offsets stay what they were. What is no ordinary word is a
name; an ordinary word is one inside a known name ("New York"), before a name (a title) or in a name that
its initials in brackets explain ("Popular Front [PF]").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.text.word_cases import (
    is_acronym,
    is_ordinary,
    is_place,
    long_names,
    longest_place,
    months,
    titles,
    written,
)

MINIMUM_WORDS = 3
# A lone "von" or "Mc" does not make a headline in capitals an ordinary one.
MOST_SMALL_LETTERS = 0.04
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROMAN = re.compile(r"(?:X{1,3}|X{0,3}(?:IX|IV|V?I{1,3}|VI{0,3}))")
_PARTICLES = frozenset("de del la las los el y e da do dos das di du des le van von der den bin ben ibn al ad ag ould".split())  # noqa: SIM905
_JOINING = frozenset(["of", "the", "for", "and", "de", "la", "del", "los", "las", "el", "y", "in", "on", "to"])
_OF_COUNTRIES = frozenset({"military", "army", "embassy", "troops", "forces", "navy", "government"})
_MODEL = re.compile(r"-?\d")
_FIRST_WORD = re.compile(r"[^\W\d_]")
_LONGEST_BRACKETED = 12
_LONGEST_DESIGNATION = 3


def restore_case(passage: str) -> str:
    """`passage` itself, or, if it is in capitals, with ordinary case; always of the same length."""
    if not _is_in_capitals(passage):
        return passage
    return _Passage(passage).restored()


def _is_in_capitals(passage: str) -> bool:
    capitals = sum(1 for c in passage if c.isupper())
    small = sum(1 for c in passage if c.islower())
    return small <= MOST_SMALL_LETTERS * capitals and len(_WORD.findall(passage)) >= MINIMUM_WORDS


def _small(text: str) -> str:
    """`text` in small letters, character by character, where a small letter is one character."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Passage:
    """The words of a passage in capitals, in small letters, and how each is to be written (None: as it is)."""

    def __init__(self, passage: str) -> None:
        self._text = passage
        self._spans = [m.span() for m in _WORD.finditer(passage)]
        self._words = [_small(passage[a:b]) for a, b in self._spans]
        self._written = [self._alone(i) for i in range(len(self._words))]

    def restored(self) -> str:
        self._known_names()
        self._initials()
        self._joined_names()
        out = list(_small(self._text))
        for (start, end), word in zip(self._spans, self._written, strict=True):
            if len(word) == end - start:
                out[start:end] = word
        first = _FIRST_WORD.search(self._text)
        if first:
            out[first.start()] = self._text[first.start()]
        return "".join(out)

    def _alone(self, i: int) -> str:
        """Word `i` by itself and its immediate surroundings."""
        word, (start, end) = self._words[i], self._spans[i]
        shown = self._text[start:end]
        stem = word.replace("’", "'").split("'")[0]
        if self._text[start - 1 : start].isdigit():
            return word
        if self._is_letter_or_model(word, end):
            return shown
        if stem in months():
            return self._calendar(i, word, shown)
        if stem == "us" and self._is_country(i):
            return shown
        # Of single letters only the article comes here.
        if len(word) == 1 or is_ordinary(word):
            return word
        return shown if _ROMAN.fullmatch(shown) else self._name(word, stem, shown)

    def _is_letter_or_model(self, word: str, end: int) -> bool:
        """Whether a word is a letter that stands for itself (an initial, "U.S.", "I") or opens a designation ("AK-47")."""
        if len(word) == 1:
            return word != "a" or self._text[end : end + 1] == "."
        if len(word) > _LONGEST_DESIGNATION or not _MODEL.match(self._text, end):
            return False
        return self._text[end] == "-" or not is_ordinary(word)

    def _name(self, word: str, stem: str, shown: str) -> str:
        known = written(word) or written(stem)
        if known and len(known) == len(stem):
            return known + word[len(known) :]
        if is_acronym(stem):
            return shown[: len(stem)] + word[len(stem) :]
        return shown[0] + word[1:]

    def _calendar(self, i: int, word: str, shown: str) -> str:
        """Months and weekdays; "MAY" and "MARCH" only beside a number or after a preposition of time."""
        if not is_ordinary(word) or len(word) > len("march"):
            return shown[0] + word[1:]
        start, end = self._spans[i]
        beside = self._text[max(0, start - 3) : start].strip()[-1:].isdigit() or self._text[end : end + 2].strip()[:1].isdigit()
        introduced = i > 0 and self._words[i - 1] in {"in", "since", "last", "next", "of", "until", "early", "late", "mid"}
        return shown[0] + word[1:] if beside or introduced else word

    def _is_country(self, i: int) -> bool:
        following = self._words[i + 1] if i + 1 < len(self._words) else ""
        return i == 0 or self._words[i - 1] == "the" or following in titles() or following in _OF_COUNTRIES

    def _is_name(self, i: int) -> bool:
        return 0 <= i < len(self._words) and self._written[i] != self._words[i]

    def _adjacent(self, i: int) -> bool:
        """Whether only a space, a hyphen or a stop is between word `i` and the next."""
        return i + 1 < len(self._spans) and self._text[self._spans[i][1] : self._spans[i + 1][0]].strip(" -.\n") == ""

    def _known_names(self) -> None:
        """Names of several words from the tables and the gazetteer."""
        i = 0
        while i < len(self._words):
            i += self._table_name(i) or self._place_name(i) or 1

    def _run(self, i: int, length: int) -> bool:
        return i + length <= len(self._words) and all(self._adjacent(j) for j in range(i, i + length - 1))

    def _table_name(self, i: int) -> int:
        for name in long_names().get(self._words[i], ()):
            n = len(name)
            last = self._words[i + n - 1].replace("’", "'").removesuffix("'s") if i + n <= len(self._words) else ""
            if last == name[-1].lower() and all(self._words[i + k] == name[k].lower() for k in range(n - 1)) and self._run(i, n):
                for k in range(n):
                    self._written[i + k] = name[k] + self._words[i + k][len(name[k]) :]
                return n
        return 0

    def _place_name(self, i: int) -> int:
        longest = longest_place(self._words[i])
        for n in range(min(longest, len(self._words) - i), 1, -1):
            # A name made of ordinary words alone is more often those words.
            if not self._run(i, n) or not any(self._is_name(j) for j in range(i, i + n)):
                continue
            if is_place(" ".join(self._words[i : i + n])):
                for j in range(i, i + n):
                    self._capitalise(j, inside=j > i)
                return n
        return 0

    def _capitalise(self, i: int, *, inside: bool = False) -> None:
        word = self._words[i]
        if self._written[i] == word and not (inside and word in _JOINING):
            self._written[i] = self._text[self._spans[i][0]] + word[1:]
        elif inside and word in _PARTICLES and word in _JOINING:
            self._written[i] = word

    def _initials(self) -> None:
        """A word in brackets whose letters are the initials of the words before or, itself bracketed, after it."""
        for i, (start, end) in enumerate(self._spans):
            if self._text[start - 1 : start] not in {"[", "("} or end - start < len("UN"):
                continue
            if self._text[end : end + 1] in {"]", ")"} and end - start <= _LONGEST_BRACKETED:
                if self._spell_out(range(i - 1, -1, -1), self._words[i][::-1]) or not is_ordinary(self._words[i]):
                    self._written[i] = self._text[start:end]
            elif i > 0 and self._spans[i - 1][1] == start - 2:
                self._spell_out(range(i, len(self._words)), self._words[i - 1])

    def _spell_out(self, order: Sequence[int], letters: str) -> bool:
        found: list[int] = []
        for i in order:
            if len(found) == len(letters):
                break
            if self._words[i][0] == letters[len(found)]:
                found.append(i)
            elif self._words[i] not in _JOINING:
                break
        if len(found) < len(letters):
            return False
        for i in found:
            self._capitalise(i)
        return True

    def _joined_names(self) -> None:
        """Particles and articles between or before names, and titles before them."""
        for i in range(len(self._words) - 1, -1, -1):
            word = self._words[i]
            if not self._adjacent(i) or not self._is_name(i + 1):
                continue
            if word in _PARTICLES:
                inside = i > 0 and self._is_name(i - 1) and self._adjacent(i - 1)
                self._written[i] = word if inside and word != "al" else self._text[self._spans[i][0]] + word[1:]
            elif word in titles() and is_ordinary(word) and self._words[i + 1] not in months():
                self._capitalise(i)
