"""Numbers in figures as single words: signs, powers, fractions, ranges, units written on."""

from __future__ import annotations

import pytest

from allegedly.mentions.number_figures import Figure, read_figure, read_power


@pytest.mark.parametrize(
    ("word", "figure"),
    [
        ("1,250", Figure(1250, 1250)),
        ("-7", Figure(-7, -7)),
        ("−2.5", Figure(-2.5, -2.5)),
        ("3e4", Figure(30000, 30000)),
        ("2½", Figure(2.5, 2.5)),
        ("¾", Figure(0.75, 0.75)),
        ("40lbs", Figure(40, 40, "lbs")),
        ("200+", Figure(200, 200, "", plus=True)),
        ("12–15", Figure(12, 15)),
    ],
)
def test_figures(word: str, figure: Figure) -> None:
    assert read_figure(word) == figure


@pytest.mark.parametrize("word", ["007", "kh-101", "15–12", "10:30", ""])
def test_codes_are_no_figures(word: str) -> None:
    assert read_figure(word) is None


def test_powers_need_a_sign_or_a_caret() -> None:
    assert read_power("3x10-2 grams") == (0.03, 6)
    assert read_power("5×2^4") == (80, 5)
    assert read_power("7.62x39") is None
