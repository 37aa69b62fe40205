"""From a read noun phrase to the identity it names."""

from __future__ import annotations

from dataclasses import replace

from allegedly.mentions.actor_drafts import Draft
from allegedly.mentions.actor_memory import name_of
from allegedly.mentions.actor_phrases import Element
from allegedly.mentions.actor_tables import Entry, bodies, capitals, given_names, states, unnamed
from allegedly.mentions.identities import Identity

_ALPHA2 = 2
# Kinds whose party is the state's whenever a state is named; witnesses and medics take no side.
_PARTISAN = frozenset({"government", "military", "state_media", "politician", "emergency_services", "unnamed"})
_NATIONAL = ("{army}", "{adj} Defence Ministry", "Ministry", "Force", "Navy", "General Staff", "{adj} government", "Presidency")


def finish(draft: Draft) -> Identity | None:
    """The identity that `draft` names, or None if it names no actor."""
    core = draft.core
    if core is None:
        return None
    if core.sort == "holder" and core.entry is not None:
        return _holder(core.entry)
    if core.sort in {"name", "body"}:
        return _named(draft, core)
    if core.sort == "title":
        return _titled(draft, core)
    entry = core.entry
    if core.sort == "place":
        return _capital(draft, core)
    if entry is None:
        return None
    reader = {"actor": _actor, "state": _state, "people": _state, "institution": _institution, "force": _force,
              "descriptor": _described, "unnamed": _unnamed}.get(core.sort)
    return reader(draft, entry) if reader is not None else None


def _gender(name: str) -> str | None:
    return given_names().get(name.split(maxsplit=1)[0]) if name else None


def _holder(entry: Entry) -> Identity:
    return Identity(entry.name, entry.kind, entry.party, on_behalf_of=entry.body or None, person=True, gender=entry.gender or None)


def _actor(draft: Draft, entry: Entry) -> Identity:
    plural = draft.core is not None and draft.tokens[draft.core.last - 1].tag == "NNPS"
    return Identity(entry.name, entry.kind, entry.party, plural=plural)


def _state(draft: Draft, entry: Entry) -> Identity | None:
    state = states().get(entry.code or "")
    if state is None:
        return None
    return Identity(state.name, "government", state.code, plural=entry.sort == "people")


def _capital(draft: Draft, core: Element) -> Identity | None:
    """A capital that speaks stands for its state."""
    words = draft.words(core.first, core.last)
    if core.kind != "metonym" or core.country is None or capitals().get(words) != core.country:
        return None
    return Identity(states()[core.country].name, "government", core.country)


# ---------------------------------------------------------------------- proper names


def _named(draft: Draft, core: Element) -> Identity | None:
    words = draft.name_words()
    known = _known_name(draft, words)
    descriptor = next((e.entry for e in reversed(draft.elements) if e.sort in {"descriptor", "force"} and e.entry is not None), None)
    if core.sort == "body":
        return known or _body(draft, words, core.kind, descriptor)
    if draft.titles:
        if known is not None and known.person and not _tells_more(draft, known):
            return known
        return _person(draft, known.name if known is not None and known.person else words)
    if known is not None:
        return known
    if descriptor is not None and (descriptor.kind or descriptor.role == "armed_group"):
        return _body(draft, words, "", descriptor)
    if draft.acronym:
        return _body(draft, words, "", None)
    trade = next((e.entry for e in draft.elements if e.sort == "unnamed" and e.entry is not None), None)
    if core.kind == "person":
        return Identity(words, trade.kind if trade is not None and trade.kind != "unnamed" else "person", person=True, gender=_gender(words))
    if trade is not None and trade.kind != "unnamed":
        return Identity(words, trade.kind, person=True)
    return None


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


def _body(draft: Draft, words: str, kind: str, descriptor: Entry | None) -> Identity:
    if descriptor is not None:
        kind = "armed_group" if descriptor.role == "armed_group" else descriptor.kind or kind
    if kind == "armed_group":
        return Identity(words, kind, draft.acronym or words)
    if kind in {"outlet", "wire"} and draft.says_state():
        return Identity(words, "state_media", draft.state or _owner_party(draft))
    if kind in {"military", "government", "emergency_services", "politician"}:
        return Identity(words, kind, draft.state or _owner_party(draft))
    return Identity(words, kind, None) if kind else Identity(words, "unnamed", None, named=False)


