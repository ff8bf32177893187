"""Every kind of damage that encodings do to text, as functions from text to damaged text.

A damage keeps line ends, so that a damaged line is the same line of the original. The restorer
under test uses tables of its own: nothing here is taken from it.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count
from typing import NamedTuple

PAGES = {
    "Windows-1252": "cp1252",
    "Latin-1": "latin-1",
    "Windows-1250": "cp1250",
    "Windows-1251": "cp1251",
    "Windows-1253": "cp1253",
    "Windows-1254": "cp1254",
    "Windows-1255": "cp1255",
    "Windows-1256": "cp1256",
    "Windows-1257": "cp1257",
    "Windows-1258": "cp1258",
    "ISO 8859-2": "iso8859-2",
    "ISO 8859-5": "iso8859-5",
    "ISO 8859-7": "iso8859-7",
    "ISO 8859-9": "iso8859-9",
    "ISO 8859-15": "iso8859-15",
    "CP437": "cp437",
    "CP850": "cp850",
    "Mac Roman": "mac-roman",
}
"""Single-byte code pages by their names, with Python's name for each."""

NO_BREAK_SPACE, SOFT_HYPHEN = "\xa0", "\xad"
_C1 = dict.fromkeys(range(0x80, 0xA0))


class Damage(NamedTuple):
    """A kind of damage: ``apply`` does it to a text of any length."""

    name: str
    apply: Callable[[str], str]


# --- UTF-8 read through a single-byte code page -----------------------------------------


def misread(text: str, page: str) -> str:
    """Read UTF-8 through a code page; nothing is lost.

    A byte that the page does not define becomes the character of its own number, as in browsers
    (81 is U+0081) and in ftfy's "sloppy" code pages (A1 in Windows-1257 is U+00A1).
    """
    return "".join(map(_whole_page(page).__getitem__, text.encode()))


def misread_again(text: str, page: str, times: int) -> str:
    """Read UTF-8 through a code page and save it, several times over; nothing is lost."""
    for _ in range(times):
        text = misread(text, page)
    return text


def undefined_dropped(text: str, page: str) -> str:
    """Read UTF-8 through a code page and drop the bytes that it does not define."""
    return text.encode().decode(page, "ignore")


def undefined_and_soft_hyphen_dropped(text: str, page: str) -> str:
    """The same, and the soft hyphen (byte AD of most pages), which is invisible, is stripped."""
    return undefined_dropped(text, page).replace(SOFT_HYPHEN, "")


def all_invisible_dropped(text: str, page: str) -> str:
    """Undefined bytes, all control characters U+0080-009F and the soft hyphen are gone."""
    return undefined_and_soft_hyphen_dropped(text, page).translate(_C1)


def control_characters_dropped(text: str, page: str) -> str:
    """Undefined bytes and all control characters U+0080-009F are gone; the soft hyphen stays."""
    return undefined_dropped(text, page).translate(_C1)


def undefined_replaced(text: str, page: str, mark: str) -> str:
    """Read UTF-8 through a code page; each byte that it does not define becomes ``mark``."""
    return text.encode().decode(page, "replace").replace("\ufffd", mark)


def no_break_space_made_plain(text: str, page: str) -> str:
    """Nothing is lost except that byte A0, a no-break space in most pages, became a space."""
    return misread(text, page).replace(NO_BREAK_SPACE, " ")


def undefined_dropped_and_spaces_made_plain(text: str, page: str) -> str:
    """Undefined bytes and soft hyphens are gone, and no-break spaces became spaces."""
    dropped = undefined_and_soft_hyphen_dropped(text, page)
    return dropped.replace(NO_BREAK_SPACE, " ")


@cache
def _whole_page(page: str) -> tuple[str, ...]:
    return tuple(
        bytes([byte]).decode(page, "ignore") or chr(byte) if byte >= 0x80 else chr(byte)
        for byte in range(0x100)
    )


