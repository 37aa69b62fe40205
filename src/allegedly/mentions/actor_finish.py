"""From a read noun phrase to the identity that it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from allegedly.mentions.actor_bodies import capital, described, force, institution, known_body, named_body, state_of
from allegedly.mentions.actor_drafts import Draft
from allegedly.mentions.actor_people import gender_of, holder, person, titled, unnamed_people
from allegedly.mentions.actor_phrases import Element
from allegedly.mentions.actor_tables import MEDIA, Entry, capitals, states
from allegedly.mentions.identities import Identity

# What only people do, so that a full name that does it is a person's.
_SENSING = frozenset({"hear", "wake", "remember", "recall", "weep", "sob", "cry", "kneel", "sit", "stand", "whisper", "shout"})
_READERS: dict[str, Callable[[Draft, Entry], Identity | None]] = {
    "holder": lambda _, entry: holder(entry),
    "actor": known_body,
    "state": state_of,
    "people": state_of,
    "institution": institution,
    "force": force,
    "descriptor": described,
    "unnamed": unnamed_people,
}


def finish(draft: Draft) -> Identity | None:
    """The identity that `draft` names, or None if it names no actor."""
    core = draft.core
    if core is None:
        return None
    if core.sort in {"name", "body"}:
        return _named(draft, core)
    if core.sort == "title":
        return titled(draft, core)
    if core.sort == "place":
        return capital(draft, core)
    reader = _READERS.get(core.sort)
    return reader(draft, core.entry) if reader is not None and core.entry is not None else None


def _named(draft: Draft, core: Element) -> Identity | None:
    """Who bears a proper name that the tables do not know."""
    words = draft.name_words()
    known = _known_name(draft, words)
    descriptor = next(
        (e.entry for e in reversed(draft.elements) if e.sort in {"descriptor", "force"} and e.entry is not None), None
    )
    if core.sort == "body":
        return known or named_body(draft, words, core.kind, descriptor)
    if draft.titles:
        if known is not None and known.person and not _tells_more(draft, known):
            return known
        return person(draft, known.name if known is not None and known.person else words)
    return known or _institution_beside(draft, core) or _described(draft, core, words, descriptor)


def _described(draft: Draft, core: Element, words: str, descriptor: Entry | None) -> Identity | None:
    """Who bears the name, by the noun beside it or the short name after it."""
    described = descriptor is not None and bool(descriptor.kind or descriptor.role == "armed_group")
    if described or draft.acronym or draft.is_state_run():
        state_run = draft.is_state_run() and not described
        return named_body(draft, words, "outlet" if state_run else "", descriptor if described else None)
    return _plain_name(draft, core, words)


def _institution_beside(draft: Draft, name: Element) -> Identity | None:
    """The body whose noun stands right before its own name: "state broadcaster Tolo", "the security service NSS"."""
    before = next((e for e in draft.elements if e.last == name.first and e.sort == "institution"), None)
    if before is None or before.entry is None:
        return None
    short = draft.name_words().isupper() and name.last - name.first == 1
    named = short or (before.entry.kind in MEDIA and name.kind != "person")
    bearer = institution(draft, before.entry, before) if named else None
    return replace(bearer, name=draft.name_words()) if bearer is not None else None


def _plain_name(draft: Draft, core: Element, words: str) -> Identity | None:
    """A name with nothing beside it but perhaps a word for a trade: a person if the parser thinks so."""
    if words in capitals() and draft.tokens[core.last - 1].dep == "nsubj":
        state = states()[capitals()[words]]
        return Identity(state.name, "government", state.code)
    trade = next((e.entry.kind for e in draft.elements if e.sort == "unnamed" and e.entry is not None), "unnamed")
    head = draft.tokens[core.last - 1]
    senses = head.dep == "nsubj" and head.head.lemma in _SENSING and core.last - core.first > 1
    if core.kind != "person" and trade == "unnamed" and not senses:
        return named_body(draft, words, "", None) if " " in words and _is_thing(draft, core) else None
    return Identity(words, "person" if trade == "unnamed" else trade, person=True, gender=gender_of(words))


def _is_thing(draft: Draft, core: Element) -> bool:
    """Whether ", which" follows a name that acts, so that it is a body's."""
    after = [t.lower for t in draft.tokens[core.last : core.last + 2]]
    return after == [",", "which"] and draft.tokens[core.last - 1].dep in {"nsubj", "nsubjpass"}


def _known_name(draft: Draft, words: str) -> Identity | None:
    key = words.lower()
    for memory in (draft.memory, draft.article):
        found = memory.surnames.get(key) or memory.acronyms.get(key)
        if found is not None:
            return found
    return None


def _tells_more(draft: Draft, known: Identity) -> bool:
    """Whether the titles here say of whom a person known so far by name alone speaks."""
    return known.kind == "person" and any(t.entry is not None and t.entry.role != "honorific" for t in draft.titles)
