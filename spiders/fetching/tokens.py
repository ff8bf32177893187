"""Tokens of the operator, out of the environment, for the hosts that they are for."""

from __future__ import annotations

import os

from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached

#: Which environment variable holds the token for which host.
_VARIABLES = {
    "api.github.com": "GITHUB_TOKEN",
    "raw.githubusercontent.com": "GITHUB_TOKEN",
    "github.com": "GITHUB_TOKEN",
    "huggingface.co": "HF_TOKEN",
    "gitlab.com": "GITLAB_TOKEN",
}


class Tokens:
    """Sends a token over https to exactly its host, and to no other.

    Downloader middleware. Every request passes here, redirected ones too: a header that was meant
    for another host goes.
    """

    def process_request(self, request: Request) -> None:
        """Called by Scrapy."""
        request.headers.pop("Authorization", None)
        if token := _token(request):
            request.headers["Authorization"] = f"Bearer {token}"


def _token(request: Request) -> str:
    parts = urlparse_cached(request)
    if parts.scheme != "https" or parts.netloc.lower() not in _VARIABLES:
        return ""
    token = os.environ.get(_VARIABLES[parts.netloc.lower()], "").strip()
    # What is no token could end the header and begin another.
    return token if token.isascii() and token.isprintable() and " " not in token else ""
