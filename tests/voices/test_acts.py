"""Acts of speech: what the cue does here, and how its words are quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly import tables
from allegedly.records import Sentence
from allegedly.voices.acts import quoted, settle_act
from allegedly.voices.grammar import Grammar
from allegedly.voices.quotes import find_quotations

ACTS = frozenset({
    "state", "report", "claim", "allege", "confirm", "admit", "deny", "estimate", "believe", "predict", "threaten", "promise",
    "appeal", "condemn", "praise", "ask",
})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "act", "quote"),
    [
        ("The ministry said the port was open.", "state", "indirect"),
        ('"The port is open," the ministry said.', "state", "direct"),
        ('The ministry said the port was "open to all friendly ships".', "state", "mixed"),
        ("The rebels claimed that they held the port.", "claim", "indirect"),
        ("The army denied that it had shelled the port.", "deny", "indirect"),
        ("The army rejected the allegation.", "deny", "none"),
        ("The army condemned the attack.", "condemn", "none"),
        ("Washington welcomed the truce.", "praise", "none"),
        ("The army could not confirm that the port was hit.", "confirm", "indirect"),
        ("The army neither confirmed nor denied that the port was hit.", "state", "indirect"),
        ("The general vowed to burn the port.", "threaten", "indirect"),
        ("The general vowed to rebuild the port.", "promise", "indirect"),
        ("The mayor warned that the port would close.", "predict", "indirect"),
        ("The mayor warned that the port was mined.", "state", "indirect"),
        ("The mayor asked the army to leave the port.", "appeal", "indirect"),
        ("The mayor asked whether the port was mined.", "ask", "indirect"),
        ("The army acknowledged that it had lost the port.", "admit", "indirect"),
        ("The UN estimates that 300 people fled the port.", "estimate", "indirect"),
        ("The envoy accused the army of mining the port.", "allege", "indirect"),
        ("Coast Radio reported that the port was closed.", "report", "indirect"),
        ("The envoy fears that the port will close.", "believe", "indirect"),
    ],
)
def test_acts_and_quotes(parse: Callable[[str], list[Sentence]], text: str, act: str, quote: str) -> None:
    quotations = find_quotations(text)
    (found,) = Grammar().attributions(parse(text), quotations)
    settled = settle_act(found)
    assert (settled, quoted(found, quotations, settled)) == (act, quote)


def test_every_cue_has_an_act_of_the_record_and_a_reason() -> None:
    for row in tables.rows("cues"):
        assert row["act"] in ACTS, row
        assert row["reason"], row
        assert row["frame"], row
