"""
PolNeAR records → labelled words for the tagger's training: `python -m training.corpus RECORDS --encoder DIR --out FILE`.

Parses every article once with the program's own parser and writes one JSON object a reading (an article as one
annotator marked it): `article`, `cues` and `words`. A word is `[pieces, features, number, head, sentence,
paragraph, role, begins, owners]`, see `training.batches.Word`. About three minutes for PolNeAR's training part.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from allegedly.records import Sentence
from allegedly.text.prepare import bare_passages
from allegedly.text.syntax import Parser
from allegedly.voices.quotes import find_quotations
from allegedly.voices.tagger_input import windows
from allegedly.voices.tagger_tags import ROLES
from allegedly.voices.word_pieces import WordPieces

Record = dict[str, Any]


def records(path: Path) -> Iterator[Record]:
    """The objects of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def labelled(record: Record, sentences: Sequence[Sentence], pieces: WordPieces) -> Record:
    """The labelled words of one reading."""
    roles, begins, owners, cues = _labels(record, sentences)
    words: list[list[Any]] = []
    whole = sum(len(pieces.of(t.text)) for s in sentences for t in s.tokens) + 1
    for window in windows(sentences, find_quotations(record["text"]), pieces, longest=whole):
        for k, token in enumerate(window.tokens):
            number = len(words)
            words.append([
                window.pieces[window.first[k] : window.last[k] + 1],
                window.features[k],
                number,
                token.head.i,
                token.sentence.i,
                token.sentence.paragraph,
                roles[number],
                begins[number],
                owners[number],
            ])  # fmt: skip
    return {"article": record["article"], "cues": cues, "words": words}


def _labels(record: Record, sentences: Sequence[Sentence]) -> tuple[list[int], list[bool], list[list[int]], list[int]]:
    tokens = [t for s in sentences for t in s.tokens]
    at = {k: token.i for token in tokens for k in range(token.start, token.end)}
    roles, begins, cues = [0] * len(tokens), [False] * len(tokens), []
    owners: list[list[int]] = [[] for _ in tokens]
    for number, attribution in enumerate(record["attributions"]):
        first_cue = -1
        for k, role in enumerate(ROLES, 1):
            for span in attribution[role]:
                inside = sorted({at[c] for c in range(span["start"], span["end"]) if c in at})
                if not inside:
                    continue
                first_cue = inside[0] if role == "cue" and first_cue < 0 else first_cue
                for word in inside:
                    if not owners[word]:
                        roles[word], begins[word] = k, word == inside[0]
                    owners[word].append(number)
        cues.append(first_cue)
    return roles, begins, owners, cues


def main() -> None:
    """Write the labelled words of a file of records."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0].strip())
    parser.add_argument("records", type=Path, help="PolNeAR records, JSONL or JSONL.gz")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the encoder's vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    pieces = WordPieces((given.encoder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
    syntax = Parser()
    with given.out.open("w", encoding="utf-8") as out:
        text, sentences = "", list[Sentence]()
        for record in records(given.records):
            if record["text"] != text:
                text, sentences = record["text"], syntax.parse(record["text"], bare_passages(record["text"]))
            out.write(json.dumps(labelled(record, sentences, pieces)) + "\n")


if __name__ == "__main__":
    main()
