"""Scrapy's settings: polite, quiet, and with nothing open that listens."""

from __future__ import annotations

import os

from almanac.config import Crawl

BOT_NAME = "almanac"
USER_AGENT = "Almanac (a dataset of open-source language-model projects)"
SPIDER_MODULES = ["spiders"]

# Where the spiders get their sources and the run's time from.
SOURCES = os.environ.get("ALMANAC_SOURCES", "sources")
SOURCES_LOADER = "almanac.sources.load_sources"
CLOCK = "almanac.clock.run_time"

# Steps that a document goes through after reading. Archive and Stage are on only where
# `almanac run` names a DATASET and a STAGING folder: `scrapy crawl` publishes nothing.
_FIELDS, _CHECK, _ARCHIVE, _STAGE = 100, 200, 300, 400
ITEM_PIPELINES = {
    "pipelines.fields.MapFields": _FIELDS,
    "pipelines.check.Check": _CHECK,
    "pipelines.archive.Archive": _ARCHIVE,
    "pipelines.stage.Stage": _STAGE,
}

# Politeness.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = Crawl().concurrency
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = AUTOTHROTTLE_START_DELAY = Crawl().delay
AUTOTHROTTLE_ENABLED = True
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 5

# Safety: nothing listens, nothing is remembered, nothing is unbounded.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
COOKIES_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 1_000_000  # of robots.txt; each source has a limit for its documents
DOWNLOAD_TIMEOUT = Crawl().timeout

FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "json": "almanac.feeds.MentionsJson",
    "jsonl": "almanac.feeds.MentionsJsonLines",
    "jsonlines": "almanac.feeds.MentionsJsonLines",
    "csv": "almanac.feeds.MentionsCsv",
}
LOG_LEVEL = "INFO"
LOG_FORMATTER = "almanac.feeds.BriefLog"
