"""
Read every text of a data folder and look for broken offsets and crashes: `python -m evals.sweep FOLDER [--every N]`.

Prints one line per violation and, last, how many texts were read and how many were refused with a reason.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from allegedly.desk import Reader
from allegedly.errors import UnreadableDocumentError
from allegedly.intake.files import Overrides

TEXT_KEYS = ("text", "description", "paragraph")


def texts(folder: Path, every: int = 1) -> Iterator[tuple[str, str]]:
    """(name, text) of every `every`-th text under `folder`, in a fixed order."""
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".txt":
            yield file.name, file.read_text(encoding="utf-8")
        elif file.name.endswith((".jsonl", ".jsonl.gz")):
            opener = gzip.open if file.suffix == ".gz" else open
            with opener(file, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines):
                    if number % every == 0:
                        for text in _texts_of(json.loads(line)):
                            yield f"{file.name}:{number + 1}", text


def _texts_of(record: dict[str, Any]) -> Iterator[str]:
    for key in TEXT_KEYS:
        if isinstance(record.get(key), str) and record[key].strip():
            yield record[key]
    if "sentences" in record:
        yield " ".join(token for s in record["sentences"] for token in s["tokens"])
    elif isinstance(record.get("tokens"), list):
        yield " ".join(record["tokens"])
    for answer in record.get("answers", []):
        yield answer["paragraph"]


def violations(reader: Reader, name: str, text: str) -> list[str] | None:
    """Lines that say what broke in reading `text`; None if it was refused with a reason."""
    try:
        record = reader.read_bytes(text.encode(), f"{name}.txt", Overrides(published="2020-01-01"))
    except UnreadableDocumentError:
        return None
    return [f"{name}: {words}" for words in _broken(json.loads(msgspec.json.encode(record)))]


def _broken(record: dict[str, Any]) -> Iterator[str]:
    stack: list[Any] = [record]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if {"start", "end", "exact"} <= value.keys() and record["text"][value["start"] : value["end"]] != value["exact"]:
                yield f"span {value}"
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def main() -> int:
    """Sweep the folder named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.sweep", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="read only every N-th text")
    given = parser.parse_args()
    reader, seen, refused, broken = Reader(), 0, 0, 0
    for name, text in texts(given.folder, given.every):
        found = violations(reader, name, text)
        seen += 1
        refused += found is None
        broken += len(found or ())
        for line in found or ():
            print(line)
    print(f"{seen} texts, {refused} refused with a reason, {broken} broken spans")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
