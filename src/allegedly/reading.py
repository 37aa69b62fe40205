"""The whole way from a document to what is said in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from allegedly.claims.assembly import read_statements
from allegedly.claims.incident_happenings import Context
from allegedly.claims.incidents import Incident, find_incidents
from allegedly.mentions.found import Mentions, find_mentions
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.records import Document, Sentence
from allegedly.text.prepare import clean, passages
from allegedly.text.syntax import Parser
from allegedly.voices.explaining import Explanation, explain
from allegedly.voices.grammar import Grammar
from allegedly.voices.merging import Voices
from allegedly.voices.reading_voices import find_utterances
from allegedly.voices.tagger import SHIPPED, Tagger
from allegedly.voices.utterances import Utterance


class _Reading(NamedTuple):
    document: Document
    sentences: list[Sentence]
    mentions: Mentions
    utterances: list[Utterance]


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
        return self._read(document).document

    def incidents(self, document: Document) -> tuple[Incident, ...]:
        """The incidents of which `document` as intake gave it tells, its claims merged and their roles filled."""
        return find_incidents(self.context(document))

    def context(self, document: Document) -> Context:
        """`document` as read, with its sentences and mentions: what the incidents are made from."""
        read = self._read(document)
        return Context(read.document, read.sentences, read.mentions)

    def explain(self, document: Document, number: int) -> Explanation | None:
        """Why statement `number` of `document`, from 1, has its chain; None if there are not so many."""
        found = self._read(document)
        read, utterances = found.document, found.utterances
        if not 1 <= number <= len(read.statements):
            return None
        statement = read.statements[number - 1]
        content = tuple((span.start, span.end) for span in statement.content)
        said = next(u for u in utterances if u.content == content and u.chain == statement.chain)
        return explain(number, said, read.text)

    def _read(self, document: Document) -> _Reading:
        document = clean(document)
        sentences = self._parser.parse(document.text, passages(document))
        mentions = find_mentions(sentences, self._gazetteer, document.published)
        utterances = find_utterances(document, sentences, mentions.cast, list(mentions.times), attributor=self._attributor)
        document = msgspec.structs.replace(document, statements=read_statements(document, mentions, utterances))
        return _Reading(document, sentences, mentions, utterances)
