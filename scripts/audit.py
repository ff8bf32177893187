"""Fails where a locked library has a known vulnerability: ``python -m scripts.audit``.

What is given to it is given on to pip-audit: ``--ignore-vuln ID`` for one that does not touch us.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "fuzz/requirements.lock", "scripts/audit.lock")
#: pip-audit brings a pip and other versions of libraries of ours, so they live apart.
OWN_LOCK = ROOT / "scripts" / "audit.lock"
LIBRARIES = ROOT / ".venv" / "audit"


def main(arguments: list[str]) -> int:
    """Audit the locks; gives the exit status: 1 for a finding, 0 for none or an audit skipped."""
    if not _installed():
        return _skipped("pip-audit cannot be installed here")
    tried = _pip_audit("--dry-run")
    if tried.returncode:
        print(f"audit: the locks cannot be read\n{tried.stderr.strip()}", file=sys.stderr)
        return 1
    # OSV answers for each library or not at all. The service that pip-audit prefers takes one
    # that a mirror does not know for skipped, and ends with "no known vulnerabilities".
    asked = _pip_audit("--vulnerability-service", "osv", *arguments)
    if not asked.stdout:
        why = (asked.stderr.strip() or f"pip-audit ended with {asked.returncode}").splitlines()
        return _skipped(f"the list of vulnerabilities cannot be reached: {why[-1]}")
    return judge(json.loads(asked.stdout))


def judge(report: dict[str, Any]) -> int:
    """Say what pip-audit's JSON report holds; gives 1 for a finding or a library left out."""
    libraries = report["dependencies"]
    troubles = [line for one in libraries for line in _troubles(one)]
    for line in troubles:
        print(f"audit: {line}", file=sys.stderr)
    if not troubles:
        print(f"audit: no known vulnerability in {len(libraries)} libraries")
    return 1 if troubles else 0


def _troubles(library: dict[str, Any]) -> list[str]:
    if "skip_reason" in library:
        return [str(library["skip_reason"])]
    return [
        f"{library['name']} {library['version']}: {found['id']},"
        f" mended in {', '.join(found['fix_versions']) or 'no version'}"
        for found in library["vulns"]
    ]


def _installed() -> bool:
    stamp = LIBRARIES / "installed.lock"
    if stamp.exists() and stamp.read_bytes() == OWN_LOCK.read_bytes():
        return True
    options = ("-qq", "--disable-pip-version-check", "--require-hashes", "--upgrade")
    install = ("-m", "pip", "install", *options, "--target", LIBRARIES, "-r", OWN_LOCK)
    if subprocess.run([sys.executable, *install], check=False).returncode:  # noqa: S603 - no outside input
        return False
    stamp.write_bytes(OWN_LOCK.read_bytes())
    return True


def _pip_audit(*arguments: str) -> subprocess.CompletedProcess[str]:
    locks = [word for lock in LOCKS for word in ("--requirement", str(ROOT / lock))]
    options = ("--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off")
    return subprocess.run(  # noqa: S603 - what is added is the caller's own
        [sys.executable, "-m", "pip_audit", *locks, *options, *arguments],
        env={**os.environ, "PYTHONPATH": str(LIBRARIES)},
        capture_output=True,
        text=True,
        check=False,
    )


def _skipped(why: str) -> int:
    print(f"audit: SKIPPED, {why}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
