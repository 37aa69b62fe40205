"""What a cue verb attributes: the complements of each frame, active and passive."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.records import Token
from allegedly.voices.attributions import Attribution
from allegedly.voices.cues import CueWord, listed
from allegedly.voices.speakers_of_verbs import agent, is_passive, subject, verb_group

_MODAL_ONLY = frozenset({"should", "must", "let"})
_CONJUNCTIONS = frozenset(
    {"if", "because", "when", "while", "after", "before", "since", "until", "although", "though", "unless", "whether"}
)
_OBJECTS = frozenset({"dobj", "obj"})


def read_verb(verb: Token, word: CueWord) -> Attribution | None:
    """The attribution that `verb` makes, None if it makes none. `content` may be empty: a quotation may fill it."""
    group = verb_group(verb)
    if not _asserted(verb, group):
        return None
    group = _with_aspect(verb, group)
    if is_passive(verb) or _is_participle(verb):
        return _passive(verb, word, group)
    found = subject(verb)
    source, mention = found if found is not None else (None, None)
    content, frame, preposition, listener = _complement(verb, word)
    if source is None and (right := _inverted(verb)) is not None:
        source = right
        if frame == "object" or listener is right:
            content, frame, listener = [], "quote", None
    if source is None or (mention or source).lower in listed("self"):
        return None
    if not content and frame == "quote":
        content, frame = _around(verb, word)
    cue = [*group, preposition] if preposition is not None and preposition.i == group[-1].i + 1 else group
    return Attribution(verb, cue, source, content, _act_of(word, frame), frame, mention=mention, listener=listener)


def _is_participle(verb: Token) -> bool:
    """Whether it is a bare past participle ("asked about it, he left"), which is passive."""
    return verb.tag == "VBN" and verb.dep in {"acl", "advcl"} and not any(c.dep == "aux" for c in verb.children)


def _act_of(word: CueWord, frame: str) -> str:
    if frame == "hearer-to":
        return "appeal"
    return word.frames.get(frame) or word.act


def _asserted(verb: Token, group: list[Token]) -> bool:
    """Whether the verb reports an act: no imperative, no bare infinitive, no "should say"."""
    if verb.tag != "VB":
        return True
    helping = {t.lower for t in verb.children if t.dep in {"aux", "auxpass"}}
    if "to" in helping:
        return verb.dep == "xcomp" and (verb.head.lemma.lower() in listed("aspectual"))
    return bool(helping - _MODAL_ONLY) and not helping & _MODAL_ONLY and group[0].lower not in _MODAL_ONLY


def _with_aspect(verb: Token, group: list[Token]) -> list[Token]:
    """The group begun by the verb of phase on which the cue hangs: "went on to say"."""
    if verb.dep != "xcomp" or verb.head.lemma.lower() not in listed("aspectual") or verb.head.i > verb.i:
        return group
    before = verb_group(verb.head)
    between = verb.sentence.tokens[before[0].i - verb.sentence.tokens[0].i : verb.i - verb.sentence.tokens[0].i + 1]
    return [*between, *[t for t in group if t.i > verb.i]] if len(between) <= len(before) + len(group) + 3 else group


def clause_words(head: Token, leave: Iterable[Token] = ()) -> list[Token]:
    """The subtree of `head` without its complementiser and without the subtrees of `leave`."""
    left: set[int] = set()
    for token in leave:
        left.update(t.i for t in token.subtree())
    words = [t for t in head.subtree() if t.i not in left]
    while words and words[0].pos == "PUNCT":
        words.pop(0)
    if words and words[0].lower == "that" and words[0].dep == "mark":
        words.pop(0)
    return words


def _complement(verb: Token, word: CueWord) -> tuple[list[Token], str, Token | None, Token | None]:
    """Content words, frame, the preposition of the cue and the listener."""
    frames = word.frames
    objects = [c for c in verb.children if c.dep in _OBJECTS and c.i > verb.i]
    clause = _clause(verb)
    open_clause = next((c for c in verb.children if c.dep == "xcomp"), None)
    hearer = next(iter(objects), verb.child("dative")) if "hearer" in frames else None
    if clause is not None and _allows_clause(clause, frames):
        if "objto" in frames and objects:
            return _joined(objects[0], clause), "clause", None, None
        return clause_words(clause), "clause", None, hearer
    if "accused" in frames and objects:
        return _accusation(verb, word, objects[0])
    if "callon" in frames and (called := _called_on(verb, open_clause)) is not None:
        return called
    if open_clause is not None and (found := _open_clause(verb, word, open_clause, objects)) is not None:
        return (*found, None, hearer)
    if (found_as := _small_clause(verb, word, objects)) is not None:
        return (*found_as, None, None)
    if (preposed := _prepositional(verb, word)) is not None and ("object" not in frames or not objects):
        return (*preposed, hearer)
    if "object" in frames and objects and hearer is None and objects[0].lemma.lower() not in listed("no_object"):
        if (clause_of := _subjectless_after(objects[0])) is not None:
            return _joined(objects[0], clause_of), "clause" if "clause" in frames else "object", None, None
        reasons = [c for c in verb.children if c.dep == "prep" and f"p:{c.lower}" in frames and c.i > objects[0].i]
        return _joined(objects[0], *reasons), "object", None, None
    return [], "quote", None, hearer


def _clause(verb: Token) -> Token | None:
    """What is said: the clause after the verb, else the one before it."""
    clauses = [c for c in verb.children if c.dep == "ccomp"]
    return next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)


def _allows_clause(clause: Token, frames: Iterable[str]) -> bool:
    if "clause" in frames or "quote" in frames:
        return True
    return ("as" in frames and clause.pos not in {"VERB"}) or "objto" in frames


def _joined_apart(undergoer: Token, predicate: Token) -> list[Token]:
    """The two parts of "X | was said to have | died": what is said without the auxiliaries, which are the cue's."""
    helping = {c.i for c in _infinitive(predicate)}
    words = {t.i: t for t in [*undergoer.subtree(), *clause_words(predicate)] if t.i not in helping}
    return sorted(words.values(), key=lambda t: t.i)


