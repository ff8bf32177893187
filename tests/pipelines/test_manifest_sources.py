"""What the manifest says of each source: counts, coverage, ignored regions by reason."""

from __future__ import annotations

import msgspec
from examples import document, mention, reading, state

from normalize.records import Reading, Region
from pipelines.harvest import Harvest
from pipelines.manifest_sources import manifest_sources


def region(reason: str, outcome: str = "ignored") -> Region:
    return Region(start=0, end=1, outcome=outcome, detail=reason, locator="line=1")  # type: ignore[arg-type]


def covered(url: str, total: int, *regions: Region) -> Reading:
    return reading(
        mention(),
        document=document(url=url),
        regions=[*regions, msgspec.structs.replace(region("m0", "mention"), links=total)],
    )


def test_what_was_read_in_this_run_is_told_per_document_and_per_reason() -> None:
    harvest = Harvest(
        states=[state(mention_count=2, reject_count=3, repair_count=4)],
        readings={
            "list": [
                covered(
                    "https://a.org", 5, region("prose"), region("code"), region("m1", "mention")
                ),
                covered("https://b.org", 7, region("prose")),
            ]
        },
    )
    told = manifest_sources(harvest, {"list": 50}, {})["list"]
    assert (told["mentions"], told["rejects"], told["repairs"]) == (2, 3, 4)
    assert (told["status"], told["error"]) == ("fetched", None)
    assert {url: one["links"]["total"] for url, one in told["coverage"].items()} == {
        "https://a.org": 5,
        "https://b.org": 7,
    }
    assert told["ignored"] == {"prose": 2, "code": 1}


def test_what_was_not_read_keeps_the_coverage_it_had() -> None:
    harvest = Harvest(states=[state(status="failed", error="x")])
    before = {
        "list": {"coverage": {"https://a.org": {"links": {"total": 5}}}, "ignored": {"prose": 1}}
    }
    told = manifest_sources(harvest, {"list": 50}, before)["list"]
    assert told["coverage"] == before["list"]["coverage"]
    assert told["ignored"] == {"prose": 1}
    assert (told["status"], told["error"]) == ("failed", "x")


def test_a_source_that_never_gave_anything_has_empty_coverage() -> None:
    told = manifest_sources(Harvest(states=[state(status="failed", error="x")]), {"list": 50}, {})[
        "list"
    ]
    assert (told["coverage"], told["ignored"]) == ({}, {})


def test_a_source_that_is_in_no_state_is_not_told() -> None:
    assert manifest_sources(Harvest(), {}, {"old": {"coverage": {}}}) == {}
