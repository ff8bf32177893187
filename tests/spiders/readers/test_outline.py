"""The outline of a document: headings that name entries, chapters, parts, and what is apart."""

from __future__ import annotations

from spiders.readers.contents import Contents
from spiders.readers.entries import read_entries
from spiders.readers.markdown.page import markdown_blocks


def read(text: str) -> Contents:
    return read_entries(markdown_blocks(text))


def names(text: str) -> list[str]:
    return [one.name for one in read(text).entries]


_NUMBERED = """# Benchmarks

## Suites

### 1. Alpha-Eval

Tells how well a model counts.

[[Site](https://alpha-eval.example.org)] [[Code](https://github.com/lab/alpha-eval)]

### 2. Beta

Questions of law, see the [paper](https://arxiv.org/abs/2301.00001).

### 3. Gamma

Without any link so far.
"""


def test_numbered_headings_with_prose_and_links_of_their_own_name_entries() -> None:
    found = read(_NUMBERED).entries
    assert [one.name for one in found] == ["Alpha-Eval", "Beta", "Gamma"]
    assert found[0].links == [
        "https://alpha-eval.example.org",
        "https://github.com/lab/alpha-eval",
    ]
    assert found[0].section == ["Benchmarks", "Suites"]


def test_numbered_chapters_of_lists_name_nothing() -> None:
    text = "".join(
        f"## {number}. {title}\n\n- [{title} A](https://a.org/{number}a): one\n"
        f"- [{title} B](https://a.org/{number}b): two\n\n"
        for number, title in enumerate(["Chat", "Code", "Vision"], 1)
    )
    assert names(text) == ["Chat A", "Chat B", "Code A", "Code B", "Vision A", "Vision B"]


def test_a_series_of_numbers_goes_on_where_one_heading_has_another_level() -> None:
    text = (
        "## Models\n\n### 1. [A](https://a.org/a)\n\nOne.\n\n#### Data\n\n"
        "- [part one](https://a.org/d1): x\n- [part two](https://a.org/d2): y\n\n"
        "#### 2. [B](https://a.org/b)\n\nTwo.\n\n### 3. C\n\nThree.\n"
    )
    found = read(text).entries
    assert [one.name for one in found] == ["A", "B", "C"]
    assert found[0].links == ["https://a.org/a", "https://a.org/d1", "https://a.org/d2"]


def test_the_parts_of_an_entry_are_no_entries() -> None:
    text = (
        "## [MOSS](https://github.com/lab/moss)\n\nA model.\n\n### Download\n\n"
        "| Model | Link |\n|---|---|\n| MOSS-7B | [HF](https://a.org/7) |\n"
        "| MOSS-13B | [HF](https://a.org/13) |\n\n### Demo\n\nhttps://moss.example.org\n"
    )
    (moss,) = read(text).entries
    assert moss.name == "MOSS"
    assert moss.links == [
        "https://github.com/lab/moss",
        "https://a.org/7",
        "https://a.org/13",
        "https://moss.example.org",
    ]


def test_a_list_of_others_below_an_entry_is_a_section_of_its_own() -> None:
    text = (
        "## [MOSS](https://github.com/lab/moss)\n\nA model.\n\n### Other derived projects\n\n"
        "- [tiny](https://github.com/lab/tiny): small\n- [huge](https://github.com/lab/huge): big\n"
    )
    assert names(text) == ["MOSS", "tiny", "huge"]


def test_a_linked_title_of_the_document_is_no_entry() -> None:
    text = (
        "# [Awesome Things](https://github.com/lab/awesome)\n\nWelcome.\n\n"
        "## Chat\n\n- [A](https://a.org/a): x\n- [B](https://a.org/b): y\n\n"
        "## Code\n\n- [C](https://a.org/c): x\n- [D](https://a.org/d): y\n"
    )
    assert names(text) == ["A", "B", "C", "D"]


def test_headings_with_bare_or_indented_links_below_are_names() -> None:
    text = (
        "# List\n\n## MOSS\n\n    https://github.com/lab/moss\n\nA model.\n\n"
        "## GLM\n\nhttps://github.com/lab/glm\n"
    )
    assert [(one.name, one.links) for one in read(text).entries] == [
        ("MOSS", ["https://github.com/lab/moss"]),
        ("GLM", ["https://github.com/lab/glm"]),
    ]


def test_news_contributors_and_licences_are_apart_with_their_reason() -> None:
    text = (
        "# List\n\n## Models\n\n- [A](https://a.org/a): x\n\n"
        "## 🔥 News\n\n- [2024.01.01] We release [B](https://a.org/b)\n\n"
        "## Contributors\n\n- [someone](https://github.com/someone)\n\n"
        "## License\n\nThis list is under [MIT](https://opensource.org/licenses/MIT).\n"
    )
    found = read(text)
    assert [one.name for one in found.entries] == ["A"]
    reasons = {one.reason for one in found.unread}
    assert {"news", "contributors", "about-the-list"} <= reasons


def test_dated_lines_are_news_unless_a_name_follows_the_date() -> None:
    found = read(
        "## Log\n\n- 2024.01.01: added support for [A](https://a.org/a)\n"
        "- 2024-02 [B](https://a.org/b): a model\n"
    )
    assert [one.name for one in found.entries] == ["B"]
    assert [one.reason for one in found.unread] == ["heading", "news"]


def test_a_wall_of_people_is_no_list_of_projects() -> None:
    people = "".join(f"- [@{one}](https://github.com/{one}) - wrote much\n" for one in "abc")
    wall = (
        "<table><tr><td><a href='https://github.com/ann'><img src='a.png'><br><b>Ann</b></a></td>"
        "<td><a href='https://github.com/bob'><img src='b.png'><br><b>Bob</b></a></td></tr></table>"
    )
    found = read(f"## Team\n\n{people}\n## Friends\n\n{wall}\n")
    assert found.entries == []
    assert [one.reason for one in found.unread].count("contributors") == 2


def test_organisations_are_no_people() -> None:
    text = "".join(f"- [Lab {one}](https://github.com/lab-{one}): makes models\n" for one in "abc")
    assert names(text) == ["Lab a", "Lab b", "Lab c"]
