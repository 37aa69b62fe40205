"""
Train the incident layer's scorers on MUC-4 messages: `python -m training.train_incidents DEV [--cache FILE]`.

Needs scikit-learn, which the program itself does not. Each scorer learns from what those before it say of messages that
they were not trained on (five folds), the thresholds are set for the best F1 there, and the last fit is on all messages.
Writes `weights/incidents.json` and its card. Deterministic; about two minutes beside the reading of the messages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from allegedly.claims import incident_scoring as scoring
from allegedly.claims.incident_candidates import Candidate, Scene, find_candidates
from allegedly.claims.incident_happenings import Context, find_happenings
from allegedly.claims.incident_weights import CARD, SHIPPED, WEIGHTS, Forest, Linear, Tree, logistic
from evals.events import ANSWERS, KINDS, ROLE_SLOTS, fill
from training.incident_labels import MUC, Key, messages

Model = TypeVar("Model", Linear, Forest)
FOLDS = 5
# Neighbouring messages often tell the same story: they stay in one fold.
BLOCK = 20
SEEN = 3
SMALLEST = 0.02
REGULARISATION = {"happening": 0.05, "kinds": 0.5, "mentions": 0.1, "answers": 0.1}
STEPS = np.arange(0.1, 0.75, 0.025)


def fold_of(k: int) -> int:
    """The fold of message `k`."""
    return (k // BLOCK) % FOLDS


def fit_linear(
    rows: Sequence[Mapping[str, float]], labels: Sequence[float], regularisation: float, weights: Sequence[float] | None = None
) -> Linear:
    """A logistic regression over signs that at least three rows have, tiny weights left out."""
    counts = Counter(sign for row in rows for sign in row)
    index = {sign: k for k, sign in enumerate(sorted(s for s, n in counts.items() if n >= SEEN))}
    columns, values, ends = [], [], [0]
    for row in rows:
        for sign in sorted(row):
            if sign in index:
                columns.append(index[sign])
                values.append(row[sign])
        ends.append(len(columns))
    matrix = csr_matrix((values, columns, ends), shape=(len(rows), len(index)))
    model = LogisticRegression(C=regularisation, max_iter=300, solver="liblinear").fit(matrix, labels, sample_weight=weights)
    learned = {s: round(float(w), 3) for s, w in zip(index, model.coef_[0], strict=True) if abs(w) >= SMALLEST}
    return Linear(round(float(model.intercept_[0]), 4), learned)


def fit_forest(rows: Sequence[Sequence[float]], labels: Sequence[bool]) -> Forest:
    """Gradient-boosted trees over the numbers of a row."""
    model = HistGradientBoostingClassifier(
        max_iter=100,
        learning_rate=0.06,
        max_leaf_nodes=8,
        min_samples_leaf=20,
        l2_regularization=5,
        early_stopping=False,
        random_state=0,
    ).fit(np.array(rows, float), labels)
    trees = []
    for (predictor,) in model._predictors:  # noqa: SLF001  scikit-learn has no other way to its trees
        nodes = predictor.nodes
        trees.append(
            Tree(
                [-1 if n["is_leaf"] else int(n["feature_idx"]) for n in nodes],
                [0.0 if n["is_leaf"] else float(n["num_threshold"]) for n in nodes],
                [int(n["left"]) for n in nodes],
                [int(n["right"]) for n in nodes],
                [round(float(n["value"]), 5) for n in nodes],
            )
        )
    return Forest(float(model._baseline_prediction.ravel()[0]), trees)  # noqa: SLF001


def in_folds(size: int, fit: Callable[[list[int]], Model], use: Callable[[Model, int], None]) -> Model:
    """Fit on all but one fold and use the model there, for each fold; returns the model of all messages."""
    for fold in range(FOLDS):
        model = fit([k for k in range(size) if fold_of(k) != fold])
        for k in range(size):
            if fold_of(k) == fold:
                use(model, k)
    return fit(list(range(size)))


class Trainer:
    """Messages on their way through the scorers, in step with `incident_scoring.score_article`."""

    def __init__(self, contexts: Sequence[Context], keys: Sequence[Key]) -> None:
        self.contexts = contexts
        self.keys = keys
        self.size = len(keys)
        self.happenings = [find_happenings(c) for c in contexts]
        self.logits: list[dict[str, float]] = [{} for _ in keys]
        self.kinds: list[dict[str, float]] = [{} for _ in keys]
        self.scored: list[list[tuple[float, Candidate]]] = [[] for _ in keys]
        self.fillers: list[dict[str, list[scoring.Filler]]] = [{} for _ in keys]
        self.answers: list[dict[str, dict[str, float]]] = [{} for _ in keys]

    def train(self) -> dict[str, Any]:
        """All weights in the form of `Weights`."""
        happening = in_folds(self.size, self._fit_happening, self._use_happening)
        told = [scoring.gist(c, h) for c, h in zip(self.contexts, self.happenings, strict=True)]
        kinds = {kind: self._kind(kind, told) for kind in scoring.KINDS}
        numbers = [scoring.article_numbers(self.contexts[k], self.happenings[k], self.logits[k]) for k in range(self.size)]
        trees = {kind: self._kind_trees(kind, numbers) for kind in KINDS if kind in kinds}
        mentions = self._mentions()
        fillers = {role: self._fillers(role, numbers) for role in scoring.ROLES}
        answers = {question: self._answers(question) for question in ANSWERS}
        return {
            "happening": happening,
            "kinds": kinds,
            "kind_trees": trees,
            "mentions": mentions,
            "fillers": fillers,
            "answers": answers,
            "thresholds": self.thresholds(),
        }

    def _fit_happening(self, chosen: list[int], rounds: int = 2) -> Linear:
        """
        Learn from which words of a relevant message its incident is told.

        The key names no words; those beside its strings count, else those that the model of the round before finds best.
        """
        own = [(k, h) for k in chosen for h in self.happenings[k]]
        named = [self.keys[k].names_in(self.contexts[k], h.token.sentence) for k, h in own]
        evident = {k for (k, _), n in zip(own, named, strict=True) if n}
        relevant = [self.keys[k].relevant for k, _ in own]
        labels = [float(r and (n or k not in evident)) for (k, _), r, n in zip(own, relevant, named, strict=True)]
        trust = [1.0 if n or not r else 0.3 for r, n in zip(relevant, named, strict=True)]
        rows = [dict.fromkeys(h.signs, 1.0) for _, h in own]
        model = fit_linear(rows, labels, REGULARISATION["happening"], trust)
        for _ in range(rounds):
            scores = [model.score(h.signs) for _, h in own]
            best: dict[int, float] = {}
            for (k, _), score in zip(own, scores, strict=True):
                best[k] = max(best.get(k, score), score)
            for j, (k, _) in enumerate(own):
                if relevant[j]:
                    sure = named[j] or scores[j] >= best[k]
                    labels[j] = float(sure or scores[j] > 0.5)
                    trust[j] = 1.0 if sure else 0.5 if labels[j] else 0.3 if k in evident else 0.15
            model = fit_linear(rows, labels, REGULARISATION["happening"], trust)
        return model

    def _use_happening(self, model: Linear, k: int) -> None:
        for happening in self.happenings[k]:
            happening.score = model.score(happening.signs)

    def _kind(self, kind: str, told: Sequence[dict[str, float]]) -> Linear:
        labels = [key.kind(kind) for key in self.keys]

        def fit(chosen: list[int]) -> Linear:
            return fit_linear([told[k] for k in chosen], [labels[k] for k in chosen], REGULARISATION["kinds"])

        def use(model: Linear, k: int) -> None:
            self.logits[k][kind] = model.score_strengths(told[k])

        return in_folds(self.size, fit, use)

    def _kind_trees(self, kind: str, numbers: Sequence[list[float]]) -> Forest:
        labels = [key.kind(kind) for key in self.keys]

        def fit(chosen: list[int]) -> Forest:
            return fit_forest([numbers[k] for k in chosen], [labels[k] for k in chosen])

        def use(model: Forest, k: int) -> None:
            self.kinds[k][kind] = (logistic(self.logits[k][kind]) + model.probability(numbers[k])) / 2

        return in_folds(self.size, fit, use)

    def _mentions(self) -> dict[str, Linear]:
        candidates = [find_candidates(Scene(c, h)) for c, h in zip(self.contexts, self.happenings, strict=True)]
        models = {}
        for role in scoring.ROLES:
            own = [[c for c in found if c.role == role] for found in candidates]
            labels = [[self.keys[k].fills(c) for c in found] for k, found in enumerate(own)]

            models[role] = self._mention(own, labels)
        return models

    def _mention(self, own: Sequence[list[Candidate]], labels: Sequence[list[bool]]) -> Linear:
        def fit(chosen: list[int]) -> Linear:
            rows = [dict.fromkeys(c.signs, 1.0) for k in chosen for c in own[k]]
            return fit_linear(rows, [x for k in chosen for x in labels[k]], REGULARISATION["mentions"])

        def use(model: Linear, k: int) -> None:
            self.scored[k].extend((model.score(c.signs), c) for c in own[k])

        return in_folds(self.size, fit, use)

    def _fillers(self, role: str, numbers: Sequence[list[float]]) -> Forest:
        for k, context in enumerate(self.contexts):
            vouched = scoring.vouching(self.fillers[k].get("victim", ()))
            own = [(s, c) for s, c in self.scored[k] if c.role == role]
            self.fillers[k][role] = scoring.group_fillers(role, own, numbers[k], scoring.alias_in(context), vouched)

        def fit(chosen: list[int]) -> Forest:
            rows = [(f.numbers, self.keys[k].fills(f.best)) for k in chosen for f in self.fillers[k][role]]
            return fit_forest([n for n, _ in rows], [y for _, y in rows])

        def use(model: Forest, k: int) -> None:
            for filler in self.fillers[k][role]:
                filler.probability = model.probability(filler.numbers)

        return in_folds(self.size, fit, use)

    def _answers(self, question: str) -> dict[str, Linear]:
        rows = [scoring.detailed_gist(question, self.happenings[k], self.scored[k]) for k in range(self.size)]
        return {answer: self._answer(question, answer, rows) for answer in ANSWERS[question][1]}

    def _answer(self, question: str, answer: str, rows: Sequence[dict[str, float]]) -> Linear:
        labels = [key.answers(question, answer) for key in self.keys]

        def fit(chosen: list[int]) -> Linear:
            return fit_linear([rows[k] for k in chosen], [labels[k] for k in chosen], REGULARISATION["answers"])

        def use(model: Linear, k: int) -> None:
            self.answers[k].setdefault(question, {})[answer] = logistic(model.score_strengths(rows[k]))

        return in_folds(self.size, fit, use)

    def thresholds(self) -> dict[str, float]:
        """The thresholds at which each slot's F1 over the messages is best."""
        found: dict[str, float] = {}
        self._tune(found, "type", {kind: [(k[kind], KINDS[kind]) for k in self.kinds] for kind in self.kinds[0]}, "kind ")
        told = [any(p > found["kind " + kind] for kind, p in k.items()) for k in self.kinds]
        for role, slot in ROLE_SLOTS.items():
            best = (0.0, 0.0)
            for step in STEPS:
                answers = [
                    [fill(role, f.best.key) for f in fs[role] if t and f.probability > step]
                    for t, fs in zip(told, self.fillers, strict=True)
                ]
                best = max(best, (self._f1(slot, answers), -float(step)))
            found["role " + role] = round(-best[1], 3)
            print(f"{slot:<16}{best[0]:6.1f} in folds")
        blamed = [
            t and any(f.probability > found["role organisation"] for f in fs["organisation"])
            for t, fs in zip(told, self.fillers, strict=True)
        ]
        self._tune_answers(found, "stage", told, [False] * self.size)
        self._tune_answers(found, "effect", told, [False] * self.size)
        self._tune_answers(found, "confidence", blamed, blamed)
        return found

    def _tune_answers(self, found: dict[str, float], question: str, asked: Sequence[bool], needed: Sequence[bool]) -> None:
        """The thresholds of a question's answers, of the messages of which it is `asked`, by steps one answer at a time."""
        slot, values = ANSWERS[question]
        steps = dict.fromkeys(values, 0.3)

        def reached(trial: dict[str, float]) -> float:
            chosen = [
                scoring.choose(p[question], trial, needed=n) if a else []
                for p, a, n in zip(self.answers, asked, needed, strict=True)
            ]
            return self._f1(slot, [[values[a] for a in answers] for answers in chosen])

        for _ in range(2):
            for answer in values:
                trials = [(reached({**steps, answer: float(s)}), -float(s)) for s in STEPS]
                steps[answer] = -max(trials)[1]
        found.update({f"{question} {answer}": round(step, 3) for answer, step in steps.items()})
        print(f"{slot:<16}{reached(steps):6.1f} in folds")

    def _tune(self, found: dict[str, float], slot: str, options: dict[str, list[tuple[float, str]]], prefix: str) -> None:
        steps = dict.fromkeys(options, 0.4)

        def reached(trial: dict[str, float]) -> float:
            return self._f1(slot, [[o[k][1] for a, o in options.items() if o[k][0] > trial[a]] for k in range(self.size)])

        for _ in range(2):
            for answer in options:
                trials = [(reached({**steps, answer: float(s)}), -float(s)) for s in STEPS]
                steps[answer] = -max(trials)[1]
        found.update({prefix + answer: round(step, 3) for answer, step in steps.items()})
        print(f"{slot:<16}{reached(steps):6.1f} in folds")

    def _f1(self, slot: str, answers: Sequence[list[str]]) -> float:
        gold = {k: key.message for k, key in enumerate(self.keys)}
        given = {k: {"templates": [{MUC.SLOTS[slot]: values}]} for k, values in enumerate(answers)}
        return float(MUC.score(gold, given, slot))


