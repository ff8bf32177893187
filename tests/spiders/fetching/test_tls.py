"""Certificates are verified, and what is wrong with one is told."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from certificates import authority, context
from crawling import crawled
from faulty_server import answer, running


def test_only_a_certificate_that_is_good_for_the_name_is_taken(tmp_path: Path) -> None:
    trusted = authority(tmp_path)
    (tmp_path / "other").mkdir()
    stranger = authority(tmp_path / "other", "nobody")
    with ExitStack() as stack:
        servers = {
            "good": context(trusted, "good.test"),
            "expired": context(trusted, "expired.test", days=-1),
            "other-name": context(trusted, "else.test"),
            "stranger": context(stranger, "stranger.test"),
        }
        urls = {}
        started = {}
        for name, one in servers.items():
            server = started[name] = stack.enter_context(running(one))
            url = server.on(f"{name}.test/x", answer())
            urls[name] = url.replace("http://", "https://")
        done = crawled(urls, environment={"SSL_CERT_FILE": str(trusted.file)})
    assert done.reasons == {
        "good": "fetched",
        "expired": "tls-failed",
        "other-name": "tls-failed",
        "stranger": "tls-failed",
    }
    assert "expired" in done.details["expired"]
    assert "another name" in done.details["other-name"]
    assert "not known" in done.details["stranger"]
    assert started["expired"].asked == started["other-name"].asked == []
