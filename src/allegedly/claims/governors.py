"""
What the words that govern a predicate make of it, from the nearest outwards: "may", "failed to", "plans to", "denied that", "if".

The way ends where the content ends, at a clause that stands on its own, or at a word that takes what it governs for granted.
"""

from __future__ import annotations

from collections.abc import Collection

from allegedly.claims.auxiliaries import CONDITIONS, is_none, weigh_own_words
from allegedly.claims.governor_words import (
    ASSERTED_MARKS,
    CAUSATIVE,
    CONFIRMING,
    FORESEEING,
    GRANTING,
    HAPPEN,
    NOTICING,
    OBJECTS,
    STAYING,
    TRANSPARENT,
    VOUCHING,
)
from allegedly.claims.modality import (
    ATTEMPTED,
    CERTAIN,
    CLAUSE,
    HYPOTHETICAL,
    INFINITIVE,
    NOUN,
    OCCURRED,
    ONGOING,
    PLANNED,
    POSSIBLE,
    PREVENTED,
    PROBABLE,
    THREATENED,
    UNKNOWN,
    VERBAL,
    Effect,
    Weighing,
    inside,
    lasting,
    verb_effect,
    word_effect,
)
from allegedly.claims.verb_forms import ends_a_change, hangs_on_noun, is_bare, is_finite, is_infinitive, is_perfect, tells_outcome
from allegedly.records import Token

_LONGEST_CLIMB = 24


def climb(head: Token, weighing: Weighing, within: Collection[int] | None) -> None:
    """Add to `weighing` what each word that governs `head` inside `within` does to it."""
    node = head
    for _ in range(_LONGEST_CLIMB):
        parent = node.head
        if parent is node:
            return
        if not inside(parent, within):
            _read_cue(node, parent, weighing)
            return
        following = _pass(node, parent, weighing, within)
        if following is None:
            return
        node = following


def _read_cue(node: Token, cue: Token, weighing: Weighing) -> None:
    """
    Add what the cue outside the content does to it, beyond its act of speech.

    A verb that takes the infinitive decides what comes of it ("refused to leave"); who does not confirm a thing leaves it open.
    """
    if cue.pos not in VERBAL:
        return
    if node.dep == "xcomp" and is_infinitive(node):
        effect = verb_effect(cue, INFINITIVE)
        if effect is not None and effect.negative and node.lemma.lower() in CONFIRMING | {"say", "tell", "comment"}:
            weighing.weaken(UNKNOWN)
        elif effect is not None and (effect.negative or effect.stage in (ATTEMPTED, ONGOING)):
            weighing.take(effect)
    elif (
        node.dep == "ccomp"
        and (effect := verb_effect(cue, CLAUSE)) is not None
        and effect.negative
        and effect.certainty == PROBABLE
    ):
        weighing.take(effect)  # "doubted that they can hold it"
    elif node.dep in ("dobj", "ccomp") and cue.lemma.lower() in CONFIRMING and any(c.dep == "neg" for c in cue.children):
        weighing.weaken(UNKNOWN)


