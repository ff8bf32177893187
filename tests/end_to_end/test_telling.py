"""What a run tells, to people and to machines, however it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from conftest import ROOT, Almanac
from pytest_httpserver import HTTPServer
from stories import write_source

from output.lock import hold

GOOD = ROOT / "samples" / "documents" / "models.zh.cp1252.md"


def reports(folder: Path) -> list[dict[str, Any]]:
    """The reports of the dataset in a folder, oldest run first."""
    found = [json.loads(path.read_text()) for path in (folder / "dataset" / "runs").glob("*.json")]
    return sorted(found, key=lambda one: str(one["run_id"])[-4:])


def figures(folder: Path) -> dict[str, str]:
    lines = (folder / "run.prom").read_text().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_with_json_every_line_of_standard_error_is_an_object(
    almanac: Almanac, tmp_path: Path
) -> None:
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    write_source(tmp_path / "sources", "gone", "readme", "nowhere.md")
    done = almanac("run", "--log-format", "json")
    assert done.returncode == 1
    told = {(one["event"], one.get("source")): one for one in json_lines(done.stderr)}
    failed = told["document-failed", "gone"]
    assert (failed["level"], failed["url"]) == ("warning", "nowhere.md")
    assert (failed["stage"], failed["code"]) == ("fetch", "no-such-file")
    assert told["document-read", "good"]["entries"] > 0
    lasting = told["source-failed", "gone"]
    assert (lasting["code"], lasting["url"], lasting["stage"]) == (
        "source-failed",
        "nowhere.md",
        "fetch",
    )
    assert told["run-ended", None]["exit_status"] == 1
    assert told["run-ended", None]["run_id"] == reports(tmp_path)[-1]["run_id"]


def test_with_json_what_refuses_a_run_is_an_object_too(almanac: Almanac, tmp_path: Path) -> None:
    done = almanac("run", "--log-format", "json", "--metrics", "run.prom")
    assert done.returncode == 2
    (line,) = json_lines(done.stderr)
    assert (line["code"], line["exit_status"]) == ("wrong-configuration", 2)
    assert figures(tmp_path)["almanac_run_exit_status"] == "2.0"


def test_figures_are_written_of_runs_that_publish_and_of_runs_that_do_not(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_bytes(GOOD.read_bytes())
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    assert almanac("run", "--metrics", "run.prom").returncode == 0
    first = figures(tmp_path)
    assert first['almanac_run_result{result="published"}'] == "1.0"
    assert float(first["almanac_projects"]) > 0
    (tmp_path / "list.md").unlink()
    assert almanac("run", "--metrics", "run.prom").returncode == 3
    second = figures(tmp_path)
    assert second["almanac_run_exit_status"] == "3.0"
    assert second['almanac_sources{status="failed"}'] == "1.0"
    assert second["almanac_projects"] == first["almanac_projects"]
    with hold(tmp_path / "dataset"):
        assert almanac("run", "--metrics", "run.prom").returncode == 75
    assert figures(tmp_path)["almanac_run_exit_status"] == "75.0"


def test_figures_that_cannot_be_written_are_a_warning(almanac: Almanac, tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    done = almanac("run", "--metrics", "nowhere/run.prom")
    assert done.returncode == 0
    assert "[metrics-failed]" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_summary_that_cannot_be_written_changes_no_exit_status(tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    with Path("/dev/full").open("wb") as full:
        done = run_into(full, tmp_path)
    assert done.returncode == 0
    assert "[summary-failed]" in done.stderr
    assert "Traceback" not in done.stderr
    assert reports(tmp_path)[-1]["result"] == "published"


def test_a_summary_that_nobody_reads_changes_no_exit_status(tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        done = run_into(nobody, tmp_path)
    assert done.returncode == 0
    assert "summary-failed" not in done.stderr
    assert reports(tmp_path)[-1]["result"] == "published"


def run_into(output: BinaryIO, folder: Path) -> subprocess.CompletedProcess[str]:
    """A run whose standard output goes there."""
    command = [sys.executable, "-m", "almanac", "run"]
    return subprocess.run(command, cwd=folder, stdout=output, stderr=subprocess.PIPE, text=True)


def test_hooks_are_called_and_their_addresses_are_not_shown(
    almanac: Almanac, tmp_path: Path, httpserver: HTTPServer
) -> None:
    for path in ("/secret-beat", "/secret-trouble"):
        httpserver.expect_request(path).respond_with_data("")
    (tmp_path / "almanac.toml").write_text(
        f'[notify]\nheartbeat = "{httpserver.url_for("/secret-beat")}"\nwebhook = "env:TROUBLE"\n'
    )
    environment = {"TROUBLE": httpserver.url_for("/secret-trouble")}
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    write_source(tmp_path / "sources", "gone", "readme", "nowhere.md")
    first = almanac("run", **environment)
    (tmp_path / "sources" / "gone.toml").unlink()
    second = almanac("run", **environment)
    assert (first.returncode, second.returncode) == (1, 0)
    calls = [(request.path, request.get_json(silent=True)) for request, _ in httpserver.log]
    assert [path for path, _ in calls] == ["/secret-beat", "/secret-trouble"] * 2
    assert calls[1][1]["sources"][0]["source_id"] == "gone"
    assert calls[3][1]["trouble"] is False
    assert "secret" not in first.stderr + first.stdout + json.dumps(reports(tmp_path))


def test_a_hook_that_nobody_answers_changes_no_exit_status(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "almanac.toml").write_text('[notify]\nheartbeat = "env:NOT_SET"\n')
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    done = almanac("run")
    assert done.returncode == 0
    assert "[heartbeat-failed]" in done.stderr


def test_a_run_that_is_interrupted_leaves_a_report_and_one_that_is_killed_a_trace(
    almanac: Almanac, tmp_path: Path, httpserver: HTTPServer
) -> None:
    for number, (sent, result) in enumerate(
        [(signal.SIGINT, "interrupted"), (signal.SIGKILL, "killed")], 1
    ):
        stopped = stopped_while_fetching(tmp_path, sent)
        assert stopped == (130 if sent == signal.SIGINT else -signal.SIGKILL)
        report = reports(tmp_path)[-1]
        assert len(reports(tmp_path)) == number
        assert report["exit_status"] == (130 if sent == signal.SIGINT else None)
        told = almanac("status", "--json")
        assert told.returncode == 1
        assert json.loads(told.stdout)["runs"][0]["result"] == result


def stopped_while_fetching(folder: Path, sent: signal.Signals) -> int:
    """Run until the first document is asked for, of a server that never answers; then stop it."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/list.md"
        write_source(folder / "sources", "mute", "readme", url, extra="allow_private = true\n")
        run = subprocess.Popen(
            [sys.executable, "-m", "almanac", "run"],
            cwd=folder,
            env=dict(os.environ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        silent.settimeout(60)
        connection, _ = silent.accept()
        run.send_signal(sent)
        connection.close()  # a run that is interrupted waits for what it has asked for
    return run.wait(60)


def test_status_is_well_after_a_good_run_and_names_a_source_in_trouble(
    almanac: Almanac, tmp_path: Path
) -> None:
    assert almanac("status").returncode == 2
    (tmp_path / "list.md").write_bytes(GOOD.read_bytes())
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    assert almanac("run").returncode == 0
    well = almanac("status")
    assert well.returncode == 0, well.stdout
    assert "Sources: 2, none failing or held" in well.stdout
    (tmp_path / "list.md").unlink()
    assert almanac("run").returncode == 1
    assert almanac("run").returncode == 1
    ill = almanac("status")
    assert ill.returncode == 1
    assert "Sources failing or held: 1 of 2" in ill.stdout
    assert "no-such-file" in ill.stdout
    told = json.loads(almanac("status", "--json").stdout)
    (source,) = told["troubled"]
    assert source["since"] == reports(tmp_path)[1]["run_id"]
    assert source["good_at"] == reports(tmp_path)[0]["time"]
