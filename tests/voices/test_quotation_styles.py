"""One news, one speaker, one act and one content, whatever marks a paper puts round the words, or none."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import NamedTuple

import pytest

from allegedly.desk import Reader
from allegedly.intake.files import Overrides
from allegedly.records import Statement

Listen = Callable[[str], list[Statement]]
OUTLET = "The Example Courier"
MORE = "Nobody slept that night"
LAST = "We buried them on Sunday"
OWN = "The road to the camp was closed on Monday"


class News(NamedTuple):
    """Who says what with which cue; `first` and `rest` make the words, joined by a comma."""

    speaker: str
    cue: str
    act: str
    first: str
    rest: str


NEWS = [
    News("Mariam Idris", "said", "state", "Paramilitary fighters shelled the hospital in El Fasher", "and two nurses were killed"),
    News("Thura Aung", "admitted", "admit", "The army's jets bombed the monastery in Sagaing", "because rebels were hiding there"),
    News("Serhiy Bondar", "claimed", "claim", "Our crews shot down nine drones over Sumy", "but one of them got through"),
    News("Hezbollah", "confirmed", "confirm", "A shell hit an ambulance near Tyre", "and four medics are missing"),
    News("Jean Kabongo", "alleged", "allege", "The rebels burned the market at Masisi", "and the grain was carried off"),
]
MARKS = {
    "curly": ("“", "”"),
    "straight": ('"', '"'),
    "guillemets": ("«", "»"),
    "guillemets-spaced": ("« ", " »"),
    "guillemets-no-break": ("«\u00a0", "\u00a0»"),
    "guillemets-narrow": ("«\u202f", "\u202f»"),
    "guillemets-reversed": ("»", "«"),
    "guillemets-single": ("‹", "›"),
    "low-german": ("„", "“"),
    "low-polish": ("„", "”"),
    "low-single": ("‚", "‘"),
    "right-swedish": ("”", "”"),
    "single-curly": ("‘", "’"),
    "single-straight": ("'", "'"),
    "doubled": ("''", "''"),
    "doubled-tex": ("``", "''"),
    "curly-then-straight": ("“", '"'),
    "straight-then-curly": ('"', "”"),
}
# {o} and {c} are the marks, {s} the speaker, {v} the cue, {f} and {r} the halves of the words {w}, {m} a second sentence.
CUES = {
    "before-colon": "{s} {v}: {o}{w}.{c}",
    "before-comma": "{s} {v}, {o}{w}.{c}",
    "before-two-sentences": "{s} {v}: {o}{w}. {m}.{c}",
    "after": "{o}{w},{c} {s} {v}.",
    "after-inverted": "{o}{w},{c} {v} {s}.",
    "after-british": "{o}{w}{c}, {s} {v}.",
    "middle": "{o}{f},{c} {s} {v}, {o}{r}.{c}",
    "between-sentences": "{o}{w},{c} {s} {v}. {o}{m}.{c}",
}
OFTEN = ["curly", "straight", "guillemets", "low-german", "single-curly", "doubled"]
every_news = pytest.mark.parametrize("news", NEWS, ids=[n.speaker.replace(" ", "-") for n in NEWS])


@pytest.fixture(scope="module")
def listen(reader: Reader) -> Listen:
    def run(text: str) -> list[Statement]:
        overrides = Overrides(published="2024-08-11", outlet=OUTLET)
        return list(reader.read_bytes(text.encode(), "x.txt", overrides).statements)

    return run


def write(pattern: str, news: News, marks: str = "curly") -> str:
    opening, closing = MARKS[marks]
    words = f"{news.first}, {news.rest}"
    return pattern.format(o=opening, c=closing, s=news.speaker, v=news.cue, f=news.first, r=news.rest, w=words, m=MORE)


def words_of(pattern: str, news: News) -> list[str]:
    """The contents of what `pattern` writes: its placeholders for words, cut where a cue or a mark stands between."""
    whole = f"{news.first}, {news.rest}"
    written = re.findall(r"\{w\}\. \{m\}|\{[fwrm]\}", pattern)
    return [piece.format(f=news.first, r=news.rest, w=whole, m=MORE) for piece in written]


def heard(statement: Statement) -> tuple[str | None, str, list[str]]:
    root = statement.chain[-1]
    return root.source.name, root.act, [span.exact for span in statement.content]


def quoted(statement: Statement) -> tuple[str | None, str, str, list[str]]:
    name, act, content = heard(statement)
    return name, act, statement.chain[-1].quote, content


@every_news
@pytest.mark.parametrize("cue", CUES)
@pytest.mark.parametrize("marks", MARKS)
def test_every_mark_with_the_cue_in_every_place(listen: Listen, marks: str, cue: str, news: News) -> None:
    found = listen(write(CUES[cue], news, marks))
    assert [quoted(s) for s in found] == [(news.speaker, news.act, "direct", words_of(CUES[cue], news))]
    assert [hop.source.name for hop in found[0].chain] == [OUTLET, news.speaker]


@every_news
@pytest.mark.parametrize(
    "pattern",
    [
        "{s} {v}: {w}.",
        "{s} {v}, {w}.",
        "{w}, {s} {v}.",
        "{w}, {v} {s}.",
        "{f}, {s} {v}, {r}.",
    ],
)
def test_marks_stripped_altogether(listen: Listen, pattern: str, news: News) -> None:
    assert [heard(s) for s in listen(write(pattern, news))] == [(news.speaker, news.act, words_of(pattern, news))]


@every_news
@pytest.mark.parametrize("joined", ["that ", ""])
def test_a_clause_needs_no_marks(listen: Listen, joined: str, news: News) -> None:
    clause = news.first[0].lower() + news.first[1:]
    found = listen(f"{news.speaker} {news.cue} {joined}{clause}.")
    assert [quoted(s) for s in found] == [(news.speaker, news.act, "indirect", [clause])]


@every_news
@pytest.mark.parametrize(
    "pattern",
    [
        "— {w}, {s} {v}.",
        "- {w}, {s} {v}.",
        "– {f}, {s} {v}, {r}.",
        "— {w}, — {v} {s}.",
        "—{w} —{v} {s}.",
        "{s} {v}:\n\n— {w}.",
        "— {w}, {s} {v}. — {m}.",
    ],
)
def test_dashes_of_dialogue(listen: Listen, pattern: str, news: News) -> None:
    assert [heard(s) for s in listen(write(pattern, news))] == [(news.speaker, news.act, words_of(pattern, news))]


def test_dialogue_of_two(listen: Listen) -> None:
    text = "— The rebels burned the market, Jean Kabongo said.\n\n— No rebel entered the town, Omar Saleh answered.\n"
    assert [heard(s) for s in listen(text)] == [
        ("Jean Kabongo", "state", ["The rebels burned the market"]),
        ("Omar Saleh", "state", ["No rebel entered the town"]),
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“The rebels burned the market,” he said.", "The rebels burned the market"),
        ("— The rebels burned the market, he said.", "The rebels burned the market"),
        ("The rebels burned the market, he said.", "The rebels burned the market"),
        ("He said the town had fallen.", "the town had fallen"),
        ("He said: The town had fallen.", "The town had fallen"),
    ],
)
def test_who_he_is_in_every_style(listen: Listen, text: str, content: str) -> None:
    fled, said = listen(f"Jean Kabongo fled Masisi on Friday. {text}")
    assert heard(fled) == (OUTLET, "state", ["Jean Kabongo fled Masisi on Friday"])
    assert heard(said) == ("Jean Kabongo", "state", [content])


# Half-quoted words.


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    "pattern", ["the rebels had {o}burned every house{c} in Masisi", "the rebels had {o}burned every house in it{c}"]
)
def test_a_part_in_marks_is_mixed(listen: Listen, marks: str, pattern: str) -> None:
    opening, closing = MARKS[marks]
    clause = pattern.format(o=opening, c=closing)
    found = listen(f"Jean Kabongo said {clause}.")
    assert [quoted(s) for s in found] == [("Jean Kabongo", "state", "mixed", [clause])]


# Marks within marks.


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("“”", "‘’"),
        ('""', "''"),
        ("‘’", "“”"),
        ("''", '""'),
        ("«»", "“”"),
        ("«»", "‹›"),
        ("„“", "‚‘"),
        ("»«", "›‹"),
        ("“”", "“”"),
        ('""', '""'),
        ("«»", "«»"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "The men of the {}Lions of the Desert{} burned our granary",
        "{}The Lions of the Desert{} burned our granary at night",
        "Those who burned our granary are the {}Lions of the Desert{}",
    ],
    ids=["inside", "at-the-start", "at-the-end"],
)
def test_marks_within_marks(listen: Listen, outer: str, inner: str, words: str) -> None:
    content = words.format(*inner)
    found = listen(f"{outer[0]}{content},{outer[1]} Mariam Idris said.")
    assert [quoted(s) for s in found] == [("Mariam Idris", "state", "direct", [content])]


def test_three_levels_of_marks(listen: Listen) -> None:
    content = "The men of the ‘so-called “Desert” Lions’ burned our granary"
    found = listen(f"“{content},” Mariam Idris said.")
    assert [quoted(s) for s in found] == [("Mariam Idris", "state", "direct", [content])]


@pytest.mark.parametrize(("outer", "inner"), [("“”", "‘’"), ('""', "''"), ("«»", "“”"), ("‘’", "“”")])
def test_a_speaker_within_the_marks(listen: Listen, outer: str, inner: str) -> None:
    text = f"{outer[0]}The officer told us {inner[0]}your village will burn tonight{inner[1]},{outer[1]} Mariam Idris said."
    (said,) = listen(text)
    root = said.chain[-1]
    assert [hop.source.name for hop in said.chain[:-1]] == [OUTLET, "Mariam Idris"]
    assert root.source.mention is not None
    assert (root.source.mention.exact, root.act, root.quote) == ("The officer", "state", "direct")
    assert [span.exact for span in said.content] == ["your village will burn tonight"]


@pytest.mark.parametrize("marks", ["single-straight", "single-curly"])
@pytest.mark.parametrize("words", ["The rebels’ mortars hit the market", "They came in ’94 and burned the mill"])
def test_apostrophes_within_single_marks(listen: Listen, marks: str, words: str) -> None:
    words = words.replace("’", MARKS[marks][1])
    found = listen(f"{MARKS[marks][0]}{words},{MARKS[marks][1]} Jean Kabongo said.")
    assert [quoted(s) for s in found] == [("Jean Kabongo", "state", "direct", [words])]


# Speeches of several paragraphs.


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["blank-line", "line-end"])
@pytest.mark.parametrize("marks", OFTEN)
@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("{s} {v}: {o}{w}.{gap}{o}{m}.{gap}{o}{l}.{c}", ["{w}", "{m}", "{l}"]),
        ("{o}{w},{c} {s} {v}. {o}{m}.{gap}{o}{l}.{c}", ["{w}", "{m}", "{l}"]),
        ("{o}{f},{c} {s} {v}, {o}{r}.{gap}{o}{l}.{c}", ["{f}", "{r}", "{l}"]),
        ("{o}{w}.{gap}{o}{m},{c} {s} {v}.", ["{w}", "{m}"]),
    ],
    ids=["cue-before", "cue-after-one", "cue-within-one", "cue-at-the-end"],
)
def test_each_paragraph_reopens(listen: Listen, pattern: str, pieces: list[str], marks: str, gap: str) -> None:
    news = NEWS[4]
    paragraphs = pattern.replace("{l}", LAST).replace("{gap}", gap)
    found = listen(write(paragraphs, news, marks) + f"{gap}{OWN}.")
    content = [write(piece.replace("{l}", LAST), news) for piece in pieces]
    assert [quoted(s) for s in found] == [(news.speaker, news.act, "direct", content), (OUTLET, "state", "none", [OWN])]


# Marks that are missing.


@every_news
@pytest.mark.parametrize("marks", OFTEN)
def test_a_mark_never_closed_ends_with_its_paragraph(listen: Listen, marks: str, news: News) -> None:
    found = listen(write("{s} {v}: {o}{w}.", news, marks) + f"\n\n{OWN}.")
    content = words_of("{w}", news)
    assert [quoted(s) for s in found] == [(news.speaker, news.act, "direct", content), (OUTLET, "state", "none", [OWN])]


@every_news
@pytest.mark.parametrize("marks", OFTEN)
@pytest.mark.parametrize("pattern", ["{o}{w}, {s} {v}.", "{w},{c} {s} {v}.", "{s} {v}: {w}.{c}", "{o}{f}, {s} {v}, {r}.{c}"])
def test_one_mark_of_a_pair_is_missing(listen: Listen, pattern: str, marks: str, news: News) -> None:
    found = listen(write(pattern, news, marks) + f"\n\n{OWN}.")
    assert [heard(s) for s in found] == [(news.speaker, news.act, words_of(pattern, news)), (OUTLET, "state", [OWN])]


# Old wires in capitals.

DATELINES = {
    "none": ("", OUTLET),
    "muc": ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT] ", "ACAN-EFE"),
    "two-tags": ("BOGOTA, 12 MAR 89 (EFE) -- [REPORT] [PEDRO RUIZ] [TEXT] ", "EFE"),
}


@every_news
@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize(("marks", "cue"), [("straight", cue) for cue in CUES] + [("doubled", "after"), ("curly", "middle")])
def test_a_wire_in_capitals(listen: Listen, marks: str, cue: str, dateline: str, news: News) -> None:
    opening, voice = DATELINES[dateline]
    found = listen(opening + write(CUES[cue], news, marks).upper())
    content = [piece.upper() for piece in words_of(CUES[cue], news)]
    assert [quoted(s) for s in found] == [(news.speaker, news.act, "direct", content)]
    assert found[0].chain[0].source.name == voice


@every_news
@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize("joined", ["THAT ", ""])
def test_a_clause_in_capitals(listen: Listen, joined: str, dateline: str, news: News) -> None:
    found = listen(f"{DATELINES[dateline][0]}{news.speaker.upper()} {news.cue.upper()} TODAY {joined}{news.first.upper()}.")
    assert [quoted(s) for s in found] == [(news.speaker, news.act, "indirect", [news.first.upper()])]
    said_at = found[0].chain[-1].said_at
    assert said_at is not None
    assert said_at.mention is not None
    assert said_at.mention.exact == "TODAY"


@every_news
def test_a_wire_in_capitals_broken_at_one_width(listen: Listen, news: News) -> None:
    wire = (
        DATELINES["muc"][0]
        + f"{write(CUES['before-two-sentences'], news, 'straight')} {OWN}. {write(CUES['after'], news, 'straight')}"
    )
    found = listen(textwrap.fill(wire.upper(), 66))
    said = [(n, a, q, [" ".join(piece.split()) for piece in c]) for n, a, q, c in map(quoted, found)]
    first, second = (
        (news.speaker, news.act, "direct", [piece.upper() for piece in words_of(CUES[cue], news)])
        for cue in ("before-two-sentences", "after")
    )
    assert said == [first, ("ACAN-EFE", "state", "none", [OWN.upper()]), second]
