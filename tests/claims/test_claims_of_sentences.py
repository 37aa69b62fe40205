"""What is claimed in single sentences: trigger, type, stage, polarity, participants, places, over many conflicts."""

from __future__ import annotations

import pytest

from allegedly.desk import Reader
from allegedly.intake.files import Overrides
from allegedly.records import Claim

CASES = [
    ("Government troops retook the town of Kidal on Tuesday.", "retook", "ground_advance", "occurred"),
    ("Houthi forces fired two anti-ship missiles at a tanker in the Red Sea.", "fired", "missile_strike", "occurred"),
    ("The army said it had shot down three reconnaissance drones over Lachin.", "shot down", "interception", "occurred"),
    ("Security forces arrested 14 protesters in Tbilisi.", "arrested", "detention", "occurred"),
    ("Some 12,000 people have fled their homes in Cabo Delgado since Monday.", "fled", "displacement", "occurred"),
    ("A mortar shell landed near a school in Taiz on Friday.", "landed", "shelling", "occurred"),
    ("Washington imposed sanctions on three generals.", "imposed", "sanction", "occurred"),
    ("The president declared a state of emergency in the two regions.", "declared", "declaration", "occurred"),
    ("Hackers attacked the website of the electoral commission in Chisinau.", "attacked", "cyber_attack", "occurred"),
    ("An explosion was heard in the centre of Donetsk.", "explosion", "explosion", "occurred"),
    ("Gunmen opened fire on a bus in Arauca.", "opened fire", "attack_on_civilians", "occurred"),
    ("Germany will send 12 more tanks to Ukraine.", "send", "weapons_transfer", "planned"),
    ("Peace talks between the two armies began in Jeddah on Saturday.", "talks", "negotiation", "occurred"),
    ("Turkish jets bombed positions in northern Iraq overnight.", "bombed", "air_strike", "occurred"),
    ("Drones set an oil depot ablaze in Taganrog.", "set an oil depot ablaze", "destruction", "occurred"),
    ("Four people lost their lives in Bamako.", "lost their lives", "casualties", "occurred"),
    ("Russia used cluster munitions in Kherson, the mayor alleged.", "used", "weapons_use", "occurred"),
    ("The militia is holding 40 hostages in Jos.", "holding", "detention", "ongoing"),
    ("The rebels tried to storm the airport of Bangui.", "storm", "ground_advance", "attempted"),
    ("Rescuers recovered four bodies from the rubble in Rafah.", "recovered", "casualties", "occurred"),
    ("Troops stormed into the square and shot two students.", "shot", "casualties", "occurred"),
    ("Stocks of flour have run out in Djibo.", "run out", "humanitarian_aid", "occurred"),
    ("The militia's men repositioned east of the river.", "repositioned", "withdrawal", "occurred"),
    ("Villagers in Torit have taken in 300 people from the border.", "taken in", "displacement", "occurred"),
    ("The army said it had destroyed five drones over Port Sudan.", "destroyed", "interception", "occurred"),
    ("Oslo will send more anti-drone guns to Kyiv.", "send", "weapons_transfer", "planned"),
    ("Aid workers came under drone fire near Khan Younis.", "came under drone fire", "drone_strike", "occurred"),
    ("If the ceasefire collapses, the army will attack Goma, its chief warned.", "attack", None, "planned"),
]


def claims_in(reader: Reader, sentence: str) -> list[Claim]:
    record = reader.read_bytes(sentence.encode(), "sentence.txt", Overrides(published="2024-03-10", outlet="Example"))
    return [claim for statement in record.statements for claim in statement.claims]


@pytest.mark.parametrize(("sentence", "trigger", "kind", "stage"), CASES)
def test_what_happened(reader: Reader, sentence: str, trigger: str, kind: str | None, stage: str) -> None:
    found = {claim.trigger.exact: claim for claim in claims_in(reader, sentence)}
    assert trigger in found, list(found)
    assert kind is None or found[trigger].type == kind
    assert found[trigger].stage == stage or kind is None


