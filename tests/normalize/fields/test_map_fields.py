"""The typed fields of a whole mention."""

from __future__ import annotations

import pytest

from normalize.fields import map_fields
from normalize.records import Field, Mention


def mapped(
    name: str = "Baichuan", fields: dict[str, str] | None = None, **values: object
) -> Mention:
    given_values: dict[str, object] = {
        "mention_id": "m0", "source_id": "s", "document_url": "u", "document_sha256": "0",
        "section": [], "position": 0, "locator": "line=1", "name": name, "name_raw": name,
        "urls": [],
        "fields": [Field(label=label, value=value) for label, value in (fields or {}).items()],
    }  # fmt: skip
    return map_fields(Mention(**{**given_values, **values}))  # type: ignore[arg-type]


def test_every_typed_field_is_filled_from_the_labels() -> None:
    labels = {
        "License": "Apache 2.0",
        "Params (B)": "7, 13",
        "Release Date": "2023/06<!--15-->",
        "语言": "中英",
        "基础模型": "LLaMA",
        "机构": "百川智能",
    }
    one = mapped(fields=labels)
    assert one.license == "Apache 2.0"
    assert one.license_spdx == ["Apache-2.0"]
    assert one.parameter_counts == [7_000_000_000, 13_000_000_000]
    assert one.released_on == "2023-06"
    assert one.languages == ["zh", "en"]
    assert one.base_models == ["LLaMA"]
    assert one.organization == "Baichuan"
    assert {field.label: field.value for field in one.fields} == labels


def test_a_mention_that_says_nothing_stays_as_it_is() -> None:
    one = mapped(description="About 7B of Apache 2.0 in English.")
    assert one == mapped(description=one.description)
    assert (one.license_spdx, one.languages, one.parameter_counts) == ([], [], [])
    assert (one.organization, one.released_on, one.flags) == (None, None, [])


def test_the_name_states_the_size_only_where_no_column_does() -> None:
    assert mapped("Baichuan-13B").parameter_counts == [13_000_000_000]
    assert mapped("Baichuan-13B", {"大小": "7B"}).parameter_counts == [7_000_000_000]


def test_a_text_states_what_no_column_does() -> None:
    said = "Baichuan 是由百川智能开发的70亿参数模型，支持中英双语。"
    one = mapped(description=said)
    assert one.parameter_counts == [7_000_000_000]
    assert one.languages == ["zh", "en"]
    assert one.organization == "Baichuan"
    columns = {"大小": "13B", "语言": "多语", "机构": "清华"}
    other = mapped(fields=columns, description=said)
    assert other.parameter_counts == [13_000_000_000]
    assert other.languages == ["mul"]
    assert other.organization == "Tsinghua University"


def test_a_data_set_has_the_size_of_no_model() -> None:
    assert mapped("MPT-7B-Instruct", {"Samples (K)": "59"}).parameter_counts == []
    assert mapped("MPT-7B-Instruct", {"Samples (K)": ""}).parameter_counts == [7_000_000_000]


def test_several_makers_stand_beside_each_other() -> None:
    assert mapped(fields={"机构": "清华+华为"}).organization == "Tsinghua University; Huawei"
    assert mapped(fields={"机构": "-"}).organization is None


def test_a_value_that_says_nothing_leaves_the_word_to_others() -> None:
    assert mapped(organization="N/A").organization is None
    assert (
        mapped(organization="未知", fields={"团队": "清华"}).organization == "Tsinghua University"
    )
    assert mapped(fields={"License": "TBD", "Code License": "MIT"}).license == "MIT"
    assert mapped(fields={"Language": "NA"}).languages == []
    assert mapped(fields={"Base model": "None"}).base_models == []
    assert mapped("Kirin-7B", {"Samples (K)": "N/A"}).parameter_counts == [7_000_000_000]


def test_a_custom_licence_is_that_of_its_link() -> None:
    link = "https://huggingface.co/owner/kirin-6b/blob/main/LICENSE"
    assert mapped(license="Custom", urls=[link]).license_spdx == ["LicenseRef-kirin"]
    assert mapped(license="unknown", urls=[link]).license_spdx == []


def test_what_the_reader_found_comes_before_the_labels() -> None:
    one = mapped(fields={"License": "MIT"}, license="Apache 2.0", organization="THUDM")
    assert one.license_spdx == ["Apache-2.0"]
    assert one.organization == "Tsinghua University"


def test_a_translated_zh_may_have_been_en() -> None:
    doubtful = mapped(fields={"语言": "zh"}, machine_translated=True)
    assert (doubtful.languages, doubtful.flags) == ([], ["language_ambiguous"])
    clear = mapped(fields={"语言": "英文/中文"}, machine_translated=True)
    assert (clear.languages, clear.flags) == (["en", "zh"], [])
    untranslated = mapped(fields={"语言": "zh"})
    assert (untranslated.languages, untranslated.flags) == (["zh"], [])


def test_a_translated_zh_is_believed_where_the_entry_speaks_of_chinese() -> None:
    said = mapped(fields={"语言": "zh"}, machine_translated=True, description="中文医疗模型")
    assert (said.languages, said.flags) == (["zh"], [])
    named = mapped("Otter-zh", {"语言": "zh"}, machine_translated=True)
    assert named.languages == ["zh"]
    both = mapped(fields={"语言": "zh"}, machine_translated=True, description="中英双语模型")
    assert (both.languages, both.flags) == ([], ["language_ambiguous"])
    site = mapped(fields={"语言": "zh"}, machine_translated=True, urls=["https://a.cn/x"])
    assert (site.languages, site.flags) == ([], ["language_ambiguous"])


def test_a_translated_base_model_is_no_name() -> None:
    labels = {"基础模型": "骆驼/ChatGLM"}
    assert mapped(fields=labels, machine_translated=True).base_models == ["ChatGLM"]
    assert mapped(fields=labels).base_models == ["骆驼", "ChatGLM"]


def test_a_claim_on_commercial_use_is_a_flag() -> None:
    one = mapped(license="可商用", flags=["uncertain_text"])
    assert one.license_spdx == []
    assert one.flags == ["uncertain_text", "commercial_use_claimed"]
    assert mapped("Kirin（可商用）").flags == ["commercial_use_claimed"]
    assert mapped("Kirin").flags == []
    assert mapped("No Kirin", license="commercial").flags == []
    assert mapped("Kirin", license="not for commercial use").flags == ["commercial_use_denied"]


def test_mapping_twice_changes_nothing_more() -> None:
    once = mapped("Qwen-7B", {"License": "可商用", "语言": "zh"}, machine_translated=True)
    assert map_fields(once) == once


@pytest.mark.parametrize("label", ["Params", "License", "Language", "Base model", "Date"])
@pytest.mark.parametrize(
    "cell",
    [
        "1/" * 50_000, "1 to " * 20_000, "9" * 100_000 + "B", " " * 100_000, "((OR MIT",
        "<!--‹" * 20_000,
    ],
)  # fmt: skip
def test_a_hostile_cell_is_typed_at_once_or_not_at_all(cell: str, label: str) -> None:
    one = mapped(fields={label: cell}, license=cell)
    assert all(count < 2**63 for count in one.parameter_counts)
    assert one.fields == [Field(label=label, value=cell)]
    assert one.license == cell
