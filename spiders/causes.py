"""Why a request gave no document, in a short code and a sentence."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from spiders.bodies import TOO_LARGE


def cause(error: BaseException | None) -> tuple[str, str]:
    """A short code for why a request failed, and a sentence."""
    if isinstance(error, HttpError):
        return f"http-{error.response.status}", f"the server answered {error.response.status}"
    if isinstance(error, FileNotFoundError):
        return "no-such-file", f"there is no file {error.filename}"
    if isinstance(error, IsADirectoryError):
        return "no-such-file", f"{error.filename} is a folder"
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return "robots-txt", "the site's robots.txt asks not to fetch it"
    if isinstance(error, IgnoreRequest) and "redirect" in str(error):
        return "too-many-redirects", str(error)
    if isinstance(error, DownloadCancelledError):
        return TOO_LARGE
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in type(error).__name__).strip("-")
    return words.removesuffix("-error"), str(error) or type(error).__name__
