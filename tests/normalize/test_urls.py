"""URLs: what is cleaned, what is left alone, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.forges import project_name
from normalize.urls import (
    arxiv_id,
    canonical,
    github_id,
    huggingface_id,
    is_badge,
    is_image,
    modelscope_id,
    resolve_relative,
)

HOSTS = ["github.com", "hf.co", "huggingface.co", "arxiv.org", "modelscope.cn", "mp.weixin.qq.com"]
URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        lambda scheme, host, tail: f"{scheme}{host}/{tail}",
        st.sampled_from(["https://", "http://https://", "HTTP://www.", "//", ""]),
        st.sampled_from(HOSTS),
        st.text(alphabet="abAB/.?#&=:%()tree main.git/，。)utm_source=pdfv1 ", max_size=40),
    ),
)


def url(text: str) -> str | None:
    link = canonical(text)
    return link.url if link else None


@pytest.mark.parametrize(
    ("messy", "clean"),
    [
        ("http://GitHub.com/THUDM/ChatGLM-6B.git", "https://github.com/THUDM/ChatGLM-6B"),
        ("https://github.com/a/b/tree/main", "https://github.com/a/b"),
        ("https://github.com/a/b/tree/master/", "https://github.com/a/b"),
        ("https://github.com/a/b/?tab=readme-ov-file#usage", "https://github.com/a/b"),
        ("https://www.github.com/a/b/", "https://github.com/a/b"),
        ("https://hf.co/Qwen/Qwen-7B/tree/main", "https://huggingface.co/Qwen/Qwen-7B"),
        ("https://hf-mirror.com/BAAI/bge-m3", "https://huggingface.co/BAAI/bge-m3"),
        ("https://huggingface.co/datasets/a/b/tree/main", "https://huggingface.co/datasets/a/b"),
        ("http://arxiv.org/pdf/2305.15334v2.pdf", "https://arxiv.org/abs/2305.15334"),
        ("https://arxiv.org/abs/2305.15334v1", "https://arxiv.org/abs/2305.15334"),
        ("https://arxiv.org/pdf/cs/0112017", "https://arxiv.org/abs/cs/0112017"),
        ("https://browse.arxiv.org/html/2304.08177#S1", "https://arxiv.org/abs/2304.08177"),
        ("https://www.modelscope.cn/models/a/b/summary", "https://modelscope.cn/models/a/b"),
        ("https://https://example.org/x", "https://example.org/x"),
        ("http://https://http://example.org/x", "http://example.org/x"),
        ("https://example.org:443/x", "https://example.org/x"),
        ("https://example.org/x，", "https://example.org/x"),
        ("https://example.org/x)。", "https://example.org/x"),
        ("https://example.org/x**", "https://example.org/x"),
        ("  https://example.org/x\u200b", "https://example.org/x"),
        ("https://example.org/x?utm_source=a&id=3&fbclid=9", "https://example.org/x?id=3"),
        ("https://EXAMPLE.org/Path?", "https://example.org/Path"),
        ("https://user:secret@example.org/x", "https://example.org/x"),
        ("https://mp.weixin.qq.com/s/abc?scene=1#rd", "https://mp.weixin.qq.com/s/abc"),
    ],
)
def test_a_messy_url_becomes_its_canonical_form(messy: str, clean: str) -> None:
    assert url(messy) == clean


@pytest.mark.parametrize(
    "healthy",
    [
        "https://en.wikipedia.org/wiki/GPT_(model)",
        "http://example.org/only-http",
        "https://example.org/page/",
        "https://example.org/page#section",
        "https://modelscope.cn/#/models",
        "https://example.org:8443/x?b=2&a=1",
        "https://web.archive.org/web/2020/https://example.org/",
        "https://github.com/a/b/tree/main/model",
        "https://github.com/a/b/tree/v1.5",
        "https://github.com/THUDM/ChatGLM-6B",
        "http://115.182.62.166:18000/",
        "https://example.org/Yahoo!",
        "https://chat.example.org/search?q=%E4%B8%AD",
    ],
)
def test_a_healthy_url_is_left_alone(healthy: str) -> None:
    assert url(healthy) == healthy


@pytest.mark.parametrize(
    "refused",
    [
        "", "#top", "docs/a.md", "ftp://example.org/x", "file:///etc/passwd", "javascript:alert(1)",
        "https://", "https://localhost/x", "http://7.5/", "https://a b.org/", "https://[::1]/",
        "https://x.com/\ud800", "mailto:a@b.org", "data:text/html,x", "https://example/x",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(refused: str) -> None:
    assert canonical(refused) is None


@given(URLS)
def test_the_canonical_form_of_any_string_is_idempotent(text: str) -> None:
    link = canonical(text)
    if link is not None:
        assert canonical(link.url) == link
        assert link.url.startswith(("http://", "https://"))


@given(URLS, st.one_of(st.none(), URLS, st.just("https://github.com/a/b/blob/dev/c/d.md")))
def test_no_string_breaks_any_function(text: str, base: str | None) -> None:
    resolved = resolve_relative(text, base)
    assert resolved is None or resolved.startswith(("http://", "https://"))
    for function in (github_id, huggingface_id, modelscope_id, arxiv_id, is_badge, is_image):
        function(text)


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("https://github.com/a/b", "github"),
        ("https://github.com/THUDM", "github"),
        ("https://github.com/a/b/raw/main/x.txt", "other"),
        ("https://github.com/a/b/blob/main/x.png", "other"),
        ("https://huggingface.co/a/b", "huggingface"),
        ("https://huggingface.co/spaces/a/b", "demo"),
        ("https://huggingface.co/blog/x", "blog"),
        ("https://huggingface.co/papers/2306.16527", "paper"),
        ("https://bigscience.huggingface.co/", "homepage"),
        ("https://docs.github.com/en", "homepage"),
        ("https://modelscope.cn/models/a/b", "modelscope"),
        ("https://modelscope.cn/studios/a/b", "demo"),
        ("https://arxiv.org/abs/2305.15334", "arxiv"),
        ("https://aclanthology.org/2022.acl-long.65/", "paper"),
        ("https://openreview.net/forum?id=x", "paper"),
        ("https://example.org/report.pdf", "paper"),
        ("https://example.org/LICENSE.pdf", "other"),
        ("https://mp.weixin.qq.com/s/x", "article"),
        ("https://zhuanlan.zhihu.com/p/1", "article"),
        ("https://example.org/news/12", "article"),
        ("https://blog.example.org/x", "blog"),
        ("https://example.org/blog/x", "blog"),
        ("https://colab.research.google.com/drive/x", "demo"),
        ("https://x.streamlit.app/", "demo"),
        ("https://demo.example.org/", "demo"),
        ("https://pan.baidu.com/s/x", "other"),
        ("https://img.shields.io/github/stars/a/b", "other"),
        ("https://example.org/weights.zip", "other"),
        ("https://example.org/", "homepage"),
        ("https://notx.com/", "homepage"),
    ],
)
def test_each_link_has_a_kind(link: str, kind: str) -> None:
    found = canonical(link)
    assert found is not None
    assert found.kind == kind


def test_ids_keep_the_spelling_of_the_url() -> None:
    assert github_id("https://github.com/THUDM/ChatGLM-6B/issues/3") == "THUDM/ChatGLM-6B"
    assert huggingface_id("https://hf.co/THUDM/chatglm-6b/blob/main/x") == "THUDM/chatglm-6b"
    assert huggingface_id("https://huggingface.co/datasets/a/B") == "datasets/a/B"
    assert huggingface_id("https://huggingface.co/gpt2") == "gpt2"
    assert modelscope_id("https://www.modelscope.cn/models/damo/x/files") == "damo/x"
    assert arxiv_id("https://doi.org/10.48550/arXiv.2305.15334") == "2305.15334"
    assert arxiv_id("https://huggingface.co/papers/2305.15334") == "2305.15334"


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/THUDM", "https://github.com/topics/llm", "https://github.com/orgs/a",
        "https://gist.github.com/a/b", "https://github.com/a/b项目", "https://example.org/a/b",
    ],
)  # fmt: skip
def test_what_is_no_repository_has_no_github_id(link: str) -> None:
    assert github_id(link) is None


@pytest.mark.parametrize("path", ["spaces/a/b", "blog/x", "docs/x/y", "papers/2305.1", "THUDM", ""])
def test_what_is_no_model_has_no_huggingface_id(path: str) -> None:
    assert huggingface_id(f"https://huggingface.co/{path}") is None


def test_badges_and_pictures_are_told_apart_from_pages() -> None:
    assert is_badge("https://img.shields.io/badge/license-MIT-green")
    assert is_badge("https://example.org/build/badge.svg")
    assert is_badge("https://api.star-history.com/svg?repos=a/b")
    assert is_image("https://example.org/a/diagram.PNG?raw=true")
    assert not is_badge("https://example.org/a/diagram.png")
    assert not is_badge("https://github.com/badges/shields")
    assert not is_image("https://github.com/a/png")


RAW = "https://raw.githubusercontent.com/o/r/main/docs/list.md"


@pytest.mark.parametrize(
    ("href", "base", "resolved"),
    [
        ("https://example.org/x", None, "https://example.org/x"),
        ("//example.org/x", None, "https://example.org/x"),
        ("more.md", RAW, "https://github.com/o/r/blob/main/docs/more.md"),
        ("./more.md", RAW, "https://github.com/o/r/blob/main/docs/more.md"),
        ("../a/b.md", RAW, "https://github.com/o/r/blob/main/a/b.md"),
        ("/img/x.png", RAW, "https://github.com/o/r/blob/main/img/x.png"),
        ("../../../issues", RAW, "https://github.com/o/r/issues"),
        ("a.md", "https://github.com/o/r", "https://github.com/o/r/blob/HEAD/a.md"),
        ("a.md", "https://github.com/o/r/blob/dev/README.md", "https://github.com/o/r/blob/dev/a.md"),
        ("/o/r/blob/main/a.md", "https://github.com/o/r", "https://github.com/o/r/blob/main/a.md"),
        ("x", "https://raw.githubusercontent.com/o/r/refs/heads/main/R.md",
         "https://github.com/o/r/blob/main/x"),
        ("b.html", "https://example.org/a/", "https://example.org/a/b.html"),
        ("arXiv:2308.03281", None, "https://arxiv.org/abs/2308.03281"),
    ],
)  # fmt: skip
def test_a_link_in_a_document_is_made_absolute(href: str, base: str | None, resolved: str) -> None:
    assert resolve_relative(href, base) == resolved


@pytest.mark.parametrize(
    ("href", "base"),
    [
        ("#anchor", RAW), ("", RAW), ("mailto:a@b.org", RAW), ("javascript:void(0)", RAW),
        ("data:image/png;base64,x", RAW), ("file:///etc/passwd", RAW), ("C:\\x", RAW),
        ("a.md", None), ("a.md", "file:///home/list.md"), ("/etc/passwd", "docs/list.md"),
        ("[https://example.org](https://example.org", RAW),
    ],
)  # fmt: skip
def test_what_leads_nowhere_on_the_web_resolves_to_nothing(href: str, base: str | None) -> None:
    assert resolve_relative(href, base) is None


def test_a_forge_names_the_project_and_other_places_do_not() -> None:
    assert project_name("https://github.com/nomic-ai/gpt4all.git") == "gpt4all"
    assert project_name("https://huggingface.co/spaces/a/b") is None
    assert project_name("https://github.com/features/copilot") is None
    assert project_name("https://example.org/a/b") is None
