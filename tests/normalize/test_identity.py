"""Ids and keys: what makes two things the same, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.identity import keys, link_key, mention_id, name_key, project_id
from normalize.records import Mention


def mention(name: str = "Firefly", **values: object) -> Mention:
    given_values: dict[str, object] = {
        "mention_id": "m0", "source_id": "s", "document_url": "u", "document_sha256": "0",
        "section": [], "position": 0, "locator": "line=1", "name": name, "name_raw": name,
        "urls": [],
    }  # fmt: skip
    return Mention(**{**given_values, **values})  # type: ignore[arg-type]


def test_ids_are_stable_and_of_fixed_length() -> None:
    made = mention_id("open-llms", ["LLMs"], "T5", "https://github.com/google-research/t5")
    assert made == mention_id("open-llms", ["LLMs"], "T5", "https://github.com/google-research/t5")
    assert (made[0], len(made)) == ("m", 21)
    assert (project_id("name:t5")[0], len(project_id("name:t5"))) == ("p", 17)
    assert project_id("name:t5") == "p" + project_id("name:t5")[1:].lower()


def test_text_that_moves_between_the_parts_gives_another_id() -> None:
    ids = {
        mention_id("s", ["a", "b"], "c", None),
        mention_id("s", ["ab"], "c", None),
        mention_id("s", ["a"], "b", "c"),
        mention_id("s", ["a"], "bc", None),
        mention_id("s", [], "a", "bc"),
    }
    assert len(ids) == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ChatGLM-6B", "chatglm 6b"),
        ("ＣｈａｔＧＬＭ－６Ｂ", "ChatGLM6B"),
        ("Llama 2 7B", "llama-2-7b"),
        ("**Qwen1.5**", "qwen1.5"),
        ("文心一言（ERNIE Bot）", "文心一言 ERNIE-Bot"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ChatGLM-6B", "ChatGLM2-6B"),
        ("CodeT5", "CodeT5+"),
        ("Qwen1.5", "Qwen15"),
        ("Llama 2 7B", "Llama 27B"),
        ("C", "C++"),
    ],
)
def test_names_of_different_projects_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["", "——", "🤗", "GitHub", "论文", "Paper", "+"])
def test_what_names_nothing_has_no_key(name: str) -> None:
    assert name_key(name) == ""


def test_a_name_key_reads_like_the_name() -> None:
    assert name_key("ChatGLM-6B") == "name:chatglm6b"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://github.com/THUDM/ChatGLM-6B.git", "github:thudm/chatglm-6b"),
        ("https://github.com/a/B/tree/v2", "github:a/b"),
        ("https://github.com/a/b/blob/main/README.md", "github:a/b"),
        ("https://github.com/microsoft/unilm/tree/master/beit", "github:microsoft/unilm/beit"),
        ("https://github.com/a/b/blob/main/beit/README.md", "github:a/b/beit"),
        ("https://hf.co/THUDM/chatglm-6b", "huggingface:thudm/chatglm-6b"),
        ("https://huggingface.co/datasets/A/b", "huggingface:datasets/a/b"),
        ("https://arxiv.org/pdf/2305.15334v3", "arxiv:2305.15334"),
        ("https://huggingface.co/papers/2305.15334", "arxiv:2305.15334"),
        ("https://www.modelscope.cn/models/damo/X/summary", "modelscope:damo/x"),
        ("http://www.example.org/Page/", "url:example.org/Page"),
        ("https://example.org", "url:example.org"),
        ("https://openreview.net/forum?id=a", "url:openreview.net/forum?id=a"),
    ],
)  # fmt: skip
def test_a_link_that_identifies_has_a_key(url: str, key: str) -> None:
    assert link_key(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/THUDM", "https://github.com/", "https://huggingface.co/THUDM",
        "https://huggingface.co/models?search=x", "https://mp.weixin.qq.com/s/x",
        "https://zhuanlan.zhihu.com/p/1", "https://example.org/blog/x", "https://openai.com/",
        "https://huggingface.co/spaces/a/b", "https://colab.research.google.com/drive/x",
        "https://www.google.com/search?q=x", "https://img.shields.io/badge/x", "not a url",
        "https://github.com/a/b/issues/3", "https://github.com/a/b/blob/main/LICENSE",
        "https://pan.baidu.com/s/x", "https://github.com/a/b/blob/main/x.png",
        "https://gitee.com/owner", "https://example.org/xhttps://example.com/y",
    ],
)  # fmt: skip
def test_a_link_that_is_nobodys_identity_has_none(url: str) -> None:
    assert link_key(url) is None


def test_keys_come_strongest_first_and_once() -> None:
    one = mention(
        urls=[
            "https://firefly.example.org/",
            "https://arxiv.org/abs/2305.15334",
            "https://huggingface.co/a/firefly",
            "https://github.com/a/Firefly",
            "https://github.com/A/firefly/",
            "https://github.com/base/model",
        ]
    )
    assert keys(one) == [
        "github:a/firefly",
        "github:base/model",
        "huggingface:a/firefly",
        "arxiv:2305.15334",
        "url:firefly.example.org",
        "name:firefly",
    ]


def test_a_machine_translated_name_is_no_evidence() -> None:
    assert keys(mention("骆驼", machine_translated=True)) == []
    assert keys(mention("骆驼")) == ["name:骆驼"]


def test_a_name_read_from_a_link_is_evidence_even_on_a_translated_page() -> None:
    one = mention("LLaMA", machine_translated=True, flags=["name_from_link"])
    assert keys(one) == ["name:llama"]


@given(st.text(max_size=40))
def test_no_string_breaks_a_key(text: str) -> None:
    assert name_key(text) == "" or name_key(text).startswith("name:")
    link_key(text)
    mention_id(text, [text], text, text)
