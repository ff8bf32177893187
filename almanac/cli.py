"""The command line: ``almanac COMMAND``. Each command lives in ``almanac/commands``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from almanac import __version__
from almanac.endings import DEFECT, ending_of
from almanac.printing import err, plain

_COMMANDS = (
    *("run", "probe", "repair", "trace", "why"),
    *("changes", "sources", "status", "check", "verify", "rebuild", "rollback"),
)


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
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:
            ending = ending_of(error)
            if ending.code == DEFECT:
                err.print_exception(suppress=[click])
            said = f"almanac: {ending.message} [{ending.code}]"
            err.print(plain(said), soft_wrap=True)
            sys.exit(ending.status)


@click.group(cls=_Almanac, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="almanac")
def main() -> None:
    """A clean, versioned, traceable dataset of open-source language-model projects.

    \b
    almanac run      crawls the lists in sources/ and publishes into dataset/
    almanac probe    shows what would come of one document, before you add it
    almanac trace    leads from a published value back to the bytes it came from
    """
