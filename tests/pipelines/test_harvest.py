"""The harvest: fresh data of each source, or its last good ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from examples import LATER, NOW, document, failure, mention, reading, reject, repair, source, state

from normalize.records import Expect, Failure, Mention, Reading, Source, SourceState, Tables
from pipelines.harvest import Harvest, gather
from pipelines.plan import Plan

FIRST, SECOND = "20261120T030000Z-0001", "20261121T030000Z-0002"
OTHER_URL = "https://example.org/other.md"

BEFORE = Tables(
    mentions=[mention("m1", "Firefly"), mention("m2", "MOSS", source_id="gone")],
    rejects=[reject(), reject(source_id="gone")],
    repairs=[repair(), repair(source_id="gone")],
    documents=[document(b"old"), document(b"x", source_id="gone")],
    sources=[
        state(mention_count=1, reject_count=1, repair_count=1, since_run_id=FIRST),
        state(source_id="gone", mention_count=1, since_run_id=FIRST),
    ],
)


def harvest(
    readings: Sequence[Reading] = (),
    failures: Sequence[Failure] = (),
    sources: Sequence[Source] = (source(), source("gone")),
    crawled: Sequence[str] = ("list",),
    before: Tables = BEFORE,
    **values: Any,
) -> Harvest:
    plan = Plan(
        run_id=SECOND, now=LATER, sources=sources, crawled=crawled, code_version="0", **values
    )
    return gather(plan, readings, failures, before)


def of(found: Harvest, source_id: str) -> SourceState:
    (one,) = [one for one in found.states if one.source_id == source_id]
    return one


def names(found: Harvest, source_id: str = "list") -> list[str]:
    return [one.name for one in found.mentions if one.source_id == source_id]


def fresh(*mentions: Mention, body: bytes = b"new", **values: Any) -> Reading:
    about = {"fetched_at": LATER} | values
    return reading(*mentions, document=document(body, **about))


def test_fresh_data_replace_the_old_ones_of_their_source_only() -> None:
    found = harvest([fresh(mention("m3", "GLM"))])
    assert (names(found), names(found, "gone")) == (["GLM"], ["MOSS"])
    assert [one.source_id for one in found.rejects] == ["gone"]
    assert [one.source_id for one in found.repairs] == ["gone"]
    one = of(found, "list")
    assert (one.status, one.mention_count, one.previous_mention_count) == ("fetched", 1, 1)
    assert (one.reject_count, one.repair_count, one.error) == (0, 0, None)


def test_an_unchanged_body_keeps_the_time_it_was_first_fetched() -> None:
    found = harvest([fresh(mention("m1"), body=b"old")])
    (mine,) = [one for one in found.documents if one.source_id == "list"]
    assert mine.fetched_at == NOW
    assert of(found, "list").status == "unchanged"


def test_a_changed_body_has_the_time_of_this_run() -> None:
    found = harvest([fresh(mention("m1"), body=b"new")])
    (mine,) = [one for one in found.documents if one.source_id == "list"]
    assert mine.fetched_at == LATER
    assert of(found, "list").status == "fetched"


def test_the_same_body_read_by_another_reader_is_not_unchanged() -> None:
    found = harvest([fresh(mention("m1"), body=b"old", reader_version="2")])
    assert of(found, "list").status == "fetched"
    (mine,) = [one for one in found.documents if one.source_id == "list"]
    assert mine.fetched_at == NOW


def test_a_document_that_is_there_no_more_is_a_change() -> None:
    before = msgspec.structs.replace(
        BEFORE, documents=[document(b"old"), document(b"two", url=OTHER_URL)]
    )
    found = harvest([fresh(mention("m1"), body=b"old")], before=before)
    assert of(found, "list").status == "fetched"


def test_a_failed_source_keeps_its_last_good_rows_and_says_why() -> None:
    found = harvest([fresh(mention("m3", "GLM"))], [failure(url=OTHER_URL)])
    assert names(found) == ["Firefly"]
    assert [one.source_id for one in found.rejects] == ["gone", "list"]
    assert [one.sha256 for one in found.documents if one.source_id == "list"] == [
        document(b"old").sha256
    ]
    one = of(found, "list")
    assert (one.status, one.mention_count, one.reject_count, one.repair_count) == (
        "failed",
        1,
        1,
        1,
    )
    assert one.error is not None
    assert "http-500" in one.error


def test_a_source_that_was_never_good_and_fails_has_nothing() -> None:
    found = harvest(failures=[failure()], before=Tables())
    assert (found.mentions, of(found, "list").status) == ([], "failed")


def test_a_source_below_its_gate_is_held_at_its_last_good_rows() -> None:
    gated = source(expect=Expect(min_mentions=9))
    found = harvest([fresh(mention("m3", "GLM"))], sources=[gated, source("gone")])
    assert (names(found), of(found, "list").status) == (["Firefly"], "held")
    passed = harvest(
        [fresh(mention("m3", "GLM"))], sources=[gated, source("gone")], accepted=["list"]
    )
    assert (names(passed), of(passed, "list").status) == (["GLM"], "fetched")


def test_a_source_outside_this_run_stays_as_it_is() -> None:
    found = harvest(crawled=[])
    assert (names(found), names(found, "gone")) == (["Firefly"], ["MOSS"])
    assert found.states == sorted(BEFORE.sources, key=lambda one: one.source_id)


def test_a_source_outside_this_run_that_never_ran_is_not_in_the_dataset() -> None:
    found = harvest(crawled=[], sources=[source("new")], before=Tables())
    assert found.states == []


def test_a_source_whose_file_is_gone_is_retired_with_its_rows() -> None:
    found = harvest([fresh(mention("m3", "GLM"))], sources=[source()])
    assert names(found, "gone") == []
    one = of(found, "gone")
    assert (one.status, one.since_run_id) == ("retired", SECOND)
    assert (one.mention_count, one.previous_mention_count) == (0, 1)


def test_a_retired_source_is_retired_once() -> None:
    retired = state(source_id="gone", status="retired", since_run_id=FIRST, mention_count=0)
    found = harvest(sources=[source()], crawled=[], before=Tables(sources=[retired]))
    assert found.states == [retired]


def test_where_not_all_sources_are_named_the_others_are_not_retired() -> None:
    found = harvest([fresh(mention("m3", "GLM"))], sources=[source()], complete=False)
    assert names(found, "gone") == ["MOSS"]
    assert of(found, "gone").status == "fetched"


def test_a_status_is_dated_by_the_run_in_which_it_began() -> None:
    failed = msgspec.structs.replace(
        BEFORE, sources=[state(status="failed", since_run_id=FIRST, error="x")]
    )
    again = harvest(failures=[failure()], before=failed, sources=[source()])
    assert of(again, "list").since_run_id == FIRST
    healed = harvest([fresh(mention("m1"))], before=failed, sources=[source()])
    assert of(healed, "list").since_run_id == SECOND


def test_an_entry_that_stands_in_two_documents_is_taken_once_and_told() -> None:
    both = source(urls=[document().url, OTHER_URL])
    found = harvest(
        [
            fresh(mention("m1", locator="line=9"), mention("m4", "GLM"), url=OTHER_URL),
            fresh(mention("m1", locator="line=1")),
        ],
        sources=[both],
        before=Tables(),
    )
    assert [(one.mention_id, one.locator) for one in found.mentions] == [
        ("m1", "line=1"),
        ("m4", "line=1"),
    ]
    (repeated,) = found.rejects
    assert (repeated.stage, repeated.reason, repeated.locator) == ("build", "repeated", "line=9")
    assert of(found, "list").reject_count == 1


def test_documents_come_in_the_order_of_the_source_file_then_those_that_were_followed() -> None:
    urls = ["https://example.org/z.md", "https://example.org/a.md"]
    followed = ["https://example.org/c.md", "https://example.org/b.md"]
    found = harvest(
        [fresh(mention(f"m-{url}"), url=url) for url in [*followed, *reversed(urls)]],
        sources=[source(urls=urls, follow=["*"])],
        before=Tables(),
    )
    assert [one.url for one in found.documents] == [*urls, *sorted(followed)]


def test_states_are_sorted_by_source_whatever_became_of_each() -> None:
    found = harvest(
        [fresh(mention("m1"))], sources=[source("zebra"), source()], crawled=["list", "zebra"]
    )
    assert [one.source_id for one in found.states] == ["gone", "list", "zebra"]


def test_the_words_of_a_source_that_does_not_let_us_publish_them_stay_out() -> None:
    private = source(publish_text=False)
    found = harvest(
        [fresh(mention("m1", description="Words."))], sources=[private], before=Tables()
    )
    assert [one.description for one in found.mentions] == [None]