def _pass(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:  # noqa: PLR0911  one way out a dependency
    """Apply what `parent` does to `node`; the token to climb on from, None where the way ends."""
    dep = node.dep
    if dep == "conj":
        return _pass_conjunct(node, parent, weighing, within)
    if dep in ("ccomp", "csubj", "csubjpass") and parent.pos in (*VERBAL, "ADJ", "NOUN"):
        return _pass_clause(node, parent, weighing, within)
    if dep in ("xcomp", "pcomp") or (dep == "advcl" and is_infinitive(node) and parent.pos == "ADJ"):
        return _pass_infinitive(node, parent, weighing, within)
    if dep in ("acl", "relcl") and parent.pos in ("NOUN", "PROPN", "PRON") and hangs_on_noun(node):
        return _pass_noun(node, parent, weighing, within)
    if dep == "advcl":
        return _pass_adverbial(node, parent, weighing, within)
    if (
        dep in OBJECTS
        or (dep == "advmod" and parent.lemma == "be")
        or dep in ("nsubj", "pobj", "prep", "compound", "poss", "nmod", "amod", "acomp", "agent", "appos")
    ):
        return _pass_nominal(node, parent, weighing, within)
    return None


def _pass_conjunct(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token:
    if is_finite(node) and is_infinitive(parent) and parent.tag == "VB":
        matrix = parent  # "tried to hide and moved": what is finite stands beside the trying, not within it
        while matrix.dep in ("xcomp", "conj", "advcl") and not is_finite(matrix) and matrix.head is not matrix:
            matrix = matrix.head
        return matrix
    own_subject = any(c.dep in ("nsubj", "nsubjpass", "expl") for c in node.children)
    own_auxiliary = any(c.dep in ("aux", "auxpass") for c in node.children)
    own_tense = any(c.dep in ("aux", "auxpass") and c.tag in ("VBZ", "VBP", "VBD") for c in node.children)
    contrast = any(c.dep == "cc" and c.lower in ("but", "yet") for c in parent.children)
    if not (own_subject or own_tense) and node.pos == parent.pos:
        shared = Weighing()
        weigh_own_words(parent, shared, within)
        if not own_auxiliary or shared.stage in (PLANNED, HYPOTHETICAL):
            if shared.stage != OCCURRED and weighing.stage == OCCURRED and not own_auxiliary:
                weighing.stage = shared.stage
            weighing.weaken(shared.certainty)
            weighing.hedges.extend(shared.hedges)
        alternative = any(c.dep == "cc" and c.lower in ("or", "nor") for c in parent.children)
        if shared.negative and alternative and not contrast:
            weighing.negative = not weighing.negative
    return parent


def _pass_clause(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:
    if (
        node.i < parent.i
        and parent.lemma.lower() not in ("be", "mean")
        and node.dep == "ccomp"
        and not any(c.dep == "mark" for c in node.children)
    ):
        effect = verb_effect(parent, CLAUSE)  # "X, it believes": an opinion said after the clause
        if effect is not None and effect.stage != HYPOTHETICAL:
            weighing.take(effect)
        return None
    effect = (
        verb_effect(parent, CLAUSE) if parent.pos in VERBAL else word_effect(parent, "adjective" if parent.pos == "ADJ" else "noun")
    )
    told_as_fact = node.dep == "csubj" and node.tag == "VBG"  # "Invading was a mistake"
    if effect is None and parent.lemma == "be" and not told_as_fact:
        effect = _complement_of_be(parent)
    if effect is None and is_bare(node):
        if parent.lemma.lower() not in CAUSATIVE:
            weighing.suppose()  # a subjunctive: "insisted that he leave"
        outer = Weighing()
        weigh_own_words(parent, outer, within)
        _inherit(outer, weighing)
        return parent
    outer = Weighing()
    weigh_own_words(parent, outer, within, governing=True)
    _govern(effect, parent, outer, weighing)
    return parent


def _complement_of_be(verb: Token) -> Effect | None:
    """What "be" links to: "it is unclear whether…", "the fear is that…": the word that be links to."""
    for child in verb.children:
        if child.dep in ("acomp", "attr"):
            return word_effect(child, "adjective") or word_effect(child, "noun")
    return None


def _govern(effect: Effect | None, parent: Token, outer: Weighing, weighing: Weighing) -> None:
    """Combine the governor's effect with its own negation and modality."""
    if effect is not None:
        weighing.take(effect)
    knows = effect is None or effect.certainty in ("", CERTAIN)
    if outer.negative:
        if knows and parent.lemma.lower() in (*VOUCHING, "rule", "exclude"):
            weighing.weaken(UNKNOWN)
            if parent.lemma.lower() in ("rule", "exclude"):
                weighing.negative = False
                weighing.weaken(POSSIBLE)
        elif effect is not None and (effect.stage or effect.certainty):
            weighing.negative = not weighing.negative
    if outer.stage in (PLANNED, HYPOTHETICAL) and weighing.stage in (OCCURRED, ONGOING):
        weighing.take(Effect(outer.stage, outer.certainty))
    elif effect is not None and outer.certainty != CERTAIN:
        weighing.weaken(outer.certainty)
    weighing.hedges.extend(outer.hedges)


def _pass_infinitive(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:
    governor = _governor_beyond(parent, weighing)
    if governor is None or not inside(governor, within):
        return None
    effect = _infinitive_effect(node, governor)
    if effect is not None and effect.negative and node.lemma.lower() in CONFIRMING | {"say", "tell", "comment"}:
        effect = Effect("", UNKNOWN)  # "refused to confirm": nothing is known
    outer = Weighing()
    weigh_own_words(governor, outer, within)
    if governor.lower == "going" and is_infinitive(node):
        effect = Effect(PLANNED, CERTAIN)
    if effect is None and is_infinitive(node) and not outer.negative and tells_outcome(node, governor):
        _inherit(outer, weighing)
        return governor
    if governor.pos in VERBAL and any(c.lower == "have" for c in governor.children) and governor.lemma == "have":
        weighing.suppose()
    elif effect is None and is_infinitive(node) and node.dep == "xcomp" and not is_perfect(node):
        weighing.suppose()  # what "designed to", "approved to" lead to is not said to be so
    if outer.negative and effect is None:
        weighing.negative = not weighing.negative
        outer.negative = False
    if effect is not None and effect.stage == OCCURRED:
        weighing.take(effect)
        _inherit(outer, weighing)
    else:
        _govern(effect, governor, outer, weighing)
    return governor


def _governor_beyond(parent: Token, weighing: Weighing) -> Token | None:
    """The word over a gerund's preposition; None where the preposition settles the matter."""
    if parent.pos != "ADP" or parent.head is parent:
        return parent
    if parent.lower == "without":
        weighing.negative = not weighing.negative
        return None
    return None if parent.lower in GRANTING else parent.head


def _infinitive_effect(node: Token, governor: Token) -> Effect | None:
    if governor.pos in VERBAL:
        linked = _complement_of_be(governor) if governor.lemma == "be" else None
        return linked or verb_effect(governor, INFINITIVE) or (None if is_infinitive(node) else verb_effect(governor, NOUN))
    effect = word_effect(governor, "adjective" if governor.pos in ("ADJ", "ADV") else "noun")
    ahead = governor.lower in FORESEEING and node.tag == "VB" and not is_perfect(node) and node.lemma.lower() not in lasting()
    return effect._replace(stage=HYPOTHETICAL) if effect is not None and ahead else effect


def _inherit(outer: Weighing, weighing: Weighing) -> None:
    """What makes it so makes it as sure as itself: "managed to", "began to"."""
    if outer.stage != OCCURRED and weighing.stage == OCCURRED:
        weighing.stage = outer.stage
    weighing.weaken(outer.certainty)
    weighing.negative ^= outer.negative
    weighing.hedges.extend(outer.hedges)


def _pass_noun(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:
    effect = word_effect(parent, "noun")
    if effect is None and not is_infinitive(node):
        return None
    outer = Weighing()
    weigh_own_words(parent, outer, within)
    if effect is None and outer.stage == PREVENTED:
        weighing.take(Effect(PREVENTED))  # "the cancelled deal to lease ships"
    elif effect is None:
        weighing.suppose()
    else:
        _govern(effect, parent, outer, weighing)
    return parent if effect is not None and effect.stage in (PLANNED, THREATENED, ATTEMPTED) else None


def _pass_adverbial(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:
    if is_infinitive(node):
        if ends_a_change(node, parent):
            return parent
        weighing.suppose()
        return None
    marks = {c.lower for c in node.children if c.dep in ("mark", "advmod", "prep")}
    if marks & CONDITIONS:
        weighing.suppose()
        return None
    if node.tag in ("VBG", "VBN") and not marks & ASSERTED_MARKS:
        outer = Weighing()  # "may strike, killing six" is as sure as the strike
        weigh_own_words(parent, outer, within)
        if outer.stage not in (OCCURRED, ONGOING) and weighing.stage == OCCURRED:
            weighing.stage = outer.stage
        weighing.weaken(outer.certainty)
        return parent
    if not weighing.past and weighing.stage in (OCCURRED, ONGOING):
        outer = Weighing()  # "will leave when they attack"
        weigh_own_words(parent, outer, within)
        if outer.stage in (PLANNED, HYPOTHETICAL):
            weighing.suppose()
    return None


def _pass_nominal(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:  # noqa: PLR0911  one way out a dependency
    if parent.pos == "ADP":
        if parent.lower == "without":
            weighing.negative = not weighing.negative
            return None
        if parent.lower == "against":
            return None
        return parent
    if node.dep == "advmod":
        return _pass_argument(node, parent, weighing, within)
    if node.pos == "ADP":
        return _pass_preposition(node, parent, weighing, within)
    if parent.pos in ("NOUN", "PROPN"):
        effect = word_effect(parent, "noun") if node.dep in ("compound", "poss", "nmod") else None
        if effect is not None:
            weighing.take(effect)
            return parent
        return None
    if parent.pos in VERBAL:
        return _pass_argument(node, parent, weighing, within)
    return None


def _pass_preposition(node: Token, parent: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:
    if parent.pos in ("NOUN", "PROPN") and node.lower in ("of", "for", "to", "at", "on", "against", "about", "in"):
        effect = word_effect(parent, "noun")
        if effect is None or (node.lower == "in" and effect.stage != PREVENTED):
            return None  # "in" names the place but after "a delay in"
        outer = Weighing()
        weigh_own_words(parent, outer, within)
        _govern(effect, parent, outer, weighing)
        return parent
    if parent.lemma == "be":
        outer = Weighing()  # "no doctors were among the dead"
        weigh_own_words(parent, outer, within)
        outer.stage = OCCURRED if outer.stage == ONGOING else outer.stage
        _inherit(outer, weighing)
        return parent
    if parent.pos in VERBAL and node.lower in ("for", "of", "at", "on", "from", "to", "about", "against", "out"):
        effect = verb_effect(parent, NOUN)
        if effect is not None and node.lower in ("for", "of", "at", "on", "about"):
            weighing.take(effect)
            return parent
    if parent.pos == "ADJ" and node.lower in ("of", "for", "about"):
        effect = word_effect(parent, "adjective")
        if effect is not None:
            weighing.take(effect)
    return None


def _pass_argument(node: Token, verb: Token, weighing: Weighing, within: Collection[int] | None) -> Token | None:  # noqa: PLR0911  one way out a role
    """A nominal event as subject or object of `verb`."""
    outer = Weighing()
    weigh_own_words(verb, outer, within)
    lemma = verb.lemma.lower()
    if node.dep in ("nsubj", "expl"):
        if lemma == "fail":
            weighing.take(Effect(ATTEMPTED))
            return None
        if lemma not in HAPPEN:
            return None
        _inherit(outer, weighing)
        return verb
    if lemma in STAYING and node.dep in ("acomp", "oprd", "xcomp", "attr"):
        _inherit(outer, weighing)
        return verb
    if outer.negative and lemma in VOUCHING:
        weighing.weaken(UNKNOWN)
        return verb
    effect = verb_effect(verb, NOUN)
    if effect is not None:
        _govern(effect, verb, outer, weighing)
        return verb
    return _pass_plain_object(node, verb, outer, weighing)


def _pass_plain_object(node: Token, verb: Token, outer: Weighing, weighing: Weighing) -> Token | None:
    """An event as object of a verb that the tables do not know: only what is not yet there shares the verb's fate."""
    lemma = verb.lemma.lower()
    indefinite = not any(
        c.dep in ("det", "poss") and c.lower in ("the", "this", "that", "these", "those", "its", "his", "their", "her")
        for c in node.children
    )
    if lemma in TRANSPARENT or (lemma in HAPPEN and node.dep == "nsubjpass"):
        own = is_none(node)
        if outer.negative and not indefinite and lemma in NOTICING:
            outer.negative = False  # "the fault was not reported": there was one
        if outer.stage == ONGOING and node.pos == "ADJ" and word_effect(node, "adjective") is not None:
            outer.stage = OCCURRED  # "is unlikely to": what lasts is the likelihood
        _inherit(outer, weighing)
        if own:
            weighing.negative = True
        return verb
    if indefinite and node.dep in OBJECTS:
        weighing.weaken(outer.certainty)
        if outer.stage in (PLANNED, HYPOTHETICAL):
            weighing.take(Effect(outer.stage, outer.certainty))
        return verb
    return None
