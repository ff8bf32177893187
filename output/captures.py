"""What a run fetched, as WARC: ``archive/runs/<run_id>.warc.gz``, out of which it is rebuilt.

The bodies lie in the archive once, by their SHA-256 (``output/archive.py``). A capture has a
``warcinfo`` record with what the run was to do, for each document a ``revisit`` record that leads
to its body, with the document's facts beside it, and the failures.
"""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from normalize.records import Document, Failure
from output.archive import one_line, record_id, warc_date
from output.errors import DatasetError
from output.files import write_atomic
from output.manifest import readable_json
from output.run_ids import sequence

_SAME_BODY = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
_DOCUMENT = "application/vnd.almanac.document+json"
_FAILURE = "application/vnd.almanac.failure+json"
_ORDER = "application/vnd.almanac.order+json"


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was to do, as JSON values, and all that it fetched."""

    order: dict[str, Any]
    documents: list[Document]
    failures: list[Failure]


def write(dataset: Path, run_id: str, now: datetime, capture: Capture) -> Path:
    """Write the capture of a run that began ``now``; the same capture gives the same bytes.

    Raises:
        DatasetError: the disk refuses.
    """
    path = capture_path(dataset, run_id)
    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=True)
    date = warc_date(now)
    name = f"{run_id}/order"
    writer.write_record(_said(writer, name, date, "warcinfo", None, _ORDER, capture.order))
    for index, document in enumerate(sorted(capture.documents, key=_place)):
        name = f"{run_id}/document/{index}"
        writer.write_record(_revisit(writer, name, date, document))
        writer.write_record(
            _said(writer, f"{name}/facts", date, "metadata", document.url, _DOCUMENT, document)
        )
    for index, failure in enumerate(sorted(capture.failures, key=_place)):
        name = f"{run_id}/failure/{index}"
        writer.write_record(_said(writer, name, date, "metadata", failure.url, _FAILURE, failure))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, packed.getvalue())
    except OSError as error:
        raise DatasetError(f"{path}: {error.strerror}") from error
    return path


def load(dataset: Path, run_id: str) -> Capture:
    """The capture of a run.

    Raises:
        DatasetError: there is none, or it is damaged.
    """
    path = capture_path(dataset, run_id)
    order: dict[str, Any] | None = None
    documents: list[Document] = []
    failures: list[Failure] = []
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                content = record.content_stream().read()
                match record.rec_headers.get_header("Content-Type"):
                    case str(kind) if kind == _ORDER:
                        order = msgspec.json.decode(content, type=dict[str, Any])
                    case str(kind) if kind == _DOCUMENT:
                        documents.append(msgspec.json.decode(content, type=Document))
                    case str(kind) if kind == _FAILURE:
                        failures.append(msgspec.json.decode(content, type=Failure))
    except FileNotFoundError as error:
        raise DatasetError(
            f"{path}: missing: this run was not captured, or it is pruned"
        ) from error
    except Exception as error:  # warcio lets whatever breaks inside a damaged file through
        raise DatasetError(f"{path}: unreadable: {error}") from error
    if order is None:
        raise DatasetError(f"{path}: does not say what the run was to do")
    return Capture(order=order, documents=documents, failures=failures)


def capture_path(dataset: Path, run_id: str) -> Path:
    """Where the capture of a run lies. Raises DatasetError: that is no run id."""
    sequence(run_id)
    return dataset / "archive" / "runs" / f"{run_id}.warc.gz"


def _place(one: Document | Failure) -> tuple[str, str]:
    return one.source_id, one.url


def _revisit(writer: WARCWriter, name: str, date: str, document: Document) -> ArcWarcRecord:
    """Says that the server gave the body which lies in the archive."""
    return writer.create_warc_record(
        one_line(document.url),
        "revisit",
        http_headers=_http(document),
        warc_headers_dict={
            "WARC-Record-ID": record_id(name),
            "WARC-Date": date,
            "WARC-Profile": _SAME_BODY,
            "WARC-Payload-Digest": f"sha256:{document.sha256}",
            "WARC-Refers-To": record_id(document.sha256),
        },
    )


def _http(document: Document) -> StatusAndHeaders | None:
    if document.http_status is None:
        return None
    headers = [
        ("Content-Type", document.content_type),
        ("ETag", document.etag),
        ("Last-Modified", document.last_modified),
    ]
    told = [(name, one_line(value)) for name, value in headers if value]
    return StatusAndHeaders(str(document.http_status), told, protocol="HTTP/1.1")


def _said(
    writer: WARCWriter,
    name: str,
    date: str,
    kind: str,
    url: str | None,
    content_type: str,
    content: object,
) -> ArcWarcRecord:
    """A record of ours: JSON, on a URL or on the run as a whole."""
    return writer.create_warc_record(
        url and one_line(url),
        kind,
        payload=io.BytesIO(readable_json(content)),
        warc_content_type=content_type,
        warc_headers_dict={"WARC-Record-ID": record_id(name), "WARC-Date": date},
    )
