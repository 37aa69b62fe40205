"""Sources: the words that name them, and the speakers that pronouns take up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.mentions.actors import find_actors
from allegedly.mentions.gazetteer import Gazetteer
from allegedly.mentions.places import find_places
from allegedly.records import Sentence, Source
from allegedly.voices.speakers import Speakers, noun_phrase, source_phrase

Parse = Callable[[str], list[Sentence]]
SPEECH = frozenset({"say", "deny", "add", "tell", "confirm", "claim", "warn", "estimate", "show"})


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture
def sources(parse: Parse, gazetteer: Gazetteer) -> Callable[[str], list[Source]]:
    """The sources of all verbs of speech in a text, in order."""

    def run(text: str) -> list[Source]:
        sentences = parse(text)
        speakers = Speakers(find_actors(sentences, find_places(sentences, gazetteer)))
        found = []
        for token in (t for s in sentences for t in s.tokens):
            subject = token.child("nsubj") if token.lemma in SPEECH and token.pos == "VERB" else None
            if subject is not None:
                found.append(speakers.source_of(subject, text))
                speakers.note(found[-1])
        return found

    return run


Sources = Callable[[str], list[Source]]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Its chairman, Tomas Ruiz, said so.", "Its chairman, Tomas Ruiz"),
        ("Police spokesman Captain Ivan Horak said so.", "Police spokesman Captain Ivan Horak"),
        ("The separatist Blue Coast Army (BCA) said so.", "The separatist Blue Coast Army (BCA)"),
        ("The Interior Ministry in Tunis said so on Friday.", "The Interior Ministry in Tunis"),
        ("The ministry, which runs the camps, said so.", "The ministry"),
        ("A diplomat who asked not to be named said so.", "A diplomat who asked not to be named"),
        ("The mayor of Homs said so.", "The mayor of Homs"),
        ("Spokesman Hamid al-Tayeb said so.", "Spokesman Hamid al-Tayeb"),
    ],
)
def test_the_mention_is_the_whole_noun_phrase(sources: Sources, text: str, mention: str) -> None:
    (source,) = sources(text)
    assert source.mention is not None
    assert source.mention.exact == mention
    assert text[source.mention.start : source.mention.end] == mention


def test_pronouns_take_up_the_last_speaker_that_fits(sources: Sources) -> None:
    text = (
        "Hezbollah denied it. Governor Leila Haddad said that nobody died. She said that roads were open. "
        "Army spokesman Karim Saad confirmed a raid. He added that it was over."
    )
    names = [s.name for s in sources(text)]
    assert names == ["Hezbollah", "Leila Haddad", "Leila Haddad", "Karim Saad", "Karim Saad"]


def test_it_is_a_body_and_they_are_many(sources: Sources) -> None:
    text = "Two residents said shells fell. They said so twice. The Red Cross said beds were full. It added that drugs were short."
    assert [s.name for s in sources(text)] == ["Two residents", "Two residents", "Red Cross", "Red Cross"]


def test_a_statement_speaks_for_whoever_issued_it_and_figures_are_a_document(sources: Sources) -> None:
    army, figures = sources("A Kenyan army statement said ten died. The army's figures show that twelve died.")
    assert (army.name, army.kind, army.party) == ("Kenya Defence Forces", "military", "KE")
    assert (figures.name, figures.kind, figures.on_behalf_of) == ("The army's figures", "document", "Kenya Defence Forces")


def test_unknown_sources_get_no_party(sources: Sources) -> None:
    (source,) = sources("The gardeners said that thousands came.")
    assert (source.kind, source.party, source.named) == ("unnamed", None, False)


def test_without_words_the_source_is_unknown(parse: Parse, gazetteer: Gazetteer) -> None:
    sentences = parse("It was reported.")
    speakers = Speakers(find_actors(sentences, find_places(sentences, gazetteer)))
    assert speakers.source_of(None, "It was reported.") == Source(None, None, "unnamed", None, named=False)


WORDS = "the army general , he it who said ( RSF ) al - Nour — 🙂 “ of in Mali a report 's".split()  # noqa: SIM905


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=20))
def test_any_head_has_a_source_whose_words_are_the_texts(parse: Parse, gazetteer: Gazetteer, text: list[str]) -> None:
    joined = " ".join(text)
    sentences = parse(joined)
    speakers = Speakers(find_actors(sentences, find_places(sentences, gazetteer)))
    for token in (t for s in sentences for t in s.tokens):
        start, end = noun_phrase(token)
        assert start <= token.start < token.end <= end
        assert source_phrase(token)[0] <= start
        source = speakers.source_of(token, joined)
        assert source.mention is not None
        assert joined[source.mention.start : source.mention.end] == source.mention.exact
        assert not (source.kind == "unnamed" and source.named)
        speakers.note(source)


def test_a_report_is_the_voice_of_the_body_that_wrote_it(sources: Sources) -> None:
    first, again = sources("A UN report said that ten villagers had died. The report said that two were missing.")
    assert (first.name, again.name) == ("United Nations", "United Nations")


def test_the_subject_of_the_same_sentence_is_taken_up_first(sources: Sources) -> None:
    text = "The army fired at the camp. Displaced people give another account: they said that soldiers came late."
    assert [s.name for s in sources(text)] == ["Displaced people"]


def test_who_hides_keeps_the_clause_and_who_passes_on_is_left_out(sources: Sources) -> None:
    hiding, passed = sources("A teacher in Gao, who asked not to be named, said two died. A pilot cited by Reuters said it fell.")
    assert (hiding.name, passed.name) == ("A teacher in Gao, who asked not to be named", "A pilot")
