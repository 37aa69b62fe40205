"""Ordinary case for passages in capitals."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.text.truecase import restore_case
from allegedly.text.word_cases import is_acronym, is_ordinary

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "attribution" / "polnear" / "dev.jsonl"


@pytest.mark.parametrize(
    "expected",
    [
        "Ordinary soldiers left the village at dawn.",
        "The FARC and the ELN attacked a convoy near San Vicente del Caguan.",
        "The rebels of the Moro Islamic Liberation Front [MILF] held the road.",
        "Ukrainian officials said on Monday that two drones hit Kharkiv.",
        "The station said President Banda and Gen. Okello met in Lusaka on 3 May.",
        "He said troops may march on the town in March.",
        "A U.S. envoy told us that the UN would send T-72 tanks and AK-47 rifles.",
        "The refugees crossed from El Salvador into Honduras near La Esperanza.",
        "The Popular Unity Council [PUC] and its allies signed.",
        "Residents of New York and Saint Petersburg protested.",
        "Kenya's army is not in Somalia's capital.",
    ],
)
def test_restores_what_news_would_print(expected: str) -> None:
    assert restore_case(expected.upper()) == expected


@pytest.mark.parametrize("text", ["NATO", "KYIV HIT", "NATO and the EU met.", "Text as it should be, from Goma.", "", "1234 — !"])
def test_leaves_alone_what_is_not_in_capitals(text: str) -> None:
    assert restore_case(text) == text


def test_a_single_small_letter_does_not_stop_it() -> None:
    assert restore_case("MINISTER McBRIDE SAID THE ARMY WOULD WITHDRAW FROM THE BORDER").startswith("Minister M")


def test_ordinary_words_and_names() -> None:
    assert is_ordinary("kidnappers")
    assert is_ordinary("dynamited")
    assert not is_ordinary("morales")
    assert not is_ordinary("usulutan")
    assert is_acronym("fmln")
    assert is_acronym("epl")
    assert not is_acronym("ann")


@given(st.text(max_size=200))
def test_length_and_letters_stay(text: str) -> None:
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert all(a == b or a.lower() == b.lower() for a, b in zip(text, restored, strict=True))


WORDS = ["THE", "SAN", "[ELN]", "NEW", "YORK", "DE", "LA", "U.S.", "É", "İSTANBUL", "M-16", "MAY", "3"]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_capitals_keep_their_length(words: list[str]) -> None:
    text = " ".join(words)
    assert len(restore_case(text)) == len(text)
    assert restore_case(text) == restore_case(text)


@pytest.mark.skipif(not CORPUS.exists(), reason="shared data not here")
def test_most_words_of_news_come_back_and_quickly() -> None:
    right = total = 0
    started = time.perf_counter()
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[:60]:
        for sentence in re.split(r"(?<=[.?!])\s+|\n+", json.loads(line)["text"]):
            words = sentence.split()
            # Headlines in title case are no measure.
            if len(words) < 5 or sum(w[0].isupper() for w in words) > 0.6 * len(words) or len(sentence.upper()) != len(sentence):
                continue
            total += len(words)
            right += sum(a == b for a, b in zip(words, restore_case(sentence.upper()).split(), strict=True))
    assert right / total > 0.95
    assert (time.perf_counter() - started) / total < 0.0005
