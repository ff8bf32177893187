"""Every version of the real lists, read in this process: nothing lost, nothing unread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SHARED, needs_shared
from examples import document, source

from normalize.coverage import coverage_of
from normalize.records import Reading
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
