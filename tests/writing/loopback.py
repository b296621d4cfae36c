"""A server on this machine that speaks OpenAI's chat protocol and Ollama's, well or badly."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Iterator
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
        elif self.path == "/v1/models":
            self._send(200, json.dumps({"data": [{"id": "qwen3-4b"}]}).encode())
        else:
            self._send(200, json.dumps({"models": [{"name": name} for name in names]}).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/api/show":
            self._send(200, json.dumps({"model_info": {"llama.context_length": 4096}}).encode())
            return
        server = self.server
        server.asked.append(body)
        server.keys.append(self.headers.get("authorization", ""))
        server.times += 1
        mode = server.mode
        if mode in ("401", "404", "500", "503"):
            error = {"error": {"message": f"refused key {self.headers.get('authorization')}"}}
            self._send(int(mode), json.dumps(error).encode())
        elif mode == "429" or (mode == "429 once" and server.times == 1):
            self._send(429, b'{"error": {"message": "slow down"}}', {"Retry-After": "1"})
        elif mode == "429 long":
            self._send(429, b'{"error": {"message": "slow down"}}', {"Retry-After": "3600"})
        elif mode == "html":
            self._send(200, b"<html>hello</html>")
        else:
            self._stream(body, mode)

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
        ollama = self.path == "/api/chat"
        self.send_response(200)
        kind = "application/x-ndjson" if ollama else "text/event-stream"
        self.send_header("Content-Type", kind)
        self.end_headers()
        prompt = str(body["messages"][-1]["content"])
        match = re.search(rf"\[(\d+)\][^\n]*{WORDS}", prompt)
        number = match[1] if match else "1"
        words = f"{FINE} [{number}].".split(" ")
        with contextlib.suppress(OSError):
            for at, word in enumerate(words):
                if mode == "slow":
                    time.sleep(0.1)
                if mode == "silent":
                    time.sleep(30)
                if at == 5 and mode in ("broken", "truncated"):
                    return
                if at == 5 and mode == "malformed":
                    self.wfile.write(b'{"oops": \n\n' if ollama else b'data: {"oops": \n\n')
                    self.wfile.flush()
                self._piece((" " if at else "") + word, ollama)
            self._end(ollama, "length" if mode == "length" else "stop")

    def _piece(self, text: str, ollama: bool) -> None:
        if ollama:
            said: dict[str, Any] = {
                "message": {"role": "assistant", "content": text},
                "done": False,
            }
            self._line({"model": "m", "created_at": "2024-05-01T00:00:00Z", **said}, ollama)
        else:
            self._line(_chunk({"role": "assistant", "content": text}, None), ollama)

    def _end(self, ollama: bool, reason: str) -> None:
        if ollama:
            done = {"message": {"role": "assistant", "content": ""}, "done": True}
            more = {"done_reason": reason, "prompt_eval_count": 1234, "eval_count": 56}
            self._line({"model": "m", "created_at": "2024-05-01T00:00:00Z", **done, **more}, ollama)
        else:
            self._line(_chunk({}, reason), ollama)
            usage = {"prompt_tokens": 1234, "completion_tokens": 56, "total_tokens": 1290}
            self._line({**_chunk({}, None), "choices": [], "usage": usage}, ollama)
            self.wfile.write(b"data: [DONE]\n\n")

    def _line(self, value: dict[str, Any], ollama: bool) -> None:
        text = json.dumps(value)
        self.wfile.write((f"{text}\n" if ollama else f"data: {text}\n\n").encode())
        self.wfile.flush()


def _chunk(delta: dict[str, Any], reason: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return {**head, "choices": [choice]}


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