# ---------------------------------------------------------------------- people


def _person(draft: Draft, name: str) -> Identity:
    described = _titled(draft, draft.titles[-1], bare=True)
    gender = next((t.entry.gender for t in draft.titles if t.entry is not None and t.entry.gender), None)
    if described is None:
        return Identity(name, "person", person=True, gender=gender or _gender(name))
    return replace(described, name=name, named=True, person=True, plural=False, gender=gender or described.gender or _gender(name))


def _titled(draft: Draft, core: Element, *, bare: bool = False) -> Identity | None:
    """A person by title: with `bare`, only kind, party and body are wanted, for a name to be put to them."""
    if not bare and (found := _referred(draft, core)) is not None:
        return found
    serious = [t for t in draft.titles if t.entry is not None and t.entry.role != "honorific"]
    if not serious:
        return Identity(draft.words(), "person", person=True, named=False) if bare else None
    ranked = sorted(serious, key=lambda t: _WEIGHT.get(t.entry.role if t.entry else "", 5))
    entry = ranked[0].entry
    if entry is None:
        return None
    owner = _owner(draft)
    named = draft.determiner() == "definite" and entry.role not in {"witness", "medical", "unnamed"}
    words, plural = draft.words(), draft.tokens[core.last - 1].tag == "NNS"
    if (not _is_former(draft, ranked[0]) and entry.role in {"spokes", "head", "rebel"}) or (owner is not None and owner.kind == "international_body"):
        found = _serving(draft, entry, owner, words, bare=bare)
        if found is not None:
            return replace(found, plural=plural)
    if _is_former(draft, ranked[0]):
        kind = entry.kind if not bare else _FORMER.get(entry.role, "person")
        return Identity(words, kind or "person", None, named=bare, person=True, plural=plural, gender=entry.gender)
    kind = entry.kind or unnamed().get(words.lower().split()[-1], "unnamed")
    party = _title_party(draft, entry, owner, kind)
    body = name_of(entry.body, party if party is not None and len(party) == _ALPHA2 else None, "") or None
    body = bodies()[body].name if body in bodies() else body
    on_behalf = owner.name if owner is not None and not owner.person and entry.role in _SERVING else body
    return Identity(words, kind, party, named and kind != "unnamed", on_behalf, person=True, plural=plural, gender=entry.gender)


_WEIGHT = {"spokes": 0, "rebel": 1, "office": 1, "envoy": 1, "local_office": 1, "politician": 1, "head": 2, "service": 2, "rank": 3, "medical": 3,
           "analyst": 3, "expert": 3, "aid": 3, "press": 3, "channel": 3, "company": 3, "witness": 4, "trade": 4}


# What those are who held a title once and speak for nobody now.
_FORMER = {"rank": "expert", "office": "politician", "local_office": "politician", "envoy": "politician", "politician": "politician",
           "head": "expert", "service": "expert", "analyst": "analyst", "expert": "expert", "press": "person"}


def _is_former(draft: Draft, title: Element) -> bool:
    before = draft.tokens[max(draft.first, title.first - 3) : title.first]
    return any(t.lower in {"former", "retired", "ex", "exiled", "ousted", "ex-"} for t in before)


_SERVING = frozenset({"rank", "trade", "medical", "service", "politician"})


def _serving(draft: Draft, entry: Entry, owner: Identity | None, words: str, *, bare: bool) -> Identity | None:
    """A spokesman, leader or official of a body: the body's kind and party."""
    if owner is None and entry.role == "rebel":
        owner = draft.memory.group("rebel") or draft.article.group("rebel")
        if owner is None:
            return Identity(words, "armed_group", None, named=False, person=True)
    if owner is None and draft.state is not None:
        state = states().get(draft.state)
        owner = Identity(f"{state.adjective} government", "government", draft.state) if state is not None else None
    if owner is None:
        return None
    kind = "government" if owner.kind == "international_body" and not owner.name else owner.kind
    if entry.role == "spokes" and not bare and draft.name is None:
        return Identity(owner.name, kind, owner.party, named=False, on_behalf_of=owner.name, person=True, gender=entry.gender)
    definite = draft.determiner() == "definite" and not _is_indefinite_service(draft)
    return Identity(words, kind, owner.party, definite, owner.name, person=True, gender=entry.gender)


