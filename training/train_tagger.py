"""
Trains the tagger: `python -m training.train_tagger --encoder DIR --train FILE… --out DIR`.

Reads what `training.corpus` wrote. After each epoch it writes averaged weights (`ema-N.safetensors`, for
`training.export_tagger`) and its state; started again with the same folder it goes on from there. With
all-MiniLM-L6-v2 an epoch over PolNeAR takes ten minutes on two quiet cores; `--encoder` takes any
BERT-like encoder in the transformers format, so that a larger one builds the optional stronger weights.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from allegedly.voices.word_pieces import WordPieces
from training.batches import Article, Roughening, Word, batch_of, epoch
from training.tagger_net import TaggerNet

WARM_UP = 0.06
LEAST = 0.002
# Words weigh ten times a link: a window has so many more of them.
WEIGHTS = (10.0, 0.5, 0.5)
DECAY = 0.998
CLIP = 1.0
SHOW_EVERY = 25


@dataclass(frozen=True)
class Recipe:
    """
    How to train.

    `budget` and `longest` are pieces a batch and a window; rates are the peaks of a triangle;
    `frozen` lower layers of the encoder stay as published.
    """

    epochs: int = 7
    budget: int = 2048
    longest: int = 230
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    seed: int = 7
    frozen: int = 0


def load(path: Path) -> list[Article]:
    """The readings in a file of `training.corpus`."""
    articles = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            reading = json.loads(line)
            words = [Word(tuple(p), tuple(f), n, h, s, q, r, b, tuple(o)) for p, f, n, h, s, q, r, b, o in reading["words"]]
            articles.append(Article(reading["article"], words, reading["cues"]))
    return articles


class Trainer:
    """One training run in a folder; `run` goes on from the folder's state."""

    def __init__(self, encoder: Path, out: Path, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.out = recipe, out
        self.net = TaggerNet(str(encoder), frozen=recipe.frozen)
        pieces = WordPieces((encoder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
        self.frame, self.mask = (pieces.cls, pieces.sep, pieces.pad), pieces.mask
        named = {name: p for name, p in self.net.named_parameters() if p.requires_grad}
        encoding = [p for name, p in named.items() if name.startswith("encoder.") and "pooler" not in name]
        others = [p for name, p in named.items() if not name.startswith("encoder.")]
        groups = [{"params": encoding, "lr": recipe.rate}, {"params": others, "lr": recipe.head_rate}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.averages = {name: p.detach().clone() for name, p in named.items()}
        self.step = self.total = self.first_epoch = 0
        self._resume()

    def run(self, articles: Sequence[Article]) -> None:
        """Train to the end of the last epoch."""
        begun = time.monotonic()
        for number in range(self.first_epoch, self.recipe.epochs):
            torch.manual_seed(self.recipe.seed * 1000 + number)
            rng = random.Random(self.recipe.seed * 1000 + number)
            groups = epoch(articles, self.recipe.longest, self.recipe.budget, rng, Roughening(), self.mask)
            self.total = self.total or len(groups) * self.recipe.epochs
            self.net.train()
            sums = [0.0] * len(WEIGHTS)
            for count, group in enumerate(groups, 1):
                for k, loss in enumerate(self._learn(group)):
                    sums[k] += loss
                if count % SHOW_EVERY == 0:
                    shown = " ".join(f"{name} {s / count:.4f}" for name, s in zip(("tags", "cues", "sources"), sums, strict=True))
                    seconds = time.monotonic() - begun
                    print(f"epoch {number} step {self.step}/{self.total} {shown} {seconds:.0f}s", file=sys.stderr, flush=True)
            self._save(number)

    def _learn(self, group: list[tuple[Article, list[Word]]]) -> Iterator[float]:
        for parameters, rate in zip(self.optimiser.param_groups, (self.recipe.rate, self.recipe.head_rate), strict=True):
            parameters["lr"] = rate * max(_triangle(self.step / self.total), LEAST)
        losses = self.net.loss(batch_of(group, self.frame))
        total: Tensor = torch.stack([loss * weight for loss, weight in zip(losses, WEIGHTS, strict=True)]).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        decay = min(DECAY, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            now = dict(self.net.named_parameters())
            torch._foreach_lerp_(list(self.averages.values()), [now[name].detach() for name in self.averages], 1 - decay)
        return (loss.item() for loss in losses)

    def _save(self, number: int) -> None:
        save_file({name: p.contiguous() for name, p in self.averages.items()}, self.out / f"ema-{number}.safetensors")
        state = {
            "net": self.net.state_dict(), "opt": self.optimiser.state_dict(), "shadow": self.averages,
            "epoch": number + 1, "step": self.step, "total": self.total,
        }  # fmt: skip
        torch.save(state, self.out / "state.tmp")
        (self.out / "state.tmp").rename(self.out / "state.pt")

    def _resume(self) -> None:
        if not (self.out / "state.pt").exists():
            return
        saved = torch.load(self.out / "state.pt", weights_only=True)
        self.net.load_state_dict(saved["net"])
        self.optimiser.load_state_dict(saved["opt"])
        self.averages = saved["shadow"]
        self.first_epoch, self.step, self.total = saved["epoch"], saved["step"], saved["total"]


def _triangle(progress: float) -> float:
    return progress / WARM_UP if progress < WARM_UP else (1 - progress) / (1 - WARM_UP)


def main() -> None:
    """Train with what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder: config, model.safetensors, vocab.txt")
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="files of training.corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and state")
    for name, value in vars(Recipe()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = vars(parser.parse_args())
    encoder, train, out = (given.pop(name) for name in ("encoder", "train", "out"))
    out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(encoder, out, Recipe(**given))
    trainer.run([article for path in train for article in load(path)])


if __name__ == "__main__":
    main()
