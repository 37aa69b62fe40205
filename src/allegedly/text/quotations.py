"""
Blocks lifted from another text: how they are introduced, where they end, and whose words they are.

Three signs: a mark ("Full text:"), a line that ends in a colon and speaks of someone's words, and quotation marks
that open a paragraph and close at the end of the same or a later one with no attribution between.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from allegedly.text.marks import quoting

_CLOSING = {'"': '"', "“": "”", "«": "»"}
_FEWEST_WORDS = 4
_LONGEST_MARK = 160
_LONGEST_AUTHOR = 8
_BULLET = re.compile(r"[-–—•*·]\s|\d{1,2}[.)]\s|\([a-z0-9]\)\s")
# A few words in quotation marks are a term; five or more are someone speaking.
_LONG_QUOTE = re.compile(r"[\"“«](?:[^\s\"“”«»]+\s+){4,}[^\s\"“”«»]+[\"”»]")
_PRONOUN = re.compile(r"(?:He|She|It|They|We|I|This|That|There|One|Which|Who)\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:But|And|Meanwhile|Later|Earlier|On \w+day|In (?:a|the|his|her|its|their) [^,]{3,60}|Here is|Below is|Read)\s*,?\s+)+"
)


class Block(NamedTuple):
    """How a block is introduced: its author if named, and whether a whole text follows or one paragraph."""

    author: str | None
    whole: bool


@functools.cache
def _mark() -> re.Pattern[str]:
    noun = quoting("noun")
    return re.compile(
        rf"(?:(?:Here is |Below is |Read )?(?:the )?(?:full|complete|unabridged|entire|original|translated)\s+(?:{noun}|interview)"
        rf"(?:\s+(?:of|by|from)\s+(?P<of>[^:\n]{{3,80}}?))?(?:\s+(?:reads|follows|is below))?(?:\s+(?:as follows|in "
        r"full))?\s*:)\s*",
        re.IGNORECASE,
    )


@functools.cache
def _fragment() -> re.Pattern[str]:
    noun = quoting("noun")
    return re.compile(
        rf"(?:(?P<whose>[^:.\n]{{2,70}}?)['’]s?\s+)?(?:the\s+)?(?P<how>(?:full|complete|entire|official|written|joint|closing|opening|final)\s+)*{noun}"
        rf"(?:\s+(?:of|by|from|issued by)\s+(?P<of>[^:.\n]{{3,80}}?))?(?:\s+(?:reads?|follows|said|says))?(?:\s+(?:as "
        r"follows|in full|in part))?\s*:$",
        re.IGNORECASE,
    )


@functools.cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"^(?P<who>[^,:;\"“”]{{2,90}}?)\s+(?:(?:has|have|had|also|then|later)\s+)*{quoting('verb')}\b[^\"“”]*:$")


@functools.cache
def _speaks_of_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{quoting('verb')}|{quoting('hint')}|{quoting('noun')})\b", re.IGNORECASE)


def mark_end(line: str) -> int:
    """Where the words of the block begin on a line that opens with a mark such as "Full text:"; 0 when it does not."""
    match = _mark().match(line) or (_fragment().match(line) if len(line) <= _LONGEST_MARK else None)
    return match.end() if match else 0


def block_opened_by_mark(line: str) -> Block | None:
    """The block that a line opens by a mark, on the same line or the next."""
    match = _mark().match(line)
    if match:
        return Block(_name(match["of"]), whole=True)
    match = _fragment().match(line) if len(line) <= _LONGEST_MARK else None
    if match is None:
        return None
    whole = bool(re.search(r"\b(?:full|complete|entire|in full)\b", line, re.IGNORECASE))
    return Block(_name(match["of"] or match["whose"]), whole)


def block_after_colon(before: str, line: str) -> Block | None:
    """The block that `line` begins when the line before it ends in a colon and speaks of someone's words; lists are none."""
    if not before.endswith(":") or _BULLET.match(line) or len(before.split()) < _FEWEST_WORDS:
        return None
    sentence = re.split(r"[.!?]['\"”’]?\s+(?=[A-Z“\"])", before)[-1]
    if not _speaks_of_words().search(sentence):
        return None
    whole = bool(re.search(r"\b(?:in full|full text|full statement)\b", sentence, re.IGNORECASE))
    said = _said().match(_LEADING.sub("", sentence))
    return Block(_name(said["who"]) if said else None, whole)


def _name(words: str | None) -> str | None:
    """`words` as an author's name: a short noun phrase with a capital letter that is no pronoun."""
    words = " ".join((words or "").split())
    if not words or len(words.split()) > _LONGEST_AUTHOR or _PRONOUN.match(words) or not any(c.isupper() for c in words):
        return None
    return words


def block_in_quotes(lines: Sequence[str], before: str) -> int:
    """
    How many of `lines` a quotation that opens the first of them fills, with no attribution of its own; 0 for none.

    A single paragraph counts only where nobody was just speaking in `before`, the line before it.
    """
    opener = lines[0][0] if lines and lines[0] else ""
    closer = _CLOSING.get(opener)
    if closer is None:
        return 0
    for number, line in enumerate(lines):
        inner = line[1:] if line[0] == opener else line
        closes = inner.rstrip(" .,…").endswith(closer)
        body = inner.rstrip(" .,…")[:-1] if closes else inner
        if closer in body or (opener != closer and opener in body):
            return 0
        if closes:
            several = number > 0
            return number + 1 if several or _stands_alone(line, before) else 0
    return 0


def _stands_alone(line: str, before: str) -> bool:
    """Whether nobody in the line before can be the one who goes on speaking: no verb of speech there, no quotation."""
    if before.endswith((":", '"', "”", "»")) or len(line.split()) < _FEWEST_WORDS or _inserted().search(line):
        return False
    return not (_speech().search(before) or _LONG_QUOTE.search(before))


@functools.cache
def _inserted() -> re.Pattern[str]:
    """Matches a name with a verb of speech between commas: marks that hold it are one pair for two ("“F, X said, R.”")."""
    return re.compile(rf",\s+(?:[A-ZÀ-Þ][\w.’'-]*\s+){{1,4}}(?:{quoting('verb')}|[a-z]+ed),")


@functools.cache
def _speech() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{quoting('verb')}|{quoting('hint')})\b", re.IGNORECASE)
