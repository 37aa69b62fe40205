"""What the MUC-4 keys say about the parts of our reading: labels for happenings, kinds, fillers and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from allegedly.claims.incident_candidates import Candidate
from allegedly.claims.incident_happenings import Context
from allegedly.records import Sentence
from evals.events import ANSWERS, KINDS, ROLE_SLOTS, fill, scorer

NAMED = ("HUM TGT: NAME", "HUM TGT: DESCRIPTION", "PHYS TGT: ID", "INCIDENT: INSTRUMENT ID", "PERP: INDIVIDUAL ID")
MUC = scorer()


class Key:
    """The key of one message."""

    def __init__(self, message: dict[str, Any]) -> None:
        self.message = message
        self._fills = {slot: MUC.sets(message, slot) for slot in MUC.SLOTS}
        self._named = re.compile("|".join(rf"\b{re.escape(w)}\b" for w in sorted(self._evidence())) or r"(?!)")

    def _evidence(self) -> set[str]:
        values = [v for t in self.message["templates"] for slot in NAMED for v in t.get(slot) or []]
        quoted = (q.split() for v in values for q in re.findall(r'"([^"]+)"', v.replace('\\"', "")))
        return {" ".join(words[-2:]) for words in quoted if words}

    @property
    def relevant(self) -> bool:
        """Whether the message tells of an incident."""
        return bool(self.message["templates"])

    def names_in(self, context: Context, sentence: Sentence) -> bool:
        """Whether a sentence holds the end of any string of the key."""
        return self._named.search(" ".join(context.document.text[sentence.start : sentence.end].upper().split())) is not None

    def kind(self, kind: str) -> bool:
        """Whether the message tells of an incident of this kind, "any" for whichever."""
        return self.relevant if kind == "any" else any(KINDS[kind] in f for f in self._fills["type"])

    def fills(self, candidate: Candidate) -> bool:
        """Whether the key has what a candidate would fill its role with."""
        slot, words = ROLE_SLOTS[candidate.role], fill(candidate.role, candidate.key)
        return any(MUC.same({MUC.norm(words)}, f, slot) for f in self._fills[slot])

    def answers(self, question: str, answer: str) -> bool:
        """Whether the key gives this answer to a question on stage, effect or confidence."""
        slot, value = ANSWERS[question][0], ANSWERS[question][1][answer]
        return any(value in f for f in self._fills[slot])


def messages(path: Path) -> Iterable[dict[str, Any]]:
    """The messages of a MUC file."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
