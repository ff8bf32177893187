from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.readers.plaintext.chunks import Stitched, stitch

TEXT = "".join(
    f"Entry {number} is told about at some length, 它是第{number}个。\n" for number in range(60)
)


def cut(text: str, *borders: int, overlap: int = 80) -> list[str]:
    starts = [0, *borders]
    ends = [*(border + overlap for border in borders), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def stitched(texts: list[str], names: list[str] | None = None) -> list[Stitched]:
    return stitch(texts, names or [f"part{number}" for number in range(len(texts))])


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_overlapping_chunks_in_any_order_give_the_text(order: tuple[int, ...]) -> None:
    chunks = cut(TEXT, 500, 1100, 1900)
    (one,) = stitched([chunks[at] for at in order])
    assert one.text == TEXT
    assert [order[piece.chunk] for piece in one.pieces] == [0, 1, 2, 3]


def test_every_offset_leads_to_the_same_character_of_its_chunk() -> None:
    chunks = cut(TEXT, 700, 1500)
    (one,) = stitched(chunks)
    for piece in one.pieces:
        for offset in range(piece.start, piece.end):
            assert chunks[piece.chunk][piece.place(offset)] == TEXT[offset]


def test_a_chunk_within_another_and_one_given_twice_bring_nothing() -> None:
    chunks = [TEXT[:1500], TEXT[300:900], TEXT[1400:], TEXT[:1500]]
    (one,) = stitched(chunks)
    assert one.text == TEXT
    assert sorted(piece.end - piece.start for piece in one.pieces)[:2] == [0, 0]
    assert sorted(piece.chunk for piece in one.pieces) == [0, 1, 2, 3]


def test_texts_that_overlap_nowhere_stay_alone_in_the_order_of_their_names() -> None:
    texts = ["third text of its own " * 9, "first text, other words " * 9, "and one more here " * 9]
    names = ["list10.txt", "list2.txt", "list9.txt"]
    assert [one.text for one in stitched(texts, names)] == [texts[1], texts[2], texts[0]]


def test_a_missing_chunk_leaves_two_texts() -> None:
    first, second, _, fourth = cut(TEXT, 500, 1100, 1900)
    assert [len(one.pieces) for one in stitched([fourth, first, second], ["4", "1", "2"])] == [2, 1]


@pytest.mark.parametrize("shared", ["\n", "Entry ", " " * 200, "-" * 300, "=-" * 99])
def test_what_chance_or_a_rule_repeats_is_no_overlap(shared: str) -> None:
    texts = ["The first text tells of cats and of dogs." + shared, shared + "Another tells of tea."]
    assert len(stitched(texts)) == 2


def test_of_text_that_repeats_itself_the_longest_overlap_counts() -> None:
    refrain = "This paragraph, with some words, stands here again and again and again. "
    text = "Once. " + refrain * 6 + "Then the end comes."
    chunks = [text[: -len("Then the end comes.")], text[len("Once. ") :]]
    (one,) = stitched(chunks)
    assert one.text == text


def test_characters_that_the_border_cut_in_two_are_whole_again() -> None:
    data = ("开源的模型列表，" * 3 + "".join(chr(0x4E00 + n) for n in range(400))).encode()
    parts = [data[:700], data[500:1000], data[801:]]
    texts = [part.decode("utf-8", "replace") for part in parts]
    assert any(text.startswith("\ufffd") or text.endswith("\ufffd") for text in texts)
    (one,) = stitched(texts)
    assert one.text == data.decode()


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.lists(st.integers(200, 3_000), min_size=1, max_size=6, unique=True),
    st.integers(40, 150),
    st.randoms(use_true_random=False),
)
def test_any_text_cut_anywhere_comes_back(
    seed: int, borders: list[int], overlap: int, chance: random.Random
) -> None:
    letters = random.Random(seed)
    text = "".join(letters.choice("abcdefghijklmnopqrstuvwxyz 的是模型\n") for _ in range(3_500))
    chunks = cut(text, *sorted(borders), overlap=overlap)
    chance.shuffle(chunks)
    assert [one.text for one in stitched(chunks)] == [text]


@pytest.mark.parametrize(
    "text", ["a" * 400_000, "abcdefghijklmn" * 30_000, TEXT * 300, "x" * 200_000 + TEXT]
)
def test_long_and_repeating_texts_are_compared_in_seconds(text: str) -> None:
    started = time.process_time()
    stitched([text[: len(text) // 2 + 100], text[len(text) // 2 :], text[::-1]])
    assert time.process_time() - started < 20
