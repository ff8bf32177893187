"""Small PDFs for tests, written by hand: text, bold text, Chinese, rules, bullets and links."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 600, 800
#: Average width of Helvetica's letters, in ems: enough to place what comes after a text.
LETTER = 0.5


class Sheet:
    """One page; all measures in points from its lower left corner."""

    def __init__(self) -> None:
        self.content: list[str] = []
        self.links: list[str] = []

    def text(self, x: float, y: float, said: str, size: float = 10, font: str = "F") -> Sheet:
        """Text in Helvetica; ``font="B"`` is bold, ``"C"`` holds Chinese."""
        if font == "C":
            shown = f"<{said.encode('utf-16-be').hex()}>"
        else:
            escaped = said.replace("(", "\\(").replace(")", "\\)")
            shown = f"({escaped})"
        self.content.append(f"BT /{font} {size} Tf {x} {y} Td {shown} Tj ET")
        return self

    def lines(self, x: float, y: float, said: Sequence[str], size: float = 10) -> float:
        """Lines below each other; gives the height of the next one."""
        for line in said:
            self.text(x, y, line, size)
            y -= 1.2 * size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """A ruling."""
        self.content.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def bullet(self, x: float, y: float) -> Sheet:
        """A bullet that is drawn."""
        self.content.append(f"{x} {y} 3 3 re f")
        return self

    def link(self, x0: float, y0: float, x1: float, y1: float, uri: str) -> Sheet:
        """A link annotation over an area."""
        self.links.append(
            f"<< /Type /Annot /Subtype /Link /Rect [{x0} {y0} {x1} {y1}]"
            f" /A << /S /URI /URI ({uri}) >> >>"
        )
        return self

    def row(self, y: float, columns: Sequence[float], cells: Sequence[str]) -> Sheet:
        """Cells of a table, a line each; ``columns`` are their left edges."""
        for x, said in zip(columns, cells, strict=False):
            if said:
                self.text(x + 4, y, said)
        return self

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> Sheet:
        """The rulings of a table."""
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])
        for y in rows:
            self.rule(columns[0], y, columns[-1], y)
        return self


def printed(*sheets: Sheet, rotate: int = 0, trailer: str = "") -> bytes:
    """A PDF of pages; ``trailer`` is added to its trailer as it is."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", *_FONTS]
    fonts = "/F 3 0 R /B 4 0 R /C 5 0 R"
    kids = []
    for sheet in sheets:
        content = "\n".join(sheet.content)
        objects.append(stream(content))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate}"
            f" /Contents {len(objects)} 0 R /Resources << /Font << {fonts} >> >>"
            f" /Annots [{' '.join(sheet.links)}] >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return written(objects, trailer)


def stream(content: str, entries: str = "") -> str:
    """A stream object; characters of ``content`` are its bytes."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def written(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF file of objects, numbered from 1; the first is its catalog."""
    body, offsets = "%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{said}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
        f"startxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def _unicode_map() -> str:
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    blocks = [ranges[at : at + 100] for at in range(0, 256, 100)]
    body = "\n".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap end end"
    )


_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /Songti /Flags 4 /FontBBox [0 -120 1000 880]"
    " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
)
_FONTS = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
    " /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /Songti /Encoding /Identity-H /ToUnicode 6 0 R"
    " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Songti /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    f" /FontDescriptor {_DESCRIPTOR} >>] >>",
    stream(_unicode_map()),
)
