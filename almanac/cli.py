"""The command line: ``almanac COMMAND``. Each command lives in ``almanac/commands``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from almanac import __version__
from almanac.errors import ConfigError, CrawlInterrupted
from almanac.printing import err, plain
from output.errors import DatasetError
from output.lock import Locked
from spiders.errors import ReadError

_COMMANDS = ("run", "probe", "repair", "trace", "why", "changes", "sources", "check", "verify")
_BAD_USAGE, _CRASHED, _LOCKED, _INTERRUPTED = 2, 70, 75, 130


class _Almanac(click.Group):
    """Loads a command when it is asked for, and turns errors into one message and a status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        # Scrapy alone takes a second to load, and most commands need none of it.
        module = import_module(f"almanac.commands.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Locked as error:
            _stop(error, _LOCKED)
        except (ConfigError, DatasetError, ReadError) as error:
            _stop(error, _BAD_USAGE)
        except CrawlInterrupted as error:
            _stop(error, _INTERRUPTED)
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:
            # Status 1 would say that a run published; this is a defect of ours.
            err.print_exception(suppress=[click])
            sys.exit(_CRASHED)


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
