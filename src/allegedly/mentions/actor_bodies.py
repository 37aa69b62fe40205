"""States, armies, ministries, armed groups: bodies named by common nouns, told apart by whose they are."""

from __future__ import annotations

from dataclasses import replace

from allegedly.mentions.actor_drafts import Draft
from allegedly.mentions.actor_memory import has_army, is_called, name_of
from allegedly.mentions.actor_phrases import Element
from allegedly.mentions.actor_tables import OUTLETS, Entry, bodies, capitals, lexicon, rebelling, seats, states
from allegedly.mentions.identities import Identity

_ALPHA2 = 2
_GENERIC = frozenset({"{adj} ministry", "{adj} {phrase}", "{words}"})
# Bodies that a state has one of; of others each town has its own.
_NATIONAL = ("{army}", "{adj} Defence Ministry", "Ministry", "Force", "Navy", "General Staff", "{adj} government", "Presidency")
# Words after troops for where they stand, which the whole army does not.
_STANDING = frozenset({"at", "outside", "near", "inside", "guarding", "manning"})
_SOCIETIES = frozenset({"Red Cross", "Red Crescent"})
# Words for fighters of whom it is not said whose they are.
_UNKNOWN = frozenset({"local", "unidentified", "unknown", "masked", "rival", "various", "other"})
_EITHER = frozenset({"neither", "either", "both", "each", "every"})
_POINTING = frozenset({"this", "that", "these", "those"})


def known_body(draft: Draft, entry: Entry) -> Identity:
    """A body that the tables name, unless the article itself has given its short name to another."""
    core = draft.core
    words = draft.words(core.first, core.last) if core is not None else ""
    if words.isupper() and words != entry.name:
        own = draft.memory.acronyms.get(words.lower()) or draft.article.acronyms.get(words.lower())
        if own is not None:
            return own
    tag = draft.tokens[core.last - 1].tag if core is not None else ""
    if core is not None and (other := _of_another(draft, entry, core, words)) is not None:
        return other
    plural = tag == "NNPS" or (entry.kind == "armed_group" and words.endswith("s") and words != entry.name and " " not in words)
    bare = entry.name.lower().removeprefix("al-") == words.lower() and entry.role != "army"
    return Identity(words if bare else entry.name, entry.kind, entry.party, plural=plural)


def _of_another(draft: Draft, entry: Entry, core: Element, words: str) -> Identity | None:
    """Another state's body of the same short name ("Pakistan's Foreign Office"), or a society named after its state."""
    before = next((e for e in reversed(draft.elements) if e.last <= core.first and e.sort == "state"), None)
    if before is None or before.country not in states() or before.country == entry.party:
        return None
    if words in _SOCIETIES:
        return Identity(f"{states()[before.country].adjective} {words}", entry.kind, entry.party)
    common = next((o[2] for o in lexicon().get(words.lower().split()[0], ()) if o[1] == words.lower()), None)
    return institution(draft, common, core) if common is not None and common.sort == "institution" else None


def state_of(_: Draft, entry: Entry) -> Identity | None:
    """A state, or its people, as one who acts."""
    state = states().get(entry.code or "")
    return Identity(state.name, "government", state.code, plural=entry.sort == "people") if state is not None else None


def capital(draft: Draft, core: Element) -> Identity | None:
    """A capital that speaks stands for its state."""
    words = draft.words(core.first, core.last)
    if core.kind == "metonym" and (body := bodies().get(seats().get(words, ""))) is not None:
        return Identity(body.name, body.kind, body.party)
    if core.kind != "metonym" or core.country is None or capitals().get(words) != core.country:
        return None
    return Identity(states()[core.country].name, "government", core.country)


def named_body(draft: Draft, words: str, kind: str, descriptor: Entry | None) -> Identity:
    """A body that only the article knows, of the kind that its name or the word beside it tells."""
    if descriptor is not None:
        kind = "armed_group" if descriptor.role == "armed_group" else descriptor.kind or kind
    if kind == "armed_group":
        return Identity(words, kind, draft.acronym or words)
    state = draft.state or (draft.owner.party if draft.owner is not None else None)
    if kind in {"outlet", "wire"} and draft.says_state():
        return Identity(words, "state_media", state)
    if kind in {"military", "government", "emergency_services", "politician"}:
        return Identity(words, kind, state)
    # Most bodies that a text introduces with a short name and no word for their sort are associations.
    return Identity(words, kind or "ngo") if kind or " " in words else Identity(words, "unnamed", named=False)


