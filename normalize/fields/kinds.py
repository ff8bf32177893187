"""What kind of thing an entry is: model, dataset, benchmark, tool, method, paper, collection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from normalize.fields.columns import role
from normalize.fields.topics import outward, topics_of
from normalize.records import Link, Mention
from normalize.tables import table
from normalize.urls import canonical, huggingface_id, modelscope_id


class Told(msgspec.Struct, frozen=True):
    """A kind, and how strongly the entry tells it: the higher weighs more."""

    kind: str
    weight: int


def kind_of_entry(mention: Mention) -> Told | None:
    """The kind that an entry tells; null where nothing does.

    What tells, strongest first: the end of the name ("… Benchmark"), columns that only one kind
    has (parameters), links to nothing but data sets, the innermost heading, a link to a model of
    a hub, links to nothing but papers. Vocabulary: ``normalize/data/kinds.toml``.
    """
    links = [link for url in mention.urls if (link := canonical(url))]
    hub = _of_hub(links)
    paper = bool(links) and all(link.kind in ("arxiv", "paper") for link in links)
    only_data = hub == "dataset" and all(link.kind in _HUBS for link in links)
    # A paper's title ends in what the paper is about.
    named = None if paper and len(mention.name.split()) >= _TITLE_WORDS else _of_name(mention.name)
    if named:
        return Told(named, 4)
    if kind := _of_columns(mention) or ("dataset" if only_data else None):
        return Told(kind, 3)
    if kind := _of_headings(mention.section):
        return Told(kind, 2)
    if kind := hub or ("paper" if paper else None):
        return Told(kind, 1)
    return None


@lru_cache(maxsize=10_000)
def kind_of_heading(heading: str) -> str | None:
    """The kind of the things under a heading: ``"Open LLM datasets for code"`` → ``"dataset"``.

    A heading that names several kinds tells none.
    """
    found = {kind for part in _SEVERAL.split(_plain(heading)) if (kind := _listed(part))}
    return found.pop() if len(found) == 1 else None


_BRACKETS = re.compile(r"[(（\[【「][^()（）\[\]【】「」]*[)）\]】」]")
_BRACKET = re.compile(r"[()（）\[\]【】「」]")
_SEVERAL = re.compile(r"[/／&、,，;；|+]|\s(?:and|or)\s|[与和及]")
#: What follows says for what, or by what means; what stands before is the thing.
_OF = re.compile(r"\s(?:for|of|on|with|in|to|by|via|using|from|that|based)\s.*", re.IGNORECASE)
_SEGMENTS = re.compile(r"\s*(?:[:：|]|\s[-–—]+\s|——|，|,)\s*")
_HAN = r"\u3400-\u9fff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W\d_{_HAN}]+", re.UNICODE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|[-_]|(?<=\d)(?=[A-Za-z]{3})")
_TITLE_WORDS = 6
_HUBS = ("huggingface", "modelscope")


def _plain(text: str) -> str:
    return _BRACKETS.sub(" ", text).strip()


@lru_cache(maxsize=1 << 16)
def _of_name(name: str) -> str | None:
    folded = " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
    folded = folded.rpartition("/")[2] if folded.count("/") == 1 else folded
    if start := _beginnings().match(folded):
        return start.lastgroup
    # After a colon stands what the thing is: the later part tells before the earlier.
    for part in reversed(_SEGMENTS.split(_BRACKET.sub("|", name))):
        if kind := _end(_OF.sub("", part), "names"):
            return kind
    return None


def _of_columns(mention: Mention) -> str | None:
    kinds: dict[str, str] = table("kinds")["columns"]
    for one in mention.fields:
        found = role(one.label)
        if found in kinds and any(char.isalnum() for char in one.value):
            return kinds[found]
        if found == "name" and (kind := kind_of_heading(one.label)) in ("dataset", "benchmark"):
            return kind
    return None


def _of_headings(section: list[str]) -> str | None:
    """The innermost heading; the one around it where that only names a field, as "Medical" does."""
    for heading in reversed(section):
        if kind := kind_of_heading(heading):
            return kind
        found = topics_of(heading)
        if not found or not all(outward(topic) for topic in found):
            return None
    return None


def _of_hub(links: list[Link]) -> str | None:
    """What links to hubs lead to: models, where one is among them, else data sets."""
    ids = [
        huggingface_id(link.url) or modelscope_id(link.url) for link in links if link.kind in _HUBS
    ]
    kinds = {"dataset" if one.startswith("datasets/") else "model" for one in ids if one}
    return "model" if "model" in kinds else next(iter(kinds), None)


def _listed(part: str) -> str | None:
    """The kind of what a part of a heading lists; "list of" says nothing of it."""
    text = _OF.sub("", f" {part} ").strip()
    for word in table("kinds")["lists"]["words"]:
        bare = text.casefold()
        if bare.endswith(word) and bare != word:
            text = text[: -len(word)].strip(" -_")
            break
    return _end(text, "headings")


def _end(text: str, place: str) -> str | None:
    """The kind that the end of a phrase tells."""
    runs = list(_RUN.finditer(_CAMEL.sub(" ", text)))
    if not runs:
        return None
    if "\u3400" <= runs[-1][0][0] <= "\u9fff":
        return _suffix(runs[-1][0], place)
    words = [run[0].casefold() for run in _latin_tail(runs)]
    for length in (3, 2, 1):
        kind = _latin(place).get(" ".join(words[-length:])) if len(words) >= length else None
        if kind is not None:
            return kind or None
    # 中文对话大模型Firefly: the kind stands before the name that it introduces
    before = runs[-len(words) - 1] if place == "names" and len(runs) > len(words) else None
    glued = before is not None and " " not in text[before.end() - 1 : before.end() + 1]
    return _suffix(before[0], place) if before is not None and glued else None


def _latin_tail(runs: list[re.Match[str]]) -> list[re.Match[str]]:
    first = len(runs)
    while first and not "\u3400" <= runs[first - 1][0][0] <= "\u9fff":
        first -= 1
    return runs[first:]


def _suffix(text: str, place: str) -> str | None:
    return next((kind or None for word, kind in _chinese(place) if text.endswith(word)), None)


def _entries(place: str) -> Iterator[tuple[str, str]]:
    for kind, words in table("kinds")[place].items():
        for word in words:
            yield word, kind


@cache
def _beginnings() -> re.Pattern[str]:
    starts = table("kinds")["beginnings"].items()
    return re.compile("|".join(rf"(?P<{kind}>(?:{'|'.join(words)})\b)" for kind, words in starts))


@cache
def _latin(place: str) -> dict[str, str]:
    return {word.replace("-", " "): kind for word, kind in _entries(place) if word.isascii()}


@cache
def _chinese(place: str) -> list[tuple[str, str]]:
    """The longest first, so that 评测数据集 is not taken for 数据集."""
    return sorted(
        ((word, kind) for word, kind in _entries(place) if not word.isascii()),
        key=lambda one: -len(one[0]),
    )
