"""What must hold of every text and of all bytes, however they are damaged."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from normalize.text import PLANS, Origin, Restored, restore
from normalize.text.decode import decode
from normalize.text.stream import decoded


class Defect(Exception):
    """Something does not hold; the message says what."""


def check_bytes(body: bytes, origins: Iterable[Origin] = tuple(PLANS)) -> None:
    """Decode, and restore for each of ``origins``; raises ``Defect`` or what the code raises."""
    with limited(len(body)):
        text, _ = decode(body, None)
    _require(_is_utf8(text), "what was decoded can be written")
    _require("".join(decoded([body])) == text, "a stream is decoded as a document")
    for origin in origins:
        check_text(text, origin)


def check_text(text: str, origin: Origin) -> None:
    """Restore a text without surrogates, twice. Raises as ``check_bytes`` does."""
    with limited(len(text)):
        restored = restore(text, origin)
    _require(_is_utf8(restored.text), "what was restored can be written")
    _check_repairs(text, restored)
    _check_spans(text, restored)
    with limited(len(restored.text)):
        again = restore(restored.text, origin)
    _require(again.text == restored.text, f"restored again ({origin}) it is the same")
    _require(not again.repairs, f"restored again ({origin}) nothing is repaired")


@contextmanager
def limited(size: int) -> Iterator[None]:
    """Raise ``Defect`` if something takes more CPU time than a text of ``size`` may."""
    seconds = _SECONDS + _SECONDS_PER_CHARACTER * size

    def stop(number: int, frame: FrameType | None) -> None:
        raise Defect(f"{size} characters take more than {seconds:.1f} s")

    # Measured as well, because a timer is seen only when the code under test returns to Python.
    before, start = signal.signal(signal.SIGVTALRM, stop), time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    _require(time.process_time() - start <= seconds, f"{size} characters take {seconds:.1f} s")


# A hundred times what is usual; the constant covers the loading of tables.
_SECONDS = 5.0
_SECONDS_PER_CHARACTER = 1e-4
_MOST_POSITIONS = 100


def _check_repairs(text: str, restored: Restored) -> None:
    starts = [repair.start for repair in restored.repairs]
    _require(starts == sorted(starts), "repairs are in order")
    for repair in restored.repairs:
        _require(0 <= repair.start < repair.end <= len(text), "a repair is inside the text")
        _require(0 <= repair.confidence <= 1, "a confidence is between 0 and 1")
        _require(repair.before != repair.after, "a repair changes something")
    _require(bool(restored.repairs) or restored.text == text, "every change is a repair")


def _check_spans(text: str, restored: Restored) -> None:
    length = len(restored.text)
    _require(restored.raw_span(0, length) == (0, len(text)), "the whole leads to the whole")
    last = (0, 0)
    for position in range(0, length, max(length // _MOST_POSITIONS, 1)):
        start, end = restored.raw_span(position, position + 1)
        _require(0 <= start <= end <= len(text), "a span is inside the text")
        _require(last[0] <= start and last[1] <= end, "spans are in order")
        last = (start, end)


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _require(holds: bool, claim: str) -> None:
    if not holds:
        raise Defect(f"does not hold: {claim}")
