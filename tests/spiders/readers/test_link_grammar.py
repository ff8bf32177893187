from __future__ import annotations

import pytest

from spiders.readers.link_grammar import (
    complete_end,
    find_runs,
    with_scheme,
    without_punctuation,
)


def found(text: str) -> list[str]:
    return [text[start:stop] for start, stop in find_runs(text)]


def complete(text: str) -> str | None:
    end = complete_end(text, 0, len(text))
    return None if end is None else text[:end]


def test_links_are_found_with_and_without_a_scheme() -> None:
    text = "see https://example.org/a and MedicalGPT-zhgithub.com/o/r or arxiv.org/abs/2305.15334"
    assert found(text) == ["https://example.org/a", "github.com/o/r", "arxiv.org/abs/2305.15334"]


def test_a_host_named_in_prose_or_inside_an_address_is_no_link_of_its_own() -> None:
    assert found("hosted on github.com, like most") == []
    assert found("https://gist.github.com/o/1") == ["https://gist.github.com/o/1"]
    assert found("mail me@github.com/x") == []


def test_a_link_ends_where_the_next_begins_or_chinese_does() -> None:
    assert found("https://a.org/xhttps://b.org/y中文") == ["https://a.org/x", "https://b.org/y"]


def test_an_archived_address_is_one_link() -> None:
    address = "https://web.archive.org/web/20230101000000/https://example.org/"
    assert found(address) == [address]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://arxiv.org/abs/2304.08177v2This", "https://arxiv.org/abs/2304.08177v2"),
        ("https://arxiv.org/pdf/2306.09296.pdfText", "https://arxiv.org/pdf/2306.09296.pdf"),
        ("https://arxiv.org/abs/1412.1234Text", "https://arxiv.org/abs/1412.1234"),
        ("https://mp.weixin.qq.com/s/" + "aZ-_9" * 4 + "QQLarge", None),
        ("https://zhuanlan.zhihu.com/p/632780608Xuan", "https://zhuanlan.zhihu.com/p/632780608"),
        ("https://example.org/raft.htmlAn extensible", "https://example.org/raft.html"),
        ("https://example.org/index.html1.First", "https://example.org/index.html"),
        ("https://kola.example.cnKoLA", "https://kola.example.cn"),
    ],
)
def test_the_form_of_a_host_or_file_ends_a_link(text: str, link: str | None) -> None:
    assert complete(text) == (link or text[: text.index("Large")])


@pytest.mark.parametrize(
    "text", ["https://github.com/a/b", "https://example.org/x.pdf.gz", "https://arxiv.org/list/cs"]
)
def test_an_open_form_ends_nothing(text: str) -> None:
    assert complete(text) is None


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://a.org/x).", "https://a.org/x"),
        ("https://a.org/x_(y)", "https://a.org/x_(y)"),
        ("https://a.org/x/,", "https://a.org/x/"),
        ("https://a.org/x", "https://a.org/x"),
    ],
)
def test_punctuation_around_a_link_is_not_part_of_it(text: str, link: str) -> None:
    assert text[: without_punctuation(text, 0, len(text))] == link


def test_a_missing_scheme_is_added_and_a_present_one_kept() -> None:
    assert with_scheme("github.com/a/b") == "https://github.com/a/b"
    assert with_scheme("HTTP://a.org") == "HTTP://a.org"
