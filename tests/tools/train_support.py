"""Train the reader's second task: whether sentences of an article bear out what is written of them.

For developers; nothing of it runs in qabot. The upper layers of the trained reader
(``train_reader.py``) are copied and tuned; word vectors and lower layers are shared with the
other task and stay as they are, so that what they make of a pair is computed once. Needs, in a
virtual environment of its own::

    pip install torch==2.13.0 transformers safetensors numpy
    python tests/tools/train_support.py reader.safetensors support.safetensors \\
        --cases tests/data/support_cases.txt.gz --hold tests/data/support_held.txt.gz --minutes 42

Both texts of a pair are read as ``grounding.reading`` gives them. A step takes whole articles, so
that a right and a wrong claim on one sentence meet: cross-entropy of each, and of each pair of a
right and a wrong one. Written is the mean of the weights over the last steps. On two cores a step
of 36 pairs takes 1.2 s.

Files of cases: see ``support_articles.py``.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from support_articles import Article, Claim, articles
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertForSequenceClassification

LAYERS, SHARED, RATE, PAIRS = 12, 4, 1.2e-4, 32
MOST_WRITTEN, MOST = 64, 224
LENGTHS = (48, 64, 80, 96, 128, 160, MOST)
"""Tokens of a pair, padded to the first that is enough: few shapes, compiled once."""
COMPARED, HEAD_RATE, KEPT, DROPPED = 0.5, 10.0, 0.97, 0.1
"""Weight of the loss on pairs; the new layer's rate to the others'; of the mean of weights, every
five steps; share of values that are dropped."""
TOKENIZER = Path(__file__).parents[2] / "qabot" / "embedding" / "minilm" / "tokenizer.json"


@dataclass(frozen=True)
class Row:
    """A claim as the lower layers leave it."""

    hidden: Tensor
    supported: bool


def read_of(article: Article, claim: Claim) -> str:
    """What is read beside a claim: the title and the cited sentences."""
    cited = [article.sentences[number] for number in claim.cited]
    return " ".join([article.title.rstrip(".") + ".", *cited])


class Dropout(nn.Module):
    """Takes its chances from one long row of them: drawing each anew takes longer than a layer."""

    chances = (torch.rand(1 << 24) > DROPPED).to(torch.bfloat16) / (1 - DROPPED)

    def forward(self, value: Tensor) -> Tensor:
        if not self.training:
            return value
        at = random.randrange(len(self.chances) - value.numel())
        return value * self.chances[at : at + value.numel()].view(value.shape)


class Lower:
    """Word vectors and the shared layers."""

    def __init__(self, model: BertForSequenceClassification) -> None:
        self.bert = model.bert.eval()
        self.words = Tokenizer.from_file(str(TOKENIZER))

    @torch.no_grad()
    def rows(self, article: Article) -> list[Row]:
        pairs = [self._ids(claim.text, read_of(article, claim)) for claim in article.claims]
        longest = max(len(ids) for ids, _ in pairs)
        length = next(size for size in LENGTHS if longest <= size)
        ids = torch.zeros(len(pairs), length, dtype=torch.long)
        types, mask = ids.clone(), torch.zeros(len(pairs), length)
        for row, (own, second) in enumerate(pairs):
            ids[row, : len(own)] = torch.tensor(own)
            types[row, second : len(own)] = 1
            mask[row, : len(own)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.bert.embeddings(ids, types)
            for layer in self.bert.encoder.layer[:SHARED]:
                hidden = first_of(layer(hidden, unseen(mask)))
        made = zip(hidden.to(torch.bfloat16), pairs, article.claims, strict=True)
        return [Row(h[: len(own)], claim.supported) for h, (own, _), claim in made]

    def _ids(self, written: str, cited: str) -> tuple[list[int], int]:
        """Ids of both texts, and where the second begins."""
        start, stop = (self.words.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        first = self.words.encode(written, add_special_tokens=False).ids[:MOST_WRITTEN]
        second = self.words.encode(cited, add_special_tokens=False).ids
        second = second[: MOST - len(first) - 3]
        return [start, *first, stop, *second, stop], len(first) + 2


class Upper(nn.Module):
    """The other layers and a new score."""

    def __init__(self, model: BertForSequenceClassification) -> None:
        super().__init__()
        self.layers = model.bert.encoder.layer[SHARED:]
        for layer in self.layers:
            layer.attention.output.dropout = Dropout()
            layer.output.dropout = Dropout()
        self.dense, self.out = model.bert.pooler.dense, nn.Linear(384, 1)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    def forward(self, rows: Sequence[Row]) -> Tensor:
        longest = max(len(row.hidden) for row in rows)
        length = next(size for size in LENGTHS if longest <= size)
        count = -(-len(rows) // 12) * 12
        hidden = torch.zeros(count, length, 384, dtype=torch.bfloat16)
        mask = torch.zeros(count, length)
        mask[:, 0] = 1
        for number, row in enumerate(rows):
            hidden[number, : len(row.hidden)] = row.hidden
            mask[number, : len(row.hidden)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                hidden = first_of(layer(hidden, unseen(mask)))
            pooled = functional.dropout(
                torch.tanh(self.dense(hidden[:, 0])), DROPPED, self.training
            )
            scores: Tensor = self.out(pooled)[: len(rows), 0].float()
        return scores


def first_of(made: Tensor | tuple[Tensor, ...]) -> Tensor:
    return made[0] if isinstance(made, tuple) else made


def unseen(mask: Tensor) -> Tensor:
    return ((1 - mask) * -10000.0)[:, None, None, :]


def loss_of(scores: Tensor, groups: Sequence[Sequence[Row]]) -> Tensor:
    truth = torch.tensor([float(row.supported) for group in groups for row in group])
    loss = functional.binary_cross_entropy_with_logits(scores, truth)
    compared, at = [], 0
    for group in groups:
        own, right = scores[at : at + len(group)], truth[at : at + len(group)] == 1
        at += len(group)
        if right.any() and not right.all():
            compared.append(functional.softplus(own[~right][None] - own[right][:, None]).mean())
    return loss + COMPARED * torch.stack(compared).mean() if compared else loss


def steps(groups: Sequence[Sequence[Row]]) -> Iterator[list[list[Row]]]:
    """Articles in random order, again and again, a step's at a time."""
    while True:
        waiting = random.sample(groups, len(groups))
        while waiting:
            step: list[list[Row]] = []
            while waiting and sum(map(len, step)) < PAIRS:
                group = waiting.pop()
                step.append(random.sample(group, min(len(group), 12)))
            yield step


