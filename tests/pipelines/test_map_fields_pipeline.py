"""The pipeline that fills typed fields: it maps every mention, and counts."""

from __future__ import annotations

from examples import failure, mention, reading
from fake_crawler import counted, crawler

from normalize.records import Fetched
from pipelines.fields import MapFields


def test_every_mention_is_mapped_and_counted() -> None:
    made = crawler()
    pipeline = MapFields.from_crawler(made)
    after = pipeline.process_item(
        Fetched(
            body=b"text",
            reading=reading(
                mention("m1", "MOSS-16B", license="Apache 2.0"),
                mention("m2", "GLM"),
                mention("m3", "BELLE-7B"),
            ),
        )
    )
    assert isinstance(after, Fetched)
    assert after.body == b"text"
    assert [one.license_spdx for one in after.reading.mentions] == [["Apache-2.0"], [], []]
    assert [one.parameter_counts for one in after.reading.mentions] == [
        [16_000_000_000],
        [],
        [7_000_000_000],
    ]
    assert counted(made, "fields/licenses") == 1
    assert counted(made, "fields/parameter_counts") == 2


def test_counts_add_up_over_documents_and_failures_pass_uncounted() -> None:
    made = crawler()
    pipeline = MapFields.from_crawler(made)
    item = Fetched(body=b"", reading=reading(mention(license="MIT")))
    pipeline.process_item(item)
    pipeline.process_item(item)
    assert pipeline.process_item(failure()) == failure()
    assert counted(made, "fields/licenses") == 2
