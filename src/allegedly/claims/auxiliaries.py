"""What a predicate's own auxiliaries, negations and hedges say of it."""

from __future__ import annotations

from collections.abc import Collection

from allegedly.claims.modality import (
    HYPOTHETICAL,
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
    hedge_at,
    inside,
    lasting,
    modals,
    negators,
    verb_effect,
    word_effect,
)
from allegedly.records import Token
from allegedly.text.mending import QUOTES

CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "providing"})


def weigh_own_words(node: Token, weighing: Weighing, within: Collection[int] | None, *, governing: bool = False) -> None:
    """
    Add the auxiliaries, negations, hedges and marks that hang on `node` itself.

    `governing` when `node` is not the predicate asked for but a word over it.
    """
    children = [c for c in node.children if inside(c, within)]
    if node.pos in VERBAL or any(c.dep in ("aux", "cop") for c in children):
        _read_auxiliaries(node, children, weighing, governing=governing)
    for child in children:
        _read_child(node, child, weighing)
    _read_hedges(node, children, weighing, within)


def _read_auxiliaries(node: Token, children: list[Token], weighing: Weighing, *, governing: bool) -> None:
    auxiliaries = [c for c in children if c.dep in ("aux", "auxpass")]
    lowers = {c.lower for c in auxiliaries}
    perfect = bool(lowers & {"have", "has", "'ve", "having", "had"})
    negated = any(c.dep == "neg" for c in children)
    for auxiliary in auxiliaries:
        effect = modals().get(auxiliary.lower) if auxiliary.tag == "MD" or auxiliary.lower in ("wo", "'ll", "ca") else None
        if effect is None:
            continue
        if negated and auxiliary.lower in ("could", "can", "ca"):
            weighing.past = True
            continue  # "could not reach": a plain denial
        weighing.take(_modal_of(node, effect, lowers, perfect=perfect, ability=auxiliary.lower in ("can", "ca")))
        if auxiliary.lower in ("should", "must", "ought") and not perfect:
            weighing.past = False
    if _is_imperative(node, children):
        weighing.suppose()
    if governing:
        return
    if node.tag in ("VBN", "VB") and any(c.tag == "VB" and c.dep == "auxpass" for c in children) and len(auxiliaries) == 1:
        weighing.suppose()  # a subjunctive: "that aid be allowed in"
    weighing.past = weighing.past or node.tag == "VBD" or perfect or bool(lowers & {"was", "were", "did"})
    if weighing.stage == OCCURRED and _goes_on(node, lowers):
        weighing.stage = ONGOING


def _modal_of(node: Token, effect: Effect, auxiliaries: set[str], *, perfect: bool, ability: bool) -> Effect:
    """What a modal does to this verb form: it looks ahead ("may strike") or doubts what is or was ("may be hiding", "may have")."""
    if perfect:
        return Effect("", PROBABLE if effect.stage == PLANNED else effect.certainty)  # "would have fled"
    if effect.stage == HYPOTHETICAL and not ability and (_lasts(node) or (node.tag == "VBG" and "be" in auxiliaries)):
        return Effect(ONGOING, effect.certainty)
    if effect.stage == HYPOTHETICAL and node.lemma == "be":
        return Effect("", effect.certainty)  # "may be dead"
    if effect.stage == PLANNED and _is_unplanned(node):
        return Effect(HYPOTHETICAL, effect.certainty)
    if effect.stage == PLANNED and node.lemma.lower() in lasting("hostile") and _has_condition(node):
        return Effect(THREATENED, effect.certainty)
    return effect


def _has_condition(node: Token) -> bool:
    """Whether the deed hangs on a condition: "if they cross the river, we will shell them"."""
    return any(c.dep == "advcl" and any(m.dep == "mark" and m.lower in ("if", "unless") for m in c.children) for c in node.children)


def _is_unplanned(node: Token) -> bool:
    """Whether nobody decides on what the verb says ("stocks will run out"), so that its future is a forecast."""
    if any(c.dep in ("auxpass", "nsubjpass") for c in node.children):
        agent = node.child("agent")
        doer = agent.child("pobj") if agent is not None else None
        return node.lemma.lower() in lasting("unplanned passive") and (doer is None or doer.ent in ("DATE", "TIME"))
    if node.lemma.lower() not in lasting("unplanned"):
        return False
    return not any(c.dep == "dobj" for c in node.children)


def _is_imperative(node: Token, children: list[Token]) -> bool:
    """A bare verb at the head of its sentence, without subject or auxiliary but perhaps "do not"."""
    if node.tag != "VB" or node.dep not in ("ROOT", "conj", "parataxis", "dep", "advcl"):
        return False
    if node.dep == "conj" and not _is_imperative(node.head, node.head.children):
        return False
    return not any(c.dep in ("nsubj", "nsubjpass", "expl", "auxpass") or (c.dep == "aux" and c.lower != "do") for c in children)


