"""From who says which words to the record's statements: the claims in each, put together."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from allegedly.claims.certainty import assess
from allegedly.claims.clauses import SUBJECTS, clause_tokens, contiguous
from allegedly.claims.figures import FigureReader
from allegedly.claims.narrative import HAPPENINGS, Draft, inherit
from allegedly.claims.plain import plain_triggers
from allegedly.claims.roles import RoleReader, Roles, settle_type
from allegedly.claims.triggers import Trigger, TriggerFinder
from allegedly.claims.where import place_described, places_of, places_of_source
from allegedly.mentions.found import Mentions
from allegedly.mentions.quantities import QuantityMention
from allegedly.mentions.times import TimeMention
from allegedly.records import Claim, Document, Hop, Span, Statement, Time, Token, content_id
from allegedly.voices.utterances import Utterance

# Acts that pass judgement on something already told: their nouns are not news.
EVALUATING = frozenset({"condemn", "praise"})
CIRCUMSTANTIAL = frozenset({"DATE", "TIME"})


def read_statements(document: Document, mentions: Mentions, utterances: Sequence[Utterance]) -> tuple[Statement, ...]:
    """
    The statements of `document`, with their claims, in order of their first content character.

    `utterances` are the voices layer's, in that order. A sentence in the zone's own voice that
    holds nothing checkable yields none.
    """
    assembler = _Assembler(document, mentions)
    drafts = [assembler.drafts(utterance) for utterance in utterances]
    told = [d for group in drafts for d in group]
    assembler.resolve(told)
    inherit(told)
    ids = [_statement_id(document, u) for u in utterances]
    kept = [k for k, (u, group) in enumerate(zip(utterances, drafts, strict=True)) if group or len(u.chain) > 1]
    kept_set = set(kept)
    return tuple(
        Statement(
            id=ids[k],
            zone=utterances[k].zone.kind,
            content=tuple(Span.of(document.text, s, e) for s, e in utterances[k].content),
            chain=utterances[k].chain,
            claims=tuple(assembler.claim(ids[k], draft) for draft in drafts[k]),
            refers_to=ids[answered] if (answered := utterances[k].answers) is not None and answered in kept_set else None,
            basis=utterances[k].basis,
            techniques=utterances[k].techniques,
        )
        for k in kept
    )


def _statement_id(document: Document, utterance: Utterance) -> str:
    roots = [hop.source.name or "" for hop in utterance.chain]
    cues = [(hop.cue.start, hop.cue.end) if hop.cue else None for hop in utterance.chain]
    return content_id("s", document.id, utterance.content, roots, cues)


def _with_subject_of_cue(head: Token, clause: list[Token], owned: frozenset[int]) -> list[Token]:
    """The clause of a state with those who are in it, where the verb between is a cue: "13 people | were reported | dead"."""
    cue = head.head
    if head.dep not in {"oprd", "acomp", "xcomp"} or cue.i in owned:
        return clause
    they = [t for c in cue.children if c.dep in SUBJECTS for t in c.subtree() if t.i in owned]
    return sorted({t.i: t for t in (*they, *clause)}.values(), key=lambda t: t.i)


class _Assembler:
    """Makes drafts of claims, statement by statement, in reading order."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self._text = document.text
        self._mentions = mentions
        self._finder = TriggerFinder(list(mentions.weapons), frozenset(p.name_start for p in mentions.places))
        self._roles = RoleReader(document.text, mentions)
        self._figures = FigureReader()
        self._attack_type: str | None = None

    def drafts(self, utterance: Utterance) -> list[Draft]:
        """The claims in one utterance, before the story lends them time and place."""
        hop = utterance.chain[-1]
        if hop.quote == "none" and len(utterance.chain) > 1 and hop.act in EVALUATING | {"deny", "confirm"}:
            return []
        triggers = self._finder.find(utterance.tokens)
        triggers += plain_triggers(utterance.tokens, triggers, hop, self._mentions)
        triggers.sort(key=lambda t: t.tokens[0].i)
        owned = frozenset(t.i for t in utterance.tokens)
        heads = frozenset(t.head.i for t in triggers) | frozenset(t.named.i for t in triggers)
        return [self._draft(t, utterance, hop, owned, heads) for t in triggers]

    def _draft(self, trigger: Trigger, utterance: Utterance, hop: Hop, owned: frozenset[int], heads: frozenset[int]) -> Draft:
        others = heads - {trigger.head.i, trigger.named.i}
        clause = clause_tokens(trigger.head, owned, others)
        if not others and trigger.head.pos not in {"VERB", "AUX"}:
            # A fragment ("put the toll | at five") is one clause, however the parser hangs its parts.
            clause = [t for t in utterance.tokens if t.sentence is trigger.head.sentence]
        clause = _with_subject_of_cue(trigger.head, clause, owned) or list(trigger.tokens)
        standing = assess(trigger.head, within=owned, act=hop.act)
        roles = self._roles.read(trigger, hop.source, owned)
        event_type = self._type(trigger, roles)
        draft = Draft(
            trigger=trigger,
            clause=clause,
            type=event_type,
            standing=standing,
            roles=roles,
            zone=utterance.zone.kind,
            sentence=trigger.head.sentence.i,
            paragraph=trigger.head.sentence.paragraph,
        )
        draft.places, draft.timezone = places_of(self._text, clause, trigger.tokens, event_type, self._mentions)
        draft.described = place_described(self._text, clause, self._mentions)
        draft.spoken_of = places_of_source(self._text, hop, self._mentions)
        draft.when = self._when(trigger, clause, owned, heads)
        draft.historical = utterance.zone.kind == "background" or bool(draft.when and draft.when.historical)
        draft.quantities = self._figures.read(self._text, trigger.named, event_type, clause, self._quantities(clause))
        return draft

    def _type(self, trigger: Trigger, roles: Roles) -> str:
        found = settle_type(trigger, roles, self._attack_type)
        if trigger.type == "attack" and found in HAPPENINGS:
            self._attack_type = found
        return found

    def _quantities(self, clause: Sequence[Token]) -> list[QuantityMention]:
        starts = {t.start for t in clause}
        return [q for q in self._mentions.quantities.within(clause[0].start, clause[-1].end) if q.start in starts]

    def _when(self, trigger: Trigger, clause: Sequence[Token], owned: frozenset[int], heads: frozenset[int]) -> TimeMention | None:
        """
        The date or time in the clause that stands nearest to the trigger.

        Without one, that of the clause on which this one depends, if that names no event itself:
        "the answer began overnight, as the city came under fire".
        """
        found = self._times_in(clause)
        governor = trigger.head.head
        if (
            not found
            and trigger.head.dep in {"advcl", "xcomp", "ccomp", "relcl"}
            and governor.i in owned
            and governor.i not in heads
        ):
            found = self._times_in(clause_tokens(governor, owned, heads))
        at = trigger.named.start
        return min(found, key=lambda t: abs(t.start - at), default=None)

    def _times_in(self, clause: Sequence[Token]) -> list[TimeMention]:
        if not clause:
            return []
        starts = {t.start for t in clause}
        around = self._mentions.times.within(clause[0].start, clause[-1].end)
        return [t for t in around if (t.kind in CIRCUMSTANTIAL or _is_placed(t)) and t.start in starts]

    def resolve(self, drafts: Sequence[Draft]) -> None:
        """
        Give the drafts' own times their instants, in place.

        In the zone of the claim's place; a happening that names none plays where the story does.
        """
        home = next((d.timezone for d in drafts if d.happens and d.timezone), None)
        for draft in drafts:
            if (when := draft.when) is not None:
                zone = draft.timezone or (home if draft.inherits else None)
                value, start, end = when.resolve(ZoneInfo(zone) if zone else None)
                draft.time = Time(Span.of(self._text, when.start, when.end), value, start, end, inherited=False)

    def claim(self, statement_id: str, draft: Draft) -> Claim:
        """The finished claim of a draft, its id derived from the statement and the trigger."""
        words = draft.trigger.tokens
        run = contiguous(draft.clause, words[0])
        start, end = min(run[0].start, words[0].start), max(run[-1].end, words[-1].end)
        quantities = draft.quantities
        return Claim(
            id=content_id("c", statement_id, words[0].start, words[-1].end, draft.type),
            trigger=Span.of(self._text, words[0].start, words[-1].end),
            span=Span.of(self._text, start, end),
            type=draft.type,
            stage=draft.standing.stage,
            certainty=draft.standing.certainty,
            polarity=draft.standing.polarity,
            hedges=tuple(Span.of(self._text, s, e) for s, e in draft.standing.hedges),
            actor=tuple(draft.roles.actor),
            target=tuple(draft.roles.target),
            instrument=tuple(draft.roles.instrument),
            quantities=quantities,
            time=draft.time,
            places=tuple(draft.places),
            event_scope="background" if draft.historical else "news",
        )


def _is_placed(mention: TimeMention) -> bool:
    """Whether a stretch of time begins or ends somewhere ("over the past day"), unlike a mere length ("for two days")."""
    return mention.begins is not None or mention.ends is not None