def read_contexts(found: Sequence[dict[str, Any]]) -> list[Context]:
    """The messages as the program reads them."""
    from allegedly.reading import DocumentReader  # noqa: PLC0415  not needed with a cache, nor is what it imports
    from evals.events import document_of  # noqa: PLC0415

    reader = DocumentReader()
    return [reader.context(document_of(message)) for message in found]


def write(weights: dict[str, Any], source: Path, count: int) -> None:
    """The weights and their card."""
    import msgspec  # noqa: PLC0415

    data = msgspec.json.encode(weights, order="deterministic")
    (SHIPPED / WEIGHTS).write_bytes(data)
    card = {
        "what": "Which words tell of attacks, bombings, kidnappings and arson, what fills their roles, their stage and effect",
        "made_by": f"python -m training.train_incidents {source.name}",
        "trained_on": f"{count} messages of MUC-4's development set (news and broadcasts of 1988 to 1990 on Latin America, "
        "grit_doc_event_entity at d8212bc); signs are words, pairs of words and labels of syntax, no text of it is in the file",
        "limits": "English; most of its messages are on El Salvador, Colombia, Peru, Guatemala and Chile; war between armies was "
        "left out by its annotators, and rates of other places, weapons and years will differ",
        "figures": "docs/figures.md",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (SHIPPED / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{len(data) / 1e6:.2f} MB")


def main() -> None:
    """Train on the file named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train_incidents", description=__doc__)
    parser.add_argument("file", type=Path, help="messages with templates, JSONL")
    parser.add_argument("--cache", type=Path, help="folder of pickled readings of this machine's own making, one a message")
    given = parser.parse_args()
    found = list(messages(given.file))
    if given.cache is None:
        contexts = read_contexts(found)
    else:
        contexts = [Context(*pickle.loads((given.cache / f"{m['id']}.pkl").read_bytes())) for m in found]  # noqa: S301
    write(Trainer(contexts, [Key(m) for m in found]).train(), given.file, len(found))


if __name__ == "__main__":
    # A parsed document is a deep web of words, which pickle follows by recursion.
    sys.setrecursionlimit(200_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
