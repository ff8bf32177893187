"""Fetches lists that are PDF files."""

from __future__ import annotations

from spiders.document import DocumentSpider


class PdfSpider(DocumentSpider):
    """All sources of kind ``pdf``."""

    name = "pdf"
    kind = "pdf"
