"""The cast of an article: all its actors, to be asked for by the head of a noun phrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allegedly.mentions.identities import Identity
from allegedly.records import Sentence, Token

# Bodies that stand beside a noun for what they are: "the owner, Lakes Shipping".
_OWNING = frozenset({"company", "ngo", "analyst", "outlet", "wire"})
_MARKS = frozenset('"“”«»')


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

    def subjects_before(self, sentence: Sentence) -> tuple[int, list[Identity]]:
        """
        Whom the sentence before `sentence` in its paragraph is about, the subject of its main clause first, and where it starts.

        Sentences that stand wholly in quotation marks are passed over.
        """
        before = self._told_before(sentence)
        if before is None:
            return self.start_before(sentence), []
        chief = before.root.child("nsubj", "nsubjpass")
        others = [t for t in before.tokens if t.dep in {"nsubj", "nsubjpass"} and t is not chief]
        found = (self.resolve(t) for t in ([chief] if chief is not None else []) + others)
        return before.start, [who for who in found if who is not None]

    def person_before(self, sentence: Sentence) -> Identity | None:
        """The only person whom the sentence before `sentence` in its paragraph names; None for several."""
        before = self._told_before(sentence)
        found = {who.name: who for t in (before.tokens if before is not None else ()) if (who := self.resolve(t)) is not None}
        persons = [who for who in found.values() if who.person and who.named]
        return persons[0] if len(persons) == 1 else None

    def _told_before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before `sentence` in its paragraph that is not wholly quoted."""
        at = sentence.i - 1
        while 0 <= at < len(self._sentences) and self._sentences[at].paragraph == sentence.paragraph:
            if not _opens_quotation(self._sentences[at]):
                return self._sentences[at]
            at -= 1
        return None

    def start_before(self, sentence: Sentence) -> int:
        """The offset at which the sentence before `sentence` begins; 0 for the first."""
        return self._sentences[sentence.i - 1].start if 0 < sentence.i <= len(self._sentences) else 0

    def identities(self) -> list[Identity]:
        """Every distinct identity, in order of first mention."""
        return list(dict.fromkeys(self._identities[i] for i in sorted(self._identities)))

    def mentions(self) -> list[tuple[int, Identity]]:
        """(token number, identity) for every token that stands for an actor, in text order."""
        return sorted(self._identities.items(), key=lambda item: item[0])


def _opens_quotation(sentence: Sentence) -> bool:
    """Whether a quotation begins with `sentence` and goes on behind it."""
    marks = [t.text for t in sentence.tokens if t.text in _MARKS]
    return bool(marks) and sentence.tokens[0].text in _MARKS and len(marks) % 2 == 1
