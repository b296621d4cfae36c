"""The bundled all-MiniLM-L6-v2: 384 numbers a text, in the process, no network.

Each text is a run of its own on one thread, and texts run side by side. A batch
would be no faster on a CPU, needs padding, and would let one text change the
rounding of another: 8-bit activations share one scale within a run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from qabot.embedding.base import EmbedderIdentity, Encoded
from qabot.embedding.files import read_checked
from qabot.embedding.session import session, side_by_side, usual_workers

BUNDLED = Path(__file__).parent / "minilm"
DIMENSION = 384
MAX_TOKENS = 512
"""All positions that the model has. See MODEL_CARD.md for why not 256."""
_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"


class MiniLM(Embeddings):
    """Sentence embeddings and token vectors of the bundled model.

    Safe to call from several threads. A text's vector is the same, bit for bit,
    alone and in company. Questions and passages are embedded alike. Texts of more
    than ``max_tokens`` tokens are cut: vector and token vectors are of the beginning.
    """

    def __init__(self, folder: Path = BUNDLED, *, workers: int | None = None) -> None:
        """Load and check the model in ``folder``; ``workers`` threads embed many texts.

        Raises ``QabotError``, naming the file, if one is missing or damaged.
        """
        contents, checksum = read_checked(folder, (_MODEL, _TOKENIZER))
        self._session = session(contents[_MODEL])
        self._tokenizer = Tokenizer.from_buffer(contents[_TOKENIZER])
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._workers = max(1, workers if workers is not None else usual_workers())
        self._identity = EmbedderIdentity("minilm", DIMENSION, checksum)

    @property
    def identity(self) -> EmbedderIdentity:
        """Name, dimension and checksum of the model's files."""
        return self._identity

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of a text, [CLS] and [SEP] included."""
        return MAX_TOKENS

    def embed_query(self, text: str) -> list[float]:
        """Vector of one text, made in the calling thread."""
        numbers: list[float] = self._vector(text).tolist()
        return numbers

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of the texts, in order. ``embed_array`` spares making lists."""
        rows: list[list[float]] = self.embed_array(texts).tolist()
        return rows

    def embed_array(
        self, texts: Sequence[str], *, check: Callable[[], None] | None = None
    ) -> NDArray[np.float32]:
        """Vectors [len(texts), 384] of length one, in the order of the texts.

        ``check`` is called in the calling thread before each text that it takes and
        once at the end; what it raises stops the other threads and is raised here.
        """
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)

        def work(number: int) -> None:
            vectors[number] = self._vector(texts[number])

        side_by_side(len(texts), work, self._workers, check)
        return vectors

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors with token vectors and offsets, in order."""
        found: dict[int, Encoded] = {}

        def work(number: int) -> None:
            found[number] = self._encoded(texts[number])

        side_by_side(len(texts), work, self._workers)
        return [found[number] for number in range(len(texts))]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each whole text, [CLS] and [SEP] included: compare with ``max_tokens``."""
        return [len(self._tokenizer.encode(text)) for text in texts]

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._run(self._tokenizer.encode(text), ["embedding"])[0][0]
        return vector

    def _encoded(self, text: str) -> Encoded:
        pieces = self._tokenizer.encode(text)
        vectors, tokens = self._run(pieces, ["embedding", "tokens"])
        inner = slice(1, tokens.shape[1] - 1)
        return Encoded(
            vector=vectors[0],
            tokens=tokens[0, inner],
            offsets=np.array(pieces.offsets[inner], dtype=np.int32).reshape(-1, 2),
            ids=np.array(pieces.ids[inner], dtype=np.int32),
        )

    def _run(self, pieces: Encoding, outputs: list[str]) -> list[NDArray[np.float32]]:
        ids = pieces.ids
        if len(ids) > MAX_TOKENS:
            ids = [*ids[: MAX_TOKENS - 1], ids[-1]]  # the last one is [SEP]
        row = np.array([ids], dtype=np.int64)
        found: list[NDArray[np.float32]] = self._session.run(
            outputs, {"input_ids": row, "attention_mask": np.ones_like(row)}
        )
        return found