def institution(draft: Draft, entry: Entry, element: Element | None = None) -> Identity | None:
    """As in "Ukraine's air force", "the ministry": of the state named, else the one spoken of, else the article's own."""
    element = element or draft.core
    if element is None or draft.is_compound_part(element):
        return None
    if any(t.tag == "CD" and t.text[0].islower() for t in draft.tokens[draft.first : element.first]):
        return Identity(
            draft.words(), entry.kind, draft.state, named=False, person=True
        )  # "three police": some of its people, not the body
    words = draft.words(element.first, element.last)
    return _stated(draft, element, words) or _own_body(draft, entry, element, words)


def _stated(draft: Draft, element: Element, words: str) -> Identity | None:
    """Whose a body is by words that our states do not explain: "its ministry" of a town just named, "the Ruritanian army"."""
    if draft.owned and draft.memory.here_since == draft.memory.sentence:
        local = bodies().get(f"{draft.memory.town}'s {words.lower()}")
        if local is not None:
            return Identity(local.name, local.kind, local.party)
    unknown = draft.state is None and _has_unknown_people(draft, element)
    return Identity(trimmed(draft), element.entry.kind) if unknown and element.entry is not None else None


def _own_body(draft: Draft, entry: Entry, element: Element, words: str) -> Identity | None:
    """The body of the state that the phrase, what was said before or the article tells."""
    state = draft.state
    if state is None and draft.tokens[draft.first].lower in _EITHER:
        return Identity(draft.words(), entry.kind, named=False)  # "neither army": whose it is depends on whom it tells of
    if (served := _of_minister(draft, entry)) is not None:
        return served
    if state is None and "to the UN" in entry.name:
        return Identity(trimmed(draft), "international_body")
    if state is None and draft.owner is not None and draft.owner.party is not None and len(draft.owner.party) == _ALPHA2:
        state = draft.owner.party
    if state is None and draft.owned and entry.kind == "military" and (draft.owner is None or draft.owner.party is None):
        # A news agency or an aid group has no army: "its" goes back to the last who can.
        side = draft.memory.side.party if draft.memory.side is not None else None
        state = side if side is not None and len(side) == _ALPHA2 else None
    if state is None and draft.owner is None and not draft.fronted and (found := _spoken_of(draft, entry, words)) is not None:
        return found
    whose = draft.owner or _actor_in(draft)
    if whose is not None and state is None and whose.kind == "armed_group":
        return Identity(trimmed(draft), entry.kind, whose.party)
    return _of_state(draft, entry, words, _assumed_state(draft, entry, element, state))


def _of_minister(draft: Draft, entry: Entry) -> Identity | None:
    """The ministry that "his ministry" is: that of the minister last spoken of."""
    whose = draft.memory.person
    if not draft.owned or draft.tokens[draft.first].lower not in {"his", "her"} or entry.name not in _GENERIC or whose is None:
        return None
    served = whose.on_behalf_of or ""
    return Identity(served, whose.kind, whose.party) if served.lower().endswith(f" {entry.body}") else None


def _assumed_state(draft: Draft, entry: Entry, element: Element, state: str | None) -> str | None:
    """The state named, else the one that a body of this sort may be taken for."""
    if entry.kind == "military" and "{words}" in entry.name:
        # Units of both sides fight in one place: only words beside it tell whose a brigade is.
        return state or draft.fronted or _larger_body(draft, element)
    if entry.kind == "emergency_services" or "{words}" in entry.name:
        return state or draft.fronted or draft.memory.local(draft.article.dateline) or draft.article.scene()
    if entry.kind == "military" and draft.memory.subject_state is not None and state is None and not draft.fronted:
        # Who says what a state has done in the same sentence is rather of the other, or of that where it was done.
        state = draft.article.home() or draft.memory.other_here() or draft.article.theatre
    nearest = draft.memory.subject_state or draft.memory.acted_before
    return state or draft.fronted or draft.article.home() or nearest or draft.article.theatre


