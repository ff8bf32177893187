"""Real lists, version after version: what stays keeps its id, what moved is told, no more."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from conftest import SHARED, needs_shared
from over_time import runs

from benchmarks.churn import moved, unprovoked, unreported
from benchmarks.replay import Step, Version, replay, steady, versions
from benchmarks.runs import Documents
from normalize.records import Change, Tables

pytestmark = needs_shared

Pair = tuple[Step, Step]
Edit = Callable[[str], str]

_DELIMITER = re.compile(r"(?<!\\)\|")
_BADGE = re.compile(r"(img\.shields\.io/[^)\s\"]*?)(?=[)\s\"])")


def list_by_list(folder: Path) -> Iterator[Step]:
    """The four lists alone, one after the other: 48 runs."""
    return replay(runs(folder), versions(), {})


def side_by_side(folder: Path) -> Iterator[Step]:
    """All lists a version further in every run, beside five documents that stay: 12 runs."""
    dataset, now = runs(folder), steady()
    files: dict[str, list[str]] = {}
    for one in versions():
        files.setdefault(one.source_id, []).append(one.file)
    for number, moves in enumerate(zip(*files.values(), strict=True)):
        now |= _documents({source: _text(file) for source, file in zip(files, moves, strict=True)})
        yield Step(Version("every list", f"version {number}"), dataset.run(now), 0)


@pytest.fixture(scope="module", params=[list_by_list, side_by_side])
def pairs(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> list[Pair]:
    """Each run of a replay beside the one before it."""
    steps: Callable[[Path], Iterator[Step]] = request.param
    return list(pairwise(steps(tmp_path_factory.mktemp("replay"))))


def test_an_entry_that_stays_keeps_its_project_or_is_led_to_what_that_became_part_of(
    pairs: list[Pair],
) -> None:
    lost = [
        (after.version.file, one.mention.name, one.before.project_id, one.after.project_id)
        for before, after in pairs
        for one in moved(before.tables, after.tables)
    ]
    assert lost == []


def test_every_name_that_comes_or_goes_is_told(pairs: list[Pair]) -> None:
    silent = [
        (after.version.file, name)
        for before, after in pairs
        for name in unreported(before.tables, after.tables)
    ]
    assert silent == []


def test_nothing_changes_unless_an_entry_calls_for_it(pairs: list[Pair]) -> None:
    idle = [
        (after.version.file, one.change, one.name, one.field)
        for before, after in pairs
        for one in unprovoked(before.tables, after.tables)
    ]
    assert idle == []


def test_what_is_added_and_what_is_removed_was_not_there_and_is_not_there(
    pairs: list[Pair],
) -> None:
    for before, after in pairs:
        then = {one.project_id: one for one in before.tables.projects}
        now = {one.project_id: one for one in after.tables.projects}
        for one in after.tables.changes:
            if one.change in ("added", "split"):
                assert one.project_id not in then
                assert now[one.project_id].status == "active"
            if one.change in ("removed", "merged"):
                assert then[one.project_id].status == "active"
                assert one.project_id not in {m.project_id for m in after.tables.mentions}
            if one.change == "restored":
                assert then[one.project_id].status == "removed"


def test_no_project_is_lost_and_redirects_lead_to_one_that_is_there(pairs: list[Pair]) -> None:
    for before, after in pairs:
        kept = {one.project_id for one in after.tables.projects}
        led = {one.project_id: one.merged_into for one in after.tables.redirects}
        assert {one.project_id for one in before.tables.projects} <= kept | led.keys()
        assert set(led.values()) <= kept


# --- edits that change nothing --------------------------------------------------------------


def newest() -> dict[str, str]:
    """The newest version of each list."""
    files = {one.source_id: one.file for one in versions()}
    return {source: _text(file) for source, file in files.items()}


def with_badges() -> dict[str, str]:
    """The lists, that with most badges in its newest version that has them."""
    found = newest()
    for one in versions():
        text = _text(one.file)
        if text.count("img.shields.io") > 100:
            found[one.source_id] = text
    return found


def changes_after(folder: Path, texts: dict[str, str], edit: Edit) -> list[Change]:
    """What a run tells that follows an edit of all lists."""
    dataset = runs(folder)
    dataset.run(_documents(texts))
    edited = {source: edit(text) for source, text in texts.items()}
    assert edited != texts
    return dataset.run(_documents(edited)).changes


def _text(file: str) -> str:
    return (SHARED / "corpus" / file).read_text(encoding="utf-8")


def _documents(texts: dict[str, str]) -> dict[str, Documents]:
    return {source: Documents("readme", (text.encode(),)) for source, text in texts.items()}


def space_at_line_ends(text: str) -> str:
    return "".join(f"{line} \n" for line in text.splitlines())


def windows_line_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


def wider_cells(text: str) -> str:
    """Tables as an editor lines them up."""
    return "".join(
        (_DELIMITER.sub("   |   ", line.strip()).strip() if line.startswith("|") else line) + "\n"
        for line in text.splitlines()
    )


def narrow_cells(text: str) -> str:
    """Tables without any space beside their bars."""
    return "".join(
        (re.sub(r"[ \t]*(?<!\\)\|[ \t]*", "|", line) if line.startswith("|") else line) + "\n"
        for line in text.splitlines()
    )


def more_blank_lines(text: str) -> str:
    return re.sub(r"\n\n(?=#)", "\n\n\n\n", text)


@pytest.mark.parametrize(
    "edit", [space_at_line_ends, windows_line_ends, wider_cells, narrow_cells, more_blank_lines]
)
def test_an_edit_of_white_space_changes_nothing(tmp_path: Path, edit: Edit) -> None:
    assert changes_after(tmp_path, newest(), edit) == []


def other_badges(text: str) -> str:
    return _BADGE.sub(lambda found: f"{found[1].split('?')[0]}?style=flat&color=red", text)


def no_badges(text: str) -> str:
    return re.sub(r"!\[[^\]]*\]\(https://img\.shields\.io[^)]*\)", "", text)


@pytest.mark.parametrize("edit", [other_badges, no_badges])
def test_an_edit_of_badges_changes_nothing(tmp_path: Path, edit: Edit) -> None:
    texts = with_badges()
    assert any("img.shields.io" in text for text in texts.values())
    assert changes_after(tmp_path, texts, edit) == []


COUNTED = """# Models

