import errno
import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from published_rows import PYTHON, ROOT

from output import lock
from output.errors import DatasetError
from output.lock import LOCK, Locked, hold, work_at

HOLDER = """
import sys, time
from pathlib import Path
from output.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [PYTHON, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_process_is_refused_and_told_who_holds_the_lock(
    holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    with pytest.raises(Locked) as refused, hold(tmp_path):
        pass
    assert str(tmp_path) in str(refused.value)
    assert str(holder.pid) in str(refused.value)


def test_being_refused_does_not_free_the_lock(
    holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    for _ in range(2):
        with pytest.raises(Locked, match=str(holder.pid)), hold(tmp_path):
            pass


def test_a_killed_process_leaves_no_lock(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with hold(tmp_path):
        assert (tmp_path / LOCK).read_text() == f"{os.getpid()} run\n"


def test_the_lock_is_free_again_after_its_block_and_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path):
        raise ZeroDivisionError
    with hold(tmp_path), pytest.raises(Locked), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass
    assert (tmp_path / LOCK).read_text() == ""


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(DatasetError, match="nowhere: there is no dataset"),
        hold(tmp_path / "nowhere"),
    ):
        pass


def test_a_full_disk_that_does_not_take_the_name_of_the_holder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", refuse)
        with pytest.raises(DatasetError, match=r"\.lock: No space left"), hold(tmp_path):
            pass
    with hold(tmp_path):
        pass


def test_a_look_tells_whether_a_run_is_at_work_and_does_not_stop_one(tmp_path: Path) -> None:
    assert work_at(tmp_path) is None
    with hold(tmp_path):
        assert work_at(tmp_path) == "run"
    assert work_at(tmp_path) is None
    with hold(tmp_path, "rebuild"):
        assert work_at(tmp_path) == "rebuild"


def test_who_looks_just_then_does_not_keep_a_run_from_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hold(tmp_path):
        pass
    look = os.open(tmp_path / LOCK, os.O_RDONLY)
    fcntl.flock(look, fcntl.LOCK_SH)
    monkeypatch.setattr(lock.time, "sleep", lambda _: os.close(look))
    with hold(tmp_path):
        assert work_at(tmp_path) == "run"


def test_a_refusal_names_what_the_other_process_does(tmp_path: Path) -> None:
    with (
        hold(tmp_path, "rebuild"),
        pytest.raises(Locked, match=rf"process {os.getpid()} \(rebuild\) is at work"),
        hold(tmp_path),
    ):
        pass


def test_a_file_system_that_cannot_lock_is_named_by_a_look_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    with hold(tmp_path):
        pass
    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(DatasetError, match="cannot be locked"):
        work_at(tmp_path)
