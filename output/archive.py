"""Fetched bodies by their SHA-256, one WARC file each: what every value can be traced back to."""

import gzip
import hashlib
import io
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from output.errors import DatasetError
from output.files import sync_files, write_cached

#: Of gzip: measured, half the time of the highest, which makes lists 3 % smaller.
_LEVEL = 4
_REF = re.compile(r"archive/([0-9a-f]{2})/(\1[0-9a-f]{62})\.warc\.gz")


class ArchiveError(DatasetError):
    """An archived body is missing, unreadable, or not the one its name promises."""


def store(
    dataset: Path,
    body: bytes,
    url: str,
    sha256: str,
    content_type: str | None,
    fetched_at: datetime,
) -> str:
    """Archive a body under its ``sha256`` (lower-case hex); an archived one is left as it is.

    It survives a power cut only after :func:`settle`. Gives the ``archive_ref``: the path of the
    file, relative to the dataset folder. Raises ArchiveError when ``sha256`` is not the body's,
    or the file cannot be written.
    """
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ArchiveError(f"{url}: its body is not {sha256}")
    ref = f"archive/{sha256[:2]}/{sha256}.warc.gz"
    path = dataset / ref
    try:
        # A damaged file is written again: nothing else would ever heal it.
        if not _is_sound(dataset, ref):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_cached(path, _warc(body, url, sha256, content_type, fetched_at))
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}") from error
    return ref


def settle(dataset: Path, archive_refs: Iterable[str]) -> None:
    """Flush archived bodies to the disk: what is published leads to nothing that may be lost.

    Raises ArchiveError naming the file when the disk refuses.
    """
    try:
        sync_files(dataset / ref for ref in archive_refs)
    except OSError as error:
        raise ArchiveError(f"{error.filename or dataset}: {error.strerror}") from error


def _is_sound(dataset: Path, ref: str) -> bool:
    try:
        load(dataset, ref)
    except ArchiveError:
        return False
    return True


def load(dataset: Path, archive_ref: str) -> bytes:
    """Give the body behind an ``archive_ref``.

    Raises ArchiveError naming the file when it is missing, unreadable, or holds another body.
    """
    match = _REF.fullmatch(archive_ref)
    if match is None:
        raise ArchiveError(f"{archive_ref!r} is not a reference into the archive")
    path = dataset / archive_ref
    try:
        body = _body(path.read_bytes())
    except FileNotFoundError as error:
        raise ArchiveError(f"{path}: missing") from error
    except Exception as error:  # warcio lets whatever breaks inside a damaged file through
        raise ArchiveError(f"{path}: unreadable: {error}") from error
    if hashlib.sha256(body).hexdigest() != match[2]:
        raise ArchiveError(f"{path}: does not hold the body that its name promises")
    return body


def _warc(
    body: bytes, url: str, sha256: str, content_type: str | None, fetched_at: datetime
) -> bytes:
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    record = writer.create_warc_record(
        one_line(url),
        "resource",
        payload=io.BytesIO(body),
        warc_content_type=one_line(content_type or "application/octet-stream"),
        warc_headers_dict={
            # From the body, not from chance: the same body gives the same file.
            "WARC-Record-ID": record_id(sha256),
            "WARC-Date": warc_date(fetched_at),
        },
    )
    writer.write_record(record)
    return gzip.compress(plain.getvalue(), _LEVEL, mtime=0)


def record_id(name: str) -> str:
    """The id of a WARC record: the same name gives the same one."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name)}>"


def warc_date(time: datetime) -> str:
    """A time as WARC writes it: in UTC, to the second."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _body(packed: bytes) -> bytes:
    for record in ArchiveIterator(io.BytesIO(packed)):
        body: bytes = record.content_stream().read()
        return body
    raise ArchiveLoadFailed("no record in it")


def one_line(value: str) -> str:
    """Make a text a header value that cannot start another header."""
    return "".join(character for character in value if character.isprintable())
