"""The tagger's tags: outside, and for each role the word that begins, is inside, ends or alone makes a span."""

from __future__ import annotations

ROLES = ("source", "cue", "content")
OUTSIDE = "O"
TAGS = (OUTSIDE, *(f"{place}-{role}" for role in ROLES for place in "BIES"))


def may_follow(before: str, after: str) -> bool:
    """Whether `after` may be the tag of the word after one with `before`."""
    if before[0] in "BI":
        return after[0] in "IE" and after[1:] == before[1:]
    return may_start(after)


def may_start(tag: str) -> bool:
    """Whether a window may begin with `tag`."""
    return tag[0] in "OBS"


def may_end(tag: str) -> bool:
    """Whether a window may end with `tag`."""
    return tag[0] in "OES"
