"""Texts that say the same: repeated inside one, copied from one to another."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.stars import same_but_for_stars
from normalize.texts import as_told, copies, without_repeats

ENGLISH = "The model was trained on four hundred thousand dialogues by a team of volunteers."
CHINESE = "该模型由志愿者团队在四十万条对话数据上训练而成，支持中英双语。"


@pytest.mark.parametrize("sentence", [ENGLISH, CHINESE])
def test_a_repeated_sentence_is_kept_once(sentence: str) -> None:
    between = " 它很小。 "
    assert without_repeats(sentence + between + sentence) == (sentence + between).strip()


def test_a_repeated_paragraph_is_kept_once_and_the_lines_around_it_stay_lines() -> None:
    paragraph = (
        f"{ENGLISH} It answers questions about law, medicine and finance in two languages.\n"
    )
    text = f"{paragraph}First.\n{paragraph}Last."
    assert without_repeats(text) == f"{paragraph}First.\nLast."


def test_a_sentence_that_only_lost_its_punctuation_or_its_end_is_a_repeat() -> None:
    assert without_repeats(f"{CHINESE}\n{CHINESE.replace('，', ' ')}") == CHINESE
    assert (
        without_repeats(f"{ENGLISH} {ENGLISH.replace(' by a team of volunteers', '')}") == ENGLISH
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Short. Short. Short.",
        "  It stays as it is,   spaces and all.\n\n\n\nTo the end.  ",
        f"{ENGLISH} {ENGLISH.replace('model', 'model X2')}",
        "The base model of the family was trained on 7B tokens of text in many languages. "
        "The base model of the family was trained on 13B tokens of text in many languages.",
        "该系列的所有模型都可以用于商业用途，无需另外申请授权书。该系列的所有模型都不可以用于商业用途，无需另外申请授权书。",
        "The teacher model clearly outperforms the student model in all of the benchmarks. "
        "The student model clearly outperforms the teacher model in all of the benchmarks.",
        "该模型支持从中文到英文的翻译并且在多个测试集上效果良好。该模型支持从英文到中文的翻译并且在多个测试集上效果良好。",
        "1. pip install this-very-long-package-name-of-ours --upgrade v1.2\n"
        "2. pip install this-very-long-package-name-of-ours --upgrade v1.3",
    ],
)
def test_what_is_said_once_is_left_alone(text: str) -> None:
    assert without_repeats(text) == text


@given(st.text(alphabet="ab 12。.!\n很长的句子", max_size=200))
def test_nothing_is_invented_and_what_is_left_stays_when_asked_again(text: str) -> None:
    once = without_repeats(text)
    assert Counter("".join(once.split())) <= Counter("".join(text.split()))
    assert without_repeats(once) == once


def test_a_text_copied_with_a_few_words_more_is_a_copy() -> None:
    texts = [
        CHINESE,
        "另外一段完全不同的文字，讲的是别的项目和别的团队的工作。",
        f"新闻：{CHINESE}\n更多信息见官网。",
    ]
    assert copies(texts) == [[0, 2]]


def test_copies_of_copies_are_one_group() -> None:
    more = " Its weights, its data and the code of its training are public since last summer."
    assert copies([ENGLISH, ENGLISH + more, more]) == [[0, 1, 2]]


def test_what_is_short_or_only_alike_is_no_copy() -> None:
    assert copies(["A chat model.", "A chat model.", "中文对话模型", "中文对话模型"]) == []
    assert (
        copies([ENGLISH, "The team of volunteers trained four models on a thousand new books."])
        == []
    )
    assert copies([]) == []


def test_a_shared_sentence_does_not_make_copies_of_long_texts() -> None:
    rng = random.Random(1)
    own = ["".join(rng.choice("abcdefghijklm ") for _ in range(400)) + ". " for _ in range(2)]
    assert copies([one + ENGLISH for one in own]) == []


def test_time_grows_with_the_number_of_texts() -> None:
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnop", k=6)) for _ in range(2_000)]

    def texts(number: int) -> list[str]:
        made = [" ".join(rng.choices(words, k=25)) for _ in range(number // 2)]
        return made + rng.choices(made[:50], k=number // 2)

    def seconds(number: int) -> float:
        given_texts = texts(number)
        start = time.perf_counter()
        assert len(copies(given_texts)) >= 50
        return time.perf_counter() - start

    few = min(seconds(2_000) for _ in range(2))
    assert seconds(20_000) < few * 25


def test_counts_of_stars_are_no_part_of_what_is_told() -> None:
    for count in ("⭐ 1.2k", "(⭐️1,234)", "★ 980", "[12.3k stars]", "🌟3.4万"):
        assert as_told(f"A model of words {count}") == "A model of words"


def test_stars_that_count_nothing_and_numbers_without_stars_stay() -> None:
    for text in (
        "A model with 5 starting points",
        "★ the best of 2023",
        "Rated 7B",
        "Ratings from 1 to 5 stars.",
        "Reviews with 4 stars or more count",
        "(1-5 stars) in 6 languages",
        "2M stars of the galaxy",
        "12 star hotels",
        "支持 5 ★ 酒店",
        "Rated 4.5★ by users, ★★★ 3 times",
        "It has 10k stars on GitHub.",
        "at least 100 stars",
    ):
        assert as_told(text) == text


def test_texts_are_the_same_where_only_counts_of_stars_moved_wherever_they_stand() -> None:
    told = "It has {} stars on GitHub."
    assert same_but_for_stars(told.format("10k"), told.format("9,876"))
    assert same_but_for_stars("A model (⭐ 9)", "A model (⭐ 10,000)")
    assert not same_but_for_stars(told.format("10k"), "It has 10k forks on GitHub.")
    assert not same_but_for_stars("Trained on 9 books", "Trained on 10 books")