def _infinitive(predicate: Token) -> list[Token]:
    """ "to have" or "to be" at the head of an infinitive, as far as it stands together."""
    to = next((c for c in predicate.children if c.dep == "aux" and c.lower == "to"), None)
    if to is None:
        return []
    tokens, at = to.sentence.tokens, to.i - to.sentence.tokens[0].i + 1
    helper = tokens[at] if at < len(tokens) and tokens[at].lower in {"have", "be"} else None
    return [to, helper] if helper is not None else []


def _joined(*heads: Token) -> list[Token]:
    first = heads[0].subtree()[0].i
    return sorted({t.i: t for head in heads for t in head.subtree() if t.i >= first}.values(), key=lambda t: t.i)


def _subjectless_after(noun: Token) -> Token | None:
    """The verb of which a misread object is the subject: "acknowledged some 900 | had fled"."""
    last = noun.subtree()[-1]
    tokens, at = noun.sentence.tokens, last.i - noun.sentence.tokens[0].i + 1
    if at >= len(tokens) or tokens[at].dep not in {"aux", "auxpass"}:
        return None
    verb = tokens[at].head
    own = any(c.dep in {"nsubj", "nsubjpass"} for c in verb.children)
    return verb if verb.i > last.i and not own and verb.dep != "relcl" else None


def _accusation(verb: Token, word: CueWord, accused: Token) -> tuple[list[Token], str, Token | None, Token | None]:
    for preposition in [c for holder in (verb, accused) for c in holder.children if c.dep == "prep"]:
        if f"p:{preposition.lower}" in word.frames:
            return _joined(accused, preposition), "accused", None, None
    return [], "none", None, None


def _called_on(verb: Token, open_clause: Token | None) -> tuple[list[Token], str, Token | None, Token | None] | None:
    on = next((c for c in verb.children if c.dep in {"prep", "prt"} and c.lower in {"on", "upon"}), None)
    addressed = on.child("pobj") if on is not None else None
    if on is None or addressed is None:
        return None
    if open_clause is not None and open_clause.i > addressed.i:
        return _joined(addressed, open_clause), "callon", on, None
    return _joined(addressed), "callon", on, None


def _open_clause(verb: Token, word: CueWord, clause: Token, objects: list[Token]) -> tuple[list[Token], str] | None:
    infinitive = any(c.dep == "aux" and c.lower == "to" for c in clause.children)
    if infinitive and "objto" in word.frames and (objects or clause.child("nsubj")):
        return _joined(*objects[:1], clause), "objto"
    if infinitive and "hearer" in word.frames and objects:
        return clause_words(clause), "hearer-to"
    if infinitive and "to" in word.frames:
        return clause_words(clause), "to"
    if clause.tag == "VBG" and ("ing" in word.frames or "object" in word.frames):
        return clause_words(clause), "ing" if "ing" in word.frames else "object"
    if not infinitive and "clause" in word.frames and clause.pos in {"VERB", "AUX"} and clause.tag != "VBG":
        return clause_words(clause), "clause"
    if "as" in word.frames and not infinitive:
        return _joined(*objects[:1], clause), "as"
    return None


def _small_clause(verb: Token, word: CueWord, objects: list[Token]) -> tuple[list[Token], str] | None:
    frame, link = ("as", "as") if "as" in word.frames else ("obj-at", "at")
    if frame not in word.frames:
        return None
    linked = [c for holder in (verb, *objects) for c in holder.children if c.dep == "prep" and c.lower == link]
    predicates = linked[:1] + [c for c in verb.children if c.dep in {"oprd", "acomp"} and frame == "as"]
    if not predicates or (frame == "obj-at" and not objects):
        return None
    return _joined(*objects[:1], *predicates), frame


