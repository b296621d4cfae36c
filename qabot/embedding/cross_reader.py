"""The bundled reader: how well a sentence answers a question, both read together.

A cross-encoder (Nogueira and Cho 2019, arXiv:1901.04085): every word of the question sees every
word of the sentence, which vectors made apart cannot do. See ``reader/MODEL_CARD.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from qabot.embedding.files import read_checked
from qabot.embedding.minilm import BUNDLED as MINILM
from qabot.embedding.session import session, side_by_side, usual_workers

BUNDLED = Path(__file__).parent / "reader"
MOST_QUESTION, MOST_TOKENS = 40, 104
"""Tokens that are read of a question, and of question and sentence together."""
_CLS, _SEP = "[CLS]", "[SEP]"


class CrossReader:
    """Scores sentences for a question. Safe to call from several threads.

    Each pair is a run of its own, so that its score is the same alone and in company.
    """

    def __init__(self, folder: Path = BUNDLED, *, workers: int | None = None) -> None:
        """Load and check the model in ``folder``, which splits words as the embedder does.

        Raises ``QabotError``, naming the file, if one is missing or damaged.
        """
        contents, _ = read_checked(folder, ("model.onnx",), what="reader")
        words, _ = read_checked(MINILM, ("tokenizer.json",))
        self._session = session(contents["model.onnx"])
        self._tokenizer = Tokenizer.from_buffer(words["tokenizer.json"])
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._ends = tuple(self._tokenizer.token_to_id(mark) for mark in (_CLS, _SEP))
        self._workers = max(1, workers if workers is not None else usual_workers())

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """[len(texts)]: logits, about -11 (nothing to do with it) to 9 (answers it)."""
        first, last = self._ends
        asked = [first, *self._ids(question)[:MOST_QUESTION], last]
        found = np.empty(len(texts), dtype=np.float32)

        def work(number: int) -> None:
            text = self._ids(texts[number])[: MOST_TOKENS - len(asked) - 1]
            ids = np.array([[*asked, *text, last]], dtype=np.int64)
            types = np.zeros_like(ids)
            types[0, len(asked) :] = 1
            found[number] = self._session.run(
                ["score"], {"input_ids": ids, "token_type_ids": types}
            )[0][0]

        side_by_side(len(texts), work, self._workers)
        return found

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids


@lru_cache(maxsize=1)
def load_reader() -> CrossReader:
    """The reader, loaded once a process: about a quarter of a second. Raises ``QabotError``."""
    return CrossReader()
