"""Clean text that character frequencies are counted from, assembled out of free packages.

``python -m benchmarks.training`` fetches the packages of ``training.txt``, writes one file for each
origin and
language into ``training`` in the cache (a paragraph per line) and lists them. Excluded, as
restoring is measured on them: the lists this project reads and every package ``manpages-*``,
wherefore manual pages inside other packages are passed over too.
"""

from __future__ import annotations

import gettext
import html
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree

from selectolax.lexbor import LexborHTMLParser

from benchmarks.packages import (
    PackageError,
    cache_folder,
    debian,
    json_strings,
    po_messages,
    python,
    read_text,
)

TABLE = Path(__file__).with_name("training.txt")

MARKS = {"zh-cn": ("zh-cn", "zh-hans", "zh", "cn"), "zh-tw": ("zh-tw", "zh-hant", "zh-hk")}
LETTERS = {
    "zh": "\u3400-\u4dbf\u4e00-\u9fff",
    "ja": "\u3040-\u30ff\u4e00-\u9fff",
    "ko": "\uac00-\ud7af",
    **dict.fromkeys(("ru", "uk", "bg"), "\u0400-\u04ff"),
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u05d0-\u05ea",
    "ar": "\u0600-\u06ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
}
LATIN = "a-zA-Z\u00c0-\u024f\u1e00-\u1eff"
KANA_OR_HANGUL = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7af]")
HAN = re.compile(f"[{LETTERS['zh']}]")
HAN_STRINGS = re.compile(
    rf'"""(.*?)"""|#[ \t]*([^\n]*[{LETTERS["zh"]}][^\n]*)|"([^"\n]*[{LETTERS["zh"]}][^"\n]*)"', re.S
)
# Replacement characters, C1 controls, private use, and what mojibake of Chinese looks like.
BROKEN = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]|锟斤拷|[ÃÂ][\x80-\xbf]|ï¼|ã€")
CODE = re.compile(
    r"[A-Za-z0-9+/=_-]{60,}|[{};]\s*$|^\s*(?:import|def|return|#include|\$) |^[.]{2} |\w='"
)
ESCAPE = re.compile(r"^Title is: |\x1b\[[0-9;]*m|\s*¶$|\|[A-Za-z]$")
CHART = re.compile(f"[{LETTERS['zh']}]{{40}}")
BLOCKS = "p,li,td,th,dt,dd,h1,h2,h3,h4,h5,h6,pre,blockquote,title,div,caption,para,text,desc,item"
MNEMONIC = re.compile(
    r"\s?[(（][&_~][A-Za-z0-9][)）]|(?<!\w)[&_~](?=[^\W_])|(?<=[^\W\da-zA-Z_])_(?=[^\W\da-zA-Z_])"
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BETWEEN_HAN = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])"
)
SENTENCE = re.compile(r"[^。！？]*[。！？]+[”」』）]*|[^。！？]+$")
SENTENCE_HAN = 8


@dataclass
class Origin:
    """One package: where it comes from, whose licence, what to read in it."""

    kind: str
    name: str
    licence: str
    languages: list[str]
    suffixes: tuple[str, ...]

    def folder(self) -> Path:
        """The package's files; raises PackageError."""
        return {"debian": debian, "python": python}[self.kind](self.name)


def origins() -> list[Origin]:
    """The table of origins."""
    table = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, names = line.split(":")
        kind, licence, languages, files = head.split()
        for name in names.split():
            own = re.findall(r"-(zh-\w\w|\w\w)$", name) if languages == "named" else []
            spoken = own or languages.split(",")
            table.append(Origin(kind, name, licence, spoken, tuple(files.split(","))))
    return table


