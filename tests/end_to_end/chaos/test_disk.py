"""Disks that are full, or take nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from disks import filled, read_only, small_disk
from faulty_server import answer
from nights import HEALTHY, MORE, NEW, OLD, Lists, lists
from stories import latest, table_bytes


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    """Two lists after a good night, on a disk of their own; one has news, the other is gone."""
    folder = tmp_path_factory.mktemp("disk")
    with small_disk(folder / "dataset"), lists(folder) as made:
        made.add("gone")
        first = made.night()
        assert first.exit_status == 0, first.printed
        made.behave(HEALTHY, answer(MORE))
        made.behave("gone", answer(b"no", 404))
        yield made


@pytest.mark.parametrize(
    "room", [0, 4_096, 8_192], ids=["for-nothing", "for-the-lock", "for-the-trace"]
)
def test_a_full_disk_ends_the_run_and_leaves_the_dataset_as_it_was(place: Lists, room: int) -> None:
    before, tables = latest(place.dataset), table_bytes(place.dataset)
    with filled(place.dataset, room):
        done = place.almanac("run")
        verified = place.almanac("verify").returncode
    assert (done.returncode, verified) == (2, 0)
    assert is_told(done.stderr)
    assert (latest(place.dataset), table_bytes(place.dataset)) == (before, tables)


def test_a_full_disk_is_told_in_the_report_where_there_is_room_for_one(place: Lists) -> None:
    before, tables = latest(place.dataset), table_bytes(place.dataset)
    with filled(place.dataset, 49_152):
        night = place.night()
    assert (night.exit_status, night.verified) == (2, 0)
    assert (night.report["result"], night.report["exit_status"]) == ("failed", 2)
    assert night.report["code"] == "dataset-unusable"
    assert "No space left on device" in night.report["error"]
    assert is_told(night.printed)
    assert (latest(place.dataset), table_bytes(place.dataset)) == (before, tables)


def is_told(printed: str) -> bool:
    """Whether the last line names the file, what happened to it, and the code."""
    last = printed.splitlines()[-1]
    return (
        last.startswith("almanac: dataset/")
        and "No space left on device" in last
        and last.endswith("[dataset-unusable]")
        and "Traceback" not in printed
    )


def test_a_dataset_that_takes_nothing_ends_the_run_before_a_byte_is_fetched(place: Lists) -> None:
    before, asked = latest(place.dataset), len(place.servers[HEALTHY].asked)
    with read_only(place.dataset):
        done = place.almanac("run")
        verified = place.almanac("verify").returncode
    assert (done.returncode, verified) == (2, 0)
    said = "dataset: cannot be written: Read-only file system: dataset/.tmp-writable"
    assert done.stderr == f"almanac: {said} [dataset-unusable]\n"
    assert latest(place.dataset) == before
    assert len(place.servers[HEALTHY].asked) == asked


def test_with_room_again_the_next_run_is_as_any_other(place: Lists) -> None:
    night = place.night()
    assert night.published(), night.printed
    assert night.entries == {HEALTHY: NEW, "gone": OLD}
    assert night.fate("gone") == ("failed", "fetch", "http-404")
