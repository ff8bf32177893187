"""Which links of a document are fetched too: below its own folder, by pattern, each once."""

from __future__ import annotations

import pytest
from examples import source

from spiders.following import followed

URL = "https://example.org/lists/README.md"


def follow(body: str, *patterns: str, url: str = URL) -> list[str]:
    return list(followed(source(follow=list(patterns), urls=[url]), url, body.encode()))


def test_links_that_a_pattern_names_are_followed_in_the_order_of_the_text() -> None:
    body = "[b](docs/b.md) <a class='x' href='docs/a.md'>a</a> [c](docs/c.txt) [d](other/d.md)"
    assert follow(body, "docs/*.md") == [
        "https://example.org/lists/docs/b.md",
        "https://example.org/lists/docs/a.md",
    ]


def test_without_patterns_nothing_is_followed() -> None:
    assert follow("[a](docs/a.md)") == []


def test_a_link_is_followed_once_whatever_its_fragment_and_the_document_never_itself() -> None:
    body = "[a](a.md#x) [a](./a.md#y) [a](a.md) [me](README.md#top)"
    assert follow(body, "*") == ["https://example.org/lists/a.md"]


@pytest.mark.parametrize(
    "href",
    [
        "https://other.example.org/lists/a.md",
        "//other.example.org/lists/a.md",
        "http://example.org/lists/a.md",
        "https://example.org.evil.example/lists/a.md",
        "https://example.org:8443/lists/a.md",
        "https://user@example.org/lists/a.md",
        "../a.md",
        "../../etc/passwd",
        "/etc/a.md",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_a_document_leads_to_nothing_outside_its_own_folder(href: str) -> None:
    assert follow(f"[a]({href}) [good](good.md)", "*") == ["https://example.org/lists/good.md"]


@pytest.mark.parametrize("href", ["x/../../secret.md", "x/%2e%2e/%2e%2e/secret.md"])
def test_dots_in_the_middle_of_a_path_lead_to_nothing_outside_either(href: str) -> None:
    assert follow(f"[a]({href})", "*secret.md") == []


@pytest.mark.parametrize("url", ["file:///lists/README.md", "README.md"])
def test_a_local_document_leads_nowhere(url: str) -> None:
    assert follow("[a](a.md) [b](file:///lists/b.md)", "*", url=url) == []


@pytest.mark.parametrize("body", ["[a](http://[::1)", "[a](https://[bad/a.md) [b](b.md)"])
def test_a_link_that_is_no_url_does_not_stop_the_others(body: str) -> None:
    assert follow(body + " [good](good.md)", "good.md") == ["https://example.org/lists/good.md"]


def test_bytes_that_are_no_utf8_are_no_reason_to_stop() -> None:
    urls = followed(source(follow=["*.md"], urls=[URL]), URL, b"\xff[a](a.md) [b](\xff.md)")
    assert next(urls) == "https://example.org/lists/a.md"
    assert all(url.startswith("https://example.org/lists/") for url in urls)
