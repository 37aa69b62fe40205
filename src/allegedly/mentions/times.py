"""
Time expressions in running text: where they stand, their TIMEX3 value, and the instants they can mean.

The grammar finds pieces ("3:40 a.m.", "Sunday", "overnight") sentence by sentence, neighbouring
pieces are joined ("at 3:40 a.m. on Sunday"), and each is read against the day of publication or
the day that the narrative has reached. Values follow TIMEX3 (TimeML 1.2.1); intervals follow the
record's ruling "Times".
"""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.mentions.time_mentions import Publication, TimeMention
from allegedly.mentions.time_narrative import Narrative
from allegedly.mentions.time_phrases import normalise
from allegedly.records import Sentence

__all__ = ["Publication", "TimeMention", "find_times", "normalise"]


def find_times(sentences: Sequence[Sentence], published: str | None) -> list[TimeMention]:
    """
    The time mentions of parsed `sentences`, in text order, without overlap.

    `published` is an RFC 3339 date or instant, or None: then relative expressions keep a value
    with X for what is unknown and no interval. Linear in the length of the document.
    """
    narrative = Narrative(Publication.of(published))
    return [mention for sentence in sentences for mention in narrative.read(sentence)]
