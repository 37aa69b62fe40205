"""The incidents of an article: what is merged, what fills the roles, and that modern text works too."""

from __future__ import annotations

import functools

from allegedly.claims.incidents import Incident
from allegedly.reading import DocumentReader
from allegedly.records import Document


@functools.cache
def _reader() -> DocumentReader:
    return DocumentReader()


def _document(text: str, published: str | None = "2024-05-10") -> Document:
    return Document("x", None, None, None, None, "en", published, text)


def _incidents(text: str, published: str | None = "2024-05-10") -> tuple[Incident, ...]:
    return _reader().incidents(_document(text, published))


BOMBING = (
    "A bomb exploded in a crowded market in Medellin, Colombia, on Thursday, killing two vendors, police said. "
    "The blast also wounded a nurse. No group has claimed responsibility for the bombing."
)


def test_one_bombing_told_twice_is_one_incident() -> None:
    found = _incidents(BOMBING)
    assert [i.kind for i in found] == ["bombing"]
    told = {BOMBING[t.start : t.end] for t in found[0].triggers}
    assert {"exploded", "blast"} <= told


def test_its_roles_are_filled_from_the_text() -> None:
    (incident,) = _incidents(BOMBING)
    assert incident.stages == ("accomplished",)
    assert set(incident.effects) == {"killed", "wounded"}
    assert "MEDELLIN" in {p.name for p in incident.places}
    assert any("bomb" in p.name for p in incident.instruments)
    assert {"vendors", "nurse"} <= {p.name.split()[-1] for p in incident.targets}


def test_mentions_are_the_text_s_words() -> None:
    for incident in _incidents(BOMBING):
        parts = (*incident.times, *incident.places, *incident.instruments, *incident.actors, *incident.targets, *incident.numbers)
        spans = [p.mention for p in parts if p.mention is not None] + list(incident.triggers)
        assert spans
        assert all(BOMBING[s.start : s.end] == s.exact for s in spans)


def test_incidents_point_at_claims_of_the_record() -> None:
    document = _document(BOMBING)
    known = {c.id for s in _reader().read(document).statements for c in s.claims}
    claims = {c for i in _reader().incidents(document) for c in i.claims}
    assert claims
    assert claims <= known


def test_two_towns_are_two_incidents() -> None:
    text = (
        "Guerrillas killed a mayor in Cali, Colombia, on Tuesday, police said. "
        "On Wednesday gunmen murdered two teachers in Pasto, Colombia, officials said."
    )
    found = _incidents(text)
    assert [i.kind for i in found] == ["attack", "attack"]
    victims = [{p.name.split()[-1] for p in i.targets} for i in found]
    assert "mayor" in victims[0]
    assert "teachers" in victims[1]


def test_what_the_scorers_pass_over_is_still_told() -> None:
    text = (
        "Gunmen abducted 30 schoolgirls from a village near Maiduguri on Monday, a police spokesman said. "
        "In Jos, suspected militants burned down a church."
    )
    found = _incidents(text)
    assert {"kidnapping", "arson"} <= {i.kind for i in found}
    (taken,) = [i for i in found if i.kind == "kidnapping"]
    assert any("schoolgirls" in p.name for p in taken.targets)


def test_history_is_no_incident() -> None:
    assert _incidents("Soldiers killed nine farmers near Goma in March 1998.") == ()


def test_peaceful_news_tells_of_none() -> None:
    assert _incidents("The minister opened a school in Quito on Friday. Parents praised the new teachers.") == ()


def test_an_empty_article_tells_of_none() -> None:
    assert _incidents("Weather.") == ()


def test_no_date_of_publication_is_no_obstacle() -> None:
    assert [i.kind for i in _incidents(BOMBING, None)] == ["bombing"]


def test_the_same_text_gives_the_same_incidents() -> None:
    assert _incidents(BOMBING) == _incidents(BOMBING)
