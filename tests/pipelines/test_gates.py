"""Gates: when a source's new data may replace its last good ones."""

from __future__ import annotations

from typing import Any

import pytest
from examples import failure, mention, reading, reject, source

from normalize.records import Expect, Filled, Mention, Reading
from pipelines.gates import Verdict, describe, judge


def read(mentions: int, rejects: int = 0) -> Reading:
    return reading(
        *(mention(f"m{number}") for number in range(mentions)),
        rejects=[reject() for _ in range(rejects)],
    )


def verdict(
    *readings: Reading, previous: int | None = None, accepted: bool = False, **expect: Any
) -> Verdict:
    return judge(source(expect=Expect(**expect)), list(readings), [], previous, accepted)


def test_data_that_hold_every_gate_are_fetched() -> None:
    assert verdict(read(5), previous=5, min_mentions=5, max_drop=0.1, max_rejects=0.5) == Verdict(
        "fetched"
    )


def test_a_document_that_failed_fails_the_source_and_says_why() -> None:
    found = judge(source(), [read(5)], [failure()], None, False)
    assert found.status == "failed"
    assert found.error == describe(failure())
    assert "http-500" in describe(failure())


def test_acceptance_does_not_hide_a_failure() -> None:
    assert judge(source(), [], [failure()], None, True).status == "failed"


def test_nothing_fetched_is_a_failure_not_an_empty_list() -> None:
    assert verdict() == Verdict("failed", "nothing came of https://example.org/list.md")


@pytest.mark.parametrize(("mentions", "status"), [(2, "held"), (3, "fetched")])
def test_too_few_mentions_hold_a_source(mentions: int, status: str) -> None:
    assert verdict(read(mentions), min_mentions=3).status == status


def test_an_empty_list_is_held_by_default() -> None:
    assert verdict(read(0)).status == "held"


@pytest.mark.parametrize(
    ("mentions", "previous", "status"),
    [
        (80, 100, "fetched"),
        (79, 100, "held"),
        (79, None, "fetched"),
        (1, 0, "fetched"),
        (200, 100, "fetched"),
    ],
)
def test_a_drop_below_the_last_good_state_holds_a_source(
    mentions: int, previous: int | None, status: str
) -> None:
    assert verdict(read(mentions), previous=previous, max_drop=0.2).status == status


@pytest.mark.parametrize(("rejects", "status"), [(1, "fetched"), (2, "held")])
def test_too_large_a_share_of_rejects_holds_a_source(rejects: int, status: str) -> None:
    assert verdict(read(9, rejects), max_rejects=0.1).status == status


@pytest.mark.parametrize(("licensed", "status"), [(7, "held"), (8, "fetched")])
def test_a_field_that_too_few_mentions_fill_holds_a_source(licensed: int, status: str) -> None:
    mentions = (mention(f"m{one}", license="MIT" if one < licensed else None) for one in range(10))
    found = verdict(reading(*mentions), filled=Filled(license=0.8))
    assert found.status == status
    if status == "held":
        assert found.error == "license in 7 of 10 mentions, a share below 80%"


def test_every_field_that_may_be_asked_for_is_one_of_a_mention_and_may_be_empty() -> None:
    assert set(Filled.__struct_fields__) <= set(Mention.__struct_fields__)
    assert verdict(read(0), min_mentions=0, filled=Filled(urls=1.0)).status == "fetched"


def test_gates_that_are_not_set_hold_nothing() -> None:
    assert verdict(read(1, 99), previous=1_000).status == "fetched"


def test_the_documents_of_a_source_are_counted_together() -> None:
    assert verdict(read(2), read(1), min_mentions=3).status == "fetched"


def test_every_gate_that_refuses_is_named() -> None:
    found = verdict(read(1, 9), previous=100, min_mentions=50, max_drop=0.2, max_rejects=0.1)
    assert found.error == (
        "1 mentions, at least 50 expected; 1 mentions after 100, a drop above 20%; "
        "9 rejects of 10 entries, a share above 10%"
    )


def test_a_person_lets_a_source_pass_its_gates() -> None:
    assert verdict(read(1), previous=100, max_drop=0.2, min_mentions=50, accepted=True) == Verdict(
        "fetched"
    )
