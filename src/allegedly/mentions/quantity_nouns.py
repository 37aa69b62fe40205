"""What a number counts: the noun, the population it names, and the whole of which it is a part."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from allegedly import tables
from allegedly.mentions.numbers import DASHES
from allegedly.mentions.weapons import LINKS, weapon_words
from allegedly.records import Token

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIER_TAGS = NOUN_TAGS | {"JJ", "JJR", "VBN", "VBG", "HYPH", "POS", "``", "''", '"', "CD"}
NUMERIC_DEPS = frozenset({"nummod", "quantmod", "amod", "det", "compound", "nmod", "advmod", "predet", "npadvmod"})
DEFINITE = frozenset(
    {"the", "those", "these", "its", "their", "his", "her", "our", "them", "whom", "which", "this", "that", "us", "you", "all"}
)
STATES = frozenset({"dead", "wounded", "injured", "missing", "hurt", "killed", "displaced", "homeless"})
SUSTAINING = frozenset({"sustained", "suffered"})
FARTHEST_NOUN = 7
# Peoples whose plural looks like no plural.
UNMARKED_PEOPLES = frozenset({"rohingya", "tuareg", "druze", "hausa", "fulani"})
# Nouns before a noun that say whose it is, not what it is: "40 enemy drones".
OF_WHOM = frozenset({"enemy", "government", "opposition", "coalition", "rebel", "junta", "army", "militia", "regime"})


@functools.cache
def _owners() -> frozenset[str]:
    """Words for forces, which say whose a thing is and not what it is: "army drones"."""
    return frozenset(
        row["phrase"] for row in tables.rows("institutions") if row["kind"] == "military" and row["noun"] == row["phrase"]
    )


@functools.cache
def people() -> dict[str, str]:
    """Lemma of a noun for people ("policeman", "aid worker") → population ("police officer")."""
    return {row["word"]: row["of"] for row in tables.rows("counted_people")}


def lemma(noun: Token) -> str:
    """The singular of a noun, lower case."""
    word = noun.lemma.lower()
    if noun.tag in {"NNPS", "NNP"} and word == noun.lower and word.endswith("s") and not word.endswith("ss") and noun.tag == "NNPS":
        return word[:-1]
    if noun.tag in NOUN_TAGS and word == noun.lower and (single := _irregular_singular(word)) in people():
        return single
    return "person" if word == "people" else word


def _irregular_singular(word: str) -> str:
    """The singular of an irregular plural that the lemmatiser may leave as it stands: "servicemen", "schoolchildren"."""
    return re.sub(r"men$", "man", re.sub(r"children$", "child", word))


def is_person(noun: Token) -> bool:
    """Whether a noun names people, by the table or as a people's name in the plural ("Syrians")."""
    if lemma(noun) in people() or (noun.ent == "NORP" and noun.tag in {"NNPS", "NNS"}):
        return True
    return noun.tag in {"NNS", "NNPS", "NNP"} and noun.lower in _peoples()


@functools.cache
def _peoples() -> frozenset[str]:
    """Names of peoples in the plural: "Thais", "Sudanese", "Rohingya"."""
    words = {row["word"].lower() for row in tables.rows("demonyms")}
    return frozenset(w for w in words if w.endswith(("s", "ese", "ish"))) | UNMARKED_PEOPLES


def population(noun: Token, tokens: Sequence[Token], first: int) -> str | None:
    """
    What is counted, in the singular: "Shahed drone", "police officer", "person", "oil depot".

    `first` is the place in `tokens` from which modifiers of `noun` may stand; origin and
    quality ("Russian", "young") are left out, what makes it another thing is kept.
    """
    at = noun.i - tokens[0].i
    if at > 0 and at - 1 >= first:
        pair = f"{tokens[at - 1].lower} {lemma(noun)}"
        if pair in people():
            return people()[pair]
    if is_person(noun):
        return people().get(lemma(noun), "person")
    if not is_noun(noun) or lemma(noun) == "other":
        return None
    modifiers = tokens[max(first, at - FARTHEST_NOUN) : at]
    if any(t.tag == "CD" for t in modifiers):
        # "four ballistic and two cruise missiles": the first number's modifiers end at the conjunction.
        modifiers = modifiers[: next((k for k, t in enumerate(modifiers) if t.tag == "CC"), len(modifiers))]
    kept = [t for t in modifiers if _specifies(t, noun)]
    name = ""
    for k, token in enumerate(kept):
        name += token.text
        joined = token.text in DASHES or (k + 1 < len(kept) and kept[k + 1].text in DASHES and kept[k + 1].start == token.end)
        name += "" if joined else " "
    return (name.strip(" -–") + " " + _shown(noun)).strip()


def _shown(noun: Token) -> str:
    word = lemma(noun)
    if noun.text.isupper() and len(noun.text) > 1:
        return noun.text
    if any(c.isdigit() for c in noun.text):
        return noun.text.removesuffix("s")
    return noun.text.removesuffix("s") if noun.tag in {"NNP", "NNPS"} else word


