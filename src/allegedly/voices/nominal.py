"""Attributions without a cue verb: nouns of saying, "according to X", "X: …", attitudes."""

from __future__ import annotations

import functools

from allegedly import tables
from allegedly.records import Sentence, Token
from allegedly.voices import cues
from allegedly.voices.attributions import Attribution, noun_phrase
from allegedly.voices.complements import clause_words
from allegedly.voices.cues import CueWord, listed
from allegedly.voices.not_said import cannot_speak, is_hedge
from allegedly.voices.speakers_of_verbs import subject, verb_group

_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset({"ccomp", "pcomp", "relcl", "advcl"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_DASHES = frozenset({"—", "–", "-", "--"})
_LONGEST_LABEL = 8
_LONGEST_NAME = 4
_ANSWERING = frozenset({"deny", "confirm", "condemn"})
_JOINING = frozenset({"that", "which"})
_UNOWNED_OF = frozenset({"allege", "claim", "report"})


def read_noun(noun: Token, word: CueWord) -> Attribution | None:
    """Read "the claim that P", "allegations of doing P": what is claimed, and whose claim it is."""
    content = _said_by_noun(noun, word)
    if content is None:
        return None
    if noun.dep == "dobj" and (denying := cues.verb(noun.head)) is not None and denying.act in {"deny", "confirm"}:
        return None
    source = _owner(noun)
    if source is not None and source.lower in listed("self"):
        return None
    if source is None and noun.dep == "pobj" and noun.head.lower in {"in", "on", "with"}:
        return None  # "fired first, in the belief that P": why they did it
    return Attribution(noun, [noun], source, content, word.act, "that")


def denied_content(noun: Token) -> list[Token] | None:
    """What "the claim that P" or "reports of P" says, for a verb that answers it; None if it says nothing."""
    if noun.lemma.lower() not in listed("denied_noun"):
        return None
    word = cues.nouns().get(noun.lower)
    return _said_by_noun(noun, word) if word is not None else None


def read_answer(verb: Token, word: CueWord) -> Attribution | None:
    """Read "…, an account that the army disputed": the army answers what was said before, which the noun takes up."""
    noun, found = verb.head, subject(verb)
    if verb.dep != "relcl" or word.act not in _ANSWERING or noun.lemma.lower() not in listed("denied_noun") or found is None:
        return None
    first = verb.subtree()[0]
    if found[1] is not None or found[0].i > verb.i or found[0].lower in listed("self") or first.lower not in _JOINING:
        return None
    content = [t for t in noun.subtree() if t.i <= noun.i]
    return Attribution(verb, verb_group(verb), found[0], content, word.act, "object")


def _said_by_noun(noun: Token, word: CueWord) -> list[Token] | None:
    for child in noun.children:
        if child.i < noun.i:
            continue
        marked = any(c.dep == "mark" and c.lower == "that" for c in child.children)
        if child.dep in {"acl", "ccomp", "relcl", "appos"} and marked and child.pos in _VERBAL:
            return clause_words(child)
        if child.dep == "prep" and child.lower == "of" and word.act in _UNOWNED_OF:
            deed = child.child("pcomp")
            if deed is not None:
                return clause_words(deed)
    # "carried a claim by X | that P": the parser hangs P on the verb
    clauses = noun.head.children if noun.dep == "dobj" and _owner_by(noun) is not None else []
    later = next((c for c in clauses if c.i > noun.i and c.dep in {"ccomp", "advcl"} and _is_that_clause(c)), None)
    return clause_words(later) if later is not None else None


def _is_that_clause(clause: Token) -> bool:
    return any(c.dep == "mark" and c.lower == "that" for c in clause.children)


def _owner_by(noun: Token) -> Token | None:
    by = next((c for c in noun.children if c.dep == "prep" and c.lower in {"by", "from"}), None)
    return by.child("pobj") if by is not None else None


def _owner(noun: Token) -> Token | None:
    """Whose noun of saying it is: possessor, "by X", "from X", or the subject of its light verb."""
    for child in noun.children:
        if child.dep == "poss":
            return child
        if child.dep == "prep" and child.lower in {"by", "from"} and (owner := child.child("pobj")) is not None:
            return owner
    for child in noun.children:
        if child.dep == "amod" and child.ent == "NORP":
            return child
    if noun.dep == "dobj" and noun.head.lemma.lower() in listed("light_verb"):
        found = subject(noun.head)
        return found[0] if found is not None else None
    return None


def read_attitude(adjective: Token) -> Attribution | None:
    """Read "X is confident that P": an opinion of X."""
    be = adjective.head
    if adjective.dep != "acomp" or be.lemma not in {"be", "feel", "seem", "remain"}:
        return None
    clause = adjective.child("ccomp") or next((c for c in be.children if c.dep == "ccomp" and c.i > adjective.i), None)
    found = subject(be)
    if clause is None or found is None or found[0].lower in listed("self") | {"it"}:
        return None
    group = [t for t in be.sentence.tokens if verb_group(be)[0].i <= t.i <= adjective.i]
    return Attribution(adjective, group, found[0], clause_words(clause), "believe", "clause", mention=found[1])


def read_scope(sentence: Sentence, at: int, words: tuple[str, ...]) -> Attribution | None:
    """
    Read "according to X" beginning at token `at` of the sentence: X says the clause around it.

    None if X names nobody ("according to preliminary information" is a hedge).
    """
    tokens = sentence.tokens
    cue = tokens[at : at + len(words)]
    source = next((c for t in reversed(cue) for c in t.children if c.dep == "pobj" and c.i > cue[-1].i), None)
    if source is None:
        source = _next_noun(tokens, at + len(words))
    if source is None or source.lower in listed("self") or is_hedge(source):
        return None
    anchor = _anchor(cue, source)
    phrase = {t.i for t in cue} | {t.i for t in noun_phrase(source)}
    phrase.update(t.i for c in cue for t in c.subtree() if t.i >= cue[0].i)
    clauses = _scope(anchor, sentence, cue, phrase)
    content = sorted((t for clause in clauses for t in clause.subtree() if t.i not in phrase), key=lambda t: t.i)
    if not any(t.pos in _VERBAL for t in content) and sentence.root is not anchor:
        content = [t for t in sentence.tokens if t.i not in phrase]
    return Attribution(cue[0], cue, source, content, "state", "scope")


def _next_noun(tokens: list[Token], at: int) -> Token | None:
    for token in tokens[at : at + 8]:
        if token.pos in _NAMING and token.dep not in {"compound", "poss", "nmod"}:
            return token
        if token.pos in {"PUNCT", "VERB"}:
            return None
    return None


def _anchor(cue: list[Token], source: Token) -> Token:
    inside = {t.i for t in cue} | {source.i}
    token = cue[0]
    for _ in range(len(cue) + 1):
        if token.i not in inside:
            return token
        token = token.head
    return cue[0].head


def _scope(anchor: Token, sentence: Sentence, cue: list[Token], phrase: set[int]) -> list[Token]:
    """
    Find the heads of the clauses of which the phrase gives the source.

    Set off by a comma at an edge of the sentence it covers the whole of it; else the nearest
    clause with a subject of its own: in "they fly on, with one plane hitting a depot, killing two
    according to X" that of the plane.
    """
    first, last = min(phrase) - sentence.tokens[0].i, max(phrase) - sentence.tokens[0].i
    tokens = sentence.tokens
    ends = all(t.pos == "PUNCT" for t in tokens[last + 1 :])
    set_off = first > 0 and tokens[first - 1].text in {",", "—", "–", "-"}
    wide = (ends and set_off) or all(t.pos in {"PUNCT", "CCONJ"} for t in tokens[:first])
    token = anchor
    while token.head is not token:
        if not wide and token.dep == "advcl" and token.tag == "VBG" and (absolute := _absolute_before(token)) is not None:
            return [absolute, token]
        own = any(c.dep in {"nsubj", "nsubjpass", "csubj", "expl"} for c in token.children)
        if own and not wide and token.dep != "conj" and (token.pos in _VERBAL or token.dep in _CLAUSES):
            return [token]
        if own and token.dep == "ccomp" and _is_cue(token.head):
            return [token]
        if cue[0].i <= token.i <= cue[-1].i:
            return []
        token = token.head
    return [token]


def _absolute_before(participle: Token) -> Token | None:
    """Find the clause "with one plane hitting a depot" that stands between a participle and its main verb."""
    for preposition in participle.head.children:
        if preposition.lower == "with" and preposition.i < participle.i and (inner := preposition.child("pcomp")) is not None:
            own = any(c.dep in {"nsubj", "nsubjpass"} for c in inner.children)
            return inner if own and inner.i < participle.i else None
    return None


def _is_cue(verb: Token) -> bool:
    return verb.lower in cues.verbs()


def read_colon(sentence: Sentence, *, headline: bool, quoted: bool) -> Attribution | None:
    """
    Read "Kyiv: 53 drones downed", "Minister: "…"", and at the end of a headline "53 drones downed: Kyiv".

    Before the colon stands nothing but one noun phrase; in running text that is a name, or a
    quotation follows. A place in capitals is a dateline.
    """
    tokens = sentence.tokens
    at = next((k for k, t in enumerate(tokens) if t.text == ":"), None)
    if at is None and headline:
        at = next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k].text in _DASHES), None)
    if at is None or at == 0 or at + 1 >= len(tokens):
        return None
    before, after = tokens[:at], tokens[at + 1 :]
    colon = tokens[at].text == ":"
    if colon and not quoted and is_locator(before, after):
        return _trailing(after) if headline else None
    if colon and headline and (trailing := _trailing(after)) is not None:
        return trailing
    if (
        colon
        and (source := _lone_phrase(before)) is not None
        and not cannot_speak(source)
        and (headline or quoted or _is_name(before))
        and _says_something(after)
    ):
        return Attribution(tokens[at], [tokens[at]], source, after, "state", "colon")
    if headline and (source := _lone_phrase(after)) is not None and _says_something(before):
        return Attribution(tokens[at], [tokens[at]], source, before, "state", "colon")
    return None


