"""What is undone of machine-translated pages, measured against rows labelled by hand.

``translated_page``: rows of a real page, drawn at random and labelled before the code was measured
on them. ``second_page``: a page of our own with other names, made after the code was frozen; what
it gives is what to expect of a page that nobody has seen. They are yardsticks: what is measured are
totals, and no rule knows a row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import SHARED, needs_shared
from examples import read_text

from normalize.fields import map_fields
from normalize.fields.organizations import canonical
from normalize.records import Mention, Repair
from normalize.text.translation import fold

FOLDER = Path(__file__).parent
Row = dict[str, str]
PAGES = [pytest.param("translated_page", marks=needs_shared), "second_page"]


def labels(page: str, pattern: str) -> list[Row]:
    rows: list[Row] = []
    for path in sorted((FOLDER / page).glob(pattern)):
        lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
        rows += csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return rows


def document(page: str) -> Path:
    own = FOLDER / page / "page.html"
    return own if own.exists() else next((SHARED / "seeds").glob("004_*"))


@cache
def read(page: str) -> tuple[dict[str, Mention], list[Repair]]:
    body = document(page).read_bytes()
    reading = read_text(body, "webpage", urls=["https://example.org/list.html"])
    return {one.locator: map_fields(one) for one in reading.mentions}, reading.repairs


def stated(text: str | None) -> str:
    return "" if text is None or text.strip() in ("", "-") else text.strip()


def same_name(row: Row, one: Mention) -> bool:
    """Whether a name is one of those that the label allows, written ``one|other``."""
    return fold(one.name) in map(fold, row["name"].split("|"))


def same_organization(row: Row, one: Mention) -> bool:
    allowed = [organizations(name) for name in stated(row["organisation"]).split("|")]
    return organizations(stated(one.organization)) in allowed


def organizations(text: str) -> set[str]:
    """The organisations of a cell under their canonical names, parted by ``+`` or ``/``."""
    parts = re.split(r"\s*[/+、，；&]\s*", re.sub(r"\s*(?:等|\bet al\.?|\.\.\.)\s*$", "", text))
    return {fold(canonical(part)) for part in parts if part}


def share(page: str, right: Callable[[Row, Mention], bool], rows: list[Row]) -> float:
    mentions, _ = read(page)
    return sum(right(row, mentions[row["locator"]]) for row in rows) / len(rows)


@needs_shared
def test_the_original_name_comes_back() -> None:
    rows = [row for row in labels("translated_page", "rows*.tsv") if stated(row["name"])]
    assert len(rows) >= 150
    assert share("translated_page", same_name, rows) >= 0.92


@needs_shared
def test_the_organization_comes_back() -> None:
    rows = [row for row in labels("translated_page", "rows*.tsv") if stated(row["organisation"])]
    assert len(rows) >= 130
    assert share("translated_page", same_organization, rows) >= 0.8


def test_a_page_that_the_code_was_not_written_with_is_undone_nearly_as_well() -> None:
    rows = labels("second_page", "rows*.tsv")
    assert share("second_page", same_name, rows) >= 0.8
    named = [row for row in rows if stated(row["organisation"])]
    assert share("second_page", same_organization, named) >= 0.75


@pytest.mark.parametrize("page", PAGES)
def test_every_heading_comes_back(page: str) -> None:
    _, repairs = read(page)
    undone = {one.before: one.after for one in repairs if one.field == "section"}
    for row in labels(page, "headings.tsv"):
        after = undone.get(row["heading_raw"], row["heading_raw"])
        assert fold(after) in map(fold, row["heading"].split("|")), row["heading_raw"]


@pytest.mark.parametrize("page", PAGES)
def test_every_license_is_spdx(page: str) -> None:
    mentions, _ = read(page)
    for row in labels(page, "rows*.tsv"):
        expected = stated(row["license"])
        if expected and " " not in expected:  # the others are licences of their own, without a name
            assert mentions[row["locator"]].license_spdx == [expected], row["locator"]


@pytest.mark.parametrize("page", PAGES)
def test_no_language_is_stated_that_is_not_the_models(page: str) -> None:
    mentions, _ = read(page)
    for row in labels(page, "rows*.tsv"):
        known = stated(row["languages"]).split()
        assert set(mentions[row["locator"]].languages) <= set(known), row["locator"]


@pytest.mark.parametrize("page", PAGES)
def test_the_name_as_it_stood_is_kept(page: str) -> None:
    rows = labels(page, "rows*.tsv")
    assert share(page, lambda row, one: one.name_raw == row["name_raw"], rows) >= 0.98
