"""A source whose text comes in overlapping chunks, from the crawl to the snapshot and the trace."""

from __future__ import annotations

import itertools
from pathlib import Path

from conftest import Almanac
from stories import rows, write_source

NAMES = [
    "Tulip",
    "Rosebush",
    "Waterlily",
    "Asterix",
    "Snowdrop",
    "Bluebell",
    "Daffodil",
    "Primrose",
]
TEXT = "".join(
    f"{name}https://github.com/garden/{name}{name} is a flower that grows in spring, {name} says. "
    f"It needs much water and some light.\n"
    for name in NAMES
)


def chunked(tmp_path: Path, *kept: int, order: tuple[int, ...] = (0, 1, 2)) -> None:
    size, overlap = len(TEXT) // 3 + 100, 100
    starts = [0, size - overlap, 2 * (size - overlap)]
    for at in kept:
        (tmp_path / f"{at}.txt").write_text(TEXT[starts[at] : starts[at] + size])
    write_source(tmp_path / "sources", "list", "plaintext", *(f"../{at}.txt" for at in order))


def test_each_entry_is_published_once_with_the_chunk_that_it_starts_in(
    almanac: Almanac, tmp_path: Path
) -> None:
    found = []
    for order in itertools.permutations((0, 1, 2)):
        chunked(tmp_path, 0, 1, 2, order=order)
        done = almanac("run", "--dataset", "".join(map(str, order)))
        assert done.returncode == 0, done.stderr
        dataset = tmp_path / "".join(map(str, order))
        mentions = rows(dataset, "mentions")
        assert sorted(one["name"] for one in mentions) == sorted(NAMES)
        assert len({one["document_url"] for one in mentions}) > 1
        assert rows(dataset, "rejects") == []
        found.append(
            sorted((one["mention_id"], one["position"], one["locator"]) for one in mentions)
        )
    assert all(one == found[0] for one in found)


def test_a_chunk_that_lacks_is_a_failure_and_the_others_are_read(
    almanac: Almanac, tmp_path: Path
) -> None:
    chunked(tmp_path, 0, 2)
    done = almanac("run")
    assert "1.txt" in done.stderr + done.stdout
    assert "no-such-file" in done.stderr + done.stdout


def test_trace_reads_the_chunks_together_as_the_run_did(almanac: Almanac, tmp_path: Path) -> None:
    chunked(tmp_path, 0, 1, 2)
    assert almanac("run").returncode == 0
    for mention in rows(tmp_path / "dataset", "mentions"):
        traced = almanac("trace", mention["mention_id"])
        assert traced.returncode == 0, traced.stderr
        assert mention["locator"] in traced.stdout
        assert mention["document_url"] in traced.stdout
    assert (
        "ignored overlap" in almanac("trace", "Waterlily").stdout + almanac("trace", "says").stdout
    )


def test_probe_puts_the_files_that_it_is_given_together(almanac: Almanac, tmp_path: Path) -> None:
    chunked(tmp_path, 0, 1, 2)
    probed = almanac("probe", "2.txt", "0.txt", "1.txt")
    assert probed.returncode == 0, probed.stderr
    assert sum(f" {name} " in probed.stdout for name in NAMES) == len(NAMES)
    assert "overlap" in probed.stdout
