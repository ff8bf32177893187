"""A certificate that ran out between two nights."""

from __future__ import annotations

from pathlib import Path

from certificates import authority, context
from faulty_server import answer, running
from nights import HEALTHY, MORE, OLD, lists

NAME = "localhost"


def test_an_expired_certificate_is_told_and_the_list_keeps_its_entries(tmp_path: Path) -> None:
    signer = authority(tmp_path)
    trust = {"SSL_CERT_FILE": str(signer.file)}
    with lists(tmp_path) as place, running(context(signer, NAME)) as good:
        url = good.on(f"{NAME}/list.md", answer())
        place.source("secure", url.replace("http:", "https:"))
        first = place.night(**trust)
        assert (first.exit_status, first.entries["secure"]) == (0, OLD), first.printed
        place.behave(HEALTHY, answer(MORE))
        with running(context(signer, NAME, days=-1)) as expired:
            url = expired.on(f"{NAME}/list.md", answer(MORE))
            place.source("secure", url.replace("http:", "https:"))
            night = place.night(**trust)
        assert night.published(), night.printed
        assert night.fate("secure") == ("failed", "fetch", "tls-failed")
        assert night.said("secure").startswith(
            "fetch failed, tls-failed: the certificate of the server has expired"
        )
        assert night.entries["secure"] == OLD
        assert expired.asked == []
