"""Citations and announcements: who wrote a paper, and what is said of support, is no name."""

from __future__ import annotations

import pytest

from spiders.readers.blocks import Listing
from spiders.readers.contents import Entry
from spiders.readers.listings import read_listing
from spiders.readers.markdown.page import markdown_blocks
from spiders.readers.phrases import announced


def entry(text: str) -> Entry:
    (listing,) = [block for block in markdown_blocks(text) if isinstance(block, Listing)]
    (one,) = read_listing(listing, [])
    assert isinstance(one, Entry), one
    return one


_PAPER = "[[arxiv]](https://arxiv.org/abs/2301.00001)"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mole et al. Otter: Fast Swimming in Rivers. 2023.", "Otter"),
        ("🔥 Mole et al. Otter: Fast Swimming in Rivers. 2023.", "Otter"),
        ("van der Mole, Rat et al. (2024). Otter: Fast Swimming in Rivers.", "Otter"),
        ("Mole et al. Do Badgers Dig? A Study. 2024.", "Do Badgers Dig? A Study"),
        ("Mole et al. Swim, Dig, and Fly. ACL 2024.", "Swim, Dig, and Fly"),
        (
            "Mole et al. " + "Very Long Titles of Papers about Rivers and All That Lives in Them "
            "and Beside Them, Seen from a Boat. 2024.",
            "Very Long Titles of Papers about Rivers and All That Lives in Them "
            "and Beside Them, Seen from a Boat",
        ),
    ],
)
def test_a_cited_paper_is_named_by_its_title_not_by_its_authors(line: str, name: str) -> None:
    assert entry(f"1. {line} {_PAPER}").name == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mole: Otters and Their Kin. 2023.", "Mole"),
        ("Otter by Mole et al", "Otter by Mole et al"),
    ],
)
def test_authors_are_passed_over_only_in_front_of_a_title(line: str, name: str) -> None:
    assert entry(f"- {line} {_PAPER}").name == name


def test_support_for_a_series_is_named_by_the_series_and_not_by_its_first_variant() -> None:
    one = entry(
        "- Built-in support for Otter series ([Dev](https://huggingface.co/a/Otter-dev), "
        "[Turbo](https://huggingface.co/a/Otter-turbo)): [#12](https://github.com/b/c/pull/12)"
    )
    assert (one.name, one.description) == ("Otter", None)
    assert len(one.links) == 3


@pytest.mark.parametrize("name", ["Otter", "Support Vector Machines", "Customer support for all"])
def test_a_name_that_announces_nothing_stays(name: str) -> None:
    assert announced(name) == name
