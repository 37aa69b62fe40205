"""Which of the quantities in a clause belong to its predicate, and of which earlier ones they are a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.claims.figure_asides import beside, can_hold, is_aside, is_unpredicated, later_predicate
from allegedly.claims.figure_measures import (
    PEOPLE_MEASURES,
    PRONOUNS,
    THING_MEASURES,
    is_fired,
    kind_of,
    measure_of,
    measure_of_whole,
    own_measure,
    population_of,
    says_nothing,
)
from allegedly.claims.figure_seats import Seat, anchor_of, heads_of, is_running_total, seat_of
from allegedly.claims.figure_subjects import (
    counting_of,
    listed_after,
    relative_object,
    stranded_subject,
    tally_of,
    tells_tally_of_another,
    verb_over,
)
from allegedly.claims.figure_victims import ONE_BY_ONE, only_victim, with_definite
from allegedly.claims.figure_words import of_noun
from allegedly.mentions.numbers import tidy
from allegedly.mentions.quantities import QuantityMention, find_quantities
from allegedly.mentions.quantity_nouns import lemma, people
from allegedly.records import Quantity, Span, Token

LEFT_OUT = frozenset({"age", "calibre", "physical", "time"})
UNITLESS = frozenset({"count", "article", "zero", "fraction", "percent"})
# States that bind a part to the latest whole of that measure ("two of the dead").
BINDING = frozenset({"killed", "wounded", "missing", "displaced", "captured"})
SENT = frozenset({"launched", "hit"})
RECENT_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """A quantity already told, as later ones refer back to it: its noun's singular and its sentence's number."""

    quantity: Quantity
    head: str
    sentence: int


class FigureReader:
    """Reads the figures of one document's claims in reading order; gives the ids q1, q2…."""

    def __init__(self) -> None:
        self._told: list[_Told] = []
        self._waiting: list[QuantityMention] = []

    def read(
        self,
        text: str,
        trigger_head: Token,
        event_type: str,
        clause_tokens: Sequence[Token],
        quantities: Sequence[QuantityMention],
    ) -> tuple[Quantity, ...]:
        """
        The quantities that belong to the predicate `trigger_head`, in text order.

        `quantities` are those that begin in the clause; those of circumstances ("in a town of
        30,000") and of other predicates are left out.
        """
        inside = {t.i for t in clause_tokens}
        heads = heads_of(trigger_head, inside)
        if tells_tally_of_another(trigger_head):
            self._waiting = []
            return ()
        stranded = stranded_subject(trigger_head)
        tally, outside = self._from_outside(trigger_head, clause_tokens, quantities)
        own = [q for q in quantities if q not in stranded and q not in outside]
        due = [*stranded, *self._own(trigger_head, own, inside), *outside]
        found: list[Quantity] = []
        untold = self._untold_wholes(trigger_head, due)
        due += untold
        for mention in _wholes_first(due):
            whole = mention in untold or _is_whole(mention, due)
            seat = self._seat(mention, heads, inside, stranded, object_=whole or mention in outside)
            if seat is None and found and is_aside(mention, found[-1]):
                found.append(self._quantity(text, mention, found[-1].measure, Seat("object", anchor_of(mention)), None, found))
            if seat is None or mention.kind in LEFT_OUT:
                continue
            kind = self._kind(mention, seat)
            measure = measure_of_whole(mention) if whole else measure_of(mention, seat, trigger_head, event_type, heads, kind)
            measure = self._measure_beside(mention, seat, trigger_head, kind, found) or measure
            if measure is not None and not says_nothing(mention, measure, event_type, seat):
                running = (
                    mention.cumulative
                    if mention.cumulative is not None
                    else is_running_total(mention, [verb_over(mention)] if mention is tally else heads)
                )
                for one in with_definite(mention) if measure in ONE_BY_ONE and not mention.subset else [mention]:
                    found.append(self._quantity(text, one, measure, seat, running, found))
        for mention in beside(trigger_head, found, due):
            found.append(self._quantity(text, mention, found[-1].measure, Seat("object", anchor_of(mention)), None, found))
        if not any(q.measure in PEOPLE_MEASURES for q in found) and (victim := only_victim(trigger_head, event_type)) is not None:
            measure, mention = victim
            found.append(self._quantity(text, mention, measure, Seat("object", mention.number), None, found))
        return tuple(sorted(found, key=lambda q: q.mention.start))

    # ------------------------------------------------------------------ parts that the parser hung elsewhere

    def _from_outside(
        self, trigger: Token, clause_tokens: Sequence[Token], quantities: Sequence[QuantityMention]
    ) -> tuple[QuantityMention | None, list[QuantityMention]]:
        """The figure of the predicate's tally, if any, and all that it undergoes though it may stand outside its clause."""
        waited = self._waited(trigger, clause_tokens)
        tally = tally_of(trigger)
        tally = None if tally in quantities or tally in waited else tally
        counting = [] if quantities and tally is None else [*counting_of(trigger), *([tally] if tally else [])]
        listed = listed_after(trigger)
        return tally, [*waited, *counting, *listed, *(q for q in relative_object(trigger) if q not in quantities)]

    def _own(self, trigger: Token, quantities: Sequence[QuantityMention], inside: set[int]) -> list[QuantityMention]:
        """
        The clause's quantities without the parts of what a later predicate tells.

        In "killed four soldiers and wounded 20 civilians, three of them children" the three are of the
        wounded: a part told after a later predicate waits for that one.
        """
        own: list[QuantityMention] = []
        for mention in quantities:
            refers = mention.subset and (mention.subset_of is None or mention.subset_of.lower in PRONOUNS)
            (self._waiting if refers and later_predicate(trigger, mention, inside) else own).append(mention)
        return own

    def _waited(self, trigger: Token, clause_tokens: Sequence[Token]) -> list[QuantityMention]:
        """Take the parts that waited for this predicate; those of other sentences lapse."""
        end = clause_tokens[-1].end if clause_tokens else trigger.end
        inside = {t.i for t in clause_tokens}
        due = [m for m in self._waiting if m.number.sentence is trigger.sentence and m.start > end]
        self._waiting = [m for m in due if later_predicate(trigger, m, inside)]
        return [m for m in due if m not in self._waiting]

    def _untold_wholes(self, trigger: Token, due: Sequence[QuantityMention]) -> list[QuantityMention]:
        """
        The wholes of the parts due that no predicate has told, for the parts to refer to.

        "The launch of 12 drones, four of them downed": the launch tells nothing of its own.
        """
        told = {t.quantity.mention.start for t in self._told} | {m.start for m in due}
        untold: list[QuantityMention] = []
        for part in due:
            whole = _whole_mention(part) if part.subset and part.number.sentence is trigger.sentence else None
            if whole is not None and whole.start not in told and whole not in untold:
                untold.append(whole)
        return untold

    # ------------------------------------------------------------------ one quantity

    @staticmethod
    def _seat(
        mention: QuantityMention, heads: Sequence[Token], inside: set[int], stranded: Sequence[QuantityMention], *, object_: bool
    ) -> Seat | None:
        if object_:
            return Seat("object", anchor_of(mention))
        return Seat("subject", anchor_of(mention)) if mention in stranded else seat_of(mention, heads, inside)

    def _measure_beside(
        self, mention: QuantityMention, seat: Seat, trigger: Token, kind: str, here: Sequence[Quantity]
    ) -> str | None:
        """The measure of the whole beside which a part with no predicate of its own is named; None for all others."""
        if not is_unpredicated(mention) or own_measure(mention, seat, trigger, kind) is not None:
            return None
        whole = self._whole(mention, here)
        return whole.measure if whole is not None else None

    def _kind(self, mention: QuantityMention, seat: Seat) -> str:
        """The kind of population; a bare subject among weapons just counted is weapons ("three hit a depot")."""
        kind = kind_of(mention)
        if kind == "any" and seat.role in {"subject", "object"} and not mention.subset and self._fired_before(mention) is not None:
            return "weapon"
        if kind == "any" and mention.subset and (whole := self._whole(mention, ())) is not None and whole.of:
            return "weapon" if is_fired(whole.of.rsplit(" ", 1)[-1]) else kind
        return kind

    def _quantity(  # noqa: PLR0913, PLR0917  one value's parts
        self,
        text: str,
        mention: QuantityMention,
        measure: str,
        seat: Seat,
        running: bool | None,  # noqa: FBT001
        here: Sequence[Quantity],
    ) -> Quantity:
        whole = self._whole(mention, here) if mention.subset else None
        lower, upper, best = _bounds(mention, whole)
        of = population_of(mention, measure, whole, seat)
        if of in {None, "person"} and measure in PEOPLE_MEASURES and mention.of is None and not mention.subset:
            of = self._people_before(mention) or of
        fired = self._fired_before(mention) if of is None and measure in THING_MEASURES and mention.unit is None else None
        if fired is not None:
            of = fired.of
            # "57 drones were sent …, which said 53 were intercepted": those downed are of those sent.
            if whole is None and measure == "intercepted" and fired.measure in SENT and can_hold(fired, mention):
                whole = fired
        unit = None if mention.kind in UNITLESS else mention.unit
        if unit is not None and measure in PEOPLE_MEASURES:
            measure = "other"  # people are counted, not weighed: a ship that "displaces 5,000 t"
        quantity = Quantity(
            id=f"q{len(self._told) + 1}",
            mention=Span.of(text, mention.start, mention.end),
            lower=lower,
            upper=upper,
            best=best,
            approximate=mention.approximate,
            measure=measure,
            unit=unit,
            of=of,
            part_of=whole.id if whole else None,
            cumulative=running,
        )
        head = lemma(mention.noun) if mention.noun is not None else (of or "").rsplit(" ", 1)[-1]
        self._told.append(_Told(quantity, head, mention.number.sentence.i))
        return quantity

    def _people_before(self, mention: QuantityMention) -> str | None:
        """The people counted last in the same sentence, for a bare number: "six peacekeepers were killed and eight wounded"."""
        here = mention.number.sentence.i
        if mention.kind not in {"count", "article"} or mention.noun is not None:
            return None
        told = next(
            (t.quantity for t in reversed(self._told) if t.sentence == here and t.quantity.measure in PEOPLE_MEASURES), None
        )
        if told is None or told.of is None or told.part_of is not None or told.upper == 1:
            return None
        return told.of if told.of in set(people().values()) else None

    def _fired_before(self, mention: QuantityMention) -> Quantity | None:
        """The weapons counted last, for a bare number after them: "12 drones were shot down and three hit a depot"."""
        here = mention.number.sentence.i
        for told in reversed(self._told):
            if here - told.sentence >= RECENT_SENTENCES:
                return None
            if is_fired(told.head):
                return told.quantity
        return None

    def _whole(self, mention: QuantityMention, here: Sequence[Quantity]) -> Quantity | None:
        """The latest quantity of which `mention` can be a part; `here` are those of its own clause."""
        named, sentence = mention.subset_of, mention.number.sentence.i
        if named is None or named.lower in PRONOUNS or named.tag == "CD":
            recent: list[Quantity] = []
            for told in reversed(self._told):
                if sentence - told.sentence >= RECENT_SENTENCES:
                    break
                if can_hold(told.quantity, mention):
                    recent.append(told.quantity)
            return next((q for q in recent if q in here), recent[0] if recent else None)
        measure, head = of_noun(named), lemma(named)
        bound = measure if measure in BINDING else None
        for told in reversed(self._told):
            if (told.quantity.measure == bound if bound else told.head == head) and can_hold(told.quantity, mention):
                return told.quantity
        return None


