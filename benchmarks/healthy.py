"""Clean text of many languages and kinds that a restorer must leave alone, and what it changes."""

from __future__ import annotations

import sysconfig
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import NamedTuple

import ftfy

from benchmarks import unseen
from benchmarks.corpus import SAMPLES, SHARED
from benchmarks.packages import debian, manual_text, python, text_files
from benchmarks.training import of_catalogue
from normalize.text import TextRepair, restore

Named = Iterator[tuple[str, str]]
"""Where a text is from, and the text."""


class Healthy(NamedTuple):
    """What happened to the clean texts of one kind; ``changes`` says where each repair was made."""

    kind: str
    texts: int
    characters: int
    changes: list[tuple[str, TextRepair]]
    changes_of_lines: list[tuple[str, TextRepair]]
    changed_by_ftfy: int
    changed_by_ftfy_default: int

    @property
    def changed(self) -> bool:
        """Whether we changed anything."""
        return bool(self.changes or self.changes_of_lines)


def measure(kind: str, fair: ftfy.TextFixerConfig) -> Healthy:
    """Restore each text of a kind, and each of its lines alone; both must change nothing.

    ``fair`` configures ftfy to repair encodings only.

    Raises:
        packages.PackageError: a package cannot be fetched.
    """
    texts = list(clean_texts(kind))
    lines = _lines(texts)
    return Healthy(
        kind,
        len(texts),
        sum(len(text) for _, text in texts),
        list(_changes(texts)),
        list(_changes(lines)),
        sum(_changed(text, partial(ftfy.fix_text, config=fair)) for _, text in texts),
        sum(_changed(text, ftfy.fix_text) for _, text in texts),
    )


def clean_texts(kind: str) -> Named:
    """The texts of one of ``KINDS`` without those that are not clean."""
    for place, text in _SOURCES[kind]():
        if not any(fnmatchcase(place, f"*{pattern}") for pattern in LEFT_OUT):
            yield place, text


def _lines(texts: Iterable[tuple[str, str]]) -> Named:
    seen: set[str] = set()
    for place, text in texts:
        for line in text.split("\n"):
            if not line.isascii() and line not in seen:
                seen.add(line)
                yield place, line


def _changes(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, TextRepair]]:
    for place, text in texts:
        yield from ((place, repair) for repair in restore(text, "readme").repairs)


def _changed(text: str, fix: Callable[[str], str]) -> bool:
    return not text.isascii() and fix(text) != text


LEFT_OUT: dict[str, str] = {
    "/ftfy/METADATA": "its subject is mojibake, and it is full of examples",
    "html/*/basic-configuration.html": "of the Debian handbook, shows what mojibake looks like",
    "python/test/test_email/test_email.py": "a mail in it was damaged before it was committed",
    "python/test/test_exceptions.py": "`┬ó┬ó┬ó` was `¢¢¢` once, read through CP437",
    "python/test/test_shelve.py": "its `PÃ¶p` is a damaged `Pöp`",
}
"""Files that are not clean, as ends of their paths with ``*`` for any part, and the reason."""


# --- where the texts come from ----------------------------------------------------------


def _manuals(language: str, package: str) -> Named:
    folder = debian(package)
    for path, text in text_files(folder / "usr/share/man" / language):
        yield f"{package}/{path.relative_to(folder)}", manual_text(text)


def _pages(package: str, language: str, *, ends: tuple[str, ...] = (".html",)) -> Named:
    folder = debian(package)
    for path, text in text_files(folder, *ends):
        place = str(path.relative_to(folder))
        if f"/{language}/" in place or place.endswith(f".{language}.html"):
            yield f"{package}/{place}", unseen.page_text(text)


def _catalogues(package: str, language: str) -> Named:
    folder = debian(package)
    for path in sorted(folder.rglob(f"{language}/LC_MESSAGES/*.mo")):
        yield f"{package}/{path.relative_to(folder)}", "\n".join(of_catalogue(path))


def _emoji() -> Named:
    folder = debian("unicode-data")
    for path, text in text_files(folder / "usr/share/unicode/emoji"):
        yield f"unicode-data/{path.name}", text


def _source_code() -> Named:
    folder = Path(sysconfig.get_path("stdlib"))
    for path, text in text_files(folder, ".py"):
        if "site-packages" not in path.parts and not text.isascii():
            yield f"python/{path.relative_to(folder)}", text


def _markdown() -> Named:
    for name in unseen.CHINESE_AND_ENGLISH:
        yield f"{name}/METADATA", unseen.readme(python(name))
    for path in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info/METADATA")):
        text = path.read_text(encoding="utf-8")
        yield f"python/{path.parent.name.partition('-')[0]}/METADATA", text


def _lists() -> Named:
    folders = (SAMPLES / "originals", SHARED / "corpus" / "history")
    for path in (path for folder in folders for path in sorted(folder.rglob("*.md"))):
        yield "/".join(path.parts[-3:]), path.read_text(encoding="utf-8")


def _all(*sources: Callable[[], Named]) -> Named:
    for source in sources:
        yield from source()


def _manuals_of(language: str) -> Callable[[], Named]:
    return partial(_manuals, language, f"manpages-{language}")


_handbook = partial(_pages, "debian-handbook")
_guide = partial(_pages, "installation-guide-amd64")

_SOURCES: dict[str, Callable[[], Named]] = {
    "Chinese": partial(_manuals, "zh_CN", "manpages-zh"),
    "Chinese (traditional)": partial(_manuals, "zh_TW", "manpages-zh"),
    "Japanese": _manuals_of("ja"),
    "Korean": partial(_all, partial(_handbook, "ko-KR"), partial(_guide, "ko")),
    "Vietnamese": partial(_all, _manuals_of("vi"), partial(_guide, "vi")),
    "Turkish": _manuals_of("tr"),
    "Polish": _manuals_of("pl"),
    "French": _manuals_of("fr"),
    "German": _manuals_of("de"),
    "Spanish": _manuals_of("es"),
    "Russian": _manuals_of("ru"),
    "Ukrainian": _manuals_of("uk"),
    "Greek": partial(_all, _manuals_of("el"), partial(_guide, "el")),
    "Arabic": partial(
        _all, partial(_handbook, "ar-MA"), partial(_catalogues, "evolution-common", "ar")
    ),
    "Hindi": partial(_catalogues, "evolution-common", "hi"),
    "English": partial(_handbook, "en-US"),
    "emoji": _emoji,
    "source code": _source_code,
    "Markdown": _markdown,
    "lists of projects": _lists,
}
KINDS = tuple(_SOURCES)
