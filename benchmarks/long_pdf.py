"""A PDF of any number of pages, and how much memory a process needs to read it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.usage import peak_megabytes

_LINES = 48  # of a page, each an entry of a list with a link
_WORDS = ("reads", "long", "texts", "and", "answers", "in", "several", "languages", "from", "home")


def long_pdf(pages: int) -> bytes:
    """A list of projects, printed in one column with a header and a number on each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _font()]
    kids = []
    for page in range(pages):
        links = " ".join(_link(page, line) for line in range(_LINES))
        content = _content(page, pages)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            f" /Resources << /Font << /F 3 0 R >> >> /Annots [{links}] >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    return _file(objects)


def peak_memory(path: Path) -> float:
    """Megabytes that a fresh process took at most to read a PDF end to end."""
    program = (
        "import sys; from benchmarks.long_pdf import read_here; read_here(sys.argv[1])",
        str(path),
    )
    done = subprocess.run(
        [sys.executable, "-c", *program], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def read_here(path: str) -> None:
    """Read a PDF and print how many megabytes this process took at most."""
    from spiders.readers.opening import open_document

    open_document(Path(path).read_bytes(), "pdf")
    print(peak_megabytes())


def _font() -> str:
    return "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _content(page: int, pages: int) -> str:
    shown = [(60, 810, "A very long list"), (280, 20, f"{page + 1} / {pages}")]
    for line in range(_LINES):
        words = " ".join(_WORDS[(page + line + at) % len(_WORDS)] for at in range(11))
        shown.append((60, 780 - 15 * line, f"- Project-{page}-{line}: {words}."))
    return "\n".join(f"BT /F 10 Tf {x} {y} Td ({said}) Tj ET" for x, y, said in shown)


def _link(page: int, line: int) -> str:
    bottom = 777 - 15 * line
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [66 {bottom} 118 {bottom + 12}]"
        f" /A << /S /URI /URI (https://example.org/{page}/{line}) >> >>"
    )


def _file(objects: list[str]) -> bytes:
    parts, offsets, length = ["%PDF-1.4\n"], [], len("%PDF-1.4\n")
    for number, said in enumerate(objects, 1):
        offsets.append(length)
        parts.append(f"{number} 0 obj\n{said}\nendobj\n")
        length += len(parts[-1])
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n")
    parts += [f"{offset:010} 00000 n \n" for offset in offsets]
    parts.append(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{length}\n%%EOF\n"
    )
    return "".join(parts).encode("latin-1")
