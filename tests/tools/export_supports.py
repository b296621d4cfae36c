"""Write the reader's second task anew: trained weights in, ``supports.onnx`` out.

For developers; nothing of it runs in qabot. The other two files stay as they are. Needs what
``export_minilm.py`` needs, and the weights that ``train_support.py`` writes::

    python tests/tools/export_supports.py qabot/embedding/reader support.safetensors
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from export_minilm import CALIBRATION, Peaks
from export_reader import CLAIMS, TOKENIZER, Weights, run, upper
from safetensors.numpy import load_file
from tokenizers import Tokenizer


def measured(lower: onnx.ModelProto, support: Weights) -> Peaks:
    """What the channels of the upper layers reach in float32, above the bundled lower ones."""
    pieces, model, peaks = Tokenizer.from_file(str(TOKENIZER)), upper(support, "fp32"), Peaks()
    for claim in CLAIMS:
        for text in CALIBRATION:
            pair = pieces.encode(claim, text)
            ids = {
                "input_ids": np.array([pair.ids], dtype=np.int64),
                "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
            }
            below = run(lower, ids)["hidden.shared"]
            for name, value in run(model, {"hidden.shared": below}).items():
                if value.ndim == 3:
                    largest = np.abs(value[0]).max(axis=0)
                    peaks[name] = np.maximum(peaks.get(name, largest), largest)
    return peaks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("support", type=Path)
    options = parser.parse_args()
    support = load_file(options.support)
    peaks = measured(onnx.load(options.folder / "lower.onnx"), support)
    contents = upper(support, "int7", peaks).SerializeToString(deterministic=True)
    (options.folder / "supports.onnx").write_bytes(contents)
    sums = json.loads((options.folder / "checksums.json").read_text(encoding="utf-8"))
    sums["supports.onnx"] = hashlib.sha256(contents).hexdigest()
    (options.folder / "checksums.json").write_text(
        json.dumps(sums, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
