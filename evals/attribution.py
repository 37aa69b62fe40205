"""
Who said what: the voices layer against PolNeAR, attribution by attribution and as token rows.

    python -m evals.attribution --documents FILE [--statements] [--weights DIR] [--predictions OUT] [--json]
    python -m evals.attribution --bio FILE [--weights DIR] [--json]

`--documents` takes PolNeAR records (`text`, `attributions`); of an article with several annotators
the first by name counts. A filler is all spans of one role of one attribution, its fragments joined
over signs and stripped of them; `exact` is the same fragments, `overlap` a token Jaccard of at
least 0.5, one to one; `linked` needs content and source to overlap those of one attribution.
`--bio` takes token rows and scores them as CofeNet's evaluation does (COLING 2022).
Measured is the tagger with its linker, the layer that is trained on such marks; rows are tagged with the rows around
them in their article as context. `--statements` measures what the program makes of it, by
the rules of the record and not of PolNeAR: PolNeAR marks no nesting, so a statement within a
statement counts as part of the outer one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from allegedly.mentions.actors import find_actors
from allegedly.records import Document, Hop, Token, Zone
from allegedly.text.prepare import bare_passages
from allegedly.text.syntax import Parser
from allegedly.voices.grammar import Grammar
from allegedly.voices.merging import Voices
from allegedly.voices.quotes import find_quotations
from allegedly.voices.reading_voices import find_utterances
from allegedly.voices.tagger import SHIPPED, Tagger
from allegedly.voices.utterances import Utterance

ROLES = ("source", "cue", "content")
Spans = list[tuple[int, int]]
Roles = dict[str, Spans]
_TOKEN = re.compile(r"\w+|[^\w\s]")
_THRESHOLD = 0.5
# PolNeAR test, BERT + CofeNet (Wang et al., COLING 2022): exact, begin, Jaccard.
PUBLISHED = {"source": (83.2, 87.1, 76.4), "cue": (75.3, 82.3, 69.4), "content": (72.9, 79.6, 73.2)}
# PolNeAR test, scored in the same way.
PUBLISHED_DOCUMENTS = {
    "linked overlap": "Citron 50.5, GGT 46.5, textacy 22.7",
    "content overlap": "Citron 55.8, GGT 50.3",
}


def records(path: str | Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, gzipped or not."""
    opener: Callable[..., Any] = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


Predict = Callable[[str], list[Roles]]


def by_tagger(weights: Path = SHIPPED) -> Predict:
    """The attributions that the tagger and its linker find in a text."""
    parser, tagger = Parser(), Tagger(weights)

    def predict(text: str) -> list[Roles]:
        tagging = tagger.tag(parser.parse(text, bare_passages(text)), find_quotations(text))
        return [
            {
                "source": _extents([t.source]),
                "cue": _extents([t.cue]),
                "content": _extents(t.contents),
            }
            for t in tagging.attributions
        ]

    return predict


def _extents(runs: Iterable[Sequence[Token]]) -> Spans:
    return [(run[0].start, run[-1].end) for run in runs if run]


def by_statements(weights: Path = SHIPPED) -> Predict:
    """The attributions that the voices layer makes of a text, as PolNeAR would mark them."""
    parser, voices = Parser(), Voices(Tagger(weights), Grammar())

    def predict(text: str) -> list[Roles]:
        sentences = parser.parse(text, bare_passages(text))
        zone = Zone(0, max(len(text), 1), "body", "The Outlet")
        document = Document("eval", None, "The Outlet", None, None, "en", None, text, zones=(zone,))
        utterances = find_utterances(document, sentences, find_actors(sentences, []), [], attributor=voices)
        return _outermost(text, [u for u in utterances if len(u.chain) > 1])

    return predict


def _outermost(text: str, utterances: Iterable[Utterance]) -> list[Roles]:
    """One attribution for all that is said under one cue, nested statements included."""
    groups: dict[tuple[int, int], list[Utterance]] = {}
    for u in utterances:
        hop = _first_hop(u)
        if hop.cue is not None:
            groups.setdefault((hop.cue.start, hop.cue.end), []).append(u)
    return [_as_marked(text, cue, group) for cue, group in groups.items()]


def _first_hop(u: Utterance) -> Hop:
    """The outermost hop after the zone's voice; the speaker, not the listener, of "X told Y"."""
    first = u.chain[1]
    return next((h for h in reversed(u.chain[1:]) if h.cue == first.cue), first)


