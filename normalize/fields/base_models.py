"""The models that a model was made from, as a list names them."""

from __future__ import annotations

import re


def names(text: str) -> list[str]:
    """The single names in a cell: ``"LLaMA、Vicuna"`` → ``["LLaMA", "Vicuna"]``, in order.

    A slash separates only where it cannot be part of a hub id such as ``owner/name``.
    """
    plain = _MARKUP.sub(r" \1 ", text)
    parts = [piece for part in _SEPARATOR.split(plain) for piece in _slashed(part.strip())]
    found = (part.strip(" .…。:：-–—/") for part in parts)
    return list(dict.fromkeys(name for name in found if _NAMES_SOMETHING.search(name)))


_MARKUP = re.compile(r"<[^<>]*>|!?\[([^\[\]]*)\]\([^()\s]*\)|[*`]")
_SEPARATOR = re.compile(r"[,、，;；|\n&]|\s+(?:and|or|/)\s+|\s*[和与及或]\s*")
_HUB_ID = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(?<!\.\.)")
_NAMES_SOMETHING = re.compile(r"[^\W\d_]")


def _slashed(part: str) -> list[str]:
    return [part] if _HUB_ID.fullmatch(part) else part.split("/")
