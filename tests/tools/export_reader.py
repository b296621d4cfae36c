"""Make the bundled reader: trained weights in, three small ONNX files out.

For developers; nothing of it runs in qabot. Needs what ``export_minilm.py`` needs, and the weights
that ``train_reader.py`` and ``train_support.py`` write::

    python tests/tools/export_reader.py reader.safetensors support.safetensors qabot/embedding/reader

``lower.onnx``: ``input_ids`` and ``token_type_ids`` (0 what is asked or written, 1 the sentence),
int64 [batch, length], without padding, to ``hidden.shared`` [batch, length, 384]. ``answers.onnx``
and ``supports.onnx`` go on from there to ``score`` [batch], the logit that the sentence answers the
question, or bears out what is written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from export_minilm import CALIBRATION, HIDDEN, PRECISIONS, Graph, Peaks, embedded, layer
from numpy.typing import NDArray
from onnx import TensorProto, helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Array = NDArray[np.float32]

LAYERS, SHARED = 12, 4
"""Layers in all, and those that both tasks share."""
TOKENIZER = Path(__file__).parents[2] / "qabot" / "embedding" / "minilm" / "tokenizer.json"
QUESTIONS = (
    "How far did oil prices fall?",
    "Who leads the search in the valley?",
    "when does the term of the new head begin",
    "Which team won, and who scored?",
)
CLAIMS = (
    "The price of crude dropped on Tuesday.",
    "Osei-Bonsu, who is in charge of the search, says that it goes on.",
    "The appeals court in Denver has the case again.",
    "Most of the volunteers were protected; none had grave side effects.",
)
"""Put before every text of ``CALIBRATION``."""
Weights = dict[str, NDArray[np.float32]]


def lower(weights: Weights, precision: str, peaks: Peaks | None = None) -> onnx.ModelProto:
    """Word vectors and the layers that both tasks share."""
    graph = Graph(dict(weights), precision, peaks)
    hidden = embedded(graph, "token_type_ids")
    for number in range(SHARED):
        hidden = layer(graph, hidden, "", number)
    graph.add("Identity", [hidden], "hidden.shared")
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "token_type_ids")
    ]
    return whole(graph, inputs, "hidden.shared", ["batch", "length", HIDDEN])


def upper(weights: Weights, precision: str, peaks: Peaks | None = None) -> onnx.ModelProto:
    """The other layers, and the score of one task."""
    graph = Graph(dict(weights), precision, peaks)
    hidden = "hidden.shared"
    for number in range(SHARED, LAYERS):
        hidden = layer(graph, hidden, "", number)
    first = graph.constant("first", np.array([0], dtype=np.int64))
    along = graph.constant("axis.length", np.array([1], dtype=np.int64))
    pooled = graph.add(
        "Squeeze", [graph.add("Gather", [hidden, first], "cls", axis=1), along], "cls.row"
    )
    for name, matrix in (("pooler.dense", "pooled"), ("classifier", "logit")):
        turned = graph.constant(f"{name}.weight", graph.weights[f"{name}.weight"].T)
        bias = graph.weight(f"{name}.bias")
        pooled = graph.add("Gemm", [pooled, turned, bias], matrix)
        pooled = graph.add("Tanh", [pooled], "tanh") if matrix == "pooled" else pooled
    graph.add("Squeeze", [pooled, along], "score")
    shape = ["batch", "length", HIDDEN]
    taken = [helper.make_tensor_value_info("hidden.shared", TensorProto.FLOAT, shape)]
    return whole(graph, taken, "score", ["batch"])


def whole(
    graph: Graph, inputs: list[onnx.ValueInfoProto], output: str, shape: list[str | int]
) -> onnx.ModelProto:
    """The graph as a checked model."""
    results = [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)]
    constants = list(graph.constants.values())
    proto = helper.make_graph(graph.nodes, "qabot-reader", inputs, results, constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(proto, opset_imports=opsets, ir_version=8)
    model.producer_name = "qabot"
    onnx.checker.check_model(model)
    return model


def run(model: onnx.ModelProto, inputs: dict[str, Any]) -> dict[str, Array]:
    """Everything that a matrix reads, and what the model gives."""
    import onnxruntime

    names = {node.input[0] for node in model.graph.node if node.op_type == "MatMul"}
    given = {value.name for value in model.graph.input}
    result = model.graph.output[0].name
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    shown.graph.output.extend(
        onnx.ValueInfoProto(name=name) for name in sorted(names - given - {result})
    )
    session = onnxruntime.InferenceSession(shown.SerializeToString())
    wanted = [value.name for value in session.get_outputs()]
    return dict(zip(wanted, session.run(wanted, inputs), strict=True)) | {
        name: inputs[name] for name in names & given
    }


def measure_peaks(reader: Weights, support: Weights) -> tuple[Peaks, Peaks, Peaks]:
    """What the channels reach in float32: of the shared layers, of answers, of supports."""
    shared = lower(reader, "fp32")
    tasks = [(upper(reader, "fp32"), QUESTIONS), (upper(support, "fp32"), CLAIMS)]
    pieces = Tokenizer.from_file(str(TOKENIZER))
    found: tuple[Peaks, Peaks, Peaks] = ({}, {}, {})
    for number, (model, firsts) in enumerate(tasks, 1):
        for first in firsts:
            for text in CALIBRATION:
                pair = pieces.encode(first, text)
                ids = {
                    "input_ids": np.array([pair.ids], dtype=np.int64),
                    "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
                }
                below = run(shared, ids)
                above = run(model, {"hidden.shared": below["hidden.shared"]})
                for peaks, values in ((found[0], below), (found[number], above)):
                    for name, value in values.items():
                        if value.ndim == 3:
                            largest = np.abs(value[0]).max(axis=0)
                            peaks[name] = np.maximum(peaks.get(name, largest), largest)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("support", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--precision", choices=PRECISIONS, default="int7")
    options = parser.parse_args()
    reader, support = load_file(options.reader), load_file(options.support)
    assert reader["pooler.dense.weight"].shape == (HIDDEN, HIDDEN)
    peaks: tuple[Peaks | None, ...] = (None, None, None)
    if PRECISIONS[options.precision]:
        peaks = measure_peaks(reader, support)
    models = {
        "lower.onnx": lower(reader, options.precision, peaks[0]),
        "answers.onnx": upper(reader, options.precision, peaks[1]),
        "supports.onnx": upper(support, options.precision, peaks[2]),
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    sums = {}
    for name, model in models.items():
        contents = model.SerializeToString(deterministic=True)
        (options.folder / name).write_bytes(contents)
        sums[name] = hashlib.sha256(contents).hexdigest()
    (options.folder / "checksums.json").write_text(
        json.dumps(sums, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
