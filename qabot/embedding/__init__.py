"""Text to vectors: LangChain ``Embeddings`` by name; the bundled model is the default.

Importing this is cheap: numpy, onnxruntime and langchain_core come with
``load_embedder``. Call ``qabot.quiet.quiet`` before that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qabot.domain import QabotError
from qabot.embedding.base import ArrayEmbedder, EmbedderIdentity, Encoded, TokenEncoder

if TYPE_CHECKING:
    from qabot.embedding.minilm import MiniLM

__all__ = [
    "ArrayEmbedder",
    "EmbedderIdentity",
    "Encoded",
    "TokenEncoder",
    "load_embedder",
]


def _minilm() -> MiniLM:
    from qabot.embedding.minilm import MiniLM

    return MiniLM()


_EMBEDDERS: dict[str, Callable[[], MiniLM]] = {"minilm": _minilm}


def load_embedder(name: str = "minilm") -> MiniLM:
    """Load the embedder called ``name``, which takes about a quarter of a second.

    Raises ``QabotError`` if there is none of that name, or if its files are damaged.
    """
    make = _EMBEDDERS.get(name)
    if make is None:
        known = ", ".join(sorted(_EMBEDDERS))
        raise QabotError(f"There is no embedder called {name!r}.", f"Known embedders: {known}.")
    return make()