def _prepositional(verb: Token, word: CueWord) -> tuple[list[Token], str, Token | None] | None:
    for child in verb.children:
        if child.dep in {"prep", "prt"} and f"p:{child.lower}" in word.frames and child.i > verb.i:
            complement = child.child("pobj", "pcomp")
            if complement is not None:
                words = clause_words(complement)
                purpose = next((c for c in verb.children if c.dep in {"xcomp", "advcl"} and c.tag == "VB"), None)
                if purpose is not None and words and purpose.subtree()[0].i == words[-1].i + 1:
                    words = words + purpose.subtree()
                return words, f"p:{child.lower}", child
    return None


def _inverted(verb: Token) -> Token | None:
    """The noun right after a verb of saying that has no subject before it: "…, said the mayor"."""
    tokens = verb.sentence.tokens
    at = verb.i - tokens[0].i
    if at == 0 or at + 1 >= len(tokens) or not (tokens[at - 1].pos == "PUNCT" or verb.child("ccomp")):
        return None
    after = (c for c in verb.children if c.i > verb.i and c.pos in {"NOUN", "PROPN", "PRON"})
    return next((c for c in after if c.dep in {"dobj", "attr", "npadvmod", "oprd"}), None)


def _around(verb: Token, word: CueWord) -> tuple[list[Token], str]:
    """The clause into which "X said" is inserted, when the verb has no complement of its own."""
    if "clause" not in word.frames or verb.head is verb or verb.head.pos not in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"}:
        return [], "quote"
    marks = {c.lower for c in verb.children if c.dep in {"mark", "advmod"} and c.i < verb.i}
    if marks & _CONJUNCTIONS or verb.dep not in {"parataxis", "advcl", "ccomp", "dep", "conj"}:
        return [], "quote"
    if verb.dep == "conj" and (verb.child("nsubj") is None or any(c.dep == "cc" and c.i < verb.i for c in verb.head.children)):
        return [], "quote"
    if verb.dep == "advcl" and "as" not in marks and verb.tag == "VBG":
        return [], "quote"
    if not (_bounded(verb) or "as" in marks):
        return [], "quote"
    return clause_words(verb.head, [verb]), "clause"


def _bounded(verb: Token) -> bool:
    """Whether the inserted clause stands between signs or at an edge of its sentence."""
    words, tokens = verb.subtree(), verb.sentence.tokens
    while words and words[0].pos == "PUNCT":
        words.pop(0)
    first, last = words[0].i - tokens[0].i, words[-1].i - tokens[0].i
    left = first == 0 or tokens[first - 1].pos == "PUNCT"
    right = last + 1 >= len(tokens) or tokens[last + 1].pos == "PUNCT" or tokens[last].pos == "PUNCT"
    return left and right


def _passive(verb: Token, word: CueWord, group: list[Token]) -> Attribution | None:
    by = agent(verb)
    undergoer = verb.child("nsubjpass") or (verb.head if verb.dep == "acl" else None)
    open_clause = verb.child("xcomp", "oprd")
    as_ = next((c for c in verb.children if c.dep == "prep" and c.lower == "as"), None)
    clause = verb.child("ccomp")
    if by is None and verb.dep in {"acl", "advcl"}:
        return None
    content, frame = _passive_content(word, undergoer, clause, open_clause or as_, by)
    if not content and by is None:
        return None
    if by is not None and by.lower in listed("self"):
        return None
    if frame == "clause" and open_clause is not None and (helping := _infinitive(open_clause)) and helping[0].i == group[-1].i + 1:
        group = [*group, *helping]
    return Attribution(verb, group, by, content, word.frames.get(frame) or word.act, frame)


def _passive_content(
    word: CueWord, undergoer: Token | None, clause: Token | None, predicate: Token | None, by: Token | None
) -> tuple[list[Token], str]:
    frames = word.frames
    if clause is not None and "clause" in frames:
        return clause_words(clause), "clause"
    if undergoer is None or ("hearer" in frames and predicate is None):
        return [], "quote"
    if predicate is not None and predicate.dep == "xcomp" and "clause" in frames and "hearer" not in frames:
        return _joined_apart(undergoer, predicate), "clause"
    if predicate is not None and frames.keys() & {"clause", "as", "objto", "to"} and "hearer" not in frames:
        words = {t.i: t for t in [*undergoer.subtree(), *clause_words(predicate)]}
        return sorted(words.values(), key=lambda t: t.i), "as" if "as" in frames else "clause"
    verb = undergoer.head
    charge = next((c for c in verb.children if c.dep == "prep" and f"p:{c.lower}" in frames and "accused" in frames), None)
    if charge is not None and (deed := charge.child("pcomp", "pobj")) is not None:
        return clause_words(deed), "accused"
    if "object" in frames and (by is not None or word.lemma in listed("passive_object")):
        adjuncts = [c for c in verb.children if c.dep in {"prep", "npadvmod"} and c.i > verb.i] if by is None else []
        return _joined(undergoer, *adjuncts), "object"
    return [], "quote"
