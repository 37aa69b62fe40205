"""The whole way from a document to what is said in it."""

from __future__ import annotations

import msgspec

from allegedly.claims.assembly import read_statements
from allegedly.mentions.found import find_mentions
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.records import Document
from allegedly.text.prepare import clean, passages
from allegedly.text.syntax import Parser
from allegedly.voices.reading_voices import find_utterances


class DocumentReader:
    """
    Reads documents one after another with the models loaded once.

    Raises MissingPartError if a model or table is not installed.
    """

    def __init__(self) -> None:
        self._parser = Parser()
        self._gazetteer = Gazetteer()

    def read(self, document: Document) -> Document:
        """`document` as intake gave it, repaired, zoned, and with its statements and claims."""
        document = clean(document)
        sentences = self._parser.parse(document.text, passages(document))
        mentions = find_mentions(sentences, self._gazetteer, document.published)
        utterances = find_utterances(document, sentences, mentions.cast, list(mentions.times))
        return msgspec.structs.replace(document, statements=read_statements(document, mentions, utterances))
