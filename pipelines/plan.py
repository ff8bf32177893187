"""What a run is to build."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from normalize.decisions import Decision
from normalize.records import Source
from pipelines.run_gates import ExpectOfRun


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A run's id and time, its sources, and what a person decided.

    ``crawled`` and ``accepted`` are ids: the sources of this run, the others keep what they
    have; and those that pass their gates this once. ``complete`` says that ``sources`` are all
    there are, so that a source of the dataset beyond them is retired. ``keep_removed`` is how
    long the row of a removed project stays; null is for ever. ``decisions`` are those of people
    on identity.
    """

    run_id: str
    now: datetime
    sources: Sequence[Source]
    crawled: Collection[str]
    accepted: Collection[str] = ()
    complete: bool = True
    keep_removed: timedelta | None = None
    decisions: Sequence[Decision] = ()
    code_version: str
    #: of the code that makes data of documents
    code_digest: str = ""
    #: gates of the run as a whole
    expect: ExpectOfRun = ExpectOfRun()
