import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import restore


def test_radicals_in_words_become_ordinary_characters_and_punctuation_stays():
    restored = restore(
        "⼤模型可⽤于⽂本⽣成，⽀持中⽂（Ｆｕｌｌ）。⻓度为 4096，⻅⾸⻚。", "plaintext"
    )
    assert restored.text == "大模型可用于文本生成，支持中文（Ｆｕｌｌ）。长度为 4096，见首页。"
    assert {repair.rule for repair in restored.repairs} == {"kangxi-radical"}
    assert {repair.confidence for repair in restored.repairs} == {1.0}


def test_a_radical_alone_in_a_damaged_text_is_repaired_too():
    assert (
        restore("使⽤⼿册很⼤，分为：⼀、⽤途", "plaintext").text == "使用手册很大，分为：一、用途"
    )


def test_one_run_of_radicals_is_one_repair_in_original_coordinates():
    (repair,) = restore("见⾸⻚说明", "pdf").repairs
    assert (repair.start, repair.end, repair.before, repair.after) == (1, 3, "⾸⻚", "首页")


@pytest.mark.parametrize(
    "text",
    [
        "The radical ⽤ (U+2F64) looks like 用.",
        "Radicals: ⼀ ⼁ ⼂ ⼃ ⼄ ⼅ ⼆",
        "⼀、⼁、⼂、⼃、⼄",
        "康熙部首包括「⼀」「⽔」「⽕」等，如⽔部。",
        "部首の⽔は「みず」と読む。",
        "⽤",
    ],
)
def test_a_text_about_radicals_stays_as_it_is(text):
    assert restore(text, "readme").repairs == []
    assert restore(text, "plaintext").text == text


@pytest.mark.parametrize(
    ("radical", "ideograph"),
    list(
        zip(
            "⻓⻚⻅⻋⻔⺠⻛⻜⻝⻢⻥⻦⻨⻩⻬⻰⻄⺟⻳",
            "长页见车门民风飞食马鱼鸟麦黄齐龙西母龟",
            strict=True,
        )
    ),
)
def test_the_radicals_supplement_is_known(radical, ideograph):
    assert restore(f"汉{radical}字", "readme").text == f"汉{ideograph}字"


def test_every_kangxi_radical_becomes_its_compatibility_form():
    for char in map(chr, range(0x2F00, 0x2FD6)):
        expected = unicodedata.normalize("NFKC", char)
        assert restore(f"汉{char}字", "readme").text == f"汉{expected}字"


def test_compatibility_ideographs_become_unified_ones():
    restored = restore("金\uf90a和\U0002f800字", "readme")
    assert restored.text == "金金和丽字"
    assert {repair.rule for repair in restored.repairs} == {"compatibility-ideograph"}


@pytest.mark.parametrize(
    "text",
    [
        "ご担当は\ufa19谷さんと\ufa10本さんです。よろしくお願いいたします。",
        "한자 \uf9e4論과 \uf914觀은 읽는 법이 다르다.",
    ],
)
def test_compatibility_ideographs_that_were_typed_in_japanese_and_korean_stay(text):
    assert restore(text, "plaintext").repairs == []


def test_radicals_in_japanese_are_damage_all_the_same():
    assert restore("⽇本語の⾔語モデルを⽤いる。", "pdf").text == "日本語の言語モデルを用いる。"


def test_chinese_that_quotes_a_japanese_name_is_chinese():
    text = "本模型由の字开头的公司发布，支持金\uf90a和多种语言，效果很好，欢迎大家使用。"
    assert "\uf90a" not in restore(text, "pdf").text


def test_the_twelve_unified_ideographs_among_them_stay():
    text = "汉" + "汉".join("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩") + "汉"
    assert restore(text, "readme").repairs == []


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=50))
def test_ordinary_han_characters_are_never_touched(text):
    assert restore(text, "plaintext").repairs == []
