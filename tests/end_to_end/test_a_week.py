"""A week of nights: lists grow, break, move and come back, and every morning tells it right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Almanac
from list_server import ListServer, list_server
from stories import latest, rows, write_source

FIREFLY = "- [Firefly](https://github.com/yangjianxin1/Firefly) - a chat model, Apache-2.0\n"
MOSS = "- [MOSS](https://github.com/OpenLMLab/MOSS) - a model with plugins\n"
LINLY = "- [Linly](https://github.com/CVI-SZU/Linly) - adapted to Chinese\n"
BAIZE = "- [Baize](https://github.com/project-baize/baize-chatbot) - trained by self-chat\n"
PHOENIX = "- [Phoenix](https://github.com/FreedomIntelligence/LLMZoo) - multilingual chat\n"
MONDAY = 1_795_143_600
DAY = 86_400


class Newsroom:
    """Three lists on a server, and a machine that asks for them every night."""

    def __init__(self, almanac: Almanac, server: ListServer, folder: Path) -> None:
        self.almanac, self.server, self.folder = almanac, server, folder
        self.nights = 0
        self.said = ""

    def writes(self, name: str, *entries: str) -> None:
        """A list has these entries from now on."""
        self.server.serve(f"/{name}.md", "# Models\n\n" + "".join(entries))

    def breaks(self, name: str, status: int) -> None:
        """A list's server answers with an error from now on."""
        self.server.serve(
            f"/{name}.md", lambda handler: self.server.send(handler, status, b"sorry")
        )

    def night(self, *options: str) -> int:
        """The nightly run; gives its exit status."""
        epoch = str(MONDAY + self.nights * DAY)
        self.nights += 1
        done = self.almanac("run", *options, SOURCE_DATE_EPOCH=epoch)
        self.said = done.stdout + done.stderr
        return done.returncode

    @property
    def dataset(self) -> Path:
        return self.folder / "dataset"

    def projects(self, status: str = "active") -> set[str]:
        return {one["name"] for one in rows(self.dataset, "projects") if one["status"] == status}

    def changes(self) -> set[tuple[str, str]]:
        return {(one["change"], one["name"]) for one in rows(self.dataset, "changes")}

    def source(self, name: str) -> dict[str, Any]:
        (found,) = [one for one in rows(self.dataset, "sources") if one["source_id"] == name]
        return found

    def report(self) -> dict[str, Any]:
        newest = max((self.dataset / "runs").glob("*.json"), key=lambda path: path.stem[-4:])
        content: dict[str, Any] = json.loads(newest.read_text())
        return content

    def checked(self) -> str:
        return str(latest(self.dataset)["checked_at"])

    def published(self) -> str:
        return str(latest(self.dataset)["run_id"])[-4:]


@pytest.fixture
def newsroom(almanac: Almanac, tmp_path: Path) -> Iterator[Newsroom]:
    with list_server() as server:
        room = Newsroom(almanac, server, tmp_path)
        for name, gates in (
            ("north", ""),
            ("south", "[expect]\nmax_drop = 0.4\n"),
            ("west", ""),
        ):
            write_source(
                tmp_path / "sources",
                name,
                "readme",
                server.url(f"/{name}.md"),
                extra=f"allow_private = true\n{gates}",
            )
        (tmp_path / "almanac.toml").write_text("[crawl]\ndelay = 0.0\ntries = 1\n")
        room.writes("north", FIREFLY, MOSS)
        room.writes("south", MOSS, LINLY)
        room.writes("west", BAIZE)
        yield room


def test_a_week(newsroom: Newsroom) -> None:
    # Monday: all is new.
    assert newsroom.night() == 0
    assert newsroom.projects() == {"Firefly", "MOSS", "Linly", "Baize"}
    assert newsroom.changes() == {(("added"), name) for name in newsroom.projects()}
    moss = {one["name"]: one["project_id"] for one in rows(newsroom.dataset, "projects")}["MOSS"]

    # Tuesday: nothing happened; nothing is published, and it is said.
    assert newsroom.night() == 0
    assert "Nothing changed; nothing was published" in newsroom.said
    assert newsroom.published() == "0001"
    assert newsroom.report()["result"] == "unchanged"
    tuesday = newsroom.checked()
    assert tuesday > str(latest(newsroom.dataset)["published_at"])

    # Wednesday: one list grows while another answers 500. The one is news, the other stays.
    newsroom.writes("north", PHOENIX, FIREFLY, MOSS)
    newsroom.breaks("west", 500)
    assert newsroom.night() == 1
    assert newsroom.published() == "0003"
    assert newsroom.changes() == {("added", "Phoenix")}
    assert "Baize" in newsroom.projects()
    assert newsroom.source("west")["status"] == "failed"
    assert "http-500" in newsroom.source("west")["error"]
    assert "west" in newsroom.said

    # Thursday: the same list still fails and nothing else is new: nothing is published, and
    # the night does not end well all the same, nor is everything checked.
    wednesday = newsroom.checked()
    assert newsroom.night() == 1
    assert newsroom.published() == "0003"
    assert newsroom.checked() == wednesday
    assert newsroom.report()["sources"]["west"]["status"] == "failed"

    # Friday: it is back, without its entry; and the south lost half of its own, which its gate
    # does not believe.
    newsroom.writes("west", PHOENIX)
    newsroom.writes("south", LINLY)
    assert newsroom.night() == 1
    assert newsroom.changes() == {("removed", "Baize")}
    assert newsroom.projects("removed") == {"Baize"}
    assert newsroom.source("west")["status"] == "fetched"
    assert newsroom.source("south")["status"] == "held"
    assert newsroom.source("south")["mention_count"] == 2
    assert "a drop above 40%" in newsroom.said

    # Saturday: a person looks and lets the south pass. MOSS stays: the north has it.
    assert newsroom.night("--accept", "south") == 0
    assert newsroom.changes() == set()
    assert newsroom.source("south")["mention_count"] == 1
    assert newsroom.projects() == {"Firefly", "MOSS", "Linly", "Phoenix"}

    # Sunday: every server is down. Nothing is published, and the data are Saturday's.
    saturday = newsroom.published()
    for name in ("north", "south", "west"):
        newsroom.breaks(name, 503)
    assert newsroom.night() == 3
    assert newsroom.published() == saturday
    assert "nothing was" in newsroom.said
    assert newsroom.projects() == {"Firefly", "MOSS", "Linly", "Phoenix"}

    # Monday again: Baize returns under the id it had, and nobody else ever changed theirs.
    newsroom.writes("north", FIREFLY, MOSS, PHOENIX)
    newsroom.writes("south", LINLY)
    newsroom.writes("west", BAIZE, PHOENIX)
    assert newsroom.night() == 0
    assert newsroom.changes() == {("restored", "Baize")}
    ids = {one["name"]: one["project_id"] for one in rows(newsroom.dataset, "projects")}
    assert ids["MOSS"] == moss
    assert len(ids) == 5
