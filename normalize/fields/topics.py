"""What an entry is about, in a small vocabulary: medical, code, training, agent …."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalize.fields.columns import role
from normalize.records import Mention
from normalize.tables import table


def topics_of_entry(mention: Mention) -> list[str]:
    """The topics that an entry tells, each once: by its headings, columns of topics and name.

    Vocabulary: ``normalize/data/topics.toml``. Descriptions are not read: what they mention is
    not what the entry is about.
    """
    found = [topic for heading in mention.section for topic in topics_of(heading)]
    for one in mention.fields:
        if role(one.label) == "topic":
            found += topics_of(one.value) or _of_value(one.value)
    return list(dict.fromkeys([*found, *_of_name(mention.name)]))


@lru_cache(maxsize=10_000)
def topics_of(heading: str) -> tuple[str, ...]:
    """The topics of a heading, in their order there: ``"医疗模型"`` → ``("medical",)``."""
    text = _folded(heading)
    found = [(match.start(), _words()[match[0]]) for match in _pattern().finditer(text)]
    return tuple(dict.fromkeys(topic for _, topic in sorted(found) if topic))


def outward(topic: str) -> bool:
    """Whether entries of any kind have the topic, so that it tells nothing of their kind."""
    return bool(table("topics")[topic].get("outward"))


_HAN = re.compile(r"[\u3400-\u9fff]")
_BORDERS = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W_])(?=\d)|(?<=\d)(?=[^\W\d_])|[\W_]+"
)
#: What follows the words of a name: sizes and versions ("7B", "v2").
_SIZE = re.compile(r"[\d.]+|[a-z]")
_TITLE = re.compile(r"[:：(（]")
_TITLE_WORDS = 6
_DASHES = re.compile(r"[\s_\-–—]+")


def _folded(text: str) -> str:
    return f" {_DASHES.sub(' ', text.casefold()).strip()} "


@cache
def _words() -> dict[str, str]:
    """Every word, folded, with its topic; empty for those that only keep others from matching."""
    return {
        _folded(word).strip(): "" if topic == "silent" else topic
        for topic, entry in table("topics").items()
        for word in entry["words"]
    }


@cache
def _pattern() -> re.Pattern[str]:
    """The longest word first: what it matched is used up."""
    return re.compile("|".join(map(_bordered, sorted(_words(), key=lambda word: -len(word)))))


def _bordered(word: str) -> str:
    escaped = re.escape(word)
    return escaped if _HAN.search(word) else rf"(?<![a-z0-9]){escaped}(?![a-z0-9])"


def _of_value(value: str) -> list[str]:
    """The topic of a column's whole value that is too short or vague to be looked for elsewhere."""
    text = _folded(value).strip()
    return [topic for topic, entry in table("topics").items() if text in entry.get("values", ())]


@lru_cache(maxsize=1 << 16)
def _of_name(name: str) -> tuple[str, ...]:
    # In a title every word may be about something else; in front of its colon stands the name.
    short = name if len(name.split()) < _TITLE_WORDS else _TITLE.split(name)[0]
    parts = [part.casefold() for part in _BORDERS.split(short) if part]
    known, last = _name_words("names"), _name_words("last")
    joined = " ".join(parts)
    if any(phrase in joined for phrase in table("topics")["silent"]["names"]):
        return ()
    found = [known[part] for part in parts if part in known]
    end = next((part for part in reversed(parts) if not _SIZE.fullmatch(part)), "")
    found += [last[end]] if end in last else []
    if _HAN.search(name):
        found += [topic for word, topic in known.items() if _HAN.match(word) and word in name]
    return tuple(dict.fromkeys(found))


@cache
def _name_words(place: str) -> dict[str, str]:
    """The parts of names that tell, each with its topic; those of Chinese among them."""
    return {
        word: topic
        for topic, entry in table("topics").items()
        for word in entry.get(place, ())
        if topic != "silent"
    }
