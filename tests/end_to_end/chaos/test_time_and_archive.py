"""A clock that was set back, and bodies that are gone from the archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty_server import answer
from nights import HEALTHY, MORE, NEW, OLD, Lists, lists
from stories import latest, manifest

NOW, A_YEAR_AGO = "1795143600", "1763607600"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Lists]:
    with lists(tmp_path) as made:
        made.add("other")
        yield made


def test_a_clock_that_was_set_back_changes_no_order(place: Lists) -> None:
    with (place.folder / "almanac.toml").open("a") as config:
        config.write("[retention]\nsnapshots = 1\nreports = 1\nbodies = 1\n")
    first = place.night(SOURCE_DATE_EPOCH=NOW)
    assert first.exit_status == 0, first.printed
    place.behave(HEALTHY, answer(MORE))
    place.behave("other", answer(b"no", 404))
    night = place.night(SOURCE_DATE_EPOCH=A_YEAR_AGO)
    assert night.published(), night.printed
    assert night.fate("other") == ("failed", "fetch", "http-404")
    assert night.report["run_id"] == "20251120T030000Z-0002"
    assert latest(place.dataset)["run_id"] == "20251120T030000Z-0002"
    assert manifest(place.dataset)["previous"] == first.report["run_id"]
    # What was the newest until now stays: somebody may be reading it.
    assert place.almanac("verify", first.report["run_id"]).returncode == 0
    assert place.almanac("status").returncode == 1


def test_a_body_that_is_gone_is_named_where_it_is_needed_and_fetched_anew(place: Lists) -> None:
    etag = answer(MORE, etag='"1"')
    place.behave(HEALTHY, etag)
    assert place.night().exit_status == 0
    bodies = sorted((place.dataset / "archive").glob("??/*.warc.gz"))
    assert len(bodies) == 2
    for path in bodies:
        path.unlink()
    rebuilt = place.almanac("rebuild")
    assert rebuilt.returncode == 2
    assert any(f"{path.relative_to(place.folder)}: missing" in rebuilt.stderr for path in bodies)
    place.behave("other", answer(b"no", 500))
    night = place.night()
    assert (night.exit_status, night.verified) == (1, 0)
    assert night.entries == {HEALTHY: NEW, "other": OLD}
    assert night.fate("other") == ("failed", "fetch", "http-500")
    assert "if-none-match" not in place.servers[HEALTHY].asked[-1].head.lower()
