"""Words that look like attributions, quotations, claims or denials, and are none; beside them the same words when they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.desk import Reader
from allegedly.intake.files import Overrides
from allegedly.records import Statement

Listen = Callable[[str], list[Statement]]
OUTLET = "The Example Courier"


@pytest.fixture(scope="module")
def listen(reader: Reader) -> Listen:
    def run(text: str) -> list[Statement]:
        overrides = Overrides(published="2024-08-11", outlet=OUTLET)
        return list(reader.read_bytes(text.encode(), "x.txt", overrides).statements)

    return run


def told(statement: Statement) -> tuple[str | None, str, str, list[str]]:
    root = statement.chain[-1]
    return root.source.name, root.act, root.quote, [span.exact for span in statement.content]


def case(name: str, *values: object) -> object:
    return pytest.param(*values, id=name)


# The paper's own voice, and nobody else's: the second value is what its one statement has to hold.

IDIOMS = [
    case("that-said", "That said, the shelling of Kherson eased on Friday.", "the shelling of Kherson eased on Friday"),
    case(
        "having-said-that",
        "Having said that, the militia burned two villages on Friday.",
        "the militia burned two villages on Friday",
    ),
    case(
        "needless-to-say",
        "Needless to say, the shelling killed nine civilians in Rafah.",
        "the shelling killed nine civilians in Rafah",
    ),
    case(
        "goes-without-saying",
        "It goes without saying that drones struck Odesa again on Monday.",
        "drones struck Odesa again on Monday",
    ),
    case("so-to-speak", "The convoy was, so to speak, swallowed by the desert when drones struck it.", "when drones struck it"),
    case(
        "say-forty-tanks", "A column of, say, forty tanks crossed the Litani on Monday.", "forty tanks crossed the Litani on Monday"
    ),
    case(
        "tell-tale", "The tell-tale smoke of burning depots rose over Port Sudan.", "smoke of burning depots rose over Port Sudan"
    ),
    case("story-told-by-ruins", "The story told by the ruins is grim: shells destroyed 300 houses.", "shells destroyed 300 houses"),
    case("truth-be-told", "Truth be told, the rebels fled Goma on Monday.", "the rebels fled Goma on Monday"),
    case(
        "as-the-saying-goes",
        "An eye for an eye, as the saying goes: troops burned the mill on Sunday.",
        "troops burned the mill on Sunday",
    ),
    case("not-to-mention", "The shells destroyed two schools, not to mention the clinic.", "The shells destroyed two schools"),
    case("told-on-the-town", "The shelling told on the town, where 40 houses burned down.", "where 40 houses burned down"),
    case("fuel-to-the-fire", "The raid added fuel to the fire, and the militia shelled Tyre.", "the militia shelled Tyre"),
    case(
        "statement-of-intent",
        "The raid was a statement of intent: commandos destroyed three radars.",
        "commandos destroyed three radars",
    ),
    case("hailed-from", "The four gunmen who stormed the hotel hailed from Bamako.", "hailed from Bamako"),
    case("promised-land", "Shelling killed 40 migrants on their way to the promised land.", "on their way to the promised land"),
    case(
        "report-of-a-gun",
        "The report of a gun was heard before the sentry fell dead.",
        "The report of a gun was heard before the sentry fell dead",
    ),
]
OTHER_SENSES = [
    case("claimed-12-lives", "The bombing of the market in Mogadishu claimed 12 lives.", "claimed 12 lives"),
    case("claims-adjuster", "A claims adjuster was killed in the shelling of Kharkiv.", "A claims adjuster was killed"),
    case(
        "reported-for-duty",
        "Two hundred reservists reported for duty and stormed the ridge.",
        "Two hundred reservists reported for duty",
    ),
    case("charged-the-position", "The infantry charged the position and captured two guns.", "The infantry charged the position"),
    case("the-charge-exploded", "The charge exploded under the bridge at dawn.", "The charge exploded under the bridge at dawn"),
    case(
        "admitted-to-hospital",
        "Nine children were admitted to hospital after the strike.",
        "Nine children were admitted to hospital",
    ),
    case("denied-access", "Aid convoys were denied access to the camp on Friday.", "Aid convoys were denied access to the camp"),
    case(
        "denied-medical-care",
        "Guards denied the wounded prisoners medical care.",
        "Guards denied the wounded prisoners medical care",
    ),
    case(
        "denied-care-to",
        "The army denied medical care to the wounded prisoners.",
        "The army denied medical care to the wounded prisoners",
    ),
    case("denied-entry", "Two surgeons were denied entry to Gaza on Sunday.", "Two surgeons were denied entry to Gaza"),
    case("denied-the-enemy-the-hill", "The brigade's mines denied the enemy the hill.", "denied the enemy the hill"),
    case("threatened-by-floods", "The camp, threatened by floods, was evacuated on Friday.", "was evacuated on Friday"),
    case("appeal-court", "The appeal court freed 30 detained rebels on Monday.", "The appeal court freed 30 detained rebels"),
    case("noted-writer", "A noted writer was killed in the shelling of Kharkiv.", "A noted writer was killed"),
    case("alleged-bomber", "The alleged bomber was shot dead at a checkpoint in Quetta.", "was shot dead at a checkpoint"),
    case("the-said-bridge", "The said bridge was destroyed on Monday.", "The said bridge was destroyed"),
    case("stressed-concrete", "The stressed concrete of the bridge collapsed when shells hit it.", "collapsed when shells hit it"),
    case(
        "maintained-the-bridge",
        "Sappers maintained the bridge until shells destroyed it.",
        "Sappers maintained the bridge until shells destroyed it",
    ),
    case(
        "observed-the-truce",
        "Both armies observed the truce until shells fell on Tyre.",
        "Both armies observed the truce until shells fell on Tyre",
    ),
    case("recalled-its-ambassador", "Turkey recalled its ambassador after the air strike.", "Turkey recalled its ambassador"),
    case("ordered-tanks", "The army ordered 40 tanks from a Turkish company.", "The army ordered 40 tanks"),
    case("cited-for-bravery", "The sergeant was cited for bravery after he destroyed two tanks.", "he destroyed two tanks"),
    case(
        "pointed-guns",
        "Soldiers pointed their rifles at the crowd and killed six people.",
        "pointed their rifles at the crowd and killed six people",
    ),
    case("pressed-on", "Troops pressed on towards Goma and captured Sake.", "Troops pressed on towards Goma and captured Sake"),
    case("called-up", "The government called up 3,000 reservists on Monday.", "The government called up 3,000 reservists"),
    case(
        "accounts-for", "Artillery accounts for most of the 900 deaths in Bakhmut.", "Artillery accounts for most of the 900 deaths"
    ),
    case("bank-accounts", "Raiders emptied the accounts that the refugees held and burned the bank.", "burned the bank"),
    case("accounts-frozen", "Banks in Dubai froze the militia's accounts on Friday.", "froze the militia's accounts on Friday"),
    case("charges-dropped", "The charges that sappers had laid under the bridge exploded.", "exploded"),
    case(
        "state-television-hit",
        "The state television building was hit by two missiles.",
        "The state television building was hit by two missiles",
    ),
    case(
        "news-agency-hit",
        "Two missiles destroyed the office of Reuters in Gaza on Monday.",
        "Two missiles destroyed the office of Reuters in Gaza",
    ),
    case("spokesman-killed", "The army spokesman was killed by a drone on Monday.", "The army spokesman was killed by a drone"),
]
ACCORDING = [
    case("plan", "The evacuation of Mariupol went according to plan, and 200 people left.", "200 people left"),
    case("custom", "Villagers buried the 14 people killed in the strike according to custom.", "14 people killed in the strike"),
    case("schedule", "Troops withdrew from the town according to schedule on Monday.", "Troops withdrew from the town"),
    case("need", "Aid was delivered to 4,000 refugees according to need.", "Aid was delivered to 4,000 refugees"),
    case("according-them-rights", "Troops took the town, according its people no rights.", "Troops took the town"),
]
MARKS_WITHOUT_SPEECH = [
    case("operation", "Operation 'Iron Shield' began on Monday, and tanks crossed the Litani.", "tanks crossed the Litani"),
    case(
        "operation-of-many-words",
        'Operation "Sword of the North Wind" began when tanks crossed the Litani.',
        "tanks crossed the Litani",
    ),
    case("book", 'A missile burned the only copy of "The Last Train to Kyiv" in the library.', "A missile burned the only copy"),
    case("film-showing", 'The cinema was showing "All Quiet on the Western Front" when two shells hit it.', "two shells hit it"),
    case(
        "newspaper",
        'The office of the newspaper "Voice of the Free People" was destroyed by a missile.',
        "was destroyed by a missile",
    ),
    case("nickname", 'Soldiers killed Hassan "the Fox" Idris in a raid on Monday.', "Soldiers killed Hassan"),
    case("nickname-known-as", 'Soldiers killed the commander known as "the Butcher" on Monday.', "Soldiers killed the commander"),
    case("scare-quotes", 'The "liberated" town was shelled again on Sunday.', "town was shelled again on Sunday"),
    case("scare-quotes-single", "The 'humanitarian' convoy carried 300 rifles to the rebels.", "convoy carried 300 rifles"),
    case("scare-quotes-ending", 'Two shells hit the town that troops had "liberated".', 'that troops had "liberated"'),
    case("so-called", 'Two shells hit the so-called "safe zone" near Idlib.', "Two shells hit the so-called"),
    case(
        "banner",
        'A banner with the words "No more war in our villages" burned when a shell hit the square.',
        "a shell hit the square",
    ),
    case(
        "lyrics",
        'The song "The river will carry us home" was on the radio when drones struck the depot.',
        "drones struck the depot",
    ),
    case(
        "sign-on-a-wall",
        'Under the sign "Children live here and play" lay two soldiers killed by a mine.',
        "two soldiers killed by a mine",
    ),
    case(
        "legal-quotation",
        'The raid breached the ban on "violence to life and person" and killed nine detainees.',
        "killed nine detainees",
    ),
    case(
        "article-number",
        "Troops burned 30 houses, a crime under Article 8(2)(b)(xiii) of the Rome Statute.",
        "Troops burned 30 houses",
    ),
    case("case-number", "Under Article 51 of the Charter, cited in S/2024/101, jets bombed the port.", "jets bombed the port"),
    case("feet-and-inches", "Sappers found a 6' 2\" shell in the school, and it exploded.", "it exploded"),
]
THINGS = [
    case("dam-threatened-to-burst", "The dam threatened to burst after shells hit it.", "shells hit it"),
    case("fog-promised-to-hide", "The fog promised to hide the convoy, but drones struck it.", "drones struck it"),
    case("flood-revealed-mines", "The receding flood revealed 30 mines, and two of them exploded.", "two of them exploded"),
    case(
        "blast-announced-the-attack", "Two blasts announced the attack on the port, and marines stormed it.", "marines stormed it"
    ),
    case(
        "collapse-added-to-the-misery",
        "The bombing of the bridge added to the misery of 4,000 refugees.",
        "The bombing of the bridge added",
    ),
    case("siege-demanded-blood", "The siege demanded the blood of 300 soldiers.", "the blood of 300 soldiers"),
    case("clock-said-noon", "The clock said noon when two shells hit the station.", "two shells hit the station"),
    case("shell-answered", "A second shell answered the first, and the school burned down.", "the school burned down"),
]


@pytest.mark.parametrize(("text", "core"), [*IDIOMS, *OTHER_SENSES, *ACCORDING, *MARKS_WITHOUT_SPEECH, *THINGS])
def test_the_paper_alone_says_it(listen: Listen, text: str, core: str) -> None:
    found = listen(text)
    assert [[hop.source.name for hop in s.chain] for s in found] == [[OUTLET]]
    (said,) = found
    assert told(said)[1:3] == ("state", "none")
    assert core in " ".join(told(said)[3])


def test_reportedly_weakens_and_names_nobody(listen: Listen) -> None:
    (said,) = listen("Drones reportedly struck the refinery at Ryazan.")
    (claim,) = said.claims
    assert told(said) == (OUTLET, "state", "none", ["Drones reportedly struck the refinery at Ryazan"])
    assert [hedge.exact for hedge in claim.hedges] == ["reportedly"]
    assert claim.certainty != "certain"


@pytest.mark.parametrize("article", ["An", "The"])
def test_estimated_people_are_about_so_many(listen: Listen, article: str) -> None:
    (said,) = listen(f"{article} estimated 400 people fled Bunia on Sunday.")
    (claim,) = said.claims
    (quantity,) = claim.quantities
    assert told(said) == (OUTLET, "state", "none", [f"{article} estimated 400 people fled Bunia on Sunday"])
    assert (quantity.best, quantity.approximate, quantity.measure) == (400, True, "displaced")


def test_lives_claimed_are_deaths(listen: Listen) -> None:
    (said,) = listen("The bombing of the market in Mogadishu claimed 12 lives.")
    deaths = [q.best for claim in said.claims if claim.type == "casualties" for q in claim.quantities if q.measure == "killed"]
    assert deaths == [12]


def test_a_slogan_denies_nothing(listen: Listen) -> None:
    (said,) = listen('A banner with the words "No more war in our villages" burned when a shell hit the square.')
    polarity = {claim.trigger.exact: claim.polarity for claim in said.claims}
    assert (polarity["burned"], polarity["hit"]) == ("positive", "positive")


# Somebody unnamed vouches or guesses.


@pytest.mark.parametrize(
    ("text", "act", "content"),
    [
        case(
            "confirmed-dead",
            "Four miners were confirmed dead after the explosion.",
            "confirm",
            ["Four miners", "dead after the explosion"],
        ),
        case(
            "believed-dead",
            "Six sailors are believed dead after the sinking.",
            "believe",
            ["Six sailors", "dead after the sinking"],
        ),
        case("presumed-dead", "Six sailors are presumed dead.", "believe", ["Six sailors", "dead"]),
    ],
)
def test_somebody_unnamed_holds_them_dead(listen: Listen, text: str, act: str, content: list[str]) -> None:
    (said,) = listen(text)
    assert told(said) == (None, act, "indirect", content)
    assert said.chain[-1].source.kind == "unnamed"


# What is not said.


@pytest.mark.parametrize(
    "text",
    [
        case("declined-to-comment", "The ministry declined to comment on the strike."),
        case("no-comment", "The ministry had no comment on the strike."),
        case("did-not-respond", "The ministry did not respond to a request for comment on the strike."),
        case("said-nothing", "The general said nothing about the strike."),
        case("has-yet-to-comment", "The army has yet to comment on the strike."),
    ],
)
def test_nobody_vouches_in_silence(listen: Listen, text: str) -> None:
    for said in (s for s in listen(text) if len(s.chain) > 1):  # the content is what is not commented on
        assert (told(said)[1:3], {c.certainty for c in said.claims} <= {"unknown"}) == (("state", "none"), True)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        case("did-not-confirm", "The ministry did not confirm that its jet had crashed.", "ministry"),
        case("could-not-confirm", "The ministry could not confirm that its jet had crashed.", "ministry"),
        case("neither-nor", "The ministry neither confirmed nor denied that its jet had crashed.", "ministry"),
        case("would-not-confirm-or-deny", "The ministry would not confirm or deny that its jet had crashed.", "ministry"),
    ],
)
def test_what_is_left_open_is_unknown(listen: Listen, text: str, source: str) -> None:
    (said,) = listen(text)
    (claim,) = said.claims
    assert told(said)[0] == source
    assert told(said)[3] == ["its jet had crashed"]
    assert claim.certainty == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        case("stopped-short", "The envoy stopped short of saying that troops had shelled the camp."),
        case("did-not-say-that", "The envoy did not say that troops had shelled the camp."),
        case("refused-to-say-whether", "The envoy refused to say whether troops had shelled the camp."),
        case("did-not-claim", "The envoy did not claim that troops had shelled the camp."),
        case("never-said", "The envoy never said that troops had shelled the camp."),
        case("far-from-saying", "The envoy was far from saying that troops had shelled the camp."),
        case("only-asks", "The envoy asked whether troops had shelled the camp."),
        case("wondered", "The envoy wondered if troops had shelled the camp."),
    ],
)
def test_nobody_is_sure_of_what_was_not_said(listen: Listen, text: str) -> None:
    assert {claim.certainty for s in listen(text) for claim in s.claims if claim.trigger.exact == "shelled"} <= {"unknown"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        case("after", "“Did your jets bomb the bridge?” asked Mariam Idris.", "Did your jets bomb the bridge?"),
        case("before", "Mariam Idris asked: “Did your jets bomb the bridge?”", "Did your jets bomb the bridge?"),
    ],
)
def test_a_source_that_only_asks(listen: Listen, text: str, content: str) -> None:
    (said,) = listen(text)
    assert told(said) == ("Mariam Idris", "ask", "direct", [content])
    assert [claim.certainty for claim in said.claims] == ["unknown"]


# The same words, when they do attribute.


@pytest.mark.parametrize(
    ("text", "source", "act", "content"),
    [
        case("claimed-that", "The rebels claimed that 12 soldiers were killed.", "The rebels", "claim", "12 soldiers were killed"),
        case("admitted-that", "The army admitted that a shell hit the hospital.", "The army", "admit", "a shell hit the hospital"),
        case("denied-that", "The army denied that care was withheld.", "The army", "deny", "care was withheld"),
        case("threatened-to", "The rebels threatened to flood the camp.", "The rebels", "threaten", "to flood the camp"),
        case(
            "the-court-said",
            "The appeal court said troops had burned 30 houses.",
            "The appeal court",
            "state",
            "troops had burned 30 houses",
        ),
        case(
            "television-said",
            "State television said two missiles had hit the port.",
            "State television",
            "state",
            "two missiles had hit the port",
        ),
        case("writer-noted", "A writer noted that 30 houses were burned.", "A writer", "state", "30 houses were burned"),
        case("according-to-planners", "Two towns fell, according to planners.", "planners", "state", "Two towns fell"),
        case(
            "images-show",
            "Satellite images show the hangar was destroyed.",
            "Satellite images",
            "state",
            "the hangar was destroyed",
        ),
        case("needless-death-said", "Needless deaths occurred, the judge said.", "the judge", "state", "Needless deaths occurred"),
    ],
)
def test_the_same_words_when_they_attribute(listen: Listen, text: str, source: str, act: str, content: str) -> None:
    (said,) = listen(text)
    mention = said.chain[-1].source.mention
    assert mention is not None
    assert (mention.exact, *told(said)[1:]) == (source, act, "indirect", [content])