def test_coordinated_predicates_are_claims_of_their_own(reader: Reader) -> None:
    killed, wounded = claims_in(reader, "A car bomb killed four people and wounded eleven in Mogadishu on Friday.")
    assert [q.best for q in killed.quantities] == [4]
    assert [(q.best, q.measure) for q in wounded.quantities] == [(11, "wounded")]
    assert [p.name for p in killed.places] == [p.name for p in wounded.places] == ["Mogadishu"]
    assert killed.places[0].inherited
    assert not wounded.places[0].inherited


def test_coordinated_objects_are_one_claim(reader: Reader) -> None:
    (downed,) = claims_in(reader, "Air defences shot down 86 drones and six cruise missiles over Odesa.")
    assert [(q.best, q.measure) for q in downed.quantities] == [(86, "intercepted"), (6, "intercepted")]


def test_the_weapon_settles_the_kind_of_attack(reader: Reader) -> None:
    kinds = {
        weapon: claims_in(reader, f"{weapon} hit a warehouse in Latakia on Monday.")[0].type
        for weapon in ("A cruise missile", "Two drones", "Artillery shells", "A glide bomb")
    }
    assert list(kinds.values()) == ["missile_strike", "drone_strike", "shelling", "air_strike"]


def test_who_did_it_through_the_weapon_and_the_passive(reader: Reader) -> None:
    (struck,) = claims_in(reader, "A Turkish drone struck a checkpoint near Kobani on Monday.")
    assert [(a.mention.exact if a.mention else None, a.party) for a in struck.actor] == [("Turkish", "TR")]
    (attacked,) = claims_in(reader, "A convoy was attacked by Al-Shabaab fighters near Baidoa on Monday.")
    assert [a.party for a in attacked.actor] == ["Al-Shabaab"]
    assert [t.mention.exact for t in attacked.target if t.mention] == ["A convoy"]


def test_roles_of_places(reader: Reader) -> None:
    (fled,) = claims_in(reader, "Thousands of families fled from Titao to Ouahigouya on Sunday.")
    assert {(p.name, p.role) for p in fled.places} == {("Titao", "origin"), ("Ouahigouya", "destination")}


def test_a_container_is_not_a_second_place(reader: Reader) -> None:
    (hit,) = claims_in(reader, "Rockets hit a market in Sake, North Kivu, on Sunday.")
    assert [p.name for p in hit.places] == ["Sake"]


def test_a_headline_takes_time_and_place_from_the_story(reader: Reader) -> None:
    claims = claims_in(reader, "Rocket kills six at market\nRockets hit a market in Goma on Sunday morning, killing six people.\n")
    assert claims[0].trigger.exact == "kills"
    assert claims[0].time is not None
    assert claims[0].time.inherited
    assert claims[0].time.value == "2024-03-10TMO"
    assert [p.name for p in claims[0].places] == ["Goma"]


def test_history_and_plans_inherit_nothing(reader: Reader) -> None:
    text = "Rockets hit a market in Sake on Sunday.\nThe army plans to attack the rebels.\nM23 seized Goma in November 2012.\n"
    hit, plan, old = claims_in(reader, text)
    assert plan.time is None
    assert plan.places == ()
    assert old.event_scope == "background"
    assert hit.event_scope == "news"


def test_opinions_hold_nothing_to_check(reader: Reader) -> None:
    assert claims_in(reader, "The minister said the plan was disgraceful and that people deserved better.") == []


@pytest.mark.parametrize(
    ("words", "begins", "ends"),
    [
        ("over the past week", "2024-03-03T00:00:00", "2024-03-11T00:00:00"),
        ("in the past 24 hours", "2024-03-09T00:00:00", "2024-03-11T00:00:00"),
    ],
)
def test_a_stretch_of_time_up_to_the_report_is_a_claim_s_time(reader: Reader, words: str, begins: str, ends: str) -> None:
    (fled,) = claims_in(reader, f"Some 900 people have fled the town of Sake {words}, the mayor said.")
    assert fled.time is not None
    assert (str(fled.time.from_)[:19], str(fled.time.to)[:19]) == (begins, ends)


def test_a_mere_length_of_time_is_no_date(reader: Reader) -> None:
    (fought,) = claims_in(reader, "The two sides fought for three hours in Sake.")
    assert fought.time is None


