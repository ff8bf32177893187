"""Readers that misbehave, each in its own way, for the tests of the worker processes."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Sequence

from normalize.records import Document, Mention, Reading, Source
from spiders.errors import ReadError


def obey(documents: Sequence[tuple[Document, bytes]], source: Source) -> list[Reading | ReadError]:
    """What the bodies say: one command a document."""
    for _, body in documents:
        if (command := body.decode()) in MISDEEDS:
            MISDEEDS[command]()
    return [
        Reading(document=document, mentions=[_mention(source, name=str(os.getpid()))])
        for document, _ in documents
    ]


def loop() -> None:
    while True:
        pass


def native_loop() -> None:
    ctypes.CDLL(None).pause()


def hoard() -> None:
    hoarded = []
    while True:
        hoarded.append(bytearray(10_000_000))


def die() -> None:
    os._exit(7)


def abort() -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def fail() -> None:
    raise ValueError("no such thing")


def recurse() -> None:
    recurse()


def refuse() -> None:
    raise ReadError("encrypted", "needs a password")


MISDEEDS = {
    "loop": loop,
    "native-loop": native_loop,
    "memory": hoard,
    "exit": die,
    "abort": abort,
    "raise": fail,
    "recurse": recurse,
    "refuse": refuse,
}


def _mention(source: Source, name: str) -> Mention:
    return Mention(
        mention_id="m",
        source_id=source.id,
        document_url="https://example.org/list",
        document_sha256="0" * 64,
        section=[],
        position=0,
        locator="line=1",
        name=name,
        name_raw=name,
        urls=[],
    )