def _as_marked(text: str, cue: tuple[int, int], group: Sequence[Utterance]) -> Roles:
    hop = _first_hop(group[0])
    pieces = [span for u in group for span in u.content]
    if len(group) > 1:
        pieces += [
            (s.start, s.end)
            for u in group
            for h in u.chain[2:]
            for s in (h.cue, h.source.mention)
            if s is not None and h.cue != hop.cue
        ]
    source = hop.source.mention
    mention = (source.start, source.end) if source is not None else None
    return {
        "source": [mention] if mention is not None else [],
        "cue": [cue],
        "content": _joined(text, sorted(pieces), cue, mention),
    }


def _joined(text: str, pieces: Spans, *others: tuple[int, int] | None) -> Spans:
    """Pieces with the short gaps between them closed, unless cue or source stand there."""
    found: Spans = []
    for start, end in pieces:
        gap = (found[-1][1], start) if found else None
        blocked = gap is None or any(o and gap[0] <= o[0] < gap[1] for o in others) or "\n" in text[gap[0] : gap[1]]
        if found and gap is not None and (start <= gap[0] or (not blocked and start - gap[0] <= 40)):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


# ---- documents


def measure_documents(path: str | Path, predict: Predict | None = None, predictions: str | Path | None = None) -> dict[str, float]:
    """F1 per role and linked, precision and recall of the linked ones, in percent; writes the predictions if told where."""
    first: dict[str, dict[str, Any]] = {}
    for record in sorted(records(path), key=lambda r: str(r["id"])):
        first.setdefault(record["article"], record)
    predict = predict or by_tagger()
    counts: dict[str, list[int]] = {}
    lines = []
    for article, record in first.items():
        text = record["text"]
        predicted = predict(text)
        gold = [{role: [(s["start"], s["end"]) for s in a[role]] for role in ROLES} for a in record["attributions"]]
        _count(counts, text, gold, predicted)
        lines.append(json.dumps({"id": article, "attributions": predicted}))
    if predictions is not None:
        Path(predictions).write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = {name: _percent(2 * right, there + answered) for name, (there, answered, right) in counts.items()}
    there, answered, right = counts["linked overlap"]
    return found | {"linked overlap precision": _percent(right, answered), "linked overlap recall": _percent(right, there)}


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _count(counts: dict[str, list[int]], text: str, gold: list[Roles], predicted: list[Roles]) -> None:
    sides = [[{role: _filler(text, a[role]) for role in ROLES} for a in side] for side in (gold, predicted)]
    for role in ROLES:
        g, p = ({a[role] for a in side if a[role]} for side in sides)
        _add(counts, f"{role} exact", len(g), len(p), len(g & p))
        gt, pt = ([_tokens(text, f) for f in sorted(side)] for side in (g, p))
        _add(counts, f"{role} overlap", len(gt), len(pt), _matched(gt, pt, _overlaps))
    pairs = [sorted({(a["content"], a["source"]) for a in side if a["content"] and a["source"]}) for side in sides]
    gl, pl = ([(_tokens(text, c), _tokens(text, s)) for c, s in side] for side in pairs)
    _add(counts, "linked overlap", len(gl), len(pl), _matched(gl, pl, lambda a, b: _overlaps(a[0], b[0]) and _overlaps(a[1], b[1])))


def _add(counts: dict[str, list[int]], name: str, *figures: int) -> None:
    counts[name] = [a + b for a, b in zip(counts.get(name, [0, 0, 0]), figures, strict=True)]


def _is_sign(char: str) -> bool:
    return char.isspace() or char in "`´" or unicodedata.category(char)[0] in "PZC"


