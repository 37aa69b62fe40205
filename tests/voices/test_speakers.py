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


def test_who_hides_has_no_clause_in_the_name_and_who_passes_on_is_left_out(sources: Sources) -> None:
    hiding, passed = sources("A teacher in Gao, who asked not to be named, said two died. A pilot cited by Reuters said it fell.")
    assert (hiding.name, passed.name) == ("A teacher in Gao", "A pilot")
    assert hiding.mention is not None
    assert hiding.mention.exact == "A teacher in Gao, who asked not to be named"


def test_relative_pronouns_take_up_the_noun_before_them(sources: Sources) -> None:
    text = "The army fired on nurses in the small town of Pibor, who said that four died."
    assert sources(text)[-1].name in {"nurses", "nurses in the small town of Pibor"}
    body = "The station carried a statement by a local militia, the Benue Guard Force, which said that rebels had fled."
    assert sources(body)[-1].name == "Benue Guard Force"


def test_a_quotation_in_a_name_is_closed(sources: Sources) -> None:
    names = [s.name for s in sources("A “senior source” said so. A “local source” in Ituri said so too.")]
    assert names == ["A “senior source”", "A “local source” in Ituri"]


def test_his_office_is_a_persons(sources: Sources) -> None:
    text = "Governor Omar Salah denied it. The Red Cross said ten died. His office said that roads were open."
    assert sources(text)[-1].name == "Omar Salah"


def test_it_looks_past_what_is_quoted(sources: Sources) -> None:
    text = "The Red Cross issued a plea. “The governor promised trucks. None came,” it said."
    assert sources(text)[-1].name == "Red Cross"


def test_a_body_in_the_plural_is_it(sources: Sources) -> None:
    assert sources("The Rapid Support Forces denied it. It said that nobody died.")[-1].name == "Rapid Support Forces"


def test_in_direct_speech_he_is_who_the_clause_before_is_about(sources: Sources) -> None:
    text = "Omar Salah denied it. “A woman rang, she said that we had an hour,” Rosa Quispe said."
    assert sources(text)[1].name == "A woman"
    told = "Omar Salah denied it. A soldier fled, he said."
    assert sources(told)[-1].name == "Omar Salah"


def test_a_pronoun_takes_the_only_person_of_the_sentence_before(sources: Sources) -> None:
    text = (
        "Governor Omar Salah denied it. Troops left, according to Colonel Ivan Horak, Radio Lakes said. He added that it was over."
    )
    assert sources(text)[-1].name == "Ivan Horak"


def test_a_name_after_a_comma_is_the_unnamed_ones(sources: Sources) -> None:
    text = "A man presented as its local commander, Thomas Belo, said that the village was punished."
    assert sources(text)[0].name == "Thomas Belo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A secret memo leaked to the press shows losses.", "A secret memo"),
        ("Satellite images taken by Maxar showed that shells fell.", "Satellite images by Maxar"),
        ("A letter from one of their sisters said so.", "A letter"),
        ("Figures compiled by the Lakes Relief Network showed that ten died.", "Figures compiled by the Lakes Relief Network"),
        ("A confidential United Nations note said that roads were mined.", "A confidential United Nations note"),
    ],
)
def test_a_document_is_named_by_what_it_is(sources: Sources, text: str, expected: str) -> None:
    assert sources(text)[0].name == expected


def test_a_body_is_no_he(sources: Sources) -> None:
    text = "Colonel Ivan Horak denied it. The monitoring mission said that roads were open. He added that it was over."
    assert sources(text)[-1].name == "Ivan Horak"


def test_what_is_cited_in_a_place_is_of_that_place(parse: Parse) -> None:
    text = "The agency reported a blast, quoting a “local source” in Idlib province."
    (sentence,) = parse(text)
    start, end = source_phrase(next(t for t in sentence.tokens if t.text == "source"))
    assert text[start:end] == "a “local source” in Idlib province"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A nurse at the clinic in Gao, reached by telephone, said that ten died.", "A nurse at the clinic in Gao"),
        ("Frightened villagers in Dori, two miles from the front, said that shells fell.", "Frightened villagers in Dori"),
        ("Médecins du Nord, a French charity, said that its clinic was hit.", "Médecins du Nord"),
        ("A farmer and a teacher, both from Dori, said that shells fell.", "A farmer"),
    ],
)
def test_what_a_comma_sets_loose_is_not_in_the_name(sources: Sources, text: str, expected: str) -> None:
    assert sources(text)[0].name == expected


def test_it_is_the_body_that_its_own_words_are_about(sources: Sources) -> None:
    assert sources("The Tunisian Interior Ministry has closed the border, it said.")[-1].name == "Tunisian Interior Ministry"
    told = "The Red Cross said that ten died. The army has closed the border, it added."
    assert sources(told)[-1].name == "Red Cross"


def test_it_is_not_whom_it_cites(sources: Sources) -> None:
    text = "Radio Lakes said that a bridge fell. Citing the Tunisian Interior Ministry, it said that ten died."
    assert sources(text)[-1].name == "Radio Lakes"


def test_he_is_an_unnamed_man_of_the_sentence_before(sources: Sources) -> None:
    text = "Rosa Quispe said that it was over. A Western diplomat drank tea in Amman. The truce, he said, would hold."
    assert sources(text)[-1].name == "A Western diplomat"


def test_he_behind_a_semicolon_is_the_subject_of_the_clause_before(sources: Sources) -> None:
    text = "By the time the bell has rung, Captain Omar Salah has counted ten shells; he said that more would come."
    assert sources(text)[-1].name == "Omar Salah"


def test_a_platform_is_no_source(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "On Telegram, Governor Omar Salah threatened to close the border."
    sentences = parse(text)
    speakers = Speakers(find_actors(sentences, find_places(sentences, gazetteer)))
    platform = next(t for t in sentences[0].tokens if t.text == "Telegram")
    assert speakers.source_of(platform, text).name == "Omar Salah"


def test_a_description_is_taken_up_without_what_was_set_loose(sources: Sources) -> None:
    text = "A nurse at the clinic in Gao, reached by telephone, said that ten died. The nurse said that it was dark."
    assert [s.name for s in sources(text)] == ["A nurse at the clinic in Gao"] * 2
