"""Texts to restore: healthy, damaged in ways that can be undone, and of any kind at all."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

FOLDER = Path(__file__).parent
CODE_PAGES = (
    *(f"windows-{number}" for number in range(1250, 1259)),
    *(f"iso-8859-{part}" for part in range(1, 17) if part != 12),
    *("cp437", "cp850", "mac-roman"),
)
"""Single-byte code pages, as Python names them."""
AMBIGUOUS = frozenset({"iso-8859-16"})
"""Pages that another one explains as well, in scripts that the language model does not know."""
AMBIGUOUS_TWICE = frozenset({"iso-8859-10", "iso-8859-16", "mac-roman"})
"""Pages through which damage done twice may look like damage done once; rarely it is not undone."""
MIN_HIGH = 20
"""Characters above 7F from which on lossless damage must be undone."""


@cache
def sentences() -> dict[str, list[str]]:
    """Healthy sentences by language (BCP 47; ``mul`` for none)."""
    return tomllib.loads((FOLDER / "sentences.toml").read_text("utf-8"))


def damaged(text: str, page: str, times: int = 1) -> str | None:
    """Read the UTF-8 of ``text`` through a code page, so many times.

    ``None`` if that would lose a byte. As in browsers, bytes 80-9F that the page leaves undefined
    become the control characters of their numbers, and nothing is lost.
    """
    for _ in range(times):
        chars = _chars(page)
        read = [chars[byte] for byte in text.encode()]
        if None in read:
            return None
        text = "".join(filter(None, read))
    return text


@cache
def lossless_damage(times: int) -> list[str]:
    """Code pages through which some sentence can be ``damaged`` so many times."""
    return [page for page in CODE_PAGES if _fit(page, times)]


@st.composite
def natural_texts(draw: DrawFn, page: str | None = None, times: int = 0, joint: str = "\n") -> str:
    """Healthy text of one or several languages with at least ``MIN_HIGH`` characters above 7F.

    Of sentences that can be ``damaged`` so, if a page is named; ``joint`` stands between them.
    """
    fit = _fit(page, times)
    of_one = st.sampled_from(sorted(fit)).flatmap(lambda name: st.sampled_from(fit[name]))
    of_any = st.sampled_from(list(chain.from_iterable(fit.values())))
    language = st.sampled_from(sorted(fit)).map(lambda name: st.sampled_from(fit[name]))
    source = draw(st.one_of(language, st.sampled_from([of_one, of_any])))
    drawn = [draw(source)]
    while _high("".join(drawn)) < MIN_HIGH or (len(drawn) < _MOST and draw(st.booleans())):
        drawn.append(draw(source))
    return joint.join(drawn)


def any_texts() -> SearchStrategy[str]:
    """Text of every kind, most of it damaged; no surrogates."""
    parts = st.one_of(
        natural_texts(),
        misread_texts(),
        st.text(max_size=20),
        st.sampled_from(TOKENS),
        _page_chars(),
    )
    return st.lists(parts, max_size=8).map("".join)


def any_bytes() -> SearchStrategy[bytes]:
    """Bytes of every kind: any at all, and text in any encoding, cut or joined anyhow."""
    encoded = st.builds(
        lambda text, codec: text.encode(codec, "ignore"),
        any_texts(),
        st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32", *_ENCODINGS)),
    )
    parts = st.one_of(st.binary(max_size=40), encoded)
    return st.lists(parts, max_size=4).map(b"".join)


@st.composite
def misread_texts(draw: DrawFn) -> str:
    """Natural text in one encoding read as another, with or without loss, up to three times."""
    text = draw(natural_texts())
    for _ in range(draw(st.integers(1, 3))):
        written, read = draw(_WRITTEN), draw(st.sampled_from(_ENCODINGS))
        text = text.encode(written, "ignore").decode(read, draw(_ERRORS))
        lost = draw(st.text("\x81\x8d\x8f\x90\x9d\xa0\xad", max_size=7))
        text = text.translate(dict.fromkeys(map(ord, lost), draw(_REMNANTS)))
    return text


TOKENS = (
    *("&amp;", "amp;", "lt;", "&", "(cid:", "12)", "<code>", "</code>", "<font>", "-\n", "\r\n"),
    *("\u00ad", "\u200b", "\u200d", "\ufeff", "\ufe0f", "\x0c", "\x85", "\x00", "\ufffd", "?"),
    *(
        "ﬁ",
        "⽤⼾",
        "⻓",
        "用",
        "Ã©",
        "ä¸­",
        "ï»¿",
        "ðŸ",
        "ï¸",
        "锟斤拷",
        "寮€婧",
        "ÖÐÎÄ",
        "中",
        "ğŸ",
    ),
)
"""What steps of restoration look for, whole and in parts."""

_MOST = 8  # sentences in a text
_ENCODINGS = (*CODE_PAGES, "gb18030", "big5", "shift_jis", "cp932", "euc_kr", "euc_jp", "koi8-r")
_WRITTEN = st.one_of(st.just("utf-8"), st.sampled_from(_ENCODINGS))
_ERRORS = st.sampled_from(("ignore", "replace"))
_REMNANTS = st.sampled_from(("", "?", "\ufffd", " "))


@cache
def _chars(page: str) -> list[str | None]:
    """What each byte is read as, ``None`` if it is lost."""
    chars: list[str | None] = []
    for number in range(256):
        read = bytes([number]).decode(page, "ignore")
        chars.append(read or (chr(number) if 0x80 <= number < 0xA0 else None))
    return chars


@cache
def _fit(page: str | None, times: int) -> dict[str, list[str]]:
    """Sentences that can be damaged without loss, by language; those of languages with any."""
    fit = {
        language: [one for one in known if page is None or damaged(one, page, times) is not None]
        for language, known in sentences().items()
    }
    return {language: known for language, known in fit.items() if known}


def _page_chars() -> SearchStrategy[str]:
    pages = st.sampled_from(CODE_PAGES)
    return st.builds(lambda body, page: body.decode(page, "replace"), st.binary(max_size=30), pages)


def _high(text: str) -> int:
    return sum(char > "\x7f" for char in text)
