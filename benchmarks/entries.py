"""How much of a list is read right: names, links and whole entries, against labels made by hand."""

from __future__ import annotations

import gzip
import hashlib
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from normalize.records import Document, Kind, Mention, Source
from normalize.urls import canonical
from spiders.readers import read

LABELS = Path(__file__).resolve().parent.parent / "tests" / "gold" / "lists"


class Labelled(msgspec.Struct, frozen=True):
    """A document with labels: its file below the shared folder, its kind, its page."""

    name: str
    kind: Kind
    file: str
    page: str | None = None

    @property
    def title(self) -> str:
        """What it is called in a table."""
        return f"{self.name} (PDF)" if self.kind == "pdf" else self.name

    @property
    def labels(self) -> Path:
        """Where its labels stand: a line per entry, ``name TAB link link …``."""
        return LABELS / f"{self.name}.tsv"


class Entry(msgspec.Struct, frozen=True):
    """What is compared of an entry: its name, folded, and its links in canonical form."""

    name: str
    links: frozenset[str]


class Agreement(msgspec.Struct, frozen=True):
    """How many were read, labelled, and the same in both; each with its multiplicity."""

    read: int
    labelled: int
    same: int

    @property
    def precision(self) -> float:
        """The share of what was read that is labelled."""
        return self.same / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was read."""
        return self.same / self.labelled if self.labelled else 1.0


class Score(msgspec.Struct, frozen=True):
    """How names, links, and entries of which both are exact agree with the labels."""

    names: Agreement
    links: Agreement
    entries: Agreement


def labelled() -> list[Labelled]:
    """The documents that have labels, as ``INDEX.toml`` beside these says."""
    index = tomllib.loads((LABELS / "INDEX.toml").read_text(encoding="utf-8"))
    return msgspec.convert(index["list"], list[Labelled])


def printed() -> list[Labelled]:
    """The PDFs that labelled lists were printed to: theirs are the same labels."""
    index = tomllib.loads((LABELS / "INDEX.toml").read_text(encoding="utf-8"))
    return msgspec.convert(index["printed"], list[Labelled])


def score(found: list[Entry], labels: list[Entry]) -> Score:
    """Compare what was read with what was labelled, without regard to order."""
    return Score(
        names=_agreement((one.name for one in found), (one.name for one in labels)),
        links=_agreement(_links(found), _links(labels)),
        entries=_agreement(found, labels),
    )


def labelled_entries(path: Path) -> list[Entry]:
    """The entries of a file of labels; lines that begin with ``# `` are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("# ")]
    return [_entry(row[0], row[1].split() if len(row) > 1 else []) for row in rows]


def mentions_of(document: Labelled, shared: Path) -> list[Mention]:
    """What the reader makes of a document."""
    body = (shared / document.file).read_bytes()
    if document.file.endswith(".gz"):
        body = gzip.decompress(body)
    return read_body(body, document.kind, document.page)


def read_body(body: bytes, kind: Kind, page: str | None) -> list[Mention]:
    """The mentions of a body, read as that of a source with this page."""
    source = Source(
        id="labelled", title="labelled", kind=kind, urls=[], path="labelled.toml", homepage=page
    )
    document = Document(
        source_id="labelled",
        url=page or "file:///labelled",
        sha256=hashlib.sha256(body).hexdigest(),
        etag=None,
        last_modified=None,
        http_status=None,
        content_type=None,
        bytes=len(body),
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        reader_version="",
    )
    return read(document, body, source).mentions


def entries_of(mentions: Iterable[Mention]) -> list[Entry]:
    """Mentions as they are compared; of a machine translation the name as it stands there."""
    return [
        _entry(one.name_raw if one.machine_translated else one.name, one.urls) for one in mentions
    ]


def _entry(name: str, links: Iterable[str]) -> Entry:
    cleaned = (canonical(link) for link in links)
    return Entry(_folded(name), frozenset(link.url for link in cleaned if link))


def _folded(name: str) -> str:
    """Without width, white space and pictures: those are the typesetter's."""
    shown = unicodedata.normalize("NFKC", name)
    return "".join(
        char for char in shown if not char.isspace() and unicodedata.category(char) not in _PICTURES
    )


_PICTURES = ("So", "Sk", "Mn", "Cf")


def _links(entries: Iterable[Entry]) -> list[str]:
    return [link for entry in entries for link in entry.links]


def _agreement(found: Iterable[Hashable], labels: Iterable[Hashable]) -> Agreement:
    mine, theirs = Counter(found), Counter(labels)
    return Agreement(mine.total(), theirs.total(), (mine & theirs).total())


def main() -> None:
    """Print the figures of every labelled document, and of the PDFs printed from some of them."""
    shared = Path(__file__).resolve().parent.parent.parent / "shared"
    if not (shared / "seeds").is_dir():
        print("reading entries: the labelled documents lie beside a developer's checkout, not here")
        return
    print(f"{'precision / recall of':<34}{'names':>16}{'links':>16}{'exact entries':>16}")
    for document in [*labelled(), *printed()]:
        found = score(entries_of(mentions_of(document, shared)), labelled_entries(document.labels))
        print(
            f"{document.title:<34}{_shown(found.names)}{_shown(found.links)}{_shown(found.entries)}"
        )


def _shown(one: Agreement) -> str:
    return f"{one.precision:>8.3f} /{one.recall:6.3f}"


if __name__ == "__main__":
    main()
