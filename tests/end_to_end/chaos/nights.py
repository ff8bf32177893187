"""Two nights of lists: in the first all are well, in the second each meets a fault of its own.

How a chaos test is made:

- Each list has a server of its own, on an address of its own (127.0.0.1, 127.0.0.2 …), so that
  no host is given up for the faults of another. One list, ``healthy``, never breaks.
- The command runs as it is installed, as a process of its own, against real sockets.
- All faults of one theme share the two runs; each test looks at what came of one fault: what the
  run printed, what its report says, and that the last good entries still stand.
- Timeouts and waits are short (``almanac.toml`` below); nothing measures time.

A fault that is no behaviour of a server (a full disk, a clock set back) has a test of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from conftest import almanac_in
from faulty_server import Behaviour, FaultyServer, answer, running
from stories import rows, write_source

CONFIG = "[crawl]\ndelay = 0.0\ntimeout = 2.0\ntries = 2\npatience = 3.0\nconcurrency = 32\n"
HEALTHY = "healthy"
FIRST = b"# Models\n\n- [MOSS](https://github.com/OpenLMLab/MOSS) - a model with plugins.\n"
MORE = FIRST + b"- [Linly](https://github.com/CVI-SZU/Linly) - adapted to Chinese.\n"
#: Names of entries.
OLD, NEW = {"MOSS"}, {"MOSS", "Linly"}
#: Where no name server answers, a look-up fails before ``timeout`` does (resolv.conf(5)).
_SHORT_LOOKUPS = {"RES_OPTIONS": "timeout:1 attempts:1"}
#: How the server of a list behaves, one after the other; or what is done to the list.
Fault = list[Behaviour] | Callable[[], None]


class Night(NamedTuple):
    """How a run ended, what it printed, its report, and the newest snapshot after it."""

    exit_status: int
    printed: str
    report: dict[str, Any]
    #: what ``almanac verify`` ended with
    verified: int
    #: names by source id
    entries: dict[str, set[str]]
    urls: dict[str, str]

    def published(self) -> bool:
        """Whether the run published in spite of all, sound and with what the healthy list has."""
        return (
            self.exit_status == self.report["exit_status"] == 1
            and self.report["result"] == "published"
            and self.verified == 0
            and self.entries[HEALTHY] == NEW
        )

    def fate(self, name: str) -> tuple[str, str, str]:
        """Of a source, out of the report: its status, the stage and the code of its failure."""
        status = self.report["sources"][name]["status"]
        told = [one for one in self.report["failures"] if one["source_id"] == name]
        (failure,) = told or [{"stage": "", "reason": ""}]
        return status, failure["stage"], failure["reason"]

    def said(self, name: str) -> str:
        """What was printed of a source's document, after the source's name and the URL."""
        start = f"{name}: {self.urls[name]}: "
        (line,) = [line for line in self.printed.splitlines() if start in line]
        return line.partition(start)[2]


class Lists:
    """Lists in a folder, each on a server of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.dataset = folder / "dataset"
        self.servers: dict[str, FaultyServer] = {}
        self.urls: dict[str, str] = {}
        self._stack = stack
        #: the command, in this folder
        self.almanac = almanac_in(folder)
        (folder / "almanac.toml").write_text(CONFIG)
        self.add(HEALTHY)

    def add(self, name: str, *behaviours: Behaviour, extra: str = "", **server: Any) -> None:
        """A source with one list, which behaves so in the first night; without a word: well."""
        host = server.setdefault("host", f"127.0.0.{len(self.servers) + 1}")
        self.servers[name] = self._stack.enter_context(running(**server))
        self.behave(name, *(behaviours or [answer(FIRST)]))
        self.source(name, f"http://{host}:{self.servers[name].port}/list.md", extra)

    def source(self, name: str, url: str, extra: str = "") -> None:
        """A source with one list, wherever it lies."""
        self.urls[name] = url
        write_source(
            self.folder / "sources", name, "readme", url, extra=f"allow_private = true\n{extra}"
        )

    def behave(self, name: str, *behaviours: Behaviour, path: str = "/list.md") -> None:
        """So from now on, one behaviour after the other, the last one for ever."""
        server = self.servers[name]
        server.on(f"{server.host}{path}", *behaviours)

    def asked(self, name: str) -> int:
        """How often a list was asked for, in all nights."""
        return sum(one.path == "/list.md" for one in self.servers[name].asked)

    def night(self, *options: str, **environment: str) -> Night:
        """One run, and what ``almanac verify`` says afterwards."""
        done = self.almanac("run", *options, **_SHORT_LOOKUPS, **environment)
        return Night(
            exit_status=done.returncode,
            printed=done.stdout + done.stderr,
            report=self._report(),
            verified=self.almanac("verify").returncode,
            entries=self._entries(),
            urls=self.urls,
        )

    def _report(self) -> dict[str, Any]:
        newest = max((self.dataset / "runs").glob("*.json"), key=lambda path: path.stem[-4:])
        content: dict[str, Any] = json.loads(newest.read_text())
        return content

    def _entries(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {name: set() for name in self.urls}
        if (self.dataset / "latest.json").exists():
            for one in rows(self.dataset, "mentions"):
                found[one["source_id"]].add(one["name"])
        return found


@contextmanager
def lists(folder: Path) -> Iterator[Lists]:
    """Lists until the end of the block."""
    with ExitStack() as stack:
        yield Lists(folder, stack)


def bad_night(of: Lists, faults: dict[str, Fault]) -> Night:
    """The second of two nights, in which each list of ``faults`` breaks as it says."""
    first = of.night()
    assert first.exit_status == 0, first.printed
    of.behave(HEALTHY, answer(MORE))
    for name, fault in faults.items():
        if callable(fault):
            fault()
        else:
            of.behave(name, *fault)
    return of.night()