@torch.no_grad()
def measured(model: Upper, groups: Sequence[Sequence[Row]]) -> str:
    """AUROC, and how many wrong claims are below the lowest tenth of the right ones."""
    model.eval()
    rows = sorted((row for group in groups for row in group), key=lambda row: len(row.hidden))
    made = [model(rows[at : at + 48]).numpy() for at in range(0, len(rows), 48)]
    model.train()
    scores, right = np.concatenate(made), np.array([row.supported for row in rows])
    below = (scores[~right][:, None] < scores[right][None]).mean()
    told = (scores[~right] < np.quantile(scores[right], 0.1)).mean()
    return f"AUROC {below:.3f}, {told:.3f} of the wrong ones at .1 of the right ones"


def trained(model: Upper, groups: Sequence[Sequence[Row]], held: Sequence[Sequence[Row]], minutes: float) -> dict[str, Tensor]:  # fmt: skip
    """The mean of the weights over the last steps; the rate falls to nothing with the time."""
    new = [p for n, p in model.named_parameters() if n.startswith("out")]
    old = [p for n, p in model.named_parameters() if not n.startswith("out")]
    parts = [{"params": old, "share": 1.0}, {"params": new, "share": HEAD_RATE}]
    optimiser = torch.optim.AdamW(parts, lr=RATE, weight_decay=0.01)
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    began = time.monotonic()
    for number, step in enumerate(steps(groups), 1):
        spent = (time.monotonic() - began) / 60 / minutes
        if spent >= 1:
            break
        for part in optimiser.param_groups:
            part["lr"] = RATE * part["share"] * min(1, number / 40) * max(0.03, 1 - spent)
        optimiser.zero_grad()
        loss = loss_of(model([row for group in step for row in group]), step)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if number % 5 == 0:
            keep = min(KEPT, number / (number + 50))
            for name, value in model.state_dict().items():
                mean[name].mul_(keep).add_(value, alpha=1 - keep)
        if number % 150 == 0:
            print(number, round(loss.item(), 3), measured(model, held), flush=True)
    return mean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("support", type=Path)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--hold", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=42)
    options = parser.parse_args()
    random.seed(3)
    torch.manual_seed(3)
    weights = load_file(options.reader)
    settings = BertConfig(
        vocab_size=30522, hidden_size=384, num_hidden_layers=LAYERS, num_attention_heads=12,
        intermediate_size=1536, num_labels=1, attention_probs_dropout_prob=0.0,
        attn_implementation="eager",  # the other one is twice as slow on CPUs
    )  # fmt: skip
    whole = BertForSequenceClassification(settings)
    missing = whole.load_state_dict(
        {name if name.startswith("classifier") else f"bert.{name}": value for name, value in weights.items()},
        strict=False,
    )  # fmt: skip
    assert not missing.unexpected_keys, missing
    lower = Lower(whole)
    learnt, held = (
        [lower.rows(article) for article in articles(path)]
        for path in (options.cases, options.hold)
    )
    model = Upper(whole).train()
    mean = trained(model, learnt, held, options.minutes)
    model.load_state_dict(mean)
    print(measured(model, held))
    made = {f"encoder.layer.{n}.{name}": value for n, layer in enumerate(model.layers, SHARED) for name, value in layer.state_dict().items()}  # fmt: skip
    made |= {f"pooler.dense.{name}": value for name, value in model.dense.state_dict().items()}
    made |= {f"classifier.{name}": value for name, value in model.out.state_dict().items()}
    save_file({name: value.contiguous() for name, value in made.items()}, options.support)


if __name__ == "__main__":
    main()
