"""Sources whose words may not be published: facts stay, words go, everywhere."""

from __future__ import annotations

import msgspec
from examples import mention, reading, reject, repair

from normalize.records import Field
from pipelines.wording import facts_only

FULL = reading(
    mention(
        "m1",
        description="secret words",
        description_raw="secret raw",
        license="Apache 2.0",
        license_spdx=["Apache-2.0"],
        urls=["https://a.org"],
        parameter_counts=[7_000_000_000],
        fields=[
            Field(label="Params", value="7B"),
            Field(label="Notes", value="secret notes"),
            Field(label="Whatever", value="secret rest"),
        ],
    ),
    rejects=[reject(raw="secret reject")],
    repairs=[
        repair(field="name"),
        repair(field="description", before="secret b", after="secret a"),
        repair(field="document", mention_id=None, before="secret b", after="secret a"),
    ],
)


MENTIONS, REJECTS, REPAIRS = facts_only(FULL.mentions, FULL.rejects, FULL.repairs)


def test_no_word_of_the_source_is_left_anywhere() -> None:
    assert b"secret" in msgspec.json.encode(FULL)
    assert b"secret" not in msgspec.json.encode([MENTIONS, REJECTS, REPAIRS])


def test_names_links_and_typed_facts_stay() -> None:
    (one,) = MENTIONS
    assert (one.name, one.urls, one.license_spdx) == ("Firefly", ["https://a.org"], ["Apache-2.0"])
    assert (one.license, one.parameter_counts) == ("Apache 2.0", [7_000_000_000])
    assert one.fields == [Field(label="Params", value="7B")]


def test_a_reject_keeps_its_place_and_reason_and_a_repaired_name_its_repair() -> None:
    assert [(one.reason, one.locator) for one in REJECTS] == [("no-name", "line=2")]
    assert [one.field for one in REPAIRS] == ["name"]


def test_a_sentence_in_a_column_of_facts_is_no_fact() -> None:
    said = "you may use it as you like but not on a sunday secret"
    told = mention(
        license=said,
        organization=said,
        base_models=["LLaMA", said],
        fields=[
            Field(label="License", value=said),
            Field(label="许可证", value="你可以随意使用它但是星期天不可以哦 secret"),
            Field(label="Base model", value="LLaMA-2 (7B, 13B), Chinese-Vicuna v1.5"),
            Field(label="License", value="Apache 2.0 (code), CC BY-SA-3.0"),
        ],
    )
    ((one,), _, _) = facts_only([told], [], [])
    assert b"secret" not in msgspec.json.encode(one)
    assert one.base_models == ["LLaMA"]
    assert [field.value for field in one.fields] == [
        "LLaMA-2 (7B, 13B), Chinese-Vicuna v1.5",
        "Apache 2.0 (code), CC BY-SA-3.0",
    ]
