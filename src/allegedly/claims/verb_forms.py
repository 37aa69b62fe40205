"""What the form of a verb tells of it: infinitive, perfect, finite, or an outcome in the shape of an infinitive."""

from __future__ import annotations

from allegedly.claims.governor_words import CHANGING, ENDING
from allegedly.records import Token


def is_finite(node: Token) -> bool:
    """Whether the verb or its auxiliary has a tense of its own."""
    return node.tag in ("VBD", "VBZ", "VBP") or any(
        c.tag in ("VBD", "VBZ", "VBP", "MD") and c.dep in ("aux", "auxpass") for c in node.children
    )


def is_bare(node: Token) -> bool:
    """A verb form without tense or auxiliary: "made them leave", "that he be freed"."""
    return node.tag == "VB" and not any(c.dep == "aux" for c in node.children)


def is_perfect(node: Token) -> bool:
    """Whether an infinitive tells the past: "are known to have died"."""
    return any(c.lower == "have" and c.dep == "aux" for c in node.children)


def is_infinitive(node: Token) -> bool:
    """Whether it stands with "to"."""
    return any(c.lower == "to" and c.dep in ("aux", "mark") for c in node.children)


def was_bound_to(governor: Token) -> bool:
    """Whether it is a plain past "had to": who had to leave has left, as far as a telling goes."""
    return (
        governor.lemma == "have" and governor.tag == "VBD" and not any(c.dep in ("neg", "aux", "dobj") for c in governor.children)
    )


def ends_a_change(node: Token, governor: Token) -> bool:
    """Whether the infinitive says how a change ended, not what it was for: "fell to close at nine"."""
    return governor.lemma.lower() in CHANGING and node.lemma.lower() in ENDING


def tells_outcome(infinitive: Token, governor: Token) -> bool:
    """Whether the infinitive says what came about: "had to leave", "fell to close at nine"."""
    return was_bound_to(governor) or ends_a_change(infinitive, governor)


def hangs_on_noun(node: Token) -> bool:
    """Whether the noun decides on it: "plans to strike", "the claim that they struck", but not "the strike held back"."""
    return is_infinitive(node) or (node.dep == "acl" and is_finite(node))
