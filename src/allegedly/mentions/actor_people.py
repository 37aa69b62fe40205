"""People: by title, by the body for which they speak, or by a word that hides their name."""

from __future__ import annotations

from dataclasses import replace

from allegedly.mentions.actor_bodies import medium_before, owner_of, trimmed
from allegedly.mentions.actor_drafts import Draft
from allegedly.mentions.actor_memory import has_army, name_of
from allegedly.mentions.actor_phrases import Element
from allegedly.mentions.actor_tables import Entry, bodies, given_names, states, unnamed
from allegedly.mentions.identities import Identity

_ALPHA2 = 2
# Kinds whose party is the state's whenever a state is named; witnesses and medics take no side.
_PARTISAN = frozenset({"government", "military", "state_media", "politician", "emergency_services", "unnamed"})
# Of several titles the first in this order says for whom the person speaks ("army spokesman Colonel …").
_ROLES = (
    ("spokes",), ("rebel", "office", "envoy", "local_office", "politician"), ("head", "service"),
    ("rank", "medical", "analyst", "expert", "aid", "press", "channel", "company"), ("witness", "trade", "person"),
)  # fmt: skip
_RANK = {role: rank for rank, roles in enumerate(_ROLES) for role in roles}
# What those are who held a title once and speak for nobody now.
_FORMER = {
    "rank": "expert", "office": "politician", "local_office": "politician", "envoy": "politician", "politician": "politician",
    "head": "expert", "service": "expert", "analyst": "analyst", "expert": "expert",
}  # fmt: skip
_FORMERLY = frozenset({"former", "retired", "ex", "exiled", "ousted"})
# Roles that serve the body beside them, where there is one, rather than a state's.
_EMPLOYED = frozenset({"rank", "trade", "medical", "service", "politician"})
_ONE_OF_MANY = frozenset({"official", "member", "adviser", "advisor", "aide", "employee"})
# Roles of which a place or state has one holder, so that a title alone tells who it is before the name is given.
_UNIQUE = frozenset({"office", "local_office"})
# Roles that many in one story share, so that a headline's word does not tell which of them is meant.
_SHARED = frozenset({"spokes", "honorific", "rank"})
# Words for a trade by which someone may be called whom the text named with another word for it.
_TRADES = {
    "medic": "medical", "doctor": "medical", "physician": "medical", "surgeon": "medical",
    "lawmaker": "politician", "legislator": "politician", "politician": "politician", "official": "government",
    "diplomat": "government", "officer": "military",
}  # fmt: skip
_REGIONS = frozenset({"region", "oblast", "province", "governorate", "republic"})
_AGED = ["30", "-", "year", "-", "old"]
_LOCAL = frozenset({"local", "city", "municipal", "regional", "district", "provincial", "town", "village"})
_TAKING = frozenset({"government", "ngo"})
_GIVING = frozenset({"international_body", "military", "armed_group", "ngo", "medical"})


def gender_of(name: str) -> str | None:
    """As in "m" or "f" if the first name is known as a man's or a woman's."""
    return given_names().get(name.split(maxsplit=1)[0]) if name else None


def holder(entry: Entry) -> Identity:
    """A public figure of the tables."""
    return Identity(entry.name, entry.kind, entry.party, on_behalf_of=entry.body or None, person=True, gender=entry.gender or None)


def person(draft: Draft, name: str) -> Identity:
    """Somebody named with a title."""
    described = titled(draft, draft.titles[-1], bare=True)
    gender = next((t.entry.gender for t in draft.titles if t.entry is not None and t.entry.gender), None) or gender_of(name)
    if described is None:
        return Identity(name, "person", person=True, gender=gender)
    kind = "person" if described.kind == "unnamed" else described.kind
    return replace(described, name=name, kind=kind, named=True, person=True, plural=False, gender=gender)


