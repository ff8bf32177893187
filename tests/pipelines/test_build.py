"""The build on a dataset in a folder: published, unchanged, or nothing readable."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from examples import LATER, NOW, failure, read_text, source

from normalize.fields import map_fields
from normalize.records import Failure, Reading, Source
from output.archive import store
from output.latest import read_latest
from output.snapshots import newest, next_run_id, prepare
from pipelines.build import Built, build
from pipelines.plan import Plan

LIST = (
    "# Models\n\n"
    "- [MOSS](https://github.com/OpenLMLab/MOSS) - A chat model.\n"
    "- [Firefly](https://github.com/yangjianxin1/Firefly) - Tuning.\n"
)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    prepare(tmp_path / "dataset")
    return tmp_path / "dataset"


def run(
    dataset: Path,
    readings: Sequence[Reading],
    failures: Sequence[Failure] = (),
    now: datetime = NOW,
    sources: Sequence[Source] = (source(),),
    **values: Any,
) -> Built:
    given: dict[str, Any] = {"crawled": [one.id for one in sources], "code_version": "0"}
    plan = Plan(run_id=next_run_id(dataset, now), now=now, sources=sources, **(given | values))
    return build(dataset, plan, readings, failures, newest(dataset))


def changes(built: Built) -> list[tuple[str, str, str | None]]:
    return [(one.change, one.name, one.field) for one in built.tables.changes]


def test_the_first_run_publishes_a_project_per_entry(dataset: Path) -> None:
    built = run(dataset, [read_text(LIST)])
    assert built.result == "published"
    assert sorted(changes(built)) == [("added", "Firefly", None), ("added", "MOSS", None)]
    snapshot = newest(dataset)
    assert snapshot is not None
    assert snapshot.tables() == built.tables
    assert snapshot.manifest.sources["list"]["mentions"] == 2


def test_every_mention_is_tied_to_a_project_that_counts_it(dataset: Path) -> None:
    tables = run(dataset, [read_text(LIST)]).tables
    projects = {one.project_id: one for one in tables.projects}
    assert len(projects) == 2
    for one in tables.mentions:
        assert projects[one.project_id].name == one.name
        assert one.matched_by
    assert [one.mention_count for one in tables.projects] == [1, 1]


def test_the_same_again_publishes_nothing_and_renews_the_check(dataset: Path) -> None:
    first = run(dataset, [read_text(LIST)])
    again = run(dataset, [read_text(LIST)], now=LATER)
    assert again.result == "unchanged"
    assert again.snapshot is not None
    assert first.snapshot is not None
    assert again.snapshot.run_id == first.snapshot.run_id
    latest = read_latest(dataset)
    assert latest is not None
    assert (latest.published_at, latest.checked_at) == (NOW, LATER)
    assert len(list((dataset / "snapshots").iterdir())) == 1


def test_what_changed_is_told_and_nothing_else(dataset: Path) -> None:
    run(dataset, [read_text(LIST)])
    built = run(dataset, [read_text(LIST.replace("Tuning.", "Instruction tuning."))], now=LATER)
    assert built.result == "published"
    assert changes(built) == [("updated", "Firefly", "description")]
    times = {one.name: (one.first_seen, one.last_changed) for one in built.tables.projects}
    assert times == {"Firefly": (NOW, LATER), "MOSS": (NOW, NOW)}


def test_a_project_that_left_is_kept_as_removed_with_its_last_words(dataset: Path) -> None:
    run(dataset, [read_text(LIST)])
    built = run(dataset, [read_text("\n".join(LIST.split("\n")[:3]))], now=LATER)
    (gone,) = [one for one in built.tables.projects if one.status == "removed"]
    assert (gone.name, gone.mention_count, gone.source_ids) == ("Firefly", 0, [])
    assert gone.description == "Tuning."
    assert (gone.last_seen, gone.last_changed) == (NOW, LATER)


def test_a_first_run_without_anything_readable_publishes_nothing(dataset: Path) -> None:
    built = run(dataset, [], [failure()])
    assert (built.result, built.snapshot) == ("nothing-readable", None)
    assert [one.status for one in built.states] == ["failed"]
    assert newest(dataset) is None


def test_a_later_run_without_anything_readable_leaves_the_dataset_alone(dataset: Path) -> None:
    first = run(dataset, [read_text(LIST)])
    before = (dataset / "latest.json").read_bytes()
    built = run(dataset, [], [failure()], now=LATER)
    assert built.result == "nothing-readable"
    assert built.snapshot is not None
    assert first.snapshot is not None
    assert built.snapshot.run_id == first.snapshot.run_id
    assert (dataset / "latest.json").read_bytes() == before


def test_a_source_that_fails_beside_a_good_one_is_published_as_failed(dataset: Path) -> None:
    both = [source(), source("other", urls=["https://example.org/other.md"])]
    built = run(
        dataset,
        [read_text(LIST)],
        [failure(source_id="other", url="https://example.org/other.md")],
        sources=both,
    )
    assert built.result == "published"
    assert {one.source_id: one.status for one in built.states} == {
        "list": "fetched",
        "other": "failed",
    }


def test_how_a_source_fares_is_told_but_is_alone_no_new_snapshot(dataset: Path) -> None:
    both = [source(), source("other", urls=["https://example.org/other.md"])]

    def again(now: datetime, reason: str) -> Built:
        failed = failure(source_id="other", reason=reason)
        return run(dataset, [read_text(LIST)], [failed], now=now, sources=both)

    assert again(NOW, "http-500").result == "published"
    later = again(LATER, "http-404")
    assert later.result == "unchanged"
    assert "http-404" in (later.states[1].error or "")


def test_a_run_of_no_source_keeps_everything(dataset: Path) -> None:
    run(dataset, [read_text(LIST)])
    built = run(dataset, [], now=LATER, crawled=[])
    assert built.result == "unchanged"


def test_an_id_survives_that_its_section_is_renamed_and_its_name_respelled(dataset: Path) -> None:
    first = run(dataset, [read_text(LIST)]).tables
    renamed = LIST.replace("# Models", "# Chat models").replace("[MOSS]", "[MOSS (Fudan)]")
    second = run(dataset, [read_text(renamed)], now=LATER).tables
    assert {one.project_id for one in second.projects} == {one.project_id for one in first.projects}
    assert {one.status for one in second.projects} == {"active"}


def test_projects_that_grow_together_leave_a_redirect_and_a_change(dataset: Path) -> None:
    apart = "- [MOSS](https://github.com/OpenLMLab/MOSS)\n"
    other = "- [Fudan MOSS](https://fudan.example.org/moss)\n"
    both = [source(), source("other", urls=["https://example.org/other.md"])]

    def readings(second: str) -> list[Reading]:
        about = {"urls": ["https://example.org/other.md"]}
        moved = read_text(second, **about)
        mentions = [
            msgspec.structs.replace(one, source_id="other", mention_id="m-other")
            for one in moved.mentions
        ]
        return [
            read_text(apart),
            msgspec.structs.replace(
                moved,
                mentions=mentions,
                document=msgspec.structs.replace(moved.document, source_id="other"),
            ),
        ]

    first = run(dataset, readings(other), sources=both).tables
    assert len(first.projects) == 2
    joined = "- [Fudan MOSS](https://github.com/OpenLMLab/MOSS)\n"
    second = run(dataset, readings(joined), now=LATER, sources=both).tables
    (redirect,) = second.redirects
    (kept,) = second.projects
    assert {redirect.merged_into, redirect.project_id} == {one.project_id for one in first.projects}
    assert redirect.merged_into == kept.project_id
    assert ("merged", redirect.project_id) in {
        (one.change, one.project_id) for one in second.changes
    }


def test_typed_fields_reach_the_project(dataset: Path) -> None:
    row = "| [MOSS](https://a.org/m) | Apache 2.0 | 16B |\n"
    table = f"| Name | License | Params |\n|---|---|---|\n{row}"
    read = read_text(table)
    mapped = msgspec.structs.replace(read, mentions=[map_fields(one) for one in read.mentions])
    (one,) = run(dataset, [mapped]).tables.projects
    assert (one.licenses, one.parameter_counts) == (["Apache-2.0"], [16_000_000_000])


def test_a_body_is_on_the_disk_before_anything_leads_to_it(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = read_text(LIST)
    document = reading.document
    sha256 = hashlib.sha256(b"x").hexdigest()
    reference = store(dataset, b"x", document.url, sha256, None, NOW)
    inode = (dataset / reference).stat().st_ino
    seen: list[bool] = []
    flush = os.fsync

    def fsync(descriptor: int) -> None:
        if os.fstat(descriptor).st_ino == inode:
            seen.append(any((dataset / "archive" / "runs").glob("*.warc.gz")))
            assert newest(dataset) is None
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    document = msgspec.structs.replace(document, archive_ref=reference, sha256=sha256)
    assert run(dataset, [msgspec.structs.replace(reading, document=document)]).snapshot
    assert seen == [False]
