"""What a file is when it is no text: known by its first bytes, never opened or run."""

from __future__ import annotations

import functools
from typing import NamedTuple

from allegedly import tables

PROBE = 4096
# A ZIP entry's general purpose flag stands at byte 6; its lowest bit says "encrypted".
_ZIP_FLAGS = 6


class Finding(NamedTuple):
    """What the bytes are, and what the user can do about it."""

    reason: str
    remedy: str


@functools.cache
def _signatures() -> tuple[tuple[bytes, int, str, str], ...]:
    return tuple((bytes.fromhex(r["hex"]), int(r["offset"]), r["what"], r["remedy"]) for r in tables.rows("file_signatures"))


def recognise(data: bytes) -> Finding | None:
    """The known non-text format of `data`, with the remedy; None when its first bytes show none."""
    for magic, offset, what, remedy in _signatures():
        if data.startswith(magic, offset):
            return _locked(data, what) or Finding(f"it is {what}", remedy)
    return None


def _locked(data: bytes, what: str) -> Finding | None:
    if data.startswith(b"%PDF") and b"/Encrypt" in data:
        return Finding("it is a password-protected PDF document", "open it with its password and save its text as .txt")
    if data.startswith(b"PK\x03\x04") and len(data) > _ZIP_FLAGS and data[_ZIP_FLAGS] & 1:
        return Finding("it is a password-protected ZIP archive", "unpack it with its password and give the article as text or HTML")
    if "Office" in what and "EncryptedPackage".encode("utf-16-le") in data[:1_000_000]:
        return Finding("it is a password-protected Office document", "open it with its password and save it as plain text")
    return None