def _specifies(token: Token, noun: Token) -> bool:
    if token.text in DASHES:
        return token.i + 1 < noun.i
    if token.text.isdecimal():
        return any(
            t.text in DASHES and t.start == token.end for t in noun.sentence.tokens[token.i - noun.sentence.tokens[0].i + 1 :][:1]
        )
    if token.lower in LINKS or token.tag == "DT" or token.lower in OF_WHOM or token.lower in _owners():
        return False
    if token.lower in weapon_words():
        return True
    if _names_weapon(token.lower):
        return True
    return token.tag == "NN" and token.dep == "compound" and token.text[0].islower()


def _names_weapon(word: str) -> bool:
    """Whether a word joins names of weapons: "Shahed-136/131", "Kh-59/69"."""
    return any(c in word for c in "-/") and any(part in weapon_words() for part in re.split(r"[-/]", word) if len(part) > 1)


def counted_noun(tokens: Sequence[Token], first: int, last: int) -> Token | None:
    """
    The noun that the number at `tokens[first:last]` counts and that stands after it, else None.

    By the parse; where the parser hangs the number elsewhere, the plural noun that ends the
    run of modifiers right after it.
    """
    inside = {t.i for t in tokens[first:last]}
    head = next((t for t in reversed(tokens[first:last]) if t.head.i not in inside), tokens[last - 1])
    if head.dep in NUMERIC_DEPS and head.head.i > tokens[last - 1].i and head.head.i - tokens[last - 1].i <= FARTHEST_NOUN:
        noun = whole_noun(head.head)
        if is_noun(noun) and not _blocked(tokens, last, noun):
            return _plural_before(tokens, last, noun)
    return _noun_by_position(tokens, last)


def is_noun(token: Token) -> bool:
    """Whether a word is a noun, though the tagger may take it for a verb: "five Shahed-136 drones"."""
    return token.tag in NOUN_TAGS or (
        token.tag == "VBZ" and token.lemma.lower() in weapon_words() and bool(token.child("compound", "nummod"))
    )


def whole_noun(word: Token) -> Token:
    """The noun at the end of a compound on whose first part the parser hung a number: "90 Shahed-136 | drones"."""
    noun = word
    while noun.dep in {"compound", "nmod", "nummod"} and not noun.text.isdecimal() and noun.head.i > noun.i:
        if not is_noun(noun.head):
            break
        noun = noun.head
    return noun


def _plural_before(tokens: Sequence[Token], last: int, noun: Token) -> Token:
    """The noun, or the plural before it where the parser took a singular for the head ("3,000 households lack shelter")."""
    if noun.tag != "NN" or (tokens[last - 1].lower in {"one", "1"}):
        return noun
    between = tokens[last : noun.i - tokens[0].i]
    return next((t for t in between if t.tag in {"NNS", "NNPS"} and t.head.i > t.i and t.dep != "poss"), noun)


def _blocked(tokens: Sequence[Token], last: int, noun: Token) -> bool:
    """Whether something between the number and `noun` shows that they are not one phrase."""
    for token in tokens[last : noun.i - tokens[0].i]:
        if token.text in {";", "(", ")", ":", "[", "]"} or (token.text == "," and token.head is not noun):
            return True
        if token.pos in {"VERB", "AUX"} and token.tag in {"VBD", "VBZ", "VBP"}:
            return True
        if token.lower in SUSTAINING and lemma(noun) in people():
            return True  # "nine sustained injuries"
    return False


def _noun_by_position(tokens: Sequence[Token], last: int) -> Token | None:
    for k in range(last, min(last + FARTHEST_NOUN, len(tokens))):
        token = tokens[k]
        if token.tag in {"NNS", "NNPS"} or token.lower == "people":
            further = tokens[k + 1] if k + 1 < len(tokens) else None
            compound = token.dep == "compound" and further is not None and further.tag in NOUN_TAGS
            if not compound:
                return token
        elif token.lower in STATES or not (
            token.tag in {"JJ", "NN", "NNP", "HYPH", "JJR"} or token.lower in weapon_words() or _names_weapon(token.lower)
        ):
            return None
    return None


def of_at(tokens: Sequence[Token], last: int) -> int:
    """The place of the "of" right after a number, that of "out of" too; else `last`."""
    pair = [t.lower for t in tokens[last : last + 2]]
    return last + 1 if pair == ["out", "of"] else last


def of_phrase(tokens: Sequence[Token], last: int) -> Token | None:
    """The head of the "of" phrase right after a number: "dozens of people", "two of the dead"."""
    last = of_at(tokens, last)
    if last >= len(tokens) or tokens[last].lower != "of":
        return None
    of = tokens[last]
    inner = of.child("pobj", "pcomp")
    if inner is not None:
        return inner
    following = tokens[last + 1 : last + 5]
    if following and following[0].tag == "CD" and following[0].dep == "nummod" and following[0].head.i > following[0].i:
        return whole_noun(following[0].head)  # "52 out of 57 drones"
    return next((t for t in following if t.tag in NOUN_TAGS or t.tag == "PRP" or t.lower in STATES), None)


def is_definite(noun: Token) -> bool:
    """Whether a noun phrase names a whole already known, so that a number "of" it is a part."""
    if noun.lower in DEFINITE or noun.tag in {"PRP", "WP"}:
        return True
    return any(c.dep == "poss" or (c.lower in DEFINITE and c.dep in {"det", "predet", "nmod"}) for c in noun.children)
