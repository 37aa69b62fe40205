"""
Words that may tell of an incident, each with the signs by which a scorer tells news of violence from other talk.

A sign is a short string ("object:civil", "tense:VBD"); the scorer of `incident_scoring` has a weight for each that
it met in training and passes over the rest.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from allegedly import tables
from allegedly.claims.clauses import agent_of, objects_of, subject_of
from allegedly.mentions.found import Mentions
from allegedly.records import Claim, Document, Sentence, Statement, Token

CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "ADV", "NUM"})
WORD_CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
# Up to these many days before publication, in this order; then "old".
AGES = ((1, "today"), (3, "days"), (10, "week"), (65, "weeks"))


@dataclass(slots=True)
class Happening:
    """A word of the table `incident_words` in the text; `kind` is the table's, `score` a log-odds that it is news of violence."""

    token: Token
    kind: str
    signs: list[str] = field(default_factory=list)
    score: float = 0.0


@functools.cache
def _kinds() -> dict[tuple[str, str], str]:
    found = {}
    for row in tables.rows("incident_words"):
        for pos in ("verb", "noun", "adj") if row["pos"] == "any" else (row["pos"],):
            found[row["word"], pos] = row["kind"]
    return found


@functools.cache
def noun_classes() -> dict[str, str]:
    """Lemma → class of the table `noun_classes`, people of `counted_people` as "person"."""
    found = {row["word"].lower(): "person" for row in tables.rows("counted_people")}
    return found | {row["lemma"]: row["class"] for row in tables.rows("noun_classes")}


def kind_of(token: Token) -> str | None:
    """The kind of incident that `token` may tell of, None for most words."""
    pos = WORD_CLASSES.get(token.pos)
    if pos is None:
        return None
    kinds = _kinds()
    return kinds.get((token.lemma.lower(), pos)) or kinds.get((token.lower, pos))


