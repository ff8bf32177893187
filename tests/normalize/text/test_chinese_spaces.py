import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import chinese_spaces, wrapped_lines
from normalize.text.edits import apply

SENTENCE = "语言模型从大量文字中学习词与词的关系，再由此写出新的句子，它并不懂得自己在说什么。"


def unspaced(text):
    return apply(text, chinese_spaces.find(text))


def unwrapped(text):
    return apply(text, wrapped_lines.find(text))


def test_lines_with_a_space_after_every_character_lose_them():
    damaged = " ".join(SENTENCE)
    assert unspaced(damaged) == SENTENCE
    assert unspaced(f"{damaged}\n{' '.join('到此为止')}\n") == f"{SENTENCE}\n到此为止\n"
    assert {edit.rule for edit in chinese_spaces.find(damaged)} == {"chinese-space"}


def test_spaces_around_latin_words_in_a_spaced_line_stay():
    damaged = " ".join(SENTENCE[:-1]) + " ， 比 如 GPT 和 BERT 。"
    assert unspaced(damaged) == SENTENCE[:-1] + "，比如 GPT 和 BERT 。"


@pytest.mark.parametrize(
    "text",
    [
        "目 录",
        "中 华 人 民 共 和 国 劳 动 合 同 法 实 施 条 例 全 文",
        "白 日 依 山 尽 ， 黄 河 入 海 流 。",
        "张三 李四 王五 赵六 钱七 孙八 周九 吴十 郑一 冯二 陈三 褚四 卫五 蒋六 沈七 韩八 杨九 朱十",
        "中文 英文 法文 德文",
        "语言 模型 从 大量 文字 中 学习 词 与 词 的 关系 ， 写出 新 的 句子 。",
        SENTENCE + " " + SENTENCE,
        "| 名 称 | 说 明 |",
    ],
)
def test_spaces_that_were_set_on_purpose_stay(text):
    assert chinese_spaces.find(text) == []


def test_a_short_spaced_heading_in_a_damaged_text_stays():
    assert unspaced(f"目 录\n\n{' '.join(SENTENCE)}") == f"目 录\n\n{SENTENCE}"


def wrapped(text, width=30):
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_lines_wrapped_at_the_width_of_a_page_are_joined_inside_sentences():
    lines = wrapped(SENTENCE * 8)
    assert unwrapped(lines) == SENTENCE * 8
    assert {edit.rule for edit in wrapped_lines.find(lines)} == {"line-break-in-sentence"}


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["甲模型", "乙模型很长的名字", SENTENCE, "丙模型", SENTENCE[:20]] * 5),
        "\n".join([SENTENCE] * 10),
        "\n".join(SENTENCE[: 12 + n % 9] for n in range(20)),
        "\n\n".join(SENTENCE[:30] for _ in range(10)),
        "\n".join(f"{n}. {SENTENCE[:28]}" for n in range(1, 10)),
        "\n".join(f"第{n}章 {SENTENCE[:28]}" for n in "一二三四五六七八"),
        "\n".join(
            "言語モデルは大量の文章から語と語の関係を学習し新しい文を書く仕組みで" for _ in range(9)
        ),
    ],
)
def test_lines_of_their_own_stay(text):
    assert wrapped_lines.find(text) == []


@given(st.text(st.sampled_from("语言模型，。 \nA"), max_size=200))
def test_repairing_until_nothing_is_found_ends(text):
    for clean in (unspaced, unwrapped):
        once = text
        for _ in range(10):
            once, before = clean(once), once
            if once == before:
                break
        assert clean(once) == once


@pytest.mark.parametrize("unit", ["大 ", "大 语\n", "，", "\n大", "大" * 30 + "\n", " ", "大 A\n"])
def test_hostile_text_does_not_hang(unit, no_hang):
    text = unit * (300_000 // len(unit))
    chinese_spaces.find(text)
    wrapped_lines.find(text)
