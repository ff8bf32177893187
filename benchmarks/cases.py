"""What is damaged how: each row of the benchmark of restoration, with its target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from benchmarks import damage, unseen
from benchmarks.damage import Damage
from benchmarks.unseen import MANUALS, Text

SOME, FEW = 20_000, 5_000  # characters beyond ASCII of the rows that do not need all


class Case(NamedTuple):
    """One row: ``texts()`` gives the clean documents, which are damaged one by one.

    ``target`` is the greatest share of wrong characters that is good enough, None for no promise.
    """

    section: str
    text: str
    damage: Damage
    texts: Callable[[], Text]
    target: float | None = None

    @property
    def name(self) -> str:
        """What ``--only`` is compared with."""
        return f"{self.section}: {self.text}, {self.damage.name}"


def cases() -> list[Case]:
    """Every row, in the order of the scoreboard."""
    return [
        *_without_loss(),
        *_with_loss(),
        *_other_texts(),
        *_multi_byte(),
        *_single_lines(),
    ]


WITHOUT_LOSS = "No byte lost"
WITH_LOSS = "Bytes lost"
OTHER_TEXTS = "English, mixed and other scripts"
MULTI_BYTE = "The wrong multi-byte encoding"
SINGLE_LINES = "Single lines of 20 and more characters beyond ASCII, each restored alone"
SECTIONS = (WITHOUT_LOSS, WITH_LOSS, OTHER_TEXTS, MULTI_BYTE, SINGLE_LINES)

# The greatest shares promised for Chinese that lost its undefined bytes, by code page; for 1254
# with the soft hyphen lost too.
PROMISED = {
    "Windows-1252, undefined dropped": 0.0005,
    "Windows-1250, undefined dropped": 0.0005,
    "Windows-1253, undefined dropped": 0.015,
    "Windows-1254, undefined and AD dropped": 0.004,
    "Windows-1255, undefined dropped": 0.008,
    "Windows-1257, undefined dropped": 0.008,
}


def _take(name: str, characters: int) -> Text:
    return unseen.part(unseen.text(name), characters)


def _take_lines(name: str, characters: int) -> Text:
    return unseen.single_lines(unseen.text(name), characters)


def _without_loss() -> Iterator[Case]:
    for times, characters in ((1, unseen.CHINESE), (2, SOME), (3, FEW)):
        for kind in damage.without_loss(times):
            yield Case(WITHOUT_LOSS, "Chinese", kind, partial(_take, "Chinese", characters), 0)
    once = dict(damage.without_loss())
    taken = partial(_take, "Chinese (traditional)", unseen.CHINESE)
    yield Case(
        WITHOUT_LOSS,
        "Chinese (traditional)",
        Damage("Windows-1252", once["Windows-1252"]),
        taken,
        0,
    )
    for name in ("Windows-1252", "Windows-1251", "CP437"):
        for spread in damage.in_parts(Damage(name, once[name])):
            yield Case(WITHOUT_LOSS, "Chinese", spread, partial(_take, "Chinese", SOME), 0)


def _with_loss() -> Iterator[Case]:
    for kind in damage.with_loss():
        target = PROMISED.get(kind.name)
        characters = SOME if target is None else unseen.CHINESE
        yield Case(WITH_LOSS, "Chinese", kind, partial(_take, "Chinese", characters), target)
    for kind in damage.with_loss():
        if kind.name in PROMISED:
            taken = partial(_take, "Chinese (traditional)", SOME)
            yield Case(WITH_LOSS, "Chinese (traditional)", kind, taken)


def _other_texts() -> Iterator[Case]:
    lossless, lossy = dict(damage.without_loss()), dict(damage.with_loss())
    twice = dict(damage.without_loss(2))
    for name in ("English", "mixed"):
        taken = partial(_take, name, SOME)
        for kind in lossless:
            yield Case(OTHER_TEXTS, name, Damage(kind, lossless[kind]), taken, 0)
        for kind in PROMISED:
            yield Case(OTHER_TEXTS, name, Damage(kind, lossy[kind]), taken)
    for name in (*MANUALS, "Korean", "Arabic"):
        taken = partial(_take, name, FEW)
        for kind in ("Windows-1252", "Windows-1251", "CP437"):
            yield Case(OTHER_TEXTS, name, Damage(kind, lossless[kind]), taken, 0)
        kind = "Windows-1252, twice"
        yield Case(OTHER_TEXTS, name, Damage(kind, twice[kind]), taken, 0)
        kind = "Windows-1252, undefined and AD dropped"
        yield Case(OTHER_TEXTS, name, Damage(kind, lossy[kind]), taken)


# Text, the encoding it was written in, and the one it was read in.
_READ_AS_MULTI_BYTE = (
    ("Chinese", "gbk"),
    ("Chinese (traditional)", "gbk"),
    ("Chinese (traditional)", "big5"),
    ("Japanese", "shift_jis"),
    ("Korean", "euc_kr"),
    ("mixed", "gbk"),
)
_WRITTEN_AS = (
    ("Chinese", "gbk"),
    ("Chinese (traditional)", "big5"),
    ("Japanese", "shift_jis"),
    ("Japanese", "euc_jp"),
    ("Korean", "euc_kr"),
)


def _take_that_reads_back(name: str, written: str, read: str, characters: int) -> Text:
    keep = partial(damage.reads_back, written=written, read=read)
    return unseen.part(unseen.text(name), characters, keep)


def _multi_byte() -> Iterator[Case]:
    for name, read in _READ_AS_MULTI_BYTE:
        kind = f"UTF-8 read as {_shown(read)}"
        utf8_as = partial(damage.utf8_as, encoding=read)
        exact = Damage(f"{kind}, lines that lose nothing", utf8_as)
        taken = partial(_take_that_reads_back, name, "utf-8", read, unseen.CHINESE)
        yield Case(MULTI_BYTE, name, exact, taken, 0)
        if read == "gbk":
            broken = Damage(f"{kind}, U+FFFD for the rest", utf8_as)
            yield Case(MULTI_BYTE, name, broken, partial(_take, name, SOME))
            broken = Damage(f"{kind}, ? for the rest", partial(utf8_as, mark="?"))
            yield Case(MULTI_BYTE, name, broken, partial(_take, name, SOME))
    for name, written in _WRITTEN_AS:
        for shown, page in (("Latin-1", "latin-1"), ("Windows-1252", "cp1252")):
            kind = f"{_shown(written)} read as {shown}"
            apply = partial(damage.written_as, encoding=written, page=page)
            taken = partial(_take_that_reads_back, name, written, "latin-1", unseen.CHINESE)
            yield Case(MULTI_BYTE, name, Damage(kind, apply), taken, 0)


def _shown(encoding: str) -> str:
    names = {"gbk": "GBK", "big5": "Big5", "shift_jis": "Shift_JIS"}
    return names.get(encoding, encoding.upper().replace("_", "-"))


# Of Polish, French, German and Spanish there are hardly any.
_WITH_SUCH_LINES = (
    "Chinese (traditional)",
    "mixed",
    "Japanese",
    "Korean",
    "Vietnamese",
    "Turkish",
    "Russian",
    "Ukrainian",
    "Greek",
    "Arabic",
)


def _single_lines() -> Iterator[Case]:
    for kind in damage.without_loss():
        yield Case(SINGLE_LINES, "Chinese", kind, partial(_take_lines, "Chinese", FEW), 0)
    for name in _WITH_SUCH_LINES:
        for kind in damage.without_loss():
            if kind.name in ("Windows-1252", "Windows-1254", "Mac Roman"):
                yield Case(SINGLE_LINES, name, kind, partial(_take_lines, name, FEW), 0)
    for kind in damage.with_loss():
        if kind.name in PROMISED:
            yield Case(SINGLE_LINES, "Chinese", kind, partial(_take_lines, "Chinese", FEW))
    written = Damage(
        "GBK read as Latin-1", partial(damage.written_as, encoding="gbk", page="latin-1")
    )
    yield Case(SINGLE_LINES, "Chinese", written, partial(_take_lines, "Chinese", FEW))
