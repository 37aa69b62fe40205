"""The cast of an article: all its actors, to be asked for by the head of a noun phrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allegedly.mentions.identities import Identity
from allegedly.records import Sentence, Token

# Bodies that stand beside a noun for what they are: "the owner, Lakes Shipping".
_OWNING = frozenset({"company", "ngo", "analyst", "outlet", "wire"})


class Cast:
    """Who there is in an article. Pronouns that speak are resolved by who spoke last (see `voices.speakers`), not here."""

    def __init__(self, identities: Mapping[int, Identity], sentences: Sequence[Sentence] = ()) -> None:
        self._identities = dict(identities)
        self._sentences = sentences

    def resolve(self, head: Token) -> Identity | None:
        """
        The actor that the noun phrase headed by `head` names, or None if it names none.

        Also works for a word inside a noun phrase that is an actor of its own ("army" in "an army drone").
        """
        found = self._identities.get(head.i)
        if found is not None or head.pos not in {"NOUN", "PROPN"}:
            return found
        for child in reversed(head.children):
            if child.dep in {"compound", "flat", "appos"} and child.i > head.i and child.i - head.i < 4:  # noqa: PLR2004  the same name
                found = self._identities.get(child.i)
                if found is not None and (found.person or (child.dep == "appos" and found.kind in _OWNING)):
                    return found
        return None

    def subject_before(self, sentence: Sentence) -> Identity | None:
        """Whom the main clause of the sentence before `sentence` is about, if it is an actor."""
        if not 0 < sentence.i <= len(self._sentences) or self._sentences[sentence.i - 1].paragraph != sentence.paragraph:
            return None
        root = self._sentences[sentence.i - 1].root
        subject = root.child("nsubj", "nsubjpass")
        return self.resolve(subject) if subject is not None else None

    def start_before(self, sentence: Sentence) -> int:
        """The offset at which the sentence before `sentence` begins; 0 for the first."""
        return self._sentences[sentence.i - 1].start if 0 < sentence.i <= len(self._sentences) else 0

    def identities(self) -> list[Identity]:
        """Every distinct identity, in order of first mention."""
        return list(dict.fromkeys(self._identities[i] for i in sorted(self._identities)))

    def mentions(self) -> list[tuple[int, Identity]]:
        """(token number, identity) for every token that stands for an actor, in text order."""
        return sorted(self._identities.items(), key=lambda item: item[0])
