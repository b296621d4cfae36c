"""Token vectors and where their tokens stand in the text."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from qabot.embedding.minilm import BUNDLED, MiniLM

TOKENIZER = Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))
UNKNOWN = 100
PIECES = [
    "Zürich",
    "İstanbul",
    "ΟΔΟΣ",
    "naïve",
    "東京",
    "한국어",
    "🚀",
    "👩‍👩‍👧",
    "e\u0301",
    "ﬁn",
    "U.S.",
    "$3.2bn",
    "\t",
    "\n\n",
    "\u200b",
    "'s",
    "'re",
    "—",
    "unbelievably",
    "ß",
    "हिन्दी",
    "ก็",
]
text_strategy = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)


@settings(max_examples=100, deadline=None)
@given(text=text_strategy)
def test_offsets_point_at_the_tokens(minilm: MiniLM, text: str) -> None:
    encoded = minilm.encode([text])[0]
    count = len(encoded.ids)
    assert encoded.tokens.shape == (count, 384)
    assert encoded.offsets.shape == (count, 2)
    assert encoded.tokens.dtype == np.float32
    assert encoded.offsets.dtype == encoded.ids.dtype == np.int32
    before = 0
    for (start, end), number in zip(encoded.offsets.tolist(), encoded.ids.tolist(), strict=True):
        assert before <= start <= end <= len(text)
        before = start
        piece = TOKENIZER.id_to_token(number) or ""
        assert piece
        if number != UNKNOWN:
            # One letter can be several tokens (Hangul), so the piece is within the letters.
            assert piece.removeprefix("##") in TOKENIZER.normalizer.normalize_str(text[start:end])


def test_offsets_of_a_plain_sentence_are_its_words(minilm: MiniLM) -> None:
    text = "Zürich’s café 🚀 opens in Øresund"
    encoded = minilm.encode([text])[0]
    words = [text[start:end] for start, end in encoded.offsets]
    assert words[:5] == ["Zürich", "’", "s", "café", "🚀"]
    assert "".join(words) == text.replace(" ", "")


def test_tokens_have_length_one_and_special_ones_are_left_out(minilm: MiniLM) -> None:
    encoded = minilm.encode(["The mayor resigned.", ""])
    assert not {101, 102} & set(encoded[0].ids.tolist())
    assert len(encoded[0].ids) == 4
    np.testing.assert_allclose(np.linalg.norm(encoded[0].tokens, axis=1), 1, atol=1e-5)
    assert encoded[1].tokens.shape == (0, 384)
    assert encoded[1].offsets.shape == (0, 2)
    assert encoded[1].ids.shape == (0,)


def test_same_word_in_like_sentences_is_nearest_to_itself(minilm: MiniLM) -> None:
    one, two = minilm.encode(["The mayor resigned.", "On Friday a mayor resigned."])
    nearest = (one.tokens @ two.tokens.T).argmax(axis=1)
    assert two.ids[nearest[1]] == one.ids[1]
    assert two.ids[nearest[2]] == one.ids[2]


def test_long_text_keeps_its_beginning(minilm: MiniLM) -> None:
    text = "rain and sun " * 400
    encoded = minilm.encode([text])[0]
    assert len(encoded.ids) == minilm.max_tokens - 2 == len(encoded.offsets) == len(encoded.tokens)
    assert text[slice(*encoded.offsets[-1])] in {"rain", "and", "sun"}
    assert encoded.offsets[-1, 1] < len(text)


def test_tokenizer_neither_pads_nor_cuts() -> None:
    stored = json.loads((BUNDLED / "tokenizer.json").read_text(encoding="utf-8"))
    assert stored["padding"] is None
    assert stored["truncation"] is None


@pytest.mark.parametrize("text", ["a", "the quick brown fox", "x" * 300])
def test_count_includes_the_special_tokens(minilm: MiniLM, text: str) -> None:
    assert minilm.count_tokens([text]) == [len(minilm.encode([text])[0].ids) + 2]
