"""Redirects that lead in a circle, or to where nobody from outside may send us."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faulty_server import answer, leads_to
from nights import HEALTHY, MORE, NEW, OLD, Fault, Lists, Night, bad_night, lists

REFUSED = "no public address; the host that a source names may be one, by allow_private"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    with lists(tmp_path_factory.mktemp("redirects")) as made:
        yield made


@pytest.fixture(scope="module")
def night(place: Lists) -> Night:
    faults: dict[str, Fault] = {
        "loop": [leads_to("/list.md", status=301)],
        "two-in-a-loop": [leads_to("/other.md", status=301)],
        "metadata": [leads_to("http://169.254.169.254/latest/meta-data/")],
        "inside": [leads_to("http://10.0.0.1/list.md")],
        "written-otherwise": [leads_to("http://0x0a000001/list.md")],
        "this-machine": [leads_to(place.urls[HEALTHY])],
        "file": [leads_to("file:///etc/hostname")],
    }
    for name in [*faults, "moved"]:
        place.add(name)
    place.behave("two-in-a-loop", leads_to("/list.md", status=301), path="/other.md")
    place.behave("moved", answer(MORE), path="/new.md")
    return bad_night(place, {**faults, "moved": [leads_to("/new.md", status=301)]})


def test_the_others_are_published(night: Night) -> None:
    assert night.published(), night.printed


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("loop", "too-many-redirects", "it leads on and on, more than five times"),
        ("two-in-a-loop", "too-many-redirects", "it leads on and on, more than five times"),
        ("metadata", "refused-address", f"169.254.169.254 is {REFUSED}"),
        ("inside", "refused-address", f"10.0.0.1 is {REFUSED}"),
        ("written-otherwise", "refused-address", f"0x0a000001 is {REFUSED}"),
        ("this-machine", "refused-address", f"127.0.0.1 is {REFUSED}"),
        ("file", "refused-scheme", "it leads to file:, neither http nor https"),
    ],
)
def test_the_list_keeps_its_entries_and_the_cause_is_told(
    night: Night, name: str, code: str, sentence: str
) -> None:
    assert night.fate(name) == ("failed", "fetch", code)
    assert night.said(name) == f"fetch failed, {code}: {sentence}"
    assert night.entries[name] == OLD


def test_a_list_is_followed_to_its_new_place_on_the_same_host(night: Night) -> None:
    assert night.fate("moved") == ("fetched", "", "")
    assert night.entries["moved"] == NEW
