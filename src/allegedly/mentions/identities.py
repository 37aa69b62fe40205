"""Who somebody is, as the record wants it: the value that the cast gives for a noun phrase."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """
    One actor of the article.

    `name`, `kind`, `party`, `named` and `on_behalf_of` mean what they mean in a record's source;
    `person` tells a human being from a body, `plural` "they" from "it", `gender` is "m", "f" or None when unknown.
    """

    name: str
    kind: str
    party: str | None = None
    named: bool = True
    on_behalf_of: str | None = None
    person: bool = False
    plural: bool = False
    gender: str | None = None
