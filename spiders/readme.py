"""Fetches lists that are READMEs: Markdown, as it stands in a repository."""

from __future__ import annotations

from spiders.document import DocumentSpider


class ReadmeSpider(DocumentSpider):
    """All sources of kind ``readme``."""

    name = "readme"
    kind = "readme"
