"""Packages of Debian and Python, fetched and unpacked once, for the texts that are in them.

Each is fetched by its own tool (apt-get, pip) as that is configured here, without root, and
nothing of what is fetched is run: no maintainer script, no setup.py, no install hook.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

PACKAGE_NAME = re.compile(r"(?:@[a-z0-9][\w.-]*/)?[A-Za-z0-9][\w.+-]*")
SECONDS = 900
MANUAL_HEADING = re.compile(r"\.(?:SH|SS|B|I|BR|BI|IR|RB|RI|IB|SM|IP|Nm|Sh|Ss|Nd)\s+(.*)")
MANUAL_ESCAPES = {r"\-": "-", r"\&": "", r"\e": "\\", r"\ ": " ", r"\(aq": "'", r"\(dq": '"'}
MANUAL_ESCAPE = re.compile(r"\\f(?:\[\w*\]|\(\w\w|\w)|\\s[+-]?\d|\\\(\w\w|\\\[\w+\]|\\.")


class PackageError(Exception):
    """A package that could not be fetched or unpacked; the message names it and says why."""


def cache_folder() -> Path:
    """``$ALMANAC_TEXTS``, or ``almanac/texts`` in the user's cache."""
    if given := os.environ.get("ALMANAC_TEXTS"):
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "almanac" / "texts"


def debian(name: str) -> Path:
    """The folder with a Debian package's files (``usr/share/...``); its name is the version.

    Raises:
        PackageError: apt-get does not know the package or cannot fetch it.
    """
    return _unpacked("debian", name, ["apt-get", "download", name], _unpack_deb)


def python(name: str) -> Path:
    """The folder with the files of a Python package's newest wheel; its name is the version.

    Wheels only, as pip runs the build of a source distribution even to download it. The
    description is the body of ``*.dist-info/METADATA``.

    Raises:
        PackageError: pip does not find a wheel or cannot fetch it.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
    return _unpacked(
        "python", name, [*pip, "--no-deps", "--only-binary=:all:", name], _unpack_wheel
    )


def text_files(folder: Path, *suffixes: str) -> Iterator[tuple[Path, str]]:
    """Path and content of each UTF-8 file below a folder, in the order of their paths.

    Gzipped files are opened, links are not followed, whatever is not UTF-8 text is passed over.

    Args:
        folder: where to look, at any depth.
        suffixes: ends of the names to take, ``.gz`` not counted (``.md``); none for all.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        if suffixes and not path.name.removesuffix(".gz").endswith(suffixes):
            continue
        if (text := read_text(path)) is not None:
            yield path, text


def read_text(path: Path) -> str | None:
    """The content of a file, gzipped or not; None if it is not UTF-8 or has a NUL in it."""
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        return None if b"\0" in data else data.decode("utf-8-sig")
    except (UnicodeDecodeError, EOFError, OSError):
        return None


def manual_pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """Path and plain text of each manual page below a folder: no requests, no escapes of roff."""
    for path, source in text_files(folder):
        if path.parent.name.startswith("man"):
            yield path, manual_text(source)


def manual_text(source: str) -> str:
    """The text of a manual page without roff's requests and escapes; headings stay."""
    lines = []
    for line in source.splitlines():
        if line.startswith((".", "'")):
            heading = MANUAL_HEADING.match(line)
            line = heading[1].replace('"', "") if heading else ""
        lines.append(MANUAL_ESCAPE.sub(lambda found: MANUAL_ESCAPES.get(found[0], ""), line))
    return "\n".join(lines)


def po_messages(path: Path) -> Iterator[str]:
    """The translations in a gettext source file."""
    for message in re.findall(
        r'^msgstr.*?((?:"(?:[^"\\\n]|\\.)*"\s*)+)', read_text(path) or "", re.M
    ):
        text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', message))
        yield re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def json_strings(path: Path) -> Iterator[str]:
    """The strings in a JSON file of messages."""
    try:
        content = json.loads(read_text(path) or "null")
    except ValueError:
        return
    stack = [content]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield re.sub(r"\[\[(?:[^][|]*\|)?([^][|]*)]]", r"\1", value.replace("'''", ""))
        elif isinstance(value, dict | list):
            stack += reversed(list(value.values() if isinstance(value, dict) else value))


def _unpacked(
    kind: str, name: str, command: Sequence[str], unpack: Callable[[Path, Path], None]
) -> Path:
    if not PACKAGE_NAME.fullmatch(name):
        raise PackageError(f"{name!r} cannot be the name of a package of {kind}")
    home = cache_folder() / kind / name.replace("/", "+")
    if found := sorted(home.glob("[!.]*")):
        return found[-1]
    home.mkdir(parents=True, exist_ok=True)
    # In the same file system as the result, which appears whole or not at all.
    with TemporaryDirectory(dir=home, prefix=".fetch-", ignore_cleanup_errors=True) as place:
        fetched = _fetch(kind, name, command, Path(place))
        target = Path(place) / "files"
        try:
            unpack(fetched, target)
        except (OSError, subprocess.SubprocessError, zipfile.BadZipFile, tarfile.TarError) as error:
            raise PackageError(f"{kind} package {name} cannot be unpacked: {error}") from error
        final = home / _version(fetched)
        target.rename(final)
    return final


def _fetch(kind: str, name: str, command: Sequence[str], place: Path) -> Path:
    try:
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PackageError(f"{kind} package {name} cannot be fetched: {error}") from error
    fetched = [path for path in place.iterdir() if path.suffix in {".deb", ".whl"}]
    if done.returncode or len(fetched) != 1:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing came").splitlines()
        raise PackageError(f"{kind} package {name} cannot be fetched: {said[-1]}")
    return fetched[0]


def _version(fetched: Path) -> str:
    return unquote(fetched.name.split("_" if fetched.suffix == ".deb" else "-")[1]).replace(
        ":", "+"
    )


def _unpack_deb(archive: Path, target: Path) -> None:
    subprocess.run(
        ["dpkg-deb", "-x", archive, target], check=True, capture_output=True, timeout=SECONDS
    )


def _unpack_wheel(archive: Path, target: Path) -> None:
    with zipfile.ZipFile(archive) as wheel:
        wheel.extractall(target)
