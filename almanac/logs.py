"""The log of a run on standard error: lines for people, or one JSON object a line for programs."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from almanac.endings import DEFECT, ending_of
from almanac.printing import err, inert, plain

LogFormat = Literal["text", "json"]

log = logging.getLogger("almanac")
#: The code of what a library says; ours have codes of their own.
LIBRARY = "library"
_CHATTY = ("pdfminer", "scrapy.downloadermiddlewares")


def tell(
    level: int, event: str, message: str, error: BaseException | None = None, **about: Any
) -> None:
    """Log something that happened.

    Args:
        level: of ``logging``; from WARNING on, an event without a code is its own code.
        event: what happened, in a word.
        message: a sentence that says all of it.
        error: whose traceback belongs to it.
        about: ``source``, ``url``, ``stage``, ``code`` and what else programs may want.
    """
    if level >= logging.WARNING:
        about.setdefault("code", event)
    log.log(level, "%s", message, exc_info=error, extra={"about": {"event": event, **about}})


@contextmanager
def logged(form: LogFormat) -> Iterator[None]:
    """Show our own log, and of the libraries only what a person must see.

    In JSON the error that ends a command is a line like any other; it leaves as SystemExit.
    """
    handler = _handler(form)
    handler.addFilter(_worth_telling)
    log.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        if form == "text":
            raise
        ending = ending_of(error)
        tell(
            logging.ERROR,
            "run-failed",
            ending.message,
            error if ending.code == DEFECT else None,
            code=ending.code,
            exit_status=ending.status,
        )
        sys.exit(ending.status)
    finally:
        logging.captureWarnings(False)
        logging.getLogger().removeHandler(handler)


class JsonLines(logging.Formatter):
    """A record as JSON: ``time``, ``level``, ``event``, ``message``, and what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without control characters; keys that say nothing are left out."""
        about = _about(record)
        if record.name != log.name:
            about["logger"] = record.name
        if record.exc_info:
            about["traceback"] = self.formatException(record.exc_info)
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "time": moment.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            **{key: value for key, value in about.items() if value is not None},
            "message": record.getMessage(),
        }
        return inert(msgspec.json.encode(line, enc_hook=str))


class TextLines(logging.Formatter):
    """A record as a line that ends with its code, where its message does not name it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without control characters."""
        line, code = super().format(record), _about(record).get("code")
        said = f"{line} [{code}]" if code and code not in line else line
        return plain(said).plain


class _OnConsole(logging.Handler):
    """Prints to the console of the progress bars, or log and bars would tear each other apart."""

    def emit(self, record: logging.LogRecord) -> None:
        style = "red" if record.levelno >= logging.WARNING else ""
        err.print(plain(self.format(record), style), soft_wrap=True)


def _handler(form: LogFormat) -> logging.Handler:
    if form == "json":
        handler: logging.Handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
    elif err.is_terminal:
        handler = _OnConsole(logging.WARNING)
        handler.setFormatter(TextLines("%(message)s"))
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(TextLines("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return handler


def _about(record: logging.LogRecord) -> dict[str, Any]:
    about: dict[str, Any] = dict(getattr(record, "about", {}) or {})
    about.setdefault("event", LIBRARY)
    if record.levelno >= logging.WARNING:
        about.setdefault("code", LIBRARY)
    return about


def _worth_telling(record: logging.LogRecord) -> bool:
    if record.name == log.name:
        return True
    # Scrapy tells of each try that failed; we tell what came of the document.
    return record.levelno >= logging.WARNING and not record.name.startswith(_CHATTY)
