"""
What an article tells of its incidents as a whole: their kinds, stages and effects, and what fills their roles.

Four steps, each a learned scorer on the one before: happenings (which words are news of violence), the article (which
kinds of incident), mentions (which noun phrase fills which role), and fillers (all mentions of one thing together).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from allegedly.claims.incident_candidates import Candidate, Scene, find_candidates, plain_name
from allegedly.claims.incident_happenings import CONTENT, Context, Happening, find_happenings
from allegedly.claims.incident_weights import Weights, logistic

HAPPENING_KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery")
KINDS = ("attack", "bombing", "kidnapping", "arson", "any")
ROLES = ("place", "time", "instrument", "organisation", "victim", "number")
# Roles whose fillers are noun phrases, which are one if their last words are.
WORDY = frozenset({"instrument", "organisation", "victim"})
PLACE_KINDS = ("settlement", "region", "country", "district", "site", "water")
SHAPES = ("none", "day", "span", "night", "night's day")
AGE_NAMES = ("", "unknown", "future", "today", "days", "week", "weeks", "old")
# Signs of a happening that tell where it stands rather than what it is.
STANDING = ("p:", "land", "at", "par")
GIST = ("l:", "s:", "type:", "stage:")
# Mentions and fillers below these are not looked at further.
FAINT = 0.05
HOPELESS = -4.0
NOTHING = -9.0
WORD_WEIGHT = 0.3
HIGHEST_NUMBER = 200.0

Alias = Callable[[Candidate], str | None]


@dataclass(slots=True)
class Filler:
    """All mentions of one thing that may fill a role, the best first; `probability` that it does."""

    role: str
    name: str
    mentions: list[tuple[float, Candidate]]
    numbers: list[float] = field(default_factory=list)
    probability: float = 0.0

    @property
    def best(self) -> Candidate:
        """The mention that speaks for it most clearly."""
        return self.mentions[0][1]


@dataclass(slots=True)
class Article:
    """The scored whole: happenings, probabilities of kinds and of answers ("stage", "effect", "confidence"), fillers by role."""

    context: Context
    happenings: list[Happening]
    kinds: dict[str, float]
    answers: dict[str, dict[str, float]]
    fillers: dict[str, list[Filler]]


def score_article(context: Context, weights: Weights) -> Article:
    """Everything that the learned scorers say of one article."""
    happenings = find_happenings(context)
    for happening in happenings:
        happening.score = weights.happening.score(happening.signs)
    told = gist(context, happenings)
    logits = {kind: weights.kinds[kind].score_strengths(told) for kind in KINDS}
    numbers = article_numbers(context, happenings, logits)
    kinds = {k: _mean(logistic(logits[k]), f.probability(numbers)) for k, f in weights.kind_trees.items()}
    candidates = find_candidates(Scene(context, happenings))
    scored = [(weights.mentions[c.role].score(c.signs), c) for c in candidates]
    fillers = score_fillers(scored, numbers, alias_in(context), weights)
    answers = {
        question: {a: logistic(model.score_strengths(details)) for a, model in models.items()}
        for question, models in weights.answers.items()
        for details in (detailed_gist(question, happenings, scored),)
    }
    return Article(context, happenings, kinds, answers, fillers)


def _mean(one: float, other: float) -> float:
    return (one + other) / 2


def choose(probabilities: Mapping[str, float], least: Mapping[str, float], *, needed: bool) -> list[str]:
    """The answers likely enough; where one is `needed` and none is, the one that comes nearest to it."""
    found = [a for a, p in probabilities.items() if p > least[a]]
    return found or ([max(probabilities, key=lambda a: (probabilities[a] / least[a], a))] if needed and probabilities else [])


def gist(context: Context, happenings: Sequence[Happening]) -> dict[str, float]:
    """Signs of the whole article, those of happenings as strong as these are likely, its words faintly."""
    found: dict[str, float] = defaultdict(float)
    for happening in happenings:
        likely = logistic(happening.score)
        found["kind:" + happening.kind] += likely
        for sign in happening.signs:
            if sign.startswith(GIST):
                found[sign] = max(found[sign], likely)
    for word in article_words(context):
        found["d:" + word] = WORD_WEIGHT
    return found


def article_words(context: Context) -> list[str]:
    """The content lemmas of the article without its datelines."""
    told = (s for s in context.sentences if s.zone.kind != "dateline")
    return sorted({t.lemma.lower() for s in told for t in s.tokens if t.pos in CONTENT})


def detailed_gist(question: str, happenings: Sequence[Happening], scored: Sequence[tuple[float, Candidate]]) -> dict[str, float]:
    """Signs for a question on the article: of its happenings, and of the victims or organisations that the question is about."""
    found: dict[str, float] = defaultdict(float)
    for happening in happenings:
        likely = logistic(happening.score)
        for sign in happening.signs:
            if not sign.startswith(STANDING):
                found[sign] = max(found[sign], likely)
    role = {"effect": "victim", "confidence": "organisation"}.get(question)
    for score, candidate in scored:
        if candidate.role == role and (likely := logistic(score)) >= FAINT:
            for sign in candidate.signs:
                found["v:" + sign] = max(found["v:" + sign], likely)
    return found


def article_numbers(context: Context, happenings: Sequence[Happening], logits: Mapping[str, float]) -> list[float]:
    """The article in numbers: its strongest happenings, those of each kind, the log-odds of each kind, its length."""
    scores = sorted((h.score for h in happenings), reverse=True)
    found = [*(scores + [-6.0] * 3)[:3], sum(logistic(s) for s in scores)]
    for kind in HAPPENING_KINDS:
        own = [h.score for h in happenings if h.kind == kind]
        found += [max(own, default=-6.0), sum(logistic(s) for s in own)]
    return [*found, *(logits[kind] for kind in KINDS), float(len(article_words(context)))]


def alias_in(context: Context) -> Alias:
    """Which mentions the cast knows as one: bodies by party or name, people by full name."""

    def alias(candidate: Candidate) -> str | None:
        who = context.mentions.cast.resolve(candidate.token) if candidate.token is not None else None
        if who is None:
            return None
        if candidate.role == "organisation":
            return (who.party if who.kind == "armed_group" and who.party else who.name) if not who.person else None
        return who.name if candidate.role == "victim" and who.person and who.named else None

    return alias


def score_fillers(
    scored: Sequence[tuple[float, Candidate]], article: Sequence[float], alias: Alias, weights: Weights
) -> dict[str, list[Filler]]:
    """The fillers of every role with their probabilities; numbers are read last, because victims vouch for them."""
    found: dict[str, list[Filler]] = {}
    vouched: dict[int, float] = {}
    for role in ROLES:
        own = [(s, c) for s, c in scored if c.role == role]
        found[role] = group_fillers(role, own, article, alias, vouched)
        for filler in found[role]:
            filler.probability = weights.fillers[role].probability(filler.numbers)
        if role == "victim":
            vouched = vouching(found[role])
    return found


def vouching(victims: Sequence[Filler]) -> dict[int, float]:
    """Token number of a mention → probability that it is a victim."""
    return {c.token.i: filler.probability for filler in victims for _, c in filler.mentions if c.token is not None}


def group_fillers(
    role: str, scored: Sequence[tuple[float, Candidate]], article: Sequence[float], alias: Alias, vouched: Mapping[int, float]
) -> list[Filler]:
    """The mentions of one role gathered by what they stand for, with the numbers that describe each group."""
    aliases = {i: alias(c) for i, (_, c) in enumerate(scored)}
    by_word = {
        _last_word(role, c): name
        for i, (_, c) in enumerate(scored)
        if (name := aliases[i]) is not None and (role != "victim" or "pos:PROPN" in c.signs)
    }
    groups: dict[str, list[tuple[float, Candidate]]] = defaultdict(list)
    for i, (score, candidate) in enumerate(scored):
        word = _last_word(role, candidate)
        if word:
            name = aliases[i] or by_word.get(word)
            groups["#" + name if name else word].append((score, candidate))
    fillers = [
        Filler(role, name, sorted(mentions, key=lambda m: (-m[0], m[1].start, m[1].key)))
        for name, mentions in groups.items()
        if max(s for s, _ in mentions) > HOPELESS
    ]
    fillers.sort(key=lambda f: (-f.mentions[0][0], f.best.start, f.name))
    for rank, filler in enumerate(fillers):
        filler.numbers = [*_numbers(rank, filler, fillers, vouched), *article]
    return fillers


def _last_word(role: str, candidate: Candidate) -> str:
    if role not in WORDY:
        return candidate.key
    return plain_name(candidate.key).split()[-1] if candidate.key.strip() else ""


def _numbers(rank: int, filler: Filler, fillers: Sequence[Filler], vouched: Mapping[int, float]) -> list[float]:
    scores = [s for s, _ in filler.mentions]
    rivals = [f.mentions[0][0] for f in fillers if f is not filler]
    votes = [vouched.get(c.token.i, 0.0) if c.token is not None else 0.0 for _, c in filler.mentions]
    best = filler.best
    return [
        scores[0],
        scores[1] if len(scores) > 1 else NOTHING,
        sum(logistic(s) for s in scores),
        len(scores),
        rank,
        *_features(filler.role, best),
        max(votes),
        sum(votes),
        scores[0] - max(rivals, default=NOTHING),
        sum(logistic(s) for s in rivals),
        best.token.sentence.i if best.token is not None else -1,
    ]


def _features(role: str, best: Candidate) -> list[float]:
    """Five numbers that the kind of role asks for."""
    signs = frozenset(best.signs)
    value = {s.partition(":")[0]: s.partition(":")[2] for s in best.signs if ":" in s}
    if role == "place":
        kind = value.get("kind", "")
        placed = float(PLACE_KINDS.index(kind)) if kind in PLACE_KINDS else -1.0
        measured = [float(value.get("share", -1)), float(value.get("precise", -1))]
        return [float("land itself" in signs), placed, *measured, float("finer:True" in signs)]
    if role == "time":
        shape, age = SHAPES.index(value.get("as", "none")), AGE_NAMES.index(value.get("age", ""))
        return [float("unsaid" in signs), shape, age, float("old:True" in signs), float("tkind:TIME" in signs)]
    if role == "number":
        return [-1.0 if best.key == "several" else min(float(best.key), HIGHEST_NUMBER), 0.0, 0.0, 0.0, 0.0]
    return [float(s in signs) for s in ("pos:PROPN", "tag:NNS", "k:armed_group", "k:military", "titled")]
