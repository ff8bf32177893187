"""How to install and use something: links in its sentences are those of no entry."""

from __future__ import annotations

import pytest

from spiders.readers.entries import read_entries
from spiders.readers.markdown.page import markdown_blocks


def names(text: str) -> list[str]:
    return [one.name for one in read_entries(markdown_blocks(text)).entries]


_LOGGER = "To use [OtterLogger](https://github.com/a/OtterLogger), set the key.\n"


@pytest.mark.parametrize(
    "headings",
    [
        "## Getting Started\n\n### OtterLogger\n\n",
        "## 🚀 Quick Start\n\n### Logging\n\n#### OtterLogger\n\n",
        "## 快速开始\n\n### OtterLogger\n\n",
        "## Use OtterLogger\n\n",
        "## 使用 OtterLogger\n\n",
    ],
)
def test_a_link_in_a_sentence_of_instructions_names_no_entry(headings: str) -> None:
    assert names("# Toolkit\n\nText.\n\n" + headings + _LOGGER) == []


@pytest.mark.parametrize(
    "headings",
    [
        "# Toolkit\n\n## OtterLogger\n\n",
        "# Toolkit\n\n## Loggers\n\n### OtterLogger\n\n",
        "# Using Rivers\n\n## OtterLogger\n\n",
    ],
)
def test_elsewhere_a_heading_is_named_by_its_own_text(headings: str) -> None:
    assert names(headings + _LOGGER) == ["OtterLogger"]


def test_a_linked_heading_below_instructions_names_an_entry_all_the_same() -> None:
    text = "# Toolkit\n\n## Usage\n\n### [Otter](https://github.com/a/otter)\n\nA logger.\n"
    assert names(text) == ["Otter"]


def test_steps_are_no_entries() -> None:
    text = (
        "# Toolkit\n\n## Installation\n\n"
        "1. Sign up at [the portal](https://portal.example.com/) and copy the key.\n"
        "2. Fork [toolkit](https://github.com/a/toolkit) and push your branch.\n"
    )
    assert names(text) == []


def test_named_things_that_an_installation_lists_are_entries() -> None:
    text = (
        "# Toolkit\n\n## Installation\n\n"
        "- [Otter](https://github.com/a/otter) - a package manager\n"
        "- Mole: another one, [code](https://github.com/a/mole)\n"
    )
    assert names(text) == ["Otter", "Mole"]
