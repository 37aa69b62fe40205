"""Trains the tagger: `python -m training.train_tagger --help`."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import save_file

from training.batches import Article, Roughening, Word, batch_of, epoch
from training.tagger_net import TaggerNet


def load(path):
    articles = []
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        words = [Word(tuple(p), tuple(f), n, h, s, q, r, b, tuple(o)) for p, f, n, h, s, q, r, b, o in d["words"]]
        articles.append(Article(d["article"], words, d["cues"]))
    return articles


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--train", nargs="+", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--budget", type=int, default=2048)
    ap.add_argument("--longest", type=int, default=230)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--stop-after", type=int, default=0)
    o = ap.parse_args()
    out = Path(o.out); out.mkdir(parents=True, exist_ok=True)
    articles = [a for p in o.train for a in load(p)]
    torch.manual_seed(o.seed)
    net = TaggerNet(o.encoder)
    vocabulary = (Path(o.encoder) / "vocab.txt").read_text(encoding="utf-8").split("\n")
    frame = (vocabulary.index("[CLS]"), vocabulary.index("[SEP]"), vocabulary.index("[PAD]"))
    mask = vocabulary.index("[MASK]")
    names = [n for n, p in net.named_parameters()]
    enc = [p for n, p in net.named_parameters() if n.startswith("encoder.") and "pooler" not in n]
    head = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    opt = torch.optim.AdamW([{"params": enc, "lr": o.rate}, {"params": head, "lr": o.head_rate}], weight_decay=0.01, fused=True)
    shadow = {n: p.detach().clone() for n, p in net.named_parameters()}
    first = 0
    state = out / "state.pt"
    total = None
    step = 0
    if state.exists():
        saved = torch.load(state, weights_only=True)
        net.load_state_dict(saved["net"]); opt.load_state_dict(saved["opt"]); shadow = saved["shadow"]; first, step, total = saved["epoch"], saved["step"], saved["total"]
    t0 = time.time()
    for e in range(first, o.epochs):
        rng = random.Random(o.seed * 1000 + e)
        torch.manual_seed(o.seed * 1000 + e)
        groups = epoch(articles, o.longest, o.budget, rng, Roughening(), frame, mask)
        total = total or len(groups) * o.epochs
        net.train()
        seen = 0; sums = [0.0] * 3; count = 0
        for g in groups:
            progress = step / total
            scale = min(1.0, progress / 0.06) * max(0.0, (1 - progress) / 0.94 if progress > 0.06 else 1.0)
            for group, rate in zip(opt.param_groups, (o.rate, o.head_rate)):
                group["lr"] = rate * max(scale, 0.002)
            batch = batch_of(g, frame)
            losses = net.loss(batch)
            loss = losses[0] * 10 + losses[1] * 0.5 + losses[2] * 0.5
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step(); opt.zero_grad(set_to_none=True)
            step += 1; count += 1; seen += batch.mask.sum().item()
            for k in range(3): sums[k] += losses[k].item()
            decay = min(0.998, (1 + step) / (10 + step))
            with torch.no_grad():
                ps = dict(net.named_parameters())
                torch._foreach_lerp_([shadow[n] for n in names], [ps[n].detach() for n in names], 1 - decay)
            if count % 25 == 0:
                print(f"epoch {e} step {step}/{total} crf {sums[0]/count:.4f} cue {sums[1]/count:.4f} source {sums[2]/count:.4f} {time.time()-t0:.0f}s", file=sys.stderr, flush=True)
            if o.stop_after and step >= o.stop_after: return
        save_file({n: p.contiguous() for n, p in shadow.items()}, out / f"ema-{e}.safetensors")
        torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "shadow": shadow, "epoch": e + 1, "step": step, "total": total}, out / "state.tmp")
        (out / "state.tmp").rename(state)


if __name__ == "__main__":
    main()
