"""
Ordinary case for passages that were sent in capitals, as old wires were, so that a parser can read them.

Every character is replaced by exactly one, so offsets stay what they were.
"""

from __future__ import annotations

import re

MINIMUM_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def restore_case(passage: str) -> str:
    """`passage` itself, or, if it is all in capitals, with ordinary case; always of the same length."""
    words = _WORD.findall(passage)
    if len(words) < MINIMUM_WORDS or any(c.islower() for c in passage):
        return passage
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in passage)
    first = _WORD.search(lowered)
    if first is None:
        return passage
    at = first.start()
    return lowered[:at] + passage[at] + lowered[at + 1 :]
