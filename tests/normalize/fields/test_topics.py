"""What an entry is about."""

from __future__ import annotations

from typing import Any

import pytest
from examples import mention

from normalize.fields.topics import topics_of, topics_of_entry
from normalize.records import Field


def topics(name: str = "Firefly", **values: Any) -> list[str]:
    return topics_of_entry(mention(name=name, **({"section": []} | values)))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("医疗大模型", ["medical"]),
        ("法律", ["law"]),
        ("Domain-Base-LLM", ["base-model"]),
        ("MultiModal-ChatLLM", ["multimodal", "chat"]),
        ("Open LLM datasets for instruction-tuning", ["dataset", "fine-tuning"]),
        ("训练/推理", ["training", "inference"]),
        ("Chat with Docs", ["rag"]),
        ("Efficient Training/Fine-tuning", ["training", "fine-tuning"]),
        ("Evaluation > Benchmark", ["evaluation"]),
        ("AI 智能体", ["agent"]),
        ("Pre-trained models", ["base-model"]),
    ],
)
def test_a_heading_tells_its_topics_in_order(heading: str, expected: list[str]) -> None:
    assert list(topics_of(heading)) == expected


@pytest.mark.parametrize(
    "heading",
    ["", "The list", "ChatGPT", "开源代码", "Open LLMs", "大模型列表", "Barcodes", "Lawn"],
)
def test_a_heading_without_a_topic_tells_none(heading: str) -> None:
    assert topics_of(heading) == ()


def test_columns_of_topics_tell_also_what_machine_translation_made_of_them() -> None:
    assert topics(fields=[Field(label="领域", value="医疗的")]) == ["medical"]
    assert topics(fields=[Field(label="领域", value="合法的")]) == ["law"]
    assert topics(fields=[Field(label="Domain", value="Code")]) == ["code"]
    assert topics(fields=[Field(label="Domain", value="general")]) == []
    assert topics(fields=[Field(label="Notes", value="Code")]) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ChatGLM-Med", ["medical"]),
        ("Qwen3-Coder-Next", ["code"]),
        ("Qwen2-VL", ["multimodal"]),
        ("SWE-bench", ["code", "evaluation"]),
        ("Qwen-7B-Chat", ["chat"]),
        ("internlm2.5-Base", ["base-model"]),
        ("启真医学大模型", ["medical"]),
        ("CodeLlama-7b-Instruct", ["code", "chat"]),
    ],
)
def test_parts_of_a_name_tell(name: str, expected: list[str]) -> None:
    assert topics(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "ChatGLM-Efficient-Tuning",
        "Database",
        "MedusaX",
        "Claude Code Router",
        "Lawrence",
        "Firefly",
    ],
)
def test_a_name_that_only_begins_like_such_a_word_tells_nothing(name: str) -> None:
    assert topics(name) == []


def test_of_a_title_only_the_name_in_front_is_read() -> None:
    assert topics("Firefly: Bridging Cross-lingual Alignment for Medical Experts and Agents") == []
    assert topics("CodeFly: Bridging the Gap for Medical Experts and Agents") == ["code"]
    assert topics("Firefly（流萤）: 中文对话式大语言模型") == ["chat"]


def test_what_a_description_mentions_is_no_topic() -> None:
    assert topics(description="It can be used for medical questions and for law.") == []


def test_all_headings_tell_and_each_topic_stands_once() -> None:
    assert topics("MedicalGPT", section=["Chat models", "医疗"]) == ["chat", "medical"]
