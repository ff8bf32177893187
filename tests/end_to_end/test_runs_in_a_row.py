"""What stays and what changes from one run to the next."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from conftest import ROOT, Almanac
from pytest_httpserver import HTTPServer
from stories import latest, rows, table_bytes, write_source

LIST = """# Models

- [MOSS](https://github.com/OpenLMLab/MOSS) - A chat model of Fudan. License: Apache-2.0
- [Firefly](https://github.com/yangjianxin1/Firefly) - Instruction tuning.
- [BELLE](https://github.com/LianjiaTech/BELLE) - An engine for everyone.
"""


def test_the_same_run_again_publishes_nothing_and_says_so(almanac: Almanac, tmp_path: Path) -> None:
    first = almanac("run", "--sources", ROOT / "samples" / "sources")
    assert first.returncode == 0, first.stderr
    before = latest(tmp_path / "dataset")
    again = almanac("run", "--sources", ROOT / "samples" / "sources")
    assert again.returncode == 0
    assert "Nothing changed" in again.stdout
    after = latest(tmp_path / "dataset")
    assert after["run_id"] == before["run_id"]
    assert after["checked_at"] >= before["checked_at"]


def test_two_datasets_of_one_time_are_the_same_byte_for_byte(
    almanac: Almanac, tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        done = almanac(
            *("run", "--sources", ROOT / "samples" / "sources", "--dataset", folder),
            SOURCE_DATE_EPOCH="1767225600",
        )
        assert done.returncode == 0, done.stderr
    assert table_bytes(tmp_path / "one") == table_bytes(tmp_path / "two")


def test_changes_name_what_was_added_updated_and_removed_and_nothing_else(
    almanac: Almanac, tmp_path: Path
) -> None:
    document = tmp_path / "list.md"
    document.write_text(LIST)
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    assert almanac("run").returncode == 0
    ids = {one["name"]: one["project_id"] for one in rows(tmp_path / "dataset", "projects")}

    document.write_text(
        LIST.replace(
            "- [Firefly]", "- [Alpaca](https://github.com/tatsu-lab/stanford_alpaca)\n- [Firefly]"
        )
        .replace("Instruction tuning.", "Instruction tuning for Chinese.")
        .replace("- [BELLE](https://github.com/LianjiaTech/BELLE) - An engine for everyone.\n", "")
    )
    assert almanac("run").returncode == 0
    changes = {
        (one["change"], one["name"], one["field"]) for one in rows(tmp_path / "dataset", "changes")
    }
    assert changes == {
        ("added", "Alpaca", None),
        ("updated", "Firefly", "description"),
        ("removed", "BELLE", "status"),
    }
    after = {one["name"]: one for one in rows(tmp_path / "dataset", "projects")}
    assert {name: after[name]["project_id"] for name in ids} == ids
    assert after["BELLE"]["status"] == "removed"

    document.write_text(LIST)
    assert almanac("run").returncode == 0
    restored = [one for one in rows(tmp_path / "dataset", "changes") if one["change"] == "restored"]
    assert [one["project_id"] for one in restored] == [ids["BELLE"]]


def test_a_failing_source_keeps_its_last_good_entries(almanac: Almanac, tmp_path: Path) -> None:
    document = tmp_path / "list.md"
    document.write_text(LIST)
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    (tmp_path / "other.md").write_text("- [Alpaca](https://github.com/tatsu-lab/stanford_alpaca)\n")
    write_source(tmp_path / "sources", "other", "readme", "../other.md")
    assert almanac("run").returncode == 0
    document.unlink()
    (tmp_path / "other.md").write_text(
        "- [Vicuna](https://github.com/lm-sys/FastChat) - A chat model\n"
    )
    done = almanac("run")
    assert done.returncode == 1
    assert "list failed: ../list.md: fetch failed, no-such-file" in done.stderr
    assert "its last 3 entries stay" in done.stderr
    mentions = rows(tmp_path / "dataset", "mentions")
    assert {one["name"] for one in mentions} == {"MOSS", "Firefly", "BELLE", "Vicuna"}
    states = {one["source_id"]: one for one in rows(tmp_path / "dataset", "sources")}
    assert states["list"]["status"] == "failed"
    assert "no-such-file" in states["list"]["error"]


def test_only_leaves_the_other_sources_as_they_are(almanac: Almanac, tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "other.md").write_text("- [Alpaca](https://github.com/tatsu-lab/stanford_alpaca)\n")
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    write_source(tmp_path / "sources", "other", "readme", "../other.md")
    assert almanac("run").returncode == 0
    (tmp_path / "list.md").write_text("- [GLM](https://github.com/THUDM/GLM)\n")
    (tmp_path / "other.md").write_text("- [Vicuna](https://github.com/lm-sys/FastChat)\n")
    assert almanac("run", "--only", "other").returncode == 0
    names = {one["name"] for one in rows(tmp_path / "dataset", "mentions")}
    assert names == {"MOSS", "Firefly", "BELLE", "Vicuna"}


def test_a_deleted_source_is_retired_and_its_projects_are_removed(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "other.md").write_text("- [Alpaca](https://github.com/tatsu-lab/stanford_alpaca)\n")
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    path = write_source(tmp_path / "sources", "other", "readme", "../other.md")
    assert almanac("run").returncode == 0
    path.unlink()
    assert almanac("run").returncode == 0
    changes = [(one["change"], one["name"]) for one in rows(tmp_path / "dataset", "changes")]
    assert changes == [("removed", "Alpaca")]
    states = {one["source_id"]: one["status"] for one in rows(tmp_path / "dataset", "sources")}
    assert states["other"] == "retired"


def test_a_source_below_its_gate_is_held(almanac: Almanac, tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    gate = "[expect]\nmin_mentions = 3\n"
    write_source(tmp_path / "sources", "list", "readme", "../list.md", extra=gate)
    assert almanac("run").returncode == 0
    (tmp_path / "list.md").write_text("- [GLM](https://github.com/THUDM/GLM)\n")
    held = almanac("run")
    assert held.returncode == 3
    assert "list held: 1 mentions, at least 3 expected" in held.stderr
    assert len(rows(tmp_path / "dataset", "mentions")) == 3
    assert almanac("run", "--accept", "list").returncode == 0
    assert [one["name"] for one in rows(tmp_path / "dataset", "mentions")] == ["GLM"]


def test_words_that_may_not_be_published_stay_out_of_every_table(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    write_source(
        tmp_path / "sources", "list", "readme", "../list.md", extra="publish_text = false\n"
    )
    assert almanac("run").returncode == 0
    everything = b"".join(
        gzip.decompress(body)
        for name, body in table_bytes(tmp_path / "dataset").items()
        if name.endswith(".gz")
    )
    assert b"Firefly" in everything
    assert b"Instruction tuning" not in everything


def test_a_killed_run_leaves_the_previous_snapshot(almanac: Almanac, tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    assert almanac("run").returncode == 0
    before = latest(tmp_path / "dataset")
    rng = random.Random(7)
    for number in range(5):
        (tmp_path / "list.md").write_text(
            LIST + f"- [New-{number}](https://github.com/a/b{number})\n"
        )
        run = subprocess.Popen(
            [sys.executable, "-m", "almanac", "run"],
            cwd=tmp_path,
            env=dict(os.environ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(rng.uniform(0.5, 2.5))
        run.send_signal(signal.SIGKILL)
        run.wait()
        verified = almanac("verify")
        assert verified.returncode == 0, verified.stderr
        # The previous snapshot, or that of a run that was quicker than the kill: either whole.
        now = latest(tmp_path / "dataset")
        names = {one["name"] for one in rows(tmp_path / "dataset", "mentions")}
        assert (f"New-{number}" in names) == (now["run_id"] != before["run_id"])
        before = now
    assert almanac("run").returncode == 0
    assert "New-4" in {one["name"] for one in rows(tmp_path / "dataset", "mentions")}


def test_a_second_run_at_the_same_time_is_told_so(almanac: Almanac, tmp_path: Path) -> None:
    from output.lock import hold

    (tmp_path / "list.md").write_text(LIST)
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    (tmp_path / "dataset").mkdir()
    with hold(tmp_path / "dataset"):
        done = almanac("run")
    assert done.returncode == 75
    assert str(os.getpid()) in done.stderr


def test_a_single_source_file_leaves_the_other_sources_as_they_are(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "other.md").write_text("- [Alpaca](https://github.com/tatsu-lab/stanford_alpaca)\n")
    write_source(tmp_path / "sources", "list", "readme", "../list.md", extra="rank = 70\n")
    path = write_source(tmp_path / "sources", "other", "readme", "../other.md")
    assert almanac("run").returncode == 0
    (tmp_path / "other.md").write_text("- [Vicuna](https://github.com/lm-sys/FastChat)\n")
    assert almanac("run", "--sources", path).returncode == 0
    changes = [(one["change"], one["name"]) for one in rows(tmp_path / "dataset", "changes")]
    assert changes == [("added", "Vicuna"), ("removed", "Alpaca")]


def test_a_dataset_is_not_emptied_by_a_run_of_quite_other_sources(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    path = write_source(tmp_path / "sources", "list", "readme", "../list.md")
    assert almanac("run").returncode == 0
    done = almanac("run", "--sources", ROOT / "samples" / "sources")
    assert done.returncode == 2
    assert "was made of other sources (list)" in done.stderr
    path.rename(path.with_name("renamed.toml"))
    renamed = almanac("run")
    assert renamed.returncode == 0, renamed.stderr
    assert {one["source_id"] for one in rows(tmp_path / "dataset", "mentions")} == {"renamed"}


def test_a_disabled_source_is_fetched_only_where_it_is_named(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    write_source(tmp_path / "sources", "list", "readme", "../list.md", extra="disabled = true\n")
    nothing = almanac("run")
    assert nothing.returncode == 3
    assert almanac("run", "--only", "list").returncode == 0
    assert len(rows(tmp_path / "dataset", "mentions")) == 3


def test_a_document_that_the_dataset_does_not_take_fails_its_source_aloud(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "more.md").write_text("- [Alpaca](https://github.com/tatsu-lab/stanford_alpaca)\n")
    write_source(tmp_path / "sources", "list", "readme", "../list.md", "../more.md")
    # Its body cannot be archived: a file stands where the folder belongs.
    digest = hashlib.sha256((tmp_path / "more.md").read_bytes()).hexdigest()
    (tmp_path / "dataset" / "archive").mkdir(parents=True)
    (tmp_path / "dataset" / "archive" / digest[:2]).write_text("")
    done = almanac("run")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "list failed: ../more.md: read failed, not-kept: " in done.stderr
    assert not (tmp_path / "dataset" / "latest.json").exists()


def test_pages_that_lead_to_each_other_are_each_read_once(
    almanac: Almanac, tmp_path: Path, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /\n")
    page = "[one](one.md) [two](two.md)\n\n- [M{}](https://github.com/a/m{})\n"
    for number, name in ((1, "one"), (2, "two")):
        httpserver.expect_request(f"/{name}.md").respond_with_data(page.format(number, number))
    extra = 'follow = ["*.md"]\nallow_private = true\n'
    write_source(
        *(tmp_path / "sources", "list", "readme", httpserver.url_for("/one.md")), extra=extra
    )
    done = almanac("run")
    assert done.returncode == 0, done.stderr
    assert {one["name"] for one in rows(tmp_path / "dataset", "mentions")} == {"M1", "M2"}
    asked = [request.path for request, _ in httpserver.log if request.path != "/robots.txt"]
    assert sorted(asked) == ["/one.md", "/two.md"]
