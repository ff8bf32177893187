"""Claims about commercial use: what allows, what denies, and what says neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.commercial_use import claims
from normalize.tables import table


@pytest.mark.parametrize(
    "text",
    [
        "可商用", "免费商用", "允许商用，需登记", "可以商用", "商业可用", "支持商用",
        "开源可商用", "可用于商业用途",
        "可免费商用", "无需授权即可商用", "不仅可商用", "不限制，可商用", "商用免费",
        "可商用需申请",
        "commercially usable", "commercial use allowed", "Commercial use is permitted",
        "free for commercial use", "free for research and commercial use", "commercial use: yes",
        "no restrictions, commercial use allowed", "allows commercial use",
        "not only research, commercial use allowed", "Apache 2.0 / 可商用",
    ],
)  # fmt: skip
def test_a_claim_that_commercial_use_is_allowed_is_told(text: str) -> None:
    assert claims(text) == ["commercial_use_claimed"]


@pytest.mark.parametrize(
    "text",
    [
        "不可商用", "不能商用", "禁止商用", "非商用", "非商业", "非商业用途", "不允许商用",
        "不支持商用", "无法商用",
        "未开放商用", "不得用于商业用途", "不可用于商业", "商用禁止", "商业使用不被允许",
        "可研究，不可商用",
        "仅供研究", "仅供学术研究", "仅限研究使用",
        "non-commercial", "Non commercial use", "noncommercial", "NON-COMMERCIAL ONLY",
        "research only", "for research purposes only", "no commercial use",
        "not for commercial use",
        "Not allowed for commercial use", "commercial use not allowed", "commercial: no",
        "commercial use is not permitted", "Commercial use prohibited",
        "cannot be used commercially",
        "MIT (not for commercial use)", "free for research, not for commercial use",
        "PolyForm Noncommercial",
        "not for commercial use without permission", "may not be used for commercial purposes",
    ],
)  # fmt: skip
def test_a_claim_that_commercial_use_is_denied_is_told(text: str) -> None:
    assert claims(text) == ["commercial_use_denied"]


@pytest.mark.parametrize(
    "text",
    [
        "", "Apache 2.0", "商用需授权", "可申请商用", "商汤", "商用大模型", "commercial",
        "Commercial use",
        "no license needed for commercial use", "commercial use not restricted",
        "commercial license", "no commercial restrictions", "no limits on commercial use",
        "not only commercial use", "noncommittal", "Nonsense", "研究", "research",
        "不限商用", "commercially available",
    ],
)  # fmt: skip
def test_what_only_speaks_of_use_claims_nothing(text: str) -> None:
    assert claims(text) == []


@given(st.text(alphabet="可不非商用业允许支持无法 noncmeriallwdt-", max_size=40))
def test_no_string_breaks_it(text: str) -> None:
    assert len(claims(text)) <= 1


@pytest.mark.parametrize(
    "text", ["not " * 1_200, "不可" * 2_500, "commercial " * 450, "allow, " * 700]
)
def test_a_hostile_text_takes_no_time(text: str, no_hang: None) -> None:
    assert len(claims(text)) <= 1


def test_every_word_for_commercial_use_and_for_nothing_but_research_is_looked_for() -> None:
    known = table("licenses")["claims"]
    denied = [*known["only"], *(f"not {word}" for word in known["use"] if word.isascii())]
    denied += [f"不{word}" for word in known["use"] if not word.isascii()]
    assert [one for one in denied if claims(one) != ["commercial_use_denied"]] == []
