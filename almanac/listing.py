"""Tables of which each row takes one line, however narrow the terminal and wide the letters."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.text import Text

_GAP = 2


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column with its cells, one for each row."""

    title: str
    cells: list[Text]
    #: terminal cells below which it says nothing; a narrower column takes what it needs
    least: int
    #: columns of a low rank are the first to be shown, those of a high one the first to go
    rank: int
    right: bool = False


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A table as lines of text, and the titles of the columns that found no room in it."""

    header: Text
    rows: list[Text]
    left_out: list[str]


def listing(columns: Sequence[Column], width: int) -> Listing:
    """Lay columns out in lines of at most ``width`` terminal cells.

    Columns without any content are not shown. What is longer than its column ends in ``…``.
    """
    filled = [column for column in columns if any(cell.cell_len for cell in column.cells)]
    shown = _chosen(filled, width)
    widths = _widths(shown, width)
    rows = zip(*(column.cells for column in shown), strict=True) if shown else ()
    titles = [Text(column.title, style="bold") for column in shown]
    return Listing(
        header=_line(titles, shown, widths),
        rows=[_line(row, shown, widths) for row in rows],
        left_out=[column.title for column in filled if column not in shown],
    )


def fitted(text: Text, width: int) -> Text:
    """A text of one line, cut to so many terminal cells."""
    cut = text.copy()
    cut.truncate(max(width, 1), overflow="ellipsis")
    return cut


def _need(column: Column) -> int:
    """Terminal cells of a column in which nothing is cut."""
    return max(len(column.title), *(cell.cell_len for cell in column.cells))


def _least(column: Column) -> int:
    return min(column.least, _need(column))


def _chosen(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns that have room beside each other, in their own order."""
    left = width + _GAP
    shown: list[Column] = []
    for column in sorted(columns, key=lambda one: one.rank):
        least = _least(column) + _GAP
        if least <= left or not shown:
            shown.append(column)
            left -= least
    return [column for column in columns if column in shown]


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """Each column's least, and of the rest to each as much of what it lacks."""
    widths = [min(_least(column), width) for column in columns]
    lacking = [_need(column) - least for column, least in zip(columns, widths, strict=True)]
    rest = width - sum(widths) - _GAP * (len(widths) - 1)
    # The short ones are filled first, so that no room is left over.
    for done, at in enumerate(sorted(range(len(widths)), key=lacking.__getitem__)):
        given = max(0, min(lacking[at], rest // (len(widths) - done)))
        widths[at] += given
        rest -= given
    return widths


def _line(cells: Sequence[Text], columns: Sequence[Column], widths: Sequence[int]) -> Text:
    line = Text(no_wrap=True, overflow="crop")
    for cell, column, width in zip(cells, columns, widths, strict=True):
        if line.cell_len:
            line.append(" " * _GAP)
        cut = fitted(cell, width)
        padding = " " * (width - cut.cell_len)
        line.append_text(
            Text.assemble(padding, cut) if column.right else Text.assemble(cut, padding)
        )
    line.rstrip()
    return line
