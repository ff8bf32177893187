"""Makes the snapshot of a run again, out of its capture and the archive, without a network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from normalize.records import Document, Reading, Source
from output.archive import load
from output.columns import to_arrow
from output.errors import DatasetError
from output.schemas import SCHEMAS
from output.snapshot_files import write_files
from output.snapshots import Snapshot
from pipelines.build import compose, facts
from pipelines.capturing import Captured

#: Reads the documents of one source, as the crawl does; raises what ends the rebuild.
ReadSource = Callable[[Source, Sequence[tuple[Document, bytes]]], list[Reading]]


def rebuild(
    dataset: Path, captured: Captured, previous: Snapshot | None, read: ReadSource, folder: Path
) -> Snapshot:
    """Write into a new folder what the run published that was captured.

    Args:
        dataset: whose archive has the bodies.
        captured: what the run was to do, and what it fetched.
        previous: the snapshot before it.
        read: gives the readings of a source's documents.
        folder: does not exist yet.

    Raises:
        DatasetError: a body is missing, or the disk refuses.
    """
    plan = captured.plan
    readings = _read(dataset, captured, read)
    before = previous.tables() if previous else None
    composed = compose(plan, readings, captured.failures, previous, before)
    arrow = {name: to_arrow(name, getattr(composed.tables, name)) for name in SCHEMAS}
    manifest = facts(plan, composed, captured.made_of)
    try:
        complete = write_files(folder, plan.run_id, captured.previous, arrow, manifest, plan.now)
    except OSError as error:
        raise DatasetError(f"{folder}: {error.strerror}") from error
    return Snapshot(plan.run_id, folder, complete)


def _read(dataset: Path, captured: Captured, read: ReadSource) -> list[Reading]:
    by_source: defaultdict[str, list[tuple[Document, bytes]]] = defaultdict(list)
    for one in captured.documents:
        by_source[one.source_id].append((one, load(dataset, one.archive_ref or "")))
    return [
        reading
        for source in captured.plan.sources
        if source.id in by_source
        for reading in read(source, by_source[source.id])
    ]
