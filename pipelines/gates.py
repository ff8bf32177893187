"""Conditions on a source that must hold before its new data replace its last good ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from normalize.records import Failure, Filled, Reading, Source


class Verdict(msgspec.Struct, frozen=True):
    """Whether a source's new data may be published; ``error`` says why not."""

    status: Literal["fetched", "failed", "held"]
    error: str | None = None


def judge(
    source: Source,
    readings: list[Reading],
    failures: list[Failure],
    previous_count: int | None,
    accepted: bool,
) -> Verdict:
    """What becomes of a source in this run.

    Args:
        source: with its gates in ``expect``.
        readings: the documents that were read.
        failures: the documents that could not be fetched or read; one fails the source.
        previous_count: mentions at its last good state, null if there is none.
        accepted: a person lets the source pass its gates this once.
    """
    if failures:
        return Verdict("failed", "; ".join(describe(failure) for failure in failures))
    # Whatever went wrong on the way: a document that nobody speaks of is missing.
    missing = set(source.urls) - {reading.document.url for reading in readings}
    if missing:
        return Verdict("failed", f"nothing came of {', '.join(sorted(missing))}")
    refusals = [] if accepted else list(_refusals(source, readings, previous_count))
    return Verdict("held", "; ".join(refusals)) if refusals else Verdict("fetched")


def describe(failure: Failure) -> str:
    """A failure in one line, with its document and stage."""
    return f"{failure.url}: {failure.stage} failed, {failure.reason}: {failure.detail}"


def _refusals(source: Source, readings: list[Reading], previous: int | None) -> Iterator[str]:
    expect = source.expect
    mentions = sum(len(reading.mentions) for reading in readings)
    rejects = sum(len(reading.rejects) for reading in readings)
    if mentions < expect.min_mentions:
        yield f"{mentions} mentions, at least {expect.min_mentions} expected"
    if expect.max_drop is not None and previous and mentions < previous * (1 - expect.max_drop):
        yield f"{mentions} mentions after {previous}, a drop above {expect.max_drop:.0%}"
    total = mentions + rejects
    if expect.max_rejects is not None and total and rejects / total > expect.max_rejects:
        yield f"{rejects} rejects of {total} entries, a share above {expect.max_rejects:.0%}"
    yield from _unfilled(expect.filled, readings, mentions)


def _unfilled(filled: Filled, readings: list[Reading], mentions: int) -> Iterator[str]:
    """A column that is lost loses no mention: only what is in it is gone, from all at once."""
    for field, least in msgspec.structs.asdict(filled).items():
        if least is None:
            continue
        found = sum(bool(getattr(one, field)) for reading in readings for one in reading.mentions)
        if found < mentions * least:
            yield f"{field} in {found} of {mentions} mentions, a share below {least:.0%}"