def _bounds(mention: QuantityMention, whole: Quantity | None) -> tuple[float | None, float | None, float | None]:
    """Inclusive bounds and best value; a fraction's follow from its whole, and are open without one."""
    if mention.kind not in {"fraction", "percent"}:
        low, high, best = mention.lower, mention.upper, mention.best
        # "a little more than one week": qualifiers upon qualifiers can push the bounds past the number itself.
        outside = best is not None and ((low is not None and best < low) or (high is not None and best > high))
        return low, high, None if outside else best
    if whole is None:
        return None, None, None
    factor = 1.0 if mention.kind == "fraction" else 0.01
    pairs = ((mention.lower, whole.lower), (mention.upper, whole.upper), (mention.best, whole.best))
    low, high, best = (None if a is None or b is None else tidy(round(a * b * factor)) for a, b in pairs)
    # "More than half of the 900": past the half, so 451.
    beyond = low is not None and mention.best is None and mention.upper is None
    return (low + 1 if beyond and low is not None else low), high, best


def _whole_mention(part: QuantityMention) -> QuantityMention | None:
    """The quantity of its own sentence of which `part` is one: by the noun it names, or for a pronoun the count before it."""
    named = part.subset_of
    counts = [q for q in find_quantities(part.number.sentence) if q.kind == "count" and q.noun is not None and not q.subset]
    if named is None or named.lower in PRONOUNS:
        before = [q for q in counts if q.end <= part.start and q.noun is not None and q.noun.tag in {"NNS", "NNPS"}]
        return before[-1] if before and named is not None and _can_be(before[-1], part) else None
    return next((q for q in counts if q.noun is named), None)


def _can_be(whole: QuantityMention, part: QuantityMention) -> bool:
    """Whether the one is large enough for the other."""
    return whole.upper is None or part.lower is None or part.lower <= whole.upper


def _is_whole(mention: QuantityMention, others: Sequence[QuantityMention]) -> bool:
    """Whether a part of this mention stands right before it: the 47 of "34 of 47 drones"."""
    noun = mention.noun or mention.number
    fronted = noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.pos not in {"NOUN", "PROPN"}
    return any(m.subset_of is noun and (m.start < mention.start or fronted) for m in others)


def _wholes_first(mentions: Sequence[QuantityMention]) -> list[QuantityMention]:
    """Order the mentions so that each whole stands before its part, which then can name its id."""
    parts = {m.subset_of.i: m.start for m in reversed(mentions) if m.subset_of is not None}

    def key(mention: QuantityMention) -> tuple[int, bool]:
        earliest = parts.get((mention.noun or mention.number).i, mention.start)
        return min(earliest, mention.start), mention.subset

    return sorted(mentions, key=key)
