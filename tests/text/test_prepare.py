"""Cleaning: repairs are recorded and reversible, zones cover the text, passages lie in their zones."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.records import Document, Zone
from allegedly.text.prepare import clean, passages
from allegedly.text.sentences import split_sentences

LEAD = "Rebels took two villages near Aweil on Monday, the army said.\n"


def document(
    text: str, *, outlet: str | None = "The Upland Post", published: str | None = "2019-03-12", zones: tuple[Zone, ...] = ()
) -> Document:
    return clean(Document("d", None, outlet, None, None, "en", published, text, zones=zones))


def zones(text: str, **given_: str | None) -> list[tuple[str, str | None, str]]:
    found = document(text, **given_)  # type: ignore[arg-type]
    return [(z.kind, z.voice, found.text[z.start : z.end]) for z in found.zones]


def spoken(text: str) -> list[tuple[str, str]]:
    found = document(text)
    return [(p.zone.kind, found.text[p.start : p.end]) for p in passages(found)]


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("The river โ wide here โ was mined.", "The river — wide here — was mined."),
        ("The river вЂ” wide here вЂ” was mined.", "The river — wide here — was mined."),
        ("The riverâ€™s bank was mined.", "The river’s bank was mined."),
        ("They donâ€™t say â€œyesâ€\x9d.", "They don’t say “yes”."),
        ("They donโt say so.", "They don’t say so."),
        ("They don\ufffdt say so, the town\ufffds mayor said.", "They don’t say so, the town’s mayor said."),
        ("The river โ€” wide here.", "The river — wide here."),
        ("The river â wide here.", "The river — wide here."),
        ("He said \x93no\x94 \x96 twice.", "He said “no” – twice."),
        ("The cafÃ© burned, JosÃ© said.", "The café burned, José said."),
        ("Fire &amp; rescue said &#8220;no&#8221;.", "Fire & rescue said “no”."),
    ],
)
def test_repairs(damaged: str, mended: str) -> None:
    found = document(damaged)
    assert found.text == mended
    undone = found.text
    for repair in reversed(found.repairs):
        assert repair.reason
        undone = undone[: repair.start] + repair.original + undone[repair.end :]
    assert undone == damaged


@pytest.mark.parametrize(
    "text",
    [
        "The café in Łódź, near Škoda’s “old” works – burned…",
        "A dose of β radiation was measured at the plant.",
        "The Russian word в means “in”, and город means town.",
        "เขา said โรงเรียน was hit.",
        "Full-width ＡＢＣ, the ligature ﬁ and São Tomé stay.",
    ],
)
def test_genuine_letters_stay(text: str) -> None:
    found = document(text)
    assert (found.text, found.repairs) == (text, ())


def test_hints_move_with_repairs() -> None:
    found = document("The townâ€™s fate\n" + LEAD, zones=(Zone(0, 18, "headline"),))
    assert found.text[found.zones[0].start : found.zones[0].end] == "The town’s fate\n"


@pytest.mark.parametrize(
    ("line", "dateline", "voice"),
    [
        ("AWEIL, South Sudan — Rebels took two villages.", "AWEIL, South Sudan — ", "The Upland Post"),
        ("JUBA (Reuters) - Rebels took two villages.", "JUBA (Reuters) - ", "Reuters"),
        ("JUBA, South Sudan (AP) — Rebels took two villages.", "JUBA, South Sudan (AP) — ", "Associated Press"),
        ("Minsk, 3 March. /TASS/. Soldiers took two villages.", "Minsk, 3 March. /TASS/. ", "TASS"),
        ("JUBA, March 11 (Upland Post) - Rebels took villages.", "JUBA, March 11 (Upland Post) - ", "The Upland Post"),
        ("BAHIR DAR, Ethiopia, 6 May 2021 — Rebels took two villages.", "BAHIR DAR, Ethiopia, 6 May 2021 — ", "The Upland Post"),
        (
            "   LIMA, 3 JAN 89 (EFE) -- [REPORT] [TEXT] REBELS TOOK TWO VILLAGES.",
            "   LIMA, 3 JAN 89 (EFE) -- [REPORT] [TEXT] ",
            "EFE",
        ),
        ("(AFP) — Rebels took two villages.", "(AFP) — ", "Agence France-Presse"),
    ],
)
def test_datelines(line: str, dateline: str, voice: str) -> None:
    found = zones(line)
    assert found[0] == ("dateline", voice, dateline)
    assert found[1][:2] == ("body", voice)


@pytest.mark.parametrize(
    "line",
    ["The army — which lost two villages — said so.", "NATO: two jets were lost on Monday, it said.", "U.N.-backed talks failed."],
)
def test_no_datelines(line: str) -> None:
    assert [kind for kind, _, _ in zones(line)] == ["body"]


def test_comment_is_one_paragraph_and_its_mark_is_not_spoken() -> None:
    text = LEAD + "Editor’s note: Phones in Aweil are down.\nThe army denied it on Tuesday."
    assert [(k, v) for k, v, _ in zones(text)] == [
        ("body", "The Upland Post"),
        ("comment", "The Upland Post"),
        ("body", "The Upland Post"),
    ]
    assert ("comment", "Phones in Aweil are down.") in spoken(text)


def test_full_text_runs_until_another_voice() -> None:
    text = LEAD + "Full text:Our men left the town.\nThey will return.\nComment: They have said so before.\nThe army denied it."
    assert [(k, v) for k, v, _ in zones(text)][1:] == [
        ("quotation", None),
        ("comment", "The Upland Post"),
        ("body", "The Upland Post"),
    ]
    assert ("quotation", "Our men left the town.") in spoken(text)


def test_statement_with_its_author() -> None:
    found = zones(LEAD + "President Akol's full statement:\nOur men left the town.\nThey will return.")
    assert found[-1][:2] == ("quotation", "President Akol")


def test_pasted_passage_after_a_colon_is_one_paragraph() -> None:
    text = (
        LEAD
        + "The fighting goes on, with radio stations describing a fire in the town:\n"
        + "A depot burned down in Aweil.\nThe army sent more men."
    )
    assert [k for k, _, _ in zones(text)] == ["body", "quotation", "body"]
    listed = LEAD + "The ministry said these towns were hit:\n- Aweil\n- Wau\n"
    assert [k for k, _, _ in zones(listed)] == ["body"]


def test_a_block_whose_first_line_could_end_it() -> None:
    text = LEAD + "The radio station carried the statement in full:\n***\nOur men left the town."
    assert [k for k, _, _ in zones(text)] == ["body", "quotation"]


def test_quotation_over_paragraphs_and_attributed_quotation() -> None:
    block = LEAD + "“We left the town at night.\n“We left our dead behind us.”\nThe army denied it."
    assert [k for k, _, _ in zones(block)] == ["body", "quotation", "body"]
    assert [k for k, _, _ in zones(LEAD + "“We left the town at night,” one rebel said.")] == ["body"]


def test_background_is_a_whole_paragraph_of_other_years() -> None:
    assert [k for k, _, _ in zones(LEAD + "The rebels first took Aweil in June 2014. They held it for a year.\n")] == [
        "body",
        "background",
    ]
    for news in (
        "The town, captured in 2014, was shelled.",
        "He said the rebels had taken Aweil in 2014.",
        "Rebels, who took Aweil in 2014, returned on Monday.",
        "Nearly 2000 people fled in trucks.",
        "The army plans to retake the town in 2025.",
    ):
        assert [k for k, _, _ in zones(LEAD + news)] == ["body"], news


def test_captions_and_boilerplate() -> None:
    text = (
        LEAD
        + "A picture shows the market in Aweil. (Ayen Bol/AFP)\nRead more: Ten years of war\nAdditional reporting by Peter Lado\n"
    )
    assert [k for k, _, _ in zones(text)] == ["body", "caption", "boilerplate"]
    assert [k for k, _ in spoken(text)] == ["body", "caption"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "   JUBA, 3 JAN 89 (EFE) -- [TEXT] REBELS OF THE SOUTHERN FRONT TOOK TWO\nVILLAGES NEAR AWEIL ON MONDAY, A "
        "SPOKESMAN OF THE ARMED FORCES SAID\n"
        "YESTERDAY.  HE ADDED THAT THE ARMY WOULD TRY TO RETAKE BOTH OF THEM\nBEFORE THE RAINS SET IN.\n\n   NOBODY WAS HURT.\n"
    )
    found = document(text)
    assert found.text == text
    assert [text[p.start : p.end].split(maxsplit=1)[0] for p in passages(found)] == ["JUBA,", "REBELS", "HE", "NOBODY"]
    assert [p.paragraph for p in passages(found)] == [0, 0, 0, 1]


def holds(found: Document) -> None:
    assert all(a.end == b.start for a, b in pairwise(found.zones))
    assert all(z.start < z.end for z in found.zones)
    assert not found.text or (found.zones[0].start, found.zones[-1].end) == (0, len(found.text))
    at = number = 0
    for passage in passages(found):
        assert passage.zone.start <= passage.start < passage.end <= passage.zone.end
        assert passage.start >= at
        assert passage.paragraph >= number
        at, number = passage.end, passage.paragraph


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                [
                    "\n",
                    "Comment: ",
                    '"',
                    "“",
                    "Full text:",
                    "in 2014.",
                    "KYIV (AP) — ",
                    "โ ",
                    "â€",
                    ":\n",
                    "He said it in full text:\n",
                ]
            ),
        )
    )
)
def test_any_text_goes_through(parts: list[str]) -> None:
    holds(document("".join(parts)))


@pytest.mark.parametrize(
    "text",
    [
        "AA-" * 300 + "\n" + LEAD,
        "Aa-Bb " * 300,
        "In 1990 the army" + ", who" * 50_000 + " left.",
        ('"' + LEAD) * 20_000,
        "[" * 200_000,
        LEAD * 20_000,
    ],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    started = time.perf_counter()
    holds(document(text))
    assert time.perf_counter() - started < 15


def test_the_seed(shared: Path) -> None:
    text = next((shared / "data" / "seed").glob("*.txt")).read_text(encoding="utf-8")
    found = document(text, outlet=None, published="2024-08-11")
    assert [z.kind for z in found.zones] == ["body", "quotation", "comment", "body", "quotation", "body", "background"]
    assert [(r.original, found.text[r.start : r.end]) for r in found.repairs] == [("โ", "—"), ("โ", "—")]


def test_the_contract_example(shared: Path) -> None:
    wanted = json.loads((shared / "spec" / "example.json").read_text(encoding="utf-8"))
    hint = (Zone(0, 44, "headline", None),)
    found = document(wanted["text"], outlet=wanted["outlet"], published=wanted["published"], zones=hint)
    assert [{"start": z.start, "end": z.end, "kind": z.kind, "voice": z.voice} for z in found.zones] == wanted["zones"]


def test_sentences_of_a_line() -> None:
    assert split_sentences("One fell. Two fell.", 0, 19) == [(0, 9), (10, 19)]
