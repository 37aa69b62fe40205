"""What a cue verb attributes: the complements of each frame, active and passive."""

from __future__ import annotations

import functools

from allegedly.records import Token
from allegedly.voices.attributions import Attribution
from allegedly.voices.complements import clause_after_listener, clause_words, complement, joined
from allegedly.voices.cues import CueWord, event_nouns, listed
from allegedly.voices.cues import verb as cue_verb
from allegedly.voices.insertions import after_dash, whole_around
from allegedly.voices.not_said import says_nothing
from allegedly.voices.quotes import SIGNS
from allegedly.voices.speakers_of_verbs import agent, is_passive, subject, verb_group

_PURPOSES = frozenset({"xcomp", "advcl"})
_MODAL_ONLY = frozenset({"should", "must", "let"})
_CONJUNCTIONS = frozenset(
    {"if", "because", "when", "while", "after", "before", "since", "until", "although", "though", "unless", "whether"}
)


def read_verb(verb: Token, word: CueWord) -> Attribution | None:
    """The attribution that `verb` makes, None if it makes none. `content` may be empty: a quotation may fill it."""
    if (line := after_dash(verb)) is not None:
        return Attribution(verb, [verb], line[0], line[1], _act_of(word, "clause"), "clause")
    group = verb_group(verb)
    if not _asserted(verb, group):
        return None
    group = _with_aspect(verb, group)
    if is_passive(verb) or _is_participle(verb):
        return _passive(verb, word, group)
    return _active(verb, word, group)


def _active(verb: Token, word: CueWord, group: list[Token]) -> Attribution | None:
    if (ended := _spliced(verb, word)) is not None:
        return Attribution(verb, group, ended, clause_words(verb.head, [verb]), _act_of(word, "clause"), "clause")
    found = subject(verb)
    source, mention = found if found is not None else (None, None)
    said = complement(verb, word)
    content, frame, listener = said.words, said.frame, said.listener
    if source is None and "quote" in word.frames and (right := _inverted(verb)) is not None:
        source = right
        if frame == "object" or listener is right:
            content, frame, listener = [], "quote", None
    if source is None or (_is_anybody(mention or source) and not _is_quoted(verb)) or _is_nobody(source):
        return None
    if not content and frame == "quote":
        content, frame = _around(verb, word)
    if not content and verb.head is verb and "clause" in word.frames and (said_before := _all_before(mention or source, verb)):
        content, frame = said_before, "clause"
    # "two more deaths raised the toll to 14": nobody says so
    of_events = frame == "toll" and (mention or source).lemma.lower() in _events()
    if of_events or says_nothing(verb, mention or source, content, _act_of(word, frame)):
        return None
    if frame == "clause" and "quote" in word.frames:
        content = whole_around(group, mention or source, content)
    adjacent = said.preposition is not None and said.preposition.i == group[-1].i + 1
    cue = [*group, said.preposition] if adjacent and said.preposition is not None else group
    return Attribution(verb, cue, source, content, _act_of(word, frame), frame, mention=mention, listener=listener)


def _spliced(verb: Token, word: CueWord) -> Token | None:
    """Who says a whole sentence that ends in cue and speaker, joined to it by a comma alone: "P, writes the weekly Le Fleuve."."""
    tokens, at = verb.sentence.tokens, verb.i - verb.sentence.tokens[0].i
    speaker = verb.child("dobj")
    if verb.dep != "conj" or speaker is None or at == 0 or tokens[at - 1].text != "," or "clause" not in word.frames:
        return None
    last = speaker.subtree()[-1].i - tokens[0].i
    ends = all(t.pos == "PUNCT" for t in tokens[last + 1 :]) and verb.tag in {"VBZ", "VBD"}
    joined_by_word = any(c.dep == "cc" and c.i < verb.i for c in (*verb.children, *verb.head.children) if c.i > verb.head.i)
    return speaker if ends and not joined_by_word and verb.child("nsubj") is None and speaker.i > verb.i else None


def _all_before(source: Token, verb: Token) -> list[Token]:
    """What stands before ", doctors say" at the end of a line that the parser could not read."""
    tokens, at = verb.sentence.tokens, verb.i - verb.sentence.tokens[0].i
    first = source.subtree()[0].i - tokens[0].i
    ends = all(t.pos == "PUNCT" and t.text not in SIGNS for t in tokens[at + 1 :])
    inside = source.i < verb.i and first > 2 and tokens[first - 1].text == ","  # noqa: PLR2004  two words and a comma
    return tokens[: first - 1] if ends and inside and not any(t.text in SIGNS for t in tokens[:first]) else []


