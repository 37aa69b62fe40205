"""What stands beside a cue verb and may be what it says: clauses, infinitives, objects, prepositional phrases."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from allegedly import tables
from allegedly.records import Token
from allegedly.voices.cues import CueWord, event_nouns, listed

_OBJECTS = frozenset({"dobj", "obj"})
_VERBAL = frozenset({"VERB", "AUX"})
_OCCASIONS = frozenset({"interview", "speech", "briefing", "video", "recording", "broadcast", "call", "conference"})
_PLACES = frozenset({"beyond", "behind", "inside", "outside", "near", "under", "in", "at", "along", "beside", "across", "around"})
_ON_A_NOUN = frozenset({"relcl", "acl"})
_NAMES = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"})


@dataclass(frozen=True, slots=True)
class Complement:
    """The words said, the frame that admits them, the preposition that belongs to the cue, and who listens."""

    words: list[Token]
    frame: str
    preposition: Token | None = None
    listener: Token | None = None


@dataclass(frozen=True, slots=True)
class _Beside:
    """A cue verb with the dependents that its frames may take."""

    verb: Token
    word: CueWord
    objects: list[Token]
    clause: Token | None
    open_clause: Token | None
    hearer: Token | None


def complement(verb: Token, word: CueWord) -> Complement:
    """What an active cue verb says, by the first of its frames that fits; without words if none does."""
    objects = [c for c in verb.children if c.dep in _OBJECTS and c.i > verb.i]
    hearer = next(iter(objects), verb.child("dative")) if "hearer" in word.frames else None
    clause = _clause(verb) or (clause_after_listener(hearer) if hearer is not None else None)
    beside = _Beside(verb, word, objects, clause, verb.child("xcomp"), hearer)
    for read in _READINGS:
        if (found := read(beside)) is not None:
            return found
    return Complement([], "quote", None, hearer)


def clause_words(head: Token, leave: Iterable[Token] = ()) -> list[Token]:
    """The subtree of `head` without its complementiser and without the subtrees of `leave`."""
    left: set[int] = set()
    for token in leave:
        left.update(t.i for t in token.subtree())
    words = [t for t in head.subtree() if t.i not in left]
    while words and words[0].pos == "PUNCT":
        words.pop(0)
    if words and words[0].lower == "that" and (words[0].dep == "mark" or words[0].tag == "IN" or _joins_clause(words[0], head)):
        words.pop(0)
    return words


def _joins_clause(that: Token, head: Token) -> bool:
    """
    Whether "that" joins the clause, though the parser takes it for a part of it.

    So in "denied | that care was withheld", where it hangs on a noun, and in "told the monitors | that they fired first".
    """
    return (head.dep == "ccomp" and that.dep == "det" and that.i == head.head.i + 1) or head.dep in _ON_A_NOUN


def clause_after_listener(listener: Token) -> Token | None:
    """Find what is said where the parser hangs it on whoever is told: "told inmates | that he would be home"."""
    for child in listener.children:
        if child.dep in _ON_A_NOUN and child.pos in _VERBAL and child.i > listener.i:
            first = child.subtree()[0]
            if first.lower == "that" and first.i == _last_before(first, listener) + 1:
                return child
    return None


def _last_before(word: Token, noun: Token) -> int:
    """The number of the last word of the phrase of `noun` before `word`."""
    return max(t.i for t in noun.subtree() if t.i < word.i)


def joined(*heads: Token) -> list[Token]:
    """The subtrees of several heads in text order, from the beginning of the first on."""
    first = heads[0].subtree()[0].i
    return sorted({t.i: t for head in heads for t in head.subtree() if t.i >= first}.values(), key=lambda t: t.i)


def _clause(verb: Token) -> Token | None:
    """Find what is said: the clause after the verb, else the one before it."""
    clauses = [c for c in verb.children if c.dep == "ccomp"]
    return next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)


def _full_clause(b: _Beside) -> Complement | None:
    frames = b.word.frames
    nominal = "as" in frames and b.clause is not None and b.clause.pos != "VERB"
    if b.clause is None or not (frames.keys() & {"clause", "quote", "objto"} or nominal):
        return None
    if "objto" in frames and b.objects:
        return Complement(joined(b.objects[0], b.clause), "clause")
    return Complement(clause_words(b.clause), "clause", None, b.hearer)


def _accusation(b: _Beside) -> Complement | None:
    if "accused" not in b.word.frames or not b.objects:
        return None
    accused = b.objects[0]
    for preposition in [c for holder in (b.verb, accused) for c in holder.children if c.dep == "prep"]:
        if f"p:{preposition.lower}" in b.word.frames:
            return Complement(joined(accused, preposition), "accused")
    return Complement([], "none")


def _called_on(b: _Beside) -> Complement | None:
    if "callon" not in b.word.frames:
        return None
    on = next((c for c in b.verb.children if c.dep in {"prep", "prt", "dative"} and c.lower in {"on", "upon", "to", "with"}), None)
    addressed = on.child("pobj") if on is not None else None
    if on is None or addressed is None or _is_date(addressed):
        return None
    aim = b.open_clause or next((c for c in (*b.verb.children, *addressed.children) if _is_infinitive(c)), None)
    if aim is not None and aim.i > addressed.i:
        return Complement(joined(addressed, aim), "callon", on)
    return Complement(joined(addressed), "callon", on)


def _is_infinitive(clause: Token) -> bool:
    return clause.dep in {"advcl", "acl", "relcl"} and clause.tag == "VB" and any(c.lower == "to" for c in clause.children)


def _open_clause(b: _Beside) -> Complement | None:
    clause = b.open_clause
    if clause is None:
        return None
    if any(c.dep == "aux" and c.lower == "to" for c in clause.children):
        return _infinitive(b, clause)
    frames = b.word.frames
    if clause.tag == "VBG" and frames.keys() & {"ing", "object"}:
        return Complement(clause_words(clause), "ing" if "ing" in frames else "object", None, b.hearer)
    if "clause" in frames and clause.pos in _VERBAL and clause.tag != "VBG":
        return Complement(clause_words(clause), "clause", None, b.hearer)
    return Complement(joined(*b.objects[:1], clause), "as") if "as" in frames else None


def _held_responsible(b: _Beside) -> Complement | None:
    """What somebody is charged with: "holding | the rebels responsible for it"."""
    if "responsible" not in b.word.frames:
        return None
    guilt = next((c for h in (b.verb, *b.objects) for c in h.children if c.lower in {"responsible", "accountable"}), None)
    if guilt is None:
        return Complement([], "none")
    held = b.objects[0] if b.objects else guilt.child("nsubj")
    return Complement(joined(held, guilt), "responsible") if held is not None and held is not guilt else Complement([], "none")


def _asked_for(b: _Beside) -> Complement | None:
    """What others are asked for: "begged | both sides for a truce"."""
    if "objto" not in b.word.frames or not b.objects or b.clause is not None or b.open_clause is not None:
        return None
    aim = next(
        (c for h in (b.verb, b.objects[0]) for c in h.children if c.dep == "prep" and c.lower == "for" and c.i > b.verb.i), None
    )
    thing = aim.child("pobj") if aim is not None else None
    return Complement(joined(b.objects[0], aim), "objto") if aim is not None and thing is not None and not _is_date(thing) else None


def _infinitive(b: _Beside, clause: Token) -> Complement | None:
    if "objto" in b.word.frames and (b.objects or clause.child("nsubj")):
        return Complement(joined(*b.objects[:1], clause), "objto")
    if "hearer" in b.word.frames and b.objects:
        return Complement(clause_words(clause), "hearer-to", None, b.hearer)
    return Complement(clause_words(clause), "to") if "to" in b.word.frames else None


def _small_clause(b: _Beside) -> Complement | None:
    frame, link = ("as", "as") if "as" in b.word.frames else ("obj-at", "at")
    if frame not in b.word.frames:
        return None
    linked = [c for holder in (b.verb, *b.objects) for c in holder.children if c.dep == "prep" and c.lower == link]
    if not linked and frame == "obj-at":
        # "put the number brought there | at nine": the parser hangs the figure on what stands before it
        within = (t for o in b.objects for t in o.subtree() if t.dep == "prep" and t.lower == link)
        linked = [t for t in within if (figure := t.child("pobj")) is not None and figure.pos == "NUM"]
    predicates = linked[:1] + [c for c in b.verb.children if c.dep in {"oprd", "acomp"} and frame == "as"]
    if not predicates or (frame == "obj-at" and not b.objects):
        return None
    return Complement(joined(*b.objects[:1], *predicates), frame)


def _prepositional(b: _Beside) -> Complement | None:
    if b.objects and "object" in b.word.frames:
        return None
    for child in [*b.verb.children, *topics(b.hearer)]:
        if b.objects and child.lower == "to" and b.hearer is None:
            continue  # "committed troops to the mission"
        said = child.child("pobj", "pcomp") if child.dep in {"prep", "prt"} and child.i > b.verb.i else None
        if said is not None and f"p:{child.lower}" in b.word.frames and not (child.lower == "for" and _is_date(said)):
            words = clause_words(said)
            return Complement(words + _after(b.verb, words), f"p:{child.lower}", child, b.hearer)
    return None


def topics(hearer: Token | None) -> list[Token]:
    """What a listener is told of, though the parser takes it for a part of who that is: "told its crew | of eight men"."""
    found = []
    for child in hearer.children if hearer is not None else ():
        thing = child.child("pobj", "pcomp") if child.dep == "prep" and child.lower in {"of", "about"} else None
        if hearer is not None and thing is not None and child.i == hearer.i + 1 and thing.ent not in _NAMES:
            known = any(c.dep in {"det", "poss"} and c.lower not in {"a", "an", "any", "another"} for c in thing.children)
            if not known and (thing.tag != "NNS" or thing.children):
                found.append(child)
    return found


def _is_date(noun: Token) -> bool:
    """Whether it is when ("a march called for | the 5th of May"), not what for."""
    return noun.ent in {"DATE", "TIME"} and all(t.ent in {"DATE", "TIME"} or t.pos in {"DET", "ADP"} for t in noun.subtree())


def _after(verb: Token, words: list[Token]) -> list[Token]:
    """Find what goes on with a thing asked for or told of, when the parser hangs it on the verb.

    So "pressed for arms | to defend the city" and "told of a grave | beyond the railway".
    """
    purpose = next((c for c in verb.children if c.dep in {"xcomp", "advcl"} and c.tag == "VB"), None)
    place = next((c for c in verb.children if c.dep == "prep" and c.lower in _PLACES and not _is_time_phrase(c)), None)
    for more in (purpose, place):
        found = more.subtree() if more is not None else []
        if found and words and found[0].i == words[-1].i + 1:
            return found
    return []


def _deed(b: _Beside) -> Complement | None:
    """What somebody says that they will do, as a noun that is new to the text: "threatened | retaliation"."""
    if "deed" not in b.word.frames or not b.objects:
        return None
    thing = b.objects[0]
    known = any(c.dep == "poss" or (c.dep == "det" and c.lower not in {"a", "an", "any", "another"}) for c in thing.children)
    if thing.pos != "NOUN" or known or thing.lemma.lower() in _people_and_places():
        return None
    about = [c for c in b.verb.children if c.i > thing.i and (_is_condition(c) or _is_aim(c))]
    return Complement(joined(thing, *about), "deed")


def _is_condition(clause: Token) -> bool:
    return clause.dep == "advcl" and any(c.dep == "mark" and c.lower in {"if", "unless"} for c in clause.children)


def _is_aim(preposition: Token) -> bool:
    """Whether it tells on whom or where, not when: "threatened strikes | on Kherson"."""
    thing = preposition.child("pobj") if preposition.dep == "prep" and preposition.lower in {"on", "against", "in", "at"} else None
    return thing is not None and not _is_date(thing)


@functools.cache
def _people_and_places() -> frozenset[str]:
    """Nouns for those who are threatened, not for what is."""
    return frozenset(
        row["lemma"] for row in tables.rows("noun_classes") if row["class"] in {"person", "place", "troops", "life", "civil"}
    )


def _toll(b: _Beside) -> Complement | None:
    """The number that a tally is set at: "raised | the toll to 42"."""
    if "toll" not in b.word.frames or not b.objects or b.objects[0].lemma.lower() not in listed("toll_noun"):
        return None
    tally = b.objects[0]
    numbers = [c for c in b.verb.children if c.i > tally.i and c.dep in {"prep", "prt", "advmod"} and not _is_time_phrase(c)]
    words = joined(tally, *numbers)
    return Complement(words, "toll") if any(t.pos == "NUM" and t.head.lower in {"to", "at"} for t in words) else None


def _tally(b: _Beside) -> Complement | None:
    """What somebody has counted: "counted | nine dead", but not "counted votes"."""
    if "tally" not in b.word.frames or not b.objects or not any(t.pos == "NUM" for t in b.objects[0].subtree()):
        return None
    places = [c for c in b.verb.children if c.i > b.objects[0].i and _is_aim(c)]
    return Complement(joined(b.objects[0], *places), "tally")


def _happening(b: _Beside) -> Complement | None:
    """What somebody recalls to have happened: "recalled | a third blast", but not "recalled its ambassador"."""
    if "happening" not in b.word.frames or not b.objects or b.objects[0].lemma.lower() not in event_nouns():
        return None
    return Complement(joined(b.objects[0], *(c for c in b.verb.children if c.i > b.objects[0].i and c.dep != "punct")), "happening")


def _is_time_phrase(preposition: Token) -> bool:
    thing = preposition.child("pobj")
    return thing is not None and _is_date(thing)


def _object(b: _Beside) -> Complement | None:
    if "object" not in b.word.frames or not b.objects or b.hearer is not None:
        return None
    thing = b.objects[0]
    if thing.lemma.lower() in listed("no_object"):
        return None
    if (verb := _subjectless_after(thing)) is not None:
        return Complement(joined(thing, verb), "clause" if "clause" in b.word.frames else "object")
    reasons = [c for c in b.verb.children if c.dep == "prep" and f"p:{c.lower}" in b.word.frames and c.i > thing.i]
    return Complement(_without_medium(joined(thing, *reasons)), "object")


def _without_medium(words: list[Token]) -> list[Token]:
    """The words without "in a statement carried by X" at their end, which tells how they were said."""
    for k, word in enumerate(words[1:], 1):
        medium = word.child("pobj") if word.lower in {"in", "via", "through"} and word.dep == "prep" else None
        if medium is None or medium.lemma.lower() not in _papers():
            continue
        new = any(c.dep == "det" and c.lower in {"a", "an"} for c in medium.children) or medium.tag == "NNS"
        return words[:k] if new and word.subtree()[-1] is words[-1] else words
    return words


@functools.cache
def _papers() -> frozenset[str]:
    """Nouns for what carries the words of whoever issued it: "statement", "video"."""
    return frozenset(row["noun"] for row in tables.rows("source_documents") if row["role"] == "voice") | _OCCASIONS


def _subjectless_after(noun: Token) -> Token | None:
    """Find the verb of which a misread object is the subject: "acknowledged some 900 | had fled"."""
    last = noun.subtree()[-1]
    tokens, at = noun.sentence.tokens, last.i - noun.sentence.tokens[0].i + 1
    if at >= len(tokens) or tokens[at].dep not in {"aux", "auxpass"}:
        return None
    verb = tokens[at].head
    own = any(c.dep in {"nsubj", "nsubjpass"} for c in verb.children)
    return verb if verb.i > last.i and not own and verb.dep != "relcl" else None


_READINGS: tuple[Callable[[_Beside], Complement | None], ...] = (
    _full_clause,
    _accusation,
    _held_responsible,
    _toll,
    _tally,
    _happening,
    _called_on,
    _asked_for,
    _open_clause,
    _small_clause,
    _prepositional,
    _deed,
    _object,
)
