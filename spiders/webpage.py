"""Fetches lists that are web pages."""

from __future__ import annotations

from spiders.document import DocumentSpider


class WebpageSpider(DocumentSpider):
    """All sources of kind ``webpage``."""

    name = "webpage"
    kind = "webpage"
