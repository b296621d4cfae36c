"""A language model of a few thousand random weights, in llama.cpp's format (GGUF)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

_TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"
_WORDS = "the port reopened on Monday after a strike of nine days and ships were waiting . [ 1 ] ,"


def make_tiny_model(path: Path) -> Path:
    """Write a llama of one layer and 32 dimensions with random weights. Needs ``gguf``."""
    import gguf

    rng = np.random.default_rng(7)
    width, inner, heads = 32, 64, 2
    special = ["<unk>", "<s>", "</s>"]
    octets = [f"<0x{n:02X}>" for n in range(256)]
    words = [f"\u2581{word}" for word in _WORDS.split()]
    tokens = special + octets + words
    kinds = [gguf.TokenType.UNKNOWN] + [gguf.TokenType.CONTROL] * 2
    kinds += [gguf.TokenType.BYTE] * len(octets) + [gguf.TokenType.NORMAL] * len(words)
    out = gguf.GGUFWriter(str(path), "llama")
    out.add_context_length(32768)
    out.add_embedding_length(width)
    out.add_block_count(1)
    out.add_feed_forward_length(inner)
    out.add_head_count(heads)
    out.add_head_count_kv(heads)
    out.add_layer_norm_rms_eps(1e-5)
    out.add_rope_dimension_count(width // heads)
    out.add_vocab_size(len(tokens))
    out.add_tokenizer_model("llama")
    out.add_token_list(tokens)
    out.add_token_scores([0.0] * len(special + octets) + [1.0] * len(words))
    out.add_token_types(kinds)
    out.add_bos_token_id(1)
    out.add_eos_token_id(2)
    out.add_unk_token_id(0)
    out.add_chat_template(_TEMPLATE)

    def weights(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    head = weights(len(tokens), width)
    head[: len(special + octets)] *= 0.1  # so that it prefers words
    out.add_tensor("token_embd.weight", weights(len(tokens), width))
    out.add_tensor("output_norm.weight", np.ones(width, np.float32))
    out.add_tensor("output.weight", head)
    for name in ("attn_norm", "ffn_norm"):
        out.add_tensor(f"blk.0.{name}.weight", np.ones(width, np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        out.add_tensor(f"blk.0.{name}.weight", weights(width, width))
    out.add_tensor("blk.0.ffn_gate.weight", weights(inner, width))
    out.add_tensor("blk.0.ffn_up.weight", weights(inner, width))
    out.add_tensor("blk.0.ffn_down.weight", weights(width, inner))
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()
    return path