def _of_state(draft: Draft, entry: Entry, words: str, state: str | None) -> Identity:
    """The body under its state's name for it; bodies of towns and units keep their words."""
    if "{words}" in entry.name or (draft.place and not any(part in entry.name for part in _NATIONAL)):
        words = trimmed(draft)
        code, region = draft.memory.region if words.startswith("regional ") else ("", "")
        region = region if code == state else ""
        return Identity(f"{region} {words}" if region else words, entry.kind, state)
    name = name_of(entry.name, state, words)
    known = bodies().get(name)
    return Identity(known.name, known.kind, known.party) if known is not None else Identity(name, entry.kind, state)


def _has_unknown_people(draft: Draft, element: Element) -> bool:
    """Whether a word for a people that no table knows says whose it is."""
    before = draft.tokens[draft.first : element.first]
    explained = {i for e in draft.elements for i in range(e.first, e.last)}
    return any(
        t.ent == "NORP" and t.tag == "JJ" and t.text[0].isupper() and draft.first + k not in explained for k, t in enumerate(before)
    )


def _larger_body(draft: Draft, element: Element) -> str | None:
    """The state of the body whose part `element` is: "the army's 18th Brigade"."""
    for other in draft.elements:
        if (
            other.last <= element.first
            and other.sort in {"institution", "actor"}
            and (whole := _body_element(draft, other)) is not None
        ):
            return whole.party
    return None


def _spoken_of(draft: Draft, entry: Entry, words: str) -> Identity | None:
    """The body that a bare noun takes up: the last one of that noun, in a headline the first that the article introduces."""
    again = words.lower() == entry.body if "{words}" in entry.name else entry.body in words.lower()
    own = (words.lower(), entry.body) if again else (words.lower(),)
    keys = own if entry.name in _GENERIC else (entry.name,)
    for key in keys:
        for nouns in (draft.memory.nouns, draft.article.introduced):
            found = nouns.get(key)
            if found is not None and not found.person and found.kind in {entry.kind, "military"}:
                return found
    return None


def trimmed(draft: Draft) -> str:
    """The phrase as written without its article."""
    first = draft.first
    while first < draft.last - 1 and draft.tokens[first].tag in {"DT", "PRP$"}:
        first += 1
    core = draft.core
    return draft.words(first, draft.last if core is None or draft.has_complement else core.last)


def force(draft: Draft, entry: Entry) -> Identity | None:
    """As in "Russian troops", "rebels", "M23 fighters"."""
    if draft.is_backed():
        return Identity(draft.words(), "armed_group", named=False, plural=True)
    owner = draft.owner or _actor_in(draft)
    if owner is not None and owner.kind in {"armed_group", "military", "international_body"}:
        return replace(owner, plural=True)
    if entry.role == "army" and not _rebels(draft):
        return _soldiers(draft, draft.state)
    unknown = any(t.lower in _UNKNOWN for t in draft.tokens[draft.first : draft.last])
    indefinite = draft.determiner() == "indefinite" or unknown
    narrows = is_modifier(draft)
    if entry.role == "members":
        whose = owner or (None if indefinite else draft.article.group())
        return replace(whose, plural=True) if whose is not None else None
    if (draft.state is None and not indefinite) or narrows:
        core = draft.core
        word = draft.words(core.first, core.last) if core is not None else ""
        group = draft.article.group(word) or (draft.memory.nouns.get("rebels") if draft.determiner() == "definite" else None)
        if group is not None:
            return replace(group, plural=True)
    return None if narrows else Identity(draft.words(), "armed_group", named=False, plural=True)


def _rebels(draft: Draft) -> bool:
    """Whether a word in the phrase says that these forces fight their state: "rebellious", "separatist"."""
    if any(e.sort in {"force", "descriptor"} and e.entry is not None and _is_armed_group(e.entry) for e in draft.elements):
        return True
    return any(t.lower in rebelling() for t in draft.tokens[draft.first : draft.last])


def _is_armed_group(entry: Entry) -> bool:
    return "armed_group" in {entry.role, entry.kind}


def _soldiers(draft: Draft, state: str | None) -> Identity:
    """Troops: of the state named, of the only army that the article knows, or nobody's that one could name."""
    if state is None and not any(
        t.pos == "ADJ" and t.text[0].isupper() and t.ent == "NORP" for t in draft.tokens[draft.first : draft.last]
    ):
        state = draft.article.only_army()
        about = draft.memory.subject_state or draft.article.home()
        if state is None and about is not None and has_army(about):
            state = about
    if state is None or state not in states() or _is_counted(draft):
        return Identity(draft.words(), "military", state, named=False, plural=True)
    return Identity(states()[state].army, "military", state, plural=True)


