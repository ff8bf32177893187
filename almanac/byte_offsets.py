"""Where the characters of a decoded text stand in its bytes, also behind undecodable ones."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from contextvars import ContextVar

_noted: ContextVar[list[tuple[int, int]]] = ContextVar("_noted")


def _note(error: UnicodeError) -> tuple[str, int]:
    """An error handler that does what ``replace`` does, and notes the bytes it was done to."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _noted.get().append((error.start, error.end))
    return "\ufffd", error.end


_NOTING = "almanac.noting"
_BLOCK = 4096
codecs.register_error(_NOTING, _note)


class ByteOffsets:
    """Byte offsets of a body's characters.

    Its first ``mark`` bytes are no part of the text; the rest is decoded with ``encoding``, each
    undecodable sequence to one U+FFFD, as ``errors="replace"`` does.
    """

    def __init__(self, body: bytes, encoding: str, mark: int = 0) -> None:
        self._encoding, self._mark, self._bytes = encoding, mark, body[mark:]
        errors: list[tuple[int, int]] = []
        token = _noted.set(errors)
        try:
            self._text = self._bytes.decode(encoding, _NOTING)
        finally:
            _noted.reset(token)
        # Stretches without an error in them, by their first character and first byte.
        self._chars, self._starts = [0], [0]
        for start, end in errors:
            sound = self._bytes[self._starts[-1] : start].decode(encoding, "replace")
            self._chars.append(self._chars[-1] + len(sound) + 1)
            self._starts.append(end)

    def of(self, char: int) -> int:
        """The byte at which a character begins; the body's length, for one past the last."""
        if char >= len(self._text):
            return self._mark + len(self._bytes)
        at = bisect_right(self._chars, char) - 1
        start, chars = self._starts[at], char - self._chars[at]
        return self._mark + start + self._length(start, self._chars[at], chars)

    def _length(self, start: int, first: int, chars: int) -> int:
        """Bytes of so many sound characters from a byte on, where character ``first`` begins."""
        if self._encoding == "utf-8":
            return len(self._text[first : first + chars].encode("utf-8"))
        if len(self._text) == len(self._bytes):
            return chars  # an encoding of single bytes
        # Several sequences may mean one character: encoding again would not lead back.
        decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        at = start
        for size in (_BLOCK, 1):
            while chars:
                state = decoder.getstate()
                more = len(decoder.decode(self._bytes[at : at + size]))
                if more > chars or (more == chars and size > 1):
                    decoder.setstate(state)
                    break
                at, chars = at + size, chars - more
        return at - start
