"""Make the bundled reader: trained weights in, one small ONNX file out.

For developers; nothing of it runs in qabot. Needs what ``export_minilm.py`` needs, and the weights
that ``train_reader.py`` writes::

    python tests/tools/export_reader.py reader.safetensors qabot/embedding/reader

Inputs of the graph: ``input_ids`` and ``token_type_ids`` (0 question, 1 sentence), int64 [batch,
length], without padding. Output: ``score`` [batch], the logit that the sentence answers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from export_minilm import CALIBRATION, HIDDEN, PRECISIONS, Graph, Peaks, embedded, layer
from numpy.typing import NDArray
from onnx import TensorProto, helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LAYERS = 12
TOKENIZER = Path(__file__).parents[2] / "qabot" / "embedding" / "minilm" / "tokenizer.json"
QUESTIONS = (
    "How far did oil prices fall?",
    "Who leads the search in the valley?",
    "when does the term of the new head begin",
    "Which team won, and who scored?",
)
"""Asked of every text of ``CALIBRATION``."""


def build(
    weights: dict[str, NDArray[np.float32]], precision: str, peaks: Peaks | None = None
) -> onnx.ModelProto:
    """The whole reader as one ONNX model."""
    graph = Graph(dict(weights), precision, peaks)
    hidden = embedded(graph, "token_type_ids")
    for number in range(LAYERS):
        hidden = layer(graph, hidden, "", number)
    first = graph.constant("first", np.array([0], dtype=np.int64))
    along = graph.constant("axis.length", np.array([1], dtype=np.int64))
    pooled = graph.add(
        "Squeeze", [graph.add("Gather", [hidden, first], "cls", axis=1), along], "cls.row"
    )
    for name, matrix in (("pooler.dense", "pooled"), ("classifier", "logit")):
        whole = graph.constant(f"{name}.weight", graph.weights[f"{name}.weight"].T)
        bias = graph.weight(f"{name}.bias")
        pooled = graph.add("Gemm", [pooled, whole, bias], matrix)
        pooled = graph.add("Tanh", [pooled], "tanh") if matrix == "pooled" else pooled
    graph.add("Squeeze", [pooled, along], "score")
    ids = ["batch", "length"]
    proto = helper.make_graph(
        graph.nodes,
        "qabot-reader",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ids)
            for name in ("input_ids", "token_type_ids")
        ],
        [helper.make_tensor_value_info("score", TensorProto.FLOAT, ["batch"])],
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(proto, opset_imports=opsets, ir_version=8)
    model.producer_name = "qabot"
    onnx.checker.check_model(model)
    return model


def measure_peaks(weights: dict[str, NDArray[np.float32]]) -> Peaks:
    """Run ``QUESTIONS`` on ``CALIBRATION`` in float32 and keep what the channels reach."""
    import onnxruntime

    model = build(weights, "fp32")
    names = sorted({node.input[0] for node in model.graph.node if node.op_type == "MatMul"})
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    pieces = Tokenizer.from_file(str(TOKENIZER))
    peaks: Peaks = {}
    for question in QUESTIONS:
        for text in CALIBRATION:
            pair = pieces.encode(question, text)
            values = session.run(
                names,
                {
                    "input_ids": np.array([pair.ids], dtype=np.int64),
                    "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
                },
            )
            for name, value in zip(names, values, strict=True):
                largest = np.abs(value[0]).max(axis=0)
                peaks[name] = np.maximum(peaks.get(name, largest), largest)
    return peaks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--precision", choices=PRECISIONS, default="int7")
    options = parser.parse_args()
    weights = load_file(options.weights)
    assert weights["pooler.dense.weight"].shape == (HIDDEN, HIDDEN)
    peaks = measure_peaks(weights) if PRECISIONS[options.precision] else None
    model = build(weights, options.precision, peaks).SerializeToString(deterministic=True)
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "model.onnx").write_bytes(model)
    sums = {"model.onnx": hashlib.sha256(model).hexdigest()}
    (options.folder / "checksums.json").write_text(
        json.dumps(sums, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
