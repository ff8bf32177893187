"""Dates: as precise as given, and no more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.dates import iso_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", "2023"),
        ("2023 年", "2023"),
        ("2023/03<!--13-->", "2023-03"),
        ("2023.05.03", "2023-05-03"),
        ("2023-07", "2023-07"),
        ("2019/10", "2019-10"),
        ("2025--01", "2025-01"),
        ("2023年5月", "2023-05"),
        ("2023 年 5 月 6 日", "2023-05-06"),
        ("20230503", "2023-05-03"),
        ("May 2023", "2023-05"),
        ("Sept. 2023", "2023-09"),
        ("3 May 2023", "2023-05-03"),
        ("May 5th, 2023", "2023-05-05"),
        ("2023-05-06T10:00:00Z", "2023-05-06"),
        ("2023-02-31", "2023-02"),
        ("05/2023", "2023-05"),
        ("5.2023", "2023-05"),
        ("2023 May", "2023-05"),
        ("2023-May", "2023-05"),
        ("2023 May 3", "2023-05-03"),
        ("3-May-2023", "2023-05-03"),
        ("14th of March 2023", "2023-03-14"),
        ("Jan-2023", "2023-01"),
        ("Jan, 2023", "2023-01"),
        ("2023\u201305", "2023-05"),
        ("2023_05", "2023-05"),
        ("2023·05", "2023-05"),
        ("202305", "2023-05"),
        ("~2023", "2023"),
        ("2023?", "2023"),
        ("early 2023", "2023"),
        ("Q1 2023", "2023"),
        ("2023 Q1", "2023"),
        ("2023H1", "2023"),
        ("2023 年 Q1", "2023"),
        ("summer 2023", "2023"),
        ("2023年底", "2023"),
        ("13/05/2023", "2023-05-13"),
        ("05/13/2023", "2023-05-13"),
        ("03.05.2023", "2023-05-03"),
        ("05/05/2023", "2023-05-05"),
        ("05/03/2023", "2023"),
        ("31/31/2023", "2023"),
        ("May 2023, updated 2024-01", "2023-05"),
        ("Aug 2022 - Jan 2023", "2022-08"),
        ("2023.05-2023.07", "2023-05"),
    ],
)
def test_a_date_is_read_as_precisely_as_given(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TODO",
        "-",
        "4096",
        "23/05",
        "v2023.1",
        "7B",
        "1850-01",
        "中英",
        "may be",
        "2203.02155",
        "v1.2023",
        "1.2.2023.4",
        "2305.20231",
        "NeurIPS 2023",
        "in 20234",
        "2023-13",
    ],
)
def test_what_is_no_date_gives_nothing(text: str) -> None:
    assert iso_date(text) is None


@given(st.text(alphabet="0123456789-/. 年月日May", max_size=30))
def test_whatever_comes_out_is_iso_8601(text: str) -> None:
    date = iso_date(text)
    assert date is None or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", date)
