"""
The incidents that one article tells of: its claims of violence merged, and who, what, where and when in each.

One happening told twice ("a bomb exploded … the blast") is one incident; two of one kind with other days or other towns
are two. What fills the roles is the learned scorers' choice (see `incident_scoring`), each with its probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from allegedly.claims.incident_claims import effects, parts, tells
from allegedly.claims.incident_happenings import Context, Happening
from allegedly.claims.incident_scoring import Article, Filler, choose, score_article
from allegedly.claims.incident_weights import Weights, load_weights
from allegedly.records import Claim, Span

# Kinds of which a word for damage or victims may be the outcome.
OUTCOME_OF = frozenset({"bombing", "arson", "kidnapping", "attack"})
RESULTS = frozenset(
    {"kill", "die", "death", "dead", "wound", "wounded", "injure", "injured", "injury", "victim", "casualty", "destroy", "damage"}
)
STAGE_OF = {"attempted": "attempted", "prevented": "attempted", "threatened": "threatened"}
ROLE_FIELDS = {
    "place": "places",
    "time": "times",
    "instrument": "instruments",
    "organisation": "actors",
    "victim": "targets",
    "number": "numbers",
}


class Part(msgspec.Struct, frozen=True):
    """
    What fills a role: its words, the name by which its mentions were gathered, and how likely it is that it does.

    `probability` is None for what a claim of the record says without the learned scorers, `mention` for what has no words of
    its own. Times are named by days ("2024-05-01", "2024-05-01 2024-05-03", "until 2024-05-03" where the text gives none),
    numbers by a figure or "several".
    """

    name: str
    mention: Span | None
    probability: float | None


class Incident(msgspec.Struct, frozen=True):
    """
    One incident of an article.

    `kind` is attack, bombing, kidnapping or arson; `stages` one or more of accomplished, attempted and threatened;
    `effects` of killed, wounded, not wounded, unharmed and freed; `confidences` how the article blames the actors: fact,
    suspected, accused by authorities, claimed or possible. `learned` tells incidents that the scorers stand for from those
    that stand on claims alone: the scorers know one continent and one decade. `claims` are ids of the record, `triggers`
    the words that tell of it.
    """

    kind: str
    probability: float
    stages: tuple[str, ...]
    claims: tuple[str, ...]
    triggers: tuple[Span, ...]
    times: tuple[Part, ...] = ()
    places: tuple[Part, ...] = ()
    instruments: tuple[Part, ...] = ()
    actors: tuple[Part, ...] = ()
    confidences: tuple[str, ...] = ()
    targets: tuple[Part, ...] = ()
    numbers: tuple[Part, ...] = ()
    effects: tuple[str, ...] = ()
    learned: bool = True


@dataclass(slots=True)
class _Draft:
    kind: str
    happenings: list[Happening]
    stages: list[str] = field(default_factory=list)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    effects: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    learned: bool = True


def find_incidents(context: Context, weights: Weights | None = None) -> tuple[Incident, ...]:
    """
    The incidents of an article in the order in which it first tells of them; none if it tells of no violence against anyone.

    What the learned scorers pass over is told by the claims of violence alone, with what these say.
    `weights` are those that ship, unless given.
    """
    weights = weights or load_weights()
    article = score_article(context, weights)
    kinds = {k: p for k, p in article.kinds.items() if p > weights.thresholds["kind " + k]}
    drafts: list[_Draft] = []
    if kinds and article.happenings:
        drafts = _merge(article, kinds)
        _fill(drafts, article, weights)
        _answer(drafts, article, weights)
    _add_claims(drafts, article)
    return tuple(_finish(draft, context, article.kinds.get(draft.kind, 0.0)) for draft in drafts)


def _merge(article: Article, kinds: dict[str, float]) -> list[_Draft]:
    """The telling happenings put together; a kind that no telling word names gets the likeliest of its own words, or of all."""
    strong = [h for h in article.happenings if h.score > 0] or [max(article.happenings, key=lambda h: h.score)]
    chief = max(kinds, key=lambda k: (kinds[k], k))
    drafts: list[_Draft] = []
    for happening in strong:
        if happening.kind not in kinds and happening.kind != "attack":
            continue
        kind = happening.kind if happening.kind in kinds else chief
        home = next((d for d in reversed(drafts) if _continues(d, happening, kind, article.context)), None)
        if home is None:
            drafts.append(_Draft(kind, [happening]))
        else:
            home.happenings.append(happening)
    for kind in sorted(kinds.keys() - {d.kind for d in drafts}):
        own = [h for h in article.happenings if h.kind == kind] or article.happenings
        drafts.append(_Draft(kind, [max(own, key=lambda h: h.score)]))
    drafts.sort(key=lambda d: d.happenings[0].token.i)
    return drafts


def _add_claims(drafts: list[_Draft], article: Article) -> None:
    """Add what claims of violence tell that the scorers passed over: to the incident that it continues, else as one more."""
    taken = {h.token.i for d in drafts for h in d.happenings}
    for happening in article.happenings:
        claim = _claim(happening, article.context)
        if claim is None or happening.token.i in taken or not tells(claim, happening.kind, article.context):
            continue
        kind = happening.kind if happening.kind in article.kinds else "attack"
        home = next((d for d in reversed(drafts) if _continues(d, happening, kind, article.context)), None)
        if home is None:
            home = _Draft(kind, [], learned=False)
            drafts.append(home)
        home.happenings.append(happening)
        if not home.learned:
            _take(home, claim)
    drafts.sort(key=lambda d: min(h.token.i for h in d.happenings))


def _take(draft: _Draft, claim: Claim) -> None:
    """Let a claim's participants, circumstances and outcome be those of the incident."""
    stage = STAGE_OF.get(claim.stage, "accomplished")
    draft.stages += [stage] if stage not in draft.stages else []
    draft.effects = tuple(dict.fromkeys((*draft.effects, *effects(claim))))
    for role, name, mention in parts(claim):
        known = draft.parts.setdefault(role, [])
        if all(part.name != name for part in known):
            known.append(Part(name, mention, None))


