"""
The tagger's attributions and the grammar's, made one list.

The tagger says where somebody is made to say something and which words are said; the grammar says
how (the act, the listener, who passes on whom) and finds what stands inside what is said, which the
tagger's training data do not mark. Where both see one attribution the grammar's is kept, with the
tagger's words if the tagger is surer of them; what the tagger alone sees is added; what the
grammar alone sees goes if the tagger all but rules it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from allegedly.records import Sentence, Token
from allegedly.voices import cues
from allegedly.voices.attributions import Attribution, Attributor, noun_phrase
from allegedly.voices.cues import CueWord, listed
from allegedly.voices.insertions import DASHES
from allegedly.voices.not_said import names_nobody, says_nothing, takes_no_object
from allegedly.voices.quotes import Quotations
from allegedly.voices.tagger import Tagged, Tagger

# From how sure the tagger has to be: of a cue that only it sees, and of words that differ from the grammar's.
SURE_OF_CUE = 0.6
SURE_OF_WORDS = 0.5
# Below this probability of any cue word, a cue that only the grammar sees is none.
RULED_OUT = 0.03
# Contents that share so many of their words are the same; the grammar's edges are the record's then.
SAME = 0.8
_SHORTEST = 2
# How many words may stand between a report and "citing".
_NEAR = 6
# Frames whose content the record cuts in its own way, or whose words stand elsewhere.
_OWN_WAY = frozenset({"cite", "accused", "callon", "that", "toll", "object"})
# Frames that the tagger's training data do not mark, and the record does.
_GRAMMARS = frozenset({"toll", "tally", "happening", "responsible", "obj-at", "cite"})
_PHRASES = frozenset({"object", "objto", "callon", "obj-at", "accused", "p:for", "p:of"})
_MARKS = frozenset({'"', "“", "”", "«", "»", "„", "‘", "’", "''", "``", "‹", "›", "‚", "'"})


class Voices:
    """Finds attributions with tagger and grammar together; stands behind `attributions.Attributor`."""

    def __init__(self, tagger: Tagger, grammar: Attributor) -> None:
        self._tagger = tagger
        self._grammar = grammar

    def attributions(self, sentences: Sequence[Sentence], quotations: Quotations) -> list[Attribution]:
        """All attributions of a document, in text order of their cues."""
        tagging = self._tagger.tag(sentences, quotations)
        found = self._grammar.attributions(sentences, quotations)
        twins = _twins(found, tagging.attributions)
        inside = {w.i for t in tagging.attributions for run in t.contents for w in run}
        kept = [a for a in found if id(a) in twins or _is_said(a, inside) or not _ruled_out(a, found, tagging.cue_chances)]
        relayed = {id(a.relays) for a in kept if a.relays is not None}
        others = {a.head.i for a in kept}
        for a in kept:
            if id(a) in twins:
                a.found_by, a.tagged = "both", twins[id(a)]
                _take_source(a, twins[id(a)])
                _leave_source(a, twins[id(a)])
                if id(a) not in relayed and a.relays is None and twins[id(a)].contents:
                    _take_words(a, twins[id(a)], quotations, others)
        taken = {id(t) for t in twins.values()}
        heads = {t.i for a in kept for t in a.cue}
        alone = (t for t in tagging.attributions if id(t) not in taken and not heads & {w.i for w in t.cue})
        new = [made for t in alone if (made := _from_tagged(t, quotations)) is not None]
        _settle(new, kept)
        _tie_citing([*kept, *new])
        found = [*kept, *new]
        inner = self._tagger.tag_inside(_unexplained(found), quotations).attributions
        read = {t.i for a in found for t in a.cue}
        nested = [made for t in inner if not read & {w.i for w in t.cue} and (made := _from_tagged(t, quotations)) is not None]
        return sorted([*found, *nested], key=lambda a: a.cue[0].i)


def _is_said(a: Attribution, inside: set[int]) -> bool:
    """Whether a cue stands within what the tagger sees said, where its training data mark none."""
    return a.head.i in inside and a.frame in {"clause", "quote", "scope", "callon", "accused", "objto"}


def _tie_citing(found: Sequence[Attribution]) -> None:
    """Tie who is cited in "…, the channel reported, citing the ministry" to the report where the grammar alone does not."""
    for a in found:
        if a.frame != "cite" or (a.relays is not None and a.content) or a.source is None:
            continue
        tokens = a.head.sentence.tokens
        for b in (b for b in found if b is not a and b.content and b.source is not None):
            between = tokens[b.cue[-1].i + 1 - tokens[0].i : a.cue[0].i - tokens[0].i] if b.head.sentence is a.head.sentence else []
            if between and len(between) <= _NEAR and all(t.pos not in {"VERB", "AUX"} for t in between):
                own = {t.i for t in (*a.cue, *noun_phrase(a.source))}
                a.relays, a.content = b, [t for t in b.content if t.i not in own]


def _unexplained(found: Sequence[Attribution]) -> list[list[Token]]:
    """What is said, by the innermost who says it, where a verb of saying stands in it that nothing explains."""
    read = {t.i for a in found for t in a.cue}
    runs: dict[tuple[int, int], list[Token]] = {}
    for a in sorted(found, key=lambda a: len(a.content)):
        for sentence, words in _by_sentence(a.content):
            cue = next((t for t in words if t.i not in read and _may_attribute(t)), None)
            if cue is not None and not any(cue.i in {t.i for t in run} for run in runs.values()):
                runs[sentence.start, words[0].i] = words
    return list(runs.values())


def _by_sentence(words: Sequence[Token]) -> Iterator[tuple[Sentence, list[Token]]]:
    for sentence, run in groupby(words, key=lambda t: t.sentence):
        yield sentence, list(run)


def _may_attribute(token: Token) -> bool:
    word = cues.verb(token) if token.pos == "VERB" else None
    return word is not None or token.lower == "according"


def _twins(found: Iterable[Attribution], tagged: Sequence[Tagged]) -> dict[int, Tagged]:
    """Id of an attribution of the grammar → the tagged one with the same cue."""
    at = {word.i: t for t in tagged for word in t.cue}
    twins = {}
    for a in found:
        twin = next((at[w.i] for w in (a.head, *a.cue) if w.i in at), None)
        if twin is not None:
            twins[id(a)] = twin
    return twins


def _ruled_out(a: Attribution, found: Sequence[Attribution], chances: dict[int, float]) -> bool:
    """Whether the tagger gives the cue no chance where it could have marked one: not within what another says."""
    within = any(b is not a and any(t is a.head for t in b.content) for b in found)
    if (
        within
        or a.relays is not None
        or a.frame in _GRAMMARS
        or a.head.text in DASHES
        or any(b.relays is a for b in found)
        or _stands_within(a)
    ):
        return False
    if a.frame == "colon" and a.source is not None and a.source.i > a.head.i:
        return False  # a headline that ends in its source
    return max(chances.get(t.i, 1.0) for t in a.cue) < RULED_OUT


def _take_words(a: Attribution, t: Tagged, quotations: Quotations, others: set[int]) -> None:
    """Give `a` the tagger's content where that is surer. `others` are the chief words of all cues of the grammar."""
    sure = min(t.content_score, t.content_link)
    words = _content(t)
    if _is_part(words, a) and (a.source is None or _stands_within(a) or _all_marked(words, a, quotations)):
        return  # marks, a cue within the words, or "were confirmed dead": the grammar knows that all of it is said
    mine = {w.i for w in a.content}
    if mine and any(w.i in others and w.i not in mine for w in words):
        return  # "…, after the governor denied it": the grammar keeps another's words apart, the training data do not
    if a.frame in _OWN_WAY:
        if sure >= SURE_OF_WORDS and _goes_on(a.content, words):
            a.content, a.words_by = words, "tagger"
        return
    if not words or (a.content and sure < SURE_OF_WORDS) or _alike(a.content, words) >= SAME:
        return
    a.content, a.words_by = words, "tagger"
    if quotations.around(words[0].start) is not None and quotations.around(a.head.start) is None:
        a.frame = "quote"


