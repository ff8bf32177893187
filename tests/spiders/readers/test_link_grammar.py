from __future__ import annotations

import pytest

from spiders.readers.plaintext.link_grammar import (
    find_runs,
    form_of,
    joined_end,
    with_scheme,
    without_punctuation,
)


def found(text: str) -> list[str]:
    return [text[start:stop] for start, stop in find_runs(text)]


def complete(text: str) -> str | None:
    form = form_of(text, 0, len(text))
    return text[: form.most] if form.exact else None


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


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://github.com/o/r/Another", "https://github.com/o/r/"),
        ("https://github.com/o/r/tree/main/src", "https://github.com/o/r/tree/main/src"),
        ("https://huggingface.co/o/m/2023/05", "https://huggingface.co/o/m/"),
        ("https://huggingface.co/spaces/o/m", "https://huggingface.co/spaces/o/m"),
        ("https://example.org/any/where?x=1", "https://example.org/any/where?x=1"),
    ],
)
def test_beyond_the_form_of_its_host_nothing_belongs_to_a_link(text: str, link: str) -> None:
    assert text[: form_of(text, 0, len(text)).most] == link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://youtu.be/ab-dE_1gHiJThis", "https://youtu.be/ab-dE_1gHiJ"),
        ("https://www.bilibili.com/video/BV1xK4y1C7aZText", "https://www.bilibili.com/video/BV1xK4y1C7aZ"),
        ("https://b23.tv/aBcDeF1Text", "https://b23.tv/aBcDeF1"),
        ("https://aclanthology.org/2023.acl-long.12.pdfText", "https://aclanthology.org/2023.acl-long.12.pdf"),
        ("https://www.zhihu.com/question/123456789/answer/987654321Text", "https://www.zhihu.com/question/123456789/answer/987654321"),
    ],
)  # fmt: skip
def test_ids_of_known_length_end_a_link(text: str, link: str) -> None:
    assert complete(text) == link


@pytest.mark.parametrize(
    "text",
    ["https://a.org/x\nNext tool", "https://a.org/x/\n- b", "https://arxiv.org/abs/2305.15334\n1234",
     "https://a.org/x/\nself-hosted and free", "https://a.org/x-\n", "https://a.org/x/"],
)  # fmt: skip
def test_a_whole_link_is_not_joined_with_the_next_line(text: str) -> None:
    assert joined_end(text, 0, (text + "\n").index("\n")) is None


def test_misspelt_and_doubled_schemes_are_put_right() -> None:
    assert with_scheme("htttps://a.org/x") == "https://a.org/x"
    assert with_scheme("http://https://a.org/x") == "https://a.org/x"
    assert with_scheme("https://a.org/long-\n  name") == "https://a.org/long-name"