def _continues(draft: _Draft, happening: Happening, kind: str, context: Context) -> bool:
    """Whether a happening is told of the incident of `draft`: its kind or its outcome, with no other day or town."""
    is_outcome = happening.token.lemma.lower() in RESULTS and kind in OUTCOME_OF and draft.kind in OUTCOME_OF
    if draft.kind != kind and not is_outcome:
        return False
    own = _circumstances([happening], context)
    known = _circumstances(draft.happenings, context)
    return all(not (a and b) or bool(a & b) for a, b in zip(own, known, strict=True))


def _circumstances(happenings: Sequence[Happening], context: Context) -> tuple[frozenset[str], frozenset[str]]:
    """The days and the towns that the claims of happenings name in words of their own."""
    claims = [c for h in happenings if (c := _claim(h, context)) is not None]
    days = frozenset(c.time.value[:10] for c in claims if c.time and c.time.value and not c.time.inherited and c.time.mention)
    towns = frozenset(p.name for c in claims for p in c.places if p.name and not p.inherited and p.precision == 1)
    return days, towns


def _claim(happening: Happening, context: Context) -> Claim | None:
    found = context.claims.get(happening.token.start)
    return found[0] if found else None


def _fill(drafts: Sequence[_Draft], article: Article, weights: Weights) -> None:
    """Give every filler that is likely enough to the incident beside which it stands."""
    for role, fillers in article.fillers.items():
        least = weights.thresholds["role " + role]
        for filler in fillers:
            if filler.probability > least:
                _nearest(drafts, filler).parts.setdefault(role, []).append(_part(filler, article.context))


def _nearest(drafts: Sequence[_Draft], filler: Filler) -> _Draft:
    """The incident told nearest to the filler's best mention, before it if two are as near; the first for what stands nowhere."""
    token = filler.best.token
    if token is None:
        return drafts[0]
    return min(
        drafts,
        key=lambda d: min((abs(h.token.sentence.i - token.sentence.i), abs(h.token.i - token.i)) for h in d.happenings),
    )


def _part(filler: Filler, context: Context) -> Part:
    best = filler.best
    mention = Span.of(context.document.text, best.start, best.end) if best.end > best.start else None
    return Part(best.key, mention, round(filler.probability, 3))


def _answer(drafts: Sequence[_Draft], article: Article, weights: Weights) -> None:
    """
    Give each incident its stages, effects and confidences out of those that the article as a whole tells of.

    Stages go to the incidents whose claims have them, effects to those with victims, else to the first; confidences to
    those with actors, and only to them.
    """
    blamed = [d for d in drafts if d.parts.get("organisation")]
    chosen = {
        question: choose(answers, {a: weights.thresholds[f"{question} {a}"] for a in answers}, needed=question == "confidence")
        for question, answers in article.answers.items()
    }
    for draft in drafts:
        claims = [c for h in draft.happenings if (c := _claim(h, article.context)) is not None]
        own = {STAGE_OF.get(c.stage, "accomplished") for c in claims}
        draft.stages = [s for s in chosen["stage"] if s in own or len(chosen["stage"]) == 1]
    missing = [s for s in chosen["stage"] if not any(s in d.stages for d in drafts)]
    drafts[0].stages += missing
    for draft in [d for d in drafts if d.parts.get("victim")] or drafts[:1]:
        draft.effects = tuple(chosen["effect"])
    for draft in blamed:
        draft.confidences = tuple(chosen["confidence"])


def _finish(draft: _Draft, context: Context, probability: float) -> Incident:
    claims = [c for h in draft.happenings if (c := _claim(h, context)) is not None]
    filled = {ROLE_FIELDS[role]: tuple(found) for role, found in draft.parts.items()}
    triggers = [Span.of(context.document.text, h.token.start, h.token.end) for h in draft.happenings]
    return Incident(
        kind=draft.kind,
        probability=round(probability, 3),
        stages=tuple(draft.stages),
        claims=tuple(dict.fromkeys(c.id for c in claims)),
        triggers=tuple(sorted(triggers)),
        times=filled.get("times", ()),
        places=filled.get("places", ()),
        instruments=filled.get("instruments", ()),
        actors=filled.get("actors", ()),
        confidences=draft.confidences,
        targets=filled.get("targets", ()),
        numbers=filled.get("numbers", ()),
        effects=draft.effects,
        learned=draft.learned,
    )