def _is_part(words: Sequence[Token], a: Attribution) -> bool:
    """Whether `words` are some of the content of `a`, but not all."""
    theirs, mine = ({t.i for t in run if t.pos != "PUNCT"} for run in (words, a.content))
    return theirs < mine


def _all_marked(words: Sequence[Token], a: Attribution, quotations: Quotations) -> bool:
    """Whether what the content of `a` has beyond `words` stands in quotation marks or in other sentences than the cue."""
    theirs = {t.i for t in words}
    more = (t for t in a.content if t.i not in theirs and t.pos != "PUNCT")
    return a.frame == "quote" and all(t.sentence is not a.head.sentence or quotations.around(t.start) is not None for t in more)


def _stands_within(a: Attribution) -> bool:
    """Whether the cue is inserted into what is said: "P, X said, and Q"."""
    return bool(a.content) and a.content[0].i < a.head.i < a.content[-1].i and a.content[0].sentence is a.content[-1].sentence


def _goes_on(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether `theirs` are `mine` and the words after them."""
    return len(theirs) > len(mine) > 0 and all(a is b for a, b in zip(mine, theirs, strict=False))


def _take_source(a: Attribution, t: Tagged) -> None:
    """Give `a` the tagger's source where the grammar has none, or only what stands beside the name: "Col. Ryu, | a spokesman,"."""
    if not t.source or t.source_score < SURE_OF_WORDS:
        return
    head = head_of(t.source)
    if a.source is not None and not _is_name_before(head, a.source, t.source):
        return
    # "One sailor reported killed": whoever is in what is said does not say it.
    if head.lower not in listed("self") and not any(w is head for w in a.content):
        a.source, a.mention = head, None


def _is_name_before(head: Token, source: Token, words: Sequence[Token]) -> bool:
    beside = source.pos == "NOUN" and head.pos == "PROPN" and head.i < source.i and any(w is source for w in words)
    return beside and any(w.text == "," for w in words if head.i < w.i < source.i)


def _leave_source(a: Attribution, t: Tagged) -> None:
    """Take out of what "according to X, the Y in Z" gives the source of what belongs to X, whatever the parser hangs it on."""
    if a.frame == "scope" and t.source_score >= SURE_OF_WORDS and any(w is a.source for w in t.source):
        apart = {w.i for w in t.source}
        a.content = [w for w in a.content if w.i not in apart]


def head_of(words: Sequence[Token]) -> Token:
    """The word of a phrase on which the others hang: the first whose head stands outside it, a noun if there is one."""
    inside = {t.i for t in words}
    tops = [t for t in words if t.head.i not in inside or t.head is t]
    naming = [t for t in tops if t.pos in {"NOUN", "PROPN", "PRON"}]
    return next(iter(naming or [t for t in tops if t.pos != "PUNCT"] or words))


def _content(t: Tagged) -> list[Token]:
    """The words said that stand in the zone of the cue, without "that" before them and the marks at their edges."""
    found: list[Token] = []
    zone = t.cue[0].sentence.zone if t.cue else None
    first = t.cue[0].sentence.paragraph if t.cue else 0
    for run in t.contents:
        words = _after_place([w for w in run if (zone is None or w.sentence.zone is zone) and w.sentence.paragraph >= first])
        while words and (words[0].text in _MARKS or words[0].text in {",", ":"} or _only_opens(words[0])):
            words.pop(0)
        while words and words[-1].pos == "PUNCT" and words[-1].text not in {")", "]", "%"}:
            words.pop()
        found.extend(words)
    return sorted(found, key=lambda w: w.i)


def _after_place(words: list[Token]) -> list[Token]:
    """The words after "in remarks to X, that", if they begin so."""
    if not words or words[0].pos != "ADP":
        return words
    for k, word in enumerate(words[1:], 1):
        if word.pos == "VERB" and word.tag in {"VBD", "VBZ", "VBP"}:
            return words
        if word.lower == "that" and (words[k - 1].text == "," or words[0].lower == "to"):
            return words[k + 1 :]
    return words


def _only_opens(word: Token) -> bool:
    if word.lower != "that":
        return False
    at = word.i - word.sentence.tokens[0].i
    return word.dep == "mark" or (at > 0 and word.dep == "det" and cues.verb(word.sentence.tokens[at - 1]) is not None)


def _alike(mine: Sequence[Token], theirs: Sequence[Token]) -> float:
    a, b = ({t.i for t in words if t.pos != "PUNCT"} for words in (mine, theirs))
    return len(a & b) / len(a | b) if a | b else 1.0


def _from_tagged(t: Tagged, quotations: Quotations) -> Attribution | None:
    """What the tagger alone sees, as the grammar would give it; None if it is not sure enough or says nothing."""
    words = _content(t)
    if t.cue_score < SURE_OF_CUE or min(t.content_score, t.content_link) < SURE_OF_WORDS or not (t.cue and t.source and words):
        return None
    source, head = head_of(t.source), next((w for w in reversed(t.cue) if w.pos == "VERB"), None) or head_of(t.cue)
    quoted = quotations.around(words[0].start) is not None and quotations.around(head.start) is None
    word = cues.verb(head) if head.pos in {"VERB", "AUX"} else cues.nouns().get(head.lower)
    frame = "quote" if quoted else "clause"
    act = (word.frames.get(frame) or word.act) if word is not None else "state"
    if _names_nobody(t.cue, source) or _is_ordered(head, word) or not (quoted or _is_clause(words) or _takes_phrase(word)):
        return None
    if sum(w.pos != "PUNCT" for w in words) < _SHORTEST or (not quoted and _says_nothing(head, source, words, act)):
        return None
    cue = [w for w in t.cue if w.text not in _MARKS]
    return Attribution(head, cue or list(t.cue), source, words, act, frame, found_by="tagger", words_by="tagger", tagged=t)


def _names_nobody(cue: Sequence[Token], source: Token) -> bool:
    nobody = any(c.dep in {"det", "neg"} and c.lower == "no" for c in source.children)
    return nobody or source.lower in listed("self") or names_nobody(cue, source)


def _is_clause(words: Sequence[Token]) -> bool:
    """Whether the words hold a finite verb: they say something of something."""
    return any(w.tag in {"VBD", "VBZ", "VBP", "MD"} for w in words)


def _is_ordered(head: Token, word: CueWord | None) -> bool:
    """Whether it tells of a deed and not of words: "the raid was ordered by the general"."""
    return word is not None and word.lemma in listed("done_to_deed") and any(c.dep == "auxpass" for c in head.children)


def _takes_phrase(word: CueWord | None) -> bool:
    """Whether what follows the cue is said even if it is no clause: a known verb of saying with such a frame."""
    return word is not None and word.act != "believe" and bool(word.frames.keys() & _PHRASES)


def _says_nothing(head: Token, source: Token, words: Sequence[Token], act: str) -> bool:
    return head.pos == "VERB" and (says_nothing(head, source, words, act) or takes_no_object(head, words))


def _trimmed(words: list[Token]) -> list[Token]:
    while words and words[-1].pos == "PUNCT" and words[-1].text in {",", "—", "–", "."}:
        words = words[:-1]
    return words


def _settle(new: Sequence[Attribution], kept: Sequence[Attribution]) -> None:
    """What the tagger alone sees takes no words from cue and source of another, nor do those who speak within it from its own."""
    for a in new:
        own = {t.i for t in a.cue}
        if a.source is not None:
            own.update(t.i for t in noun_phrase(a.source))
        for b in kept:
            if b.head.i not in {t.i for t in a.content}:
                own.update(t.i for t in b.cue)
        a.content = [t for t in a.content if t.i not in own]
        said, apart = {t.i for t in a.content}, {t.i for t in (*a.cue, *(a.tagged.source if a.tagged is not None else ()))}
        for b in kept:
            if b.head.i in said and b.relays is None:
                b.content = _trimmed([t for t in b.content if t.i not in apart])
