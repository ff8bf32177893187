"""What ``scrapy crawl -O`` writes: a row per mention, and nothing for a failure."""

from __future__ import annotations

import csv
import io
import json
import logging

import pytest
from examples import failure, fetched, mention, reading, reject
from scrapy.exporters import BaseItemExporter
from scrapy.http import Response
from scrapy.spiders import Spider

from almanac.feeds import BriefLog, MentionsCsv, MentionsJson, MentionsJsonLines, brief
from normalize.records import Failure, Fetched

ITEM = fetched(
    reading(
        mention("m1", "文心一言", urls=["https://a.org"]), mention("m2", "MOSS"), rejects=[reject()]
    ),
    b"the whole body",
)


def exported(kind: type[BaseItemExporter], *items: Fetched | Failure) -> str:
    file = io.BytesIO()
    exporter = kind(file, encoding="utf-8")
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    return file.getvalue().decode("utf-8")


def test_json_lines_hold_a_mention_each() -> None:
    rows = [json.loads(line) for line in exported(MentionsJsonLines, ITEM, ITEM).splitlines()]
    assert [row["name"] for row in rows] == ["文心一言", "MOSS"] * 2
    assert rows[0]["urls"] == ["https://a.org"]
    assert "body" not in rows[0]


def test_json_is_one_list_of_all_mentions() -> None:
    rows = json.loads(exported(MentionsJson, ITEM, failure(), ITEM))
    assert [row["mention_id"] for row in rows] == ["m1", "m2", "m1", "m2"]


def test_csv_has_a_header_and_a_row_per_mention() -> None:
    rows = list(csv.DictReader(io.StringIO(exported(MentionsCsv, ITEM))))
    assert [row["name"] for row in rows] == ["文心一言", "MOSS"]


@pytest.mark.parametrize("kind", [MentionsJsonLines, MentionsCsv])
def test_a_failure_and_a_document_without_entries_write_no_row(
    kind: type[BaseItemExporter],
) -> None:
    assert exported(kind, failure(), fetched(reading())) == ""


def test_the_log_tells_a_document_in_one_line_without_its_body() -> None:
    told = BriefLog().scraped(ITEM, Response("https://a.org"), Spider("x"))
    said = str(told["msg"]) % told["args"]
    assert said == brief(ITEM)
    assert "2 entries" in said
    assert "1 rejects" in said
    assert "the whole body" not in said
    assert told["level"] == logging.DEBUG


def test_a_failure_is_told_with_its_source_stage_and_reason() -> None:
    said = brief(failure())
    for part in ("list", "https://example.org/list.md", "fetch failed", "http-500"):
        assert part in said
