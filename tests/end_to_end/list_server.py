"""A server of lists on this machine, as servers of lists are: with validators, and honest logs."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

#: What a server does with one request, where it does not simply answer.
Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Asked(NamedTuple):
    """One request, as the server saw and answered it."""

    path: str
    status: int
    bytes: int


class ListServer:
    """Documents by path; each may be exchanged between two runs."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[Asked] = []
        self._documents: dict[str, bytes | Behaviour] = {}

    def url(self, path: str) -> str:
        """The address of a document."""
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, document: str | Behaviour) -> str:
        """Serve a text from now on, or what a behaviour does; gives its address."""
        self._documents[path] = document.encode() if isinstance(document, str) else document
        return self.url(path)

    def asked_for(self, path: str) -> list[int]:
        """The status codes of all answers to requests for a path, in order."""
        return [one.status for one in self.asked if one.path == path]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        document = self._documents.get(handler.path)
        if callable(document):
            document(handler)
            return
        if document is None:
            self.send(handler, 404, b"no such list")
            return
        etag = f'"{hashlib.sha256(document).hexdigest()[:16]}"'
        if handler.headers.get("If-None-Match") == etag:
            self.send(handler, 304, b"", etag=etag)
        else:
            self.send(handler, 200, document, etag=etag)

    def send(
        self, handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str
    ) -> None:
        """Send an answer, and note it."""
        self.asked.append(Asked(handler.path, status, len(body)))
        handler.send_response(status)
        handler.send_header("Content-Type", "text/markdown; charset=utf-8")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@contextmanager
def list_server() -> Iterator[ListServer]:
    """A server that runs until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    server = ListServer(running.server_port)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        running.shutdown()
        running.server_close()
        thread.join()
