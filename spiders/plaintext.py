"""Fetches lists that are plain text."""

from __future__ import annotations

from spiders.document import DocumentSpider


class PlaintextSpider(DocumentSpider):
    """All sources of kind ``plaintext``."""

    name = "plaintext"
    kind = "plaintext"
