"""Who acts and speaks: names, kinds and parties of noun phrases, in the light of the whole article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly import tables
from allegedly.mentions.actors import Cast, Identity, find_actors
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.mentions.places import find_places
from allegedly.records import Sentence

Parse = Callable[[str], list[Sentence]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture
def who(parse: Parse, gazetteer: Gazetteer) -> Callable[[str, str], Identity | None]:
    """`who(text, word)`: the identity of the last token `word` of `text`."""

    def run(text: str, word: str) -> Identity | None:
        sentences = parse(text)
        cast = find_actors(sentences, find_places(sentences, gazetteer))
        return cast.resolve([t for s in sentences for t in s.tokens if t.text == word][-1])

    return run


Who = Callable[[str, str], Identity | None]


def brief(identity: Identity | None) -> tuple[str, str, str | None] | None:
    return (identity.name, identity.kind, identity.party) if identity is not None else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ethiopia's air force said on Monday that it had struck a depot.", "force", ("Ethiopian Air Force", "military", "ET")),
        ("The Ethiopian Air Force struck a depot.", "Force", ("Ethiopian Air Force", "military", "ET")),
        (
            "The Foreign Ministry in Baku said that talks would go on.",
            "Ministry",
            ("Azerbaijani Foreign Ministry", "government", "AZ"),
        ),
        ("The Ministry of Defence of Armenia denied it.", "Ministry", ("Armenian Defence Ministry", "military", "AM")),
        ("In Yerevan, the Defence Ministry denied firing first.", "Ministry", ("Armenian Defence Ministry", "military", "AM")),
        ("Sudanese troops entered the town.", "troops", ("Sudanese Armed Forces", "military", "SD")),
        ("The Syrians used a rocket.", "Syrians", ("Syria", "government", "SY")),
        ("Khartoum denied the report.", "Khartoum", ("Sudan", "government", "SD")),
        ("Daesh claimed the attack.", "Daesh", ("Islamic State", "armed_group", "IS")),
        ("Houthi fighters boarded a ship.", "fighters", ("Houthi movement", "armed_group", "Houthi")),
        ("The UN refugee agency said so.", "agency", ("UNHCR", "international_body", None)),
        ("The ICRC said that it had no access.", "ICRC", ("International Committee of the Red Cross", "ngo", None)),
        ("AFP reported the blast.", "AFP", ("Agence France-Presse", "wire", None)),
        ("Xinhua reported the blast.", "Xinhua", ("Xinhua", "state_media", "CN")),
        ("Sky News reported the blast.", "News", ("Sky News", "outlet", None)),
        ("Malian police arrested two men.", "police", ("Malian police", "emergency_services", "ML")),
    ],
)
def test_known_bodies_have_one_name(who: Who, text: str, word: str, expected: tuple[str, str, str | None]) -> None:
    assert brief(who(text, word)) == expected


def test_abbreviated_ranks_and_forms_of_address(who: Who) -> None:
    assert brief(who("Lt. Gen. Musa Okello of Uganda denied it.", "Okello")) == ("Musa Okello", "military", "UG")
    assert brief(who("Spokesman Peter Cook of NATO denied it.", "Cook")) == ("Peter Cook", "international_body", None)
    assert brief(who("Omar Salah left. Mr. Salah denied it.", "Salah")) == ("Omar Salah", "person", None)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "Army spokesman Major Tadesse Bekele of Ethiopia spoke. Ethiopian forces fled.",
            "Bekele",
            ("Tadesse Bekele", "military", "ET", "Ethiopian National Defence Force"),
        ),
        (
            "Iran's ambassador to Iraq Hamid Rostami condemned the raid.",
            "Rostami",
            ("Hamid Rostami", "government", "IR", "Iranian Foreign Ministry"),
        ),
        (
            "An RSF spokesman, Idris Babiker, denied it.",
            "Babiker",
            ("Idris Babiker", "armed_group", "RSF", "Rapid Support Forces"),
        ),
        (
            "Colonel Moussa Keita, a spokesman for the Malian army, said so.",
            "Keita",
            ("Moussa Keita", "military", "ML", "Malian Armed Forces"),
        ),
        (
            "Selam Haile, a nurse at Axum Hospital, said beds were full.",
            "Haile",
            ("Selam Haile", "medical", None, "Axum Hospital"),
        ),
        (
            "Fruit seller Nadia Karam saw the blast.",
            "Karam",
            ("Nadia Karam", "witness", None, None),
        ),
        (
            "Retired general Omar Saleh expects a siege.",
            "Saleh",
            ("Omar Saleh", "expert", None, None),
        ),
        (
            "An aide to Kenya's president, Peter Mwangi, dismissed it.",
            "Mwangi",
            ("Peter Mwangi", "government", "KE", "Presidency of Kenya"),
        ),
        (
            "President Putin vowed to answer.",
            "Putin",
            ("Vladimir Putin", "government", "RU", "Kremlin"),
        ),
    ],
)
def test_people_speak_for_bodies(who: Who, text: str, word: str, expected: tuple[str, ...]) -> None:
    found = who(text, word)
    assert found is not None
    assert (found.name, found.kind, found.party, found.on_behalf_of) == expected
    assert found.person
    assert found.named


def test_a_group_that_only_the_article_knows(who: Who) -> None:
    text = "Rebels took Torit. The rebel Green Hills Front (GHF) said so. Its leader, Simon Lado, spoke. The GHF left. "
    text += "A rebel depot burnt."
    assert brief(who(text, "GHF")) == ("Green Hills Front", "armed_group", "GHF")
    assert brief(who(text, "Rebels")) == ("Green Hills Front", "armed_group", "GHF")
    assert brief(who(text, "Lado")) == ("Simon Lado", "armed_group", "GHF")
    assert who(text, "depot") is None
    assert brief(who(text, "rebel")) == ("Green Hills Front", "armed_group", "GHF")


def test_bare_nouns_take_up_what_was_named(who: Who) -> None:
    text = "Mali's Defence Ministry said ten died. Bamako's central hospital treated forty. "
    text += "The ministry gave no names. The hospital was full."
    assert brief(who(text, "ministry")) == ("Malian Defence Ministry", "military", "ML")
    assert brief(who(text, "hospital")) == ("Bamako's central hospital", "medical", None)


def test_a_bare_army_of_nobody_knows_which_state(who: Who) -> None:
    found = who("Chad and Niger met. Chad complained. Niger answered. Soldiers stood by.", "Soldiers")
    assert found is not None
    assert found.party is None


def test_surname_alone_is_the_person_named_before(who: Who) -> None:
    text = "Governor Amina Yusuf of Borno in Nigeria condemned it. Two days later Yusuf visited the market."
    assert brief(who(text, "Yusuf")) == ("Amina Yusuf", "government", "NG")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Some observers expect talks.", "observers", ("Some observers", "unnamed", None)),
        ("Three local sources said so.", "sources", ("Three local sources", "unnamed", None)),
        ("Iranian sources said so.", "sources", ("Iranian sources", "unnamed", "IR")),
        ("Others say that it is over.", "Others", ("Others", "unnamed", None)),
        ("Residents of Homs fled.", "Residents", ("Residents of Homs", "witness", None)),
        ("A Turkish official denied it.", "official", ("A Turkish official", "government", "TR")),
    ],
)
def test_unnamed_sources_keep_their_words(who: Who, text: str, word: str, expected: tuple[str, str, str | None]) -> None:
    found = who(text, word)
    assert brief(found) == expected
    assert found is not None
    assert not found.named


def test_a_spokesperson_lends_the_name_of_the_body(who: Who) -> None:
    found = who("A spokesperson for Hezbollah denied it.", "spokesperson")
    assert found is not None
    assert (found.name, found.kind, found.named) == ("Hezbollah", "armed_group", False)


def test_words_that_are_no_actors(who: Who) -> None:
    assert who("He told us that the tanks had left.", "us") is None
    assert who("Two drones hit the bridge.", "bridge") is None
    assert who("They were joined by many times as many men.", "times") is None


def test_every_row_gives_its_reason_and_kinds_are_the_records() -> None:
    kinds = {"outlet", "wire", "state_media", "government", "military", "emergency_services", "international_body", "ngo", "expert"}
    kinds |= {
        "analyst",
        "witness",
        "medical",
        "company",
        "armed_group",
        "politician",
        "person",
        "social_media",
        "document",
        "unnamed",
    }
    for name in ("actors", "outlets", "institutions", "titles", "unnamed_sources", "name_words", "office_holders"):
        for row in tables.rows(name):
            assert row["reason"], (name, row)
            assert row["kind"] in kinds | {""}, (name, row)
    codes = {row["code"] for row in tables.rows("states")}
    assert {row["code"] for row in tables.rows("countries")} - codes <= {"HK", "PR"}


WORDS = "the army of Mali 's spokesman , al - Nour ( RSF ) its a rebel Front U.S. “ said in 3 – é 🙂 ’".split()  # noqa: SIM905


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(words=st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_words_go_through(parse: Parse, gazetteer: Gazetteer, words: list[str]) -> None:
    sentences = parse(" ".join(words))
    cast = find_actors(sentences, find_places(sentences, gazetteer))
    assert isinstance(cast, Cast)
    tokens = {t.i for s in sentences for t in s.tokens}
    assert {i for i, _ in cast.mentions()} <= tokens


def test_the_first_article(parse: Parse, gazetteer: Gazetteer, shared: Path) -> None:
    sentences = parse((shared / "spec/example.txt").read_text(encoding="utf-8"))
    names = {i.name for i in find_actors(sentences, find_places(sentences, gazetteer)).identities()}
    assert {"Kivu Free Front", "Amani Rukundo", "Jean Bahati", "Lakes Wire", "Goma's main hospital", "Lakes Relief", "M23"} <= names


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "Rebels attacked Lodwar in Kenya, which Kampala denies. Police in the town counted three dead.",
            "Police",
            ("Kenyan police", "emergency_services", "KE"),
        ),
        (
            "Ethiopian jets bombed Ethiopian towns. Meanwhile, in Colombia, police found a body.",
            "police",
            ("Colombian police", "emergency_services", "CO"),
        ),
        (
            "Two mortars fell on Ogre in Latvia. No one died in Valmiera, its mayor said.",
            "mayor",
            ("mayor of Valmiera", "government", "LV"),
        ),
        ("Mali: The army said it had repelled them.", "army", ("Malian Armed Forces", "military", "ML")),
        (
            "Shells fell in Lviv Region in Ukraine. The regional police counted two dead.",
            "police",
            ("Lviv regional police", "emergency_services", "UA"),
        ),
    ],
)  # fmt: skip
def test_a_body_of_a_town_is_of_the_state_where_the_news_plays(
    who: Who, text: str, word: str, expected: tuple[str, str, str]
) -> None:
    assert brief(who(text, word)) == expected


@pytest.mark.parametrize(
    ("text", "word", "kind", "party"),
    [
        ("Armenian separatist forces shelled a village.", "forces", "armed_group", None),
        ("Breakaway Moldovan troops shelled a village.", "troops", "armed_group", None),
        ("Two Kenyan soldiers spoke to reporters.", "soldiers", "military", "KE"),
        ("A bomb killed three Kenyan police in Wajir.", "police", "emergency_services", "KE"),
    ],
)
def test_those_who_fight_a_state_or_are_counted_are_not_its_army(
    who: Who, text: str, word: str, kind: str, party: str | None
) -> None:
    found = who(text, word)
    assert found is not None
    assert (found.kind, found.party, found.named) == (kind, party, False)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Defence Minister Park Jung-soo said the drone was shot down.", "soo", "Park Jung-soo"),
        ("Kyrgyz security minister Nurlan Asanov said two people had died.", "Asanov", "Nurlan Asanov"),
        ("Shells kill two, mayor says. The mayor, Jonas Petraitis, spoke in Kaunas.", "says", None),
        ("The mayor asked for help. Later Mayor Jonas Petraitis left Kaunas.", "mayor", "Jonas Petraitis"),
        ("A doctors' union counted two dead. The Chad Doctors Union is based in Abeche.", "union", "Chad Doctors Union"),
    ],
)
def test_names_of_offices_and_bodies_are_found_through_the_article(who: Who, text: str, word: str, name: str | None) -> None:
    found = who(text, word)
    assert (found.name if found is not None else None) == name
