"""A stream of bytes cut into pieces of text that can be restored one by one, in flat memory."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from itertools import chain

from normalize.text.decode import decode, mark_length


def decoded(blocks: Iterable[bytes]) -> Iterator[str]:
    """Decode a stream as ``decode`` does a document; ``blocks`` are its bytes, in order.

    The encoding is found once, from the first block that is not ASCII and the one after it;
    bytes that it does not explain become U+FFFD. A byte order mark is not part of the text.
    """
    rest = iter(blocks)
    head = next(rest, b"")
    for following in rest:
        encoding = decode(_sample(head, following), None)[1]
        if encoding != "utf-8" or not head.isascii():
            rest = chain([following], rest)
            break
        yield head[:-1].decode("ascii")
        head = head[-1:] + following  # not at the beginning: what looks like a mark is none
    else:
        encoding = decode(head, None)[1]
    decoder = getincrementaldecoder(encoding)("replace")
    yield decoder.decode(head[mark_length(head) :])
    for block in rest:
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def pieces(texts: Iterable[str], size: int) -> Iterator[str]:
    """Cut a text that comes in parts into pieces of at most ``size`` characters.

    A text that is no longer than that is one piece. A longer one is cut where restoration is
    harmed least, in this order: at a blank line, a line end, white space between ASCII characters,
    between two ASCII characters, or else anywhere. Joined, the pieces are the text.
    """
    held = ""
    for text in texts:
        held += text
        while len(held) > size:
            end = _cut(held, size)
            yield held[:end]
            held = held[end:]
    if held:
        yield held


# Where a text may be cut, best first: at the end of a match. White space that stands beside a
# character above 7F may be what is left of a byte (A0), and so part of a damaged character.
_PLACES = tuple(
    re.compile(place)
    for place in (
        r"\n\r?\n",
        r"\n",
        r"(?<=[\x00-\x7f])(?:[ \t]|\r(?!\n))(?=[\x00-\x7f])",
        r"[\x00-\x0c\x0e-\x7f](?=[\x00-\x7f])",
    )
)
_CUT_CHARACTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")


def _cut(text: str, size: int) -> int:
    """Find the best end of a piece; not in its first half, so that no piece is small."""
    for place in _PLACES:
        found = place.search(text, size // 2, size)
        if found:
            return found.end()
    return size


def _sample(head: bytes, following: bytes) -> bytes:
    """Enough to tell the encoding, and without a UTF-8 character that the end of it cuts."""
    return head if head.isascii() else _CUT_CHARACTER.sub(b"", head + following)