def _goes_on(node: Token, auxiliaries: set[str]) -> bool:
    """
    Progressives, and states told in the present or the perfect.

    A past progressive counts too: told at second hand it is a present put back ("said they were sheltering").
    """
    present = bool(auxiliaries & {"is", "are", "am", "'re", "'m", "'s"})
    perfect = bool(auxiliaries & {"has", "have", "'ve"})
    past = bool(auxiliaries & {"was", "were"})
    if node.lower == "missing":
        return present
    if node.tag == "VBG":
        return present or past or (perfect and "been" in auxiliaries)
    if ((present or past) and "being" in auxiliaries) or auxiliaries & {"remain", "remains", "stay", "stays"}:
        return True
    return _lasts(node) and (node.tag in ("VBZ", "VBP") or (perfect and node.tag == "VBN"))


def _lasts(node: Token) -> bool:
    """Whether the verb, or what "be" says of its subject, is a state ("controls", "is under siege")."""
    lemma = node.lemma.lower()
    if lemma != "be":
        return lemma in lasting()
    said = node.child("acomp", "advmod", "prep", "attr", "oprd")
    return (
        said is not None and (said.pos in ("ADJ", "ADV", "ADP") or said.lower == "missing") and said.lower not in lasting("result")
    )


def _read_child(node: Token, child: Token, weighing: Weighing) -> None:
    kind = negators().get(child.lower)
    if child.dep == "neg" or (kind in ("adverb", "determiner") and child.dep in ("advmod", "det", "preconj")):
        if not (_not_only(node, child) or _is_some(child)):
            weighing.negative = not weighing.negative
        return
    if kind == "near miss" and child.dep == "advmod" and node.pos in VERBAL and child.i < node.i:
        weighing.negative = not weighing.negative
        return
    if kind == "pronoun" and child.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
        weighing.negative = not weighing.negative
        return
    argument = child.dep in ("nsubj", "nsubjpass", "dobj", "attr", "expl") and node.pos in VERBAL
    if argument and is_none(child) and not _is_some(child) and not _quoted_apart(child, node):
        weighing.negative = not weighing.negative
        return
    if child.dep == "mark" and child.lower in CONDITIONS:
        if node.dep == "ccomp" and child.lower in ("whether", "if"):
            weighing.weaken(UNKNOWN)  # "unclear whether they left": open, but no condition
        else:
            weighing.suppose()
        return
    _read_modifier(child, weighing)


def _read_modifier(child: Token, weighing: Weighing) -> None:
    """Add what an attribute or participle makes of its noun: "an alleged strike", "a flight cancelled at noon"."""
    if child.dep == "acl" and child.tag == "VBN" and (undone := verb_effect(child, NOUN)) and undone.stage == PREVENTED:
        weighing.take(undone)
    if child.dep in ("amod", "compound"):
        effect = word_effect(child, "attribute")
        if effect is not None:
            weighing.take(effect)
            if effect.certainty in (POSSIBLE, PROBABLE):
                weighing.hedges.append((child.start, child.end))


def _quoted_apart(argument: Token, node: Token) -> bool:
    """Whether the argument stands in quotation marks that are closed before the verb: the words "No more war" burned."""
    words, tokens = argument.subtree(), node.sentence.tokens
    first, last = words[0].i - tokens[0].i, words[-1].i - tokens[0].i
    opened = any(t.text in QUOTES for t in tokens[max(0, first - 1) : first + 1])
    return opened and any(t.text in QUOTES for t in tokens[last : last + 2]) and argument.i < node.i


def _is_some(argument: Token) -> bool:
    """Whether the denial is of the whole only: "not all houses burned" says that some did."""
    inner = (argument, *argument.children)
    return any(c.lower in ("all", "every", "everyone", "everything") and _follows_not(c) for c in inner)


def _follows_not(word: Token) -> bool:
    tokens = word.sentence.tokens
    at = word.i - tokens[0].i
    return at > 0 and tokens[at - 1].lower == "not"


def _not_only(node: Token, negation: Token) -> bool:
    return any(c.lower in ("only", "just", "merely") and c.i == negation.i + 1 for c in (*node.children, *negation.head.children))


def is_none(argument: Token) -> bool:
    """Whether it is one of the kind "no soldiers", "none of them", "not a single house"."""
    counted = next((c for c in argument.children if c.dep == "nummod"), None)
    if counted is not None and any(c.dep == "neg" for c in counted.children):
        return True
    return any(
        (c.dep in ("det", "neg", "nummod", "preconj") and negators().get(c.lower) == "determiner")
        or (c.dep == "neg" and c.lower == "not")
        for c in argument.children
    )


def _read_hedges(node: Token, children: list[Token], weighing: Weighing, within: Collection[int] | None) -> None:
    """Hedging adverbs and phrases that hang on `node`."""
    tokens = node.sentence.tokens
    first = tokens[0].i
    for child in children:
        if child.dep not in ("advmod", "prep", "ccomp", "parataxis", "npadvmod", "meta", "agent", "acomp"):
            continue
        begin = child.i - first
        if child.dep in ("ccomp", "parataxis", "acomp"):
            begin = max(min(t.i for t in (child, *child.children)) - first, 0)
        found = hedge_at(tokens, begin)
        if found is None or not inside(tokens[begin + found[0] - 1], within):
            continue
        length, certainty = found
        weighing.weaken(certainty)
        weighing.hedges.append((tokens[begin].start, tokens[begin + length - 1].end))