def _filler(text: str, spans: Spans) -> tuple[tuple[int, int], ...]:
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and all(_is_sign(c) for c in text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    stripped = []
    for span in joined:
        start, end = span
        while start < end and _is_sign(text[start]):
            start += 1
        while start < end and _is_sign(text[end - 1]):
            end -= 1
        stripped.append((start, end))
    return tuple((s, e) for s, e in stripped if s < e) or tuple(joined)


def _tokens(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(s + m.start() for s, e in spans for m in _TOKEN.finditer(text[s:e]))


def _overlaps(a: frozenset[int], b: frozenset[int]) -> bool:
    return len(a & b) >= _THRESHOLD * len(a | b)


def _matched(gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    """The size of the largest one-to-one matching (Kuhn's algorithm)."""
    edges = [[j for j, g in enumerate(gold) if same(g, p)] for p in predicted]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(predicted)))


# ---- token rows


def measure_statements(path: str | Path) -> dict[str, float]:
    """The figures of the voices layer on documents."""
    return measure_documents(path, by_statements())


def measure_bio(path: str | Path, predict: Predict | None = None) -> dict[str, float]:
    """Exact and begin F1 and the Jaccard of CofeNet's evaluation, per role, in percent."""
    predict = predict or by_tagger()
    articles: dict[str, list[dict[str, Any]]] = {}
    for row in records(path):
        articles.setdefault(row["id"], []).append(row)
    tallies = {role: _RowTally() for role in ROLES}
    for rows in articles.values():
        for row, predicted in zip(rows, _predict_rows(predict, rows), strict=True):
            gold = _decode(row["labels"])
            for role in ROLES:
                tallies[role].add(gold[role], predicted[role])
    return {f"{role} {key}": value for role, tally in tallies.items() for key, value in tally.result().items()}


def _decode(labels: Sequence[str]) -> dict[str, Spans]:
    found: dict[str, Spans] = {role: [] for role in ROLES}
    start, kind = 0, ""
    for k, label in enumerate([*labels, "O"]):
        if kind and label == f"I-{kind}":
            continue
        if kind:
            found[kind].append((start, k))
        kind = label[2:] if label.startswith("B-") else ""
        start = k
    return found


_WRITTEN = {"-LSB-": "[", "-RSB-": "]", "-LRB-": "(", "-RRB-": ")", "``": "“", "''": "”"}
_CLOSES = re.compile(r"[,.;:?!%)\]”’…]|['’](?:s|re|ve|ll|d|m|S)?|n['’]t|\.\.\.")
_OPENS = frozenset("([“‘$")


def _predict_rows(predict: Predict, rows: Sequence[dict[str, Any]]) -> list[dict[str, Spans]]:
    text, places = "", []
    for row in rows:
        offsets: Spans = []
        before = ""
        for token in row["tokens"]:
            written = _WRITTEN.get(token, token)
            glue = not before or before in _OPENS or _CLOSES.fullmatch(written) is not None
            text += "" if glue else " "
            offsets.append((len(text), len(text) + len(written)))
            text += written
            before = written
        places.append(offsets)
        text += "\n"
    found = predict(text)
    return [{role: [s for a in found for span in a[role] for s in _in_row(span, offsets)] for role in ROLES} for offsets in places]


def _in_row(span: tuple[int, int], offsets: Spans) -> Spans:
    inside = [k for k, (s, e) in enumerate(offsets) if s >= span[0] and e <= span[1]]
    return [(inside[0], inside[-1] + 1)] if inside else []


class _RowTally:
    """Counts over rows, as CofeNet's evaluation counts."""

    def __init__(self) -> None:
        self.gold = self.predicted = self.exact = self.begin = self.stray = 0
        self.jaccard = 0.0

    def add(self, gold: Spans, predicted: Spans) -> None:
        """One row's spans of one role, in tokens."""
        predicted = sorted(set(predicted))
        self.gold += len(gold)
        self.predicted += len(predicted)
        self.exact += len(set(gold) & set(predicted))
        self.begin += len({s for s, _ in gold} & {s for s, _ in predicted})
        self.jaccard += sum(max((_share(g, p) for p in predicted), default=0.0) for g in gold)
        self.stray += sum(1 for p in predicted if not any(_share(g, p) for g in gold))

    def result(self) -> dict[str, float]:
        """Exact and begin F1, and the Jaccard."""
        both = self.gold + self.predicted
        base = self.gold + self.stray
        return {
            "exact": _percent(2 * self.exact, both),
            "begin": _percent(2 * self.begin, both),
            "jaccard": _percent(self.jaccard, base),
        }


def _share(a: tuple[int, int], b: tuple[int, int]) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0


# ---- the command


def measure(path: str | Path) -> dict[str, float]:
    """The figures for either form of file, told apart by the first record."""
    return measure_bio(path) if "tokens" in next(records(path)) else measure_documents(path)


def _show(found: dict[str, float], *, rows: bool) -> None:
    for name, value in found.items():
        role, _, key = name.partition(" ")
        published = PUBLISHED[role][("exact", "begin", "jaccard").index(key)] if rows else PUBLISHED_DOCUMENTS.get(name, "")
        print(f"{name:28}{value:7.1f}   {published}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0].strip())
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--documents", help="PolNeAR records, JSONL")
    which.add_argument("--bio", help="token rows, JSONL")
    parser.add_argument("--statements", action="store_true", help="measure the statements that come out, not the tagger")
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="a folder of other weights")
    parser.add_argument("--predictions", help="write the predictions here, for score_attribution.py")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    predict = (by_statements if options.statements else by_tagger)(options.weights)
    found = measure_bio(options.bio, predict) if options.bio else measure_documents(options.documents, predict, options.predictions)
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        _show(found, rows=bool(options.bio))


if __name__ == "__main__":
    main()
