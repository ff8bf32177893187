"""How a command ends that did not get to its end: exit status and a code that says why."""

from __future__ import annotations

import msgspec

from almanac.errors import ConfigError, CrawlInterrupted
from output.errors import DatasetError, SchemaTooNew, TableError
from output.lock import Locked
from spiders.errors import ReadError

#: The code of what is nobody's fault but ours.
DEFECT = "defect"
#: Exit status of what a signal ended, as shells have it.
INTERRUPTED = 130


class Ending(msgspec.Struct, frozen=True):
    """An exit status of the contract, a code that docs/operations.md explains, and a sentence."""

    status: int
    code: str
    message: str


# The first that fits counts: Locked and SchemaTooNew are DatasetErrors too.
_ENDINGS: tuple[tuple[type[BaseException], int, str], ...] = (
    (Locked, 75, "locked"),
    (SchemaTooNew, 2, "schema-too-new"),
    # Rows that do not fit their table are made by us.
    (TableError, 70, DEFECT),
    (DatasetError, 2, "dataset-unusable"),
    (ConfigError, 2, "wrong-configuration"),
    (ReadError, 2, "unreadable"),
    (CrawlInterrupted, INTERRUPTED, "interrupted"),
    (KeyboardInterrupt, INTERRUPTED, "interrupted"),
)


def ending_of(error: BaseException) -> Ending:
    """The ending that an error is; whatever is not foreseen is a defect of ours.

    A command that ended by itself, with the status that it chose, has neither code nor message.
    """
    if isinstance(error, SystemExit):
        return Ending(error.code if isinstance(error.code, int) else 1, "", "")
    for kind, status, code in _ENDINGS:
        if isinstance(error, kind):
            return Ending(status, code, str(error) or code)
    # Status 1 would say that a run published.
    return Ending(70, DEFECT, f"{type(error).__name__}: {error}")
