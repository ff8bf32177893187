"""Wires the rooms together: command line, configuration, Scrapy's settings."""

from importlib.metadata import version

__version__ = version("almanac")
