"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

dataset = click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    default=Path("dataset"),
    show_default=True,
    help="The folder of the dataset.",
)
sources = click.option(
    "--sources",
    "sources_path",
    type=click.Path(path_type=Path),
    default=Path("sources"),
    show_default=True,
    help="A folder of source files, or one of them.",
)
config = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    default=None,
    help="The configuration.  [default: almanac.toml, if it exists]",
)
decisions = click.option(
    "--decisions",
    "decisions_path",
    type=click.Path(path_type=Path),
    default=None,
    help="Decisions on identity.  [default: decisions.toml beside the configuration, if it exists]",
)
