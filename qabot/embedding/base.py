"""What an embedder is to the rest of qabot: its identity, vectors and token vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # this module is imported where numpy is not loaded yet
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """Which embedder made a vector. Vectors of different identities never mix."""

    name: str
    dimension: int
    checksum: str
    """Hexadecimal; changes with everything that changes a vector."""

    def __str__(self) -> str:
        return f"{self.name}/{self.dimension}/{self.checksum[:12]}"


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """One text as a vector and as the vectors of its n tokens, all of length one.

    The model's own marks ([CLS], [SEP]) are left out. n is 0 for an empty text.
    """

    vector: NDArray[np.float32]
    """[dimension]."""
    tokens: NDArray[np.float32]
    """[n, dimension]: a dot product of two tokens is their cosine similarity."""
    offsets: NDArray[np.int32]
    """[n, 2]: start and end (half open) of each token in the text given, in characters."""
    ids: NDArray[np.int32]
    """[n]: numbers of the tokens in the model's vocabulary."""


class TokenEncoder(Protocol):
    """Gives token vectors, for late interaction."""

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode each text by itself, in order."""
        ...


class ArrayEmbedder(Protocol):
    """Gives vectors as one array, and can be stopped."""

    @property
    def identity(self) -> EmbedderIdentity: ...

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of a text, the model's own marks included."""
        ...

    def embed_array(
        self, texts: Sequence[str], *, check: Callable[[], None] | None = None
    ) -> NDArray[np.float32]:
        """Vectors [len(texts), dimension] of length one. ``check`` may raise to stop."""
        ...
