"""A run may be killed at any moment: the newest snapshot is whole, and the next run goes on."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

from benchmarks.soak import Soak

HERE = Path(__file__).parent
PATH = os.pathsep.join(map(str, (ROOT, HERE)))


def test_at_ten_random_moments_of_a_run(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    wrong = [one for one in Soak(tmp_path).kills(10, seed) if one.wrong]
    assert wrong == [], f"seed {seed}"


def test_before_and_in_every_step_of_a_publication(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "publish_here.py", tmp_path],
        env={**os.environ, "PYTHONPATH": PATH},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    *killed, undisturbed = told
    assert undisturbed["lived"]
    # What the disk keeps: a flush for each table file, at the least, is two steps.
    assert len(killed) > 2 * len(undisturbed["killed"]["tables"])
    for one in told:
        assert one["killed"]["damage"] == one["killed"]["link"] == []
        assert one["next"]["damage"] == one["next"]["link"] == []
        assert one["next"]["tables"] == undisturbed["killed"]["tables"]
    # The last of all is the pointer: before it readers see the old, after it the new.
    seen = [one["killed"]["run_id"][-4:] for one in killed]
    assert seen == sorted(seen)
    assert set(seen) == {"0001", "0002"}
