"""Errors that end a command with one message; each names its culprit."""

from __future__ import annotations


class ConfigError(Exception):
    """A file or an option that a person wrote is wrong."""


class CrawlInterrupted(Exception):
    """The crawl was stopped before its end; what it staged is not a run."""
