from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.readers.contents import Contents, Entry
from spiders.readers.plaintext.document import read_plaintext

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def entries(text: str) -> list[tuple[str, list[str]]]:
    return [(entry.name, entry.links) for entry in read_plaintext(text).entries]


def only(text: str) -> Entry:
    (entry,) = read_plaintext(text).entries
    return entry


def uncovered(text: str, contents: Contents) -> list[tuple[int, int]]:
    spans = sorted((one.start, one.end) for one in [*contents.entries, *contents.unread])
    gaps, done = [], 0
    for start, end in [*spans, (len(text), len(text))]:
        if start != done:
            gaps.append((done, start))
        done = end
    return gaps


def test_name_link_and_text_glued_together_come_apart() -> None:
    text = "Lawyer LLaMAhttps://github.com/AndrewZhe/lawyer-llamaLawyer LLaMA 懂一些法律。\n"
    entry = only(text)
    assert (entry.name, entry.links) == (
        "Lawyer LLaMA",
        ["https://github.com/AndrewZhe/lawyer-llama"],
    )
    assert entry.description == "Lawyer LLaMA 懂一些法律。"
    assert text[slice(*(entry.name_span or ()))] == "Lawyer LLaMA"
    assert text[slice(*(entry.description_span or ()))] == entry.description


@pytest.mark.parametrize(
    ("glued", "link"),
    [
        (
            "https://github.com/lm-sys/FastChatAn open platform",
            "https://github.com/lm-sys/FastChat",
        ),
        ("https://github.com/yongzhuo/chatglm-mathschatglm-6b", None),
        ("https://github.com/thunlp/UltraChatUltraLM is", "https://github.com/thunlp/UltraChat"),
        ("https://github.com/o/RRHFThis is one", "https://github.com/o/RRHF"),
        ("https://github.com/o/TechGPT2023年6月", "https://github.com/o/TechGPT"),
        ("https://github.com/o/LLMZooLLM Zoo is", "https://github.com/o/LLMZoo"),
        ("https://github.com/o/some_repo是", "https://github.com/o/some_repo"),
    ],
)
def test_a_glued_link_ends_where_most_speaks_for_it(glued: str, link: str | None) -> None:
    name = "chatglm-maths" if link is None else "UltraLM-13B" if "Ultra" in glued else "名字"
    expected = link or "https://github.com/yongzhuo/chatglm-maths"
    assert only(f"{name}{glued} 一段话。").links == [expected]


def test_links_that_touch_are_one_entrys_also_a_bare_host() -> None:
    text = (
        "Gorillahttps://mp.weixin.qq.com/s/p9tx3q3Lpr4fNqdyxWhzyAgorilla.cs.berkeley.edu"
        "arxiv.org/abs/2305.15334https://github.com/ShishirPatil/gorilla/它会选接口。"
    )
    assert entries(text) == [
        (
            "Gorilla",
            [
                "https://mp.weixin.qq.com/s/p9tx3q3Lpr4fNqdyxWhzyA",
                "https://gorilla.cs.berkeley.edu",
                "https://arxiv.org/abs/2305.15334",
                "https://github.com/ShishirPatil/gorilla/",
            ],
        )
    ]


def test_a_name_starts_after_the_sentence_before_it() -> None:
    text = (
        "BiLLahttps://github.com/Neutralzz/BiLLaBiLLa 会两种语言。\n"
        "【复旦】MOSShttps://github.com/OpenLMLab/MOSSMOSS会用插件，训练代码与ChatMed代码相同"
        "TableGPThttps://github.com/ZJU-M3/TableGPTTableGPT reads tables.HugNLPhttps://github.com/"
        "HugAILab/HugNLP框架。"
    )
    names = [name for name, _ in entries(text)]
    assert names == ["BiLLa", "【复旦】MOSS", "TableGPT", "HugNLP"]


def test_a_chapters_title_in_front_of_a_name_becomes_the_section() -> None:
    text = (
        "Ziyahttps://github.com/o/ZiyaZiya is large.2 训练/推理LMFlowhttps://github.com/o/LMFlow"
        "An extensible toolbox.3 其它Auto-GPThttps://github.com/o/auto-gptAuto-GPT acts."
    )
    contents = read_plaintext(text)
    assert [(entry.name, entry.section) for entry in contents.entries] == [
        ("Ziya", []),
        ("LMFlow", ["训练/推理"]),
        ("Auto-GPT", ["其它"]),
    ]
    assert [text[u.start : u.end] for u in contents.unread] == ["2 训练/推理", "3 其它"]


def test_a_number_in_a_sentence_is_no_chapter() -> None:
    text = "Ahttps://github.com/o/abcWe use 2 数据集 for it and more.\nBhttps://github.com/o/bcd好"
    assert [entry.section for entry in read_plaintext(text).entries] == [[], []]