def _is_counted(draft: Draft) -> bool:
    """As in "Two Ukrainian soldiers", "the soldiers at the gate": some of an army, not the army."""
    following = draft.tokens[draft.last].lower if draft.last < len(draft.tokens) else ""
    if following in _STANDING and draft.state is None:
        return True
    return draft.determiner() == "indefinite" and not is_modifier(draft)


def is_modifier(draft: Draft) -> bool:
    """Whether the actor's word only narrows a noun that is no actor: "a rebel depot"."""
    core = draft.core
    return core is not None and draft.last > core.last


def described(draft: Draft, entry: Entry) -> Identity | None:
    """As in "Goma's main hospital", "the group", "a news agency"."""
    core = draft.core
    if core is None:
        return None
    medium = medium_before(draft, core) or _body_again(draft, entry, core)
    if medium is not None:
        return medium
    if not entry.kind:
        whose = _actor_in(draft)
        return Identity(trimmed(draft), whose.kind, whose.party) if whose is not None and not is_modifier(draft) else None
    if draft.tokens[draft.first].lower in _POINTING:
        return None
    later = _called_later(draft, entry, draft.words(core.first, core.last))
    if later is not None:
        return later
    plural = draft.tokens[core.last - 1].tag == "NNS"
    named = draft.determiner() == "definite" and not plural
    words = trimmed(draft) if named and draft.tokens[draft.first].tag == "DT" else draft.words()
    return Identity(words, entry.kind, None, named, plural=plural)


def _body_again(draft: Draft, entry: Entry, core: Element) -> Identity | None:
    """The body that a definite noun takes up: "the channel", "the aid group" of a group of that kind, "the UN agency"."""
    if draft.determiner() == "indefinite" or draft.owned or draft.has_complement:
        return None
    noun = draft.words(core.first, core.last).lower()
    found = draft.memory.nouns.get(noun)
    last = draft.memory.nouns.get(noun.rsplit(" ", maxsplit=1)[-1])
    if draft.has_owner():
        whose = _actor_in(draft)
        plain = entry.kind in {"", "wire"} and whose is not None and whose.kind == "international_body"
        return found if plain and found is not None and found.kind == "international_body" and found != whose else None
    if found is None and last is not None and last.kind == entry.kind and draft.determiner() == "definite":
        found = last
    return found if found is not None and not found.person else None


def medium_before(draft: Draft, core: Element) -> Identity | None:
    """The medium whose name stands right before the noun for it: "Japan's Kyodo agency"."""
    before = next((e for e in draft.elements if e.last == core.first and e.sort == "actor" and e.entry is not None), None)
    if before is None or before.entry is None or before.entry.kind not in OUTLETS or core.entry is None:
        return None
    return known_body(draft, before.entry) if core.entry.kind in OUTLETS or not core.entry.kind else None


def _called_later(draft: Draft, entry: Entry, noun: str) -> Identity | None:
    """The body named later whose name ends in the noun, or in a headline ("aid group says") the only one of its kind."""
    if draft.has_owner():
        return None
    only = draft.article.only_of_kind(entry.kind) if draft.memory.in_headline and draft.determiner() != "indefinite" else None
    return only if only is not None and is_called(entry.kind, noun) else draft.article.called_by(entry.kind, noun)


def owner_of(draft: Draft) -> Identity | None:
    """The body that a title serves: what its complement names, else the last body before it."""
    if draft.owner is not None:
        return draft.owner
    for element in reversed(draft.elements):
        found = _body_element(draft, element)
        if found is not None:
            return found
    return next((found for side in draft.beside if (found := owner_of(side)) is not None), None)


def _body_element(draft: Draft, element: Element) -> Identity | None:
    if element.entry is None:
        return None
    if element.sort == "institution":
        return institution(draft, element.entry, element)
    if element.sort == "force":
        return force(draft, element.entry)
    if element.sort == "descriptor":
        return draft.memory.nouns.get(draft.words(element.first, element.last).lower())
    return Identity(element.entry.name, element.entry.kind, element.entry.party) if element.sort == "actor" else None


def _actor_in(draft: Draft) -> Identity | None:
    """The first body of the tables that the phrase names."""
    entries = (e.entry for e in draft.elements if e.sort == "actor" and e.entry is not None)
    return next((Identity(entry.name, entry.kind, entry.party) for entry in entries), None)
