"""Plain text that is not glued: every way that people set out a list is read by the one reader."""

from __future__ import annotations

import pytest

from spiders.readers.plaintext.document import read_plaintext

FOUR = [
    ("Kubernetes", ["https://github.com/kubernetes/kubernetes"]),
    ("Nomad", ["https://www.nomadproject.io/"]),
    ("Docker Swarm", ["https://github.com/moby/swarmkit"]),
    ("Podman", ["https://podman.io/"]),
]
SAID = [
    "Runs containers on many machines.",
    "A simple scheduler for anything.",
    "Clusters of engines, built in.",
    "Containers without a daemon.",
]


def read(text: str) -> list[tuple[str, list[str]]]:
    return [(entry.name, entry.links) for entry in read_plaintext(text).entries]


def laid_out(form: str, between: str = "\n") -> str:
    rows = zip(FOUR, SAID, strict=True)
    return between.join(
        form.format(name=name, url=links[0], text=said, number=number)
        for number, ((name, links), said) in enumerate(rows, 1)
    )


@pytest.mark.parametrize(
    "form",
    [
        "{name} - {url} - {text}",
        "{name} – {text} {url}",
        "{name}: {url}",
        "{name}: {text} {url}",
        "{name} ({url}) {text}",
        "{name} <{url}>",
        "{name}, {url}, {text}",
        "{name}\t{url}\t{text}",
        "{number}\t{name}\t{text}\t{url}",
        "{name}   {url}   {text}",
        "{name} | {url} | {text}",
        "- {name} {url}",
        "* {name}: {text}\n  {url}",
        "• {name} — {text} ({url})",
        "{number}. {name} {url}",
        "{number}) {name} - {text} {url}",
        "[{number}] {name}. {text} {url}",
        "> * {name}: {url} -- {text}",
        "* `{name} <{url}>`_ - {text}",
        "{url} - {name}: {text}",
        "{url}\t{name}\t{text}",
        "{url} {name} - {text}",
        "+ {name}\n  {url}\n  {text}",
        "{number}. {name}\n   {text}\n   {url}",
    ],
)
def test_one_entry_a_line_in_any_form(form: str) -> None:
    assert read(laid_out(form) + "\n") == FOUR


@pytest.mark.parametrize(
    "form",
    [
        "{name}\n{url}\n{text}",
        "{name}\n{text}\n{url}",
        "{name}\n    {url}\n    {text}",
        "{name}\nHomepage: {url}\n{text}",
        "{name}\n{text}\nWebsite: {url}\nLicense: MIT",
        "{name}\n地址：{url}\n简介：{text}",
        "{name}\n\n{text}\n\n{url}",
        "{name}\n:Homepage: {url}\n:Summary: {text}",
        "{name} - {text}\n{url}",
        "{name} ({url})\n{text}",
        "{number}. {name}\n\n   {text}\n\n   {url}",
        "== {name} ==\n\n{text}\n\n{url}",
        "{name}\n^^^^^^^^^^^^\n\n{text}\n\n{url}",
        "# {name}\n{url}\n{text}",
    ],
)
def test_blocks_of_lines_between_empty_lines(form: str) -> None:
    assert read(laid_out(form, "\n\n") + "\n") == FOUR


def test_windows_line_ends_change_nothing() -> None:
    text = laid_out("{name}\n{url}\n{text}", "\n\n").replace("\n", "\r\n")
    assert read(text) == FOUR


def test_several_links_of_an_entry_stay_together() -> None:
    text = (
        "Ansible\n"
        "  Code: https://github.com/ansible/ansible\n"
        "  Docs: https://docs.ansible.com/\n"
        "  Runs tasks over SSH.\n\n"
        "Salt\n"
        "  Code: https://github.com/saltstack/salt\n"
        "  Paper: https://arxiv.org/abs/1234.5678\n"
    )
    assert read(text) == [
        ("Ansible", ["https://github.com/ansible/ansible", "https://docs.ansible.com/"]),
        ("Salt", ["https://github.com/saltstack/salt", "https://arxiv.org/abs/1234.5678"]),
    ]


