"""Why we do not ask for a document, or no longer: exceptions with a code and a sentence."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """A request that is not made. ``code`` is stable, ``str()`` is a sentence for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class HostRests(Exception):
    """The host of a request is to be left alone for now; the request is to come again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"for {seconds:.1f} s")
        self.seconds = seconds
