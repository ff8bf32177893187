"""What several tests need: the program as a subprocess, and the folder of real documents."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(),
    reason="the real documents lie beside a developer's checkout (../shared), not in it",
)

SECONDS_THAT_NOTHING_TAKES = 120

Almanac = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def almanac(tmp_path: Path) -> Almanac:
    """``almanac(*arguments, **environment)``: runs the command in an empty folder."""
    (tmp_path / "almanac.toml").write_text("[crawl]\ndelay = 0.0\n")
    return almanac_in(tmp_path)


def almanac_in(folder: Path) -> Almanac:
    """The command, run in a folder; for tests that share one run."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "almanac", *map(str, arguments)],
            cwd=folder,
            env={**os.environ, "COLUMNS": "200", **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def no_hang() -> Iterator[None]:
    """Ends a test that hangs: its input is long enough for hours, were the work quadratic."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"still at it after {SECONDS_THAT_NOTHING_TAKES} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS_THAT_NOTHING_TAKES)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
