"""The name of whoever acts or speaks: without what describes it, in full, and the same all through an article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.mentions.actors import Identity, find_actors
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.mentions.places import find_places
from allegedly.records import Sentence, Zone
from allegedly.text.sentences import split_sentences
from allegedly.text.syntax import Parser, Passage

Parse = Callable[[str], list[Sentence]]
Who = Callable[[str, str], Identity | None]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture
def who(parser: Parser, gazetteer: Gazetteer) -> Who:
    """`who(text, word)`: the identity of the last token `word`; a first paragraph before an empty line is the headline."""

    def run(text: str, word: str) -> Identity | None:
        passages, at = [], 0
        for number, paragraph in enumerate(text.split("\n\n")):
            end = at + len(paragraph)
            kind = "headline" if number == 0 and "\n\n" in text else "body"
            passages += [Passage(s, e, Zone(at, end, kind, None), number) for s, e in split_sentences(text, at, end)]
            at = end + 2
        sentences = parser.parse(text, passages)
        cast = find_actors(sentences, find_places(sentences, gazetteer))
        return cast.resolve([t for s in sentences for t in s.tokens if t.text == word][-1])

    return run


def name(identity: Identity | None) -> str | None:
    return identity.name if identity is not None else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("He told the Geneva-based newsletter Alpine Brief that a convoy had left.", "Brief", "Alpine Brief"),
        ("Public broadcaster Vatra reported the blast.", "Vatra", "Vatra"),
        ("The state news agency Zemra reported the blast.", "Zemra", "Zemra"),
        ("She told the Adriatic channel Al-Sahwa that roads were closed.", "Sahwa", "Al-Sahwa"),
        ("She told the television channel Meridiane 24 that roads were closed.", "Meridiane", "Meridiane 24"),
        ("He told the website Sahan Kenya that the road was closed.", "Sahan", "Sahan Kenya"),
        ("He told the newspaper Ledger Peru that the road was closed.", "Ledger", "Ledger Peru"),
        ("Clerics Without Weapons, a charity, said so.", "Weapons", "Clerics Without Weapons"),
        ("Doctors Beyond Mountains said so.", "Mountains", "Doctors Beyond Mountains"),
        ("The band told Voice of Lagos that it was safe.", "Lagos", "Voice of Lagos"),
        ("Weary Daniel Okoro said his house was gone.", "Okoro", "Daniel Okoro"),
        ("Gang leader Rico “El Zorro” Mendez said so.", "Mendez", "Rico “El Zorro” Mendez"),
        ("Army spokesman Colonel Asad Kiani said so.", "Kiani", "Asad Kiani"),
        ("The leader of the uprising, Thomas Belo, said so.", "leader", "Thomas Belo"),
        ("A local militia, the Benue Guard Force, said so.", "militia", "Benue Guard Force"),
        ("The rebel group that calls itself Free Casamance said so.", "group", "Free Casamance"),
        ("A man who called himself Pedro Lima said so.", "man", "Pedro Lima"),
        ("A man who called himself Pedro Lima, the cartel's chief, said so.", "chief", "Pedro Lima"),
        ("Le Quotidien d’Abidjan reported it.", "Quotidien", "Le Quotidien d'Abidjan"),
    ],
)
def test_a_name_is_neither_described_nor_cut(who: Who, text: str, word: str, expected: str) -> None:
    assert name(who(text, word)) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The firm Russia had closed was a bakery.", "Russia", "Russia"),
        ("The rally was told by the charity in Nairobi.", "Nairobi", None),
        ("President Putin denied it.", "Putin", "Vladimir Putin"),
        ("In a clip published by news site Lumen Rojo, a man denied it.", "Rojo", "Lumen Rojo"),
        ("In a clip published by news site Lumen Rojo, a man denied it.", "man", "a man"),
        ("His weekly speech was on the radio.", "weekly", None),
    ],
)
def test_what_stands_beside_a_noun_is_not_always_its_name(who: Who, text: str, word: str, expected: str | None) -> None:
    assert name(who(text, word)) == expected


def test_a_nickname_belongs_to_the_full_name_that_a_surname_takes_up(who: Who) -> None:
    assert name(who("Gang leader Rico “El Zorro” Mendez spoke. Mendez denied it.", "Mendez")) == "Rico “El Zorro” Mendez"


def test_a_body_is_spelt_as_the_article_spells(who: Who) -> None:
    american = "Chile's Defense Ministry said so. A defense official left. Later the ministry denied it."
    assert name(who(american, "ministry")) == "Chilean Defense Ministry"
    assert name(who(american.replace("efense", "efence"), "ministry")) == "Chilean Defence Ministry"
    assert name(who("The IDF said so. Its defense was weak.", "IDF")) == "Israel Defense Forces"


def test_a_headline_looks_forward_to_who_is_named(who: Who) -> None:
    body = "Two people died in Mopti, governor Amadou Sidibe said. Segou governor Fanta Diallo denied it."
    assert name(who(f"Governor denies blast in Mali\n\n{body}", "Governor")) == "Amadou Sidibe"


def test_a_headline_takes_the_only_body_of_a_kind(who: Who) -> None:
    one = "Jets bombed a school, the Andes Relief Network (ARN) said."
    assert name(who(f"Jets hit school, Relief group says\n\n{one}", "group")) == "Andes Relief Network"
    two = f"{one} The charity Lakes Aid said so too."
    assert name(who(f"Jets hit school, Relief group says\n\n{two}", "group")) not in {"Andes Relief Network", "Lakes Aid"}


def test_an_age_tells_of_the_one_named_last(who: Who) -> None:
    text = "Rosa Quispe woke at dawn. The 34-year-old nurse said that the roof was gone."
    assert name(who(text, "nurse")) == "Rosa Quispe"


def test_whose_and_its_bodies_have_an_owner(who: Who) -> None:
    assert name(who("Serbia, whose foreign ministry protested, closed the border.", "ministry")) == "Serbian Foreign Ministry"
    assert name(who("Two hundred people died in Gaza, according to its health ministry.", "ministry")) == "Gaza Health Ministry"
    assert name(who("Latvia denied it. Its foreign minister said so.", "minister")) == "Latvia's foreign minister"


def test_a_people_that_no_table_knows_has_its_own_army(who: Who) -> None:
    assert name(who("Haiti closed the border. The Dominican army denied it.", "army")) == "Dominican Armed Forces"


def test_soldiers_who_stand_somewhere_are_not_the_army(who: Who) -> None:
    found = who("Chad's army denied it. The soldiers at the gate said so.", "soldiers")
    assert found is not None
    assert (found.name, found.named) == ("The soldiers", False)


def test_brussels_speaks_for_the_union(who: Who) -> None:
    assert name(who("Brussels considers the vote illegal.", "Brussels")) == "European Union"


def test_a_numbered_channel_is_a_station(who: Who) -> None:
    assert name(who("She told Channel 7 that the road was closed.", "Channel")) == "Channel 7"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # a medium's noun stands for the name behind it, and the noun behind a name for that
        ("The minister told the state broadcaster RTV that it was over.", "broadcaster", "RTV"),
        ("The army fled, the state news agency Antara reported.", "agency", "Antara"),
        ("Japan's Kyodo agency, quoting a diplomat, said so.", "agency", "Kyodo News"),
        ("The Mash Telegram channel reported it.", "channel", "Mash"),
        ("The official Bakhtar agency quoted him.", "agency", "Bakhtar"),
        ("The semi-official agency Sahara Line quoted him.", "agency", "Sahara Line"),
        # a name keeps its first and last part
        ("He told the News Agency of Malawi (NAM) that it was over.", "Agency", "News Agency of Malawi"),
        ("The Red Cross Society of Nepal said so.", "Society", "Red Cross Society of Nepal"),
        ("Amnesty International Kenya said so.", "Kenya", "Amnesty International Kenya"),
        ("Mines du Nord, which runs the pit, declined to say.", "Nord", "Mines du Nord"),
        ("Thai PBS reported it.", "PBS", "Thai PBS"),
        ("The Libyan Red Crescent said so.", "Crescent", "Libyan Red Crescent"),
        ("Doctors Without Borders said so.", "Borders", "Médecins Sans Frontières"),
        ("A rights group, Voix des Sans Terre, spoke.", "group", "Voix des Sans Terre"),
        ("The Qassam Brigades denied it.", "Brigades", "Qassam Brigades"),
        # a title is no part of it
        ("Six people died, top cop General Luis Mora said.", "cop", "Luis Mora"),
        ("Senior Colonel Li Wen, spokesman for the Southern Command, announced it.", "Wen", "Li Wen"),
        ("Presidential Communications Director Murat Arslan stressed it.", "Arslan", "Murat Arslan"),
        ("Defector Kim Min, once a guard, spoke.", "Min", "Kim Min"),
        ("The representative of the Investigative Committee, Olga Petrova, spoke.", "representative", "Olga Petrova"),
        ("The Police Public Relations Officer in the state, DSP Musa Audu, spoke.", "Officer", "Musa Audu"),
        ("A case was opened, a spokesman, Florence Adeyemi, said.", "spokesman", "Florence Adeyemi"),
        ("The Swedish ambassador to Mali Karin Lundgren condemned it.", "Lundgren", "Karin Lundgren"),
        # parts of bodies, and bodies of regions
        ("The regional directorate of the Emergencies Ministry denied it.", "directorate",
         "regional directorate of the Emergencies Ministry"),
        ("The Oromia regional government denied it.", "government", "Oromia regional government"),
        ("Peru's anti-terrorism police denied it.", "police", "Peruvian anti-terrorism police"),
        ("Generals met in Lima, defence chiefs in Quito said.", "chiefs", "defence chiefs in Quito"),
        ("A UN mission in Tripoli denied it.", "mission", "UN mission in Tripoli"),
    ],
)  # fmt: skip
def test_a_name_is_whole_and_nothing_but_the_name(who: Who, text: str, word: str, expected: str) -> None:
    assert name(who(text, word)) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Pakistan's Foreign Office denied it.", "Office", "Pakistani Foreign Ministry"),
        ("Taiwan's so-called coast guard administration denied it.", "administration", "Taiwanese Coast Guard Administration"),
        ("Taiwan's defense department said so.", "department", "Taiwanese Defense Department"),
        ("Chad sent forty drones at Niger, the Air Force said.", "Force", "Nigerien Air Force"),
        ("North Korea fired first. The South's Joint Chiefs of Staff said so.", "Joint", "South Korean Joint Chiefs of Staff"),
        ("The General Staff of the Korean People's Army said so.", "General", "General Staff of the Korean People's Army"),
    ],
)
def test_a_body_is_the_states_that_is_told_nearest(who: Who, text: str, word: str, expected: str) -> None:
    assert name(who(text, word)) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Surgeon Dr Lena Horak spoke to the agency. The medic said so.", "medic", "Lena Horak"),
        ("Surgeon Lena Horak spoke. Mayor Ivan Belo denied it. The medic said so.", "medic", "The medic"),
        ("Bryansk region governor Pavel Belov wrote it. Later the head of the region denied it.", "head", "Pavel Belov"),
        ("The head of the Kharkiv Regional Military Administration, Oleh Horak, spoke. The governor denied it.", "governor",
         "Oleh Horak"),
        ("Defence Minister Jaime Diaz spoke in Lima, Peru. His ministry gave figures.", "ministry", "Peruvian Defence Ministry"),
        ("The Benue Relief Council (BRC) refused to say. A spokesman said only that it knew.", "spokesman",
         "Benue Relief Council"),
        ("The World Food Programme left. A spokeswoman for the U.N. body spoke.", "body", "World Food Programme"),
        ("Families told workers from the Lakes Foundation that shells fell. The charity agreed.", "charity", "Lakes Foundation"),
    ],
)  # fmt: skip
def test_a_description_is_whom_it_describes(who: Who, text: str, word: str, expected: str) -> None:
    assert name(who(text, word)) == expected


def test_a_headline_takes_the_first_of_a_trade(who: Who) -> None:
    body = "Jets bombed the village, Senator Musa Garba said in Abuja."
    assert name(who(f"Jets bomb village, lawmaker says\n\n{body}", "lawmaker")) == "Musa Garba"
