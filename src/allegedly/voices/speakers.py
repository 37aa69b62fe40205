"""
Who the source of an attribution is: the noun phrase that names it, or the speaker that a pronoun takes up.

What the words name is the cast's knowledge; who spoke last, and therefore who "he" is, is known here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from allegedly.mentions.actor_tables import MEDIA, bodies
from allegedly.mentions.actors import Cast, Identity
from allegedly.mentions.noun_phrases import noun_phrase, source_phrase
from allegedly.records import Source, Span, Token
from allegedly.voices.source_words import (
    OPENING,
    PARTITIVES,
    body_words,
    clause_subject_before,
    concerns,
    documents,
    is_definite,
    is_new,
    is_of_name,
    is_of_people,
    is_open,
    name_offsets,
    who_is_there,
    with_marks_closed,
    without_loose,
    without_title,
)

__all__ = ["Speakers", "noun_phrase", "source_phrase"]

_GENDERS = {"he": "m", "him": "m", "she": "f", "her": "f"}
_AGE = re.compile(r",\s\d{1,2}\b")
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "i", "we", "who", "which", "that", "this"})
# Bodies that publish their findings as reports.
_REPORTING = frozenset({"international_body", "ngo", "expert", "analyst"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADP", "DET", "ADJ", "NUM"})
# Verbs of making evidence, whose doer's it is, unlike one who publishes or examines it.
_MAKING = frozenset({"take", "make", "capture", "shoot", "film", "record", "collect", "produce", "compile"})
# How a word hangs on the noun phrase of which it is a part.
_INNER = frozenset({"pobj", "prep", "compound", "appos", "flat", "nmod", "poss", "det", "amod"})
# Verbs for how readers other than those it was meant for came to a document.
_SHOWING = frozenset({"see", "leak", "obtain", "review", "share", "publish", "pass", "show", "view", "circulate", "excerpt"})
_ABOUT = frozenset({"acl", "relcl"})
_COMPILING = frozenset({"compile", "collect"})
# Words for papers that were not meant for readers: whoever wrote them did not speak.
_CLOSED = frozenset({"draft", "internal", "confidential", "leaked", "secret", "classified", "restricted"})
_UNKNOWN = Source(None, None, "unnamed", None, named=False)
# Within how many words of its noun a medium's name stands.
_NEAR = 6
# How many speakers back a pronoun may reach.
_REACH = 12


class Speakers:
    """The speakers of one article in reading order; call `note` with each source that has spoken."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._spoken: list[Identity] = []
        self._known: dict[tuple[str | None, str], Identity] = {}
        self._words: dict[str, Identity] = {}
        self._pronouns: dict[int, Identity] = {}
        self._last_end = -1
        self._text = ""

    def note(self, source: Source) -> None:
        """Remember that `source` has just spoken."""
        if source.name is None or self._is_within_quotation(source):
            return
        identity = self._known.get((source.name, source.kind)) or Identity(
            source.name,
            source.kind,
            source.party,
            source.named,
            source.on_behalf_of,
            person=source.kind in {"person", "witness", "expert", "analyst"},
        )
        self._spoken.append(identity)
        self._last_end = source.mention.end if source.mention is not None else self._last_end
        del self._spoken[:-_REACH]

    def _is_within_quotation(self, source: Source) -> bool:
        """Whether the source is named in what another is quoted as saying: the writer's pronouns do not take it up."""
        start = source.mention.start if source.mention is not None else 0
        return is_open(self._text[self._text.rfind("\n", 0, start) + 1 : start])

    def party_of(self, head: Token) -> str | None:
        """The party of whom the noun phrase of `head` names; None if that is unknown."""
        found = self._cast.resolve(head)
        return found.party if found is not None else None

    def source_of(self, head: Token | None, text: str, mention: tuple[int, int] | None = None) -> Source:
        """
        The source that the noun phrase headed by `head` names; without `head`, an unknown one.

        `mention` are the offsets of its words (found here if not given); `text` is the document's. Never guesses a party.
        """
        if head is None:
            return _UNKNOWN
        self._text = text
        head, mention = who_is_there(head, mention)
        start, end = mention or source_phrase(head)
        if mention is not None and mention == noun_phrase(head):
            start, end = source_phrase(head)
        start, end = with_marks_closed(head, text, start, end)
        alone = head.sentence.between(start, end)
        if len(alone) == 1 and alone[0].tag in {"WP", "WDT"}:
            antecedent = self._antecedent(alone[0]) or head
            first, last = source_phrase(antecedent)
            identity = self._identity(antecedent, text[first:last])
        else:
            identity = self._identity(self._named_beside(head, start, end) or head, text[start:end])
        if identity.person and identity.named:
            identity = replace(identity, name=without_title(identity.name))
        if not identity.named and identity.name == text[start:end]:
            identity = replace(identity, name=without_loose(head, text, start, end))
        self._known[identity.name, identity.kind] = identity
        if not identity.named:
            self._words[head.lemma.lower()] = identity
        named = identity.named and identity.kind != "unnamed"
        behalf = identity.on_behalf_of if identity.on_behalf_of != identity.name else None
        return Source(Span.of(text, start, end), identity.name, identity.kind, identity.party, named, behalf)

    def _identity(self, head: Token, words: str) -> Identity:
        if head.tag in {"WP", "WDT"} and (antecedent := self._antecedent(head)) is not None:
            start, end = source_phrase(antecedent)
            return self._identity(antecedent, self._text[start:end])
        if head.tag in {"PRP", "WP", "WDT", "DT"} and head.lower in _PRONOUNS:
            # The same word stands for the same one in every clause that shares it.
            if head.i not in self._pronouns:
                self._pronouns[head.i] = self._taken_up(head) or Identity(words, "unnamed", named=False)
            return self._pronouns[head.i]
        found = self._cast.resolve(head)
        found = self._in_full(head, found) if found is not None and found.kind in MEDIA else found
        document = self._document(head, words) if found is None or not found.named else None
        if document is not None:
            return document
        found = found or self._through_partitive(head, words)
        if found is not None and (found.named or not is_definite(head)):
            return found if found.named else _as_written(found, words)
        again = self._words.get(head.lemma.lower()) if is_definite(head) and not is_of_people(head) else None
        return again or (_as_written(found, words) if found is not None else self._fallback(head, words))

    # ------------------------------------------------------------------ pronouns

    def _taken_up(self, pronoun: Token) -> Identity | None:
        """The last speaker that the pronoun fits, unless the sentence before is about another whom it fits."""
        word = pronoun.lower
        here = self._subject_here(pronoun)
        if here is not None and _fits(word, here):
            return here
        start, about = self._cast.subjects_before(pronoun.sentence) if word not in {"i", "we"} else (0, [])
        before = next((who for who in about if who.named and _fits(word, who)), None)
        if before is None and word in _GENDERS and about and about[0].person and _fits(word, about[0]):
            before = about[0]
        if before is None and word in _GENDERS:
            alone = self._cast.person_before(pronoun.sentence)
            before = alone if alone is not None and _fits(word, alone) else None
        if before is not None:
            silent = self._last_end <= start
            if silent or (self._last_end <= pronoun.sentence.start and before not in self._spoken):
                return self._with_gender(before, _GENDERS[word]) if word in _GENDERS else before
        cited = self._cited_by(pronoun)
        fitting = [who for who in reversed(self._spoken) if _fits(word, who) and who.name not in cited]
        if not fitting and word in {"they", "them"}:
            fitting = [who for who in reversed(self._spoken) if not who.person]
        if word in _GENDERS:
            going_on = "\n" not in self._text[self._last_end : pronoun.start] and fitting[:1] == self._spoken[-1:]
            chosen = (fitting[0] if going_on else _better_known(fitting)) if fitting else None
            fitting = [self._with_gender(chosen, _GENDERS[word])] if chosen is not None else []
        return fitting[0] if fitting else None

    def _cited_by(self, pronoun: Token) -> frozenset[str]:
        """Names of those whom a pronoun itself cites: in "Citing the ministry, it reported" it is not the ministry."""
        clauses = [c for c in pronoun.head.children if c.dep == "advcl" and c.i < pronoun.i and c.lemma in {"cite", "quote"}]
        found = (self._cast.resolve(t) for clause in clauses for t in clause.subtree())
        return frozenset(who.name for who in found if who is not None)

    def _in_full(self, head: Token, medium: Identity) -> Identity:
        """A medium with the whole of its name, where the cast has found only a part of it: "All India Radio"."""
        tokens = head.sentence.tokens
        at = head.i - tokens[0].i
        near = range(max(0, at - _NEAR), min(len(tokens), at + _NEAR))
        first = last = next((k for k in near if tokens[k].text == medium.name.rsplit(" ", maxsplit=1)[-1]), at)
        while first > 0 and is_of_name(tokens[first - 1], tokens[first]):
            first -= 1
        while last + 1 < len(tokens) and is_of_name(tokens[last + 1], tokens[last]):
            last += 1
        name = self._text[tokens[first].start : tokens[last].end]
        grown = medium.named and medium.name in name and medium.name != name and medium.name not in bodies()
        return replace(medium, name=name) if grown else medium

    def _named_beside(self, head: Token, start: int, end: int) -> Token | None:
        """The person's name that ends, after a comma, the phrase of an unnamed `head`: "a man said to be its chief, Ali Omar"."""
        tokens = head.sentence.between(start, end)
        own = self._cast.resolve(head)
        if len(tokens) < 3 or tokens[-1] is head or (own is not None and own.named):  # noqa: PLR2004  noun, comma and name
            return None
        who = self._cast.resolve(tokens[-1])
        commas = [t for t in tokens if t.text == "," and t.i > head.i]
        beside = bool(commas) and all(self._cast.resolve(t) == who for t in tokens if t.i > commas[-1].i and t.pos == "PROPN")
        body = (
            (own is None or own.kind == "unnamed") and tokens[-1].dep == "appos" and tokens[-1].head is head
        )  # "the UN's aid office, OCHA"
        return tokens[-1] if beside and who is not None and who.named and (who.person or body) else None

    def _antecedent(self, relative: Token) -> Token | None:
        """The noun that "who" or "which" takes up: the nearest before it, or one around that, of the right sort."""
        clause = relative.head
        while clause.dep == "conj" and clause.head is not clause:
            clause = clause.head
        before = [t for t in reversed(relative.sentence.tokens) if t.i < relative.i and t.text != ","]
        nearest = list(takewhile(lambda t: t.pos in _NOMINAL, before))
        token: Token | None = clause.head if clause.dep == "relcl" and clause.head.i < relative.i else None
        around: list[Token] = []
        while token is not None and token.i < relative.i:
            around.append(token)
            token = token.head if token.dep in _INNER and token.head is not token else None
        for token in around + nearest:
            who = self._cast.resolve(token)
            if who is not None and (who.person or who.plural or relative.lower != "who"):
                return token
        return None

    def _subject_here(self, pronoun: Token) -> Identity | None:
        """Whom the sentence of `pronoun` is about, if that was named before it and nobody has spoken in between."""
        subject = clause_subject_before(pronoun) or self._told_subject(pronoun)
        subject = subject or pronoun.sentence.root.child("nsubj", "nsubjpass")
        if pronoun.lower not in {"it", "they", "he", "she"} or subject is None or subject.i >= pronoun.i:
            return None
        if self._last_end > pronoun.sentence.start or self._cast.resolve(subject) is None:
            return None
        if concerns(pronoun, subject):
            return None
        if is_open(self._text[pronoun.sentence.start : subject.start]) and not is_open(
            self._text[pronoun.sentence.start : pronoun.start]
        ):
            return None  # "“My nephew rang me,” she says": whoever is spoken of in the quotation is another
        if pronoun.head.dep == "parataxis" and pronoun.head.head is subject.head and is_new(subject):
            return None  # "A monk, she recalled, had seen them": whom she first tells of is another
        start, end = source_phrase(subject)
        return self._identity(subject, self._text[start:end])

    def _told_subject(self, pronoun: Token) -> Token | None:
        """The subject of what "it" says first in a paragraph, outside quotation: "The council shut the road, it announced"."""
        told = next((c for c in pronoun.head.children if c.dep == "ccomp" and c.i < pronoun.i), None)
        if pronoun.lower != "it" or pronoun.dep != "nsubj" or told is None or self._cast.subjects_before(pronoun.sentence)[1]:
            return None
        quoted = any(t.text in OPENING for t in pronoun.sentence.tokens if t.i < pronoun.i)
        subject = told.child("nsubj")
        return subject if subject is not None and not quoted and subject.tag in {"NN", "NNP"} else None

    def _with_gender(self, who: Identity, gender: str) -> Identity:
        """`who`, from now on known to be "he" or "she"."""
        if who.gender is not None:
            return who
        told = replace(who, gender=gender)
        self._spoken = [told if one == who else one for one in self._spoken]
        return told

    # ------------------------------------------------------------------ documents and others

    def _document(self, head: Token, words: str) -> Identity | None:
        """As in "An army statement" is the army's own voice; "the ministry's figures" are a document of the ministry's."""
        role = documents().get(head.lemma.lower()) or documents().get(head.lower)
        if role is None or head.pos != "NOUN":
            return None
        owner = self._owner(head)
        words = self._without_participle(head, words)
        if owner is None:
            if role == "office" or (role == "report" and head.tag == "NNS"):
                return None
            last = self._last_body(role) if is_definite(head) else None
            return last or Identity(words, "document")
        closed = not is_definite(head) and any(c.lower in _CLOSED for c in head.children)
        if role == "office" or (not closed and (role == "voice" or (role == "report" and owner.named))):
            return owner
        return Identity(words, "document", owner.party, on_behalf_of=owner.on_behalf_of or owner.name)

    def _without_participle(self, head: Token, words: str) -> str:
        """The words for a document without what was done to it ("leaked to X"), but with its maker ("taken by X")."""
        done = next((c for c in head.children if c.dep == "acl" and c.tag == "VBN" and c.i > head.i), None)
        done = done or next((t for t in head.subtree() if t.i > head.i and t.dep in _ABOUT and t.lemma.lower() in _SHOWING), None)
        if done is None:
            return words
        if done.dep == "relcl":
            # "a memo that was leaked to X", "a note, a copy of which was seen by X"
            return words.split(f" {done.subtree()[0].text} ", maxsplit=1)[0].rstrip(",")
        by = next((c for c in done.children if c.dep in {"agent", "prep"} and c.lower == "by"), None)
        doer = by.child("pobj") if by is not None else None
        maker = self._cast.resolve(doer) if doer is not None and done.lemma in _MAKING else None
        bare = words.split(f" {done.text}", maxsplit=1)[0]
        if maker is not None and maker.named and doer is not None and done.lemma in _COMPILING:
            return f"{bare} {self._text[done.start : doer.end]}"
        return f"{bare} by {maker.name}" if maker is not None and maker.named else bare

    def _last_body(self, role: str) -> Identity | None:
        """The body that "the statement" or "the report" is of: the last that spoke; None for other documents."""
        if role == "document":
            return None
        bodies = (who for who in reversed(self._spoken) if not who.person)
        return next((who for who in bodies if role == "voice" or who.kind in _REPORTING), None)

    def _owner(self, head: Token) -> Identity | None:
        """Whose the document is: "the army's", "army", "by the army", "from the army"."""
        for child in reversed(head.children):
            if child.dep in {"poss", "compound", "nmod", "amod"}:
                if child.lower in {"its", "their", "his", "her"}:
                    return self._last_fitting(child.lower)
                found = self._cast.resolve(child)
                if found is not None and (found.named or child.dep == "poss"):
                    return found
            if child.dep in {"prep", "agent", "acl"} and child.lower in {"by", "from", "of", "issued", "released", "published"}:
                inner = child.child("pobj") or next((g.child("pobj") for g in child.children if g.lower == "by"), None)
                found = self._cast.resolve(inner) if inner is not None else None
                if found is not None and child.lower != "of":
                    return found
        return None

    def _last_fitting(self, possessive: str) -> Identity | None:
        """Whose "his office" or "their report" is: the last speaker that the possessive fits, else the last."""
        pronoun = {"his": "he", "her": "she", "its": "it", "their": "they"}[possessive]
        last = next(reversed(self._spoken), None)
        return next((who for who in reversed(self._spoken) if _fits(pronoun, who)), last)

    def _through_partitive(self, head: Token, words: str) -> Identity | None:
        """As in "One of the doctors", "a group of residents": of the kind of those, but not named."""
        of = next((c for c in head.children if c.dep == "prep" and c.lower == "of"), None)
        inner = of.child("pobj") if of is not None else None
        if inner is None or (head.lower not in PARTITIVES and head.pos != "NUM"):
            return None
        found = self._cast.resolve(inner) or (self._taken_up(inner) if inner.lower in {"them", "those"} else None)
        return Identity(words, found.kind, found.party, named=False, person=True, plural=True) if found is not None else None

    def _fallback(self, head: Token, words: str) -> Identity:
        marked = head.ent == "PERSON" or any(c.ent == "PERSON" and c.dep == "compound" for c in head.children)
        # whose age is told ("baker Jane Roe, 34, said") is a person too
        if head.pos == "PROPN" and (marked or _AGE.match(self._text, head.end)):
            first, last = name_offsets(head)
            return Identity(words[first:last] if 0 <= first < last <= len(words) else words, "person", person=True)
        owner = self._owner(head)
        if (
            owner is not None
            and owner.named
            and not owner.person
            and owner.kind in {"international_body", "ngo", "armed_group", "company"}
        ):
            return Identity(words, owner.kind, owner.party, named=is_definite(head))
        person = head.pos != "PROPN" and head.lemma.lower() not in body_words()
        return Identity(words, "unnamed", named=False, person=person, plural=head.tag in {"NNS", "NNPS"})


def _better_known(fitting: list[Identity]) -> Identity:
    """The latest, but rather one of known gender than an unnamed one who may be of any."""
    if fitting[0].named or fitting[0].gender is not None:
        return fitting[0]
    return next((who for who in fitting if who.gender is not None), fitting[0])


def _as_written(identity: Identity, words: str) -> Identity:
    """An unnamed source keeps its whole phrase as name; a spokesman for a body keeps the body's name."""
    if identity.on_behalf_of == identity.name:
        return identity
    return Identity(
        words,
        identity.kind,
        identity.party,
        named=False,
        on_behalf_of=identity.on_behalf_of,
        person=identity.person,
        plural=identity.plural,
        gender=identity.gender,
    )


def _fits(pronoun: str, who: Identity) -> bool:
    if pronoun in _GENDERS:
        return who.person and not who.plural and who.gender in {None, _GENDERS[pronoun]}
    if pronoun in {"it", "this", "that", "which"}:
        return not who.person and (not who.plural or who.named)
    if pronoun in {"they", "them"}:
        return who.plural
    return True
