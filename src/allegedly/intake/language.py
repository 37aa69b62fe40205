"""
Which language a text is in: only English is read, and a text in another is turned away rather than misread.

Naive Bayes over byte n-grams (Lui and Baldwin, langid.py, ACL 2012) has the say only where function words
leave doubt: names from the world over make English war news look foreign to it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

ENGLISH = "en"
_SAMPLE = 6000
_FEW_WORDS = 12
_FEW_LETTERS = 4
_ENGLISH_SHARE = 0.12
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FUNCTION_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "his",
        "her",
        "its",
        "their",
        "has",
        "have",
        "had",
        "were",
        "are",
        "been",
        "be",
        "it",
        "he",
        "she",
        "they",
        "which",
        "who",
        "this",
        "these",
        "said",
        "not",
        "but",
        "an",
        "after",
        "over",
        "into",
        "than",
        "more",
        "about",
        "when",
        "would",
        "will",
        "could",
        "also",
        "no",
        "us",
        "we",
        "our",
        "you",
        "i",
        "a",
        "or",
        "up",
        "out",
    ]
)
# Languages in which news on conflicts is likely to be handed in; fewer choices, fewer wrong ones.
_PLAUSIBLE = [
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "ru",
    "uk",
    "be",
    "bg",
    "sr",
    "hr",
    "mk",
    "ro",
    "hu",
    "cs",
    "sk",
    "sl",
    "lt",
    "lv",
    "et",
    "el",
    "tr",
    "az",
    "ar",
    "fa",
    "ps",
    "ku",
    "he",
    "ur",
    "hi",
    "bn",
    "ne",
    "si",
    "ta",
    "my",
    "th",
    "vi",
    "id",
    "ms",
    "zh",
    "ja",
    "ko",
    "sv",
    "no",
    "da",
    "fi",
    "sq",
    "ka",
    "hy",
    "am",
    "sw",
    "so",
    "rw",
    "ht",
    "tl",
]
_NAMES = {
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "ar": "Arabic",
    "fa": "Persian",
    "he": "Hebrew",
    "tr": "Turkish",
    "zh": "Chinese",
    "sr": "Serbian",
}


def foreign_language(text: str) -> str | None:
    """The English name (or BCP 47 code) of the language of `text` when it is surely not English, else None."""
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < _FEW_LETTERS:
        return None
    latin = sum(1 for c in letters if c < "ɐ" or "Ḁ" <= c <= "ỿ")
    if latin * 2 < len(letters):
        return _named(sample) or _script(letters)
    words = _WORD.findall(sample.lower())
    if len(words) < _FEW_WORDS:
        return None
    share = sum(1 for word in words if word in _FUNCTION_WORDS) / len(words)
    return None if share >= _ENGLISH_SHARE else _named(sample)


def _named(sample: str) -> str | None:
    code = str(_identifier().classify(sample.lower())[0])
    return None if code == ENGLISH else _NAMES.get(code, code)


def _script(letters: list[str]) -> str:
    foreign = next(c for c in letters if c >= "ɐ")
    return unicodedata.name(foreign, "unknown").split()[0].capitalize() + " script"


@functools.cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  half a second that short English never needs

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in _PLAUSIBLE if code in set(identifier.labels)])
    return identifier