@functools.cache
def _events() -> frozenset[str]:
    """Nouns for what happens, and for the dead: they raise a toll, but they tell of none."""
    return frozenset(event_nouns() | {"death", "body", "victim", "incident", "discovery", "recovery", "fatality", "casualty"})


def _is_anybody(source: Token) -> bool:
    """Whether nobody in particular speaks: "one might say", but not "one of them said"."""
    return source.lower in listed("self") and source.child("prep") is None


def _is_quoted(verb: Token) -> bool:
    """Whether it is the saying of "X quoted one as saying"."""
    return verb.dep == "pcomp" and verb.head.lower == "as" and verb.head.head.lemma in {"quote", "cite"}


def _is_nobody(source: Token) -> bool:
    """Whether nobody said it: "no group has claimed …"."""
    return source.lower in {"nobody", "none", "no-one"} or any(c.dep in {"det", "neg"} and c.lower == "no" for c in source.children)


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
    first = verb.head if verb.dep == "conj" and verb.head.tag == "VB" else verb  # "would not confirm or deny"
    helping = {t.lower for v in (first, verb) for t in v.children if t.dep in {"aux", "auxpass"}}
    if "to" in helping:
        over = verb.head.lemma.lower()
        return (verb.dep == "xcomp" and over in listed("aspectual")) or _is_reason_to_call(verb)
    if verb.dep == "ccomp" and verb.head.lemma.lower() in {"hear", "overhear"} and verb.child("nsubj") is not None:
        return True  # "heard an officer tell his men that P"
    return bool(helping - _MODAL_ONLY) and not helping & _MODAL_ONLY and group[0].lower not in _MODAL_ONLY


def _is_reason_to_call(verb: Token) -> bool:
    """Whether it is what somebody rang or wrote for: "phoned him | to say that P"."""
    calling = verb.dep in _PURPOSES and verb.head.lemma.lower() in listed("contacting")
    return calling and verb.lemma.lower() in listed("said_on_contact")


def _with_aspect(verb: Token, group: list[Token]) -> list[Token]:
    """The group begun by the verb of phase, or of calling, on which the cue hangs: "went on to say", "phoned him to say"."""
    over = verb.head.lemma.lower()
    aspect = verb.dep == "xcomp" and over in listed("aspectual")
    if verb.head.i > verb.i or not (aspect or _is_reason_to_call(verb)):
        return group
    before = verb_group(verb.head)
    between = verb.sentence.tokens[before[0].i - verb.sentence.tokens[0].i : verb.i - verb.sentence.tokens[0].i + 1]
    return [*between, *[t for t in group if t.i > verb.i]] if len(between) <= len(before) + len(group) + 3 else group


def _joined_apart(undergoer: Token, predicate: Token) -> list[Token]:
    """The two parts of "X | was said to have | died": what is said without the auxiliaries, which are the cue's."""
    helping = {c.i for c in _infinitive(predicate)}
    words = {t.i: t for t in [*undergoer.subtree(), *clause_words(predicate)] if t.i not in helping}
    return sorted(words.values(), key=lambda t: t.i)


def _infinitive(predicate: Token) -> list[Token]:
    """Find "to have" or "to be" at the head of an infinitive, as far as it stands together."""
    to = next((c for c in predicate.children if c.dep == "aux" and c.lower == "to"), None)
    if to is None:
        return []
    tokens, at = to.sentence.tokens, to.i - to.sentence.tokens[0].i + 1
    helper = tokens[at] if at < len(tokens) and tokens[at].lower in {"have", "be"} else None
    return [to, helper] if helper is not None else []


def _inverted(verb: Token) -> Token | None:
    """The noun right after a verb of saying that has no subject before it: "…, said the mayor"."""
    tokens = verb.sentence.tokens
    at = verb.i - tokens[0].i
    if at == 0 or at + 1 >= len(tokens) or not (tokens[at - 1].pos == "PUNCT" or verb.child("ccomp")):
        return None
    if verb.child("xcomp") is not None or verb.lemma.lower() in listed("telling"):
        return None  # "…, 51, begged ministers to stop them", "…, 24, told a local channel": they are asked and told
    after = (c for c in verb.children if c.i > verb.i and c.pos in {"NOUN", "PROPN", "PRON"})
    return next((c for c in after if c.dep in {"dobj", "attr", "npadvmod", "oprd"}), None)