def test_who_lives_there_speaks_of_the_place(reader: Reader) -> None:
    text = "Rockets hit a market in Goma on Sunday.\n\nResidents of Butembo said gunmen had killed two traders.\n"
    _, killed = claims_in(reader, text)
    assert [(p.name, p.inherited) for p in killed.places] == [("Butembo", True)]


def test_on_whose_account_is_not_where(reader: Reader) -> None:
    (fired,) = claims_in(reader, "The Houthis fired a missile at a tanker in support of the people of Gaza.")
    assert fired.places == ()


def test_a_borrowed_day_is_that_of_the_borrower_s_clock(reader: Reader) -> None:
    text = "Drones hit a depot in Taganrog on Sunday morning.\n\nKyiv said Russian missiles had killed a farmer in Izium.\n"
    hit, killed = claims_in(reader, text)
    assert hit.time is not None
    assert killed.time is not None
    assert (hit.time.from_, killed.time.from_) == ("2024-03-10T06:00:00+03:00", "2024-03-10T06:00:00+02:00")


def test_there_is_where_the_last_happening_was(reader: Reader) -> None:
    text = "Rockets hit a market in Goma on Sunday.\n\nFighting there killed 28 people in 2019, the UN said.\n"
    assert [p.name for p in claims_in(reader, text)[-1].places] == ["Goma"]


def test_a_clock_time_is_a_minute_and_about_it_half_an_hour(reader: Reader) -> None:
    (sharp,) = claims_in(reader, "A shell hit a school in Goma at 8 a.m. on Sunday.")
    (about,) = claims_in(reader, "A shell hit a school in Goma at about 8 a.m. on Sunday.")
    assert sharp.time is not None
    assert about.time is not None
    assert (str(sharp.time.from_)[11:16], str(sharp.time.to)[11:16]) == ("08:00", "08:01")
    assert (str(about.time.from_)[11:16], str(about.time.to)[11:16]) == ("07:30", "08:30")


def test_the_town_is_the_one_last_named(reader: Reader) -> None:
    text = "Goma was quiet on Sunday.\n\nThe town's hospital was shelled in March 2019, the UN said.\n"
    assert [(p.name, p.inherited) for p in claims_in(reader, text)[-1].places] == [("Goma", True)]


def test_a_bare_force_is_that_of_the_body_that_speaks_of_it(reader: Reader) -> None:
    text = "KYIV — Drones hit a depot in Sumy on Sunday.\n\nRussia's Defence Ministry said air defences had destroyed 42 drones.\n"
    (actor,) = claims_in(reader, text)[-1].actor
    assert actor.party == "RU"


def test_bare_gunmen_are_nobody_s(reader: Reader) -> None:
    text = "Fighters of Hamas left the camp.\n\nThe violence broke out on Friday when gunmen shot dead a Fatah officer.\n"
    shot = claims_in(reader, text)[-1]
    assert [(a.name, a.party) for a in shot.actor] == [(None, None)]


def test_a_nearby_city_is_the_city_itself(reader: Reader) -> None:
    (hit,) = claims_in(reader, "Two shells hit a hospital in the nearby city of Sidon on Sunday.")
    assert [(p.name, p.precision) for p in hit.places] == [("Sidon", 1)]


def test_what_goes_off_is_the_means(reader: Reader) -> None:
    (exploded,) = claims_in(reader, "A roadside bomb exploded under an army truck near Butembo on Sunday.")
    assert exploded.target == ()
    assert [i.class_ for i in exploded.instrument] == ["improvised explosive device"]


def test_police_who_died_are_not_the_police_who_say_so(reader: Reader) -> None:
    text = (
        "Bomb kills three police in Cauca\n\nA bomb exploded in Suarez, the governor said.\n\nTwo buses were burned, police said.\n"
    )
    record = reader.read_bytes(text.encode(), "x.txt", Overrides(published="2024-03-10"))
    assert record.statements[-1].chain[-1].source.name == "Colombian police"


def test_mortars_that_are_fired_are_the_means(reader: Reader) -> None:
    (fired,) = claims_in(reader, "The army fired mortars at the village of Torit on Sunday.")
    assert fired.type == "shelling"
    assert [i.class_ for i in fired.instrument] == ["mortar"]
