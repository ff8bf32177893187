from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from normalize.records import Document, Limits, Packed, Reading, Source
from spiders.errors import ReadError
from spiders.packing import opened
from spiders.workers import ReaderPool

HERE = Path(__file__).parent
SOURCE = Source(
    id="list",
    path="list.toml",
    title="List",
    kind="plaintext",
    urls=["list.txt"],
    limits=Limits(seconds=20, memory_mb=200),
)
HASTY = Source(
    id="list",
    path="list.toml",
    title="List",
    kind="plaintext",
    urls=["list.txt"],
    limits=Limits(seconds=0.5),
)


def document(body: bytes) -> Document:
    return Document(
        source_id="list",
        url="https://example.org/list",
        sha256="0" * 64,
        bytes=len(body),
        fetched_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        reader_version="1",
    )


def read(pool: ReaderPool, command: str, source: Source = SOURCE) -> Reading:
    body = command.encode()
    return opened(asyncio.run(pool.read(document(body), body, source)))


def worker(pool: ReaderPool) -> int:
    return int(read(pool, "who").mentions[0].name)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(autouse=True, scope="module")
def _importable() -> Iterator[None]:
    sys.path.insert(0, str(HERE))
    yield
    sys.path.remove(str(HERE))


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool("hostile_readers:obey")
    yield pool
    pool.close()


def test_a_document_is_read_in_another_process_that_lives_on(pool: ReaderPool) -> None:
    first = worker(pool)
    assert first != os.getpid()
    assert worker(pool) == first


def test_a_reading_comes_back_whole(pool: ReaderPool) -> None:
    assert read(pool, "who").document == document(b"who")


@pytest.mark.parametrize("command", ["loop", "native-loop"])
def test_a_reader_that_never_ends_is_replaced(pool: ReaderPool, command: str) -> None:
    first = worker(pool)
    started = time.monotonic()
    with pytest.raises(ReadError, match=r"too-slow: not read within 0\.5 seconds"):
        read(pool, command, HASTY)
    assert time.monotonic() - started < 5
    assert not is_running(first)
    assert worker(pool) != first


def test_a_reader_that_hoards_memory_is_stopped_at_its_limit(pool: ReaderPool) -> None:
    first = worker(pool)
    with pytest.raises(ReadError, match="too-much-memory: needs more than 200 MB"):
        read(pool, "memory")
    assert worker(pool) != first


@pytest.mark.parametrize(
    ("command", "detail"), [("exit", "exit status 7"), ("abort", "killed by SIGABRT")]
)
def test_a_reader_that_dies_is_replaced_and_says_how(
    pool: ReaderPool, command: str, detail: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read(pool, command)
    assert (caught.value.reason, caught.value.detail) == ("reader-died", detail)
    assert worker(pool)


def test_an_exception_comes_back_with_its_type_and_message(pool: ReaderPool) -> None:
    first = worker(pool)
    with pytest.raises(ReadError, match="reader-crashed: ValueError: no such thing"):
        read(pool, "raise")
    with pytest.raises(ReadError, match="reader-crashed: RecursionError"):
        read(pool, "recurse")
    assert worker(pool) == first


def test_a_reader_that_refuses_keeps_its_own_reason(pool: ReaderPool) -> None:
    with pytest.raises(ReadError) as caught:
        read(pool, "refuse")
    assert (caught.value.reason, caught.value.detail) == ("encrypted", "needs a password")


def test_a_worker_that_died_idle_is_nobodys_fault(pool: ReaderPool) -> None:
    first = worker(pool)
    os.kill(first, 9)
    time.sleep(0.2)
    assert worker(pool) != first


def test_a_reader_that_cannot_be_imported_is_named() -> None:
    pool = ReaderPool("no_such_module:read")
    with pytest.raises(ReadError, match="no_such_module:read: ModuleNotFoundError"):
        read(pool, "who")
    pool.close()


def test_the_event_loop_runs_on_while_a_document_is_read(pool: ReaderPool) -> None:
    async def tick() -> int:
        reading = asyncio.create_task(pool.read(document(b""), b"loop", HASTY))
        ticks = 0
        while not reading.done():
            await asyncio.sleep(0.02)
            ticks += 1
        assert isinstance(reading.exception(), ReadError)
        return ticks

    assert asyncio.run(tick()) > 10


def test_documents_that_come_at_once_are_all_read(pool: ReaderPool) -> None:
    async def all_at_once() -> list[Packed]:
        jobs = (pool.read(document(b"who"), b"who", SOURCE) for _ in range(20))
        return await asyncio.gather(*jobs)

    names = {opened(one).mentions[0].name for one in asyncio.run(all_at_once())}
    assert len(names) == 1


def test_two_workers_read_at_the_same_time() -> None:
    pool = ReaderPool("hostile_readers:obey", workers=2)

    async def one_loops() -> Packed:
        stuck = asyncio.create_task(pool.read(document(b"loop"), b"loop", SOURCE))
        await asyncio.sleep(0.2)
        read = await asyncio.wait_for(pool.read(document(b"who"), b"who", SOURCE), 15)
        stuck.cancel()
        await asyncio.to_thread(pool.close)
        return read

    assert asyncio.run(one_loops()).entries == 1


def test_one_document_after_the_other_needs_one_worker() -> None:
    pool = ReaderPool("hostile_readers:obey", workers=3)
    try:
        assert len({worker(pool) for _ in range(4)}) == 1
    finally:
        pool.close()


def test_nothing_is_left_after_closing(pool: ReaderPool) -> None:
    pid = worker(pool)
    pool.close()
    assert not is_running(pid)
    pool.close()
    with pytest.raises((ReadError, RuntimeError)):
        read(pool, "who")


PROGRAM = """
import asyncio, sys
sys.path[:0] = [{root!r}, {here!r}]
from test_workers import document, SOURCE
from spiders.workers import ReaderPool

def main():
    pool = ReaderPool("hostile_readers:obey")
    packed = asyncio.run(pool.read(document(b"who"), b"who", SOURCE))
    pool.close()
    print("read", packed.entries)

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("how", ["script", "module"])
def test_the_main_program_may_be_a_script_or_a_module(tmp_path: Path, how: str) -> None:
    program = tmp_path / "program.py"
    text = PROGRAM.format(root=str(HERE.parents[1]), here=str(HERE))
    program.write_text(textwrap.dedent(text), encoding="utf-8")
    arguments = [str(program)] if how == "script" else ["-m", "program"]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "read 1\n"), done.stderr
