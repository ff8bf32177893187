"""What machine translation did to names and headings, undone where a link still tells.

The damage: a page was translated with its names (LLaMA → 骆驼, MoE → 教育部). A link's address is
never translated, so a repository's own name stands in its path and a heading's words in its anchor.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from normalize.addresses import Address, parse
from normalize.forges import project_name


def is_machine_translated(html: str) -> bool:
    """Whether a page bears the marks of Google Translate.

    They are text wrapped twice in ``<font style="vertical-align: inherit;">``, or the class
    ``translated-ltr``/``translated-rtl`` of the page. The mere widget (``goog-te-…``,
    ``skiptranslate``) is no proof, as it also stands on pages nobody translated; with it, one
    wrapper is enough.
    """
    if _TRANSLATED_CLASS.search(html):
        return True
    enough = 1 if _WIDGET.search(html) else _MIN_WRAPPERS
    wrappers = _WRAPPER.finditer(html)
    return sum(1 for _, _ in zip(range(enough), wrappers, strict=False)) == enough


def original_name(name: str, urls: list[str]) -> tuple[str, str] | None:
    """Find the own name of what a translated page calls ``name``, and the evidence for it.

    ``urls`` are the entry's links, its own first. The name is that of the repository, model or
    directory that a link leads to, with the Latin words of ``name`` in their spelling:
    ``("Falcon-7B-指令", […/tiiuae/falcon-7b-instruct])`` → ``("Falcon-7B-instruct", "link …")``.
    ``None`` where nothing was translated (all letters are Latin), where no link leads to a
    project, and where the Latin words of the name are not in the link's.
    """
    if not _has_foreign_letters(name):
        return None
    words = _LATIN_WORD.findall(name)
    for url in urls if words else urls[:1]:  # without a word to compare, only its own link counts
        for candidate in _names_in(url):
            if all(_squeezed(word) in _squeezed(candidate) for word in words):
                return _respelled(candidate, words), f"link {url}"
    return None


def original_heading(heading: str, anchor: str | None) -> tuple[str, str] | None:
    """Give a translated heading as its anchor has it: ``#base-models`` → ``"base models"``.

    ``None`` where nothing was translated, and where the anchor has no Latin letters of its own.
    """
    if not anchor or not _has_foreign_letters(heading):
        return None
    slug = unquote(anchor.rpartition("#")[2]).removeprefix("user-content-")
    if _has_foreign_letters(slug) or not re.search("[A-Za-z]", slug):
        return None
    plain = re.sub(r"[-_\s]+", " ", slug).strip()
    return _respelled(plain, _LATIN_WORD.findall(heading)), f"anchor #{slug}"


_FONT = r"""<font\s+style=["']?\s*vertical-align:\s*inherit;?\s*["']?\s*>"""
_WRAPPER = re.compile(rf"{_FONT}\s*{_FONT}", re.IGNORECASE)
_MIN_WRAPPERS = 3  # a page that quotes the markup has one
_TRANSLATED_CLASS = re.compile(
    r"""<(?:html|body)\b[^>]*\bclass=["']?[^"'>]*\btranslated-(?:ltr|rtl)\b""", re.IGNORECASE
)
_WIDGET = re.compile(r"""(?:class|id)=["']?[^"'>]*\b(?:goog-te-|skiptranslate\b)""", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_NAMELESS = re.compile(
    r"readme(\.\w+)?|index\.html?|[^.]+\.(pdf|md|txt|py|sh|ipynb)", re.IGNORECASE
)


def _names_in(url: str) -> list[str]:
    """List what a link calls the thing it leads to, the most particular first."""
    name, address = project_name(url), parse(url)
    return [*_directory(address), name] if name and address else []


def _directory(address: Address) -> list[str]:
    """Find the directory below a branch of a repository that a link leads to."""
    for page in ("tree", "blob"):
        if page in address.segments[2:3]:
            below = [part for part in address.segments[4:] if not _NAMELESS.fullmatch(part)]
            return below[-1:]
    return []


def _has_foreign_letters(text: str) -> bool:
    return any(
        char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in text
    )


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _respelled(candidate: str, words: list[str]) -> str:
    """``candidate`` with those of ``words`` that it holds, in any case, in their own spelling."""
    for word in words:
        candidate = re.sub(
            rf"(?<![A-Za-z]){re.escape(word)}(?![a-z])", word, candidate, flags=re.IGNORECASE
        )
    return candidate
