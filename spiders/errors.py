"""Why a document could not be read at all; light to import, wherever it is caught."""

from __future__ import annotations


class ReadError(Exception):
    """A whole document that gives nothing: ``reason`` is a short code, ``detail`` says more."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """Errors travel between processes."""
        return ReadError, (self.reason, self.detail)
