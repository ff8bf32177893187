"""Every version of the real lists, read in this process: nothing lost, nothing unread."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import SHARED, needs_shared
from examples import document, source

from normalize.coverage import coverage_of
from normalize.records import Mention, Reading
from spiders.readers import read

pytestmark = needs_shared

HISTORY = SHARED / "corpus" / "history"
VERSIONS = sorted(HISTORY.glob("*/*.md"))


@pytest.fixture(scope="module", params=VERSIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def reading(request: pytest.FixtureRequest) -> Iterator[Reading]:
    path: Path = request.param
    body = path.read_bytes()
    return read(document(body), body, source())


def test_the_versions_are_all_there() -> None:
    assert len(VERSIONS) == 48


def test_every_link_and_row_is_covered_and_nothing_is_unread(reading: Reading) -> None:
    for count in (coverage_of(reading.regions).links, coverage_of(reading.regions).rows):
        assert count.total == count.mention + count.reject + count.ignored
    assert [one for one in reading.rejects if one.reason == "unread"] == []


def test_a_list_with_more_than_a_handful_of_links_gives_entries(reading: Reading) -> None:
    # The first version of a list may be a title and nothing else.
    few = coverage_of(reading.regions).links.total < 5
    assert few != (len(reading.mentions) > 5)


def test_each_mention_has_an_id_of_its_own(reading: Reading) -> None:
    ids = [one.mention_id for one in reading.mentions]
    assert len(set(ids)) == len(ids)


def test_every_mention_has_a_name_and_stands_in_a_region(reading: Reading) -> None:
    assert all(one.name.strip() for one in reading.mentions)
    regions = {one.detail for one in reading.regions if one.outcome == "mention"}
    assert regions == {one.mention_id for one in reading.mentions}


def test_a_healthy_list_is_left_as_it_is(reading: Reading) -> None:
    assert [(one.rule, one.before, one.after) for one in reading.repairs] == []


@pytest.mark.parametrize(
    "listing", sorted({path.parent for path in VERSIONS}), ids=lambda one: one.name
)
def test_from_version_to_version_only_entries_whose_lines_changed_come_and_go(
    listing: Path,
) -> None:
    for before, after in pairwise(sorted(listing.glob("*.md"), key=_order)):
        for one, other in ((before, after), (after, before)):
            assert _gone_without_cause(one, other) == []


def _order(path: Path) -> int:
    lists = tomllib.loads((SHARED / "corpus" / "INDEX.toml").read_text(encoding="utf-8"))["list"]
    return [Path(one).name for all_of in lists for one in all_of["versions"]].index(path.name)


def _gone_without_cause(one: Path, other: Path) -> list[str]:
    """Entries of a version that the other has not, though it has every line of theirs."""
    kept = set(other.read_text(encoding="utf-8").splitlines())
    lines = one.read_text(encoding="utf-8").splitlines()
    there = {(mention.name, *mention.urls) for mention in _mentions(other)}
    return [
        mention.name
        for mention in _mentions(one)
        if (mention.name, *mention.urls) not in there
        and mention.name not in {found.name for found in _mentions(other)}
        and all(line in kept for line in _own_lines(mention, lines))
    ]


@cache
def _mentions(path: Path) -> list[Mention]:
    body = path.read_bytes()
    return read(document(body), body, source()).mentions


def _own_lines(mention: Mention, lines: list[str]) -> list[str]:
    first, _, last = mention.locator.removeprefix("line=").partition("-")
    return lines[int(first) - 1 : int(last or first)]
