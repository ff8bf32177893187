"""Of any line and any link of a real document, tracing says what became of it."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
from conftest import SHARED, needs_shared

from almanac.fates import LAYOUT
from almanac.places import places
from almanac.tracing import Traced, open_file
from normalize.records import Kind, Tables

pytestmark = needs_shared

SAMPLE = 40
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"https?://(?:(?!https?://)[^\s|<>\"')\]\u2e80-\uffef])+")


def documents() -> list[tuple[str, Kind]]:
    """The five documents, the newest version of each list and the PDFs, with their kinds."""
    kinds: dict[str, Kind] = {"002": "readme", "004": "webpage"}
    seeds = sorted(path.name for path in (SHARED / "seeds").glob("0*"))
    lists = sorted((SHARED / "corpus" / "history").glob("*"))
    newest = [sorted(folder.glob("*.md"))[-1] for folder in lists if folder.is_dir()]
    pdfs = sorted((SHARED / "corpus" / "pdf").glob("*.pdf"))
    return [
        *((f"seeds/{name}", kinds.get(name[:3], "plaintext")) for name in seeds),
        *((str(path.relative_to(SHARED)), "readme") for path in newest),
        *((str(path.relative_to(SHARED)), "pdf") for path in pdfs),
    ]


@cache
def opened(path: str) -> Traced:
    return open_file(SHARED / path, None)


def lines_with_text(traced: Traced) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in traced.opened.raw.splitlines(keepends=True):
        seen = _TAG.sub("", line)
        if any(char.isalnum() for char in seen):
            found.append((at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line)
    return found


def sample(population: list[tuple[int, str]], name: str) -> list[tuple[int, str]]:
    return random.Random(name).sample(population, min(SAMPLE, len(population)))


def outcomes(traced: Traced, wanted: str) -> set[str]:
    told = list(places([traced], wanted, Tables()))
    assert all(one.fate.detail and one.locator for one in told)
    return {one.fate.outcome for one in told}


@pytest.mark.parametrize(("path", "kind"), documents() if (SHARED / "seeds").is_dir() else [])
def test_every_sampled_line_and_link_has_an_outcome(path: str, kind: Kind) -> None:
    traced = opened(path)
    assert traced.kind == kind
    unknown = []
    links = [(match.start(), match[0]) for match in _LINK.finditer(traced.opened.raw)]
    for start, line in [*sample(lines_with_text(traced), path), *sample(links, path)]:
        told = outcomes(traced, line)
        here = [one for one in traced.regions(start, start + len(line)) if one is not None]
        if not here or not told - {LAYOUT}:
            unknown.append(line)
    for offset, uri in random.Random(path).sample(
        traced.opened.annotated, k=min(SAMPLE, len(traced.opened.annotated))
    ):
        if not outcomes(traced, uri) - {LAYOUT}:
            unknown.append(f"{offset}: {uri}")
    assert unknown == []


@pytest.mark.parametrize(("path", "kind"), documents() if (SHARED / "seeds").is_dir() else [])
def test_no_line_with_text_lies_outside_of_everything_read(path: str, kind: Kind) -> None:
    traced = opened(path)
    lines = [(start, start + len(line)) for start, line in lines_with_text(traced)]
    assert lines
    assert [span for span in lines if set(traced.regions(*span)) == {None}] == []


@pytest.mark.parametrize(
    "path",
    [path for path, kind in documents() if kind != "pdf"] if (SHARED / "seeds").is_dir() else [],
)
def test_the_bytes_named_are_those_of_the_line(path: str) -> None:
    traced = opened(path)
    body = traced.body
    for start, line in sample(lines_with_text(traced), path):
        first, last = traced.bytes_of(start, start + len(line))
        assert body[first:last].decode(traced.opened.encoding or "") == line


def test_a_restored_line_leads_to_the_bytes_it_was_damaged_in() -> None:
    path = next(Path(path) for path, _ in documents() if "/002" in path)
    traced = opened(str(path))
    mended = [one for one in traced.reading.mentions if one.name != one.name_raw]
    assert mended
    found = 0
    for one in random.Random("mended").sample(mended, k=min(SAMPLE, len(mended))):
        told = [place.fate.mention for place in places([traced], one.name, Tables())]
        found += one.mention_id in {mention.mention_id for mention in told if mention}
    assert found == min(SAMPLE, len(mended))