def titled(draft: Draft, core: Element, *, bare: bool = False) -> Identity | None:
    """A person by title: with `bare`, only kind, party and body are wanted, for a name to be put to them."""
    if not bare and (found := _channel(draft, core) or _taken_up(draft, core)) is not None:
        return found
    serious = [t for t in draft.titles if t.entry is not None and t.entry.role != "honorific"]
    chief = min(serious, key=lambda t: _RANK.get(t.entry.role if t.entry is not None else "", len(_ROLES)), default=None)
    words, plural = draft.words(), draft.tokens[core.last - 1].tag == "NNS"
    if chief is None or chief.entry is None:
        return Identity(words, "person", named=False, person=True) if bare else None
    entry = chief.entry
    if _is_former(draft, chief):
        kind = _FORMER.get(entry.role, "person") if bare else "person" if entry.role == "rank" else entry.kind or "person"
        return Identity(words, kind, named=bare, person=True, plural=plural, gender=entry.gender)
    owner = owner_of(draft)
    found = _serving(draft, entry, owner, words, bare=bare)
    if found is None:
        found = _in_office(draft, entry, owner, words)
    return replace(found, plural=plural)


def _channel(draft: Draft, core: Element) -> Identity | None:
    """The channel named right before the noun for it: "the Mash Telegram channel"."""
    return medium_before(draft, core) if core.entry is not None and core.entry.role == "channel" else None


def _in_office(draft: Draft, entry: Entry, owner: Identity | None, words: str) -> Identity:
    """Someone whose title itself says what they are: a minister, a nurse, a colonel."""
    kind = entry.kind or unnamed().get(words.lower().rsplit(" ", maxsplit=1)[-1], "unnamed")
    named = draft.determiner() == "definite" and entry.role not in {"witness", "medical"} and kind != "unnamed"
    party = _party(draft, entry, owner, kind)
    body = name_of(entry.body, party if party is not None and len(party) == _ALPHA2 else None, "") or None
    if body in bodies():
        body = bodies()[body].name
    if owner is not None and _is_groups(kind, owner):
        kind = owner.kind
    employer = owner.name if owner is not None and not owner.person and entry.role in _EMPLOYED else body
    name = _office_name(draft) if named else words
    return Identity(name, kind, party, named, employer, person=True, gender=entry.gender)


def _is_groups(kind: str, owner: Identity) -> bool:
    """Whether an officer serves an armed group and no state's forces: "an M23 colonel"."""
    return kind == "military" and owner.kind == "armed_group"


def _office_name(draft: Draft) -> str:
    """The words for an office, with its town or state where "its" stood: "mayor of Homs", "Latvia's prime minister"."""
    town = _town_of(draft, draft.titles[-1]) if draft.owned else ""
    if town:
        return f"{trimmed(draft)} of {town}"
    by_pronoun = draft.tokens[draft.first].tag in {"PRP$", "WP$"}
    owner = draft.owner if draft.owned and by_pronoun else None
    is_state = (
        owner is not None and owner.kind == "government" and owner.party in states() and owner.name == states()[owner.party].name
    )
    return f"{owner.name}'s {trimmed(draft)}" if owner is not None and is_state else trimmed(draft)


def _serving(draft: Draft, entry: Entry, owner: Identity | None, words: str, *, bare: bool) -> Identity | None:
    """A spokesman, leader or official of a body: the body's kind and party; None for other titles or without a body."""
    if entry.role not in {"spokes", "head", "rebel"} and (owner is None or owner.kind != "international_body"):
        return None
    owner = owner or _assumed_owner(draft, entry)
    if owner is None:
        return Identity(words, "armed_group", named=False, person=True) if entry.role == "rebel" else None
    if entry.role == "spokes" and not bare and draft.name is None:
        return Identity(owner.name, owner.kind, owner.party, named=False, on_behalf_of=owner.name, person=True, gender=entry.gender)
    definite = draft.determiner() == "definite" and not _is_one_of_many(draft)
    name = trimmed(draft) if definite else words
    return Identity(name, owner.kind, owner.party, definite, owner.name, person=True, gender=entry.gender)


