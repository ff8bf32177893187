"""``almanac check``: validate what people wrote, without fetching anything."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.commands import options
from almanac.config import load_config
from almanac.printing import out
from almanac.sources import load_sources


@click.command()
@options.sources
@options.config
def check(sources_path: Path, config_path: Path | None) -> None:
    """Validate the source files and the configuration without fetching."""
    load_config(config_path)
    sources = load_sources(sources_path)
    documents = sum(len(source.urls) for source in sources)
    out.print(f"{len(sources)} sources with {documents} documents: nothing wrong.")
