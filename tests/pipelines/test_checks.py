"""Mentions that nobody could use become rejects; all others pass as they are."""

from __future__ import annotations

import pytest
from examples import mention, reading

from normalize.coverage import coverage_of
from normalize.records import Count, Coverage, Region
from pipelines.check import LONGEST_NAME, checked, fault

REGIONS = [
    Region(start=0, end=5, outcome="mention", detail="m1", locator="line=1"),
    Region(start=5, end=9, outcome="mention", detail="m2", locator="line=2"),
    Region(start=9, end=12, outcome="ignored", detail="m2", locator="line=3"),
]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "no-name"),
        ("  ", "no-name"),
        ("——", "no-name"),
        ("🔥", "no-name"),
        ("x" * (LONGEST_NAME + 1), "name-too-long"),
    ],
)
def test_a_name_that_names_nothing_is_a_fault(name: str, reason: str) -> None:
    found = fault(mention(name=name))
    assert found is not None
    assert found[0] == reason
    assert found[1]


@pytest.mark.parametrize("name", ["MOSS", "书生", "7B", "C++", "x" * LONGEST_NAME, "ي"])
def test_a_sound_name_is_none(name: str) -> None:
    assert fault(mention(name=name)) is None


def test_an_unusable_mention_becomes_a_reject_with_its_reason_and_place() -> None:
    before = reading(
        mention("m1"), mention("m2", "——", name_raw="**——**", locator="line=2"), regions=REGIONS
    )
    after = checked(before)
    assert [one.mention_id for one in after.mentions] == ["m1"]
    (refused,) = after.rejects
    assert (refused.stage, refused.reason, refused.locator, refused.raw) == (
        "check",
        "no-name",
        "line=2",
        "**——**",
    )


def test_its_region_says_what_became_of_it_and_no_other_region_changes() -> None:
    after = checked(reading(mention("m1"), mention("m2", "——"), regions=REGIONS))
    assert [(one.outcome, one.detail) for one in after.regions] == [
        ("mention", "m1"),
        ("reject", "no-name"),
        ("ignored", "m2"),
    ]


def test_a_sound_reading_passes_as_it_is() -> None:
    sound = reading(mention("m1"), regions=REGIONS)
    assert checked(sound) is sound


def test_the_links_of_a_refused_mention_are_counted_as_those_of_a_reject() -> None:
    region = Region(
        start=0, end=9, outcome="mention", detail="m1", locator="line=1", links=2, rows=1
    )
    kept = checked(reading(mention("m1", "x" * 400), regions=[region]))
    assert coverage_of(kept.regions) == Coverage(
        links=Count(total=2, reject=2), rows=Count(total=1, reject=1)
    )
