"""Train the reader's second task further: whether sentences of an article bear out what is written of them.

For developers; nothing of it runs in qabot. Tuned are the upper layers, read back from the bundled
``supports.onnx``; what the lower ones make of a pair is computed once, by ``lower.onnx`` itself.
Needs, in a virtual environment of its own::

    pip install torch==2.13.0 transformers safetensors numpy onnx onnxruntime tokenizers
    python tests/tools/train_support.py qabot/embedding/reader support.safetensors \\
        --cases tests/data/support_cases.txt.gz --often tests/data/support_digests.txt.gz \\
        tests/data/support_long.txt.gz --hold tests/data/support_held.txt.gz --minutes 80
    python tests/tools/export_supports.py qabot/embedding/reader support.safetensors

Both texts of a pair are read as ``grounding.reading`` gives them. To the written claims come those
of ``turned_claims.py``. Articles of ``--often`` come ``OFTEN`` times as often. A step takes whole
articles, so that a right and a wrong claim on one sentence meet: cross-entropy of each, and of each
pair of a right and a wrong one. Written is the mean of the weights over the last steps. On two idle
cores a step of 36 pairs takes 0.9 s.

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
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from support_articles import Article, Claim, articles
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertForSequenceClassification
from turned_claims import joined, turned

LAYERS, SHARED, RATE, PAIRS = 12, 4, 1e-4, 32
MOST_WRITTEN, MOST = 64, 224
LENGTHS = (48, 64, 80, 96, 128, 160, MOST)
"""Tokens of a pair, padded to the first that is enough: few shapes, compiled once."""
COMPARED, HEAD_RATE, KEPT, DROPPED = 0.5, 3.0, 0.97, 0.1
"""Weight of the loss on pairs; the new layer's rate to the others'; of the mean of weights, every
five steps; share of values that are dropped."""
TURNED, JOINED = 0.5, 5
"""Share of the claims that may be turned, and are; claims an article that are two in one."""
OFTEN = 3
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
    """Word vectors and the shared layers, as they are bundled."""

    def __init__(self, folder: Path) -> None:
        self.session = onnxruntime.InferenceSession(folder / "lower.onnx")
        self.words = Tokenizer.from_file(str(TOKENIZER))

    def rows(self, article: Article) -> list[Row]:
        return [
            Row(self._hidden(claim.text, read_of(article, claim)), claim.supported)
            for claim in article.claims
        ]

    def _hidden(self, written: str, cited: str) -> Tensor:
        start, stop = (self.words.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        first = self.words.encode(written, add_special_tokens=False).ids[:MOST_WRITTEN]
        second = self.words.encode(cited, add_special_tokens=False).ids[: MOST - len(first) - 3]
        ids = np.array([[start, *first, stop, *second, stop]], dtype=np.int64)
        types = np.zeros_like(ids)
        types[0, len(first) + 2 :] = 1
        (hidden,) = self.session.run(None, {"input_ids": ids, "token_type_ids": types})
        return torch.from_numpy(hidden[0]).to(torch.bfloat16)


def read_back(path: Path) -> dict[str, Tensor]:
    """The weights of a bundled file in full precision, by the names that transformers gives."""
    graph = onnx.load(path).graph
    known = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    evened = {n.output[0]: known[n.input[1]] for n in graph.node if n.op_type == "Mul"}
    factors = {n.input[1]: evened[n.input[0]] for n in graph.node if n.input[0] in evened}
    found: dict[str, Tensor] = {}
    for name, value in known.items():
        whole = value
        if value.dtype == np.int8:
            whole = value.astype(np.float32) * known[f"{name.removesuffix('weight')}scale"][None]
            whole = (whole * factors[name].reshape(-1, 1) if name in factors else whole).T
        elif name in ("pooler.dense.weight", "classifier.weight"):
            whole = value.T
        if name.endswith(("weight", "bias")):
            found[name] = torch.from_numpy(np.ascontiguousarray(whole))
    return found


class Upper(nn.Module):
    """The other layers and the score."""

    def __init__(self, model: BertForSequenceClassification) -> None:
        super().__init__()
        self.layers = model.bert.encoder.layer[SHARED:]
        for layer in self.layers:
            layer.attention.output.dropout = Dropout()
            layer.output.dropout = Dropout()
        self.dense, self.out = model.bert.pooler.dense, model.classifier

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
    parser.add_argument("folder", type=Path)
    parser.add_argument("support", type=Path)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--often", type=Path, nargs="*", default=[])
    parser.add_argument("--hold", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=54)
    options = parser.parse_args()
    random.seed(3)
    torch.manual_seed(3)
    settings = BertConfig(
        vocab_size=30522, hidden_size=384, num_hidden_layers=LAYERS, num_attention_heads=12,
        intermediate_size=1536, num_labels=1, attention_probs_dropout_prob=0.0,
        attn_implementation="eager",  # the other one is twice as slow on CPUs
    )  # fmt: skip
    whole = BertForSequenceClassification(settings)
    bundled = read_back(options.folder / "supports.onnx")
    unlike = whole.load_state_dict(
        {name if name.startswith("classifier") else f"bert.{name}": value for name, value in bundled.items()},
        strict=False,
    )  # fmt: skip
    assert not unlike.unexpected_keys, unlike
    lower = Lower(options.folder)
    read = [article for path in options.cases for article in articles(path)]
    often = [article for path in options.often for article in articles(path)]
    for article in [*read, *often]:
        article.claims += [*joined(article, JOINED), *turned(article, TURNED)]
    learnt = [lower.rows(article) for article in read]
    learnt += OFTEN * [lower.rows(article) for article in often]
    held = [lower.rows(article) for article in articles(options.hold)]
    model = Upper(whole).train()
    print(measured(model, held))
    mean = trained(model, learnt, held, options.minutes)
    model.load_state_dict(mean)
    print(measured(model, held))
    made = {f"encoder.layer.{n}.{name}": value for n, layer in enumerate(model.layers, SHARED) for name, value in layer.state_dict().items()}  # fmt: skip
    made |= {f"pooler.dense.{name}": value for name, value in model.dense.state_dict().items()}
    made |= {f"classifier.{name}": value for name, value in model.out.state_dict().items()}
    save_file({name: value.contiguous() for name, value in made.items()}, options.support)


if __name__ == "__main__":
    main()
