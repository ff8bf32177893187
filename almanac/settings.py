"""Scrapy's settings: polite, quiet, and with nothing open that listens."""

from __future__ import annotations

import os

from almanac.config import Crawl

BOT_NAME = "almanac"
USER_AGENT = "Almanac (a dataset of open-source language-model projects)"
SPIDER_MODULES = ["spiders"]

# Where the spiders get their sources and the run's time from, and what reads in their processes.
SOURCES = os.environ.get("ALMANAC_SOURCES", "sources")
SOURCES_LOADER = "almanac.sources.load_sources"
CLOCK = "almanac.clock.run_time"
READERS = "almanac.reading:read_all"

# What is kept of a document: on only where `almanac run` names a DATASET, `scrapy crawl` publishes
# nothing.
_KEEP = 100
ITEM_PIPELINES = {"pipelines.keeping.Keep": _KEEP}

# How documents are fetched (spiders/fetching/). Middlewares of Scrapy that are replaced are off.
DOWNLOAD_HANDLERS = {
    "http": "spiders.fetching.connecting.PublicHandler",
    "https": "spiders.fetching.connecting.PublicHandler",
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "spiders.fetching.gate.Gate": 90,
    "spiders.fetching.robots.Robots": 100,
    "spiders.fetching.retrying.PatientRetry": 550,
    "spiders.fetching.redirects.PageRedirects": 580,
    "spiders.fetching.encodings.Unpack": 590,
    "spiders.fetching.redirects.Redirects": 600,
    "spiders.fetching.tokens.Tokens": 650,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
}
URLLENGTH_LIMIT = 0  # Scrapy drops longer addresses, and nobody hears of it
SCHEDULER_PRIORITY_QUEUE = "spiders.fetching.queue.PatientQueue"
EXTENSIONS = {
    "spiders.fetching.hosts.Hosts": 0,
    "spiders.fetching.sweeping.Sweep": 0,
    "spiders.fetching.throttling.Throttle": 0,
    "scrapy.extensions.throttle.AutoThrottle": None,
}

# Politeness.
ROBOTSTXT_USER_AGENT = "Almanac"  # the name that a robots.txt may speak of
CONCURRENT_REQUESTS = Crawl().concurrency
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_ITEMS = 1  # of one answer; Scrapy starts so many tasks for each, whatever comes of it
DOWNLOAD_DELAY = AUTOTHROTTLE_START_DELAY = Crawl().delay
AUTOTHROTTLE_ENABLED = True
RETRY_TIMES = Crawl().tries - 1
PATIENCE = Crawl().patience
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
