"""The models that a model was made from, as a list names them."""

from __future__ import annotations

import re

from normalize.fields.markup import EMPHASIS, unmarked
from normalize.fields.nothing import says_nothing
from normalize.fields.organizations import is_known


def names(text: str) -> list[str]:
    """The single names in a cell: ``"LLaMA、Vicuna"`` → ``["LLaMA", "Vicuna"]``, in order.

    A slash separates only where it cannot be part of a hub id such as ``owner/name``. A size
    (``LLaMA-7B/13B``), "N/A" and 自研 are no names.
    """
    plain = unmarked(text, EMPHASIS)
    parts = [piece for part in _SEPARATOR.split(plain) for piece in _slashed(part.strip())]
    found = (part.strip(" .…。:：-–—/") for part in parts)
    return list(dict.fromkeys(name for name in found if _names_something(name)))


_SEPARATOR = re.compile(r"[,、，;；|\n&]|\s+(?:and|or|/)\s+|\s*[和与及或]\s*")
_HUB_ID = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(?<!\.\.)")
_LETTER = re.compile(r"[^\W\d_]")
_SIZE = r"\d+(?:\.\d+)?[bm]"
_ONLY_SIZE = re.compile(_SIZE, re.IGNORECASE)
_WITH_SIZE = re.compile(rf"(?<![A-Za-z\d.]){_SIZE}(?![A-Za-z])", re.IGNORECASE)
#: One word as models are called, not repositories: Alpaca, ChatGLM, CodeLLaMA2.
_WORD = re.compile(r"[A-Z][A-Za-z]+\d?")


def _slashed(part: str) -> list[str]:
    return [part] if _is_hub_id(part) else part.split("/")


def _is_hub_id(text: str) -> bool:
    """Whether ``a/b`` is one model of an owner, not two models (``LLaMA/Alpaca``)."""
    if not _HUB_ID.fullmatch(text):
        return False
    owner, _, name = text.partition("/")
    if is_known(owner):
        return True
    two_words = _WORD.fullmatch(owner) and _WORD.fullmatch(name)
    return not (two_words or _WITH_SIZE.search(owner) or _ONLY_SIZE.fullmatch(name))


def _names_something(text: str) -> bool:
    if not _LETTER.search(text) or _ONLY_SIZE.fullmatch(text):
        return False
    return not says_nothing(text, "base_model")
