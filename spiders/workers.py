"""Long-lived, spawned processes that documents are read in, within limits of time and memory."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import msgspec

from normalize.records import Document, Packed, Source
from spiders.errors import ReadError
from spiders.jobs import Done, Failed, Job, serve

#: Seconds that a fresh worker has to import the readers.
START_SECONDS = 60.0
#: Workers that a pool has at most: each may take as much memory as the largest of its documents.
MOST_WORKERS = 4


def workers_here() -> int:
    """How many documents this machine can read at a time: as many as it lets us use processors."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, MOST_WORKERS)


#: The dotted path of a :data:`spiders.jobs.ReadAll`: the readers, and nothing after them.
READERS = "spiders.readers:read_all"


class ReaderPool:
    """Reads documents in processes of their own, replaced one by one when they misbehave.

    ``read`` is the dotted path of a :data:`spiders.jobs.ReadAll`; it is imported in the worker
    only. A worker is started when there is a document and no other one is idle.
    """

    def __init__(self, read: str = READERS, workers: int = 1) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        self._workers = [_Worker(read) for _ in range(workers)]
        # The last one that became idle is the next to read: no more are started than are needed.
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in reversed(self._workers):
            self._idle.put(worker)

    async def read(self, document: Document, body: bytes, source: Source) -> Packed:
        """Read one document. Raises :class:`ReadError`; see there for the reasons."""
        (found,) = await self.read_all([(document, body)], source)
        if isinstance(found, ReadError):
            raise found
        return found

    async def read_all(
        self, documents: Sequence[tuple[Document, bytes]], source: Source
    ) -> list[Packed | ReadError]:
        """Read documents of a source together: for each its reading, or why there is none.

        Each may take as long as the source's limits say; their memory is limited as that of one.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._read, Job(list(documents), source))

    def close(self) -> None:
        """End all workers, also those at work. No process is left, not even as a zombie."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.end()

    def _read(self, job: Job) -> list[Packed | ReadError]:
        worker = self._idle.get()
        try:
            return worker.read(job)
        except ReadError as error:
            return [error for _ in job.documents]
        finally:
            self._idle.put(worker)


class _Worker:
    """The parent's end of one process: started when first needed and again after its death."""

    def __init__(self, read: str) -> None:
        self._read = read
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False
        self._lock = threading.Lock()  # kill() comes from another thread than read()

    def read(self, job: Job) -> list[Packed | ReadError]:
        pipe = self._ready()
        try:
            pipe.send_bytes(msgspec.msgpack.encode(job))
            if not pipe.poll(job.seconds):
                self.end()
                raise ReadError("too-slow", f"not read within {job.seconds:g} seconds")
            answer = msgspec.msgpack.decode(pipe.recv_bytes(), type=list[Done | Failed] | Failed)
        except (EOFError, OSError):
            raise ReadError("reader-died", self.end()) from None
        if isinstance(answer, Failed):
            if answer.reason == "too-much-memory":
                self.end()  # its heap is full of the document that it could not hold
            raise ReadError(answer.reason, answer.detail)
        return [
            one.packed if isinstance(one, Done) else ReadError(one.reason, one.detail)
            for one in answer
        ]

    def kill(self) -> None:
        """Kill the process and start no other. A read under way fails with ``reader-died``."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def _ready(self) -> Connection:
        if self._process is not None and not self._process.is_alive():
            self.end()  # died idle: that is not the next document's fault
        if self._pipe is None:
            self._pipe = self._start()
        return self._pipe

    def _start(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")
        with self._lock:
            if self._closed:
                raise ReadError("reader-died", "the readers are closed")
            pipe, theirs = spawn.Pipe()
            process = spawn.Process(target=serve, args=(theirs, self._read), daemon=True)
            process.start()
            self._process, self._pipe = process, pipe
        theirs.close()
        try:
            if pipe.poll(START_SECONDS):
                failure = pipe.recv_bytes().decode()
            else:
                failure = f"not started within {START_SECONDS:g} seconds"
        except (EOFError, OSError):
            failure = "died while starting"
        if failure:
            self.end()
            raise ReadError("reader-crashed", f"{self._read}: {failure}")
        return pipe

    def end(self) -> str:
        """Kill the process if need be, reap it, and say how it ended."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is None:
            return "never started"
        process.join(0.2)  # it may just be on its way out: let it say how
        process.kill()
        process.join()
        return _how(process.exitcode or 0)


def _how(exitcode: int) -> str:
    if exitcode >= 0:
        return f"exit status {exitcode}"
    try:
        return f"killed by {signal.Signals(-exitcode).name}"
    except ValueError:
        return f"killed by signal {-exitcode}"
