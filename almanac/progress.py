"""Progress of a crawl: a bar per source in a terminal, a log line per document elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from almanac.crawl import Watcher
from almanac.feeds import brief
from almanac.printing import err, plain
from normalize.records import Failure, Fetched, Source

log = logging.getLogger("almanac")
_CHATTY = ("pdfminer", "scrapy.downloadermiddlewares")


@contextmanager
def progress(sources: Sequence[Source]) -> Iterator[Watcher]:
    """A function to call with each document that was read or failed."""
    if err.is_terminal:
        # One console for both, or the bar and the log tear each other apart.
        with _logging(RichHandler(console=err, show_path=False)), _bars(sources) as watch:
            yield watch
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        with _logging(handler):
            yield _log_line


@contextmanager
def _logging(handler: logging.Handler) -> Iterator[None]:
    """Show our own log, and of the libraries only what a person must see."""
    handler.addFilter(_worth_telling)
    log.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


def _worth_telling(record: logging.LogRecord) -> bool:
    if record.name == log.name:
        return True
    # Scrapy tells of each try that failed; we tell what came of the document.
    return record.levelno >= logging.WARNING and not record.name.startswith(_CHATTY)


def _log_line(item: Fetched | Failure) -> None:
    log.log(
        logging.WARNING if isinstance(item, Failure) else logging.INFO,
        "%s",
        plain(brief(item)).plain,
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

    def watch(item: Fetched | Failure) -> None:
        if isinstance(item, Failure):
            bars.update(
                tasks[item.source_id], advance=1, said=plain(f"{item.reason}: {item.detail}").plain
            )
            return
        source_id = item.reading.document.source_id
        entries[source_id] = entries.get(source_id, 0) + len(item.reading.mentions)
        bars.update(tasks[source_id], advance=1, said=f"{entries[source_id]} entries")

    with bars:
        for source in sources:
            tasks[source.id] = bars.add_task(source.id, total=len(source.urls), said="")
        yield watch