def training_texts() -> Iterator[tuple[str, str]]:
    """Origin (``name.language``) and paragraph of the whole training text; assembled if need be."""
    if not training_folder().exists():
        assemble()
    for path in sorted(training_folder().glob("*.txt")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield path.stem, line.rstrip("\n")


def training_folder() -> Path:
    """Where the assembled files are."""
    return cache_folder() / "training"


def assemble() -> None:
    """Write the files and print what is in them; a package that does not come is named aloud."""
    # Built beside the old one and exchanged at the end: somebody may be reading that.
    folder = training_folder().with_name("training.new")
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    seen: set[bytes] = set()
    total = 0
    print(f"{'origin':40} {'version':22} {'licence':18} {'chars':>9} {'Han':>9}")
    for origin in origins():
        try:
            files = origin.folder()
        except PackageError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        for language in origin.languages:
            label = f"{origin.name}.{language}"
            text = "".join(
                f"{line}\n" for line in unseen(paragraphs(files, origin, language), seen)
            )
            (folder / f"{label}.txt").write_text(text, encoding="utf-8")
            han = len(HAN.findall(text))
            total += han
            print(
                f"{label:40} {files.name:22} {origin.licence:18} {len(text):9} {han:9}", flush=True
            )
    rmtree(training_folder(), ignore_errors=True)
    folder.rename(training_folder())
    print(f"Han characters in all: {total}")


def paragraphs(folder: Path, origin: Origin, language: str) -> Iterator[str]:
    """The clean paragraphs in a language out of the files of a package."""
    for path in sorted(folder.rglob("*")):
        suffix = path.suffix.removeprefix(".") or path.name
        if suffix not in origin.suffixes or path.is_symlink() or not path.is_file():
            continue
        place = f"{origin.name}/{path.relative_to(folder)}"
        if "/man/" in place or not is_marked(place, language):
            continue
        for text in EXTRACTORS.get(suffix, of_lines)(path):
            text = MNEMONIC.sub("", text) if suffix in {"mo", "po"} else text
            if (cleaned := clean(text)) and is_natural(cleaned, language):
                yield cleaned


def is_marked(place: str, language: str) -> bool:
    """Whether a path says that its content is in the language (``zh_CN.mo``, ``.../ja/...``)."""
    if language == "Han":
        return True
    parts = re.split(r"[/.@]", place.lower().replace("_", "-"))
    ends = tuple(f"-{mark}" for mark in MARKS.get(language, (language,)))
    return any(f"-{part}".endswith(ends) for part in parts)


def clean(text: str) -> str:
    """One line: tags, terminal colours and line breaks gone; empty if nothing else is left."""
    text = TAG.sub("", ESCAPE.sub("", html.unescape(text.strip())))
    return " ".join(BETWEEN_HAN.sub("", text).split())


def is_natural(text: str, language: str) -> bool:
    """Whether a paragraph is unbroken prose in the language, not code, not left in English."""
    if BROKEN.search(text) or CODE.search(text) or CHART.search(text):
        return False
    size = sum(not letter.isspace() for letter in text)
    if language == "Han" or language.startswith("zh"):
        return len(HAN.findall(text)) >= max(3, 0.3 * size) and not KANA_OR_HANGUL.search(text)
    if language in LETTERS:
        own = len(re.findall(f"[{LETTERS[language]}]", text))
        return own >= max(5, 0.4 * size) and (language != "ja" or bool(KANA_OR_HANGUL.search(text)))
    letters = len(re.findall(f"[{LATIN}]", text))
    return letters >= max(12, 0.6 * size) and not text.isascii()


def unseen(texts: Iterable[str], seen: set[bytes]) -> Iterator[str]:
    """The paragraphs without the sentences that are in ``seen``; it grows by theirs."""
    for text in texts:
        kept = []
        for sentence in SENTENCE.findall(text):
            key = blake2b("".join(re.findall(r"\w", sentence)).lower().encode(), digest_size=8)
            if key.digest() not in seen:
                seen.add(key.digest())
                kept.append(sentence)
            elif len(sentence) < SENTENCE_HAN and kept:
                kept.append(sentence)
        if line := "".join(kept).strip():
            yield line


def of_html(path: Path) -> Iterator[str]:
    """The blocks of a page (or of other XML), each without the blocks inside it."""
    tree = LexborHTMLParser(read_text(path) or "")
    for node in tree.css("script,style,head > *:not(title),nav,pre,programlisting,code.block"):
        node.decompose()
    for node in tree.css("br"):
        node.replace_with("\n")
    for node in tree.css(BLOCKS):
        node.insert_before("\u2029")
        node.insert_after("\u2029")
        node.insert_child("\u2029")
    yield from (tree.body.text() if tree.body else "").split("\u2029")


def of_catalogue(path: Path) -> Iterator[str]:
    """The translations in a compiled gettext catalogue, without those that are not translated."""
    try:
        with path.open("rb") as data:
            catalogue = gettext.GNUTranslations(data)
    except (OSError, UnicodeDecodeError, ValueError):
        return
    messages: dict[object, object] = vars(catalogue)["_catalog"]
    for source, text in messages.items():
        if isinstance(text, str) and source and source != text:
            yield from re.split(r"\n\s*\n", text)


def of_code(path: Path) -> Iterator[str]:
    """Docstrings, comments and strings with Chinese in them, line by line."""
    for found in HAN_STRINGS.findall(read_text(path) or ""):
        for line in "".join(found).replace("\\n", "\n").splitlines():
            yield re.sub(r"^\s*(?:[:@]\w+ *[^:：]*[:：]|#+)\s*", "", line)


def of_lines(path: Path) -> Iterator[str]:
    """The lines of a text file, outside fenced code."""
    for position, part in enumerate(re.split(r"^\s*```.*$", read_text(path) or "", flags=re.M)):
        if position % 2 == 0:
            yield from part.splitlines()


EXTRACTORS: dict[str, Callable[[Path], Iterator[str]]] = {
    "html": of_html,
    "page": of_html,
    "svg": of_html,
    "mo": of_catalogue,
    "po": po_messages,
    "json": json_strings,
    "py": of_code,
}


if __name__ == "__main__":
    assemble()