def _around(verb: Token, word: CueWord) -> tuple[list[Token], str]:
    """Find the clause into which "X said" is inserted, when the verb has no complement of its own."""
    if "clause" not in word.frames or verb.head is verb or verb.head.pos not in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"}:
        return [], "quote"
    return (clause_words(verb.head, [verb]), "clause") if _is_inserted(verb) else ([], "quote")


def _is_inserted(verb: Token) -> bool:
    marks = {c.lower for c in verb.children if c.dep in {"mark", "advmod"} and c.i < verb.i}
    if marks & _CONJUNCTIONS or verb.dep not in {"parataxis", "advcl", "ccomp", "dep", "conj"}:
        return False
    if verb.dep == "conj" and (verb.child("nsubj") is None or any(c.dep == "cc" and c.i < verb.i for c in verb.head.children)):
        return False
    participle = verb.tag == "VBG" or any(c.dep == "aux" and c.lower == "having" for c in verb.children)
    if verb.dep == "advcl" and "as" not in marks and participle:
        return False
    if verb.dep == "ccomp" and cue_verb(verb.head) is not None:
        return False
    return "as" in marks or _bounded(verb)


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
    clause = verb.child("ccomp") or (clause_after_listener(by) if by is not None else None)
    if by is None and (verb.dep in {"acl", "advcl"} or word.act == "appeal"):
        return None  # "they had been ordered to leave": a deed, and nobody is made to speak
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
    if undergoer is None:
        return [], "quote"
    predicated = _predicated(word, undergoer, predicate, by) if predicate is not None else None
    return predicated or _undergone(word, undergoer, named=by is not None)


def _predicated(word: CueWord, undergoer: Token, predicate: Token, by: Token | None) -> tuple[list[Token], str] | None:
    """Find what is said of the subject of a passive, and the frame; None if the predicate says nothing."""
    frames = word.frames
    if predicate.dep == "oprd" and word.lemma in listed("finding"):
        return [], "none"  # "was found guilty", "was found dead": somebody finds, and says nothing
    if predicate.dep == "xcomp" and by is not None and "to" in frames and _infinitive(predicate):
        return _joined_apart(undergoer, predicate), "to"  # "villagers were asked by the mayor to leave"
    if "hearer" in frames or not frames.keys() & {"clause", "as", "objto", "to"}:
        return None
    if predicate.dep == "xcomp" and "clause" in frames:
        return _joined_apart(undergoer, predicate), "clause"
    after = [c for c in undergoer.head.children if _goes_with_state(c, predicate)]
    words = {t.i: t for head in (undergoer, *after) for t in head.subtree()} | {t.i: t for t in clause_words(predicate)}
    return sorted(words.values(), key=lambda t: t.i), "as" if "as" in frames else "clause"


def _goes_with_state(child: Token, predicate: Token) -> bool:
    """Whether it tells of the state, though it hangs on the cue: "confirmed dead | after the explosion"; a time need not."""
    thing = child.child("pobj", "pcomp")
    timed = thing is None or any(t.ent in {"DATE", "TIME"} for t in thing.subtree())
    return predicate.dep == "oprd" and child.dep == "prep" and child.i > predicate.i and not timed


def _undergone(word: CueWord, undergoer: Token, *, named: bool) -> tuple[list[Token], str]:
    """Find the charge, or the thing judged or reported, that the subject of a passive gives."""
    verb = undergoer.head
    charge = next(
        (c for c in verb.children if c.dep == "prep" and f"p:{c.lower}" in word.frames and "accused" in word.frames), None
    )
    if charge is not None:
        return joined(undergoer, charge), "accused"
    if word.lemma in listed("done_to_deed"):
        return [], "none"
    if "object" in word.frames and "hearer" not in word.frames and (named or word.lemma in listed("passive_object")):
        adjuncts = [] if named else [c for c in verb.children if c.dep in {"prep", "npadvmod"} and c.i > verb.i]
        return joined(undergoer, *adjuncts), "object"
    return [], "quote"
