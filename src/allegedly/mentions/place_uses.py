"""What a place name is used for: the place itself, or the state or body that the place stands for."""

from __future__ import annotations

from allegedly.mentions.gazetteer import Place
from allegedly.mentions.place_spotting import Occurrence, related
from allegedly.records import Token

# Kinds that act in the news as states do.
POLITICAL = frozenset({"country", "region"})
_PARTY_PREPOSITIONS = frozenset({"by", "with", "between", "against", "for", "to"})


def use_of(occurrence: Occurrence, place: Place, *, is_capital: bool) -> str:
    """
    "place", or why the name is none: "metonym" (the state acts), "seat" (a body sits there), "holder" ("Goma, *DR Congo*").

    After Markert and Nissim (2002): country names as subjects of actions and owners of bodies stand for governments.
    """
    if occurrence.held:
        return "holder"
    head = occurrence.sentence.tokens[occurrence.last]
    if occurrence.typed > 0:
        head = occurrence.sentence.tokens[occurrence.typed]
    if _is_dateline(occurrence):
        return "place"
    acts = place.kind in POLITICAL or is_capital
    if acts and (_is_owner_of_body(head) or _is_owner_of_deed(head) or _is_doer(head) or _is_hyphen_agent(occurrence)):
        return "metonym"
    if is_capital and _is_seat(head):
        return "seat"
    return "metonym" if place.kind in POLITICAL | {"continent"} and _is_party(head) else "place"


def _is_dateline(occurrence: Occurrence) -> bool:
    """Recognise "GOMA, DR Congo -", "Goma (Reuters)": first in its sentence, set off by a sign."""
    after = occurrence.after
    return occurrence.first == 0 and after is not None and _sets_off(after, occurrence)


def _sets_off(sign: Token, occurrence: Occurrence) -> bool:
    if sign.text in {"-", "–", "—", "--"}:
        return sign.start > occurrence.tokens[-1].end
    return sign.text in {",", "(", ":"}


def _is_owner_of_body(head: Token) -> bool:
    """Recognise "Sudan's army", "the Lisbon government", "US officials": the owner or first part of a body's name."""
    owned = head.head
    if head.dep not in {"poss", "compound", "nmod", "amod", "npadvmod"} or owned is head:
        return False
    words = [owned, *(c for c in owned.children if c.dep == "compound" and c.i > head.i)]
    bodies = related("institution")
    return any(w.lower in bodies or w.lemma.lower() in bodies for w in words) or owned.ent in {"PERSON", "ORG"}


def _is_owner_of_deed(head: Token) -> bool:
    """Recognise "Tehran's attacks", "Israel's offensive": whose deed it is, not where."""
    return head.dep == "poss" and head.head.lemma.lower() in related("deed")


def _is_doer(head: Token) -> bool:
    """Subject of an active verb that places do not do, or agent of a passive one."""
    verb = head.head
    while head.dep == "conj" and verb is not head:
        head, verb = verb, verb.head
    if head.dep == "pobj" and verb.lower == "by" and verb.dep == "agent":
        return True
    if head.dep == "nsubjpass":
        return verb.lemma.lower() in related("party_verb") or verb.lemma.lower() in related("involving_verb")
    if head.dep != "nsubj" or verb.pos not in {"VERB", "AUX"}:
        return False
    return verb.lemma.lower() not in related("locative_verb")


def _is_hyphen_agent(occurrence: Occurrence) -> bool:
    """Recognise "Moscow-backed", "US-led"."""
    tokens, at = occurrence.sentence.tokens, occurrence.last + 1
    return (
        at + 1 < len(tokens)
        and tokens[at].text in "-–‑"
        and tokens[at].start == tokens[at - 1].end
        and tokens[at + 1].start == tokens[at].end
    )


def _is_seat(head: Token) -> bool:
    """Recognise "the ministry in Lisbon": the place says only where a body sits."""
    preposition = head.head
    if head.dep != "pobj" or preposition.lower not in {"in", "of"} or preposition.dep != "prep":
        return False
    return preposition.head.lower in related("institution").keys() - related("moving_body").keys()


def _is_party(head: Token) -> bool:
    """Recognise one side of a war, talks or a deed: "the war with X", "aid to X", "urged X"."""
    if head.dep in {"dative", "dobj"} and head.head.pos == "VERB":
        return head.head.lemma.lower() in related("party_verb")
    while head.dep == "conj" and head.head is not head:
        head = head.head
    preposition = head.head
    if head.dep != "pobj" or preposition.lower not in _PARTY_PREPOSITIONS | {"from", "of", "on", "among"}:
        return False
    if preposition.dep == "dative":
        return True
    above = preposition.head
    return preposition.lower in _PARTY_PREPOSITIONS and above.lemma.lower() in related("party_noun")
