"""Only the public web is asked, unless a source allows more: over real sockets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from crawling import Crawled, crawled
from faulty_server import LIST, FaultyServer, answer, leads_to, running

#: Public, and nobody is there to answer.
PUBLIC = "192.88.99.1"


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def public_only(server: FaultyServer, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """One crawl of sources that allow nothing."""
    secret = tmp_path_factory.mktemp("files") / "secret.md"
    secret.write_bytes(LIST)
    urls = {
        "literal": f"http://127.0.0.1:{server.port}/x",
        "short": f"http://127.1:{server.port}/x",
        "number": f"http://2130706433:{server.port}/x",
        "six": f"http://[::1]:{server.port}/x",
        "mapped": f"http://[::ffff:127.0.0.1]:{server.port}/x",
        "localhost": f"http://localhost:{server.port}/x",
        "name": server.on("name.test/x", answer()),
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "user": f"http://a:b@name.test:{server.port}/x",
        "file": secret.as_uri(),
    }
    return crawled(urls, private=(), timeout=2.0)


@pytest.mark.parametrize(
    "name", ["literal", "short", "number", "six", "mapped", "localhost", "name", "metadata"]
)
def test_no_private_address_is_asked(public_only: Crawled, server: FaultyServer, name: str) -> None:
    assert (public_only.reasons[name], name) == ("refused-address", name)
    assert "no public address" in public_only.details[name]
    assert server.asked == []


def test_a_name_is_told_with_the_address_that_it_leads_to(public_only: Crawled) -> None:
    assert "name.test leads to 127.0.0.1," in public_only.details["name"]


def test_a_url_with_a_user_is_not_asked(public_only: Crawled) -> None:
    assert public_only.reasons["user"] == "refused-url"
    assert "b@" not in public_only.details["user"]


def test_a_file_that_the_source_names_is_read(public_only: Crawled) -> None:
    assert public_only.reasons["file"] == "fetched"


def test_a_name_that_turns_private_after_the_first_look_is_refused_before_a_byte_is_sent() -> None:
    with running() as server:
        url = server.on("rebinding.test/x", answer())
        done = crawled(
            {"rebinding": url},
            private=(),
            names={"rebinding.test": [PUBLIC, "127.0.0.1"]},
            timeout=1.0,
            tries=3,
        )
        assert done.reasons["rebinding"] == "refused-address"
        assert server.asked == []


@pytest.fixture(scope="module")
def allowed(server: FaultyServer) -> Crawled:
    """One crawl of sources that allow private addresses, and lead on from there."""
    other = f"http://127.0.0.1:{server.port}/secret"
    page = '<html><head><meta http-equiv="refresh" content="0; url={}"></head></html>'
    outside = {"content_type": "text/html"}
    urls = {
        "own": server.on("own.test/x", answer()),
        "own-redirect": server.on("own2.test/x", leads_to("/y")),
        "to-other-private": server.on("a.test/x", leads_to(other)),
        "to-private-name": server.on("b.test/x", leads_to("http://intranet.test/secret")),
        "to-web-port": server.on("c.test/x", leads_to("http://10.0.0.1/secret")),
        "to-own-other-port": server.on("d.test/x", leads_to("http://d.test:22/")),
        "to-file": server.on("e.test/x", leads_to("file:///etc/passwd")),
        "to-data": server.on("f.test/x", leads_to("data:text/plain,hello")),
        "to-ftp": server.on("g.test/x", leads_to("ftp://g.test/x")),
        "to-user": server.on("h.test/x", leads_to(f"http://h.test:1@127.0.0.1:{server.port}/")),
        "to-nothing": server.on("i.test/x", leads_to("http://[")),
        "page-to-private": server.on("j.test/x", answer(page.format(other).encode(), **outside)),
        "robots-to-private": server.on("k.test/x", answer()),
    }
    server.on("own2.test/y", answer())
    server.on("k.test/robots.txt", leads_to(other))
    return crawled(urls)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("own", "fetched"),
        ("own-redirect", "fetched"),
        ("to-other-private", "refused-address"),
        ("to-private-name", "refused-address"),
        ("to-web-port", "refused-address"),
        ("to-own-other-port", "refused-port"),
        ("to-file", "refused-scheme"),
        ("to-data", "refused-scheme"),
        ("to-ftp", "refused-scheme"),
        ("to-user", "refused-url"),
        ("to-nothing", "refused-url"),
        ("page-to-private", "refused-address"),
        ("robots-to-private", "refused-address"),
    ],
)
def test_what_a_source_allows_ends_at_the_host_of_its_document(
    allowed: Crawled, server: FaultyServer, name: str, reason: str
) -> None:
    assert (allowed.reasons[name], name) == (reason, name)
    assert "/secret" not in [one.path for one in server.asked]
    assert "Traceback" not in allowed.log


def test_a_port_that_no_source_names_is_refused_where_a_redirect_leads_to_it(
    server: FaultyServer,
) -> None:
    start = server.on("start.test/x", leads_to(f"http://public.test:{server.port}/x"))
    done = crawled({"start": start}, names={"*": ["127.0.0.1"], "public.test": [PUBLIC]})
    assert done.reasons["start"] == "refused-port"


def test_a_proxy_of_the_environment_is_used_and_asked_for_no_private_address(
    server: FaultyServer,
) -> None:
    with running() as proxy:
        url = proxy.on("public.test/x", answer()).replace(f":{proxy.port}", "")
        proxy.on("public.testhttp://public.test/x", answer())
        done = crawled(
            {"public": url, "private": "http://127.0.0.1/x", "metadata": "http://169.254.169.254/"},
            private=(),
            environment={"http_proxy": f"http://127.0.0.1:{proxy.port}", "no_proxy": ""},
        )
        assert done.reasons == {
            "public": "fetched",
            "private": "refused-address",
            "metadata": "refused-address",
        }
        assert {one.host for one in proxy.asked} == {"public.test"}


def test_connections_to_a_private_host_are_not_lent_to_a_source_that_may_not() -> None:
    with running() as server:
        url = server.on("shared.test/x", answer(connection="keep-alive"))
        again = server.on("shared.test/y", answer(connection="keep-alive"))
        done = crawled({"may": [url, again], "may-not": url}, private=["may"])
        assert done.reasons == {
            "may:x": "fetched",
            "may:y": "fetched",
            "may-not": "refused-address",
        }
        # The source that may does use a connection again: there is one to lend.
        assert len({one.port for one in server.asked}) < len(server.asked)
