"""Emoji, short codes and badges: none of the name in front of or behind them."""

from __future__ import annotations

import pytest

from spiders.readers.decoration import badge_end
from spiders.readers.line_starts import lead
from spiders.readers.line_words import clean_name, rest_after


@pytest.mark.parametrize(
    "text",
    [
        "Otter-2 🔥HOT",
        "Otter-2 ⚠️EOL",
        "Otter-2 🆕",
        "Otter-2🔥",
        "Otter-2 🔥 new",
        "Otter-2 🔥推荐",
        "Otter-2 (🔥 new)",
        "Otter-2（🆕）",
        "Otter-2 :new:",
        "Otter-2 :fire: :fire:",
        "Otter-2 🔥：",
        ":arrow_up: Otter-2",
        ":star2: 🔥 **Otter-2**",
    ],
)
def test_what_decorates_a_name_is_no_part_of_it(text: str) -> None:
    assert clean_name(text) == "Otter-2"


@pytest.mark.parametrize(
    "name",
    [
        "Otter 🤗 Transformers",
        "Otter ❤️ Badger2",
        "Otter 🔥V2",
        "Otter™",
        "C♯",
        "Otter ㈱",
        "Otter (new)",
        "Otter HOT",
        "std::otter",
        "12:30:45",
        "cafe\u0301",
    ],
)
def test_words_behind_an_emoji_and_signs_of_a_name_stay(name: str) -> None:
    assert clean_name(name) == name


def test_a_line_begins_behind_a_short_code_and_not_behind_any_colon() -> None:
    assert lead(":arrow_up: Otter: fast") == len(":arrow_up: ")
    assert lead("10:30:00 Otter") == 0


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        (" 🔥HOT: a model", "a model"),
        (" 🔥 new: a model", "a model"),
        (" 🚀, easily", "easily"),
        (" :new: - a model", "a model"),
        (" 🔥 new model of rivers", "new model of rivers"),
        (": 🚀 a model", "🚀 a model"),
        (" 🔥HOT", None),
        (" ⭐ 1.2k - a model", "⭐ 1.2k - a model"),
    ],
)
def test_a_badge_behind_a_name_is_no_description(behind: str, said: str | None) -> None:
    assert rest_after("Otter" + behind, len("Otter")) == said


def test_a_text_without_a_badge_has_none() -> None:
    assert badge_end(" - a model 🔥") == 0
