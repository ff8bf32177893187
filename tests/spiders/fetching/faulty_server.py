"""A web server on this machine that answers byte for byte what a test says, or breaks off."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Connection = socket.socket
#: What to do with a connection once a request came; true where another may follow on it.
Behaviour = Callable[[Connection], bool | None]

LIST = b"# List\n\n- [MOSS](https://github.com/OpenLMLab/MOSS) - a model.\n"


class Asked(NamedTuple):
    """A request as it arrived."""

    host: str
    path: str
    head: str
    at: float
    port: int


class FaultyServer:
    """Answers by host and path, else 404; remembers what it was asked.

    It listens on ``host``, an address of this machine alone; names are those that a request says.
    """

    def __init__(self, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.host = host
        self.asked: list[Asked] = []
        self._behaviours: dict[str, Iterator[Behaviour]] = {}
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    connection = self.request
                    if context:
                        connection = context.wrap_socket(connection, server_side=True)
                    while outer._serve(connection):
                        pass
                    connection.close()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 64

        self._server = Server((host, 0), Handler)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def on(self, place: str, *behaviours: Behaviour) -> str:
        """Behave so at ``host/path``, one after the other, the last for ever; gives the URL."""

        def each() -> Iterator[Behaviour]:
            yield from behaviours
            while True:
                yield behaviours[-1]

        self._behaviours[place] = each()
        host, _, path = place.partition("/")
        return f"http://{host}:{self.port}/{path}"

    def paths(self, host: str) -> list[str]:
        """What was asked of a host, in order; its robots.txt is left out."""
        asked = [one.path for one in self.asked if one.host == host]
        return [path for path in asked if path != "/robots.txt"]

    def _serve(self, connection: Connection) -> bool | None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (part := connection.recv(4096)):
                return False
            head += part
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        host = fields.get("host", "").split(":")[0]
        port = connection.getpeername()[1]
        self.asked.append(Asked(host, path, head.decode("latin-1"), time.monotonic(), port))
        behaviour = self._behaviours.get(f"{host}{path}")
        behave = next(behaviour) if behaviour else answer(b"no", 404, connection="keep-alive")
        return behave(connection)


@contextlib.contextmanager
def running(
    context: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> Iterator[FaultyServer]:
    """A server until the end of the block."""
    server = FaultyServer(context, host)
    try:
        yield server
    finally:
        server.close()


def answer(body: bytes = LIST, status: int = 200, **headers: Any) -> Behaviour:
    """A whole answer; ``content_length`` may lie, and a header that is null is not sent."""
    fields = {"content_type": "text/plain", "content_length": len(body), "connection": "close"}
    fields |= headers
    lines = [f"HTTP/1.1 {status} X"]
    told = {name: value for name, value in fields.items() if value is not None}
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]

    def behave(connection: Connection) -> bool:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return fields["connection"] == "keep-alive"

    return behave


def leads_to(url: str, status: int = 302) -> Behaviour:
    return answer(b"", status=status, location=url)


def reset(connection: Connection) -> None:
    """End the connection with a reset in the middle of the answer's head."""
    reset_after(b"HTTP/1.1 200 OK\r\nContent-Le")(connection)


def reset_after(start: bytes) -> Behaviour:
    """The start of an answer, and then a reset."""

    def behave(connection: Connection) -> None:
        connection.sendall(start)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return behave


def hang_up(connection: Connection) -> None:
    """End the connection without a word."""


def stall(connection: Connection) -> None:
    """Say nothing until the other side has had enough."""
    with contextlib.suppress(OSError):
        connection.recv(1)


def drip(connection: Connection) -> None:
    """An endless answer, a byte at a time."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.1)


def flood(connection: Connection) -> None:
    """An endless answer that never says how long it is."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def babble(connection: Connection) -> None:
    """No HTTP."""
    connection.sendall(b"220 mail.example.org ESMTP\r\n" * 5)
