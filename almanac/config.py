"""The configuration that belongs to all sources: ``almanac.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Meta

from almanac.toml import convert, read_toml
from normalize.records import Record
from pipelines.run_gates import ExpectOfRun

DEFAULT_FILE = Path("almanac.toml")


#: An address of http(s), or the environment variable that holds one.
Hook = Annotated[str, Meta(pattern=r"^(https?://[^\s/]+\S*|env:[A-Za-z_][A-Za-z0-9_]*)$")]


class Crawl(Record, kw_only=True, frozen=True):
    """How gently we fetch. Times in seconds."""

    #: between two requests to one host
    delay: Annotated[float, Meta(ge=0)] = 1.0
    #: requests at a time, to all hosts together
    concurrency: Annotated[int, Meta(ge=1)] = 8
    #: until a request is given up, its answer included
    timeout: Annotated[float, Meta(gt=0)] = 60.0
    #: for one document, where it fails for a passing reason
    tries: Annotated[int, Meta(ge=1)] = 3
    #: longest wait for a host that fails or asks to be left alone
    patience: Annotated[float, Meta(ge=0)] = 120.0


class Retention(Record, kw_only=True, frozen=True):
    """How long the dataset remembers. Times in days; null is for ever."""

    #: the row of a project that is in no source any more, from the run that removed it
    removed_projects: Annotated[int, Meta(ge=1)] | None = None
    #: the newest snapshots, by number; the newest itself, and what a reader may have open, always
    snapshots: Annotated[int, Meta(ge=1)] | None = None
    #: reports of runs that published nothing that is still there
    reports: Annotated[int, Meta(ge=1)] | None = None
    #: fetched bodies that no snapshot needs, and what runs fetched whose snapshots are gone
    bodies: Annotated[int, Meta(ge=1)] | None = None


class Notify(Record, kw_only=True, frozen=True):
    """Who is told how a run ended: an address, or ``env:NAME`` of the variable that holds it."""

    #: is asked for after each run that did what it should
    heartbeat: Hook | None = None
    #: gets a message when a run meets trouble, and when the trouble is over
    webhook: Hook | None = None


class Config(Record, kw_only=True, frozen=True):
    """What ``almanac.toml`` may say; every key has a default."""

    #: URL or mail address by which a site's owner reaches who runs the crawl
    contact: str | None = None
    crawl: Crawl = Crawl()
    retention: Retention = Retention()
    #: gates of the run as a whole
    expect: ExpectOfRun = ExpectOfRun()
    notify: Notify = Notify()


def load_config(path: Path | None) -> Config:
    """The configuration in a file; in ``almanac.toml`` beside us, if none is named; or defaults.

    Raises:
        ConfigError: the named file does not exist, or a key in it is wrong.
    """
    if path is None:
        if not DEFAULT_FILE.exists():
            return Config()
        path = DEFAULT_FILE
    return convert(path, read_toml(path), Config)