class Context:
    """What the whole article says around its words: claims by trigger, ages of times, places, quotations."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], mentions: Mentions) -> None:
        self.document = document
        self.sentences = sentences
        self.mentions = mentions
        self.published = date.fromisoformat(document.published[:10]) if document.published else None
        self.claims: dict[int, tuple[Claim, Statement]] = {}
        for statement in document.statements:
            for claim in statement.claims:
                for word in claim.trigger.exact.split():
                    at = claim.trigger.start + claim.trigger.exact.index(word)
                    self.claims.setdefault(at, (claim, statement))
        self._around: dict[int, list[str]] = {}
        self._words: dict[int, list[str]] = {}

    def who(self, token: Token | None) -> list[str]:
        """What a noun stands for: the class of the actor, of the noun, and its lemma."""
        if token is None:
            return ["none"]
        found = ["w:" + token.lemma.lower()]
        identity = self.mentions.cast.resolve(token)
        if identity is not None:
            found.append("k:" + identity.kind + (":person" if identity.person else ""))
        class_ = noun_classes().get(token.lemma.lower())
        if class_:
            found.append("c:" + class_)
        if token.pos == "PRON":
            found.append("pron")
        return found

    def age(self, start: str | None) -> str:
        """How long before publication an instant lies, as a word."""
        if start is None or self.published is None:
            return "unknown"
        days = (self.published - date.fromisoformat(start[:10])).days
        if days < 0:
            return "future"
        return next((name for most, name in AGES if days <= most), "old")

    def around(self, sentence: Sentence) -> list[str]:
        """Signs of a sentence as a whole: when, where, in whose words, how far down."""
        if sentence.i not in self._around:
            self._around[sentence.i] = self._read_around(sentence)
        return self._around[sentence.i]

    def _read_around(self, sentence: Sentence) -> list[str]:
        found = [f"at:{min(sentence.i, 12)}", f"par:{min(sentence.paragraph, 6)}", "zone:" + sentence.zone.kind]
        times = self.mentions.times.within(sentence.start, sentence.end)
        ages = {("old" if t.historical else self.age(t.resolve()[1])) for t in times if t.kind in {"DATE", "TIME"}}
        found += ["age:" + a for a in ages] or ["age:none"]
        places = self.mentions.places.within(sentence.start, sentence.end)
        found += sorted({f"land:{p.country}" for p in places}) or ["land:none"]
        found += sorted({f"site:{p.kind}" for p in places})
        if any(t.text in {'"', "“"} for t in sentence.tokens):
            found.append("quoted")
        if any(t.lower in {"i", "we", "our", "us"} for t in sentence.tokens):
            found.append("first person")
        return found

    def words(self, sentence: Sentence) -> list[str]:
        """The content lemmas of a sentence."""
        if sentence.i not in self._words:
            lemmas = {t.lemma.lower() for t in sentence.tokens if t.pos in CONTENT and t.lemma[:1].isalpha()}
            self._words[sentence.i] = sorted(lemmas)
        return self._words[sentence.i]


def find_happenings(context: Context) -> list[Happening]:
    """The happenings of an article in text order, with their signs; datelines tell of none."""
    return [
        Happening(token, kind, happening_signs(context, token, kind))
        for sentence in context.sentences
        if sentence.zone.kind != "dateline"
        for token in sentence.tokens
        if (kind := kind_of(token)) is not None
    ]


def happening_signs(context: Context, token: Token, kind: str) -> list[str]:
    """All signs of one happening: itself, its parties, its claim, its sentence."""
    lemma = token.lemma.lower()
    found = [f"l:{lemma}", f"l:{lemma}:{token.tag}", f"{kind}:{token.tag}", f"{kind}:{token.dep}", "kind:" + kind]
    governor = token.head if token.head is not token else None
    found.append(f"gov:{governor.lemma.lower()}" if governor else "root")
    found += [f"under:{t.lemma.lower()}" for t in token.ancestors()[1:4]]
    for child in token.children:
        found.append(f"has:{child.dep}")
        if child.pos in CONTENT | {"AUX", "DET", "PRON", "ADP", "PART"}:
            found.append(f"{child.dep}:{child.lemma.lower()}")
            found.append(f"{lemma}>{child.lemma.lower()}")
    found += _party_signs(context, token)
    found += _claim_signs(context, token, kind)
    around = context.around(token.sentence)
    found += around + [f"{kind}|{sign}" for sign in around]
    found += ["s:" + word for word in context.words(token.sentence)]
    if token.sentence.i:
        found += ["p:" + word for word in context.words(context.sentences[token.sentence.i - 1])]
    return found


def _party_signs(context: Context, token: Token) -> list[str]:
    if token.pos in {"VERB", "AUX"}:
        parties = [("agent", agent_of(token)), ("subject", subject_of(token))]
        parties += [("object", o) for o in objects_of(token)[:2]]
    else:
        parties = [(c.lower, c.child("pobj")) for c in token.children if c.dep == "prep"]
        parties += [(c.dep, c) for c in token.children if c.dep in {"poss", "compound"}]
    return [f"{role}={sign}" for role, who in parties for sign in context.who(who)]


def _claim_signs(context: Context, token: Token, kind: str) -> list[str]:
    found = context.claims.get(token.start)
    if found is None:
        return ["unclaimed", "unclaimed:" + kind]
    claim, statement = found
    signs = [f"type:{claim.type}", f"stage:{claim.stage}", f"sure:{claim.certainty}", f"pole:{claim.polarity}"]
    signs += [f"scope:{claim.event_scope}", f"act:{statement.chain[-1].act}", f"said:{len(statement.chain) > 1}"]
    signs.append(f"{claim.type}:{claim.stage}:{claim.event_scope}:{claim.polarity}")
    signs += [f"has target:{bool(claim.target)}", f"has actor:{bool(claim.actor)}", f"has place:{bool(claim.places)}"]
    time = claim.time
    age = "none" if time is None else "past" if time.value == "PAST_REF" else context.age(time.from_)
    return [*signs, f"claim age:{age}", f"{kind}:claim age:{age}:{claim.stage}"]
