"""The medium between a source and the outlet."""

from __future__ import annotations

import pytest

from allegedly.desk import Overrides, Reader


def chains(reader: Reader, sentence: str, outlet: str = "The Example Courier") -> list[list[str | None]]:
    text = f"News of the day\n\n{sentence}\n"
    record = reader.read_bytes(text.encode(), "x.txt", Overrides(published="2024-08-11", outlet=outlet))
    return [[h.source.name for h in s.chain[1:]] for s in record.statements if len(s.chain) > 1]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The mayor of Bunia told Reuters that three people had died.", [["Reuters", "mayor of Bunia"]]),
        ("In a message circulated on Tuesday, Colonel Aung Htet denied that his men had left.", [["Aung Htet"]]),
        ("Colonel Aung Htet confirmed to this newspaper that his men had left.", [["Aung Htet"]]),
        ("In a statement emailed to AFP, Colonel Aung Htet said his men had left.", [["Agence France-Presse", "Aung Htet"]]),
        ("Colonel Aung Htet told the daily Shan Mirror that his men had left.", [["Shan Mirror", "Aung Htet"]]),
        ("Colonel Aung Htet told the Mirror network that his men had left.", [["Mirror", "Aung Htet"]]),
        ("In a statement carried by Saba, the group said it had fired two missiles.", None),
        ("Speaking to Al Jazeera, Colonel Aung Htet said his men had left.", [["Al Jazeera", "Aung Htet"]]),
        ("Colonel Aung Htet said in an interview with the BBC that his men had left.", [["BBC", "Aung Htet"]]),
        ("Colonel Aung Htet, who spoke to the BBC by telephone, said his men had left.", [["BBC", "Aung Htet"]]),
    ],
)
def test_a_third_medium_is_a_hop(reader: Reader, sentence: str, wanted: list[list[str]] | None) -> None:
    found = chains(reader, sentence)
    if wanted is None:
        assert found[0][0] == "Saba"
        assert len(found[0]) == 2
        return
    assert [[n.removeprefix("The ").removeprefix("the ") if n else n for n in c] for c in found] == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "Colonel Aung Htet told reporters that his men had left.",
        "Colonel Aung Htet told us that his men had left.",
        "Colonel Aung Htet told The Example Courier that his men had left.",
        "Colonel Aung Htet told the Courier that his men had left.",
        "Colonel Aung Htet said on Telegram that his men had left.",
        "Colonel Aung Htet told President Myint Swe that his men had left.",
        "Colonel Aung Htet told parliament that his men had left.",
    ],
)
def test_who_is_no_third_medium_is_no_hop(reader: Reader, sentence: str) -> None:
    assert [len(c) for c in chains(reader, sentence)] == [1]


def test_an_outlet_told_under_its_initials_is_itself(reader: Reader) -> None:
    (chain,) = chains(reader, "Colonel Aung Htet told KSNA that his men had left.", outlet="Khazar State News Agency")
    assert len(chain) == 1


def test_the_medium_holds_for_the_rest_of_the_sentence(reader: Reader) -> None:
    found = chains(reader, "The mayor of Bunia told Reuters that three people had died, adding that ten were missing.")
    assert [c[0] for c in found] == ["Reuters", "Reuters"]


def test_which_cited(reader: Reader) -> None:
    found = chains(reader, "The bridge was destroyed, according to the agency Reuters, which cited two officers.")
    assert found == [["Reuters", "two officers"]]