def _assumed_owner(draft: Draft, entry: Entry) -> Identity | None:
    """Whom a rebel commander or a state's spokesman serves though no body is named beside them."""
    if entry.role == "rebel":
        return draft.memory.group("rebel") or draft.article.group("rebel")
    if entry.role == "spokes" and draft.state is None and draft.elements == draft.titles[-1:]:
        return draft.memory.subject_body()
    state = states().get(draft.state or "")
    if state is not None and entry.body:
        return Identity(name_of(entry.body, state.code, ""), entry.kind, state.code)
    return Identity(f"{state.adjective} government", "government", state.code) if state is not None else None


def _is_one_of_many(draft: Draft) -> bool:
    """As in "Hamas official", "UN aides": one of many, though the body before it is definite."""
    last = draft.words().lower().rsplit(" ", maxsplit=1)[-1].removesuffix("s")
    return last in _ONE_OF_MANY and draft.tokens[draft.first].lower not in {"the", "its", "his", "their"}


def _party(draft: Draft, entry: Entry, owner: Identity | None, kind: str) -> str | None:
    if kind not in _PARTISAN or (owner is not None and owner.kind == "international_body"):
        return None
    if owner is not None and owner.party is not None:
        return owner.party
    home = draft.article.home()
    if draft.state is None and (_is_of_unknown(draft) or _is_foreign(draft)):
        return None
    if entry.role in {"local_office", "service"} and (draft.state is None or (draft.owned and not draft.place)):
        return draft.fronted or draft.memory.local(draft.article.dateline) or draft.article.scene()
    if draft.state is None and entry.role in {"rank", "office", "envoy", "politician"}:
        soldier = entry.role == "rank" and home is not None and not has_army(home)
        return draft.fronted or (None if soldier else home)
    return draft.state


def _is_foreign(draft: Draft) -> bool:
    """Whether the table has more of their sort as office holders of several states: one Western diplomat of "Western diplomats"."""
    title = draft.titles[-1]
    before = draft.tokens[title.first - 1].lower if title.first > draft.first else ""
    return f"{before} {draft.words(title.first, title.last).lower()}s" in unnamed()


def _is_of_unknown(draft: Draft) -> bool:
    """Whether the office is of a place that no table knows, and so of no state that one could name: "governor of Nowhere"."""
    after = draft.tokens[draft.titles[-1].last :][:2]
    return len(after) == 2 and after[0].lower == "of" and after[1].text[0].isupper() and not draft.place  # noqa: PLR2004


def _is_local(draft: Draft) -> bool:
    """As in "Local officials", "officials there"."""
    following = draft.tokens[draft.last].lower if draft.last < len(draft.tokens) else ""
    return following == "there" or any(t.lower in _LOCAL for t in draft.tokens[draft.first : draft.last])


def _is_former(draft: Draft, title: Element) -> bool:
    before = draft.tokens[max(draft.first, title.first - 3) : title.first]
    return any(t.lower in _FORMERLY for t in before)


def _taken_up(draft: Draft, core: Element) -> Identity | None:
    """Who "the general" or "Latvia's president" was said to be."""
    if draft.determiner() == "indefinite" or draft.tokens[core.last - 1].tag == "NNS" or draft.place or draft.owner is not None:
        return None
    words = draft.words(core.first, core.last).lower()
    if draft.owned and _town_of(draft, core):
        return None
    if draft.memory.in_headline and not draft.has_owner() and not draft.owned:
        return _looked_forward(draft, core, words)
    if core.entry is not None and core.entry.role == "spokes" and draft.determiner() != "definite":
        return None
    if draft.state is not None:
        found = draft.memory.offices.get((draft.state, words)) or draft.article.offices.get((draft.state, words))
    else:
        found = None if draft.has_owner() else draft.memory.nouns.get(words) or _local_head(draft, words)
        if (found is None or not found.named) and core.entry is not None and core.entry.role in _UNIQUE:
            found = (None if draft.has_owner() else draft.article.bearers.get(words)) or found
    if found is not None and core.entry is not None and core.entry.role == "spokes" and _speaks_for_another(draft, core, found):
        return None
    if found is None or not found.named:
        found = _by_age(draft, core) or _by_region(draft, core) or _by_trade(draft, core) or found
    return found if found is not None and found.person else None


