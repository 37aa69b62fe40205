"""Whether a piece that looks like a time is one in its sentence: modal "may", ages, fractions, counts that look like years."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right

from allegedly.mentions.calendar_values import dayparts
from allegedly.mentions.time_grammar import Group, Piece
from allegedly.mentions.time_words import fixed_days, words
from allegedly.records import Sentence, Token

_PREPOSITIONS = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "of",
        "from",
        "to",
        "before",
        "after",
        "during",
        "through",
        "throughout",
        "between",
        "around",
        "circa",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "for",
        "and",
        "or",
        "–",
        "-",
        "—",
        "(",
        "[",
        ",",
        "over",
        "about",
        "roughly",
    ]
)
_FOR_A_WHILE = frozenset(
    [
        "for",
        "in",
        "over",
        "within",
        "during",
        "after",
        "about",
        "than",
        "nearly",
        "almost",
        "around",
        "at",
        "last",
        "some",
        "only",
        "just",
        "under",
        "every",
        "throughout",
        "the",
    ]
)
_YEAR_BEFORE = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "of",
        "from",
        "to",
        "before",
        "after",
        "during",
        "through",
        "throughout",
        "between",
        "around",
        "circa",
        "early",
        "late",
        "mid",
        "(",
        "–",
        "-",
        "—",
        "/",
        "year",
        "war",
    ]
)
# Families that say themselves how they lie: no "since" or "by" is read before them.
_WITHOUT_FORM = frozenset({"duration", "vague duration", "set", "stretch", "pointer", "span"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})


@functools.cache
def _time_words() -> frozenset[str]:
    found = {
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "hourly",
        "daily",
        "nightly",
        "weekly",
        "monthly",
        "annually",
        "yearly",
        "quarterly",
        "o'clock",
        "since",
        "before",
        "time",
        "then",
    }
    for kind in ("month", "weekday", "season", "decade"):
        found |= set(words(kind)) | {f"{w}s" for w in words(kind)} | {f"{w}." for w in words(kind)}
    found |= set(words("unit")) | {f"{w}s" for w in words("unit")}
    found |= {part for phrase in (*dayparts(), *fixed_days()) for part in phrase.split()}
    return frozenset(found - {"first", "light", "small", "early", "late", "at", "of", "second", "sec", "min", "mar", "new"})


def sentence_string(sentence: Sentence) -> str | None:
    """The sentence's characters rebuilt from its tokens (white space as blanks); None when no word in it can be a time."""
    known = _time_words()
    if not any(t.lower in known or "0" <= t.text[0] <= "9" or "’" in t.text or "'" in t.text for t in sentence.tokens):
        return None
    parts, at = [], sentence.start
    for token in sentence.tokens:
        parts.append(" " * (token.start - at))
        parts.append(token.text)
        at = token.end
    return "".join(parts)


def form_before(sentence: Sentence, at: int, group: Group, starts: list[int]) -> tuple[str | None, int]:
    """Say "since", "until", "by"… when that word stands before the group, and where the mention then begins in the sentence."""
    before = sentence.tokens[at - 1] if at > 0 else None
    forms = words("form")
    after = bisect_right(starts, group.end - 1)
    possessive = after < len(sentence.tokens) and sentence.tokens[after].tag == "POS"
    form = forms.get(before.lower) if before is not None and before.lower != "following" else None
    if before is None or form is None or group.head.rule.family in _WITHOUT_FORM:
        return (None, group.start)
    if form in ("before", "after") and possessive:
        return (None, group.start)
    return (form, before.start - sentence.start)


def stands(piece: Piece, sentence: Sentence) -> bool:
    """Whether `piece` is a time expression where it stands."""
    starts = [t.start - sentence.start for t in sentence.tokens]
    first = bisect_right(starts, piece.start) - 1
    last = bisect_right(starts, piece.end - 1) - 1
    before = sentence.tokens[first - 1] if first > 0 else None
    after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    check = _CHECKS.get(piece.rule.family)
    if not _month_is_named(piece, sentence, starts, before):
        return False
    return check is None or check(piece, sentence.tokens[first], before, after)