def test_a_link_in_a_description_belongs_to_its_entry() -> None:
    text = (
        "- Bazel - https://bazel.build - Builds fast, see https://blog.bazel.build/speed for how.\n"
        "- Buck2 - https://buck2.build - Written in Rust. The code is at https://github.com/facebook/buck2.\n"
    )
    assert read(text) == [
        ("Bazel", ["https://bazel.build", "https://blog.bazel.build/speed"]),
        ("Buck2", ["https://buck2.build", "https://github.com/facebook/buck2"]),
    ]


def test_titles_become_sections_and_front_matter_is_ignored() -> None:
    text = (
        "From: list@example.org\nSubject: tools\n\nHello all, here is the list.\n\n"
        "1. Build tools\n\n"
        "* Make: https://www.gnu.org/software/make/\n"
        "* CMake: https://cmake.org/\n\n"
        "Tools:\n\n"
        "* Git: https://git-scm.com/\n"
    )
    contents = read_plaintext(text)
    assert [(one.name, one.section) for one in contents.entries] == [
        ("Make", ["Build tools"]),
        ("CMake", ["Build tools"]),
        ("Git", ["Tools"]),
    ]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("htttps://github.com/o/tool", "https://github.com/o/tool"),
        ("https://https://github.com/o/tool", "https://github.com/o/tool"),
        ("http://https://github.com/o/tool", "https://github.com/o/tool"),
        ("https:/github.com/o/tool", "https://github.com/o/tool"),
        ("github.com/o/tool", "https://github.com/o/tool"),
        ("www.tool.org", "https://www.tool.org"),
        ("https://arxiv.org/abs/\n2305.15334", "https://arxiv.org/abs/2305.15334"),
        ("https://github.com/o/long-\nname", "https://github.com/o/long-name"),
        ("https://mp.weixin.qq.com/s/AbCdEfGhIjKl\nMnOpQrStUv", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"),
    ],
)  # fmt: skip
def test_links_with_a_broken_scheme_or_over_a_line_end_are_whole(written: str, link: str) -> None:
    assert read(f"Tool {written}\nOther https://example.org/other\n") == [
        ("Tool", [link]),
        ("Other", ["https://example.org/other"]),
    ]


def test_a_healthy_link_before_a_line_end_is_not_joined() -> None:
    text = "Tool https://example.org/tool/\nother things are told here\nNext https://example.org/next\n"
    assert read(text) == [
        ("Tool", ["https://example.org/tool/"]),
        ("Next", ["https://example.org/next"]),
    ]


def test_the_foot_of_a_page_is_no_entrys_text() -> None:
    text = (
        "Tool https://example.org/tool does things.\n"
        "Contact us: team@example.org\nPrivacy policy\n© 2024 Example\n3 comments\n"
    )
    contents = read_plaintext(text)
    assert contents.entries[0].description == "does things."
    assert contents.unread[-1].reason == "footer"


def test_an_entry_that_speaks_of_comments_and_contact_keeps_its_text() -> None:
    text = "Forum https://example.org/forum lets users leave a comment and reply."
    assert read_plaintext(text).entries[0].description == "lets users leave a comment and reply."


def test_links_without_names_on_lines_of_their_own_are_an_entry_each() -> None:
    text = "".join(f"{links[0]}\n" for _, links in FOUR[::2])
    assert read(text) == [("kubernetes", FOUR[0][1]), ("swarmkit", FOUR[2][1])]


def test_a_word_that_leads_to_a_link_is_no_name() -> None:
    assert read("Bazel: https://bazel.build\nSee also: https://example.org/other\n") == [
        ("Bazel", ["https://bazel.build", "https://example.org/other"])
    ]
