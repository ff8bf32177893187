"""Tells other machines how a run ended: a heartbeat while all is well, a webhook on trouble."""

from __future__ import annotations

import logging
import os
import queue
import re
import threading
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import msgspec

from almanac import __version__
from almanac.config import Notify
from almanac.endings import Ending
from almanac.logs import tell
from almanac.printing import plain, shortened
from almanac.reports import Report
from normalize.records import TROUBLED

#: Exit statuses of a run that did what it should: every source fine, or the others published.
ALIVE = (0, 1)
#: For a whole call: name, connection, redirects, answer.
_SECONDS = 10.0
_ENV = "env:"
# What stands between a link's scheme and its host is a name and a password.
_USER = re.compile(r"(?<=://)[^/@\s]+@")
#: Chats take these for commands (``<!channel>``, ``@everyone``), and errors quote from outside.
_HARMLESS = str.maketrans("<>@", "‹›＠")  # look-alikes, so that it can be read


class TroubledSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source that failed or was held, and why."""

    source_id: str
    status: str
    error: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What the webhook gets, as JSON; ``text`` says all of it in words, as chats show it."""

    run_id: str | None
    exit_status: int
    result: str | None
    trouble: bool
    code: str | None
    error: str | None
    sources: list[TroubledSource]
    text: str


def notify(hooks: Notify, ending: Ending, report: Report | None, earlier: Report | None) -> None:
    """Call the hooks that a run's end is for; one that fails is a warning and nothing more.

    Args:
        hooks: the addresses.
        ending: how the run ended.
        report: the run's own; null where it was refused before it had one.
        earlier: of the run before; where it met trouble and this one did not, the webhook is told.
    """
    if hooks.heartbeat and ending.status in ALIVE:
        _call("heartbeat", hooks.heartbeat, None)
    trouble = ending.status != 0
    if hooks.webhook and (trouble or (earlier is not None and earlier.exit_status != 0)):
        _call("webhook", hooks.webhook, msgspec.json.encode(message(ending, report)))


def message(ending: Ending, report: Report | None) -> Message:
    """What there is to say of a run's end. Passwords in links are left out."""
    sources = [
        TroubledSource(source_id=name, status=one.status, error=_clean(one.error or one.status))
        for name, one in sorted(report.of_crawled().items() if report else ())
        if one.status in TROUBLED
    ]
    why = ending.message or (report.why() if report else None)
    error = _clean(why) if why else None
    return Message(
        run_id=report.run_id if report else None,
        exit_status=ending.status,
        result=report.result if report else None,
        trouble=ending.status != 0,
        code=ending.code or None,
        error=error,
        sources=sources,
        text=_in_words(ending, report, error, sources),
    )


def _in_words(
    ending: Ending, report: Report | None, error: str | None, sources: list[TroubledSource]
) -> str:
    if ending.status == 0:
        return f"almanac: all is well again ({report.run_id if report else 'no report'})"
    run = f"run {report.run_id}: {report.result}" if report else "a run was refused"
    lines = [f"almanac: {run}, exit status {ending.status}"]
    lines += [": ".join(filter(None, (ending.code, error)))] if error else []
    lines += [f"{one.source_id} {one.status}: {shortened(one.error, 300)}" for one in sources]
    return "\n".join(lines).translate(_HARMLESS)


def _call(what: str, hook: str, body: bytes | None) -> None:
    """Ask for an address, or send it a body; says in the log what became of it, never the address.

    The path of an address is a password as often as not: the log has its host only.
    """
    url = os.environ.get(hook.removeprefix(_ENV), "") if hook.startswith(_ENV) else hook
    if (host := _host(url)) is None:
        where = hook if hook.startswith(_ENV) else "almanac.toml"
        _failed(what, f"what {where} holds is no address")
        return
    headers = {"User-Agent": f"almanac/{__version__}"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    # urllib's own limit is one for each read, and an answer may come byte by byte.
    ended: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    request = Request(url, body, headers)  # noqa: S310  # its scheme was looked at with its host
    threading.Thread(target=lambda: ended.put(_problem(request)), daemon=True).start()
    try:
        problem = ended.get(timeout=_SECONDS)
    except queue.Empty:
        problem = f"has not answered in {_SECONDS:g} seconds"
    if problem:
        _failed(what, f"{host} {problem}")
    else:
        tell(logging.INFO, what, f"{what}: {host} was told")


def _problem(request: Request) -> str | None:
    """Why a request was not answered as it should be; null where it was."""
    try:
        with urlopen(request, timeout=_SECONDS):  # noqa: S310
            return None
    except HTTPError as error:
        return f"answered {error.code}"
    except Exception as error:  # whatever it is: a hook that fails is a warning
        # Of an error its reason only: urllib's own words may repeat the address.
        return f"cannot be reached: {getattr(error, 'reason', None) or type(error).__name__}"


def _host(url: str) -> str | None:
    """The host of an address of http(s); null where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None


def _failed(what: str, why: str) -> None:
    tell(logging.WARNING, f"{what}-failed", f"{what}: {why}")


def _clean(text: str) -> str:
    return plain(_USER.sub("", text)).plain
