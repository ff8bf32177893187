"""The command line: ``almanac COMMAND``. Each command lives in ``almanac/commands``."""

from __future__ import annotations

import sys
from typing import Any

import click

from almanac import __version__
from almanac.commands.changes import changes
from almanac.commands.check import check
from almanac.commands.probe import probe
from almanac.commands.repair import repair
from almanac.commands.run import run
from almanac.commands.sources import sources
from almanac.commands.trace import trace
from almanac.commands.verify import verify
from almanac.commands.why import why
from almanac.crawl import CrawlInterrupted
from almanac.printing import err, plain
from almanac.run import BAD_USAGE, LOCKED
from almanac.toml import ConfigError
from output.errors import DatasetError
from output.lock import Locked
from spiders.readers.errors import ReadError

_INTERRUPTED = 130


class _Almanac(click.Group):
    """Turns the errors that name their culprit into one message and the contract's status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Locked as error:
            _stop(error, LOCKED)
        except (ConfigError, DatasetError, ReadError) as error:
            _stop(error, BAD_USAGE)
        except CrawlInterrupted as error:
            _stop(error, _INTERRUPTED)


def _stop(error: Exception, status: int) -> None:
    err.print(plain(f"almanac: {error}"), soft_wrap=True)
    sys.exit(status)


@click.group(cls=_Almanac, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="almanac")
def main() -> None:
    """A clean, versioned, traceable dataset of open-source language-model projects.

    \b
    almanac run      crawls the lists in sources/ and publishes into dataset/
    almanac probe    shows what would come of one document, before you add it
    almanac trace    leads from a published value back to the bytes it came from
    """


for command in (run, probe, repair, trace, why, changes, sources, check, verify):
    main.add_command(command)
