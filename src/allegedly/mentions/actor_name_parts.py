"""What the words of a proper name look like: capitals, particles, hyphens, nicknames."""

from __future__ import annotations

from allegedly.mentions.actor_tables import ordinary
from allegedly.records import Token

PARTICLES = frozenset(
    "al el bin ibn abu abd de da des du do dos del della di van von der den ter bint ould ul ur la le y e".split()  # noqa: SIM905
)
_ELIDED = frozenset(("d'", "d’", "l'", "l’"))
_INNER = frozenset({"Without", "Beyond", "Across"})
HYPHENS = frozenset("-–‑")
_MARKS = frozenset("\"'“”‘’«»")
# Particles behind the first word of a name that is no English one: "Mines du Nord".
JOINING = frozenset({"du", "de", "des", "del", "della", "do", "da"})
_LONGEST_NICKNAME = 3


def is_described(tokens: list[Token], i: int) -> bool:
    """Whether an ordinary word, capital only as it opens the sentence, stands at `i` before a person's full name."""
    opens = i == 0 or tokens[i - 1].text in _MARKS or tokens[i - 1].text in {"—", "–", ":"}
    following = tokens[i + 1 : i + 3]
    full = len(following) == 2 and all(t.ent == "PERSON" and t.text[0].isupper() for t in following)  # noqa: PLR2004
    return opens and full and tokens[i].ent != "PERSON" and tokens[i].lower in ordinary()


def nickname(tokens: list[Token], i: int) -> int:
    """How many tokens from `i` on are a name in quotation marks between first name and surname; 0 for none."""
    if tokens[i].text not in _MARKS or not is_capital(tokens[i - 1]):
        return 0
    for n in range(2, _LONGEST_NICKNAME + 2):
        if tokens[i + n : i + n + 1] and tokens[i + n].text in _MARKS:
            inside, after = tokens[i + 1 : i + n], tokens[i + n + 1 : i + n + 2]
            named = all(t.text[0].isupper() for t in inside) and bool(after) and is_capital(after[0])
            return n + 1 if named and tokens[i + n].start == tokens[i + n - 1].end else 0
    return 0


def is_foreign(tokens: list[Token], i: int) -> bool:
    """Whether the name of a body in another language opens at `i`, a capital and a particle before a capital: "Mines du Nord"."""
    after = tokens[i + 1 : i + 3]
    if len(after) < 2 or not tokens[i].text[0].isupper() or after[0].text not in JOINING:  # noqa: PLR2004
        return False
    return after[1].text[0].isupper() and tokens[i].lower not in ordinary()


def leads_of(tokens: list[Token], i: int) -> bool:
    """As "of", or "the" of "of the", before a capital: "Voice of Lagos", "Sons of the Delta"."""
    after = tokens[i + 1 : i + 3]
    if tokens[i].lower == "of" and len(after) > 1 and after[0].lower == "the":
        after = after[1:]
    linking = tokens[i].lower == "of" or (tokens[i].lower == "the" and i > 0 and tokens[i - 1].lower == "of")
    return linking and bool(after) and is_capital(after[0])


def is_numeral(tokens: list[Token], i: int) -> bool:
    """A number that ends a name ("Channel Nine 24"), not one that counts what follows."""
    after = tokens[i + 1 : i + 2]
    return tokens[i].text.isdigit() and tokens[i].ent not in {"DATE", "TIME"} and not (after and after[0].pos in {"NOUN", "PROPN"})


def is_capital(token: Token) -> bool:
    """Whether a token is written and tagged as part of a name."""
    return (
        token.text[0].isupper()
        and token.pos in {"PROPN", "NOUN", "ADJ", "X", "VERB"}
        and (token.pos == "PROPN" or token.ent in {"PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "LOC", "WORK_OF_ART"})
    )


def is_elided(token: Token) -> bool:
    """As in the last word of "Radio d'Abidjan"."""
    return token.text[:2] in _ELIDED and token.text[2:3].isupper()


def is_joint(tokens: list[Token], i: int) -> bool:
    """A hyphen between two parts of one name."""
    return (
        tokens[i].text in HYPHENS
        and 0 < i < len(tokens) - 1
        and tokens[i - 1].end == tokens[i].start
        and tokens[i].end == tokens[i + 1].start
        and (tokens[i + 1].text[0].isupper() or tokens[i + 1].ent == tokens[i - 1].ent == "PERSON")
    )


def is_inner(tokens: list[Token], i: int) -> bool:
    """A capitalised preposition between two parts of one name: "Doctors Without Walls"."""
    if not 0 < i < len(tokens) - 1:
        return False
    return tokens[i].text in _INNER and tokens[i - 1].text[0].isupper() and is_capital(tokens[i + 1])


def leads_name(tokens: list[Token], i: int) -> bool:
    """Whether a particle ("al", "bin") at `i` stands before a capitalised word, perhaps through a hyphen or further particles."""
    for token in tokens[i + 1 : i + 4]:
        if token.text[0].isupper():
            return token.pos == "PROPN" or bool(token.ent)
        if token.text not in HYPHENS and token.lower not in PARTICLES:
            return False
    return False
