"""
Attributions by rule: the parser's dependencies, the table of cues, and quotation marks.

It stands behind `attributions.Attributor`, where a learned tagger may take its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Sentence, Token
from allegedly.voices import cues
from allegedly.voices.acts import leaves_open, negated
from allegedly.voices.attributions import Attribution, noun_phrase
from allegedly.voices.cues import listed
from allegedly.voices.nominal import denied_content, is_locator, read_answer, read_attitude, read_colon, read_noun, read_scope
from allegedly.voices.quotes import SIGNS, Quotations
from allegedly.voices.relaying import RELAYING, as_saying, citing, heard_from, quoting, referring, relays_in_clauses
from allegedly.voices.speech import carry_on, give_quotations
from allegedly.voices.verb_frames import read_verb

_HEADLINE = "headline"
_TERMS = frozenset({"ask", "request", "insist", "refuse", "decline", "demand", "speak", "want"})
_NAMING = frozenset({"name", "identify", "anonymity", "anonymous"})
# What links a clause of the writer's to what somebody says ("…, after the army had denied it").
_LINKING = frozenset({"after", "before", "while", "although", "though", "despite", "whereas"})


class Grammar:
    """Finds attributions by rule. Holds no state: one may serve many documents."""

    def attributions(self, sentences: Sequence[Sentence], quotations: Quotations) -> list[Attribution]:
        """All attributions of a document, in text order of their cues."""
        found: dict[int, list[Attribution]] = {}
        for k, sentence in enumerate(sentences):
            if sentence.zone.kind not in {"boilerplate", "dateline"}:
                found[k] = _in_sentence(sentence, quotations)
        carry_on(sentences, quotations, found)
        return [a for k in sorted(found) for a in found[k] if _says_something(a) or a.frame == "cite"]


def _in_sentence(sentence: Sentence, quotations: Quotations) -> list[Attribution]:
    found = [a for t in sentence.tokens if (a := _at(t)) is not None]
    found.extend(_scopes(sentence))
    spoken = quotations.within(sentence.start, sentence.end)
    colon = read_colon(sentence, headline=sentence.zone.kind == _HEADLINE, quoted=_quote_after_colon(sentence, quotations))
    if colon is not None and not any(_outweighs(a, colon) for a in found if a.source is not None):
        found.append(colon)
    found.sort(key=lambda a: a.cue[0].i)
    if spoken:
        for a in found:
            _keep_source_outside(a, quotations)
        give_quotations(sentence, spoken, found)
    _lift(found)
    _leave_asides(found, quotations)
    found.extend(citing(sentence, found))
    found.extend(referring(sentence, found))
    found = relays_in_clauses(found)
    found.extend(heard_from(found))
    found = as_saying(quoting(_coordinated(found)))
    _widen(sentence, found)
    found = _without_parts(found)
    for a in found:
        _tidy(a)
        if sentence.zone.kind == _HEADLINE:
            a.content = _own_part(a)
    return sorted(found, key=lambda a: a.cue[0].i)


def _own_part(a: Attribution) -> list[Token]:
    """Of a headline the part that is said: between the semicolons around the cue, and after a label ("Haiti live: …")."""
    tokens, offset = a.head.sentence.tokens, a.head.sentence.tokens[0].i
    at = a.cue[0].i - offset
    first = max((k + 1 for k, t in enumerate(tokens[:at]) if t.text == ";"), default=0)
    last = next((k for k, t in enumerate(tokens[at:], at) if t.text == ";"), len(tokens))
    label = next((k for k, t in enumerate(tokens[:5]) if t.text == ":"), None)
    if label is not None and 0 < label < at and a.frame != "colon" and _is_label(tokens[:label], tokens[label + 1 :]):
        first = max(first, label + 1)
    inside = [t for t in a.content if first <= t.i - offset < last]
    return inside if any(t.pos not in {"PUNCT", "CCONJ"} for t in inside) else a.content


def _is_label(before: list[Token], after: list[Token]) -> bool:
    """Whether what stands before a colon only says what the line is, or where: "Haiti live: …", "Mali: …"."""
    return any(t.lower in listed("label") for t in before) or is_locator(before, after)


def _outweighs(a: Attribution, colon: Attribution) -> bool:
    """Whether a cue stands before the colon, or ends the line after a quotation: "Mali: 'We ran', says survivor"."""
    if a.head.i < colon.head.i:
        return bool(a.content)
    tokens, at = a.head.sentence.tokens, a.cue[0].i - a.head.sentence.tokens[0].i
    inverted = a.source is not None and a.source.i > a.head.i and at > 1 and tokens[at - 1].text == ","
    # so "Lakes bulletin: Soldiers left post, memo says"
    ends = a.source is not None and a.source.i < a.head.i and a.cue[-1] is tokens[-1] and any(t.text == "," for t in tokens[:at])
    return (inverted and tokens[at - 2].text in SIGNS) or (ends and bool(a.content))


def _at(token: Token) -> Attribution | None:
    if token.pos == "VERB":
        word = cues.verb(token)
        if word is None or (token.lower in RELAYING and token.tag == "VBG"):
            return None
        a = read_verb(token, word)
        # "did not comment on the strike", "did not say whether P": as "declined to"
        silent = a is not None and (token.lemma.lower() in listed("answering") or leaves_open(token, a.content))
        if a is not None and word.act == "state" and a.frame != "to" and not silent and negated(token):
            return None  # "did not say who fired": the writer says so, nobody else
        if a is not None and token.lemma.lower() in listed("answering"):
            _leave_request(a)
        if a is not None and a.act in {"deny", "confirm"}:
            _open_denied(a)
        return (read_answer(token, word) if a is None or not a.content else None) or a
    if token.pos == "NOUN" and (word := cues.nouns().get(token.lower)) is not None:
        return read_noun(token, word)
    if token.pos == "ADJ" and token.lower in listed("attitude"):
        return read_attitude(token)
    return None


def _leave_request(a: Attribution) -> None:
    """Of "did not respond to a request for comment on the strike" leave the strike."""
    asked = next((t for t in a.content if t.lemma.lower() in listed("request")), None)
    if a.frame != "p:to" or asked is None or asked.head.lower != "to":
        return
    topic = next((t for t in asked.subtree() if t.dep == "prep" and t.lower in {"on", "about", "whether"}), None)
    a.content = [t for t in topic.subtree() if t is not topic] if topic is not None else []


def _open_denied(a: Attribution) -> None:
    """Give "denied the claim that P" the content P."""
    noun = a.head.child("dobj")
    if a.frame == "object" and noun is not None and (content := denied_content(noun)) is not None:
        a.content, a.frame = content, "clause"


def _scopes(sentence: Sentence) -> list[Attribution]:
    found = []
    starts = {p[0] for p in cues.prepositions()}
    for k, token in enumerate(sentence.tokens):
        if token.lower not in starts:
            continue
        for phrase in cues.prepositions():
            if tuple(t.lower for t in sentence.tokens[k : k + len(phrase)]) == phrase:
                a = read_scope(sentence, k, phrase)
                rate = phrase == ("per",) and a is not None and a.source is not None and a.source.pos != "PROPN"
                if a is not None and not rate:
                    found.append(a)
                break
    return found


def _widen(sentence: Sentence, found: list[Attribution]) -> None:
    """Read "X said P, according to Y": Y passes on the whole of it, and not P alone."""
    for scope in found:
        if scope.frame != "scope" or scope.source is None:
            continue
        around = next(
            (b for b in found if b.relays is None and b.head is sentence.root and any(t is scope.cue[0] for t in b.content)), None
        )
        if around is None or around.frame != "clause" or around.source is None or not _ends(scope):
            continue
        phrase = {t.i for t in noun_phrase(scope.source)} | {t.i for t in scope.cue}
        around.content = [t for t in around.content if t.i < scope.cue[0].i]
        while around.content and around.content[-1].pos == "PUNCT" and around.content[-1].text in {",", "—", "–"}:
            around.content.pop()
        scope.content = [t for t in sentence.tokens if t.i not in phrase and t.i < scope.cue[0].i]


def _ends(scope: Attribution) -> bool:
    """Whether the phrase stands after a comma at the end of its sentence."""
    tokens = scope.head.sentence.tokens
    at = scope.cue[0].i - tokens[0].i
    last = scope.source.subtree()[-1].i - tokens[0].i if scope.source is not None else at
    return at > 0 and tokens[at - 1].text in {",", "—", "–"} and all(t.pos == "PUNCT" for t in tokens[last + 1 :])


def _without_parts(found: list[Attribution]) -> list[Attribution]:
    """Leave out "declined to comment" beside "declined to comment on": one cue is a part of the other."""
    cues_of = [{t.i for t in a.cue} for a in found]
    saying = [cue for a, cue in zip(found, cues_of, strict=True) if a.content]
    return [a for a, mine in zip(found, cues_of, strict=True) if not any(mine < other for other in saying)]


def _keep_source_outside(a: Attribution, quotations: Quotations) -> None:
    """A cue outside quotation marks has its source outside them: the noun beside it, if the parser went astray."""
    if a.source is None or a.frame in {"scope", "cite"} or quotations.around(a.head.start) is not None:
        return
    if quotations.around((a.mention or a.source).start) is None:
        return
    tokens, offset = a.head.sentence.tokens, a.head.sentence.tokens[0].i
    before, after = a.cue[0].i - offset - 1, a.cue[-1].i - offset + 1
    for at in (before, after):
        if 0 <= at < len(tokens) and tokens[at].pos in {"NOUN", "PROPN", "PRON"} and quotations.around(tokens[at].start) is None:
            head = tokens[at]
            while head.head.pos in {"NOUN", "PROPN"} and head.dep in {"compound", "appos", "flat"} and head.head is not head:
                head = head.head
            a.source, a.mention = head, None
            return


def _lift(found: list[Attribution]) -> None:
    """
    Give "adding" in "X said P, adding that Q" to X, though the parser hangs it on a verb of P.

    Holds for participles after a comma that share no subject with the clause, and for
    coordinated cue verbs in the tense of the outer cue ("said he earns little and asked why"; with a comma also "said
    they were dead, and promised help").
    """
    for inner in found:
        head = inner.head
        own = any(c.dep in {"nsubj", "nsubjpass"} for c in head.children)
        outer = next((b for b in found if b is not inner and b.frame == "clause" and any(t is head for t in b.content)), None)
        if own or outer is None or outer.head.i > head.i or inner.frame in {"scope", "that", "cite"}:
            continue
        opening = head.head if head.dep == "pcomp" and head.head.dep == "prep" and head.head.lower in _LINKING else None
        at = (opening or inner.cue[0]).i - head.sentence.tokens[0].i
        after_comma = at > 0 and head.sentence.tokens[at - 1].text == ","
        participle = (head.dep == "advcl" or opening is not None) and head.tag == "VBG" and after_comma
        after_and = at > 1 and head.sentence.tokens[at - 1].tag == "CC" and head.sentence.tokens[at - 2].text == ","
        coordinated = head.dep == "conj" and head.tag == outer.head.tag and (head.head.tag != head.tag or after_and)
        if (participle or coordinated) and outer.source is not None:
            gone = {t.i for t in (opening or head).subtree()}
            outer.content = [t for t in outer.content if t.i not in gone]
            while outer.content and outer.content[-1].pos in {"PUNCT", "CCONJ"}:
                outer.content.pop()
            inner.source, inner.mention = outer.source, outer.mention


def _leave_asides(found: list[Attribution], quotations: Quotations) -> None:
    """
    Take asides with a cue of their own out of what another says: the writer adds them.

    Such are ", which denied it" and ", after the governor denied it" with a comma before them.
    """
    for inner in found:
        clause = _aside(inner)
        if clause is None or quotations.around(inner.head.start) is not None:
            continue
        gone = {t.i for t in clause.subtree()}
        for outer in found:
            if outer.head.i not in gone and any(t is inner.head for t in outer.content):
                outer.content = [t for t in outer.content if t.i not in gone]
                while outer.content and outer.content[-1].pos == "PUNCT" and not quotations.holds(outer.content[-1].start):
                    outer.content.pop()


def _aside(inner: Attribution) -> Token | None:
    """The clause of a cue, if a comma and "which", "who" or "after" set it off from what it is said in; else None."""
    clause = inner.head
    while clause.dep == "conj" and clause.head is not clause:
        clause = clause.head
    tokens = clause.sentence.tokens
    if clause.dep == "relcl" and inner.mention is not None and inner.mention.lower in {"which", "who"}:
        if clause.head.head.lower in RELAYING:
            return None  # "the agency said, citing the police, who also said": the agency passes both on
        opening = inner.mention
    elif clause.dep == "relcl" and _opened_by_relative(clause) and inner.source is not None and inner.source.pos != "PRON":
        opening = clause.subtree()[0]
    elif clause.dep == "advcl" and inner.source is not None and inner.source.pos != "PRON" and inner.frame != "scope":
        mark = next((c for c in clause.children if c.dep == "mark" and c.lower in _LINKING), None)
        if mark is None or not any(c.dep in {"nsubj", "nsubjpass"} for c in clause.children):
            return None
        opening = mark
    else:
        return None
    at = opening.i - tokens[0].i
    return clause if at > 0 and tokens[at - 1].text in {",", "—", "–"} else None


def _opened_by_relative(clause: Token) -> bool:
    """Whether it begins as ", which the agency said was …"."""
    return clause.subtree()[0].lower in {"which", "who", "whom"}


def _coordinated(found: list[Attribution]) -> list[Attribution]:
    """Read "neither confirmed nor denied P" as one cue: the verbs share what follows the second."""
    kept = list(found)
    for second in found:
        first = next((a for a in kept if a.head is second.head.head and second.head.dep == "conj" and not a.content), None)
        if first is None or not second.content or first.source is not second.source:
            continue
        tokens, offset = second.head.sentence.tokens, second.head.sentence.tokens[0].i
        between = tokens[first.cue[-1].i - offset + 1 : second.cue[0].i - offset]
        if all(t.pos in {"CCONJ", "ADV", "PART"} for t in between):
            second.cue = [*first.cue, *between, *second.cue]
            kept.remove(first)
    return kept


def _quote_after_colon(sentence: Sentence, quotations: Quotations) -> bool:
    colon = next((t for t in sentence.tokens if t.text == ":"), None)
    return colon is not None and any(0 <= q.start - colon.end <= 1 for q in quotations.within(sentence.start, sentence.end))


def _tidy(a: Attribution) -> None:
    """Take cue, source and what only introduces the content out of it."""
    own = {t.i for t in a.cue}
    if a.source is not None and a.frame != "accused":
        own.update(t.i for t in noun_phrase(a.mention or a.source))
    a.content = [t for t in a.content if t.i not in own]


def _says_something(a: Attribution) -> bool:
    if a.head.lemma.lower() in _TERMS and any(t.lemma.lower() in _NAMING for t in a.content):
        # "asked not to be named": on what terms the source speaks, not what it says.
        return False
    if a.source is not None and a.act == "believe" and a.frame == "clause" and not any(t.pos in {"VERB", "AUX"} for t in a.content):
        return False  # "she saw the old man": what is seen, and no clause about it
    if all(t.lower in listed("empty") or t.pos == "PUNCT" for t in a.content):
        return False
    return any(t.pos not in {"PUNCT", "CCONJ", "SPACE"} for t in a.content)
