"""The readers' own end of their pipe: jobs in, readings out, within limits of time and memory."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from importlib import import_module
from multiprocessing.connection import Connection

import msgspec

from normalize.records import Document, Packed, Reading, Source
from spiders.errors import ReadError
from spiders.limits import free_memory, limit_memory, limit_time
from spiders.packing import packed

#: Seconds past its limit after which a worker ends itself, should nobody be left to end it.
ORPHAN_SECONDS = 10.0


class Job(msgspec.Struct, frozen=True):
    """Documents of a source that are read together, one as a rule.

    It travels as MessagePack: nothing is unpickled on either side.
    """

    documents: list[tuple[Document, bytes]]
    source: Source

    @property
    def seconds(self) -> float:
        """How long all of them may take."""
        return self.source.limits.seconds * max(1, len(self.documents))


class Done(msgspec.Struct, frozen=True, tag=True):
    """A document's answer: its reading, which goes on as it is packed here."""

    packed: Packed


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A document's answer, or that of a whole job: a :class:`ReadError`."""

    reason: str
    detail: str


#: What the readers are to a worker, :func:`spiders.readers.read_all` or more.
ReadAll = Callable[[Sequence[tuple[Document, bytes]], Source], list[Reading | ReadError]]


def serve(pipe: Connection, path: str) -> None:
    """Answer jobs until the parent hangs up: a worker's main loop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    try:
        module, name = path.split(":")
        read: ReadAll = getattr(import_module(module), name)
    except Exception as error:
        pipe.send_bytes(_described(error).encode())
        return
    pipe.send_bytes(b"")
    while True:
        try:
            job = msgspec.msgpack.decode(pipe.recv_bytes(), type=Job)
        except (EOFError, OSError):
            return
        with limit_time(job.seconds + ORPHAN_SECONDS):
            answer = _answer(read, job)
            pipe.send_bytes(answer)


def _answer(read: ReadAll, job: Job) -> bytes:
    limit = job.source.limits.memory_mb
    try:
        with limit_memory(limit * 2**20):
            found = read(job.documents, job.source)
            return msgspec.msgpack.encode(
                [
                    Failed(one.reason, one.detail)
                    if isinstance(one, ReadError)
                    else Done(packed(one))
                    for one in found
                ]
            )
    except MemoryError:
        free_memory()
        answer = Failed("too-much-memory", f"needs more than {limit} MB")
    except ReadError as error:
        answer = Failed(error.reason, error.detail)
    except Exception as error:
        answer = Failed("reader-crashed", _described(error))
    return msgspec.msgpack.encode(answer)


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
