"""
The tagger's attributions and the grammar's, made one list.

The tagger says where somebody is made to say something and which words are said; the grammar says
how (the act, the listener, who passes on whom) and finds what stands inside what is said, which the
tagger's training data do not mark. Where both see one attribution the grammar's is kept, with the
tagger's words if the tagger is surer of them; what the tagger alone sees is added; what the
grammar alone sees goes if the tagger all but rules it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.records import Sentence, Token
from allegedly.voices import cues
from allegedly.voices.attributions import Attribution, Attributor, noun_phrase
from allegedly.voices.cues import CueWord, listed
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
# Frames whose content the record cuts in its own way, or whose words stand elsewhere.
_OWN_WAY = frozenset({"cite", "accused", "callon", "that", "toll", "object"})
# Frames that the tagger's training data do not mark, and the record does.
_GRAMMARS = frozenset({"toll", "obj-at", "cite"})
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
        kept = [a for a in found if id(a) in twins or not _ruled_out(a, found, tagging.cue_chances)]
        relayed = {id(a.relays) for a in kept if a.relays is not None}
        others = {a.head.i for a in kept}
        for a in kept:
            if id(a) in twins:
                a.found_by, a.tagged = "both", twins[id(a)]
                _take_source(a, twins[id(a)])
                if id(a) not in relayed and a.relays is None and twins[id(a)].contents:
                    _take_words(a, twins[id(a)], quotations, others)
        taken = {id(t) for t in twins.values()}
        heads = {t.i for a in kept for t in a.cue}
        alone = (t for t in tagging.attributions if id(t) not in taken and not heads & {w.i for w in t.cue})
        new = [made for t in alone if (made := _from_tagged(t, quotations)) is not None]
        _settle(new, kept)
        return sorted([*kept, *new], key=lambda a: a.cue[0].i)


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
    if within or a.relays is not None or a.frame in _GRAMMARS or any(b.relays is a for b in found) or _stands_within(a):
        return False
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
    """Give `a` the tagger's source where the grammar has none."""
    if a.source is not None or not t.source or t.source_score < SURE_OF_WORDS:
        return
    head = head_of(t.source)
    # "One sailor reported killed": whoever is in what is said does not say it.
    if head.lower not in listed("self") and not any(w is head for w in a.content):
        a.source, a.mention = head, None


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
    for run in t.contents:
        words = [w for w in run if zone is None or w.sentence.zone is zone]
        while words and (words[0].text in _MARKS or words[0].text in {",", ":"} or _only_opens(words[0])):
            words.pop(0)
        while words and words[-1].pos == "PUNCT" and words[-1].text not in {")", "]", "%"}:
            words.pop()
        found.extend(words)
    return sorted(found, key=lambda w: w.i)


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


def _settle(new: Sequence[Attribution], kept: Sequence[Attribution]) -> None:
    """What the tagger alone sees takes no words from the cue and source of another."""
    for a in new:
        own = {t.i for t in a.cue}
        if a.source is not None:
            own.update(t.i for t in noun_phrase(a.source))
        for b in kept:
            if b.head.i not in {t.i for t in a.content}:
                own.update(t.i for t in b.cue)
        a.content = [t for t in a.content if t.i not in own]
