"""Keeping dependencies quiet: no tracing, no telemetry. Called before they are imported."""

from __future__ import annotations

import os

# LANGSMITH_TRACING=false alone loses to LANGCHAIN_TRACING_V2=true, so all names are set.
_OFF = {
    "LANGCHAIN_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # onnxruntime reports to its maker from 1.29 on; its own switch comes too late.
    "ORT_DISABLE_TELEMETRY": "1",
}


def quiet(*, tracing: bool = False) -> None:
    """Switch tracing and telemetry off for this process, unless ``tracing`` asks for them."""
    for name, value in _OFF.items():
        if not (tracing and "TRACING" in name):
            os.environ[name] = value
