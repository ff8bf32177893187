"""The systemd units, as far as systemd itself tells without running them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

UNITS = ROOT / "deploy" / "systemd"

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here"
)

#: Tenths; systemd 252 says 13. What is left is the network, and files that others may read.
MOST_EXPOSED = 20


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with a program in them that is installed everywhere."""
    service = (UNITS / "almanac.service").read_text()
    changed = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", service, flags=re.MULTILINE)
    assert changed != service
    (tmp_path / "almanac.service").write_text(changed)
    shutil.copy(UNITS / "almanac.timer", tmp_path)
    return tmp_path


def _analyze(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *map(str, words)], capture_output=True, text=True, check=False
    )


@needs_systemd
def test_systemd_has_nothing_to_say_against_the_units(units: Path) -> None:
    # Of a key that it does not know it says so, and ends with 0.
    done = _analyze("verify", "--man=no", units / "almanac.service", units / "almanac.timer")
    assert (done.stdout + done.stderr, done.returncode) == ("", 0)


@needs_systemd
def test_systemd_finds_the_service_well_shut_in(units: Path) -> None:
    if "--offline" not in _analyze("--help").stdout:
        pytest.skip("this systemd-analyze judges only services that are installed")
    judged = ("security", "--no-pager", "--offline=true", f"--threshold={MOST_EXPOSED}")
    done = _analyze(*judged, units / "almanac.service")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(
    shutil.which("systemd-sysusers") is None, reason="systemd-sysusers is not installed here"
)
def test_systemd_makes_the_user_of_the_service(tmp_path: Path) -> None:
    made = tmp_path / "etc"
    made.mkdir()
    file = UNITS / "almanac.sysusers"
    subprocess.run(["systemd-sysusers", f"--root={tmp_path}", file], check=True)
    user = re.search(r"^User=(.+)$", (UNITS / "almanac.service").read_text(), re.MULTILINE)
    assert user is not None
    assert f"{user[1]}:" in (made / "passwd").read_text()


def test_the_timer_makes_up_for_a_night_that_was_slept_through() -> None:
    timer = (UNITS / "almanac.timer").read_text().splitlines()
    assert "Persistent=true" in timer
    assert any(line.startswith("RandomizedDelaySec=") for line in timer)


def test_the_service_can_write_only_where_the_dataset_is() -> None:
    service = (UNITS / "almanac.service").read_text()
    kept = dict(re.findall(r"^(\w+)=(.*)$", service, re.MULTILINE))
    assert kept["ProtectSystem"] == "strict"
    assert "ReadWritePaths" not in kept
    dataset = re.search(r"--dataset (\S+)", kept["ExecStart"])
    assert dataset is not None
    assert Path(dataset[1]).is_relative_to(Path("/var/lib") / kept["StateDirectory"])
