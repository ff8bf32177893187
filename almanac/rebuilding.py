"""Makes a snapshot again out of what was fetched for it, and puts it back where it broke."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from almanac.code_digest import code_digest
from almanac.settings import READERS
from normalize.records import Document, Reading, Source
from output.errors import DatasetError
from output.files import TEMPORARY
from output.history import published
from output.latest import read_latest
from output.lock import hold
from output.manifest import Manifest, read_manifest
from output.snapshot_files import move_in
from output.snapshots import Snapshot, open_snapshot
from output.verify import verify
from pipelines.capturing import captured
from pipelines.rebuild import rebuild
from spiders.collecting import together
from spiders.errors import ReadError
from spiders.packing import opened
from spiders.workers import ReaderPool


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it; ``differing`` are files that are not what was published."""

    run_id: str
    result: Literal["identical", "restored", "written", "different"]
    differing: list[str] = []
    same_code: bool = True


def rebuilt(dataset: Path, run_id: str | None, into: Path | None) -> Rebuilt:
    """Make a snapshot again; put it back where it is missing or damaged, or ``into`` a folder.

    Raises:
        DatasetError: nothing was captured of the run, or what it was made of is gone.
    """
    if into is not None and into.exists():
        raise DatasetError(f"{into}: exists already; name a folder that does not")
    with hold(dataset, "rebuild"):
        wanted = run_id or _newest(dataset)
        if into is None:
            _refuse_unpublished(dataset, wanted)
        work = dataset / f"{TEMPORARY}rebuild"
        shutil.rmtree(work, ignore_errors=True)
        try:
            made = _made(dataset, wanted, work)
            if into is not None:
                shutil.copytree(made.path, into)
            return _compared(dataset, made, into)
        except OSError as error:
            raise DatasetError(f"{error.filename}: {error.strerror}") from error
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _newest(dataset: Path) -> str:
    # By the pointer alone: what it points at may be what broke.
    latest = read_latest(dataset)
    if latest is None:
        raise DatasetError(f"{dataset}: nothing has been published here yet")
    return latest.run_id


def _refuse_unpublished(dataset: Path, run_id: str) -> None:
    if run_id not in published(dataset, [run_id]):
        raise DatasetError(f"{run_id} published nothing; `--into FOLDER` shows what it would have")


def _made(dataset: Path, run_id: str, work: Path) -> Snapshot:
    """The snapshot of a run, made anew; those before it that are missing are made first."""
    told = [captured(dataset, run_id)]
    while told[-1].previous and not (sound := _sound(dataset, told[-1].previous)):
        told.append(captured(dataset, told[-1].previous))
    made = sound if told[-1].previous else None
    *earlier, wanted = reversed(told)
    for one in earlier:
        made = rebuild(dataset, one, made, _read, work / one.plan.run_id)
    return rebuild(dataset, wanted, made, _read, work / run_id)


def _sound(dataset: Path, run_id: str) -> Snapshot | None:
    try:
        snapshot = open_snapshot(dataset, run_id)
    except DatasetError:
        return None
    return None if verify(snapshot.path) else snapshot


def _read(source: Source, documents: Sequence[tuple[Document, bytes]]) -> list[Reading]:
    """Read the documents of a source as the crawl does, in a process of their own."""
    return asyncio.run(_read_in_worker(source, documents))


async def _read_in_worker(
    source: Source, documents: Sequence[tuple[Document, bytes]]
) -> list[Reading]:
    bodies = {one.url: body for one, body in documents}
    pool = ReaderPool(READERS)
    try:
        readings: list[Reading] = []
        for group in together(source, [one for one, _ in documents]):
            for one in await pool.read_all([(each, bodies[each.url]) for each in group], source):
                if isinstance(one, ReadError):
                    raise DatasetError(f"{source.id}: cannot be read any more: {one}")
                readings.append(opened(one))
        return readings
    finally:
        pool.close()


def _compared(dataset: Path, made: Snapshot, into: Path | None) -> Rebuilt:
    same_code = captured(dataset, made.run_id).plan.code_digest == code_digest()
    folder = dataset / "snapshots" / made.run_id
    differing = _differing(_manifest(folder), made.manifest)
    if into is not None:
        return Rebuilt(
            run_id=made.run_id, result="written", differing=differing, same_code=same_code
        )
    if differing or (not same_code and not (folder / "manifest.json").exists()):
        return Rebuilt(
            run_id=made.run_id, result="different", differing=differing, same_code=same_code
        )
    if not verify(folder):
        return Rebuilt(run_id=made.run_id, result="identical")
    if folder.exists():
        folder.rename(made.path.with_name("damaged"))
    move_in(made.path, folder)
    return Rebuilt(run_id=made.run_id, result="restored")


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except DatasetError:
        return None


def _differing(published: Manifest | None, made: Manifest) -> list[str]:
    """The files that are not what the manifest says that was published, where there is one."""
    if published is None:
        return []
    differing = [name for name, facts in made.files.items() if published.files.get(name) != facts]
    return sorted(differing) + (["manifest.json"] if published != made and not differing else [])
