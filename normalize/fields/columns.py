"""What a table's column or a labelled line holds, told by its heading."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from normalize.fields.markup import unmarked
from normalize.tables import table


@lru_cache(maxsize=10_000)
def role(header: str) -> str | None:
    """The role of a column or label: ``"许可证："`` → ``"license"``; ``None`` for unknown ones.

    Roles: name, organization, link, paper, license, languages, base_model, params, date,
    updated, description, index, topic, context, stars, samples, tokens, architecture, version,
    location, programming_language. Compared whole first, then by the phrases that are safe
    inside a longer heading. Vocabulary: ``normalize/data/columns.toml``.
    """
    folded = _folded(header)
    return _exact_role(folded) or _contained_role(folded)


def is_header(text: str) -> bool:
    """Whether the text is nothing but a word that heads columns or links ("Paper", "下载")."""
    return _exact_role(_folded(text)) is not None


def unit(header: str) -> int | None:
    """The factor that a heading states for its numbers: ``"Params (B)"`` → ``1_000_000_000``."""
    units: dict[str, int] = table("columns")["units"]
    for bracketed in _BRACKETED.findall(unicodedata.normalize("NFKC", header).casefold()):
        for word in _UNIT_WORD.findall(bracketed):
            if word in units:
                return units[word]
    return None


_EMOJI_NAME = re.compile(r":[a-z_]{3,}:")
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_UNIT_WORD = re.compile(r"[a-z]+|[十百千万萬亿億]+")
_EDGES = " \t\n\r:,;.、。·|→↓↑-–—"


@cache
def _vocabulary() -> dict[str, str]:
    return {
        _folded(word): kind for kind, words in table("columns")["exact"].items() for word in words
    }


def _exact_role(folded: str) -> str | None:
    known = _vocabulary()
    return known.get(folded) or known.get(_folded(_BRACKETED.sub(" ", folded)) or folded)


def _contained_role(folded: str) -> str | None:
    width = sum(1 if char.isascii() else 2 for char in folded)
    if width > table("columns")["limits"]["longest_header"]:
        return None
    return next((kind for kind, phrases in _phrases() if phrases.search(folded)), None)


@cache
def _phrases() -> list[tuple[str, re.Pattern[str]]]:
    """Whole words only in Latin script; Chinese has no borders to look for."""
    return [
        (
            kind,
            re.compile(
                "|".join(
                    rf"(?<![a-z0-9]){re.escape(one)}s?(?![a-z0-9])"
                    if one.isascii()
                    else re.escape(one)
                    for one in phrases
                )
            ),
        )
        for kind, phrases in table("columns")["contains"].items()
    ]


def _folded(header: str) -> str:
    """Without case, width, markup, emoji and edges; a heading that is only a sign stays."""
    text = unmarked(_EMOJI_NAME.sub("", header))
    text = unicodedata.normalize("NFKC", text).casefold()
    plain = " ".join(text.translate(_SIGNS).split()).strip(_EDGES)
    if "/" in plain or not plain.isascii():
        plain = _HAN_SPACE.sub("", plain)
    return plain or text.replace("\ufe0f", "").strip()


_HAN_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])| *(?=/)|(?<=/) +")


class _WithoutSigns(dict[int, str]):
    """For ``str.translate``: a blank for each sign; what a character is, is looked up once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        sign = unicodedata.category(char) in ("So", "Sk", "Cf", "Mn", "Co", "Cn", "Cs")
        return self.setdefault(code, " " if sign else char)


_SIGNS = _WithoutSigns()
