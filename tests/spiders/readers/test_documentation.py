"""Chapters of one documentation are no entries; things that have a documentation each are."""

from __future__ import annotations

import pytest

from spiders.readers.contents import Contents
from spiders.readers.entries import read_entries
from spiders.readers.markdown.page import markdown_blocks


def read(text: str) -> Contents:
    return read_entries(markdown_blocks(text))


def names(text: str) -> list[str]:
    return [one.name for one in read(text).entries]


def bullets(*links: tuple[str, str]) -> str:
    return "# Toolkit\n\n" + "".join(f"- [{name}]({href})\n" for name, href in links)


@pytest.mark.parametrize(
    "site",
    [
        "https://toolkit.readthedocs.io/en/",
        "https://docs.toolkit.org/",
        "https://lab.github.io/toolkit/",
        "https://toolkit.org/docs/",
        "https://toolkit.org/stable/",
    ],
)
def test_three_pages_of_one_documentation_are_no_entries(site: str) -> None:
    found = read(
        bullets(
            ("Train and test", site + "train.html"),
            ("Add a model", site + "add.html"),
            ("Deploy", site + "deploy.html"),
        )
    )
    assert found.entries == []
    assert [one.reason for one in found.unread].count("documentation") == 3


def test_rows_that_lead_to_chapters_are_no_entries_and_the_one_with_a_repository_is() -> None:
    text = (
        "| Block | Inside |\n|---|---|\n"
        "| [Memory](https://docs.toolkit.org/memory) | keeps state |\n"
        "| [Tools](https://docs.toolkit.org/tools) | calls |\n"
        "| [Events](https://docs.toolkit.org/events) | streams |\n"
        "| [Otter](https://github.com/a/otter) [page](https://docs.toolkit.org/otter) | swims |\n"
    )
    assert names(text) == ["Otter"]


@pytest.mark.parametrize(
    "links",
    [
        pytest.param(
            [(name, f"https://{name}.readthedocs.io/en/") for name in ("otter", "mole", "rat")],
            id="a site each",
        ),
        pytest.param(
            [(name, f"https://lab.github.io/{name}/") for name in ("otter", "mole", "rat")],
            id="a project each",
        ),
        pytest.param(
            [(name, f"https://github.com/lab/docs/{name}") for name in ("otter", "mole", "rat")],
            id="a forge",
        ),
        pytest.param(
            [
                (name, f"https://forge.org/a/b/blob/x/docs/{name}")
                for name in ("otter", "rat", "toad")
            ],
            id="files of a forge",
        ),
        pytest.param(
            [(name, f"https://docs.google.com/{name}") for name in ("otter", "mole", "rat")],
            id="shared files",
        ),
        pytest.param(
            [(name, f"https://docs.hub.org/{name}") for name in ("GPT-4", "OtterNet", "RAT")],
            id="names that only things have",
        ),
        pytest.param(
            [("otter", "https://docs.hub.org/a"), ("mole", "https://docs.hub.org/b")],
            id="only two",
        ),
    ],
)
def test_things_that_have_pages_of_their_own_are_entries(links: list[tuple[str, str]]) -> None:
    assert names(bullets(*links)) == [name for name, _ in links]


def test_a_table_that_says_what_its_rows_are_holds_entries_whatever_they_link() -> None:
    rows = "".join(f"| [{one}](https://docs.hub.org/{one}) | x |\n" for one in ("a1", "b", "c"))
    assert len(names("| Model | Organization |\n|---|---|\n" + rows)) == 3
