"""Keeping dependencies quiet: no tracing, no telemetry, no socket, no idle threads that spin.

Called before they are imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

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


_PROBING = "urllib3.util.connection"
"""When imported, as LangChain and Chroma do, it binds a socket to ::1 to learn about IPv6."""


class _Unprobed(SourceFileLoader):
    """Loads that module without its trial; addresses of both kinds are asked for all the same."""

    def exec_module(self, module: ModuleType) -> None:
        import socket

        known, socket.has_ipv6 = socket.has_ipv6, False
        try:
            super().exec_module(module)
        finally:
            socket.has_ipv6 = known
        vars(module)["HAS_IPV6"] = known


class _Finder:
    """Knows that module only."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == _PROBING else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Unprobed(spec.loader.name, spec.loader.path)
        return spec


def quiet(*, tracing: bool = False) -> None:
    """Switch tracing and telemetry off for this process, unless ``tracing`` asks for them.

    And no socket is opened only to see whether it can be, and matrices are multiplied on one thread.
    """
    for name, value in _OFF.items():
        if not (tracing and "TRACING" in name):
            os.environ[name] = value
    # Our matrices are small: OpenBLAS's threads only take the CPU from ONNX Runtime's, and an
    # answer takes a fifth longer. It looks at this once, when numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if _Finder not in sys.meta_path and _PROBING not in sys.modules:
        sys.meta_path.insert(0, _Finder)
