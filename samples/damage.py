"""Make the sample documents: apply each kind of damage to our clean originals.

``python samples/damage.py`` writes ``samples/documents/``; the same originals give the same bytes.
"""

from __future__ import annotations

import gzip
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

SAMPLES = Path(__file__).parent

# What Windows-1254 leaves undefined; software that meets these bytes often drops them.
UNDEFINED_IN_1254 = b"\x81\x8d\x8e\x8f\x90\x9d\x9e"
SOFT_HYPHEN = "\xad"

# A print-out as we saw it: 42 Han characters a line, the sidebar from the fifth line on.
LINE_WIDTH = 84
LINES_ABOVE_SIDEBAR = 4
CHUNK_OVERLAP = 300

Table = Mapping[str, str]


def main() -> None:
    """Write every damaged document to ``samples/documents``."""
    for name, body in documents().items():
        (SAMPLES / "documents" / name).write_bytes(body)


def documents() -> dict[str, bytes]:
    """Give every damaged document by its file name, made anew from the originals."""
    models = original("models.zh.md")
    lossy = lose_code_page_bytes(models).encode()
    first, second = glue_like_a_pdf(
        original("page.zh.txt"), original("page.zh.sidebar.txt"), radicals()
    )
    translated = translate_like_a_machine(original("models.en.html"), translations())
    return {
        "models.zh.mojibake.md": lossy,
        "models.zh.mojibake.md.gz": gzip.compress(lossy, 9, mtime=0),
        "models.zh.cp1252.md": misread_as_windows_1252(models).encode(),
        "page.zh.1.txt": first.encode(),
        "page.zh.2.txt": second.encode(),
        "models.translated.html": translated.encode(),
    }


# --- UTF-8 read with the wrong code page ------------------------------------------------


def lose_code_page_bytes(text: str) -> str:
    """Read UTF-8 as Windows-1254, drop the bytes it does not define and the soft hyphens.

    Bytes are lost for good; a no-break space (byte A0) stays one.
    """
    kept = text.encode().translate(None, delete=UNDEFINED_IN_1254)
    return kept.decode("cp1254").replace(SOFT_HYPHEN, "")


def misread_as_windows_1252(text: str) -> str:
    """Read UTF-8 as Windows-1252, undefined bytes as Latin-1 does: nothing is lost."""
    return "".join(_cp1252_or_latin1(byte) for byte in text.encode())


def _cp1252_or_latin1(byte: int) -> str:
    raw = bytes([byte])
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


# --- the text layer of a print-out ------------------------------------------------------


def glue_like_a_pdf(page: str, sidebar: str, radicals: Table) -> tuple[str, str]:
    """Give a page's text as a PDF's text layer does: two chunks that overlap by 300 characters.

    Lines are wrapped, their breaks and the spaces there lost, the sidebar's lines mixed in.
    """
    lines = [line for paragraph in page.splitlines() for line in wrap(paragraph)]
    glued = "".join(mix_in(lines, sidebar.splitlines()))
    # Only the end of a Chinese sentence still ends a line, as in the print-outs we saw.
    broken = glued.replace("。", "。\n")
    return cut_in_two(to_radicals(broken, radicals))


def wrap(paragraph: str) -> list[str]:
    """Break a paragraph into printed lines; the space at which a line breaks is lost.

    Full-width characters count two columns; words and links stay whole.
    """
    pieces = re.findall(r"\s|[\x21-\x7e]+|\S[，。、；：！？”）》】]*", paragraph)
    lines, line = [], ""
    for piece in pieces:
        if _columns(line + piece) > LINE_WIDTH:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def mix_in(lines: list[str], sidebar: list[str]) -> list[str]:
    """Put one line of the sidebar after each printed line below the page's first four."""
    printed = [line for line in lines if line]
    head, beside = printed[:LINES_ABOVE_SIDEBAR], printed[LINES_ABOVE_SIDEBAR:]
    pairs = zip_longest(beside, sidebar, fillvalue="")
    return head + [line for pair in pairs for line in pair]


def to_radicals(text: str, radicals: Table) -> str:
    """Replace each Han character that has a radical's form by that form."""
    return text.translate({ord(han): form for han, form in radicals.items()})


def cut_in_two(text: str) -> tuple[str, str]:
    """Cut in the middle; the last 300 characters of the first part open the second."""
    cut = len(text) // 2
    return text[: cut + CHUNK_OVERLAP], text[cut:]


def radicals() -> dict[str, str]:
    """Give the radical form of each Han character that has one."""
    kangxi = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
    return kangxi | _toml("radicals.toml")["supplement"]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


# --- machine translation of a page ------------------------------------------------------


def translate_like_a_machine(html: str, translations: Table) -> str:
    """Translate the text nodes of a page's body and wrap each twice in a ``<font>``.

    Attributes stay, except the permalinks' labels. The page must hold no script and no comment.
    """
    head, tag, body = html.partition("<body>")
    head = head.replace('<html lang="en">', '<html lang="zh-CN" class="translated-ltr">')
    return _translate_title(head, translations) + tag + _translate_nodes(body, translations)


def translations() -> dict[str, str]:
    """Give the everyday translation of each text node that has one."""
    tables = _toml("translations.toml").values()
    return {text: translated for table in tables for text, translated in table.items()}


def _translate_nodes(body: str, translations: Table) -> str:
    parts = re.split(r"(<[^>]*>)", body)
    return "".join(
        _translate_label(part, translations) if part.startswith("<") else _font(part, translations)
        for part in parts
    )


def _translate_title(head: str, translations: Table) -> str:
    return re.sub(r"(?<=<title>)[^<]*", lambda title: translations.get(title[0], title[0]), head)


def _translate_label(tag: str, translations: Table) -> str:
    return re.sub(
        r'aria-label="Permalink: ([^"]*)"',
        lambda label: f'aria-label="永久链接：{translations.get(label[1], label[1])}"',
        tag,
    )


def _font(node: str, translations: Table) -> str:
    text = node.strip()
    if not text:
        return node
    font = '<font style="vertical-align: inherit;">'
    translated = f"{font}{font}{translations.get(text, text)}</font></font>"
    return node.replace(text, translated, 1)


# --- reading ----------------------------------------------------------------------------


def original(name: str) -> str:
    """Read one of our clean originals."""
    return (SAMPLES / "originals" / name).read_text(encoding="utf-8")


def _toml(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((SAMPLES / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
