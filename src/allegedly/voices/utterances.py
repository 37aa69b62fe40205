"""What the voices layer hands on: who says which words, before the claims in them are read."""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.records import Basis, Hop, Technique, Token, Zone
from allegedly.voices.attributions import Attribution


@dataclass(frozen=True, slots=True)
class Utterance:
    """
    One attribution, or one sentence in the voice of its zone (then `chain` has one hop).

    `content` are the attributed words as ordered, non-overlapping offsets (already without
    complementiser, enclosing quotation marks and final stop); `tokens` are the content's tokens
    that no inner utterance owns, so that each token of the document is owned at most once.
    `answers` is the index, in the list of all utterances, of the one that this one denies or
    confirms, else None. `steps` are the attributions that the last hops come from, one each.
    Utterances stand in order of their first content character.
    """

    content: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]
    chain: tuple[Hop, ...]
    zone: Zone
    basis: tuple[Basis, ...] = ()
    techniques: tuple[Technique, ...] = ()
    answers: int | None = None
    steps: tuple[Attribution, ...] = ()
