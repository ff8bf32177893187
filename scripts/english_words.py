"""Counts English words in Debian's documentation: makes ``normalize/data/english_words.tsv``.

    python -m scripts.english_words normalize/data/english_words.tsv

Needs Debian or a descendant (``apt-get``, ``dpkg-deb``); about 140 MB are fetched once into the
cache of ``benchmarks.packages``. Only counts and single words come out of it, no text. The table
has two kinds of rows:

``level N``  words of which there are ``2**N`` to ``2**(N+1)`` in ten million, the commonest first
``whole``    words, of any language of the word lists, that look like two English ones
"""

from __future__ import annotations

import gzip
import html
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.packages import debian
from normalize.text.english import English

TEXTS = (
    "anarchism",
    "debian-handbook",
    "dict-wn",
    "jargon-text",
    "manpages-dev",
    "perl-doc",
    "python-sklearn-doc",
    "python-statsmodels-doc",
)
ENGLISH = ("wamerican-huge", "wbritish-huge")
OTHERS = (
    "wngerman",
    "wfrench",
    "wdutch",
    "wspanish",
    "witalian",
    "wpolish",
    "wswedish",
    "wdanish",
    "wnorwegian",
    "wcatalan",
)

#: Words with a level. More would be parts that only rare words have.
MOST = 26_000
#: So often must a word be used to count, and one of two or three letters, most of which are codes.
LEAST, LEAST_OF_SHORT = 5, 2000

HEADER = """\
# English words by how common they are, and words of any language that look like two of them.
# Origin: counted by scripts/english_words.py in Debian's packages {texts};
# which are words, and those that look like two: also {lists}.
# Counts and single words only, no text. Licence of the file: Apache-2.0, like the code.
# Rebuild: python -m scripts.english_words normalize/data/english_words.tsv
# level N: 2**N to 2**(N+1) of ten million words are this one	words
"""

_WORD = re.compile(r"(?<![A-Za-z0-9_@#/\\.$-])[A-Za-z]?[a-z]+(?![A-Za-z0-9_@/\\(-])")
_MARKUP = re.compile(r"<(pre|script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_ROFF = re.compile(r"^[.'].*$|\\f.|\\[&|^%/]", re.MULTILINE)


def main(output: Path) -> None:
    """Fetch, count, and write the table."""
    counts: Counter[str] = Counter()
    for name in TEXTS:
        for text in _texts(_shared(name)):
            counts.update(word.lower() for word in _WORD.findall(text))
    english = set[str]().union(*(_word_list(_shared(name)) for name in ENGLISH))
    others = set[str]().union(*(_word_list(_shared(name)) for name in OTHERS))
    output.write_text(_table(counts, english, others), encoding="utf-8")


def _table(counts: Counter[str], english: set[str], others: set[str]) -> str:
    used = Counter(
        {
            word: count
            for word, count in counts.items()
            # Word lists have names with a capital; without one they are words.
            if word in english and count >= (LEAST if len(word) > 3 else LEAST_OF_SHORT)
        }
    )
    common = sorted(used, key=lambda word: (-used[word], word))[:MOST]
    levels = {word: int(math.log2(max(1.0, used[word] * 1e7 / used.total()))) for word in common}
    words = English(levels, frozenset())
    known = {word.lower() for word in english | others}
    known.update(word for word, count in counts.items() if count >= LEAST)
    whole = sorted(word for word in known if word not in levels and words.parts(word))
    rows = [
        f"level {level}\t{' '.join(word for word in common if levels[word] == level)}\n"
        for level in sorted(set(levels.values()), reverse=True)
    ]
    header = HEADER.format(texts=", ".join(TEXTS), lists=", ".join((*ENGLISH, *OTHERS)))
    return header + "".join(rows) + f"whole\t{' '.join(whole)}\n"


def _shared(package: str) -> Path:
    """The folder of a Debian package's documentation and word lists."""
    return debian(package) / "usr" / "share"


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or _is_foreign(path):
            continue
        if path.suffix in (".gz", ".dz"):
            yield _ROFF.sub("", gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
        elif path.suffix in (".md", ".pod"):
            yield path.read_text("utf-8", "replace")
        elif path.suffix == ".html":
            text = html.unescape(_MARKUP.sub(" ", path.read_text("utf-8", "replace")))
            # What all pages repeat in their margins stands in lines of its own.
            yield "\n".join(dict.fromkeys(text.split("\n")))


def _is_foreign(path: Path) -> bool:
    """Whether it is a translation: ``html/de-DE/…``."""
    tongue = re.search(r"/html/([a-z]{2}-[A-Z]{2})/", path.as_posix())
    return tongue is not None and tongue[1] != "en-US"


def _word_list(folder: Path) -> set[str]:
    words: set[str] = set()
    for path in (folder / "dict").iterdir():
        if path.is_symlink():
            continue
        body = path.read_bytes()
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            text = body.decode("latin-1")
        words.update(word.split("/")[0] for word in text.split())
    return {word for word in words if word.isascii() and word.isalpha()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