def _is_indefinite_service(draft: Draft) -> bool:
    """ "Hamas official", "UN aides": one of many, though the body before it is definite."""
    first = draft.tokens[draft.first]
    last = draft.words().lower().rsplit(" ", maxsplit=1)[-1].removesuffix("s")
    return first.lower not in {"the", "its", "his", "their"} and last in {"official", "member", "adviser", "advisor", "aide", "employee"}


def _title_party(draft: Draft, entry: Entry, owner: Identity | None, kind: str) -> str | None:
    if kind not in _PARTISAN:
        return None
    if owner is not None and owner.party is not None:
        return owner.party
    if owner is not None and owner.kind == "international_body":
        return None
    if entry.role in {"local_office", "service"} and (draft.state is None or (draft.owned and not draft.place)):
        return draft.fronted or draft.memory.local(draft.article.dateline) or draft.article.home()
    if draft.state is not None:
        return draft.state
    if entry.role in {"rank", "office", "envoy", "politician"}:
        return draft.fronted or draft.article.home()
    return None


def _owner(draft: Draft) -> Identity | None:
    """The body that a title serves: the last one before it, or its complement."""
    if draft.owner is not None:
        return draft.owner
    for element in reversed(draft.elements):
        if element.entry is None or element.sort not in {"actor", "institution", "force", "descriptor"}:
            continue
        if element.sort == "actor":
            return Identity(element.entry.name, element.entry.kind, element.entry.party)
        if element.sort == "institution":
            return _institution(draft, element.entry, element)
        if element.sort == "force":
            return _force(draft, element.entry)
        if element.sort == "descriptor":
            return draft.memory.nouns.get(draft.words(element.first, element.last).lower())
    for side in draft.beside:
        if (found := _owner(side)) is not None:
            return found
    return None


def _owner_party(draft: Draft) -> str | None:
    return draft.owner.party if draft.owner is not None else None


def _referred(draft: Draft, core: Element) -> Identity | None:
    """Who "the general" or "Latvia's president" was said to be."""
    if draft.determiner() == "indefinite" or draft.tokens[core.last - 1].tag == "NNS":
        return None
    words = draft.words(core.first, core.last).lower()
    if core.entry is not None and core.entry.role in {"spokes"} and draft.determiner() != "definite":
        return None
    for memory in (draft.memory, draft.article):
        if draft.state is not None and not draft.place:
            found = memory.offices.get((draft.state, words))
        elif draft.owner is None and not draft.has_owner() and not draft.place:
            found = memory.nouns.get(words) if memory is draft.memory else None
        else:
            found = None
        if found is not None and found.person:
            return found
    return None


# ---------------------------------------------------------------------- bodies by common noun


def _institution(draft: Draft, entry: Entry, element: Element | None = None) -> Identity | None:
    element = element or draft.core
    if element is None or draft.is_compound_part(element):
        return None
    words = draft.words(element.first, element.last)
    generic = entry.name in {"{adj} ministry", "{adj} {phrase}", "{words}"}
    state = draft.state
    if draft.owner is not None and state is None and draft.owner.party is not None and len(draft.owner.party) == _ALPHA2:
        state = draft.owner.party
    if state is None and draft.owner is None and not draft.fronted:
        keys = (words.lower(), entry.body) if generic else (entry.name,)
        for nouns, key in ((n, k) for k in keys for n in (draft.memory.nouns, draft.article.introduced)):
            found = nouns.get(key)
            if found is not None and not found.person and found.kind in {entry.kind, "military"}:
                return found
    whose = draft.owner or next(
        (Identity(e.entry.name, e.entry.kind, e.entry.party) for e in draft.elements if e.sort == "actor" and e.entry is not None), None
    )
    if whose is not None and state is None and whose.kind == "armed_group":
        return Identity(_trimmed(draft), entry.kind, whose.party)
    local = draft.memory.local(draft.article.dateline) if entry.kind == "emergency_services" or "{words}" in entry.name else None
    state = state or draft.fronted or local or draft.article.home() or draft.memory.subject_state
    if draft.place and not entry.name.startswith("{army}") and not any(part in entry.name for part in _NATIONAL):
        return Identity(_trimmed(draft), entry.kind, state)
    if "{words}" in entry.name:
        return Identity(_trimmed(draft), entry.kind, state)
    name = name_of(entry.name, state, words)
    known = bodies().get(name)
    if known is not None:
        return Identity(known.name, known.kind, known.party)
    return Identity(name, entry.kind, state)


