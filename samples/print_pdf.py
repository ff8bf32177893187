"""Print our report to a real PDF with Chromium: ``python samples/print_pdf.py``.

Every printing differs in its dates, so the PDF is committed and not made anew by the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLES = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "print_pdf: no Chromium found (looked for " + ", ".join(BROWSERS) + "); on Debian or Ubuntu:\n"
    "    sudo apt-get install chromium fonts-noto-cjk"
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The default header and footer would print this machine's path and the date.
    "--no-pdf-header-footer",
)


def main() -> None:
    """Print ``originals/report.html`` to ``documents/report.pdf``."""
    browser = find_browser()
    if browser is None:
        sys.exit(MISSING)
    print_to_pdf(
        browser, SAMPLES / "originals" / "report.html", SAMPLES / "documents" / "report.pdf"
    )


def find_browser() -> str | None:
    """Give the path of the first Chromium or Chrome on this machine, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def print_to_pdf(browser: str, page: Path, pdf: Path) -> None:
    """Print a local page; raises ``RuntimeError`` with the browser's own words when it fails.

    The browser gets an empty profile, so that nothing of the user's own gets into the print.
    """
    # Chromium refuses its sandbox to root.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser,
            *FLAGS,
            *sandbox,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf.resolve()}",
            page.resolve().as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    # A headless Chromium always grumbles about desktop services: only a failure is news.
    if done.returncode != 0:
        raise RuntimeError(f"{browser} could not print {page.name}:\n{done.stderr}")


if __name__ == "__main__":
    main()
