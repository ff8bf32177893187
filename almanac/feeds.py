"""What ``scrapy crawl … -O file`` writes: the mentions of each document, a row each."""

from __future__ import annotations

from typing import Any

import msgspec
from scrapy import Spider
from scrapy.exporters import CsvItemExporter, JsonItemExporter, JsonLinesItemExporter
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult

from normalize.records import Failure, Fetched, Item, Recalled
from pipelines.gates import describe
from spiders.packing import opened


class _EachMention:
    """An exporter that writes the mentions of a document instead of the document."""

    def export_item(self, item: Any) -> None:
        if isinstance(item, Fetched):
            for mention in opened(item.packed).mentions:
                super().export_item(msgspec.to_builtins(mention))  # type: ignore[misc]


class MentionsJson(_EachMention, JsonItemExporter):
    """``-O file.json``."""


class MentionsJsonLines(_EachMention, JsonLinesItemExporter):
    """``-O file.jsonl``."""


class MentionsCsv(_EachMention, CsvItemExporter):
    """``-O file.csv``."""


class BriefLog(LogFormatter):
    """One line per document, not its whole body and reading."""

    def scraped(self, item: Any, response: Response | Any, spider: Spider) -> LogFormatterResult:
        """Called by Scrapy for each item."""
        result = super().scraped(item, response, spider)
        result["msg"] = "%(brief)s"
        result["args"] = {"brief": brief(item)}
        return result


def brief(item: Item) -> str:
    """A document or a failure in one line."""
    if isinstance(item, Failure):
        return f"{item.source_id}: {describe(item)}"
    if isinstance(item, Recalled):
        return f"{item.document.source_id}: {item.document.url}: as read before"
    document, packed = item.document, item.packed
    return (
        f"{document.source_id}: {document.url}: {packed.entries} entries, "
        f"{packed.repairs} repairs, {packed.rejects} rejects"
    )