def _trimmed(draft: Draft) -> str:
    """The phrase as written without its article."""
    first = draft.first
    while first < draft.last - 1 and draft.tokens[first].tag in {"DT", "PRP$"}:
        first += 1
    core = draft.core
    return draft.words(first, max(core.last, draft.last) if core is not None else draft.last)


def _force(draft: Draft, entry: Entry) -> Identity | None:
    owner = draft.owner or next(
        (Identity(e.entry.name, e.entry.kind, e.entry.party) for e in draft.elements if e.sort == "actor" and e.entry is not None), None
    )
    state = draft.state
    if owner is not None and owner.kind in {"armed_group", "military", "international_body"}:
        return replace(owner, plural=True)
    if entry.role == "army":
        return _soldiers(draft, state)
    if entry.role == "members":
        whose = owner or (draft.article.group() if draft.determiner() != "indefinite" else None)
        return replace(whose, plural=True) if whose is not None else None
    if (state is None and draft.determiner() != "indefinite") or _is_modifier(draft):
        core = draft.core
        word = draft.words(core.first, core.last) if core is not None else ""
        group = draft.article.group(word) or (draft.memory.nouns.get("rebels") if draft.determiner() == "definite" else None)
        if group is not None:
            return replace(group, plural=True)
    return None if _is_modifier(draft) else Identity(draft.words(), "armed_group", None, named=False, plural=True)


def _soldiers(draft: Draft, state: str | None) -> Identity:
    """Troops: of the state named, of the only army that the article knows, or nobody's that one could name."""
    if state is None and not any(t.text[0].isupper() and t.pos == "ADJ" for t in draft.tokens[draft.first + 1 : draft.last]):
        first = draft.tokens[draft.first]
        western = first.pos == "ADJ" and first.text[0].isupper() and first.ent == "NORP"
        state = None if western else draft.article.only_army() or draft.memory.subject_state or draft.article.home()
    if state is None or state not in states():
        return Identity(draft.words(), "military", None, named=False, plural=True)
    return Identity(states()[state].army, "military", state, plural=True)


def _is_modifier(draft: Draft) -> bool:
    """Whether the word only narrows a noun that is no actor: "a rebel depot"."""
    core = draft.core
    return core is not None and draft.last > core.last


def _described(draft: Draft, entry: Entry) -> Identity | None:
    """ "Goma's main hospital", "the group", "a news agency"."""
    core = draft.core
    if core is None:
        return None
    noun = draft.words(core.first, core.last).lower()
    if not draft.has_owner() and not draft.owned and draft.determiner() != "indefinite" and not draft.has_complement:
        found = draft.memory.nouns.get(noun)
        if found is not None and not found.person:
            return found
    whose = next((e.entry for e in draft.elements if e.sort == "actor" and e.entry is not None), None)
    if not entry.kind:
        return Identity(_trimmed(draft), whose.kind, whose.party) if whose is not None and not _is_modifier(draft) else None
    if draft.tokens[draft.first].lower in {"this", "that", "these", "those"}:
        return None
    named = draft.determiner() == "definite" and draft.tokens[core.last - 1].tag != "NNS"
    words = draft.words()
    if named and entry.kind == "medical":
        words = _trimmed(draft) if draft.tokens[draft.first].tag == "DT" else words
    return Identity(words, entry.kind, None, named, plural=draft.tokens[core.last - 1].tag == "NNS")


def _unnamed(draft: Draft, entry: Entry) -> Identity:
    core = draft.core
    owner = _owner(draft)
    party = None
    kind = entry.kind
    if kind in _PARTISAN:
        adjective = next((e.country for e in draft.elements if e.sort == "state"), None)
        party = owner.party if owner is not None and owner.party else draft.state if kind != "unnamed" else adjective
    if owner is not None and kind in {"government", "ngo"} and owner.kind in {"international_body", "military", "armed_group", "ngo", "medical"}:
        kind = owner.kind
    plural = core is not None and (draft.tokens[core.last - 1].tag in {"NNS", "NNPS"} or core.last - core.first > 1)
    return Identity(draft.words(), kind, party, named=False, person=True, plural=plural)