- [MOSS](https://github.com/OpenLMLab/MOSS) {} - A chat model.
- [Firefly](https://github.com/yangjianxin1/Firefly) {} - Tuning.
- [BELLE](https://github.com/LianjiaTech/BELLE) {}
"""
COLUMN = """| Name | Stars | Code |
|---|---|---|
| MOSS | {} | [code](https://github.com/OpenLMLab/MOSS) |
| Firefly | {} | [code](https://github.com/yangjianxin1/Firefly) |
| BELLE | {} | [code](https://github.com/LianjiaTech/BELLE) |
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("![](https://img.shields.io/badge/stars-1.2k-blue)",) * 2,
        ("⭐ 1.2k", "⭐ 1.3k"),
        ("(⭐️1,234)", "(⭐️1,301)"),
        ("★ 980", "★ 1.1k"),
        ("[12.3k stars]", "[12.4k stars]"),
    ],
)
@pytest.mark.parametrize("text", [COUNTED, COLUMN], ids=["bullets", "column"])
def test_a_star_count_that_moves_changes_nothing(
    tmp_path: Path, text: str, before: str, after: str
) -> None:
    if before == after:
        after = before.replace("1.2k", "1.3k")
    texts = {"list": text.replace("{}", before)}
    assert changes_after(tmp_path, texts, lambda one: one.replace(before, after)) == []


def shuffled_tables(text: str) -> str:
    """The rows below the head of each table in another order."""
    rng = random.Random(11)
    done: list[str] = []
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            rows.append(line)
            continue
        body = rows[2:]
        rng.shuffle(body)
        done += rows[:2] + body + [line]
        rows = []
    return "\n".join(done)


def shuffled_sections(text: str) -> str:
    """Sections of the lowest level in another order, where they are what a list is made of."""
    parts = re.split(r"(?m)^(?=#{1,6} )", text)
    depth = max((len(part) - len(part.lstrip("#")) for part in parts), default=0)
    rng = random.Random(11)
    done: list[str] = []
    run: list[str] = []
    for part in [*parts, ""]:
        if len(part) - len(part.lstrip("#")) == depth:
            run.append(part)
            continue
        rng.shuffle(run)
        done += [*run, part]
        run = []
    return "".join(done)


@pytest.mark.parametrize("edit", [shuffled_tables, shuffled_sections])
def test_another_order_changes_nothing(tmp_path: Path, edit: Edit) -> None:
    assert changes_after(tmp_path, newest(), edit) == []


# --- order of sources and of mentions -------------------------------------------------------


def everything() -> dict[str, Documents]:
    return steady() | _documents(newest())


def partition(tables: Tables) -> dict[str, str]:
    return {one.mention_id: one.project_id for one in tables.mentions}


def test_the_order_of_sources_does_not_matter(tmp_path: Path) -> None:
    documents = everything()
    shuffled = dict(sorted(documents.items(), reverse=True))
    one, other = runs(tmp_path / "one").run(documents), runs(tmp_path / "other").run(shuffled)
    assert partition(one) == partition(other)
    assert one.projects == other.projects


def test_the_order_of_mentions_does_not_matter(tmp_path: Path) -> None:
    documents = everything()
    one = runs(tmp_path / "one").run(documents)
    shuffled = {
        source: msgspec.structs.replace(
            document,
            bodies=tuple(shuffled_tables(body.decode()).encode() for body in document.bodies),
        )
        if document.kind == "readme"
        else document
        for source, document in documents.items()
    }
    assert partition(one) == partition(runs(tmp_path / "other").run(shuffled))
