"""A fast server of made-up lists in a process of its own, with validators, that counts.

``python -m benchmarks.serving N`` has N different lists and prints its port. ``/list-K.md`` is
there for every K; ``/counts`` gives what was asked since it was asked for last.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import msgspec

from benchmarks.lists import readmes

_ROBOTS = b"User-agent: *\nDisallow: /private/\n"


class Counts(msgspec.Struct):
    """What a server did: answers, those of them that were "not modified", and bytes it sent."""

    requests: int = 0
    unmodified: int = 0
    bytes: int = 0


class Server(msgspec.Struct, frozen=True):
    """Where a server of lists is."""

    port: int

    def url(self, number: int) -> str:
        """The address of a list."""
        return f"http://127.0.0.1:{self.port}/list-{number}.md"

    def counts(self) -> Counts:
        """What it did since it was asked this last."""
        with urlopen(f"http://127.0.0.1:{self.port}/counts") as answer:
            return msgspec.json.decode(answer.read(), type=Counts)


@contextmanager
def serving(different: int) -> Iterator[Server]:
    """A server that runs until the end of the block."""
    command = [sys.executable, "-m", "benchmarks.serving", str(different)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            yield Server(int(process.stdout.readline()))
        finally:
            process.kill()


class _Connection(asyncio.Protocol):
    """One connection, kept alive; requests have no body."""

    def __init__(self, bodies: list[bytes], counted: list[Counts]) -> None:
        self._bodies = bodies
        self._counted = counted
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        *requests, self._unread = (self._unread + data).split(b"\r\n\r\n")
        for request in requests:
            self._transport.write(self._answer(request))

    def _answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode()
        if path == "/counts":
            told = msgspec.json.encode(self._counted.pop())
            self._counted.append(Counts())
            return _message(b"200 OK", b"application/json", told)
        counts = self._counted[0]
        counts.requests += 1
        if path == "/robots.txt":
            answer = _message(b"200 OK", b"text/plain", _ROBOTS)
        else:
            answer = self._list(request, int(path[len("/list-") : -len(".md")]), counts)
        counts.bytes += len(answer)
        return answer

    def _list(self, request: bytes, number: int, counts: Counts) -> bytes:
        etag = b'"%d"' % number
        if b"If-None-Match: " + etag in request:
            counts.unmodified += 1
            return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag
        body = b"# List %d\n%s" % (number, self._bodies[number % len(self._bodies)])
        return _message(b"200 OK", b"text/markdown; charset=utf-8", body, b"ETag: %s\r\n" % etag)


def _message(status: bytes, kind: bytes, body: bytes, further: bytes = b"") -> bytes:
    head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n" % (status, kind, len(body))
    return head + further + b"\r\n" + body


async def _serve(different: int) -> None:
    bodies = [one.encode() for one in readmes(different)]
    counted = [Counts()]
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(bodies, counted), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
