"""What a person asked a run to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from almanac.config import Config
from almanac.errors import ConfigError
from normalize.decisions import Decision
from normalize.records import Source


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asked for."""

    dataset: Path
    sources: Sequence[Source]
    config: Config
    now: datetime
    only: Sequence[str] = ()
    accept: Sequence[str] = ()
    decisions: Sequence[Decision] = ()
    #: whether ``sources`` are all there are: then those of the dataset beyond them are retired
    complete: bool = True

    def crawled(self) -> list[Source]:
        """The sources of this run.

        Raises:
            ConfigError: ``only`` or ``accept`` name a source that does not exist.
        """
        known = {source.id for source in self.sources}
        for name in [*self.only, *self.accept]:
            if name not in known:
                raise ConfigError(
                    f"there is no source {name!r}; there are: {', '.join(sorted(known))}"
                )
        return [
            source
            for source in self.sources
            if (source.id in self.only if self.only else not source.disabled)
        ]
