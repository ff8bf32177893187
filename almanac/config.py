"""The configuration that belongs to all sources: ``almanac.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Meta

from almanac.toml import convert, read_toml
from normalize.records import Record

DEFAULT_FILE = Path("almanac.toml")


class Crawl(Record, kw_only=True, frozen=True):
    """How gently we fetch. Times in seconds."""

    #: between two requests to one host
    delay: Annotated[float, Meta(ge=0)] = 1.0
    #: requests at a time, to all hosts together
    concurrency: Annotated[int, Meta(ge=1)] = 8
    #: until a request without an answer is given up
    timeout: Annotated[float, Meta(gt=0)] = 60.0


class Retention(Record, kw_only=True, frozen=True):
    """How long the dataset remembers. Times in days; null is for ever."""

    #: the row of a project that is in no source any more, from the run that removed it
    removed_projects: Annotated[int, Meta(ge=1)] | None = None


class Config(Record, kw_only=True, frozen=True):
    """What ``almanac.toml`` may say; every key has a default."""

    #: URL or mail address by which a site's owner reaches who runs the crawl
    contact: str | None = None
    crawl: Crawl = Crawl()
    retention: Retention = Retention()


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