def is_locator(before: list[Token], after: list[Token]) -> bool:
    """
    Whether a country or region before a colon tells where and not who: "Mali: …".

    A capital stands for its state ("Kyiv: …"); so does a state that speaks of another one ("Israel: Iran …").
    """
    name = " ".join(t.lower for t in before if t.pos != "PUNCT")
    states = _states()
    if name not in states and name not in _regions():
        return False
    here = states.get(name)
    return here is None or all(states.get(t.lower, here) == here for t in after)


@functools.cache
def _states() -> dict[str, str]:
    """Names and adjectives of states, lower case → code."""
    names = {
        name.lower(): row["code"] for row in tables.rows("countries") for name in (row["name"], *row["aliases"].split(";")) if name
    }
    return {row["adjective"].lower(): row["code"] for row in tables.rows("states") if row["adjective"]} | names


@functools.cache
def _regions() -> frozenset[str]:
    """Names of regions, lower case, but for those that are capitals too."""
    names = {n.lower() for row in tables.rows("regions") for n in (row["name"], *row["aliases"].split(";")) if n}
    return frozenset(names - {c.lower() for row in tables.rows("states") for c in row["capital"].split(";")})


def _trailing(tokens: list[Token]) -> Attribution | None:
    """Read what follows a locator as "…, group claims": the words before the comma are the group's."""
    verb = tokens[-1]
    word = cues.verb(verb) if verb.tag in {"VBZ", "VBP", "VBD"} else None
    source = verb.child("nsubj") if word is not None else None
    if word is None or source is None:
        return None
    first = source.subtree()[0].i - tokens[0].i
    if first < 2 or tokens[first - 1].text != ",":  # noqa: PLR2004  a word and a comma at least
        return None
    return Attribution(verb, [verb], source, tokens[: first - 1], word.act, "clause")


def _is_name(tokens: list[Token]) -> bool:
    words = [t for t in tokens if t.pos != "PUNCT"]
    place = any(t.ent in {"GPE", "LOC"} for t in words) and all(t.text.isupper() for t in words)
    return all(t.pos == "PROPN" for t in words) and len(words) <= _LONGEST_NAME and not place


def _says_something(tokens: list[Token]) -> bool:
    return any(t.pos in _VERBAL or t.tag in {"VBN", "VBD"} for t in tokens) or len(tokens) > 2  # noqa: PLR2004  two words say little


def _lone_phrase(tokens: list[Token]) -> Token | None:
    words = [t for t in tokens if t.pos != "PUNCT"]
    if not words or len(words) > _LONGEST_LABEL or any(t.pos in _VERBAL for t in words) or words[0].lower in listed("label"):
        return None
    last = words[-1]
    if last.lower in listed("label") or last.pos not in _NAMING or last.lower in listed("self"):
        return None
    if not any(t.pos in {"PROPN", "NOUN"} for t in words) or words[0].pos in {"ADP", "NUM", "ADV", "SCONJ"}:
        return None
    inside = {t.i for t in words}
    return next((t for t in words if t.head.i not in inside and t.pos in _NAMING), last)
