"""A server on this machine that speaks OpenAI's protocol, Anthropic's and Ollama's, well or badly."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WORDS = "shootdown of a Chinese surveillance balloon"
FINE = f"The trip was postponed after the {WORDS}"


class Server(ThreadingHTTPServer):
    """``mode`` says how it answers; what it was asked stands in ``asked``."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mode = "fine"
        self.delay, self.interval = 1.0, 0.05
        """Seconds to the first piece and between pieces, where the mode is ``paced``."""
        self.window = 4096
        """Tokens that its Ollama model takes, as it says."""
        self.more = ""
        """What it says after its sentence; ``{n}`` is the number of what it cites."""
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.times = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.0"

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        names = ["llama3.2:latest", "qwen3:4b"]
        if self.server.mode == "html":
            self._send(200, b"<html>hello</html>")
        elif self.server.mode == "401" and "Bearer" not in self.headers.get("authorization", ""):
            self._send(401, b"{}")
        elif self.path == "/v1/models":
            self._send(200, json.dumps({"data": [{"id": "qwen3-4b"}]}).encode())
        else:
            self._send(200, json.dumps({"models": [{"name": name} for name in names]}).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/api/show":
            info = {"model_info": {"llama.context_length": self.server.window}}
            self._send(200, json.dumps(info).encode())
            return
        server = self.server
        server.asked.append(body)
        key = self.headers.get("x-api-key") or self.headers.get("authorization", "")
        server.keys.append(key)
        server.times += 1
        mode = server.mode
        if mode in ("400", "401", "404", "422", "500", "503"):
            error = {"error": {"message": f"refused key {key} at {self.path}?api_key={key}"}}
            self._send(int(mode), json.dumps(error).encode())
        elif mode == "window" and (self._room(body) > 1000 or server.times == 2):
            said = "This model's maximum context length is 4096 tokens. You asked for more."
            self._send(400, json.dumps({"error": {"message": said}}).encode())
        elif mode == "quota":
            error = {"error": {"message": "You exceeded it.", "code": "insufficient_quota"}}
            self._send(429, json.dumps(error).encode())
        elif mode == "429" or (mode == "429 once" and server.times == 1):
            self._send(429, b'{"error": {"message": "slow down"}}', {"Retry-After": "1"})
        elif mode == "429 long":
            self._send(429, b'{"error": {"message": "slow down"}}', {"Retry-After": "3600"})
        elif mode == "html":
            self._send(200, b"<html>hello</html>")
        else:
            self._stream(body, mode)

    def _room(self, body: dict[str, Any]) -> int:
        return int(body.get("max_completion_tokens") or body.get("max_tokens") or 0)

    def _send(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    def _stream(self, body: dict[str, Any], mode: str) -> None:
        say = _PROTOCOLS[self.path]
        self.send_response(200)
        ollama = self.path == "/api/chat"
        kind = "application/x-ndjson" if ollama else "text/event-stream"
        self.send_header("Content-Type", kind)
        self.end_headers()
        prompt = str(body["messages"][-1]["content"])
        match = re.search(rf"\[(\d+)\][^\n]*{WORDS}", prompt)
        number = match[1] if match else "1"
        words = f"{FINE} [{number}]. {self.server.more.format(n=number)}".strip().split(" ")
        self._write(say.begin)
        with contextlib.suppress(OSError):
            for at, word in enumerate(words):
                if mode == "paced":
                    time.sleep(self.server.interval if at else self.server.delay)
                if mode == "slow":
                    time.sleep(0.1)
                if mode == "silent":
                    time.sleep(30)
                if at == 5 and mode in ("broken", "truncated"):
                    return
                if at == 5 and mode == "malformed":
                    self._write(say.oops)
                self._write(say.piece((" " if at else "") + word))
            self._write(say.end(mode == "length"))

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()


@dataclass(frozen=True)
class _Protocol:
    """How a reply is put on the wire."""

    begin: str
    piece: Callable[[str], str]
    end: Callable[[bool], str]
    """Takes whether it ends for its length."""
    oops: str
    """What cannot be read."""


def _ollama_line(**more: Any) -> str:
    head = {"model": "m", "created_at": "2024-05-01T00:00:00Z"}
    return json.dumps({**head, **more}) + "\n"


def _ollama_end(cut: bool) -> str:
    usage = {"prompt_eval_count": 1234, "eval_count": 56}
    reason = "length" if cut else "stop"
    said = {"role": "assistant", "content": ""}
    return _ollama_line(message=said, done=True, done_reason=reason, **usage)


def _chunk(delta: dict[str, Any], reason: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return {**head, "choices": [choice]}


def _openai_end(cut: bool) -> str:
    usage = {"prompt_tokens": 1234, "completion_tokens": 56, "total_tokens": 1290}
    last = {**_chunk({}, None), "choices": [], "usage": usage}
    return _data(_chunk({}, "length" if cut else "stop")) + _data(last) + "data: [DONE]\n\n"


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value)}\n\n"


def _event(kind: str, **more: Any) -> str:
    return f"event: {kind}\n" + _data({"type": kind, **more})


_MESSAGE = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [],
    "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 1234, "output_tokens": 1},
}  # fmt: skip


def _anthropic_end(cut: bool) -> str:
    delta = {"stop_reason": "max_tokens" if cut else "end_turn", "stop_sequence": None}
    return (
        _event("content_block_stop", index=0)
        + _event("message_delta", delta=delta, usage={"input_tokens": 1234, "output_tokens": 56})
        + _event("message_stop")
    )


_PROTOCOLS = {
    "/api/chat": _Protocol(
        "",
        lambda text: _ollama_line(message={"role": "assistant", "content": text}, done=False),
        _ollama_end,
        '{"oops": \n\n',
    ),
    "/v1/chat/completions": _Protocol(
        "",
        lambda text: _data(_chunk({"role": "assistant", "content": text}, None)),
        _openai_end,
        'data: {"oops": \n\n',
    ),
    "/v1/messages": _Protocol(
        _event("message_start", message=_MESSAGE)
        + _event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        lambda text: _event(
            "content_block_delta", index=0, delta={"type": "text_delta", "text": text}
        ),
        _anthropic_end,
        'event: content_block_delta\ndata: {"oops": \n\n',
    ),
}


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
