"""How addresses are written: where a link starts in running text and where its form ends it.

Written from the public URL schemes of widely used hosts; nothing here knows a particular list.
"""

from __future__ import annotations

import re

from normalize.addresses import trim_in_text

#: No link is longer (characters).
LONGEST_LINK = 2048

# Hosts whose links are often written without a scheme; the slash keeps prose out.
_BARE = (
    r"(?:www\.)?github\.com/|gitee\.com/|(?:www\.)?huggingface\.co/|hf\.co/"
    r"|(?:www\.)?modelscope\.cn/|arxiv\.org/(?:abs|pdf|html)/|mp\.weixin\.qq\.com/s/"
    r"|zhuanlan\.zhihu\.com/p/|aclanthology\.org/|openreview\.net/"
)
# A scheme-less host may follow a word directly (glued text), but is no part of another address.
_START = re.compile(rf"https?://(?=[A-Za-z0-9\[])|(?<![@./=&?#%_~:\-])(?:{_BARE})(?=\w)", re.I)
_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_SCHEME = re.compile(r"https?://(?:www\.)?|www\.", re.I)
# Addresses that hold another address.
_WRAPPED = re.compile(r"https?://web\.archive\.org/web/\w+/$", re.I)

_TOP_LEVEL = (
    r"(?:com|org|net|edu|gov|cn|io|ai|co|dev|app|me|info|xyz|site|tech|cloud|top|uk|de|fr|jp|hk)"
)
BARE_HOST = re.compile(rf"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_TOP_LEVEL}")

# What an address of a host looks like when it is complete: nothing can follow within it.
_COMPLETE = re.compile(
    r"arxiv\.org/(?:abs|pdf|html)/"
    r"(?:(?:0[7-9]|1[0-4])\d\d\.\d{4}|(?:1[5-9]|[2-9]\d)\d\d\.\d{5})(?:v\d{1,2})?(?:\.pdf)?"
    r"|mp\.weixin\.qq\.com/s/[\w-]{22}"
    r"|zhuanlan\.zhihu\.com/p/\d+"
    r"|zhihu\.com/question/\d+(?:/answer/\d+)?"
    r"|bilibili\.com/video/BV[0-9A-Za-z]{10}"
    r"|youtu\.be/[\w-]{11}|youtube\.com/watch\?v=[\w-]{11}"
    r"|colab\.research\.google\.com/drive/[\w-]{33}(?:\?usp=\w*?(?:sharing|share_link))?",
    re.ASCII | re.I,
)
# The end of a file's name, or of a host, before something that can only be text.
_FILE_END = re.compile(
    r"\.(?:pdf|html?|shtml|php|ipynb|md|txt|jsonl?|csv|zip)(?=[A-Z]|\d{1,2}[.、．)）])"
)
_HOST_END = re.compile(rf"https?://[a-z0-9.-]+\.{_TOP_LEVEL}(?=[A-Z])")
# Up to here a link is not yet one: scheme, host; on a forge also the owner and a character more.
_LEAST = re.compile(
    r"(?:https?://)?(?:www\.)?(?:github\.com|gitee\.com|huggingface\.co)/[^/\s]+/[^/\s]"
    r"|(?:https?://)?[^/\s]+(?:/[^/\s])?",
    re.I,
)


def find_runs(text: str) -> list[tuple[int, int]]:
    """Where links start, and how far each can reach at most: the next link, or no URL's character.

    Characters outside ASCII end a link: lists write Chinese addresses encoded.
    """
    starts = [match.start() for match in _START.finditer(text) if not _is_wrapped(text, match)]
    runs = []
    for index, start in enumerate(starts):
        limit = min(start + LONGEST_LINK, len(text))
        if index + 1 < len(starts):
            limit = min(limit, starts[index + 1])
        reach = _CHARACTERS.match(text, start, limit)
        runs.append((start, reach.end() if reach else start))
    return runs


def complete_end(text: str, start: int, stop: int) -> int | None:
    """Where the form of a link's host or file name ends it before ``stop``; null: it does not."""
    scheme = _SCHEME.match(text, start, stop)
    known = _COMPLETE.match(text, scheme.end() if scheme else start, stop)
    if known:
        return known.end()
    # The lookahead must see what stands behind the last character of the run as well.
    for pattern in (_HOST_END, _FILE_END):
        found = pattern.search(text, start, min(stop + 4, len(text)))
        if found and found.end() <= stop and (pattern is _FILE_END or found.start() == start):
            return found.end()
    return None


def least_end(text: str, start: int, stop: int) -> int:
    """Where a link can end at the earliest."""
    least = _LEAST.match(text, start, stop)
    return least.end() if least else stop


def without_punctuation(text: str, start: int, stop: int) -> int:
    """The end of a link without the sentence's punctuation and the bracket it stands in."""
    return start + len(trim_in_text(text[start:stop]))


def with_scheme(link: str) -> str:
    """A link as a browser takes it: ``github.com/a/b`` → ``https://github.com/a/b``."""
    return link if re.match(r"https?://", link, re.I) else f"https://{link}"


def _is_wrapped(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    wrapper = before.rfind("http")
    return wrapper >= 0 and bool(_WRAPPED.match(before, wrapper))
