"""A token goes over https to its own host, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from crawling import crawled
from faulty_server import FaultyServer, answer, leads_to, running
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from spiders.fetching.redirects import Redirects
from spiders.fetching.tokens import Tokens

SECRET = "ghp_0123456789"


@pytest.fixture(autouse=True)
def tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "HF_TOKEN", "GITLAB_TOKEN"):
        monkeypatch.setenv(name, f"{SECRET}-{name}")


def sent(request: Request) -> str | None:
    Tokens().process_request(request)
    value = request.headers.get("Authorization")
    return value.decode() if value else None


@pytest.mark.parametrize(
    ("url", "variable"),
    [
        ("https://api.github.com/repos/a/b/readme", "GITHUB_TOKEN"),
        ("https://raw.githubusercontent.com/a/b/HEAD/README.md", "GITHUB_TOKEN"),
        ("https://github.com/a/b", "GITHUB_TOKEN"),
        ("https://GitHub.com/a/b", "GITHUB_TOKEN"),
        ("https://huggingface.co/a/b/raw/main/README.md", "HF_TOKEN"),
        ("https://gitlab.com/a/b/-/raw/main/README.md", "GITLAB_TOKEN"),
    ],
)
def test_a_token_is_sent_to_its_host(url: str, variable: str) -> None:
    assert sent(Request(url)) == f"Bearer {SECRET}-{variable}"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.github.com/",
        "https://api.github.com:8443/",
        "https://gist.github.com/",
        "https://github.com.evil.example/",
        "https://evilgithub.com/",
        "https://user@github.com/",
        "https://github.com@evil.example/",
        "https://cdn-lfs.huggingface.co/",
        "https://example.org/?https://github.com/",
        "file:///github.com/x",
    ],
)
def test_a_token_is_sent_to_no_other_place(url: str) -> None:
    assert sent(Request(url)) is None


@pytest.mark.parametrize("value", ["", "  ", "a b", "a\nX-Evil: 1", "a\x7f", "ключ"])
def test_what_is_no_token_is_not_sent(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", value)
    assert sent(Request("https://github.com/a/b")) is None


@pytest.mark.parametrize(
    "target", ["https://evil.example/x", "http://github.com/x", "https://github.com:8443/x"]
)
def test_a_redirect_takes_no_token_along(target: str) -> None:
    request = Request("https://github.com/a/b")
    assert sent(request)
    answer = Response(request.url, 302, headers={"Location": target})
    followed = Redirects.from_crawler(get_crawler()).process_response(request, answer)
    assert isinstance(followed, Request)
    assert followed.url == target
    assert sent(followed) is None


def test_a_redirect_to_another_host_of_ours_gets_that_hosts_token() -> None:
    request = Request("https://github.com/a/b")
    assert sent(request)
    answer = Response(request.url, 302, headers={"Location": "https://huggingface.co/a/b"})
    followed = Redirects.from_crawler(get_crawler()).process_response(request, answer)
    assert isinstance(followed, Request)
    assert sent(followed) == f"Bearer {SECRET}-HF_TOKEN"


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with running() as one:
        yield one


def test_no_token_is_seen_by_a_server_of_that_name_without_tls_nor_in_the_log(
    server: FaultyServer,
) -> None:
    url = server.on("api.github.com/x", leads_to("/y"))
    server.on("api.github.com/y", answer())
    done = crawled({"one": url})
    assert done.reasons == {"one": "fetched"}
    assert len(server.asked) == 3
    assert SECRET not in "".join(one.head for one in server.asked) + done.log