def test_lines_with_name_link_and_text_are_read() -> None:
    text = (
        "A list of ours\n\n# Models\n\n"
        "- ChatGLM - https://github.com/THUDM/ChatGLM-6B - bilingual, see https://arxiv.org/abs/2103.10360.\n"
        "- MOSS: https://github.com/OpenLMLab/MOSS with tools\n"
        "\nTools\n-----\n"
        "1. FlexGen https://github.com/FMInference/FlexGen\n"
        "   Runs on small cards. Code is at https://github.com/other/code.\n"
        "2. vLLM <https://github.com/vllm-project/vllm>\n"
    )
    contents = read_plaintext(text)
    assert [(e.name, e.section, e.links) for e in contents.entries] == [
        (
            "ChatGLM",
            ["Models"],
            ["https://github.com/THUDM/ChatGLM-6B", "https://arxiv.org/abs/2103.10360"],
        ),
        ("MOSS", ["Models"], ["https://github.com/OpenLMLab/MOSS"]),
        (
            "FlexGen",
            ["Tools"],
            ["https://github.com/FMInference/FlexGen", "https://github.com/other/code"],
        ),
        ("vLLM", ["Tools"], ["https://github.com/vllm-project/vllm"]),
    ]
    assert contents.unread[0].reason == "preamble"


def test_a_healthy_link_set_off_by_spaces_is_left_whole() -> None:
    text = "GPT https://github.com/EleutherAI/GPTNeo is large\n"
    assert only(text).links == ["https://github.com/EleutherAI/GPTNeo"]


def test_a_name_on_the_line_above_its_labelled_links_is_read() -> None:
    text = (
        "ChatGLM2-6B\n地址：https://github.com/THUDM/ChatGLM2-6B\n"
        "论文：https://arxiv.org/abs/2210.02414\n\n"
        "BELLE\nhttps://github.com/LianjiaTech/BELLE\nhttps://huggingface.co/BelleGroup\n中文模型。\n"
    )
    assert entries(text) == [
        (
            "ChatGLM2-6B",
            ["https://github.com/THUDM/ChatGLM2-6B", "https://arxiv.org/abs/2210.02414"],
        ),
        ("BELLE", ["https://github.com/LianjiaTech/BELLE", "https://huggingface.co/BelleGroup"]),
    ]


def test_a_link_that_nothing_names_is_rejected_and_a_forges_names_itself() -> None:
    contents = read_plaintext("https://example.org/x\n")
    assert [(one.outcome, one.reason) for one in contents.unread] == [("reject", "no-name")]
    named = only("https://github.com/nomic-ai/gpt4all\n")
    assert (named.name, named.flags) == ("gpt4all", ["name_from_link"])


def test_text_without_links_says_so_and_empty_text_says_nothing() -> None:
    assert [one.reason for one in read_plaintext("only words\n").unread] == ["no-entries"]
    assert read_plaintext("") == Contents([], [])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["https://github.com/a/b", "github.com/a/b", "名字", "Name", "。", ". ", "\n", "- ",
             "2 训练", "# T\n", "T\n---\n", " ", "Paper: ", "地址：", ")", "http://", "A", "1"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_every_character_is_in_an_entry_or_accounted_for(text: str) -> None:
    contents = read_plaintext(text)
    assert uncovered(text, contents) == []
    assert all(entry.name and entry.links for entry in contents.entries)


@pytest.mark.parametrize(
    "piece",
    ["a", "用", "https://a.b/", "NameAhttps://github.com/a/NameANameA is. ", "\n", " ", "AbC.",
     "https://a.b/" + ")" * 2000 + " ", "Paper: https://a.b/c\n"],
)  # fmt: skip
def test_two_megabytes_of_anything_are_read_in_seconds(piece: str) -> None:
    text = (piece * (2_000_000 // len(piece) + 1))[:2_000_000]
    started = time.process_time()
    read_plaintext(text)
    assert time.process_time() - started < 30


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no real documents: {SEEDS} does not exist")
@pytest.mark.parametrize(
    ("document", "at_least", "known"),
    [
        (
            "001",
            43,
            {
                "中文Alpaca模型Luotuo": [
                    "https://sota.jiqizhixin.com/project/luotuo",
                    "https://github.com/LC1332/Luotuo-Chinese-LLM",
                ],
                "Chinese-Vicuna-medical": [
                    "https://github.com/Facico/Chinese-Vicuna/blob/master/docs/performance-medical.md"
                ],
                "ChatGLM-6B": [
                    "https://github.com/THUDM/ChatGLM-6B",
                    "https://github.com/THUDM/ChatGLM-6B/tree/main/ptuning",
                ],
            },
        ),
        (
            "000",
            33,
            {
                "MedicalGPT-zh": ["https://github.com/MediaBrain-SJTU/MedicalGPT-zh"],
                "FlagAI and FlagData": [
                    "https://github.com/FlagAI-Open/FlagAI",
                    "https://github.com/FlagOpen/FlagData",
                ],
            },
        ),
        (
            "003",
            29,
            {
                "UltraLM-13B": ["https://github.com/thunlp/UltraChat"],
                "獬豸（Xiezhi）Benchmark": [
                    "https://arxiv.org/abs/2306.05783",
                    "https://github.com/MikeGu721/XiezhiBenchmark",
                ],
            },
        ),
    ],
)
def test_the_real_glued_documents_give_their_entries(
    document: str, at_least: int, known: dict[str, list[str]]
) -> None:
    (path,) = SEEDS.glob(f"{document}_*.txt")
    text = "".join(
        unicodedata.normalize("NFKC", char) if "\u2f00" <= char <= "\u2fd5" else char
        for char in path.read_text("utf-8")
    )
    contents = read_plaintext(text)
    read = {entry.name: entry.links for entry in contents.entries}
    assert len(read) >= at_least
    assert {name: read.get(name) for name in known} == known
    assert uncovered(text, contents) == []