# --- the wrong multi-byte encoding ------------------------------------------------------


def reads_back(text: str, written: str, read: str) -> bool:
    """Whether ``text``, written in one encoding and read in the other, loses nothing."""
    try:
        damaged = text.encode(written).decode(read, EURO_HANDLER)
        back = b"".join(b"\x80" if char == "€" else char.encode(read) for char in damaged)
        return "\ufffd" not in damaged and back.decode(written) == text
    except UnicodeError:
        return False


def utf8_as(text: str, encoding: str, mark: str = "\ufffd") -> str:
    """Read UTF-8 in a multi-byte encoding; ``mark`` stands for what it cannot read.

    Byte 80 becomes the euro sign, as in Windows and in browsers; Python's ``gbk`` has nothing.
    """
    return text.encode().decode(encoding, EURO_HANDLER).replace("\ufffd", mark)


EURO_HANDLER = "euro-or-replace"


def _euro_or_replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    is_euro = error.object[error.start] == 0x80
    return ("€" if is_euro else "\ufffd"), error.start + 1


codecs.register_error(EURO_HANDLER, _euro_or_replace)


def written_as(text: str, encoding: str, page: str) -> str:
    """Write text in a multi-byte encoding and read it through a code page; nothing is lost.

    Characters that the encoding does not have become ``?``: give it text that it has.
    """
    return "".join(map(_whole_page(page).__getitem__, text.encode(encoding, "replace")))


# --- in parts ---------------------------------------------------------------------------


def one_line_in_five(text: str, apply: Callable[[str], str]) -> str:
    """Damage every fifth line of those that are not plain ASCII."""
    turn = count()
    return "\n".join(
        line if line.isascii() or next(turn) % 5 else apply(line) for line in text.split("\n")
    )


def second_half_of_each_line(text: str, apply: Callable[[str], str]) -> str:
    """Leave the first half of each line as it is and damage the second."""
    return "\n".join(
        line[: len(line) // 2] + apply(line[len(line) // 2 :]) for line in text.split("\n")
    )


def in_parts(kind: Damage) -> Iterator[Damage]:
    """The same damage, but only to a part of the text."""
    apply = kind.apply
    yield Damage(f"{kind.name}, one line in five", partial(one_line_in_five, apply=apply))
    yield Damage(f"{kind.name}, half of each line", partial(second_half_of_each_line, apply=apply))


# --- the lists --------------------------------------------------------------------------


def without_loss(times: int = 1) -> Iterator[Damage]:
    """UTF-8 read through each page, once or several times over."""
    label = {1: "", 2: ", twice", 3: ", three times"}[times]
    for name, page in PAGES.items():
        yield Damage(f"{name}{label}", partial(misread_again, page=page, times=times))


def with_loss() -> Iterator[Damage]:
    """UTF-8 read through each page of Windows or Latin-1, by every manner of loss."""
    for name, page in PAGES.items():
        if name.startswith("Windows"):
            for manner, lose in _MANNERS.items():
                yield Damage(f"{name}, {manner}", partial(lose, page=page))
    for manner, lose in _CONTROL_MANNERS.items():
        yield Damage(f"Latin-1, {manner}", partial(lose, page="latin-1"))


_MANNERS: dict[str, Callable[..., str]] = {
    "undefined dropped": undefined_dropped,
    "undefined and AD dropped": undefined_and_soft_hyphen_dropped,
    "undefined and AD dropped, A0 a space": undefined_dropped_and_spaces_made_plain,
    "A0 a space": no_break_space_made_plain,
    "undefined as ?": partial(undefined_replaced, mark="?"),
    "undefined as U+FFFD": partial(undefined_replaced, mark="\ufffd"),
}
_CONTROL_MANNERS: dict[str, Callable[..., str]] = {
    "all of C1 dropped": control_characters_dropped,
    "all of C1 and AD dropped": all_invisible_dropped,
    "A0 a space": no_break_space_made_plain,
}
