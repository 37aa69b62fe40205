"""
What the parser gets wrong again and again in news, above all the attribution at the end of a sentence with lists.

In "… killing two nurses and a guard, the mayor of Bunia, Jean Lotsi, said on Friday" it takes the
speaker for one more item of the list. A verb of saying that follows a noun phrase set off by
commas, has no subject or shares in the list, and is joined to nothing by a conjunction, is made the
head of the sentence, the phrase its subject, and what stands before what it says.
"""

from __future__ import annotations

import functools

from allegedly import tables
from allegedly.records import Token
from allegedly.text.headline_verbs import mend_headline
from allegedly.text.lost_verbs import mend_lost_verb

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LISTED = frozenset({"appos", "conj", "dobj", "pobj", "npadvmod", "dep", "oprd", "attr"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN"})
FEWEST_BEFORE = 4
NOUN_TAGS = frozenset({"NN", "NNS"})
DEPENDENT = frozenset({"parataxis", "ccomp", "csubj", "dep", "amod", "nsubj"})
STATES = frozenset({"dead", "missing", "alive", "unconscious", "sick", "ill"})
MEDIA = frozenset(
    {"statement", "interview", "report", "letter", "post", "tweet", "briefing", "speech", "message", "video", "address"}
)
# Verbs that say of people what may have become of them: "feared dead".
FEARING = frozenset({"report", "fear", "believe", "presume", "think"})
RELAYING = frozenset({"citing", "quoting"})
AUXILIARY = frozenset({"aux", "auxpass", "agent"})
DASHES = frozenset("-–—―")
QUOTES = frozenset("\"'“”‘’«»„")


@functools.cache
def _saying() -> frozenset[str]:
    """Verbs that can follow the whole of what they attribute."""
    rows = tables.rows("cues")
    return frozenset(r["lemma"] for r in rows if r["kind"] == "verb" and {"clause", "quote"} <= set(r["frame"].split()))


@functools.cache
def _framed(frame: str) -> frozenset[str]:
    """Verbs that the table of cues gives a frame."""
    return frozenset(r["lemma"] for r in tables.rows("cues") if r["kind"] == "verb" and frame in r["frame"].split())


def mend(tokens: list[Token], *, headline: bool = False) -> None:
    """Put attributions, and in a headline misread verbs, right in the tree of one sentence, in place."""
    if headline:
        mend_headline(tokens)
    else:
        mend_lost_verb(tokens)
    for verb in tokens:
        if verb.tag in NOUN_TAGS and verb.lemma.lower() in _deeds() | _saying():
            _mend_noun_for_verb(verb)
        if verb.lemma in _framed("accused"):
            _mend_charge(verb)
        if verb.tag in FINITE | {"VBN"}:
            _mend_feared(verb)
            _mend_participle(verb)
            if verb.lemma in _saying():
                _mend_semicolon(tokens, verb)
                _mend_range(verb)
                _mend_time(verb)
                _mend_inverted(tokens, verb)
                _mend_dash(tokens, verb)
    for token in tokens:
        if token.lower in RELAYING and token.tag == "VBG":
            _mend_relaying(token)
        if token.dep == "csubj" and token.tag == "VBG":
            _mend_describing(token)
    _mend_trailing(tokens)


def _mend_noun_for_verb(token: Token) -> None:
    """Take for a verb what has a subject, though the tagger took it for a noun: "militants storm army base"."""
    subjects = [c for c in token.children if c.dep == "nsubj" and c.i < token.i]
    if not subjects or any(c.dep in {"det", "aux", "cop", "poss"} for c in token.children):
        return
    token.pos, token.tag = "VERB", "VBZ" if token.tag == "NNS" else "VBP"
    for stray in subjects[:-1]:
        # "Three dead as drones pound port": only the nearest does it.
        stray.dep = "dep"


def _mend_charge(verb: Token) -> None:
    """Hang the deed on the charge, where the parser took it for a part of the accused: "accused the group of shelling a port"."""
    accused = verb.child("dobj")
    deed = accused.child("prep") if accused is not None else None
    if deed is not None and deed.lower == "of" and deed.child("pcomp") is not None:
        _hang(deed, verb, "prep")


@functools.cache
def _deeds() -> frozenset[str]:
    """Verbs of the event table, which headlines use in the present tense."""
    return frozenset(row["lemma"] for row in tables.rows("event_triggers") if row["pos"] == "verb")


def _mend_feared(verb: Token) -> None:
    """
    Make those of "13 people reported dead", "hundreds feared killed" ones to whom it is done.

    The parser takes them for who reports, or the participle for a clause about them, or the state for the verb.
    """
    if verb.lemma not in FEARING or any(c.dep in {"dobj", "aux"} for c in verb.children):
        return
    over = verb.head
    if over.i == verb.i + 1 and _is_state(over) and verb.dep in DEPENDENT:
        _swap(over, verb)
    state = next((c for c in verb.children if c.dep in {"oprd", "xcomp", "acomp"} and c.i > verb.i and _is_state(c)), None)
    if state is None or any(c.dep == "aux" for c in state.children):
        return
    state.dep, verb.tag = "oprd", "VBN"
    victims = verb.head
    told = victims.dep == "dobj" and victims.head.lemma in _saying()  # "says 40 pupils believed kidnapped"
    if verb.dep == "acl" and (victims.head is victims or told) and victims.pos in NOMINAL | {"NUM"}:
        _swap(victims, verb)
        victims.dep = "nsubjpass"
        verb.dep = "ccomp" if told else verb.dep
    before = [c for c in verb.children if c.dep in SUBJECTS and c.i < verb.i]
    for child in before:
        child.dep = "nsubjpass" if child is before[-1] else "dep"
    for child in [c for c in verb.children if c.dep in {"prep", "advcl"} and c.i > state.i]:
        _hang(child, state, child.dep)
    _join_later(verb, state)


def _mend_participle(verb: Token) -> None:
    """
    Make the spokesman of "The spokesman, Jean Kabongo, admitted that P" admit it, though the parser takes it for done to him.

    Nobody is a spokesman "admitted that", nor a mayor "called on both sides to": only who listens can be "told that".
    """
    noun = verb.head
    if (
        verb.tag not in {"VBN", "VBD"}
        or verb.dep != "acl"
        or noun.pos not in NOMINAL
        or any(c.dep in AUXILIARY for c in verb.children)
    ):
        return
    clauses = (c for c in (*verb.children, *noun.children) if c.i > verb.i and c.dep in {"ccomp", "acl", "relcl"})
    clause = next((c for c in clauses if (mark := c.child("mark")) is not None and mark.lower == "that"), None)
    said = clause is not None and verb.lemma in _saying() - _framed("hearer")
    on = next((c for c in verb.children if c.dep == "prep" and c.i == verb.i + 1 and c.lower in {"on", "upon", "to", "with"}), None)
    called = on is not None and verb.lemma in _framed("callon") and verb.child("xcomp", "advcl") is not None
    if not (said or called):
        return
    _swap(noun, verb)
    noun.dep, verb.tag = "nsubj", "VBD"
    if clause is not None and said:
        _hang(clause, verb, "ccomp")


def _mend_inverted(tokens: list[Token], verb: Token) -> None:
    """Make the name after "…, alleged | Jean Kabongo" who speaks, though the parser took the verb for a word about it."""
    at, speaker = verb.i - tokens[0].i, verb.head
    if verb.dep != "amod" or verb.tag != "VBN" or speaker.pos != "PROPN" or speaker.i < verb.i or at < FEWEST_BEFORE:
        return
    closed = tokens[at - 1].text in QUOTES and tokens[at - 2].text in {",", "?", "!"}
    ends = tokens[at - 1].text == "," and all(t.pos == "PUNCT" for t in tokens[speaker.i - tokens[0].i + 1 :])
    if (closed or ends or tokens[at - 1].text == "''") and not any(c.i < verb.i for c in speaker.children):
        _swap(speaker, verb)
        speaker.dep, verb.tag = "nsubj", "VBD"
        verb.dep = verb.dep if verb.head is verb else "parataxis"


def _mend_dash(tokens: list[Token], verb: Token) -> None:
    """Make the verb of "P, — | confirmed the army." the chief one: what a dash sets apart at the end is who said P."""
    if verb.dep == "amod" and verb.head.dep == "npadvmod" and tokens[verb.i - tokens[0].i - 1].text in DASHES:
        name, clause = verb.head, verb.head.head  # taken for a participle of the name
        name.children.remove(verb)
        _hang(verb, clause, "dep", was_root=True)
        _hang(name, verb, "nsubj")
    at, speaker, clause = verb.i - tokens[0].i, verb.child("dobj", "nsubj"), verb.head
    if at < FEWEST_BEFORE or tokens[at - 1].text not in DASHES or speaker is None or speaker.i < verb.i:
        return
    last = speaker.subtree()[-1]
    if clause.head is clause and clause is not verb and all(t.pos == "PUNCT" for t in tokens[last.i - tokens[0].i + 1 :]):
        clause.children.remove(verb)
        verb.head, verb.dep, speaker.dep = verb, "ROOT", "nsubj"
        _hang(clause, verb, "ccomp", was_root=True)


def _mend_describing(participle: Token) -> None:
    """Make villagers the subject of "said | fleeing villagers had spoken", where the parser takes the fleeing for it."""
    verb = participle.head
    noun = next((c for c in participle.children if c.dep == "dobj" and c.i == participle.i + 1 and c.tag in {"NNS", "NNPS"}), None)
    if noun is None or verb.i < noun.i or any(c.dep in SUBJECTS for c in verb.children):
        return
    if not any(c.dep in {"aux", "auxpass"} and c.i == noun.i + 1 for c in verb.children) and verb.i != noun.i + 1:
        return
    if not (verb.tag in {"VBP", "VBD", "VBN"} or verb.pos == "AUX"):
        return
    participle.children.remove(noun)
    verb.children.remove(participle)
    noun.head, noun.dep = verb, "nsubj"
    participle.head, participle.dep = noun, "amod"
    noun.children.insert(0, participle)
    verb.children.append(noun)
    verb.children.sort(key=lambda t: t.i)


def _mend_relaying(citing: Token) -> None:
    """
    Hang "citing Y" of "X reported, citing Y, that P" on the reporting, and P as what is reported.

    The parser takes it for a part of P, though "that" stands behind it.
    """
    clause = citing.head
    mark = next((c for c in clause.children if c.dep == "mark" and c.lower == "that"), None)
    reporting = clause.head
    if mark is None or not reporting.i < citing.i < mark.i < clause.i or reporting.lemma not in _saying():
        return
    if any(c.dep == "ccomp" and c is not clause for c in reporting.children):
        return
    _hang(citing, reporting, "advcl", was_root=False)
    clause.dep = "ccomp"


def _join_later(verb: Token, state: Token) -> None:
    """Join to the state the one after it, if the parser took that for the verb: "13 reported dead, 28 injured"."""
    later = verb.head
    if verb.dep != "ccomp" or later.i < state.i or not _is_state(later):
        return
    _swap(later, verb)
    _hang(later, state, "conj")
    for child in list(verb.children):
        if child.i > state.i and child.dep in SUBJECTS:
            _hang(child, later, "nsubjpass")


def _is_state(token: Token) -> bool:
    return token.tag == "VBN" or (token.pos == "ADJ" and token.lower in STATES)


def _swap(over: Token, under: Token) -> None:
    """Put `under` in the place of `over`, which with what stood before it hangs on `under` from now on."""
    over.children.remove(under)
    under.head, under.dep = (over.head, over.dep) if over.head is not over else (under, "ROOT")
    if under.head is not under:
        under.head.children[under.head.children.index(over)] = under
    over.head, over.dep = under, "xcomp" if over.tag == "VBN" else "oprd"
    under.children.append(over)
    if over.pos not in NOMINAL | {"NUM"}:
        for child in [c for c in over.children if c.i < under.i or c.dep == "punct"]:
            _hang(child, under, "dep" if child.dep in SUBJECTS and under.child("nsubj", "nsubjpass") else child.dep)
    else:
        for child in [c for c in over.children if c.dep == "punct" and c.i > under.i]:
            _hang(child, under, "punct")
    under.children.sort(key=lambda t: t.i)


def _mend_semicolon(tokens: list[Token], verb: Token) -> None:
    """Part what stands before a semicolon from a verb of saying behind it: "Attack kills three; minister vows response"."""
    for child in verb.children:
        if child.dep == "ccomp" and child.i < verb.i:
            between = tokens[child.i - tokens[0].i : verb.i - tokens[0].i]
            if any(t.text == ";" for t in between) and not any(t.text in QUOTES for t in between):
                child.dep = "parataxis"


def _mend_range(verb: Token) -> None:
    """Give the subject in "said between 20 and 25 people had died" to what they did."""
    clause = next((c for c in verb.children if c.dep == "ccomp" and c.i > verb.i), None)
    between = next((c for c in verb.children if c.lower == "between" and c.i == verb.i + 1), None)
    counted = next((c for c in between.children if c.dep == "pobj"), None) if between is not None else None
    if clause is None or between is None or counted is None or any(c.dep in SUBJECTS for c in clause.children):
        return
    passive = any(c.dep == "auxpass" for c in clause.children)
    _hang(counted, clause, "nsubjpass" if passive else "nsubj")
    _hang(between, counted, "quantmod")


def _mend_time(verb: Token) -> None:
    """Give "on Sunday" and "in a statement" in "said on Sunday in a statement it had begun" to the verb of saying."""
    clause = next((c for c in verb.children if c.dep == "ccomp" and c.i > verb.i), None)
    subject = next((c for c in clause.children if c.dep in SUBJECTS), None) if clause is not None else None
    if clause is None or subject is None:
        return
    following, first = verb.i + 1, subject.subtree()[0].i
    for child in [*verb.children, *clause.children]:
        words = child.subtree()
        if words[0].i != following or words[-1].i >= first or child.dep not in {"prep", "npadvmod", "advmod"}:
            continue
        if child.head is not verb:
            if not (_is_time(words) or _is_medium(child)):
                return
            _hang(child, verb, child.dep)
        following = words[-1].i + 1


def _is_medium(preposition: Token) -> bool:
    """Whether it tells in what words something was said: "in a statement"."""
    medium = preposition.child("pobj") if preposition.lower in {"in", "during", "via", "on"} else None
    return medium is not None and medium.lemma.lower() in MEDIA


def _is_time(words: list[Token]) -> bool:
    return any(t.ent in {"DATE", "TIME"} or t.lower in _days() for t in words)


@functools.cache
def _days() -> frozenset[str]:
    weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return frozenset(weekdays) | {"yesterday", "today", "overnight", "earlier", "later"}


def _mend_trailing(tokens: list[Token]) -> None:
    for verb in tokens[FEWEST_BEFORE:]:
        if verb.tag in FINITE and verb.lemma in _saying():
            k = verb.i - tokens[0].i
            speaker = _speaker(tokens, k)
            if speaker is not None:
                _lift(tokens, verb, speaker)
                return


def _speaker(tokens: list[Token], at: int) -> Token | None:
    """The head of the phrase before the verb at index `at` that the parser took for part of a list, else None."""
    verb = tokens[at]
    subject = next((c for c in verb.children if c.dep in SUBJECTS), None)
    if verb.dep not in {"ROOT", "conj", "advcl", "relcl", "ccomp", "parataxis"} or any(c.dep == "mark" for c in verb.children):
        return None
    before = at - 1
    if tokens[before].text == ",":
        before -= 1
    if subject is not None and not _is_list(tokens, subject, before):
        return None
    head = _phrase(tokens, tokens[before], verb)
    if head is None or head.pos not in NOMINAL or (subject is not None and head is subject):
        return None
    joined = any(c.dep == "cc" and c.i > head.i for c in verb.head.children) or tokens[_left(tokens, head) - 1].text != ","
    return None if joined else head


def _is_list(tokens: list[Token], subject: Token, before: int) -> bool:
    """Whether the subject is a list whose last item, set off by a comma without "and", stands at index `before`."""
    last = tokens[before]
    return subject.dep == "nsubj" and any(c.dep == "conj" for c in subject.children) and last.pos == "PROPN" and last is not subject


def _phrase(tokens: list[Token], last: Token, verb: Token) -> Token | None:
    """Climb from the word before the verb to the head of the phrase that a comma sets off, through appositions."""
    head = last
    while head.head is not head and head.head is not verb and head.head.i < verb.i:
        starts_after_comma = tokens[_left(tokens, head) - 1].text == "," if _left(tokens, head) else False
        if starts_after_comma and head.dep in LISTED and not _apposition_of_titled(tokens, head):
            return head
        head = head.head
    return None


def _apposition_of_titled(tokens: list[Token], head: Token) -> bool:
    """Whether it is the name after a description that a comma also sets off: "the mayor of Bunia, Jean Lotsi"."""
    outer = head.head
    return (
        head.dep == "appos"
        and outer.dep in LISTED
        and outer.pos in NOMINAL
        and head.pos == "PROPN"
        and outer.pos == "NOUN"
        and tokens[_left(tokens, outer) - 1].text == ","
    )


def _left(tokens: list[Token], head: Token) -> int:
    """Index of the first word of a subtree."""
    return head.subtree()[0].i - tokens[0].i


def _lift(tokens: list[Token], verb: Token, speaker: Token) -> None:
    root = next(t for t in tokens if t.head is t)
    said = verb.head if root is verb else root
    old = next((c for c in verb.children if c.dep in SUBJECTS), None)
    if old is not None and old is not speaker:
        _hang(old, tokens[max(_left(tokens, old) - 2, 0)], "conj")
    _hang(speaker, verb, "nsubj")
    if root is not verb:
        verb.head.children.remove(verb)
        verb.head, verb.dep = verb, "ROOT"
        _hang(said, verb, "ccomp", was_root=True)
    speaker.children[:] = [c for c in speaker.children if c.i < verb.i]


def _hang(token: Token, head: Token, dep: str, *, was_root: bool = False) -> None:
    if head in token.subtree():
        return
    if not was_root:
        token.head.children.remove(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=lambda t: t.i)