def _speaks_for_another(draft: Draft, core: Element, known: Identity) -> bool:
    """Whether the noun before the title names a body that the one spoken of does not serve: "the railways spokesman"."""
    before = draft.tokens[core.first - 1] if core.first > draft.first else None
    served = f"{known.on_behalf_of or ''} {known.name}".lower()
    return before is not None and before.tag in {"NN", "NNS"} and before.lower.rstrip("s") not in served


def _looked_forward(draft: Draft, core: Element, words: str) -> Identity | None:
    """Who bears the title of a headline ("says governor"): the first in the body who is named with it."""
    found = draft.article.named_first.get(words) or draft.article.first_of_kind.get(_TRADES.get(words, ""))
    return found if found is not None and found.person and core.entry is not None and core.entry.role not in _SHARED else None


def _by_age(draft: Draft, core: Element) -> Identity | None:
    """Who "the 30-year-old baker" is: the person last named, since an age is told of somebody who is known already."""
    tokens = draft.tokens[max(0, core.first - len(_AGED) - 1) : core.first]
    aged = len(tokens) == len(_AGED) + 1 and tokens[0].lower == "the" and tokens[1].pos == "NUM"
    if not aged or [t.lower for t in tokens[2:]] != _AGED[1:] or core.entry is None:
        return None
    found = draft.memory.somebody
    if found is None:
        return None
    return replace(found, kind=core.entry.kind or found.kind) if found.kind == "person" else found


def _local_head(draft: Draft, words: str) -> Identity | None:
    """Who "the regional governor" is where the article has named one governor only."""
    first, _, office = words.partition(" ")
    alone = draft.article.bearers.get(office) if first in _LOCAL and office else None
    return draft.memory.nouns.get(office) if alone is not None else None


def _by_region(draft: Draft, core: Element) -> Identity | None:
    """Who "the head of the region" is: its governor, if the article has named but one."""
    after = [t.lower for t in draft.tokens[core.last : core.last + 3]]
    heading = draft.words(core.first, core.last).lower() in {"head", "leader"} and after[:2] == ["of", "the"]
    if not heading or not _REGIONS.intersection(after[2:]):
        return None
    return draft.memory.nouns.get("governor") if draft.article.bearers.get("governor") is not None else None


def _by_trade(draft: Draft, core: Element) -> Identity | None:
    """Who "the medic" or "the lawmaker" is: the person last named, if of that trade."""
    noun = draft.words(core.first, core.last).lower()
    somebody = draft.memory.somebody
    plain = draft.tokens[draft.first].lower == "the" and core.last - draft.first == 2  # noqa: PLR2004  article and noun
    if not plain or somebody is None or _TRADES.get(noun) != somebody.kind:
        return None
    return somebody


def _town_of(draft: Draft, core: Element) -> str:
    """The town whose mayor "its mayor" is: the place that the sentence has just named; "" for other phrases."""
    first = draft.tokens[draft.first].lower
    if core.entry is None or core.entry.role != "local_office" or first not in {"its", "their"}:
        return ""
    return draft.memory.town if draft.memory.here_since == draft.memory.sentence else ""


def unnamed_people(draft: Draft, entry: Entry) -> Identity:
    """As in "Some analysts", "two Russian officials", "residents": under their own words, of a party only if the words say so."""
    core = draft.core
    owner = owner_of(draft)
    kind, party = entry.kind, None
    if kind in _PARTISAN:
        adjective = next((e.country for e in draft.elements if e.sort == "state"), None)
        party = owner.party if owner is not None and owner.party else draft.state if kind != "unnamed" else adjective
    if kind == "government" and party is None and _is_local(draft):
        party = draft.fronted or draft.memory.local(draft.article.dateline) or draft.article.scene()
    if owner is not None and ((kind in _TAKING and owner.kind in _GIVING) or _is_groups(kind, owner)):
        kind = owner.kind
    plural = core is not None and (draft.tokens[core.last - 1].tag in {"NNS", "NNPS"} or core.last - core.first > 1)
    return Identity(draft.words(), kind, party, named=False, person=True, plural=plural)