def _month_is_named(piece: Piece, sentence: Sentence, starts: list[int], before: Token | None) -> bool:
    said = piece.match.groupdict()
    if "month" not in said or said["month"].isdigit():
        return True
    if not said["month"][0].isupper():
        return False
    at = piece.match.start("month")
    token = sentence.tokens[bisect_right(starts, at) - 1]
    if said["month"].lower() not in ("may", "march") or piece.rule.family != "month":
        return True
    return token.tag not in ("MD", "VB", "VBP", "VBD") and (
        piece.edge is not None or (before is not None and before.lower in _PREPOSITIONS)
    )


def _season(piece: Piece, token: Token, _before: Token | None, after: Token | None) -> bool:
    if after is not None and (after.lower == "of" or after.tag in ("NN", "NNS")):
        return False
    return "shift" in piece.match.groupdict() or (_before is not None and _before.lower in _PREPOSITIONS) or token.ent == "DATE"


def _year(piece: Piece, token: Token, before: Token | None, after: Token | None) -> bool:
    if not piece.match.group()[0].isdigit():
        return True
    if after is not None and (
        after.tag in ("NNS", "NNPS", "CD") or after.lower in ("people", "%", "percent", "km", "square", "hours")
    ):
        return before is not None and before.lower == "the"
    if before is None:
        return token.dep in ("npadvmod", "nsubj")
    if before.lower in _YEAR_BEFORE or token.ent == "DATE":
        return before.text not in ("$", "€", "£", "#", "No.")
    return before.lower in ("the", "'s") and after is not None and after.tag in ("NN", "NNP", "JJ", "VBN")


def _duration(piece: Piece, token: Token, before: Token | None, after: Token | None) -> bool:
    unit, count = piece.match["unit"].lower(), piece.match["count"].lower()
    if unit.startswith("quarter") or (unit in ("second", "sec", "min") and count in ("a", "an", "one", "another")):
        return False
    if after is not None and (after.lower in ("old", "olds") or (after.text == "-" and _old_after(after))):
        return False
    if count in ("a", "an", "one"):
        return before is not None and (before.lower in _FOR_A_WHILE or before.pos == "ADP") and unit not in ("second", "minute")
    return token.i >= 0


def _old_after(hyphen: Token) -> bool:
    tokens = hyphen.sentence.tokens
    at = hyphen.i - tokens[0].i + 1
    return at < len(tokens) and tokens[at].lower in ("old", "olds")


def _vague_duration(_piece: Piece, _token: Token, before: Token | None, after: Token | None) -> bool:
    return (
        before is not None and before.lower in ("for", "in", "within", "over", "after") and (after is None or after.lower != "old")
    )


def _ordinal(_piece: Piece, _token: Token, before: Token | None, after: Token | None) -> bool:
    return (
        before is not None
        and before.lower in ("on", "by", "until", "since")
        and (after is None or not after.tag.startswith(("NN", "JJ", "CD")))
    )


def _set(piece: Piece, token: Token, before: Token | None, after: Token | None) -> bool:
    if "often" in piece.match.groupdict() and (
        token.pos in ("NOUN", "PROPN") or token.dep in _ARGUMENTS or (after is not None and after.pos == "PROPN")
    ):
        return False  # a daily is a newspaper
    return piece.match.group()[0].islower() or before is None or token.tag not in ("NNP", "NNPS")


def _day(piece: Piece, _token: Token, _before: Token | None, after: Token | None) -> bool:
    said = piece.match.groupdict()
    short = said.get("weekday")
    if short and re.fullmatch(r"(?i)(?:sun|sat|wed|mon)\.", short):
        return short[0].isupper() and after is not None
    return True


_CHECKS = {
    "season": _season,
    "year": _year,
    "duration": _duration,
    "vague duration": _vague_duration,
    "ordinal": _ordinal,
    "set": _set,
    "day": _day,
}
