"""The bundled reader: two texts read together, for what vectors made apart cannot tell.

A cross-encoder (Nogueira and Cho 2019, arXiv:1901.04085), in which every word of one text sees
every word of the other. It scores how well a sentence answers a question, and how far sentences
bear out what is written of them; both share their lower layers. See ``reader/MODEL_CARD.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from qabot.embedding.files import read_checked
from qabot.embedding.minilm import BUNDLED as MINILM
from qabot.embedding.session import session, side_by_side, usual_workers

BUNDLED = Path(__file__).parent / "reader"
MOST_QUESTION, MOST_TOKENS = 64, 192
"""Tokens that are read of a question, and of question and sentence together."""
MOST_WRITTEN, MOST_SUPPORT = 64, 224
"""Tokens that are read of a written sentence, and of it and what it cites together."""
_CLS, _SEP = "[CLS]", "[SEP]"
_LOWER, _ANSWERS, _SUPPORTS = "lower.onnx", "answers.onnx", "supports.onnx"


class CrossReader:
    """Scores pairs of texts. Safe to call from several threads.

    Each pair is a run of its own, so that its score is the same alone and in company.
    """

    def __init__(self, folder: Path = BUNDLED, *, workers: int | None = None) -> None:
        """Load and check the model in ``folder``, which splits words as the embedder does.

        Raises ``QabotError``, naming the file, if one is missing or damaged.
        """
        contents, _ = read_checked(folder, (_LOWER, _ANSWERS), what="reader")
        words, _ = read_checked(MINILM, ("tokenizer.json",))
        self._folder = folder
        self._lower = session(contents[_LOWER])
        self._answers = session(contents[_ANSWERS])
        self._supports: onnxruntime.InferenceSession | None = None
        self._lock = Lock()
        self._tokenizer = Tokenizer.from_buffer(words["tokenizer.json"])
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._ends = tuple(self._tokenizer.token_to_id(mark) for mark in (_CLS, _SEP))
        self._workers = max(1, workers if workers is not None else usual_workers())

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """[len(texts)]: logits, about -11 (nothing to do with it) to 9 (answers it)."""
        return self._read(self._answers, question, texts, MOST_QUESTION, MOST_TOKENS)

    def supports(self, written: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """[len(texts)]: logits, about -6 (says something else) to 6 (bears the sentence out).

        Raises ``QabotError`` if the file that only this needs is missing or damaged.
        """
        with self._lock:
            if self._supports is None:
                contents, _ = read_checked(self._folder, (_SUPPORTS,), what="reader")
                self._supports = session(contents[_SUPPORTS])
        return self._read(self._supports, written, texts, MOST_WRITTEN, MOST_SUPPORT)

    def _read(
        self,
        upper: onnxruntime.InferenceSession,
        one: str,
        others: Sequence[str],
        most_of_one: int,
        most: int,
    ) -> NDArray[np.float32]:
        first, last = self._ends
        before = [first, *self._ids(one)[:most_of_one], last]
        found = np.empty(len(others), dtype=np.float32)

        def work(number: int) -> None:
            text = self._ids(others[number])[: most - len(before) - 1]
            ids = np.array([[*before, *text, last]], dtype=np.int64)
            types = np.zeros_like(ids)
            types[0, len(before) :] = 1
            (hidden,) = self._lower.run(None, {"input_ids": ids, "token_type_ids": types})
            found[number] = upper.run(None, {"hidden.shared": hidden})[0][0]

        side_by_side(len(others), work, self._workers)
        return found

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids


_LOADING = Lock()


def load_reader() -> CrossReader:
    """The reader, loaded once a process: about a quarter of a second. Raises ``QabotError``."""
    with _LOADING:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> CrossReader:
    return CrossReader()
