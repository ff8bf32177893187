"""Connections that do not come about, break off or fall asleep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty_server import Connection, answer, drip, hang_up, reset_after, stall
from nights import FIRST, MORE, OLD, Lists, Night, bad_night, lists

TWO_THIRDS = f"HTTP/1.1 200 OK\r\nContent-Length: {len(MORE)}\r\n\r\n".encode() + MORE[:80]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    with lists(tmp_path_factory.mktemp("connections")) as made:
        yield made


@pytest.fixture(scope="module")
def night(place: Lists) -> Night:
    faults = {
        "reset": [reset_after(TWO_THIRDS)],
        "hang-up": [hang_up],
        "stall": [stall],
        "drip": [drip],
        "truncated": [answer(MORE[:80], content_length=len(MORE))],
        "reset-once": [reset_after(TWO_THIRDS), answer(MORE)],
    }
    for name in [*faults, "refused", "no-name"]:
        place.add(name)

    def move_away() -> None:
        place.source("no-name", "http://lists.invalid/list.md")

    return bad_night(
        place, {**faults, "refused": place.servers["refused"].close, "no-name": move_away}
    )


def test_the_others_are_published(night: Night) -> None:
    assert night.published(), night.printed


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("reset", "connection-reset", "the connection ended before the answer was there"),
        ("hang-up", "connection-reset", "the connection ended before the answer was there"),
        ("stall", "timed-out", "it took longer than crawl.timeout"),
        ("drip", "timed-out", "it took longer than crawl.timeout"),
        ("truncated", "truncated-body", "the connection ended in the middle of it"),
        ("no-name", "dns-failed", "the name of the server leads to no address"),
        ("refused", "connection-refused", "the server refused the connection"),
    ],
)
def test_the_list_keeps_its_entries_and_the_cause_is_told(
    night: Night, name: str, code: str, sentence: str
) -> None:
    assert night.fate(name) == ("failed", "fetch", code)
    # Where nobody answers at all, it was robots.txt that was asked for.
    said = night.said(name).removesuffix(" (asked for robots.txt)")
    assert said == f"fetch failed, {code}: {sentence}"
    assert night.entries[name] == OLD


def test_a_connection_that_broke_once_costs_nothing(night: Night) -> None:
    assert night.fate("reset-once") == ("fetched", "", "")
    assert night.entries["reset-once"] == {"MOSS", "Linly"}
