"""What kind of thing an entry is."""

from __future__ import annotations

from typing import Any

import pytest
from examples import mention

from normalize.fields.kinds import kind_of_entry, kind_of_heading
from normalize.records import Field


def kind(name: str = "Firefly", **values: Any) -> str | None:
    told = kind_of_entry(mention(name=name, **({"section": []} | values)))
    return told.kind if told else None


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Models", "model"),
        ("大模型列表", "model"),
        ("MultiModal-ChatLLM", "model"),
        ("Open LLMs for code", "model"),
        ("Open LLM datasets for instruction-tuning", "dataset"),
        ("LLM训练数据", "dataset"),
        ("Datasets 数据集", "dataset"),
        ("Evals on open LLMs", "benchmark"),
        ("大模型评估基准", "benchmark"),
        ("评测数据集", "benchmark"),
        ("Framework/Toolkit/Platform", "tool"),
        ("🛠️ 推理框架", "tool"),
        ("Algorithms", "method"),
        ("相关论文", "paper"),
        ("Surveys", "paper"),
        ("Other-Awesome", "collection"),
        ("Similar Collections", "collection"),
    ],
)
def test_the_end_of_a_heading_tells(heading: str, expected: str) -> None:
    assert kind_of_heading(heading) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Model Merging",
        "LLM训练",
        "Synthetic Data Generation",
        "模型下载&转换，训练&微调",
        "Models and Datasets",
        "Prompting",
        "The list",
        "知识库",
        "2023",
        "What do the licences mean?",
    ],
)
def test_a_heading_that_ends_otherwise_or_names_several_tells_nothing(heading: str) -> None:
    assert kind_of_heading(heading) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("C-Eval: A Multi-Discipline Chinese Evaluation Suite for Foundation Models", "benchmark"),
        ("SWE-bench", "benchmark"),
        ("Open LLM Leaderboard by Hugging Face", "benchmark"),
        ("天秤（FlagEval）", "benchmark"),
        ("OpenAssistant Conversations Dataset", "dataset"),
        ("LLMPruner：大语言模型裁剪工具", "tool"),
        ("中文对话式大语言模型Firefly", "model"),
        ("Awesome-Chinese-LLM", "collection"),
        ("someone/awesome-llm", "collection"),
        ("A Survey of Large Language Models", "paper"),
    ],
)
def test_the_end_of_a_name_tells_more_than_its_heading(name: str, expected: str) -> None:
    assert kind(name, section=["Projects", "Tools" if expected != "tool" else "Models"]) == expected


@pytest.mark.parametrize(
    "name",
    ["TensorRT-LLM", "open-llms", "Firefly", "BELLE: Bloom-Enhanced Large Language model Engine"],
)
def test_a_name_that_only_contains_such_a_word_tells_nothing(name: str) -> None:
    assert kind(name) is None


def test_columns_that_only_one_kind_has_tell() -> None:
    assert kind(fields=[Field(label="参数量", value="7B")]) == "model"
    assert kind(fields=[Field(label="Samples (K)", value="15")]) == "dataset"
    assert kind(fields=[Field(label="Dataset", value="Firefly")]) == "dataset"
    assert kind(fields=[Field(label="Params (B)", value="-")]) is None
    assert kind(fields=[Field(label="Stars", value="15")]) is None


def test_a_field_inside_a_chapter_of_models_holds_models_and_anything_else_may_hold_anything() -> (
    None
):
    assert kind(section=["Models", "Medical"]) == "model"
    assert kind(section=["Models", "Training"]) is None
    assert kind(section=["Models", "Notes"]) is None


def test_links_to_nothing_but_data_sets_tell_more_than_a_heading() -> None:
    data = ["https://huggingface.co/datasets/a/b"]
    assert kind(section=["Models"], urls=data) == "dataset"
    assert kind(section=["Models"], urls=[*data, "https://github.com/a/b"]) == "model"


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        (["https://github.com/a/b"], None),
        (["https://github.com/a/b", "https://huggingface.co/a/b"], "model"),
        (["https://huggingface.co/datasets/a/b", "https://huggingface.co/a/b"], "model"),
        (["https://huggingface.co/spaces/a/b"], None),
        (["https://modelscope.cn/models/a/b"], "model"),
        (["https://arxiv.org/abs/2304.08177"], "paper"),
        (["https://arxiv.org/abs/2304.08177", "https://github.com/a/b"], None),
        ([], None),
    ],
)
def test_links_tell_where_nothing_else_does(urls: list[str], expected: str | None) -> None:
    assert kind(urls=urls) == expected


def test_a_paper_about_a_data_set_is_a_paper() -> None:
    title = "Efficient and Effective Ways to Build a Large Instruction Dataset"
    assert kind(title, urls=["https://arxiv.org/abs/2304.08177"]) == "paper"
    assert kind("Firefly Dataset", urls=["https://arxiv.org/abs/2304.08177"]) == "dataset"
