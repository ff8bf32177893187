"""Progress of a crawl: a bar per source in a terminal, a log line per document elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from almanac.crawl import Watcher
from almanac.feeds import brief
from almanac.logs import LogFormat, tell
from almanac.printing import err, plain
from normalize.records import Failure, Item, Recalled, Source


@contextmanager
def progress(sources: Sequence[Source], form: LogFormat = "text") -> Iterator[Watcher]:
    """A function to call with each document that was read, was as before, or failed."""
    if form == "text" and err.is_terminal:
        with _bars(sources) as watch:
            yield watch
    else:
        yield _log_line


def _log_line(item: Item) -> None:
    said = plain(brief(item)).plain
    if isinstance(item, Failure):
        tell(
            logging.WARNING,
            "document-failed",
            said,
            source=item.source_id,
            url=item.url,
            stage=item.stage,
            code=item.reason,
        )
    elif isinstance(item, Recalled):
        document = item.document
        tell(logging.INFO, "document-unchanged", said, source=document.source_id, url=document.url)
    else:
        document, packed = item.document, item.packed
        tell(
            logging.INFO,
            "document-read",
            said,
            source=document.source_id,
            url=document.url,
            entries=packed.entries,
            repairs=packed.repairs,
            rejects=packed.rejects,
        )


@contextmanager
def _bars(sources: Sequence[Source]) -> Iterator[Watcher]:
    bars = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}", markup=False),
        console=err,
    )
    tasks: dict[str, TaskID] = {}
    entries: dict[str, int] = {}

    def watch(item: Item) -> None:
        if isinstance(item, Failure):
            bars.update(
                tasks[item.source_id], advance=1, said=plain(f"{item.reason}: {item.detail}").plain
            )
            return
        if isinstance(item, Recalled):
            bars.update(tasks[item.document.source_id], advance=1, said="unchanged")
            return
        source_id = item.document.source_id
        entries[source_id] = entries.get(source_id, 0) + item.packed.entries
        bars.update(tasks[source_id], advance=1, said=f"{entries[source_id]} entries")

    with bars:
        for source in sources:
            tasks[source.id] = bars.add_task(source.id, total=len(source.urls), said="")
        yield watch
