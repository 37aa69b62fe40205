"""The few errors that `allegedly` raises on purpose: each names the source and the remedy."""

from __future__ import annotations


class AllegedlyError(Exception):
    """
    Something outside the program's power went wrong.

    `source` is the file, URL or option at fault; `remedy` says what the user can do.
    """

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        super().__init__(f"{source}: {reason}; {remedy}")
        self.source = source
        self.reason = reason
        self.remedy = remedy


class UnreadableDocumentError(AllegedlyError):
    """A document that cannot become a record: empty, binary, too large, not in a known language."""


class OptionError(AllegedlyError):
    """An option whose value cannot be used."""


class MissingPartError(AllegedlyError):
    """A model or table that the installation lacks or that does not match its checksum."""
