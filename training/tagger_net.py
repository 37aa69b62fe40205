"""
The tagger's network: a small encoder, word features, a CRF over the tags, and a linker.

- The features of a word are embedded and added to its pieces' input embeddings, starting at zero,
  so that training starts from the encoder as it was published. With frozen layers they are added above
  those, which then need no backward pass: that is what makes a large encoder trainable on two cores.
- A word is the mean of its first and last piece, beside the same of its syntactic head.
- Tags (outside; begin, inside, end, single for each role) are scored by a linear-chain CRF
  (Lafferty et al. 2001) whose impossible transitions are barred.
- The linker follows Dozat and Manning 2017: every word of a content chooses its cue, every cue its source.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from allegedly.voices.tagger_input import FEATURES
from allegedly.voices.tagger_tags import TAGS, may_end, may_follow, may_start

BARRED = -1e4
HIDDEN = 256
LINK = 128


class Batch(NamedTuple):
    """
    Windows side by side. B windows, P pieces (framed), W words.

    `pieces`, `mask` (B, P); `features` (B, P, F) per piece; `first`, `last`, `heads`, `words`, `tags` (B, W);
    `cue_of` (B, W): for a content word the index of its cue's first word, else -1;
    `source_of` (B, W, W) share of each word as source of the cue that begins at a word, rows of zeros elsewhere.
    """

    pieces: Tensor
    mask: Tensor
    features: Tensor
    first: Tensor
    last: Tensor
    heads: Tensor
    words: Tensor
    tags: Tensor
    cue_of: Tensor
    cue_starts: Tensor
    source_of: Tensor


class TaggerNet(nn.Module):
    """`forward` gives tag scores (B, W, T) and the linker's vectors: content→cue (2) and cue→source (2), each (B, W, LINK)."""

    def __init__(self, encoder_path: str, dropout: float = 0.1, attention: str | None = None, frozen: int = 0) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(
            encoder_path, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0, attn_implementation=attention
        )
        self.encoder = AutoModel.from_pretrained(encoder_path, config=config)
        self.frozen = self._freeze(frozen)
        size = config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(n, size) for n in FEATURES.values())
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.drop = nn.Dropout(0.2)
        self.hidden = nn.Linear(2 * size, HIDDEN)
        self.tag = nn.Linear(HIDDEN, len(TAGS))
        self.link = nn.Linear(2 * size, 4 * LINK)
        self.no_source = nn.Linear(2 * size, 1)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        bars = torch.tensor([[0.0 if may_follow(a, b) else BARRED for b in TAGS] for a in TAGS])
        self.register_buffer("bars", bars)
        self.register_buffer("start_bars", torch.tensor([0.0 if may_start(t) else BARRED for t in TAGS]))
        self.register_buffer("end_bars", torch.tensor([0.0 if may_end(t) else BARRED for t in TAGS]))

    def forward(
        self, pieces: Tensor, mask: Tensor, features: Tensor, first: Tensor, last: Tensor, heads: Tensor
    ) -> tuple[Tensor, ...]:
        """Tag scores, the linker's four vectors side by side, and the score of having no source; of every word."""
        embedded = self.encoder.embeddings.word_embeddings(pieces)
        added = torch.stack([table(features[:, :, k]) for k, table in enumerate(self.features)]).sum(0)
        if self.frozen:
            entry = self.encoder.encoder.layer[len(self.frozen) - 1]
            handle = entry.register_forward_pre_hook(lambda _, given: (given[0] + added, *given[1:]))
            states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
            handle.remove()
        else:
            states = self.encoder(inputs_embeds=embedded + added, attention_mask=mask).last_hidden_state
        size = states.shape[-1]
        word = (_pick(states, first, size) + _pick(states, last, size)) / 2
        both = self.drop(torch.cat([word, _pick(word, heads, size)], dim=-1))
        scores = self.tag(self.drop(nn.functional.gelu(self.hidden(both))))
        links = self.link(both)
        return scores, links, self.no_source(both)

    def _freeze(self, layers: int) -> list[nn.Module]:
        """Keep the embeddings, the lower layers and the positions that all layers share as they were published."""
        if not layers:
            return []
        frozen = [self.encoder.embeddings, *self.encoder.encoder.layer[:layers]]
        for module in frozen:
            module.requires_grad_(requires_grad=False)
        for child in self.encoder.encoder.children():
            if child is not self.encoder.encoder.layer:
                child.requires_grad_(requires_grad=False)
        return frozen

    def train(self, mode: bool = True) -> TaggerNet:  # noqa: FBT001, FBT002  as torch has it
        """Frozen layers drop nothing out."""
        super().train(mode)
        for module in self.frozen:
            module.eval()
        return self

    def loss(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """The CRF's loss a word, and the two linkers' a choice."""
        scores, links, none = self(batch.pieces, batch.mask, batch.features, batch.first, batch.last, batch.heads)
        total = batch.words.sum()
        crf = self._negative_log_likelihood(scores, batch.tags, batch.words) / total
        asks, cues, cue_asks, sources = links.split(LINK, dim=-1)
        content = batch.cue_of >= 0
        choice = (asks @ cues.transpose(1, 2)) / LINK**0.5
        choice = choice.masked_fill(~batch.cue_starts[:, None, :], BARRED)
        to_cue = nn.functional.cross_entropy(choice[content], batch.cue_of[content]) if content.any() else scores.sum() * 0
        choice = (cue_asks @ sources.transpose(1, 2)) / LINK**0.5
        choice = choice.masked_fill(~batch.words[:, None, :], BARRED)
        choice = torch.log_softmax(torch.cat([choice, none], dim=-1), dim=-1)
        wanted = batch.source_of
        wanted = torch.cat([wanted, 1 - wanted.sum(-1, keepdim=True)], dim=-1)
        to_source = -(choice * wanted).sum(-1)[batch.cue_starts].mean() if batch.cue_starts.any() else scores.sum() * 0
        return crf, to_cue, to_source

    def _negative_log_likelihood(self, scores: Tensor, tags: Tensor, words: Tensor) -> Tensor:
        moves = self.transitions + self.bars
        length = scores.shape[1]
        alpha = scores[:, 0] + self.start_bars
        for k in range(1, length):
            step = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + scores[:, k]
            alpha = torch.where(words[:, k, None], step, alpha)
        partition = torch.logsumexp(alpha + self.end_bars, dim=1)
        emitted = (scores.gather(2, tags[:, :, None]).squeeze(2) * words).sum(1)
        moved = (moves[tags[:, :-1], tags[:, 1:]] * words[:, 1:]).sum(1)
        return (partition - emitted - moved).sum()


def _pick(states: Tensor, index: Tensor, size: int) -> Tensor:
    return states.gather(1, index[:, :, None].expand(-1, -1, size))
