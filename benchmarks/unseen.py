"""Clean text that the language model has never seen, to be damaged and restored.

It comes from packages of Debian and Python which are reserved for this: no training text is in
them (``reserved`` is checked against the training's list). Each is fetched once (``packages``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from benchmarks.corpus import SAMPLES
from benchmarks.packages import debian, manual_pages, python, text_files

DOCUMENT = 40_000  # characters: a long list of projects
CHINESE = 210_000  # non-ASCII characters that the figures for Chinese rest on


class Text(NamedTuple):
    """A text of one kind, in documents of about ``DOCUMENT`` characters."""

    name: str
    documents: tuple[str, ...]

    @property
    def non_ascii(self) -> int:
        """How many characters are beyond ASCII."""
        return sum(non_ascii(document) for document in self.documents)


def non_ascii(text: str) -> int:
    """How many characters of a text are beyond ASCII."""
    return len(_NON_ASCII.findall(text))


@cache
def text(name: str) -> Text:
    """The whole text of one of ``NAMES``, always in the same order.

    Raises:
        packages.PackageError: a package cannot be fetched.
    """
    pages = [squeezed(page) for page in _SOURCES[name]()]
    pages = [page for page in pages if not page.isascii()]
    random.Random(1).shuffle(pages)
    return Text(name, tuple(_joined(pages)))


def every_line(line: str) -> bool:
    """Keep all."""
    return True


def part(whole: Text, characters: int, keep: Callable[[str], bool] = every_line) -> Text:
    """Lines from the start of a text for which ``keep`` holds, in documents as they were.

    As many as have so many characters beyond ASCII; the whole text if it has fewer.
    """
    documents, have = [], 0
    for document in whole.documents:
        kept = []
        for line in filter(keep, document.split("\n")):
            if have >= characters:
                break
            kept.append(line)
            have += non_ascii(line)
        if kept:
            documents.append("\n".join(kept))
    return Text(whole.name, tuple(documents))


def single_lines(whole: Text, characters: int, least: int = 20) -> Text:
    """Lines of at least so many non-ASCII characters, each as a document of its own."""
    lines = [
        line
        for document in whole.documents
        for line in document.split("\n")
        if non_ascii(line) >= least
    ]
    return part(Text(whole.name, tuple(lines)), characters)


def squeezed(page: str) -> str:
    """A page without blank lines in a row; every line ends in a line feed alone."""
    return re.sub(r"\n\s*\n", "\n\n", "\n".join(page.splitlines())).strip() + "\n"


def _joined(pages: Iterable[str]) -> Iterator[str]:
    together, length = [], 0
    for line in "".join(pages).splitlines(keepends=True):
        together.append(line)
        length += len(line)
        if length >= DOCUMENT:
            yield "".join(together)
            together, length = [], 0
    if together:
        yield "".join(together)


_NON_ASCII = re.compile(r"[^\x00-\x7f]")

HANDBOOK = "debian-handbook"
CHINESE_AND_ENGLISH = (
    "akshare",
    "efinance",
    "jionlp",
    "mootdx",
    "nonebot2",
    "opencc-python-reimplemented",
    "paddlenlp",
    "pypinyin",
    "pywencai",
    "typer",
    "vnpy",
    "xpinyin",
    "zhconv",
)
MANUALS = {
    "Japanese": "ja",
    "Russian": "ru",
    "Greek": "el",
    "Polish": "pl",
    "French": "fr",
    "German": "de",
    "Turkish": "tr",
    "Vietnamese": "vi",
    "Ukrainian": "uk",
    "Spanish": "es",
}


def reserved() -> list[str]:
    """The packages that no training text may come from."""
    manuals = [f"manpages-{language}" for language in ("zh", *MANUALS.values())]
    return [*manuals, HANDBOOK, *CHINESE_AND_ENGLISH]


def manuals(language: str, package: str = "") -> Iterator[str]:
    """The pages of ``manpages-*`` in one language (``zh_CN``, ``ru``), without roff's markup.

    All pages of the versions that we have seen are UTF-8; others would be passed over.
    """
    folder = debian(package or f"manpages-{language}")
    for _, page in manual_pages(folder / "usr/share/man" / language):
        yield page


def handbook(language: str) -> Iterator[str]:
    """The chapters of the Debian handbook in one language (``en-US``, ``ko-KR``)."""
    folder = debian(HANDBOOK) / "usr/share/doc/debian-handbook/html" / language
    for path, page in text_files(folder, ".html"):
        if path.name != "basic-configuration.html":  # it shows what damaged text looks like
            yield page_text(page)


def page_text(page: str) -> str:
    """The text of the body of an HTML page."""
    body = LexborHTMLParser(page).body
    return body.text() if body else ""


def _readmes() -> Iterator[str]:
    for name in CHINESE_AND_ENGLISH:
        yield readme(python(name))
    for path in sorted((SAMPLES / "originals").glob("*.md")):
        yield path.read_text(encoding="utf-8")


def readme(folder: Path) -> str:
    """What a Python package says of itself, usually its README."""
    metadata = next(folder.glob("*.dist-info/METADATA")).read_text(encoding="utf-8")
    return metadata.partition("\n\n")[2]


_SOURCES: dict[str, Callable[[], Iterator[str]]] = {
    "Chinese": lambda: manuals("zh_CN", "manpages-zh"),
    "Chinese (traditional)": lambda: manuals("zh_TW", "manpages-zh"),
    "English": lambda: handbook("en-US"),
    "mixed": _readmes,
    "Korean": lambda: handbook("ko-KR"),
    "Arabic": lambda: handbook("ar-MA"),
    **{name: partial(manuals, code) for name, code in MANUALS.items()},
}
NAMES = tuple(_SOURCES)
