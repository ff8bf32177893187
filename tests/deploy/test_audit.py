"""scripts/audit.py: what pip-audit's report comes to, and what is said of it."""

from __future__ import annotations

import pytest

from scripts.audit import LOCKS, ROOT, judge

SOUND = {"name": "idna", "version": "3.20", "vulns": []}
FINDING = {"id": "PYSEC-1", "fix_versions": ["3.21"], "aliases": [], "description": "…"}


def test_a_finding_fails_and_says_which_version_mends_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = {"name": "certifi", "version": "1.0", "vulns": [FINDING]}
    assert judge({"dependencies": [SOUND, found], "fixes": []}) == 1
    assert capsys.readouterr().err == "audit: certifi 1.0: PYSEC-1, mended in 3.21\n"


def test_a_library_that_was_left_out_fails(capsys: pytest.CaptureFixture[str]) -> None:
    left_out = {"name": "certifi", "skip_reason": "certifi was not found"}
    assert judge({"dependencies": [SOUND, left_out], "fixes": []}) == 1
    assert capsys.readouterr().err == "audit: certifi was not found\n"


def test_sound_libraries_pass_and_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert judge({"dependencies": [SOUND, SOUND], "fixes": []}) == 0
    assert capsys.readouterr().out == "audit: no known vulnerability in 2 libraries\n"


def test_every_lock_is_audited() -> None:
    locks = {str(path.relative_to(ROOT)) for path in ROOT.glob("*/*.lock")}
    assert set(LOCKS) == locks | {"requirements.lock"}
