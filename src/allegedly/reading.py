"""The whole way from a document to what is said in it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from allegedly.claims.assembly import read_statements
from allegedly.mentions.found import find_mentions
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.records import Document
from allegedly.text.prepare import clean, passages
from allegedly.text.syntax import Parser
from allegedly.voices.explaining import Explanation, explain
from allegedly.voices.grammar import Grammar
from allegedly.voices.merging import Voices
from allegedly.voices.reading_voices import find_utterances
from allegedly.voices.tagger import SHIPPED, Tagger
from allegedly.voices.utterances import Utterance


class DocumentReader:
    """
    Reads documents one after another with the models loaded once.

    `weights` is the folder of the tagger's weights, by default those that ship with the package.
    Raises MissingPartError if a model or table is not installed.
    """

    def __init__(self, weights: Path = SHIPPED) -> None:
        self._parser = Parser()
        self._attributor = Voices(Tagger(weights), Grammar())
        self._gazetteer = Gazetteer()

    def read(self, document: Document) -> Document:
        """`document` as intake gave it, repaired, zoned, and with its statements and claims."""
        return self._read(document)[0]

    def explain(self, document: Document, number: int) -> Explanation | None:
        """Why statement `number` of `document`, from 1, has its chain; None if there are not so many."""
        read, utterances = self._read(document)
        if not 1 <= number <= len(read.statements):
            return None
        statement = read.statements[number - 1]
        content = tuple((span.start, span.end) for span in statement.content)
        said = next(u for u in utterances if u.content == content and u.chain == statement.chain)
        return explain(number, said, read.text)

    def _read(self, document: Document) -> tuple[Document, list[Utterance]]:
        document = clean(document)
        sentences = self._parser.parse(document.text, passages(document))
        mentions = find_mentions(sentences, self._gazetteer, document.published)
        utterances = find_utterances(document, sentences, mentions.cast, list(mentions.times), attributor=self._attributor)
        return msgspec.structs.replace(document, statements=read_statements(document, mentions, utterances)), utterances
