"""What the article has told so far about its actors, and what it tells as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from allegedly.mentions.actor_tables import OUTLETS, states
from allegedly.mentions.identities import Identity

# How often the leading state must be named for one of the second to count as the article's own.
CLEAR_LEAD = 2
_REGIONAL = (" region", " oblast", " province", " governorate")
_ORGANISATION_NOUNS = {
    "armed_group": (
        "group",
        "movement",
        "rebels",
        "militia",
        "organisation",
        "organization",
        "militants",
        "insurgents",
        "fighters",
    ),
    "ngo": ("group", "organisation", "organization", "charity", "agency", "ngo", "monitor", "network"),
    "wire": ("agency", "news agency", "outlet"),
    "state_media": ("agency", "news agency", "broadcaster", "channel", "outlet"),
    "outlet": (
        "newspaper",
        "paper",
        "broadcaster",
        "channel",
        "outlet",
        "magazine",
        "station",
        "site",
        "website",
        "daily",
        "radio",
    ),
    "international_body": ("agency", "organisation", "organization", "body", "bloc", "mission", "alliance", "office"),
    "company": ("company", "firm", "operator"),
    "medical": ("hospital", "clinic", "network", "union"),
    "analyst": ("institute", "group", "think tank", "think-tank"),
    "social_media": ("channel", "blogger", "account"),
    "expert": ("institute", "university", "lab", "group"),
    "politician": ("party", "parliament", "movement"),
    "emergency_services": ("agency",),
    "government": ("agency",),
}


@dataclass(slots=True)
class Memory:
    """
    Identities by the words that may refer to them; later ones replace earlier ones.

    Of the whole article: `groups` are the armed groups, `surnames` and `acronyms` short forms, `introduced` the first that each
    noun meant, `named_first` the first person named with it below the headline, `first_of_kind` the first of a kind there, `kinds`
    the bodies named there by kind, `called` who "the rebels" are, `bearers` who alone bears a title and `endings` the only body of
    a kind whose name ends in a word (None where there are several), `acting` the states that only act by their capitals, `theatre`
    the state of most of its towns.
    Of the words before: `nouns` are what definite nouns ("the ministry", "the general") refer to, `focus` is the body last spoken
    of ("its"; a subject before others), `plural` the people last spoken of ("their"), `person` the person ("his"), `somebody` the
    last named one, `latest` whoever was last spoken of ("whose"), `side` the body that takes a side; `here` is the state of the
    place last named, `town` its name, `region` the state and name of the region last named, `headed` the paragraph and state of
    the last lead-in ("Mali: …"), `acted_before` the state that the sentence before is about, `named_here` the states that this one
    names.
    """

    groups: dict[str, Identity] = field(default_factory=dict)
    surnames: dict[str, Identity] = field(default_factory=dict)
    acronyms: dict[str, Identity] = field(default_factory=dict)
    nouns: dict[str, Identity] = field(default_factory=dict)
    offices: dict[tuple[str, str], Identity] = field(default_factory=dict)
    mentioned: dict[str, int] = field(default_factory=dict)
    headed: tuple[int, str | None] = (-1, None)
    acting: frozenset[str] = frozenset()
    theatre: str | None = None
    dateline: str | None = None
    called: dict[str, Identity] = field(default_factory=dict)
    weight: dict[str, int] = field(default_factory=dict)
    armies: dict[str, None] = field(default_factory=dict)
    subject_state: str | None = None
    named_here: set[str] = field(default_factory=set)
    acted: tuple[int, str | None] = (-1, None)
    acted_before: str | None = None
    here: str | None = None
    here_since: int = -9
    town: str = ""
    region: tuple[str, str] = ("", "")
    sentence: int = 0
    introduced: dict[str, Identity] = field(default_factory=dict)
    bearers: dict[str, Identity | None] = field(default_factory=dict)
    endings: dict[tuple[str, str], Identity | None] = field(default_factory=dict)
    plural: Identity | None = None
    focused: tuple[int, bool] = (-9, False)
    side: Identity | None = None
    focus: Identity | None = None
    person: Identity | None = None
    somebody: Identity | None = None
    latest: Identity | None = None
    in_headline: bool = False
    named_first: dict[str, Identity] = field(default_factory=dict)
    first_of_kind: dict[str, Identity] = field(default_factory=dict)
    kinds: dict[str, dict[str, Identity]] = field(default_factory=dict)

    def home(self) -> str | None:
        """The state that the article is about: the dateline's, else the one that clearly leads; None in doubt."""
        if self.dateline is not None:
            return self.dateline
        ranked = sorted(self.mentioned.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[0][1] < CLEAR_LEAD * ranked[1][1]:
            return None
        return ranked[0][0]

    def scene(self) -> str | None:
        """The state that the article is about, for bodies of a town: none of which only the capital is said to act."""
        home = self.home()
        return home if home not in self.acting else None

    def place(self, code: str | None, name: str = "") -> None:
        """Note that the place `name` in state `code`, or that state itself, was named."""
        if code is not None:
            self.here, self.here_since, self.town = code, self.sentence, name
            if name.lower().endswith(_REGIONAL):
                self.region = (code, name.rsplit(" ", maxsplit=1)[0])

    def other_here(self) -> str | None:
        """The only state that the sentence names beside the one that it is about."""
        others = self.named_here - {self.subject_state or ""}
        return next(iter(others)) if len(others) == 1 else None

    def local(self, dateline: str | None) -> str | None:
        """The state in whose towns the news now plays: that of a place just named, else the dateline's, else of the last place."""
        if self.here is not None and self.here_since >= self.sentence - 1:
            return self.here
        return dateline or self.here

    def only_army(self) -> str | None:
        """The state whose army is the only one that the article names; None if it names none or several."""
        return next(iter(self.armies)) if len(self.armies) == 1 else None

    def subject_body(self) -> Identity | None:
        """The body, no medium, that this sentence or the one before is about: "a spokesman" after it is its own."""
        since, was_subject = self.focused
        near = was_subject and since >= self.sentence - 1
        return self.focus if near and self.focus is not None and self.focus.kind not in OUTLETS else None

    def note(self, identity: Identity, nouns: Iterable[str], *, is_subject: bool) -> None:
        """Remember that `identity` was just spoken of, by which nouns it may be called again."""
        self.latest = identity
        for noun in nouns:
            self.nouns[noun] = identity
            if identity.person or identity.party is not None or not self.in_headline:
                self.introduced.setdefault(noun, identity)
            if identity.person and identity.named and identity.name.lower() != noun and not identity.name.endswith(noun):
                self._note_bearer(noun, identity)
        if identity.named and not identity.person and not self.in_headline:
            self.kinds.setdefault(identity.kind, {})[identity.name] = identity
        if identity.plural:
            self.plural = identity
        if identity.person:
            self.person = identity
            if identity.named:
                self.somebody = identity
                self._note_person(identity)
                if not self.in_headline:
                    self.first_of_kind.setdefault(identity.kind, identity)
        else:
            self._note_body(identity, is_subject=is_subject)

    def _note_bearer(self, noun: str, identity: Identity) -> None:
        first = self.bearers.setdefault(noun, identity)
        if first is not None and first.name != identity.name:
            self.bearers[noun] = None
        if not self.in_headline and noun not in identity.name.lower():
            self.named_first.setdefault(noun, identity)

    def _note_body(self, identity: Identity, *, is_subject: bool) -> None:
        if identity.kind == "military" and identity.named and identity.party is not None:
            self.armies[identity.party] = None
        if identity.party is not None:
            self.side = identity
        words = identity.name.split()
        if identity.named and len(words) > 1 and words[-1][:1].isupper():
            first = self.endings.setdefault((identity.kind, words[-1].lower()), identity)
            if first is not None and first.name != identity.name:
                self.endings[identity.kind, words[-1].lower()] = None
        if is_subject and identity.kind == "government" and identity.party is not None:
            self.subject_state = identity.party
        if (identity.named and not identity.plural) or identity.kind == "armed_group":
            since, was_subject = self.focused
            if is_subject or not was_subject or since < self.sentence - 1:
                self.focus, self.focused = identity, (self.sentence, is_subject)
            nouns = _ORGANISATION_NOUNS.get(identity.kind, ())
            if identity.kind == "medical" and words[-1].lower() in nouns:
                nouns = (words[-1].lower(),)
            self.nouns.update(dict.fromkeys(nouns, identity))
        if identity.kind == "armed_group" and identity.named:
            self.groups[identity.name] = identity
            self.weight[identity.name] = self.weight.get(identity.name, 0) + 1

    def _note_person(self, identity: Identity) -> None:
        words = identity.name.split()
        if identity.on_behalf_of is not None and identity.on_behalf_of.endswith(" Ministry"):
            self.nouns["ministry"] = Identity(identity.on_behalf_of, identity.kind, identity.party)
        known = self.surnames.get(words[-1].lower())
        if known is None or known.name == identity.name or len(known.name) < len(identity.name):
            for form in _short_forms(words):
                self.surnames[form] = identity
        if len(words) > 1:
            self.surnames.setdefault(words[0].lower(), identity)

    def only_of_kind(self, kind: str) -> Identity | None:
        """The only body of `kind` that the article names below its headline."""
        found = list(self.kinds.get(kind, {}).values())
        return found[0] if len(found) == 1 else None

    def called_by(self, kind: str, noun: str) -> Identity | None:
        """The only body of `kind` in the article whose name ends in the last word of `noun`: "a doctors' network"."""
        return self.endings.get((kind, noun.lower().rsplit(" ", maxsplit=1)[-1])) if " " in noun else None

    def group(self, word: str = "") -> Identity | None:
        """The armed group that the article calls by `word` ("rebel"), else its only or clearly leading one; None in doubt."""
        stem = word.lower().removesuffix("s")
        if stem in self.called:
            return self.called[stem]
        lead = max(self.groups.values(), key=lambda group: (self.weight[group.name], group.name), default=None)
        if lead is None:
            return None
        rival = max((self.weight[group.name] for group in self.groups.values() if group.party != lead.party), default=0)
        return lead if self.weight[lead.name] >= CLEAR_LEAD * rival else None


# Words that open a surname of two words though they are written with a capital.
_SURNAME_PARTICLES = frozenset(
    {"abu", "umm", "ibn", "bin", "ben", "al", "el", "van", "von", "de", "di", "da", "dos", "du", "le", "la", "san", "st"}
)


def is_called(kind: str, noun: str) -> bool:
    """Whether a body of `kind` may be called by the last word of `noun`."""
    return noun.lower().rsplit(" ", maxsplit=1)[-1] in _ORGANISATION_NOUNS.get(kind, ())


def _short_forms(words: list[str]) -> list[str]:
    last = words[-1].lower()
    forms = [" ".join(words).lower(), last]
    forms.extend(last.removeprefix(particle) for particle in ("al-", "el-", "ben-") if last.startswith(particle))
    if len(words) > 2 and words[-2].lower() in _SURNAME_PARTICLES:  # noqa: PLR2004  "Abu Zeina"
        forms.append(f"{words[-2]} {last}".lower())
    if len(words) > 2 and words[-2][:1].islower():  # noqa: PLR2004  "von der Leyen", "bin Salman"
        particles = [w for w in words[1:-1] if w[:1].islower()]
        forms.append(" ".join([*particles, words[-1]]).lower())
    return forms


def has_army(code: str) -> bool:
    """Whether the state has armed forces, so that soldiers of whom nothing else is said may be its own."""
    state = states().get(code)
    return state is not None and bool(state.army)


def name_of(template: str, code: str | None, words: str) -> str:
    """
    The canonical name of a body of state `code` from its table's template; `words` where the state is not known.

    `name_of("{adj} Air Force", "UA", "air force")` → "Ukrainian Air Force".
    """
    if not template or "{words}" in template:
        return words
    state = states().get(code) if code else None
    if state is None or ("{army}" in template and not state.army):
        return words
    phrase = words.rsplit("  ", maxsplit=1)[-1]
    return (
        template.replace("{army}", state.army)
        .replace("{adj}", state.adjective)
        .replace("{state}", state.name)
        .replace("{phrase}", phrase.lower())
        .replace("{Phrase}", phrase[:1].upper() + phrase[1:])
    )
